"""Elections: due against held, winners and turnout, seats, candidates."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import (
    HOLLOW,
    TOLD,
    Canvas,
    key_places,
    layered,
    marks_by,
    saying,
)
from transit.charts.frames import drawn, name_of, need, numeric, tied
from transit.charts.layout import decimal_year, written
from transit.charts.rows import PHONE
from transit.charts.theme import BLOCS
from transit.dates import whole_months
from transit.display.figure import PAGE, Figure
from transit.display.lettering import text_width
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, word

SOURCE = (
    "Election tables of this report (election commission, IPU Parline, Nohlen, Grotz and "
    "Hartmann 2001; each row names its own source)"
)


def _held(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the elections held so far with columns when and year, earliest first."""
    own = frame.assign(when=[decimal_year(date) for date in frame["held"]])
    own = own[own["when"].notna()].sort_values("when", kind="stable").reset_index(drop=True)
    return own.assign(year=[str(int(when)) for when in own["when"]])


_KINDS = {"presidential": "President", "parliamentary": "Parliament", "referendum": "Referendum"}


def notice(votes: pd.DataFrame, *, source: str = SOURCE) -> Figure:
    """Draw how long before its due date every national vote was held, and at what notice.

    Parameters
    ----------
    votes : DataFrame
        Columns election, kind (presidential, parliamentary or referendum), held, called, due,
        months_early and notice_days, the last four empty where there is none; optionally
        due_rule (``as-reported`` where only reports give a date due, ``cut-short`` where the
        vote before was annulled) and due_reported, for instance December 1994.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Vote, Held, Called, Due, Months early, Days of notice.

    Raises
    ------
    TransitError
        If no vote has a date due.
    """
    columns = ("election", "kind", "held", "called", "due", "months_early", "notice_days")
    need(votes, columns, "votes")
    own = _held(votes)
    own["reported"] = _reported(own)
    own["early"], own["days"] = numeric(own["months_early"]), numeric(own["notice_days"])
    if own["early"].isna().all():
        raise TransitError("votes: none has a date due")
    own["label"] = [written(date) for date in own["held"]]
    own["notice"] = [number(days) if pd.notna(days) else "–" for days in own["days"]]
    own["whole"] = [
        whole_months(*(pd.Period(day, freq="D") for day in (row.held, row.due)))
        if row.early >= 1
        else row.early
        for row in own.itertuples(index=False)
    ]
    own["months"] = [_months(row) for row in own.itertuples(index=False)]
    dates = {name: [written(date) for date in own[name]] for name in ("held", "called", "due")}
    table = pd.DataFrame(
        {
            "Vote": own["kind"].map(_KINDS),
            "Held": dates["held"],
            "Called": dates["called"],
            "Due": dates["due"],
            "Months early": own["whole"],
            "Days of notice": own["days"].astype("Int64"),
        }
    )
    return Figure(
        lambda width: _notice(own, width),
        headline=_notice_headline(own),
        notes=(
            "A line runs back from the date due to the day of the vote. Filled orange: a month or "
            "more early; blue: within a month of the date due. Notice: days from the act that "
            "called the vote; a dash where that day was not seen." + _beside_rule(own)
        ),
        description=_notice_finding(own),
        source=source,
        table=table,
    )


def _reported(own: pd.DataFrame) -> list[float]:
    """Return how many months before a month due by report alone each vote was held."""
    if not {"due_rule", "due_reported"} <= set(own):
        return [float("nan")] * len(own)
    months = []
    for rule, due, when in zip(own["due_rule"], own["due_reported"], own["held"], strict=True):
        held = pd.Period(when, "M")
        known = rule == "as-reported"
        months.append((pd.Period(due, "M") - held).n if known else float("nan"))
    return months


def _beside_rule(own: pd.DataFrame) -> str:
    """Return what the notes say of votes that were early, but not by a rule."""
    text = ""
    reported = own[own["reported"].notna()]
    if not reported.empty:
        text += f" Hollow orange: due by report alone ({listed(reported['year'])})."
    cut = own[own["due_rule"] == "cut-short"] if "due_rule" in own else own.iloc[:0]
    if not cut.empty:
        text += (
            f" Cut short: the vote before was annulled ({listed(cut['year'])}), no date was due."
        )
    return text


