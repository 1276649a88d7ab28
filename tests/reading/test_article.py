"""The published tables of the article, and their rebuilding from its text."""

import re
from collections import Counter
from itertools import pairwise

import pytest
import simplemma

from transit import cli, reading
from transit.article import load
from transit.errors import TransitError
from transit.reading.repairs import letters_of

SECTIONS = [
    "abstract",
    "introduction",
    "political-construction-kit",
    "search-for-an-ideal-model",
    "new-trend",
    "clarity",
    "conclusion",
]


@pytest.fixture(scope="module")
def folder(repository):
    return repository / "data" / "article"


@pytest.fixture(scope="module")
def tables(folder):
    return load(folder)


@pytest.fixture(scope="module")
def rebuilt(folder, article_path):
    return reading.read(article_path, folder)


def by_section(tables, counts, key):
    merged = counts.merge(tables.paragraphs[["paragraph", "section"]], on="paragraph")
    wide = merged.pivot_table(
        index=key, columns="section", values="count", aggfunc="sum", fill_value=0
    )
    return wide.reindex(columns=SECTIONS, fill_value=0)


def test_abstract_and_six_sections_on_eight_pages(tables):
    sections = tables.sections
    assert sections["section"].tolist() == SECTIONS
    assert sections["order"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert sections["heading"].tolist() == [
        "Abstract",
        "Introduction",
        "Political Construction Kit",
        "Search for an Ideal Model",
        "New Trend",
        "Clarity",
        "Conclusion",
    ]
    assert sections["page_first"].tolist() == [1, 2, 4, 5, 5, 6, 8]
    assert sections["page_last"].tolist() == [2, 3, 5, 5, 6, 8, 8]
    assert sections["paragraphs"].tolist() == [8, 7, 7, 4, 10, 9, 3]
    assert sections["sentences"].tolist() == [14, 29, 28, 11, 20, 32, 8]
    assert sections["tokens"].tolist() == [446, 797, 578, 264, 548, 859, 180]
    assert sections["notes"].tolist() == [0, 11, 11, 1, 0, 5, 0]
    assert tables.provenance["pages"] == 8


def test_word_tokens_in_all(tables):
    # 3,672 by the definition of transit.reading.words. Other usual definitions give 3,665
    # (between spaces) and 3,638 (numbers left out): about 3,655.
    assert tables.tokens["count"].sum() == 3672
    assert tables.sections["tokens"].sum() == tables.paragraphs["tokens"].sum() == 3672


def test_keywords(tables):
    assert len(tables.keywords) == 6
    assert tables.keywords[0] == "Kazakhstan"
    assert tables.keywords[-1] == "Tokayev"


def test_notes_are_attached_to_paragraphs_and_works(tables):
    notes = tables.notes
    assert notes["note"].tolist() == list(range(1, 29))
    assert notes["paragraph"].tolist() == (
        ["int-03"] * 3 + ["int-04"] + ["int-06"] * 4 + ["int-07"] * 3
        + ["kit-01", "kit-02"] + ["kit-03"] * 3 + ["kit-04"] * 3 + ["kit-05"] + ["kit-07"] * 2
        + ["ide-02", "cla-03", "cla-04", "cla-04", "cla-06", "cla-07"]
    )  # fmt: skip
    assert notes["page"].tolist() == [2] * 3 + [3] * 8 + [4] * 9 + [5] * 3 + [7] * 5
    assert (notes["keys"] != "").all()
    assert notes["keys"].nunique() == 26
    key = notes.set_index("note")["keys"]
    assert key[7] == key[8] == "bogaturov2011mezhdunarodnye"
    assert key[9] == key[16] == "sultanov2010tsentralnaia"
    assert key[11] == "zhanguzhin2005novye"
    assert key[24] == "tokayev2019address"
    form = notes.set_index("note")["form"]
    assert form.value_counts().to_dict() == {"full": 19, "url": 6, "short": 2, "ibidem": 1}
    assert form[8] == "ibidem"
    assert form[[16, 20]].tolist() == ["short", "short"]
    locator = notes.set_index("note")["locator"]
    assert locator[[1, 5, 23]].tolist() == ["p. 62", "pp. 21-29", "pp. 1, 2"]
    assert locator[[3, 8, 17, 19, 21]].tolist() == [""] * 5


def test_every_repair_by_kind(tables):
    assert tables.repairs.groupby("kind")["count"].sum().to_dict() == {
        "broken-url": 3,
        "broken-word-blank": 1,
        "broken-word-column": 1,
        "broken-word-line": 58,
        "broken-word-page": 2,
        "drop-capital": 1,
        "joined-blank": 4,
        "joined-column": 1,
        "joined-line": 203,
        "joined-page": 2,
        "kept-hyphen": 1,
        "ligature": 54,
        "lost-space": 845,
        "note-block": 28,
        "note-call": 28,
        "spaced-heading": 3,
    }
    repaired = set(zip(tables.repairs["what"], tables.repairs["repaired"], strict=True))
    assert {
        ("elec-/ted", "elected"),
        ("pres-/ident", "president"),
        ("To-/kayev", "Tokayev"),
        ("well-/balanced", "well-balanced"),
        ("azakhstan", "Kazakhstan"),
        ("parties1", "parties"),
        ("U+3FFFF", "fi"),
        ("U+00C0", "fl"),
        ("U+FFFD", "U+0020"),
    } <= repaired


def test_no_word_is_broken_and_no_ligature_lost(tables):
    tokens = set(tables.tokens["token"])
    broken = tables.repairs[tables.repairs["kind"].str.startswith("broken-word")]
    halves = {half.casefold() for what in broken["what"] for half in what.split("-/")}
    left = {half for half in halves & tokens if not simplemma.is_known(half, lang="en")}
    assert left == set()
    assert {"first", "figure", "influence", "conflict", "official", "fulfill"} <= tokens
    assert tokens.isdisjoint({"rst", "gure", "in", "uence"} - {"in"})
    assert all(re.fullmatch(r"[a-z0-9.'-]+", token) for token in tokens)
    assert all("-" not in (token[0], token[-1]) for token in tokens)


def test_true_hyphens_survive(tables):
    assert {
        "nur-sultan", "off-year", "off-term", "pre-term", "well-balanced", "multi-party",
        "kassym-jomart", "self-nominees", "socio-economic", "post-soviet", "super-presidential",
    } <= set(tables.tokens["token"])  # fmt: skip


def test_no_text_of_a_note_in_the_body(tables):
    tokens = set(tables.tokens["token"])
    assert tokens.isdisjoint(
        {"ibidem", "see", "quoted", "pp", "ed", "monograph", "kisi", "almaty", "moscow", "http",
         "https", "akorda", "seylekhanov", "zhanguzhin", "sultanov", "azia", "kursiv"}
    )  # fmt: skip


def test_quoted_speech(tables):
    quoted = tables.paragraphs.set_index("paragraph")["quoted_tokens"]
    assert quoted[quoted > 0].to_dict() == {"ide-02": 16, "cla-03": 107, "cla-04": 70}
    voices = tables.tokens.groupby("voice")["count"].sum()
    assert voices["quotation"] == 193


# Counted by hand: searches in the text by regular expressions, section by section, with the
# notes cut away by line number and each result compared with the passages.
BY_HAND = {
    "security-council": [0, 0, 0, 0, 10, 5, 2],
    "nazarbayev": [4, 4, 6, 2, 6, 7, 0],
    "tokayev": [3, 0, 0, 0, 0, 7, 0],
    "first-president": [3, 0, 2, 0, 0, 4, 2],
    "elbasy": [0, 0, 0, 0, 2, 2, 0],
    "parliament": [2, 3, 2, 3, 1, 1, 1],
    "kazakhstan": [5, 12, 8, 1, 4, 5, 2],
    "presidential-elections": [1, 5, 3, 1, 1, 3, 1],
    "early-elections": [1, 1, 4, 2, 0, 5, 1],
    "constitutional-amendments": [0, 1, 3, 2, 2, 1, 2],
    "transit-of-power": [0, 0, 1, 3, 1, 3, 0],
    "dual-power": [0, 0, 0, 0, 3, 6, 0],
    "closest-circle": [1, 0, 0, 1, 2, 1, 1],
    "head-of-state": [1, 0, 0, 1, 1, 3, 0],
    "stability": [2, 0, 2, 0, 1, 1, 1],
    "remain-in-power": [1, 1, 1, 0, 5, 0, 1],
    "presidential-administration": [0, 0, 0, 0, 3, 1, 0],
    "supreme-soviet": [0, 3, 0, 0, 0, 0, 0],
    "clans": [0, 6, 2, 0, 0, 0, 0],
    "conflict-of-interests": [0, 0, 0, 0, 1, 2, 0],
    "regional-elites": [1, 0, 1, 0, 0, 2, 1],
    "foreign-policy": [2, 3, 0, 0, 0, 2, 0],
    "rivalry": [0, 0, 2, 0, 5, 2, 0],
}


@pytest.mark.parametrize("term", BY_HAND)
def test_terms_by_section_agree_with_counts_by_hand(tables, term):
    assert by_section(tables, tables.term_counts, "term").loc[term].tolist() == BY_HAND[term]


def test_term_list(tables):
    terms = tables.terms
    assert 80 <= len(terms) <= 150
    assert set(terms["kind"]) == {
        "institution", "person", "group", "concept", "procedure", "place", "external",
    }  # fmt: skip
    assert terms["term"].str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()
    assert set(tables.term_counts["term"]) == set(terms["term"])
    assert set(tables.marker_sentences["marker"]) == set(tables.markers["marker"])
    assert set(tables.markers["category"]) == {"modal", "hedge", "booster", "attribution", "future"}


def test_markers_leave_exceptions_out(tables):
    counts = tables.marker_sentences.groupby("marker")["count"].sum()
    assert counts["will"] == 12
    assert counts["would"] == 16
    assert counts["rather"] == 1
    quoted = tables.marker_sentences[tables.marker_sentences["voice"] == "quotation"]
    assert set(quoted["paragraph"]) == {"ide-02", "cla-03", "cla-04"}


def test_tables_agree_with_each_other(tables):
    paragraphs = tables.paragraphs.set_index("paragraph")
    assert (
        tables.tokens.groupby("paragraph", sort=False)["count"]
        .sum()
        .equals(paragraphs["tokens"].rename("count"))
    )
    per_paragraph = tables.term_counts.groupby(["paragraph", "term"])["count"].sum()
    per_sentence = tables.term_sentences.groupby(["paragraph", "term"])["count"].sum()
    assert per_paragraph.equals(per_sentence)
    for frame in (tables.term_sentences, tables.marker_sentences):
        limit = frame["paragraph"].map(paragraphs["sentences"])
        assert (frame["sentence"] <= limit).all()
        assert (frame["sentence"] >= 1).all()


def test_no_table_keeps_the_order_of_words(tables):
    assert list(tables.tokens.columns) == ["paragraph", "token", "lemma", "voice", "count"]
    for _, rows in tables.tokens.groupby("paragraph"):
        keys = list(rows[["token", "lemma", "voice"]].itertuples(index=False, name=None))
        assert keys == sorted(set(keys))
    for _, rows in tables.bigrams.groupby("section"):
        keys = list(rows[["first", "second"]].itertuples(index=False, name=None))
        assert keys == sorted(set(keys))
    for name, columns in (
        ("term_sentences", ["term"]),
        ("marker_sentences", ["marker", "voice"]),
    ):
        for _, rows in getattr(tables, name).groupby(["paragraph", "sentence"]):
            keys = list(rows[columns].itertuples(index=False, name=None))
            assert keys == sorted(set(keys))
    repairs = list(tables.repairs.itertuples(index=False, name=None))
    assert repairs == sorted(repairs)
    words = tables.repairs[["what", "repaired"]].map(lambda cell: len(re.findall(r"\w+", cell)))
    assert words.max().max() <= 8  # two ends of an address; in running text at most two words
    running = ~tables.repairs["kind"].isin(["broken-url", "spaced-heading"])
    assert words[running].max().max() <= 2


def test_bigrams_occur_at_least_twice(tables):
    total = tables.bigrams.groupby(["first", "second"])["count"].sum()
    assert total.min() == 2
    assert total["security", "council"] == 16


@pytest.mark.needs_article
def test_rebuilding_gives_the_committed_tables_byte_for_byte(rebuilt, folder):
    states = reading.compare(rebuilt.files, folder).set_index("file")["state"]
    assert states[states != "equal"].to_dict() == {}
    assert len(states) == 10


@pytest.mark.needs_article
def test_command_finds_the_settings_made_for_this_text(article_path, repository, tmp_path, capsys):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository)
        assert cli.main(["read", str(article_path), "--out", str(tmp_path / "out")]) == 0
        assert cli.main(["read", str(article_path), "--check", "data/article"]) == 0
    assert "All tables are equal byte for byte." in capsys.readouterr().out
    copied = load(tmp_path / "out")
    assert len(copied.terms) == len(load(repository / "data" / "article").terms)


