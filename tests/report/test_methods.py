import re
import tomllib
from dataclasses import replace

import pandas as pd
import pytest

from transit import article
from transit.errors import TransitError
from transit.report.methods import examples as example_tables
from transit.report.methods import record, repairs, rules, settings, software
from transit.report.works import load_labels
from transit.terms import examples, frequency
from transit.terms import of_article as words

REPAIRS = pd.DataFrame(
    [
        ("ligature", 1, "U+3FFFF", "fi", 2),
        ("ligature", 2, "U+00C0", "fl", 5),
        ("ligature", 2, "U+3FFFF", "fi", 4),
        ("joined-line", 2, "U+000A", "U+0020", 28),
        ("note-block", 2, "1", "", 1),
    ],
    columns=["kind", "page", "what", "repaired", "count"],
)


def rows_of(html):
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for row in html.split("</tr>")[1:-1]
    ]


@pytest.fixture(scope="module")
def labels(repository):
    return load_labels(repository / "references.bib")


def test_repairs_are_counted_and_shown_by_kind():
    assert rows_of(repairs.repair_table(REPAIRS).html) == [
        [
            "ligature",
            article.labels("repairs", "kind")["ligature"],
            "11",
            "U+3FFFF → fi; U+00C0 → fl",
        ],
        ["joined-line", article.labels("repairs", "kind")["joined-line"], "28", "line end → space"],
        ["note-block", article.labels("repairs", "kind")["note-block"], "1", "1 → taken out"],
    ]


def test_repairs_by_page_add_up():
    assert rows_of(repairs.repair_pages_table(REPAIRS).html) == [
        ["ligature", "2", "9", "11"],
        ["joined-line", "", "28", "28"],
        ["note-block", "", "1", "1"],
    ]


def test_every_kind_of_the_article_s_repairs_is_shown(repository):
    made = article.load(repository / "data" / "article").repairs
    shown = rows_of(repairs.repair_table(made).html)
    assert {row[0] for row in shown} == set(made["kind"])
    assert sum(int(row[2].replace(",", "")) for row in shown) == made["count"].sum()
    by_page = rows_of(repairs.repair_pages_table(made).html)
    assert [row[-1] for row in by_page] == [row[2].replace(",", "") for row in shown]


@pytest.mark.parametrize("table", [repairs.repair_table, repairs.repair_pages_table])
def test_an_unknown_kind_of_repair_is_named(table):
    with pytest.raises(TransitError, match="called 'guess'"):
        table(REPAIRS.assign(kind="guess"))


def test_examples_stand_beside_their_published_values(labels):
    html = example_tables.example_table("dispersion", labels).html
    rows = {row[0]: row for row in rows_of(html)}
    assert len(rows) == len(examples.worked_examples("dispersion"))
    assert rows["Lyne’s D3"][2:4] == ["0.944", "0.94444"]
    assert '<a href="bibliography.html#ref-gries2008dispersions">Gries 2008</a>, p. 408' in html
    assert rows["DP, normed"][4] == "by hand: 0.18 / (1 − 9/50)"
    assert rows["DKL"][4] == "tlda, documentation"


def test_negative_values_have_a_true_minus_sign(labels):
    rows = {row[0]: row for row in rows_of(example_tables.example_table("keyness", labels).html)}
    assert rows["Difference coefficient"][2:4] == ["−0.32", "−0.3208"]


def test_an_example_that_fails_is_not_printed(monkeypatch, labels):
    count = frequency.MEASURES[0]
    wrong = replace(count, examples=(replace(count.examples[0], printed="16"),))
    monkeypatch.setattr(frequency, "MEASURES", (wrong,))
    with pytest.raises(TransitError, match=r"frequency, Count: 15\.0 .* published 16"):
        example_tables.example_table("frequency", labels)


def test_variants_mark_the_one_that_is_taken():
    rows = rows_of(example_tables.variant_table().html)
    assert len(rows) == len(examples.variants())
    assert rows[0] == ["G²", "0 in 33, 3 in 36", "four cells", "", "4.028", "taken"]
    assert rows[1] == ["", "", "two cells", "UCREL calculator", "3.904", ""]


def test_settings_are_those_of_the_functions():
    table = settings.settings_table(
        [("Keyness", words.keyness_by_section, {"draws": "exchanges", "alpha": "level"})]
    )
    assert rows_of(table.html) == [
        ["Keyness", "exchanges", "200,000"],
        ["Keyness", "level", "0.05"],
    ]