def _months(row: Any) -> str:
    if pd.notna(row.reported):
        return f"{number(row.reported)} months, by report"
    if pd.isna(row.early):
        if getattr(row, "due_rule", "") == "cut-short":
            return "cut short"
        return "no date by rule" if row.kind != "referendum" else ""
    return "on time" if row.early < 1 else f"{number(row.whole)} months"


def _notice(own: pd.DataFrame, width: float) -> alt.VConcatChart | alt.HConcatChart:
    """Draw the kinds of vote one below the other; on a page parliament beside the others."""
    narrow = width < PHONE or width >= PAGE
    low = -(np.ceil(own["early"].max() / 6) * 6 + (24 if narrow else 7))
    if width < PAGE:
        return _kinds_of_vote(own, low, width)
    seats = own["kind"] == "parliamentary"
    columns = [part for part in (own[~seats], own[seats]) if not part.empty]
    half = (width - 24) / 2
    return alt.hconcat(*(_kinds_of_vote(part, low, half) for part in columns), spacing=24)


def _kinds_of_vote(own: pd.DataFrame, low: float, width: float) -> alt.VConcatChart:
    narrow = width < PHONE
    left, right = (88.0, 52.0) if narrow else (110.0, 92.0)
    plots = []
    for kind, title in _KINDS.items():
        part = own[own["kind"] == kind].reset_index(drop=True)
        if not part.empty:
            part["row"] = part.index
            plots.append(_votes(part, title, low, (width - left - right, left, narrow)))
    return alt.vconcat(*plots, spacing=14)


def _told(own: pd.DataFrame, title: str) -> pd.DataFrame:
    texts = []
    for row in own.itertuples(index=False):
        due = pd.notna(row.early) and pd.notna(row.due)
        months = f"{row.months}, due {written(row.due)}\n" if due else ""
        notice = f"{row.notice} days of notice" if row.notice != "–" else "day of the call not seen"
        texts.append(f"{title}, {row.label}\n{months}{notice}")
    return saying(own.assign(x=-own["early"].clip(lower=0)), texts)


def _votes(
    own: pd.DataFrame, title: str, low: float, form: tuple[float, float, bool]
) -> alt.LayerChart:
    plot, left, narrow = form
    dated = own["early"].notna().any()
    months = alt.Axis(
        values=[value for value in range(-36, 1, 12) if value >= low],
        title=None,
        domain=False,
        ticks=False,
        grid=True,
        orient="top",
        labelOverlap=False,
        labelExpr="datum.value == 0 ? 'due' : -datum.value"
        + ("" if narrow else " + (datum.value == -12 ? ' months' : '')"),
    )
    canvas = Canvas.rows((low, 1.5), len(own), x_axis=months if dated else None, above=0.7)
    own = _told(own, title)
    early, there = own[own["early"] >= 1], own[own["early"] < 1]
    reported = own[own["reported"].notna()].assign(x=lambda rows: -rows["reported"])
    neither = own[own["early"].isna() & own["reported"].isna()]
    due = alt.X(datum=0, scale=canvas.x_scale)
    place = {"x": canvas.x("x"), "y": canvas.y("row"), **TOLD}
    layers = [
        canvas.row_labels(neither, plot - 6, "months", color=theme.SOFT, align="right"),
        canvas.row_labels(own, -left + 4, "label"),
        canvas.row_labels(own, plot + (30 if narrow else 46), "notice", align="right"),
    ]
    if dated:
        layers += [
            canvas.rules(early, "x", 0, "row", strokeWidth=3, color=theme.ORANGE),
            canvas.rules(reported, "x", 0, "row", strokeDash=[3, 3], color=theme.ORANGE),
            alt.Chart(drawn(reported))
            .mark_point(size=110, stroke=theme.ORANGE, strokeWidth=2, **HOLLOW)
            .encode(**place),
            alt.Chart(drawn(early))
            .mark_point(size=60, stroke=theme.SOFT, strokeWidth=1.5, **HOLLOW)
            .encode(x=due, y=canvas.y("row")),
            *[
                alt.Chart(drawn(part)).mark_point(size=120, color=colour, opacity=1).encode(**place)
                for part, colour in ((there, theme.BLUE), (early, theme.ORANGE))
            ],
            *[
                canvas.texts(part, "x", "row", "months", align="right", dx=-10)
                for part in (there, early, reported)
            ],
        ]
    heads = pd.DataFrame({"row": [-0.7], "text": ["notice" if narrow else "days of notice"]})
    end = canvas.row_labels(
        heads, plot + (48 if narrow else 86), "text", align="right", color=theme.SOFT,
        dy=-12, fontSize=theme.SMALL,
    )  # fmt: skip
    size = 20 * (len(own) + 0.2)
    return layered([*layers, end], plot, size, alt.Title(title, frame="bounds"))