@pytest.mark.needs_article
def test_every_letter_of_the_article_is_accounted_for(rebuilt):
    article = rebuilt.article
    parts = [p.text for p in article.paragraphs] + [n.text for n in article.notes]
    parts += [s.setting.sought for s in article.sections] + article.front
    expected = Counter(letters_of(article.source.text))
    expected.update(article.log.letters())
    assert Counter(letters_of(" ".join([*parts, article.keywords_line]))) == +expected


@pytest.mark.needs_article
def test_no_sentence_can_be_followed_along_published_bigrams(rebuilt, tables):
    published = set(zip(tables.bigrams["first"], tables.bigrams["second"], strict=True))
    settings = rebuilt.article.settings
    lemmas = reading.load_lists(rebuilt.folder).lemmas
    lemmatizer = reading.Lemmatizer("en", dict(zip(lemmas["form"], lemmas["lemma"], strict=True)))
    shares = []
    for paragraph in rebuilt.article.paragraphs:
        for sentence in reading.analyse(paragraph.text, lemmatizer, settings.abbreviations):
            words = [token.lemma for token in sentence]
            pairs = list(pairwise(words))
            shares.append(sum(pair in published for pair in pairs) / len(pairs))
    assert len(shares) == 142
    assert max(shares) < 0.85


