"""What the article rests on: its works by age, language, kind and place, and its notes' form."""

import re
from collections.abc import Iterable
from itertools import combinations
from urllib.parse import urlsplit

import pandas as pd

from transit.citations.bibliography import SOURCE_ARTICLE
from transit.citations.notes import join_numbers, split_keys

KINDS = {
    "book": "books",
    "chapter": "chapters",
    "journal": "journals",
    "press": "press",
    "web": "web",
}
"""Kinds of works that an article cites, from the slowest form of publication to the fastest,
and what a chart calls them."""

PASSING = frozenset({"press", "web"})
"""Kinds that are neither edited nor kept as scholarly literature is."""

BASES = {
    "several works": "several works",
    "one work": "one work",
    "press or web only": "the press or the web alone",
    "no note": "no note",
}
"""What a claim or a paragraph may rest on, and how a sentence says it."""


def works_cited(resolved: pd.DataFrame, bibliography: pd.DataFrame) -> pd.DataFrame:
    """Describe each work that the notes cite.

    Parameters
    ----------
    resolved : DataFrame
        As `transit.citations.join_works` returns it.
    bibliography : DataFrame
        As `transit.citations.load_bibliography` returns it.

    Returns
    -------
    DataFrame
        One row per work, in the order of first citation: ``key``, ``authors``, ``title``,
        ``translation``, ``kind``, ``year``, ``year_inferred``, ``age`` (years between the work
        and the article, missing if the bibliography has not the article or its year),
        ``language``, ``place``, ``publisher``, ``verification``, ``notes``
        (their numbers, joined by commas), ``citations`` (how many notes), ``sections``
        (joined by semicolons) and ``own`` (whether an author of the article wrote it).
    """
    grouped = resolved.groupby("key", sort=False).agg(
        notes=("note", join_numbers),
        citations=("note", "nunique"),
        sections=("section", lambda s: ";".join(dict.fromkeys(s))),
    )
    columns = ["authors", "editors", "title", "translation", "kind", "year", "year_inferred"]
    columns += ["language", "place", "publisher", "verification"]
    works = bibliography.set_index("key").loc[grouped.index, columns].join(grouped)
    works["authors"] = works["authors"].fillna(works.pop("editors"))
    article = bibliography[bibliography["group"] == SOURCE_ARTICLE]
    age = article["year"].max() - works["year"]
    works.insert(works.columns.get_loc("year") + 2, "age", age)
    writers = {_person(name) for names in article["authors"].dropna() for name in names.split("; ")}
    works["own"] = [
        any(_person(name) in writers for name in names.split("; ")) for names in works["authors"]
    ]
    return works.reset_index()


