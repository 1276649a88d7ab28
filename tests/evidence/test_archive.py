import zipfile

import pytest

from transit.errors import TransitError
from transit.evidence import load, write_archive


def test_same_files_give_the_same_bytes(data, copy, tmp_path):
    for path in copy.rglob("*"):
        path.touch()
    (copy / ".hidden").write_text("left out")
    write_archive(tmp_path / "one.zip", copy)
    write_archive(tmp_path / "two.zip", copy)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None
        assert not any(".hidden" in name for name in archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_archive_unpacks_to_a_package_that_loads(data, tmp_path):
    names = write_archive(tmp_path / "data.zip", data)
    assert "power-in-transit-data/references.bib" in names
    assert "power-in-transit-data/data/README.md" in names
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        archive.extractall(tmp_path)
    evidence = load(tmp_path / "power-in-transit-data" / "data")
    assert len(evidence.presidential) == 8


def test_earlier_archive_is_kept(copy, tmp_path):
    archive = tmp_path / "data.zip"
    archive.write_bytes(b"earlier")
    (copy / "elections" / "seats.csv").unlink()
    with pytest.raises(TransitError, match=r"seats\.csv: no such file, though it is described"):
        write_archive(archive, copy)
    assert archive.read_bytes() == b"earlier"


def test_archive_cannot_be_written(copy, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TransitError, match=r"data\.zip: cannot be written"):
        write_archive(tmp_path / "file" / "data.zip", copy)
