"""Files and folders appear whole or not at all."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from transit import files
from transit.errors import TransitError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = files.write(tmp_path / "new" / "a.txt", "one\r\n")
    assert path.read_bytes() == b"one\r\n"
    files.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(path.parent) == ["a.txt"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "there.txt").write_text("old")
    (tmp_path / "link").symlink_to("there.txt")
    files.write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there.txt").read_text() == "new"


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_full_disk_leaves_the_earlier_file_and_is_named(tmp_path, monkeypatch, step):
    path = files.write(tmp_path / "a.txt", "good")

    def full(place, *_rest):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))

    target, name = (Path, "write_bytes") if step == "write_bytes" else (os, "replace")
    monkeypatch.setattr(target, name, full)
    with pytest.raises(TransitError, match=r"a\.txt: cannot be written: No space left on device"):
        files.write(path, "bad")
    assert path.read_text() == "good"
    assert names(tmp_path) == ["a.txt"]


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(TransitError, match="cannot be written"):
        files.write(tmp_path / "file" / "a.txt", "x")
    with pytest.raises(TransitError, match="cannot be written"):
        files.write_all({"a.txt": b"x"}, tmp_path / "file")
    with (
        pytest.raises(TransitError, match="cannot be written"),
        files.replacing(tmp_path / "file" / "site"),
    ):
        pass


def test_files_are_written_all_or_none(tmp_path, monkeypatch):
    files.write_all({"a.csv": b"1", "b.csv": b"2"}, tmp_path / "tables")
    folder = tmp_path / "tables"
    (folder / "a.csv").unlink()
    replace = os.replace

    def failing(source, target):
        if str(target).endswith("b.csv") and "earlier" not in str(source):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(source, target)

    with monkeypatch.context() as context:
        context.setattr(os, "replace", failing)
        with pytest.raises(TransitError, match="tables: cannot be written: No space left"):
            files.write_all({"a.csv": b"3", "b.csv": b"4"}, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"b.csv": b"2"}
    files.write_all({"a.csv": b"3", "b.csv": b"4"}, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.csv": b"3",
        "b.csv": b"4",
    }


def fill(folder: Path, text: str) -> Path:
    with files.replacing(folder) as new:
        (new / "index.html").write_text(text)
    return folder


@pytest.fixture(params=[True, False], ids=["exchange", "two steps"])
def either_way(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(files, "_renameat2", lambda: None)


def test_a_folder_is_replaced_whole(tmp_path, either_way):
    site = fill(tmp_path / "deep" / "site", "one")
    (site / "old.html").write_text("gone")
    fill(site, "two")
    assert names(site) == ["index.html"]
    assert (site / "index.html").read_text() == "two"
    assert names(tmp_path / "deep") == ["site"]


def test_an_error_while_it_is_filled_leaves_the_earlier_folder(tmp_path, either_way):
    site = fill(tmp_path / "site", "good")
    with pytest.raises(KeyError), files.replacing(site) as new:
        (new / "index.html").write_text("bad")
        raise KeyError
    with (
        pytest.raises(TransitError, match="site: cannot be written: No space left"),
        files.replacing(site),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert (site / "index.html").read_text() == "good"
    assert names(tmp_path) == ["site"]


def test_systems_that_cannot_exchange_take_two_steps(tmp_path, monkeypatch):
    def unable(*_arguments):
        files.ctypes.set_errno(errno.EINVAL)
        return -1

    monkeypatch.setattr(files, "_renameat2", lambda: unable)
    site = fill(tmp_path / "site", "one")
    assert (fill(site, "two") / "index.html").read_text() == "two"


def _killed_between(site: Path, two_steps: bool) -> None:
    """Replace a folder, and die at the moment when its name changes."""
    rename = Path.rename

    def die(path: Path, target: Path) -> Path:
        result = rename(path, target)
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    if two_steps:
        files._renameat2 = lambda: None
        Path.rename = die  # type: ignore[method-assign, assignment]
    else:
        exchange = files.exchange

        def exchange_and_die(one: Path, other: Path) -> bool:
            exchange(one, other)
            os.kill(os.getpid(), signal.SIGKILL)
            return True

        files.exchange = exchange_and_die
    fill(site, "two")


@pytest.mark.parametrize("two_steps", [False, True], ids=["exchange", "two steps"])
def test_killed_at_the_exchange_there_is_a_good_folder(tmp_path, two_steps):
    site = fill(tmp_path / "site", "one")
    child = multiprocessing.get_context("fork").Process(
        target=_killed_between, args=(site, two_steps)
    )
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert site.exists() != two_steps
    assert files.recover(site) == two_steps
    assert (site / "index.html").read_text() == ("one" if two_steps else "two")
    assert names(tmp_path) == ["site"]
    assert not files.recover(site)


def test_a_folder_of_the_same_name_that_we_did_not_make_is_not_touched(tmp_path):
    other = tmp_path / ".site.transit"
    other.mkdir()
    (other / "new").write_text("mine")
    for act in (lambda: fill(tmp_path / "site", "x"), lambda: files.recover(tmp_path / "site")):
        with pytest.raises(TransitError, match="in its way"):
            act()
    assert (other / "new").read_text() == "mine"


def test_two_cannot_replace_one_folder_at_once(tmp_path):
    site = tmp_path / "site"
    with files.replacing(site) as new:
        with pytest.raises(TransitError, match="being replaced by another build"):
            fill(site, "other")
        (new / "index.html").write_text("first")
    assert (site / "index.html").read_text() == "first"
