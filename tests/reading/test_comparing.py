from transit.files import write_all
from transit.reading import compare


def test_compare_sees_a_change(folder, make):
    files = make(folder)
    write_all(files, folder)
    assert set(compare(files, folder)["state"]) == {"equal"}
    (folder / "tokens.csv").write_text("changed\n", encoding="utf-8")
    (folder / "notes.csv").unlink()
    states = compare(files, folder).set_index("file")["state"]
    assert states["tokens.csv"] == "differs"
    assert states["notes.csv"] == "missing"
    assert states["sections.csv"] == "equal"