@pytest.mark.needs_article
def test_no_published_file_repeats_nine_words_of_the_article(rebuilt, folder):
    def runs(text):
        words = re.findall(r"[^\W_]+", text.casefold())
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    article = rebuilt.article
    whole = " ".join(
        [article.keywords_line, *(p.text for p in article.paragraphs), article.source.text]
    )
    known = runs(whole)
    for path in sorted(folder.iterdir()):
        assert known.isdisjoint(runs(path.read_text(encoding="utf-8"))), path.name


@pytest.fixture(scope="module")
def text(article_path):
    return reading.open_source(article_path).text


@pytest.mark.needs_article
@pytest.mark.parametrize(
    ("pattern", "replacement", "message"),
    [
        (r"(?m)^5 See.*\n.*\n", "", r"line 164 \(page 3\) begins note 6 where note 5 is expected"),
        (r"(?m)^28 .*\n", "", r"the text of page 7 calls note 28"),
        (
            r"(?m)^(8 See.*\n)(9 See.*\n)",
            r"\2\1",
            r"line 172 \(page 3\) begins note 9 where note 8",
        ),
        (r"(?<=\bclans)9", "", "note 9 stands at the foot of page 3, but the text of that page"),
        (" ".join("Conclusion"), "", "the heading 'Conclusion' of .* stands nowhere"),
        (r"Demokratia", "Autokratia", r"note 6 \(page 3\) cites no work of the bibliography"),
        (r"\ufffd", "\ufffe", r"line 12 has U\+FFFE, which stands for some other character"),
    ],
)
def test_damage_beyond_repair_is_named_with_its_place(
    text, folder, tmp_path, pattern, replacement, message
):
    harmed = tmp_path / "harmed.txt"
    harmed.write_text(re.sub(pattern, replacement, text, count=1), encoding="utf-8")
    with pytest.raises(TransitError, match=message):
        reading.read(harmed, folder)


@pytest.mark.needs_article
def test_call_set_off_by_a_space_gives_the_same_tables(text, folder, tmp_path, rebuilt):
    moved = tmp_path / "moved.txt"
    moved.write_text(re.sub(r"(?<=\bclans)9", " 9", text), encoding="utf-8")
    files = reading.read(moved, folder).files
    assert files["tokens.csv"] == rebuilt.files["tokens.csv"]
    assert files["notes.csv"] == rebuilt.files["notes.csv"]