@pytest.mark.parametrize("name", ["patience", "article"])
def test_an_argument_without_default_is_refused(name):
    with pytest.raises(TransitError, match=f"keyness_by_section has no argument '{name}'"):
        settings.settings_table([("Keyness", words.keyness_by_section, {name: "?"})])


def test_rules_are_the_descriptions_of_the_tests():
    calls = ["won(election=P2019, winner=Tokayev)", None, "won(election=P2015, winner=X)"]
    calls += [f"stayed_level(country=KAZ, name=x, first=1996, last=2011, within={w})"
              for w in (0.1, 0.05)]  # fmt: skip
    html = rules.rule_table(pd.DataFrame({"test": calls})).html
    level, won = rows_of(html)
    assert level[0] == "stayed_level2 rows" and won[0] == "won2 rows"
    assert won[1].startswith("Who won a presidential election: supported if")
    assert level[1].endswith("Used with within 0.05, 0.1; wider 2.")
    assert "Used with" not in won[1]


def test_every_test_of_the_ledger_has_its_rule(repository):
    claims = pd.read_csv(repository / "data" / "claims.csv")
    used = set(claims["test"].dropna().str.partition("(")[0])
    rows = rows_of(rules.rule_table(claims).html)
    assert {re.sub(r"\d+ rows?$", "", row[0]) for row in rows} == used
    assert all(len(row[1]) > 40 for row in rows)


def test_blocs_list_their_parties_with_years():
    seats = pd.DataFrame(
        [("L2004", "Otan", "near"), ("L1999", "Otan", "near"), ("L1999", "Union", "far")],
        columns=["election", "party", "bloc"],
    )
    meanings = {"far": "Against", "near": "For", "none": "Neither"}
    assert rows_of(record.bloc_table(seats, meanings).html) == [
        ["far", "Against", "Union (1999)"],
        ["near", "For", "Otan (2004, 1999)"],
    ]
    with pytest.raises(TransitError, match="bloc 'far' is not explained"):
        record.bloc_table(seats, {"near": "For"})


def test_versions_of_the_series(labels):
    series = pd.DataFrame(
        [("a", "v15", "coppedge2025vdem"), ("b", "v15", "coppedge2025vdem"),
         ("c", "v12", "coppedge2022vdem")],
        columns=["series", "version", "source"],
    )  # fmt: skip
    values = pd.DataFrame(
        [("a", 1990, 0.5, 0.4), ("a", 1991, 0.5, 0.4), ("b", 1995, 0.5, None),
         ("b", 2030, None, None), ("c", 2000, 0.5, None)],
        columns=["series", "year", "value", "low"],
    )  # fmt: skip
    rows = rows_of(record.version_table(series, values, labels).html)
    assert [row[:4] for row in rows] == [
        ["v12", "1", "2000", "0"],
        ["v15", "2", "1990–1995", "1"],
    ]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nrequires-python = ">=3.11,<3.14"\ndependencies = ["pandas>=3", "scipy"]\n'
    )
    (tmp_path / "requirements.txt").write_text(
        "pandas==0.1 \\\n    --hash=sha256:0\nscipy==1 ; python_version < '3.12'\nscipy==2\n"
    )
    return tmp_path


def test_software_as_locked(project):
    assert software.locked_versions(project) == {"pandas": ["0.1"], "scipy": ["1", "2"]}
    assert rows_of(software.software_table(project).html) == [
        ["pandas", "tables", "0.1", "another version"],
        ["scipy", "distributions and fits", "1 or 2", "another version"],
    ]
    assert software.python_versions(project) == "3.11 to 3.13"


@pytest.mark.parametrize(
    ("name", "lock", "message"),
    [
        ("pandas", "", "does not lock pandas"),
        ("sphinx-nothing", "sphinx-nothing==1", "say in PURPOSES"),
        ("altair-nowhere", "altair-nowhere==1", "not installed"),
    ],
)
def test_software_that_is_not_accounted_for(monkeypatch, project, name, lock, message):
    (project / "pyproject.toml").write_text(f'[project]\ndependencies = ["{name}"]\n')
    (project / "requirements.txt").write_text(lock + "\n")
    if "nowhere" in name:
        monkeypatch.setitem(software.PURPOSES, name, "charts")
    with pytest.raises(TransitError, match=message):
        software.software_table(project)


def test_every_package_asked_for_has_its_purpose(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    names = set(software.asked_for(project))
    assert {"pandas", "jupyterlab", "jupyter-book"} <= names
    assert names == set(software.PURPOSES)
    rows = rows_of(software.software_table(repository).html)
    assert {row[0] for row in rows} == names
