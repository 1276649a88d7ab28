"""Any text in the place of a table is read, in time that grows with its length, or named."""

import dataclasses
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from linearity import lines_run
from transit.evidence import tables
from transit.evidence.package import read_package

PACKAGE = read_package(Path(__file__).parents[2] / "data")
CELLS = ["", "a", "KAZ", "1", "-1", "1e9", "9" * 5000, "2019-06-09", "2019-02-30", "true", "=1+1",
         '"', '"a""b"', '"a\nb"', "\r", "\x00", "é", "a;b", ";", "x" * 300]  # fmt: skip


def table_of(name, path):
    return dataclasses.replace(PACKAGE.tables[name], path=path)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(PACKAGE.tables)),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=24), max_size=6),
    st.booleans(),
)
def test_no_table_is_too_odd(tmp_path_factory, name, rows, with_header):
    path = tmp_path_factory.getbasetemp() / "odd.csv"
    header = [f.name for f in PACKAGE.tables[name].fields] if with_header else ["a", "b"]
    width = len(header)
    padded = [(row * width)[:width] if len(row) % 2 else row for row in rows]
    text = "\n".join(",".join(cells) for cells in [header, *padded])
    path.write_bytes(text.encode())
    content = tables.read(table_of(name, path))
    frame = tables.frame(content)
    assert len(frame) == len(content.rows)
    assert with_header or content.problems
    assert all(problem.expected for problem in content.problems)


def test_twice_the_rows_are_twice_the_work(tmp_path):
    table = PACKAGE.tables["institutions"]
    width = len(table.fields)

    def work(n):
        path = tmp_path / f"{n}.csv"
        head = ",".join(f.name for f in table.fields)
        path.write_text(
            f"{head}\n" + "".join(f"i{k}" + ",a" * (width - 1) + "\n" for k in range(n))
        )
        return lines_run(lambda: tables.read(table_of("institutions", path)))

    assert work(400) < 2.2 * work(200)
