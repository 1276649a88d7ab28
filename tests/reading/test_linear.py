"""Work grows with the length of a text, not with its square; what is too long is refused."""

import pytest

from linearity import lines_run
from transit.errors import TransitError
from transit.reading import Source, joining, layout, open_source, split_sentences, take_apart
from transit.reading.source import MAX_LINES, MAX_PAGES

OPENING = "Introduction\n\nThe text begins. "
TEXTS = {
    "form feeds": lambda n: OPENING + "\n" + "\f" * n + "\nEnd.\n",
    "line ends": lambda n: OPENING + "\n" * n + "End.\n",
    "letter-spaced lines": lambda n: "A b c d e\n\nText here.\n\n" * n,
    "initials lost": lambda n: "A b c d e\n\nhe town. The town.\n\n" * n,
    "what looks like notes": lambda n: OPENING + "\n\n" + "2 See this.\n\n" * n,
}


def source(text):
    return Source("text.txt", text, "", len(text), len(text))


def work(text):
    return lines_run(lambda: take_apart(source(text)), layout)


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_is_twice_the_work(name):
    make = TEXTS[name]
    assert work(make(600)) < 2.2 * work(make(300))


def test_an_address_over_many_lines_is_not_copied_for_each_of_them(monkeypatch):
    lengths = []
    join = joining.Joiner.join

    def recorded(self, left, right, *rest):
        lengths.append(len(left))
        return join(self, left, right, *rest)

    monkeypatch.setattr(joining.Joiner, "join", recorded)
    take_apart(source(OPENING + "See [http://a.b/" + "aaaaaaaaaaaaaaa/\n" * 2000 + "]\n"))
    assert len(lengths) == 2000
    assert max(lengths) < 2100


def test_a_run_of_stops_is_passed_once():
    text = "." * 200_000
    assert split_sentences(f"Well{text} And so.") == [(0, 200_004), (200_005, 200_012)]
    assert split_sentences(text) == [(0, 200_000)]


@pytest.mark.parametrize("end", ["\n", "\f", "\r\n"])
def test_too_many_lines(tmp_path, end):
    path = tmp_path / "text.txt"
    path.write_bytes(b"Text." + end.encode() * MAX_LINES)
    with pytest.raises(TransitError, match=f"{MAX_LINES + 1:,} lines.* at most {MAX_LINES:,}"):
        open_source(path)


def test_too_many_pages():
    text = "Introduction\n\n" + "Text.\f" * MAX_PAGES + "Text."
    with pytest.raises(TransitError, match=f"line 3 begins page {MAX_PAGES + 1:,}, .* at most"):
        take_apart(source(text))
