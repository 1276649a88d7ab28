"""The ledger: the article's claims with their verdicts, and its summaries."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from transit.article import ArticleTables
from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.rules import statement_of
from transit.evidence.verdicts import VERDICTS, Row, parse_call, verdict_functions

MIXED = "depends"
"""The verdict of a statement whose readings are judged differently."""

LEDGER_COLUMNS = (
    "claim",
    "statement",
    "section",
    "paragraph",
    "text",
    "kind",
    "notes",
    "evidence",
    "test",
    "definition",
    "verdict",
    "reason",
    "decided_by",
    "rows",
)


def ledger(evidence: Evidence, article: ArticleTables | None = None) -> pd.DataFrame:
    """Return every claim with its verdict.

    A statement of the article that can be read in several ways has one row per reading: the
    rows share `statement` and `text` and differ in `definition`.

    Parameters
    ----------
    evidence : Evidence
        The tables of the record; ``evidence.claims`` holds the claims.
    article : ArticleTables, optional
        If given, the paragraphs and notes that the claims name are checked against it.

    Returns
    -------
    DataFrame
        One row per reading, in the order of the article: claim (id), statement (the id that
        the readings share), section, paragraph, text, kind, notes (semicolon-separated numbers
        of the article's notes), evidence (semicolon-separated tables), test (the call that
        decides, empty if reasoning does), definition, verdict (supported, refined,
        contradicted or open), reason, decided_by (test or reasoning), rows (semicolon-separated
        rows of the tables that decided). The sections are in the order of the claims. How near
        a verdict lies to another is told by `transit.evidence.margins`, which takes longer.

    Raises
    ------
    TransitError
        If a test does not exist or is called wrongly, or a paragraph or note is not in the
        article; the message names the claim.
    """
    claims = evidence.claims
    if article is not None:
        _check_places(claims, article)
    records = []
    for claim in claims.itertuples(index=False):
        record = {name: getattr(claim, name) for name in claims.columns}
        record["statement"] = statement_of(claim.claim)
        if pd.notna(claim.test):
            try:
                name, arguments = parse_call(claim.test)
                verdict = verdict_functions[name](evidence, **arguments)
            except TransitError as error:
                raise TransitError(f"claims.csv, {claim.claim}: {error}") from error
            if pd.isna(claim.definition):
                record["definition"] = verdict.definition
            record |= {
                "verdict": verdict.verdict,
                "reason": verdict.reason,
                "decided_by": "test",
                "rows": written_rows(verdict.rows),
            }
        else:
            record |= {"decided_by": "reasoning", "rows": ""}
        records.append(record)
    frame = pd.DataFrame(records, columns=list(LEDGER_COLUMNS))
    text = [name for name in LEDGER_COLUMNS if name not in ("section", "kind", "verdict")]
    frame[text] = frame[text].astype("string").fillna("")
    frame["section"] = pd.Categorical(frame["section"], frame["section"].unique())
    frame["kind"] = pd.Categorical(frame["kind"], claims["kind"].cat.categories)
    frame["verdict"] = pd.Categorical(frame["verdict"], list(VERDICTS), ordered=True)
    return frame


def written_rows(rows: Iterable[Row]) -> str:
    """Return deciding rows as the ledger has them: ``events:E38;indicators:KAZ 1991–2018 …``.

    The years of one country and series that follow each other are drawn together.
    """
    found: list[str] = []
    spans: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if row.table == "indicators" and row.key:
            country, year, series = row.key
            if (country, series) not in spans:
                found.append("")
            spans.setdefault((country, series), []).append(int(year))
        else:
            found.append(str(row))
    drawn = iter(
        f"indicators:{country} {_years(years)} {series}"
        for (country, series), years in spans.items()
    )
    return ";".join(text or next(drawn) for text in found)


def _years(years: list[int]) -> str:
    """Return years with runs drawn together: ``1991–1995, 1998``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def statements(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ledger with one row per statement instead of one per reading.

    Parameters
    ----------
    frame : DataFrame
        As `ledger` returns it, or some of its rows.

    Returns
    -------
    DataFrame
        statement, section, paragraph, text, kind, notes, readings (how many are judged),
        verdict (that of all readings, or "depends" if they differ), decided_by (test,
        reasoning or both).
    """
    groups = frame.groupby("statement", sort=False)
    result = groups[["section", "paragraph", "text", "kind", "notes"]].first()
    result["readings"] = groups.size()
    result["verdict"] = pd.Categorical(
        groups["verdict"].agg(lambda v: v.iloc[0] if v.nunique() == 1 else MIXED).astype("string"),
        [*VERDICTS, MIXED],
    )
    result["decided_by"] = groups["decided_by"].agg(
        lambda v: v.iloc[0] if v.nunique() == 1 else "both"
    )
    return result.reset_index()


def of_article(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the ledger that are the article's own.

    Left out are those that set several of its statements together: they are the report's, and
    stand in no count of what the article says.
    """
    return frame[~frame["test"].str.startswith("hold_together")].reset_index(drop=True)


def verdict_counts(frame: pd.DataFrame, by: str = "section") -> pd.DataFrame:
    """Count verdicts.

    Parameters
    ----------
    frame : DataFrame
        From `ledger` (readings) or `statements` (statements).
    by : str
        A column to count within, such as section or kind.

    Returns
    -------
    DataFrame
        `by`, verdict, claims (count), share (of the group, 0 to 1), in the order of both
        columns, with zeros.
    """
    counts = (
        frame.groupby([by, "verdict"], observed=False, sort=True)
        .size()
        .rename("claims")
        .reset_index()
    )
    totals = counts.groupby(by, observed=False)["claims"].transform("sum")
    counts["share"] = (counts["claims"] / totals.where(totals > 0)).astype(float)
    return counts


def claims_of(frame: pd.DataFrame, section: str) -> pd.DataFrame:
    """Return the rows of the ledger that belong to one section.

    Raises
    ------
    TransitError
        If there is no such section.
    """
    known = list(frame["section"].cat.categories)
    if section not in known:
        raise TransitError(f"there is no section {section!r}; there are {', '.join(known)}")
    return frame[frame["section"] == section].reset_index(drop=True)


def predictions(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the ledger that are predictions, judged by the later record."""
    return frame[frame["kind"] == "prediction"].reset_index(drop=True)


def later_record(evidence: Evidence) -> pd.DataFrame:
    """Return the events after the article by which its predictions are judged.

    Parameters
    ----------
    evidence : Evidence
        The tables of the record.

    Returns
    -------
    DataFrame
        The rows of ``evidence.events`` whose agreement is "after", without measurements.
    """
    events = evidence.events
    chosen = events["agreement"].eq("after") & events["kind"].ne("measurement")
    return events[chosen].reset_index(drop=True)


def summary(frame: pd.DataFrame) -> dict[str, int]:
    """Return the counts that sentences about the ledger need.

    Returns
    -------
    dict
        ours (rows that set statements of the article together and stand in no other count);
        readings, statements; tested and reasoned (readings by what decides); each verdict by
        its name (readings); depends (statements whose readings differ); several (statements
        with more than one reading); unnoted (statements that rest on no note); predictions
        (statements that are predictions).
    """
    every = frame["statement"].nunique()
    frame = of_article(frame)
    by_statement = statements(frame)
    decided = frame["decided_by"].value_counts()
    return {
        "ours": every - len(by_statement),
        "readings": len(frame),
        "statements": len(by_statement),
        "tested": int(decided.get("test", 0)),
        "reasoned": int(decided.get("reasoning", 0)),
        **{verdict: int((frame["verdict"] == verdict).sum()) for verdict in VERDICTS},
        "depends": int((by_statement["verdict"] == MIXED).sum()),
        "several": int((by_statement["readings"] > 1).sum()),
        "unnoted": int((by_statement["notes"] == "").sum()),
        "predictions": int((by_statement["kind"] == "prediction").sum()),
    }


def _check_places(claims: pd.DataFrame, article: ArticleTables) -> None:
    sections = dict(
        zip(article.paragraphs["paragraph"], article.paragraphs["section"], strict=True)
    )
    notes = {
        str(note): paragraph
        for note, paragraph in zip(article.notes["note"], article.notes["paragraph"], strict=True)
    }
    for claim in claims.itertuples(index=False):
        if sections.get(claim.paragraph) != claim.section:
            raise TransitError(
                f"claims.csv, {claim.claim}: paragraph {claim.paragraph!r} is not one of the "
                f"article's in section {claim.section!r}"
            )
        for note in claim.notes.split(";") if pd.notna(claim.notes) else []:
            if notes.get(note) != claim.paragraph:
                raise TransitError(
                    f"claims.csv, {claim.claim}: note {note} does not stand in paragraph "
                    f"{claim.paragraph}"
                )
