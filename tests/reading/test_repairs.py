import pytest

from transit.reading import RepairLog


def test_frame_is_sorted_and_names_characters():
    log = RepairLog()
    log.add("note-call", 2, "parties1", "parties")
    log.add("ligature", 1, "À", "fl", 3)
    log.add("ligature", 1, "À", "fl")
    log.add("lost-space", 1, "\ufffd", " ")
    assert log.frame().to_dict("records") == [
        {"kind": "ligature", "page": 1, "what": "U+00C0", "repaired": "fl", "count": 4},
        {"kind": "lost-space", "page": 1, "what": "U+FFFD", "repaired": "U+0020", "count": 1},
        {"kind": "note-call", "page": 2, "what": "parties1", "repaired": "parties", "count": 1},
    ]


def test_unknown_kind_is_a_programming_error():
    with pytest.raises(KeyError):
        RepairLog().add("polish", 1, "a", "b")


def test_letters_gained_and_lost():
    log = RepairLog()
    log.add("ligature", 1, "À", "fl", 2)
    log.add("drop-capital", 1, "stana", "Astana")
    log.add("broken-word-line", 1, "po-/litics", "politics")
    change = {letter: n for letter, n in log.letters().items() if n}
    assert change == {"à": -2, "f": 2, "l": 2, "a": 1}
