"""Files and folders in one archive."""

import zipfile

import pytest

from transit import evidence
from transit.errors import TransitError
from transit.publishing.archive import write_archive


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "tables"
    (root / "votes").mkdir(parents=True)
    (root / "votes" / "1991.csv").write_text("share\n98.78\n")
    (root / "about.md").write_text("Votes.")
    (root / ".hidden").write_text("left out")
    (tmp_path / "works.bib").write_text("@misc{a}")
    return root


def test_unpacks_to_one_folder_named_like_the_archive(folder, tmp_path):
    names = write_archive(tmp_path / "out" / "votes-data.zip", [folder, tmp_path / "works.bib"])
    assert names == [
        "votes-data/tables/about.md",
        "votes-data/tables/votes/1991.csv",
        "votes-data/works.bib",
    ]
    with zipfile.ZipFile(tmp_path / "out" / "votes-data.zip") as archive:
        assert archive.namelist() == names
        assert archive.read("votes-data/tables/votes/1991.csv") == b"share\n98.78\n"


def test_same_files_give_the_same_bytes(folder, tmp_path):
    write_archive(tmp_path / "one" / "data.zip", [folder])
    for path in folder.rglob("*"):
        path.chmod(0o755)
        path.touch()
    write_archive(tmp_path / "two" / "data.zip", [folder])
    assert (tmp_path / "one" / "data.zip").read_bytes() == (
        tmp_path / "two" / "data.zip"
    ).read_bytes()
    with zipfile.ZipFile(tmp_path / "one" / "data.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}


def test_missing_source_is_named_and_earlier_archive_kept(folder, tmp_path):
    archive = tmp_path / "data.zip"
    archive.write_bytes(b"earlier")
    with pytest.raises(TransitError, match=r"gone\.bib: no such file or folder"):
        write_archive(archive, [folder, tmp_path / "gone.bib"])
    assert archive.read_bytes() == b"earlier"


def test_two_sources_of_one_name(folder, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "works.bib").write_text("@misc{b}")
    with pytest.raises(TransitError, match=r"works\.bib is in the archive already"):
        write_archive(
            tmp_path / "data.zip", [tmp_path / "works.bib", tmp_path / "more" / "works.bib"]
        )
    assert not (tmp_path / "data.zip").exists()


def test_cannot_be_written(folder, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TransitError, match=r"data\.zip: cannot be written"):
        write_archive(tmp_path / "file" / "data.zip", [folder])


def test_the_report_s_tables_load_from_their_archive(repository, tmp_path):
    write_archive(tmp_path / "data.zip", [repository / "data", repository / "references.bib"])
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        archive.extractall(tmp_path)
    tables = evidence.load(tmp_path / "data" / "data")
    assert len(tables.presidential) == 8
