"""Reading undoes damage: generated articles are damaged in every known way and read back."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from transit.errors import TransitError
from transit.reading import SectionSetting, Settings, Source, take_apart
from transit.reading.repairs import letters_of

SETTINGS = Settings(
    name="article.toml",
    sections=(
        SectionSetting("one", "one", "Overture", columns=2),
        SectionSetting("two", "two", "Final Movement"),
    ),
    characters={"\U0003ffff": "fi", "À": "fl", "\ufffd": " "},
    page_indent=1,
    keywords="KEYWORDS:",
    note_openings=("See:",),
)
WORDS = [
    "political", "president", "reflects", "influence", "office", "first", "parliament", "country",
    "figure", "government", "Nur-Sultan", "off-year", "well-balanced", "Kazakhstan", "elections",
    "development", "1995", "conflict", "republic’s", "multi-party", "council", "constitution",
]  # fmt: skip
VOCABULARY = " ".join(word.capitalize() + " " + word for word in WORDS)

sentence = st.lists(st.sampled_from(WORDS), min_size=3, max_size=30).map(
    lambda words: " ".join(["Now", *words]) + "."
)
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)


def lay_out(words, width, draw, notes, page):
    """Set words in lines; divide some of them; give notes and pages where the draw says so."""
    lines, line, pending = [], "", []
    for word in words:
        called = None
        if draw(st.integers(0, 12)) == 0 and word[-1].isalpha() and "-" not in word:
            notes.append(len(notes) + 1)
            called = notes[-1]
            pending.append(called)
            word += str(called)
        if len(line) + len(word) + 1 <= width:
            line = f"{line} {word}" if line.strip() else word
            continue
        cut = draw(st.integers(0, len(word)))
        core = word.rstrip(".0123456789")
        if 2 <= cut <= len(core) - 2 and core.isalpha():
            line, word = f"{line} {word[:cut]}-" if line else f"{word[:cut]}-", word[cut:]
        elif "-" in core and draw(st.booleans()):
            head, word = word.split("-", 1)
            line = f"{line} {head}-" if line else f"{head}-"
        lines.append(line)
        line = word
        breaks = draw(st.integers(0, 7))
        unfinished = not lines[-1].endswith(".") or line[0].islower()
        if breaks == 0 and unfinished and not lines[-1].rstrip("0123456789").endswith("."):
            lines.append("")
        elif breaks == 1 and not lines[-1].rstrip("0123456789").endswith("."):
            lines += note_block([number for number in pending if number != called])
            pending = [called] if called else []
            page.append(len(page) + 1)
            line = f" {line}"
    lines.append(line)
    return lines, pending


def note_block(numbers):
    block = [""] if numbers else []
    for number in numbers:
        block += [
            f"{number} See: Author, Some Vol-",
            "",
            f"ume, 20{number % 90 + 10}, p. {number}.",
        ]
    return block


@st.composite
def damaged_articles(draw):
    width = draw(st.integers(24, 90))
    notes, page, lines, truth = [], [1], [], []
    for heading in ("O v e r t u r e", "Final Movement"):
        paragraphs = [VOCABULARY + ".", *draw(st.lists(paragraph, min_size=1, max_size=3))]
        lines += [heading, ""]
        for text in paragraphs:
            set_lines, pending = lay_out(text.split(" "), width, draw, notes, page)
            lines += [*set_lines, ""]
            if pending:  # notes stand at the foot of their page, and a page follows
                lines += note_block(pending)
                page.append(len(page) + 1)
                lines.append(f" Page {page[-1]} begins.")
                lines.append("")
                truth += [text, f"Page {page[-1]} begins."]
            else:
                truth.append(text)
    text = "\n".join(lines)
    for whole, damaged in (("fi", "\U0003ffff"), ("fl", "À")):
        text = text.replace(whole, damaged)
    if draw(st.booleans()):
        text = "\n".join(
            line[:1] + line[1:].replace(" ", "\ufffd") if i % 2 else line
            for i, line in enumerate(text.split("\n"))
        )
    return text, truth, len(notes)


@settings(max_examples=150, deadline=None)
@given(damaged_articles())
def test_damage_is_undone_and_every_letter_accounted_for(case):
    text, truth, notes = case
    article = take_apart(Source("text.txt", text, "", len(text.encode()), len(text)), SETTINGS)
    assert [p.text for p in article.paragraphs] == truth
    assert [note.number for note in article.notes] == list(range(1, notes + 1))
    assert all("Volume" in note.text for note in article.notes)
    assert letters_in(article) == letters_expected(text, article)


def letters_in(article):
    parts = [p.text for p in article.paragraphs] + [n.text for n in article.notes]
    parts += [section.setting.heading for section in article.sections]
    return Counter(letters_of(" ".join([*parts, *article.front, article.keywords_line])))


def letters_expected(text, article):
    expected = Counter(letters_of(text))
    expected.update(article.log.letters())
    return +expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.text(
            st.sampled_from("abcDEéß .,;:!?-—’“”()1234567890 \U0003ffffÀ\ufffd"), max_size=40
        ).map(lambda line: "x" + line),
        max_size=12,
    )
)
def test_no_letter_is_invented_or_dropped_in_any_text(lines):
    text = "Overture\n\nA " + "\n".join(lines) + "\nFinal Movement\n\nB.\n"
    try:
        article = take_apart(Source("text.txt", text, "", len(text.encode()), len(text)), SETTINGS)
    except TransitError as error:  # "x1" calls a note that is not there
        assert re.search(r"calls note 1 \(", str(error))
        return
    assert letters_in(article) == letters_expected(text, article)