def _notice_headline(own: pd.DataFrame) -> str:
    dated = own[own["early"].notna()]
    early = int((dated["early"] >= 1).sum())
    text = (
        f"{capital(word(early))} of {word(len(dated))} elections whose date due follows "
        "from the rule were held a month or more before it"
    )
    called = own[(own["kind"] != "referendum") & own["days"].notna()]
    last = called.loc[called["days"] == called["days"].max(), "year"].iloc[-1]
    after = called.loc[called["year"] > last, "days"]
    if not after.empty:
        text += (
            f"; after {last} none of those whose call was seen had more than "
            f"{number(after.max())} days of notice"
        )
    return text + "."


def _notice_finding(own: pd.DataFrame) -> str:
    sentences = []
    for kind in [kind for kind in _KINDS if kind in set(own["kind"])]:
        part = own[own["kind"] == kind]
        known = part[part["early"].notna()]
        text = f"of {counted(len(part), 'vote')} ({_KINDS[kind].lower()})"
        if known.empty:
            text = f"{capital(counted(len(part), 'referendum'))}"
        else:
            early = known[known["early"] >= 1]
            text += f" {word(len(early))} came a month or more early"
            if not early.empty:
                text += f", by up to {number(early['whole'].max())} months"
            without = part[part["early"].isna()]
            if not without.empty:
                text += f", and for {listed(without['year'])} the rule gives no date"
        days = part["days"].dropna()
        if not days.empty:
            text += f"; notice ran from {number(days.min())} to {number(days.max())} days"
        sentences.append(capital(text))
    return ". ".join(sentences) + "."


def winners(presidential: pd.DataFrame, *, source: str = SOURCE) -> Figure:
    """Draw the winner's share and the turnout of every presidential election.

    Parameters
    ----------
    presidential : DataFrame
        Columns election, held, vote, winner, winner_share, share_base, turnout (per cent).
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Held, Winner, Share, Share of and Turnout.
    """
    columns = ["election", "held", "vote", "winner", "winner_share", "share_base", "turnout"]
    need(presidential, columns, "presidential elections")
    own = presidential[columns].copy()
    own["winner_share"], own["turnout"] = numeric(own["winner_share"]), numeric(own["turnout"])
    own = _held(own)
    own["row"] = own.index
    table = pd.DataFrame(
        {
            "Held": [written(date) for date in own["held"]],
            "Winner": own["winner"],
            "Share, per cent": own["winner_share"],
            "Share of": [str(base).replace("-", " ") for base in own["share_base"]],
            "Turnout, per cent": own["turnout"],
        }
    )
    by_deputies = own.loc[own["vote"] == "indirect", "year"]
    return Figure(
        lambda width: _winners(own, width),
        headline=_winners_headline(own),
        notes="Filled: the winner's share; hollow: turnout."
        + (f" In {listed(by_deputies)} deputies voted." if len(by_deputies) else ""),
        description=_winners_finding(own),
        source=source,
        table=table,
    )


