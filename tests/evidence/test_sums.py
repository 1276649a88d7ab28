"""A table cut short or altered by one number is caught, in every table."""

import json

import pytest

from transit.cli import main
from transit.errors import TransitError
from transit.evidence import find_altered, renew
from transit.evidence.package import read_package


def _cut(path):
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[: max(2, 2 * len(lines) // 3)]), encoding="utf-8")


def _one_digit(path):
    text = path.read_text(encoding="utf-8")
    digits = "12345678" if any(digit in text for digit in "12345678") else "abcdefgh"
    place = max(text.rindex(digit) for digit in digits if digit in text)
    changed = chr(ord(text[place]) + 1)
    path.write_text(text[:place] + changed + text[place + 1 :], encoding="utf-8")


@pytest.mark.parametrize("change", [_cut, _one_digit])
def test_every_altered_table_is_named(copy, change):
    assert find_altered(copy) == []
    for table in read_package(copy).tables.values():
        before = table.path.read_bytes()
        change(table.path)
        assert table.path.read_bytes() != before
        try:
            found = {problem.file for problem in find_altered(copy)}
        except TransitError as error:
            found = {str(error).partition(",")[0].partition(":")[0]}
        assert table.path.as_posix() in found
        table.path.write_bytes(before)


def test_an_edit_is_renewed_by_one_command(copy, sheet, capsys):
    opened = sheet("elections/seats.csv")
    opened.set(2, "party", "Communists of Kazakhstan")
    opened.save()
    assert main(["check", str(copy)]) == 1
    assert "run transit check --renew" in capsys.readouterr().err
    assert renew(copy) == ["seats"]
    assert find_altered(copy) == [] and renew(copy) == []


def test_counts_of_the_article_follow_its_record(copy, sheet):
    opened = sheet("article/tokens.csv")
    opened.set(2, "count", str(int(opened.get(2, "count")) + 1))
    opened.save()
    renew(copy)
    (problem,) = find_altered(copy)
    assert problem.file.endswith("article/tokens.csv") and "provenance.json" in problem.expected


def test_a_test_that_finds_no_row_is_reported(copy, sheet, capsys):
    opened = sheet("claims.csv")
    line = opened.line(claim="C-int-03")
    opened.set(line, "test", "dated(row=E99, when=1990-04)")
    opened.save()
    assert main(["check", "--renew", str(copy)]) == 1
    assert "claims.csv, C-int-03: events, changes" in (said := capsys.readouterr().err)
    assert "there is no row 'E99' for a verdict to read" in said


def test_every_resource_is_counted(data):
    for resource in json.loads((data / "datapackage.json").read_text("utf-8"))["resources"]:
        assert resource["hash"].startswith("sha256:") and resource["rows"] and resource["bytes"]
