import hashlib

import pytest

from transit.errors import TransitError
from transit.reading import MAX_BYTES, open_source, tokenize


def put(tmp_path, content, name="text.txt"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_text_and_what_identifies_it(tmp_path):
    raw = "\ufeffÉlan\r\nvital\r\n".encode()
    source = open_source(put(tmp_path, raw))
    assert source.text == "Élan\nvital\n"
    assert source.sha256 == hashlib.sha256(raw).hexdigest()
    assert source.bytes == 17
    assert source.characters == 13


def test_missing_file(tmp_path):
    with pytest.raises(TransitError, match=r"absent\.txt: no such file"):
        open_source(tmp_path / "absent.txt")


def test_folder_instead_of_file(tmp_path):
    with pytest.raises(TransitError, match="not a file"):
        open_source(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\n\n"])
def test_empty_file(tmp_path, content):
    with pytest.raises(TransitError, match=r"text\.txt: the file is empty"):
        open_source(put(tmp_path, content))


def test_not_utf8_names_byte_and_line(tmp_path):
    with pytest.raises(TransitError, match=r"not UTF-8 at byte 10 \(line 2\): 0xe9"):
        open_source(put(tmp_path, b"Abstract\nr\xe9sum\xe9\n"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a Word, OpenDocument"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word file of the older kind"),
        (b"{\\rtf1\\ansi", "a Rich Text file"),
        ("Abstract\n".encode("utf-16"), "a text in UTF-16"),
    ],
)
def test_other_formats_are_named(tmp_path, content, what):
    with pytest.raises(TransitError, match=f"this is {what}.*(save it|its ending|ending)"):
        open_source(put(tmp_path, content))


def test_zero_byte(tmp_path):
    with pytest.raises(TransitError, match="a zero byte in line 2"):
        open_source(put(tmp_path, b"Abstract\nwor\x00d\n"))


def test_file_of_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(TransitError, match=f"200,000,000 bytes.*at most {MAX_BYTES:,}"):
        open_source(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("re\u0301sume\u0301", ["résumé"]),
        ("казахстанскии\u0306 раи\u0306он", ["казахстанский", "район"]),
        ("Қазақстан, и\u0306од", ["Қазақстан", "йод"]),
        ("par\u00adlia\u00adment", ["parliament"]),
        ("off\u2011year off\u2010year", ["off-year", "off-year"]),
    ],
)
def test_a_word_has_one_spelling(tmp_path, text, words):
    source = open_source(put(tmp_path, text.encode()))
    assert [word for _, word in tokenize(source.text)] == words
    assert source.characters == len(text)


def test_a_soft_hyphen_at_the_end_of_a_line_stays(tmp_path):
    assert (
        open_source(put(tmp_path, "par\u00ad\nlia\u00adment".encode())).text == "par\u00ad\nliament"
    )