def _winners(own: pd.DataFrame, width: float) -> alt.LayerChart:
    narrow = width < PHONE
    left = 122 if narrow else 150
    plot = width - left - (30 if narrow else 24)
    lowest = min(own["winner_share"].min(), own["turnout"].min())
    start = max(0, int((lowest - (14 if narrow else 6)) // 10 * 10))
    axis = alt.Axis(
        values=list(range(start, 101, 20 if narrow else 10)),
        title=f"per cent (the axis begins at {start})" if start else "per cent",
        grid=True,
        domain=False,
        ticks=False,
    )
    canvas = Canvas.rows((start, 104), len(own), x_axis=axis)
    own = saying(
        own.assign(who=[str(name).split()[-1] for name in own["winner"]]),
        [
            f"{row.winner}, {written(row.held)}\n{number(row.winner_share, 1)} per cent of "
            f"{str(row.share_base).replace('-', ' ')}\nturnout {number(row.turnout, 1)} per cent"
            for row in own.itertuples(index=False)
        ],
    )
    layers = [
        canvas.rules(own, "winner_share", "turnout", "row", color=theme.RULE, strokeWidth=2),
        *_winner_points(own, canvas),
        canvas.row_labels(own, -left + 4, "year", fontWeight="bold"),
        canvas.row_labels(own, -left + 42, "who"),
        *_winner_numbers(own, canvas),
    ]
    return layered(layers, plot, 30 * len(own))


def _winners_headline(own: pd.DataFrame) -> str:
    popular = own[own["vote"] == "popular"]
    low = popular.loc[popular["winner_share"].idxmin()]
    return (
        f"No winner of a popular vote for president had less than {number(low['winner_share'], 1)} "
        f"per cent, the share of {low['winner']} in {low['year']}."
    )


def _winner_points(own: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    base, y = alt.Chart(drawn(own)), canvas.y("row")
    turnout = alt.X("turnout:Q", scale=canvas.x_scale)
    hollow: dict[str, Any] = HOLLOW | {"stroke": theme.SOFT, "strokeWidth": 2}
    return [
        base.mark_point(size=110, **hollow).encode(x=turnout, y=y, **TOLD),
        base.mark_point(size=130, color=theme.BLUE, opacity=1).encode(
            x=canvas.x("winner_share"), y=y, **TOLD
        ),
    ]


def _winner_numbers(own: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    """Return both percentages, each on the side of its point that faces away from the other."""
    layers = []
    for field, other, colour, weight in (
        ("winner_share", "turnout", theme.BLUE, "bold"),
        ("turnout", "winner_share", theme.SOFT, "normal"),
    ):
        ahead = own[field] >= own[other]
        for right, part in ((True, own[ahead]), (False, own[~ahead])):
            if part.empty:
                continue
            shown = part.assign(text=[number(value, 1) for value in part[field]])
            style: dict[str, Any] = {
                "align": "left" if right else "right",
                "dx": 10 if right else -10,
                "baseline": "middle",
                "color": colour,
                "fontWeight": weight,
            }
            x = alt.X(f"{field}:Q", scale=canvas.x_scale)
            text = alt.Chart(drawn(shown)).mark_text(**style)
            layers.append(text.encode(x=x, y=canvas.y("row"), text="text:N"))
    return layers


def _winners_finding(own: pd.DataFrame) -> str:
    popular = own[own["vote"] == "popular"]
    shares = popular["winner_share"]
    low, high = popular.loc[tied(shares, "min").index], popular.loc[tied(shares).index]
    return (
        f"Winners of {counted(len(popular), 'popular presidential election')} took between "
        f"{number(shares.min(), 1)} ({_winners_named(low)}) and {number(shares.max(), 1)} per cent "
        f"({_winners_named(high)}); turnout ran from {number(popular['turnout'].min(), 1)} to "
        f"{number(popular['turnout'].max(), 1)} per cent."
    )


def _winners_named(rows: pd.DataFrame) -> str:
    return "; ".join(
        f"{name}, {year}" for name, year in zip(rows["winner"], rows["year"], strict=True)
    )


def seats(
    parliamentary: pd.DataFrame,
    seats: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    source: str = SOURCE,
) -> Figure:
    """Draw the seats of every elected chamber by bloc, each chamber as a bar of full length.

    Seats that are appointed or reserved are shown as blocs of their own. The blocs are this
    report's reading of the parties, one column of the table.

    Parameters
    ----------
    parliamentary : DataFrame
        Columns election, chamber, held, seats; elections of which `seats` has no row are
        left out.
    seats : DataFrame
        Columns election, bloc, seats, one row per party; rows without seats are ignored.
    names : mapping of str to str, optional
        Names of the blocs as the key has them; the bloc itself where there is none.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Held, Chamber, Bloc, Seats, Of and Share.

    Raises
    ------
    TransitError
        If the seats of an election do not add up to the chamber's, or a bloc is unknown.
    """
    need(parliamentary, ("election", "chamber", "held", "seats"), "parliamentary elections")
    need(seats, ("election", "bloc", "seats"), "seats")
    chambers = _chambers(parliamentary[parliamentary["election"].isin(set(seats["election"]))])
    table = _by_bloc(seats, chambers)
    table["name"] = [name_of(names, bloc) for bloc in table["bloc"]]
    table["text"] = [number(value) for value in table["seats"]]
    shown = pd.DataFrame(
        {
            "Held": [written(date) for date in table["held"]],
            "Chamber": table["chamber"],
            "Bloc": table["name"],
            "Seats": table["seats"].astype(int),
            "Of": table["total"].astype(int),
            "Share, per cent": table["share"].round(1),
        }
    )
    return Figure(
        lambda width: _seats(table, chambers, width),
        headline=_seats_headline(table),
        notes=(
            "Each bar is a chamber, whatever its size; the blocs are this report's reading of the "
            "parties." + _unplaced(table)
        ),
        description=_seats_finding(table),
        source=source,
        table=shown,
    )


def _seats(table: pd.DataFrame, chambers: pd.DataFrame, width: float) -> alt.VConcatChart:
    plot, rows = width - 50 - 56, len(chambers)
    canvas = Canvas.rows((0, 100), rows, above=0.6, below=0.6)
    layers = [
        _seat_bars(table, canvas),
        *_seat_numbers(table, canvas, plot),
        canvas.row_labels(chambers, -46, "year", fontWeight="bold"),
        canvas.row_labels(chambers, plot + 8, "of", color=theme.SOFT),
    ]
    body = layered(layers, plot, 32 * rows)
    used = table.drop_duplicates("bloc").set_index("bloc")["name"]
    key = _bloc_key({bloc: used[bloc] for bloc in BLOCS if bloc in used}, plot)
    return alt.vconcat(key, body, spacing=2)


def _seats_headline(table: pd.DataFrame) -> str:
    share = table.pivot_table(index="row", columns="bloc", values="share", fill_value=0)
    years = table.drop_duplicates("row").set_index("row")["year"]
    against = share.get("opposition", pd.Series(0.0, index=share.index))
    most = against.max()
    if most == 0:
        return "No chamber had a deputy identified as opposition."
    return (
        f"The identified opposition never held more than {number(most, 1)} per cent of the seats "
        f"({listed(years[tied(against).index])}); {word(int((against == 0).sum()))} of "
        f"{word(len(share))} chambers had no deputy identified as such."
    )


def _unplaced(table: pd.DataFrame) -> str:
    """Return where most seats could be read neither as loyal nor as opposition."""
    mixed = table[table["bloc"] == "mixed"]
    if mixed.empty:
        return ""
    most = mixed.loc[mixed["share"].idxmax()]
    return (
        f" Seats of {most['name']} may hide opponents: {most['text']} of {number(most['total'])} "
        f"in {most['year']}."
    )


def _chambers(parliamentary: pd.DataFrame) -> pd.DataFrame:
    own = parliamentary[["election", "chamber", "held", "seats"]]
    own = _held(own.rename(columns={"seats": "total"}))
    own["total"] = numeric(own["total"])
    own["row"] = own.index
    own["of"] = [f"of {number(total)}" for total in own["total"]]
    return own


def _by_bloc(seats: pd.DataFrame, chambers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per chamber and bloc with its share and where its bar starts and ends."""
    counts = seats.assign(seats=numeric(seats["seats"]), bloc=seats["bloc"].astype(str))
    counts = counts.groupby(["election", "bloc"], observed=True)["seats"].sum()
    counts = counts[counts > 0].reset_index()
    unknown = sorted(set(counts["bloc"]) - set(BLOCS))
    if unknown:
        raise TransitError(
            f"seats: bloc {', '.join(unknown)} has no place; {', '.join(BLOCS)} have"
        )
    table = counts.merge(chambers, on="election", how="inner")
    summed = table.groupby("election")["seats"].sum()
    for election, total in chambers.set_index("election")["total"].items():
        if summed.get(election, 0) != total:
            raise TransitError(
                f"seats: {election} has {summed.get(election, 0):g} seats by bloc, "
                f"but the chamber has {total:g}"
            )
    rank = {bloc: place for place, bloc in enumerate(BLOCS)}
    table = table.sort_values(["row", "bloc"], key=lambda c: c.map(rank) if c.name == "bloc" else c)
    table["share"] = table["seats"] / table["total"] * 100
    table["end"] = table.groupby("election", sort=False)["share"].cumsum()
    table["start"] = table["end"] - table["share"]
    table["middle"] = (table["start"] + table["end"]) / 2
    return table


def _seat_bars(table: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    table = saying(
        table,
        [
            f"{written(row.held)}, {row.chamber}\n{row.name}: {row.text} of {number(row.total)} "
            f"seats, {number(row.share, 1)} per cent"
            for row in table.itertuples(index=False)
        ],
    )
    bars = alt.Chart(drawn(table)).mark_bar(size=22, stroke=theme.SOFT, strokeWidth=0.8)
    return bars.encode(
        x=canvas.x("start"), x2="end:Q", y=canvas.y("row"), **marks_by("bloc", BLOCS), **TOLD
    )


def _seat_numbers(table: pd.DataFrame, canvas: Canvas, plot: float) -> list[alt.Chart]:
    """Return the seats inside those bars that are wide enough for the number."""
    fits = [
        text_width(text, theme.BASE) + 5 < share / 100 * plot
        for text, share in zip(table["text"], table["share"], strict=True)
    ]
    inside = table[fits]
    dark = inside["bloc"].map(BLOCS).isin(theme.DARK)
    x = alt.X("middle:Q", scale=canvas.x_scale)
    return [
        alt.Chart(drawn(part))
        .mark_text(baseline="middle", color=colour)
        .encode(x=x, y=canvas.y("row"), text="text:N")
        for colour, part in ((theme.PAPER, inside[dark]), (theme.INK, inside[~dark]))
        if not part.empty
    ]


def _bloc_key(names: Mapping[str, str], width: float) -> alt.LayerChart:
    entries = key_places(list(names.values()), 34, start=-46, width=width + 50)
    entries["bloc"] = list(names)
    rows = int(entries["row"].max()) + 1
    canvas = Canvas.rows((0, width), rows)
    base = alt.Chart(entries).encode(x=canvas.x("x"), y=canvas.y("row"))
    samples = base.mark_square(
        size=170, opacity=1, xOffset=8, stroke=theme.SOFT, strokeWidth=0.8
    ).encode(**marks_by("bloc", BLOCS))
    texts = base.mark_text(align="left", baseline="middle", dx=20).encode(text="text:N")
    return layered([samples, texts], width, 22 * rows)


def _seats_finding(table: pd.DataFrame) -> str:
    share = table.pivot_table(index="row", columns="bloc", values="share", fill_value=0)
    years = table.drop_duplicates("row").set_index("row")["year"]
    ruling = share.get("pro-presidential", pd.Series(0.0, index=share.index))
    against = share.get("opposition", pd.Series(0.0, index=share.index))
    text = (
        f"Pro-presidential parties held at most {number(ruling.max(), 1)} per cent of the seats "
        f"({listed(years[tied(ruling).index])}) and {number(ruling.iloc[-1], 1)} per cent after the vote of "
        f"{years.iloc[-1]}; the opposition's largest share was {number(against.max(), 1)} per cent "
        f"({listed(years[tied(against).index])})"
    )
    without = [years[row] for row in share.index if against[row] == 0]
    if without:
        chambers = "chamber" if len(without) == 1 else "chambers"
        text += f", and the {chambers} of {listed(without)} had no opposition deputy"
    return text + "."


def candidates(
    candidates: pd.DataFrame,
    presidential: pd.DataFrame,
    focus: str,
    *,
    source: str = SOURCE,
) -> Figure:
    """Draw the share of every presidential candidate, one row per election, one row in focus.

    Parameters
    ----------
    candidates : DataFrame
        Columns election, candidate, share (per cent), rank; a row without rank is no person
        (votes against all) and is drawn hollow.
    presidential : DataFrame
        Columns election, held.
    focus : str
        The election drawn in strong colour.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Held, Candidate, Share and Rank.

    Raises
    ------
    TransitError
        If the election in focus has no candidates.
    """
    need(candidates, ("election", "candidate", "share", "rank"), "candidates")
    need(presidential, ("election", "held"), "presidential elections")
    own = _standing(candidates, presidential, focus)
    people = own[own["rank"].notna()]
    table = own.assign(held=[written(date) for date in own["held"]])
    table = table[["held", "candidate", "share", "rank"]]
    return Figure(
        lambda width: _candidates(own, width),
        headline=_candidates_headline(people, focus),
        notes="Hollow: votes for no candidate. Blue: the election of "
        f"{people.loc[people['strong'], 'year'].iloc[0]}.",
        description=_candidates_finding(people, focus),
        source=source,
        table=table.set_axis(["Held", "Candidate", "Share, per cent", "Rank"], axis=1),
    )


def _candidates(own: pd.DataFrame, width: float) -> alt.LayerChart:
    people, nobody = own[own["rank"].notna()], own[own["rank"].isna()]
    count, narrow = own["row"].nunique(), width < PHONE
    left, plot = 44, width - 60
    axis = alt.Axis(
        values=[0, 50, 100] if narrow else [0, 25, 50, 75, 100],
        title="per cent of the vote",
        grid=True,
        domain=False,
        ticks=False,
    )
    canvas = Canvas.rows((0, 101), count, x_axis=axis, above=0.6, below=0.6)
    rest = _other_texts(people, nobody)
    if narrow:  # names would meet; they stand in the table and beside the mark pointed at
        second = people[people["rank"] == 2].set_index("row")["share"]
        rest = rest[rest["row"].isin(second.index)]
        rest["text"] = [number(second[row], 1) for row in rest["row"]]
    layers = [
        *_candidate_points(people, nobody, canvas),
        *_candidate_texts(_first_texts(people), canvas, align="right", dx=-10),
        *_candidate_texts(rest, canvas, align="left", dx=10),
        canvas.row_labels(own.drop_duplicates("row"), -left + 4, "year", fontWeight="bold"),
    ]
    return layered(layers, plot, 34 * count)


def _candidates_headline(people: pd.DataFrame, focus: str) -> str:
    shares = people.pivot_table(index="election", columns="rank", values="share", aggfunc="first")
    gaps = (shares[1.0] - shares.get(2.0, pd.Series(dtype=float))).dropna()
    years = people.drop_duplicates("election").set_index("election")["year"]
    if focus not in gaps:
        return ""
    closest = "the smallest gap of any election shown" if gaps[focus] == gaps.min() else ""
    return (
        f"In {years[focus]} {number(gaps[focus])} points parted the winner from the runner-up"
        + (f", {closest}" if closest else "")
        + "."
    )


def _standing(candidates: pd.DataFrame, presidential: pd.DataFrame, focus: str) -> pd.DataFrame:
    own = candidates[["election", "candidate", "share", "rank"]].merge(
        presidential[["election", "held"]], on="election", how="inner"
    )
    own["share"], own["rank"] = numeric(own["share"]), numeric(own["rank"])
    own = own.dropna(subset="share")
    if focus not in set(own["election"]):
        raise TransitError(f"candidates: the election in focus, {focus}, has no candidate")
    own["when"] = [decimal_year(date) for date in own["held"]]
    own = own.sort_values(["when", "share"], ascending=[True, False], kind="stable")
    order = {election: place for place, election in enumerate(dict.fromkeys(own["election"]))}
    own["row"] = own["election"].map(order)
    own["year"] = [str(int(when)) for when in own["when"]]
    own["name"] = [str(name).split()[-1] for name in own["candidate"]]
    own["strong"] = own["election"] == focus
    return own


def _first_texts(people: pd.DataFrame) -> pd.DataFrame:
    first = people[people["rank"] == 1]
    names = zip(first["name"], first["share"], strict=True)
    return first.assign(text=[f"{name} {number(share, 1)}" for name, share in names])


def _other_texts(people: pd.DataFrame, nobody: pd.DataFrame) -> pd.DataFrame:
    """Return one text per election for the runner-up and the votes for nobody."""
    rest = pd.concat([people[people["rank"] == 2], nobody]).sort_values(["row", "rank"])
    rest["part"] = [
        f"{name if rank == 2 else label[:1].lower() + label[1:]} {number(share, 1)}"
        for name, label, share, rank in zip(
            rest["name"], rest["candidate"], rest["share"], rest["rank"], strict=True
        )
    ]
    together = rest.groupby("row", sort=False).agg(
        share=("share", "max"), text=("part", ", ".join), strong=("strong", "first")
    )
    return together.reset_index()


def _candidate_points(
    people: pd.DataFrame, nobody: pd.DataFrame, canvas: Canvas
) -> list[alt.Chart]:
    place = {"x": canvas.x("share"), "y": canvas.y("row"), **TOLD}
    people, nobody = (
        saying(
            part,
            [
                f"{row.candidate}, {written(row.held)}\n{number(row.share, 1)} per cent"
                for row in part.itertuples(index=False)
            ],
        )
        for part in (people, nobody)
    )
    colour = alt.Color(
        "strong:N",
        scale=alt.Scale(domain=[True, False], range=[theme.BLUE, theme.RULE]),
        legend=None,
    )
    layers = [
        alt.Chart(drawn(people))
        .mark_point(size=110, opacity=1, stroke=theme.PAPER, strokeWidth=1)
        .encode(color=colour, **place)
    ]
    if not nobody.empty:
        hollow = alt.Chart(drawn(nobody)).mark_point(size=80, stroke=theme.QUIET, **HOLLOW)
        layers.append(hollow.encode(**place))
    return layers


def _candidate_texts(texts: pd.DataFrame, canvas: Canvas, **style: Any) -> list[alt.Chart]:
    return [
        canvas.texts(
            some,
            "share",
            "row",
            fontWeight="bold" if strong else "normal",
            color=theme.INK if strong else theme.SOFT,
            **style,
        )
        for strong, some in ((True, texts[texts["strong"]]), (False, texts[~texts["strong"]]))
        if not some.empty
    ]


def _candidates_finding(people: pd.DataFrame, focus: str) -> str:
    here = people[people["election"] == focus].sort_values("share", ascending=False)
    others = people[people["election"] != focus]
    best = here.iloc[0]
    below = int((others.loc[others["rank"] == 1, "share"] < best["share"]).sum())
    runners = others[others["rank"] == 2]
    text = (
        f"{best['candidate']} won {number(best['share'], 1)} per cent in {best['year']} against "
        f"{counted(len(here) - 1, 'other candidate')}, "
    )
    text += (
        "the lowest share of any winner shown"
        if below == 0
        else f"more than {counted(below, 'other winner')} shown"
    )
    if len(here) > 1:
        second = here.iloc[1]
        text += f"; the runner-up, {second['candidate']}, had {number(second['share'], 1)}"
    if not runners.empty:
        text += f", and no runner-up of another year more than {number(runners['share'].max(), 1)}"
    return text + "."