def count_by(works: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count works and citations by a column of `works_cited`.

    Returns
    -------
    DataFrame
        The column, ``works``, ``citations`` and ``share`` (of the works, per cent), the most
        frequent first, ties in the order of the column. A missing value counts as "none".
    """
    table = works.assign(**{column: works[column].astype("string").fillna("none")})
    counts = table.groupby(column).agg(works=("key", "size"), citations=("citations", "sum"))
    counts["share"] = 100 * counts["works"] / counts["works"].sum()
    order = counts.reset_index().sort_values(["works", column], ascending=[False, True])
    return order.reset_index(drop=True)


def notes_by_section(resolved: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Count the citations of each kind of work in each section, none included.

    Parameters
    ----------
    resolved : DataFrame
        As `transit.citations.join_works` returns it.
    sections : DataFrame
        Columns ``section``, ``order``, ``heading`` and ``paragraphs``.

    Returns
    -------
    DataFrame
        One row per section and kind of `KINDS`: ``section``, ``order``, ``heading``,
        ``kind``, ``citations``.
    """
    counts = resolved.groupby(["section", "kind"]).size()
    grid = pd.MultiIndex.from_product([sections["section"], list(KINDS)], names=["section", "kind"])
    frame = counts.reindex(grid, fill_value=0).rename("citations").reset_index()
    heads = sections[["section", "order", "heading"]]
    frame = frame.merge(heads, on="section", how="left", validate="many_to_one")
    return frame[["section", "order", "heading", "kind", "citations"]]


def support(units: pd.DataFrame, resolved: pd.DataFrame) -> pd.DataFrame:
    """Say what each claim, or each paragraph, rests on.

    Parameters
    ----------
    units : DataFrame
        The claims, with columns ``claim``, ``section`` and ``notes`` (note numbers joined by
        semicolons); or the article's paragraphs, with columns ``paragraph`` and ``section``.
    resolved : DataFrame
        As `transit.citations.join_works` returns it.

    Returns
    -------
    DataFrame
        One row per unit: ``claim`` or ``paragraph``, ``section``, ``notes`` (numbers joined by
        commas), ``works`` (how many), ``kinds`` (joined by semicolons) and ``basis``, one of
        `BASES`. A unit that rests on works of the press or the web alone has that basis,
        however many they are.
    """
    unit = "claim" if "claim" in units.columns else "paragraph"
    rows = []
    for record in units.to_dict("records"):
        if unit == "claim":
            numbers = {int(number) for number in split_keys(record["notes"])}
            cited = resolved[resolved["note"].isin(numbers)]
        else:
            cited = resolved[resolved["paragraph"] == record["paragraph"]]
        kinds = [kind for kind in KINDS if kind in set(cited["kind"])]
        works = cited["key"].nunique()
        if not works:
            basis = "no note"
        elif set(kinds) <= PASSING:
            basis = "press or web only"
        else:
            basis = "one work" if works == 1 else "several works"
        rows.append(
            {
                unit: record[unit],
                "section": record["section"],
                "notes": join_numbers(cited["note"]),
                "works": works,
                "kinds": ";".join(kinds),
                "basis": basis,
            }
        )
    frame = pd.DataFrame(rows, columns=[unit, "section", "notes", "works", "kinds", "basis"])
    frame["basis"] = pd.Categorical(frame["basis"], categories=list(BASES), ordered=True)
    return frame


def irregularities(resolved: pd.DataFrame, bibliography: pd.DataFrame) -> pd.DataFrame:
    """Find what is irregular in the notes.

    Found are notes that say only "ibidem", give a short title, a bare address or no page;
    works of the authors' own; volumes without an editor; a year of publication that stands in
    the title too; forms that the bibliography corrects; initials that differ between notes
    for one family name; and words, final letters and soft signs transliterated in more than
    one way in the titles that the notes print.

    Parameters
    ----------
    resolved : DataFrame
        As `transit.citations.join_works` returns it.
    bibliography : DataFrame
        As `transit.citations.load_bibliography` returns it.

    Returns
    -------
    DataFrame
        Columns ``irregularity``, ``notes`` (numbers joined by commas), ``keys`` (joined by
        semicolons) and ``detail``, by kind and then by note.
    """
    works = works_cited(resolved, bibliography).set_index("key")
    entries = bibliography.set_index("key").loc[works.index]
    numbers = {key: resolved.loc[resolved["key"] == key, "note"].tolist() for key in works.index}
    printed_titles = _printed_titles(resolved, entries)
    found: list[tuple[str, set[int], list[str], str]] = []

    def add(what: str, notes: Iterable[int], keys: Iterable[str], detail: str) -> None:
        found.append((what, set(notes), list(dict.fromkeys(keys)), detail))

    for row in resolved.itertuples():
        if row.form == "ibidem":
            add("ibidem", [row.note], [row.key], "refers back to the note before")
        elif row.form == "short":
            add(
                "short form",
                [row.note],
                [row.key],
                "publisher, place and year are left to an earlier note",
            )
        elif row.form == "url":
            host = urlsplit(entries.loc[row.key, "url"]).hostname
            add("bare address", [row.note], [row.key], f"no author, title or date: {host}")
        elif not row.locator and row.kind not in PASSING:
            add("no page", [row.note], [row.key], f"a whole {_NOUNS[row.kind]} is cited")
    for key, work in works[works["own"]].iterrows():
        add("own work", numbers[key], [key], f"by an author of the article, {work['year']}")
    for key, entry in entries.iterrows():
        if entry["type"] == "incollection" and pd.isna(entry["editors"]):
            add("no editor", numbers[key], [key], f"of the volume {entry['container']}")
        for name in ("title", "container") if key in printed_titles else ():
            if not pd.isna(entry[name]) and re.search(rf"\b{entry['year']}$", entry[name]):
                add("year twice", numbers[key], [key], f"{entry['year']} ends the title as well")
        for printed, corrected in _corrections(entry["printed"]):
            add("misprint", numbers[key], [key], f"printed {printed}, corrected to {corrected}")
    for family, forms in _initials(entries).items():
        if len(forms) > 1:
            keys = [key for at in forms.values() for key in at]
            notes = [number for key in keys for number in numbers[key]]
            add("initials differ", notes, keys, f"{family}: {' and '.join(sorted(forms))}")
    for what, keys, detail in _spellings(printed_titles):
        notes = [number for key in keys for number in numbers[key]]
        add("transliteration", notes, keys, f"{what}: {detail}")
    rows = [
        {
            "irregularity": what,
            "notes": join_numbers(notes),
            "keys": ";".join(keys),
            "detail": detail,
        }
        for what, notes, keys, detail in found
    ]
    rows.sort(key=lambda row: (_ORDER.index(row["irregularity"]), int(row["notes"].split(",")[0])))
    return pd.DataFrame(rows, columns=["irregularity", "notes", "keys", "detail"])


_ORDER = (
    "bare address",
    "no page",
    "ibidem",
    "short form",
    "no editor",
    "misprint",
    "initials differ",
    "transliteration",
    "year twice",
    "own work",
)
_NOUNS = {"book": "book", "chapter": "chapter", "journal": "article"}


def _person(name: str) -> str:
    """Return family name and first initial, by which a person is recognised."""
    family, _, given = name.partition(", ")
    return f"{family}, {given[:1]}" if given else family


def _corrections(printed: object) -> list[tuple[str, str]]:
    if pd.isna(printed):
        return []
    pairs = (part.split("=>") for part in str(printed).split(";"))
    return [(before.strip(), after.strip()) for before, after in pairs]


def _initials(entries: pd.DataFrame) -> dict[str, dict[str, list[str]]]:
    """Return, for each family name, the printed initials and the works that bear them."""
    names: dict[str, dict[str, list[str]]] = {}
    for key, entry in entries.iterrows():
        corrections = {after: before for before, after in _corrections(entry["printed"])}
        for role in ("authors", "editors"):
            for name in [] if pd.isna(entry[role]) else entry[role].split("; "):
                family, _, given = name.partition(", ")
                initials = "".join(f"{word[0]}." for word in given.split())
                printed = corrections.get(f"{initials} {family}", f"{initials} {family}")
                if given:
                    form = printed.removesuffix(f" {family}")
                    names.setdefault(family, {}).setdefault(form, []).append(key)
    return names


def _printed_titles(resolved: pd.DataFrame, entries: pd.DataFrame) -> dict[str, str]:
    """Return the Russian titles that the notes print, as printed; addresses print none."""
    bare = set(resolved.loc[resolved["form"] == "url", "key"])
    titles = {}
    for key, entry in entries[entries["langid"] == "russian"].iterrows():
        if key not in bare:
            parts = [entry[name] for name in ("title", "container") if not pd.isna(entry[name])]
            text = " ".join(parts)
            for before, after in _corrections(entry["printed"]):
                text = text.replace(after, before)
            titles[key] = text
    return titles


def _spellings(titles: dict[str, str]) -> list[tuple[str, list[str], str]]:
    """Return the inconsistencies of transliteration among titles: what, where, which words."""
    words = {
        key: [w.lower() for w in re.findall(r"[A-Za-z']{5,}", text)] for key, text in titles.items()
    }
    found = []
    pairs: dict[frozenset[str], dict[str, list[str]]] = {}
    for (key, one), (other_key, other) in combinations(
        [(key, word) for key, listed in words.items() for word in listed], 2
    ):
        length = _shared(_folded(one), _folded(other))
        stem, other_stem = one[:length], other[:length]
        alike = length >= 6 and length >= 0.7 * max(len(one), len(other))
        if alike and stem != other_stem:
            at = pairs.setdefault(frozenset((stem, other_stem)), {})
            at.setdefault(stem, []).append(key)
            at.setdefault(other_stem, []).append(other_key)
    for at in pairs.values():
        rare, usual = sorted(at, key=lambda stem: (len(set(at[stem])), stem))
        keys = list(dict.fromkeys(at[rare]))
        found.append(("one word two ways", keys, f"{rare}-; elsewhere it is {usual}-"))
    ends = {letter: _where(words, rf"[aeou]{letter}$") for letter in "iy"}
    if all(ends.values()):
        fewer = min(ends.values(), key=len)
        listed = ", ".join(sorted({word for at in fewer.values() for word in at}))
        usual = "y" if fewer is ends["i"] else "i"
        found.append(("final й two ways", list(fewer), f"{listed}; elsewhere it is {usual}"))
    signs = _where(words, "'")
    if 0 < len(signs) < len(words):
        listed = ", ".join(sorted({word for at in signs.values() for word in at}))
        found.append(("soft sign kept", list(signs), f"{listed}; elsewhere it is dropped"))
    return found


def _where(words: dict[str, list[str]], pattern: str) -> dict[str, list[str]]:
    hits = {key: [w for w in listed if re.search(pattern, w)] for key, listed in words.items()}
    return {key: listed for key, listed in hits.items() if listed}


def _folded(word: str) -> str:
    return word.replace("y", "i")


def _shared(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
