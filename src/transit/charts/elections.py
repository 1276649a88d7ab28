"""Elections: due against held, winners and turnout, seats, candidates."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, Canvas, key_places, layered, marks_by
from transit.charts.frames import drawn, name_of, need, numeric, tied
from transit.charts.layout import decimal_year, written
from transit.charts.theme import BLOCS
from transit.display.figure import Figure
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


def due_and_held(
    presidential: pd.DataFrame, parliamentary: pd.DataFrame, *, source: str = SOURCE
) -> Figure:
    """Draw for every election how many months before its due date it was held.

    Elections that have not been held, and those for which no date was due, are left out of
    the picture and named in the finding.

    Parameters
    ----------
    presidential, parliamentary : DataFrame
        Columns election, held, due, early, months_early; parliamentary also irregular: early
        only because the chamber before it was cut short.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns election, office, held, due, early, irregular, months_early.

    Raises
    ------
    TransitError
        If no election has both a date due and a date held.
    """
    columns = ("election", "held", "due", "early", "months_early")
    need(presidential, columns, "presidential elections")
    need(parliamentary, (*columns, "irregular"), "parliamentary elections")
    table = pd.concat(
        [_office(presidential, "president"), _office(parliamentary, "parliament")],
        ignore_index=True,
    )
    held = _held(table)
    dated = held[held["due"].notna() & held["months_early"].notna()].copy()
    if dated.empty:
        raise TransitError("elections: none has both a date due and a date held")
    dated["label"] = [written(date) for date in dated["held"]]
    dated["wanted"] = [
        "on time" if months == 0 else f"due {written(date)}"
        for date, months in zip(dated["due"], dated["months_early"], strict=True)
    ]
    dated["text"] = [f"{number(months)} months" for months in dated["months_early"]]
    dated["x"] = -dated["months_early"]
    low = -(np.ceil(dated["months_early"].max() / 6) * 6 + 8)
    plots = []
    for office, title in (("president", "President"), ("parliament", "Parliament")):
        own = dated[dated["office"] == office].reset_index(drop=True)
        own["row"] = own.index
        plots.append(_due_panel(own, title, low, axis=office == "parliament"))
    chart = alt.vconcat(*plots, spacing=16)
    shown = ["election", "office", "held", "due", "early", "irregular", "months_early"]
    return Figure(chart, description=_due_finding(held, dated), source=source, table=held[shown])


def _office(frame: pd.DataFrame, office: str) -> pd.DataFrame:
    irregular = frame["irregular"].fillna(False).astype(bool) if "irregular" in frame else False
    return pd.DataFrame(
        {
            **{name: frame[name] for name in ("election", "held", "due")},
            "office": office,
            "early": frame["early"].fillna(False).astype(bool),
            "irregular": irregular,
            "months_early": numeric(frame["months_early"]),
        }
    )


def _due_panel(own: pd.DataFrame, title: str, low: float, *, axis: bool) -> alt.LayerChart:
    plot, high = theme.WIDTH - 112 - 96, 27
    months = alt.Axis(
        values=[value for value in range(-60, 1, 12) if value >= low],
        title="months before the date due" if axis else None,
        labels=axis,
        ticks=axis,
        domain=False,
        grid=True,
        labelExpr="datum.value == 0 ? 'due' : -datum.value",
    )
    canvas = Canvas.rows((low, 1.5), len(own), x_axis=months)
    place = {
        "x": canvas.x("x"),
        "y": canvas.y("row"),
        "tooltip": [
            alt.Tooltip("label:N", title="Held"),
            alt.Tooltip("wanted:N", title="Due"),
            alt.Tooltip("text:N", title="Early by"),
        ],
    }
    early = own[own["months_early"] != 0]
    punctual = alt.Chart(drawn(own[own["months_early"] == 0]))
    cut = alt.Chart(drawn(early[early["irregular"]]))
    regular = alt.Chart(drawn(early[~early["irregular"]]))
    due = alt.X(datum=0, scale=canvas.x_scale)
    layers = [
        canvas.rules(early, "x", 0, "row", strokeWidth=3, color=theme.ORANGE),
        alt.Chart(drawn(early))
        .mark_point(size=80, stroke=theme.SOFT, strokeWidth=1.5, **HOLLOW)
        .encode(x=due, y=canvas.y("row")),
        punctual.mark_point(size=120, color=theme.BLUE, opacity=1).encode(**place),
        cut.mark_point(size=120, stroke=theme.ORANGE, strokeWidth=2.5, **HOLLOW).encode(**place),
        regular.mark_point(size=130, color=theme.ORANGE, opacity=1).encode(**place),
        canvas.texts(early, "x", "row", align="right", dx=-11, fontWeight="bold"),
        canvas.row_labels(own, -8, "label", align="right"),
        canvas.row_labels(own, plot + 8, "wanted", color=theme.SOFT),
    ]
    return layered(layers, plot, high * len(own), alt.Title(title, frame="bounds"))


def _due_finding(held: pd.DataFrame, dated: pd.DataFrame) -> str:
    sentences = []
    for office, name in (("president", "presidential"), ("parliament", "parliamentary")):
        own = held[held["office"] == office]
        known = dated[dated["office"] == office]
        early = known[known["months_early"] > 0]
        text = (
            f"of {counted(len(own), f'{name} election')} held from "
            f"{int(own['when'].min())} to {int(own['when'].max())}, {word(len(early))} came early"
        )
        if not early.empty:
            few, many = early["months_early"].min(), early["months_early"].max()
            text += f", by {number(few)}" + (f" to {number(many)}" if many > few else "")
            text += " months"
        cut = early[early["irregular"]]
        if not cut.empty:
            text += (
                f" (counting {listed(cut['year'])}, when the chamber before it had been cut short)"
            )
        undated = own[~own["election"].isin(known["election"])]
        if not undated.empty:
            text += f"; for {listed(undated['year'])} no date had been due"
        sentences.append(text)
    return capital("; ".join(sentences)) + "."


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
        Its table has columns election, held, vote, winner, winner_share, share_base, turnout.
    """
    columns = ["election", "held", "vote", "winner", "winner_share", "share_base", "turnout"]
    need(presidential, columns, "presidential elections")
    own = presidential[columns].copy()
    own["winner_share"], own["turnout"] = numeric(own["winner_share"]), numeric(own["turnout"])
    own = _held(own)
    own["row"] = own.index
    own["who"] = [
        str(name).split()[-1] + (" (by deputies)" if vote == "indirect" else "")
        for name, vote in zip(own["winner"], own["vote"], strict=True)
    ]
    left, plot = 214, theme.WIDTH - 222
    lowest = min(own["winner_share"].min(), own["turnout"].min())
    start = max(0, int((lowest - 6) // 10 * 10))
    axis = alt.Axis(
        values=list(range(start, 101, 10)),
        title=f"per cent (the axis begins at {start})" if start else "per cent",
        grid=True,
        domain=False,
        ticks=False,
    )
    canvas = Canvas.rows((start, 104), len(own), x_axis=axis, above=1.2)
    layers = [
        canvas.rules(own, "winner_share", "turnout", "row", color=theme.RULE, strokeWidth=2),
        *_winner_points(own, canvas),
        canvas.row_labels(own, -left, "year", fontWeight="bold"),
        canvas.row_labels(own, -left + 44, "who"),
        *_winner_numbers(own, canvas),
        *_winner_key(canvas),
    ]
    chart = layered(layers, plot, 30 * (len(own) + 0.7))
    return Figure(chart, description=_winners_finding(own), source=source, table=own[columns])


def _winner_points(own: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    tooltip = [
        alt.Tooltip("held:N", title="Held"),
        alt.Tooltip("winner:N", title="Winner"),
        alt.Tooltip("winner_share:Q", title="Share, per cent", format=".2f"),
        alt.Tooltip("share_base:N", title="Share of"),
        alt.Tooltip("turnout:Q", title="Turnout, per cent", format=".2f"),
    ]
    base, y = alt.Chart(drawn(own)), canvas.y("row")
    turnout = alt.X("turnout:Q", scale=canvas.x_scale)
    return [
        base.mark_point(size=110, stroke=theme.SOFT, strokeWidth=2, **HOLLOW).encode(
            x=turnout, y=y, tooltip=tooltip
        ),
        base.mark_point(size=130, color=theme.BLUE, opacity=1).encode(
            x=canvas.x("winner_share"), y=y, tooltip=tooltip
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


def _winner_key(canvas: Canvas) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    filled: dict[str, Any] = {"color": theme.BLUE, "opacity": 1}
    hollow: dict[str, Any] = HOLLOW | {"stroke": theme.SOFT}
    for text, at, colour, style in (
        ("winner's share", 8, theme.BLUE, filled),
        ("turnout", 150, theme.SOFT, hollow),
    ):
        entry = pd.DataFrame({"row": [-0.85], "text": [text]})
        mark = alt.Chart(entry).mark_point(size=110, x=at, strokeWidth=2, **style)
        layers += [
            mark.encode(y=canvas.y("row")),
            canvas.row_labels(entry, at + 11, "text", color=colour),
        ]
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
        Its table has columns election, chamber, held, bloc, seats, total and share (per cent).

    Raises
    ------
    TransitError
        If the seats of an election do not add up to the chamber's, or a bloc is unknown.
    """
    need(parliamentary, ("election", "chamber", "held", "seats"), "parliamentary elections")
    need(seats, ("election", "bloc", "seats"), "seats")
    chambers = _chambers(parliamentary[parliamentary["election"].isin(set(seats["election"]))])
    table = _by_bloc(seats, chambers)
    plot, rows = theme.WIDTH - 62 - 52, len(chambers)
    table["name"] = [name_of(names, bloc) for bloc in table["bloc"]]
    table["text"] = [number(value) for value in table["seats"]]
    canvas = Canvas.rows((0, 100), rows, above=0.6, below=0.6)
    layers = [
        _seat_bars(table, canvas),
        *_seat_numbers(table, canvas, plot),
        canvas.row_labels(chambers, -62 + 8, "year", fontWeight="bold"),
        canvas.row_labels(chambers, plot + 8, "of", color=theme.SOFT),
    ]
    body = layered(layers, plot, 32 * rows)
    used = {bloc: name_of(names, bloc) for bloc in BLOCS if bloc in set(table["bloc"])}
    chart = alt.vconcat(_bloc_key(used, plot), body, spacing=2)
    columns = ["election", "chamber", "held", "bloc", "seats", "total", "share"]
    return Figure(chart, description=_seats_finding(table), source=source, table=table[columns])


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
    bars = alt.Chart(drawn(table)).mark_bar(size=22, stroke=theme.PAPER, strokeWidth=1)
    return bars.encode(
        x=canvas.x("start"),
        x2="end:Q",
        y=canvas.y("row"),
        **marks_by("bloc", BLOCS),
        tooltip=[
            alt.Tooltip("held:N", title="Held"),
            alt.Tooltip("chamber:N", title="Chamber"),
            alt.Tooltip("name:N", title="Bloc"),
            alt.Tooltip("seats:Q", title="Seats"),
            alt.Tooltip("share:Q", title="Share of all seats, per cent", format=".1f"),
        ],
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
    entries = key_places(list(names.values()), 34, width=width).assign(bloc=list(names))
    rows = int(entries["row"].max()) + 1
    canvas = Canvas.rows((0, width), rows)
    base = alt.Chart(entries).encode(x=canvas.x("x"), y=canvas.y("row"))
    samples = base.mark_square(size=170, opacity=1, xOffset=8).encode(**marks_by("bloc", BLOCS))
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
        Its table has columns election, held, candidate, share, rank.

    Raises
    ------
    TransitError
        If the election in focus has no candidates.
    """
    need(candidates, ("election", "candidate", "share", "rank"), "candidates")
    need(presidential, ("election", "held"), "presidential elections")
    own = _standing(candidates, presidential, focus)
    people, nobody = own[own["rank"].notna()], own[own["rank"].isna()]
    count = own["row"].nunique()
    left, plot = 48, theme.WIDTH - 56
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        title="per cent of the vote",
        grid=True,
        domain=False,
        ticks=False,
    )
    canvas = Canvas.rows((0, 101), count, x_axis=axis, above=0.6, below=0.6)
    layers = [
        *_candidate_points(people, nobody, canvas),
        *_candidate_texts(_first_texts(people), canvas, align="right", dx=-10),
        *_candidate_texts(_other_texts(people, nobody), canvas, align="left", dx=10),
        canvas.row_labels(own.drop_duplicates("row"), -left + 4, "year", fontWeight="bold"),
    ]
    return Figure(
        layered(layers, plot, 34 * count),
        description=_candidates_finding(people, focus),
        source=source,
        table=own[["election", "held", "candidate", "share", "rank"]],
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
    place = {
        "x": canvas.x("share"),
        "y": canvas.y("row"),
        "tooltip": [
            alt.Tooltip("held:N", title="Held"),
            alt.Tooltip("candidate:N", title="Candidate"),
            alt.Tooltip("share:Q", title="Share, per cent", format=".2f"),
        ],
    }
    colour = alt.Color(
        "strong:N",
        scale=alt.Scale(domain=[True, False], range=[theme.BLUE, theme.SKY]),
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
