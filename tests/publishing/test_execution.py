"""What outputs depend on, and kernels that start with their imports done."""

from __future__ import annotations

import os

import nbformat
import pytest

from transit.errors import TransitError
from transit.publishing.execution import digest_of, run_notebooks


@pytest.mark.parametrize("above", ["static", "_build", "__pycache__"])
def test_a_change_counts_whatever_the_folder_above_is_called(tmp_path, above):
    source = tmp_path / above / "data"
    source.mkdir(parents=True)
    (source / "table.csv").write_text("1")
    before = digest_of([source])
    (source / "static").mkdir()
    (source / "static" / "style.css").write_text("a{}")
    (source / "module.pyc").write_bytes(b"1")
    assert digest_of([source]) == before
    (source / "table.csv").write_text("2")
    assert digest_of([source]) != before


def test_the_digest_does_not_hang_on_where_the_folder_lies(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data" / "table.csv").write_text("1")
    assert digest_of([tmp_path / "one" / "data"]) == digest_of([tmp_path / "two" / "data"])
    with pytest.raises(TransitError, match="named in transit_execution_depends but not there"):
        digest_of([tmp_path / "three"])


def notebook(*cells: str) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    return made


def text(made: nbformat.NotebookNode) -> str:
    return "".join(output.get("text", "") for cell in made.cells for output in cell.outputs)


def test_kernels_are_processes_of_their_own_with_the_imports_done(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    # No port can be taken by another program: kernels are spoken to through files.
    look = (
        "import os, sys\n"
        "from ipykernel.kernelapp import IPKernelApp\n"
        "assert IPKernelApp.instance().transport == 'ipc'\n"
        "print('wave' in sys.modules, 'mark' in globals(), os.path.basename(os.getcwd()),"
        " sys.stdin.read(), hash('text') % 7)"
    )
    made = [notebook(look, "mark = 1\nimport os; print(os.getpid())") for _ in range(3)]
    (tmp_path / "chapters").mkdir()
    paths = [(tmp_path / "chapters" / f"{n}.md", book) for n, book in enumerate(made)]
    results = run_notebooks(paths, jobs=2, preload=["wave"], timeout=60)
    assert [result.err for result in results] == [None] * 3
    seen = [text(book).splitlines() for book in made]
    assert {lines[0].rsplit(" ", 1)[0] for lines in seen} == {"True False chapters "}
    assert len({lines[0] for lines in seen}) == 1
    pids = {int(lines[1]) for lines in seen}
    assert len(pids) == 3
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_cell_that_fails_and_a_kernel_that_dies_are_told(tmp_path):
    failing, dying = notebook("1 / 0"), notebook("import os; os._exit(3)")
    results = run_notebooks(
        [(tmp_path / "a.md", failing), (tmp_path / "c.md", notebook("1"))], timeout=60
    )
    assert "ZeroDivisionError" in results[0].exc_string
    assert results[1].err is None
    with pytest.raises(TransitError, match=r"b\.md: the kernel died"):
        run_notebooks([(tmp_path / "b.md", dying)], timeout=60)


def test_a_module_that_cannot_be_imported_is_named(tmp_path):
    with pytest.raises(TransitError, match=r"no_such_module.*cannot be made ready"):
        run_notebooks([(tmp_path / "a.md", notebook("1"))], preload=["no_such_module"])


def test_what_a_preloaded_function_computed_stands_ready_in_every_kernel(tmp_path, monkeypatch):
    (tmp_path / "ready.py").write_text(
        "import os\nmade = []\ndef prepare(): made.append((os.getpid(), os.getcwd()))\n"
        "def fail(): raise ValueError('no such table')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    look = "import os, ready; print(len(ready.made), *ready.made[0], os.getpid())"
    made = [notebook(look) for _ in range(2)]
    paths = [(tmp_path / f"{n}.md", book) for n, book in enumerate(made)]
    results = run_notebooks(paths, jobs=2, preload=["ready:prepare"], timeout=60)
    assert [result.err for result in results] == [None] * 2
    seen = [text(book).split() for book in made]
    assert {tuple(words[:3]) for words in seen} == {("1", seen[0][1], str(tmp_path))}
    assert len({seen[0][1], seen[0][3], seen[1][3]}) == 3
    with pytest.raises(TransitError, match=r"cannot be made ready.*ValueError: no such table"):
        run_notebooks(paths[:1], preload=["ready:fail"])
