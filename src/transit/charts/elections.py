"""Elections: due against held, winners and turnout, seats, candidates."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need, numeric
from transit.charts.layout import decimal_year, text_width, written
from transit.charts.theme import BLOCS, finish
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, word

SOURCE = (
    "Election tables of this report (election commission, IPU Parline, Nohlen, Grotz and "
    "Hartmann 2001; each row names its own source)"
)
BLOC_NAMES = {
    "regime": "Communist Party",
    "pro-presidential": "pro-presidential",
    "loyal": "loyal parties",
    "reserved": "Assembly of the People",
    "appointed": "president's list",
    "mixed": "others and mixed",
    "independent": "independents",
    "opposition": "opposition",
}


def due_and_held(
    presidential: pd.DataFrame, parliamentary: pd.DataFrame, *, source: str = SOURCE
) -> alt.VConcatChart:
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
    altair.VConcatChart
        Its table has columns election, office, held, due, early, irregular, months_early.
    """
    columns = ("election", "held", "due", "early", "months_early")
    need(presidential, columns, "presidential elections")
    need(parliamentary, (*columns, "irregular"), "parliamentary elections")
    frames = []
    for office, frame in (("president", presidential), ("parliament", parliamentary)):
        part = pd.DataFrame({key: frame[key] for key in ("election", "held", "due")})
        part["office"] = office
        part["early"] = frame["early"].fillna(False).astype(bool)
        part["irregular"] = (
            frame["irregular"].fillna(False).astype(bool) if "irregular" in frame else False
        )
        part["months_early"] = numeric(frame["months_early"])
        frames.append(part)
    table = pd.concat(frames, ignore_index=True)
    table["when"] = [decimal_year(date) for date in table["held"]]
    held = table[table["when"].notna()].sort_values("when", kind="stable")
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
    reach = dated["months_early"].max()
    low = -(np.ceil(reach / 6) * 6 + 8)
    plots = []
    for office, title in (("president", "President"), ("parliament", "Parliament")):
        own = dated[dated["office"] == office].reset_index(drop=True)
        own["row"] = own.index
        plots.append(_due_panel(own, title, low, axis=office == "parliament"))
    chart = alt.vconcat(*plots, spacing=16)
    columns = ["election", "office", "held", "due", "early", "irregular", "months_early"]
    return finish(chart, finding=_due_finding(held, dated), source=source, table=held[columns])


def _due_panel(own: pd.DataFrame, title: str, low: float, *, axis: bool) -> alt.LayerChart:
    plot, high = theme.WIDTH - 112 - 96, 27
    x_scale = alt.Scale(domain=[low, 1.5], nice=False)
    x = alt.X(
        "x:Q",
        scale=x_scale,
        axis=alt.Axis(
            values=[value for value in range(-60, 1, 12) if value >= low],
            title="months before the date due" if axis else None,
            labels=axis,
            ticks=axis,
            domain=False,
            grid=True,
            labelExpr="datum.value == 0 ? 'due' : -datum.value",
        ),
    )
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[-0.5, len(own) - 0.5], nice=False, reverse=True),
        axis=None,
    )
    tooltip = [
        alt.Tooltip("label:N", title="Held"),
        alt.Tooltip("wanted:N", title="Due"),
        alt.Tooltip("text:N", title="Early by"),
    ]
    everything = alt.Chart(drawn(own))
    early = alt.Chart(drawn(own[own["months_early"] != 0]))
    regular = alt.Chart(drawn(own[(own["months_early"] != 0) & ~own["irregular"]]))
    cut = alt.Chart(drawn(own[(own["months_early"] != 0) & own["irregular"]]))
    punctual = alt.Chart(drawn(own[own["months_early"] == 0]))
    due = alt.X(datum=0, scale=x_scale)
    hollow = {"filled": True, "fill": theme.PAPER, "opacity": 1}
    chart = alt.layer(
        early.mark_rule(strokeWidth=3, color=theme.ORANGE).encode(x=x, x2=alt.X2Datum(0), y=y),
        early.mark_point(size=80, stroke=theme.SOFT, strokeWidth=1.5, **hollow).encode(x=due, y=y),
        punctual.mark_point(size=120, color=theme.BLUE, opacity=1).encode(
            x=x, y=y, tooltip=tooltip
        ),
        cut.mark_point(size=120, stroke=theme.ORANGE, strokeWidth=2.5, **hollow).encode(
            x=x, y=y, tooltip=tooltip
        ),
        regular.mark_point(size=130, color=theme.ORANGE, opacity=1).encode(
            x=x, y=y, tooltip=tooltip
        ),
        early.mark_text(align="right", dx=-11, baseline="middle", fontWeight="bold").encode(
            x=x, y=y, text="text:N"
        ),
        everything.mark_text(align="right", baseline="middle", x=-8).encode(y=y, text="label:N"),
        everything.mark_text(align="left", baseline="middle", x=plot + 8, color=theme.SOFT).encode(
            y=y, text="wanted:N"
        ),
    )
    return chart.properties(
        width=plot, height=high * len(own), title=alt.Title(title, frame="bounds")
    )


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
            years = listed(str(int(when)) for when in cut["when"])
            text += f" (counting {years}, when the chamber before it had been cut short)"
        undated = own[~own["election"].isin(known["election"])]
        if not undated.empty:
            years = listed(str(int(when)) for when in undated["when"])
            text += f"; for {years} no date had been due"
        sentences.append(text)
    return capital("; ".join(sentences)) + "."


def winners(presidential: pd.DataFrame, *, source: str = SOURCE) -> alt.LayerChart:
    """Draw the winner's share and the turnout of every presidential election.

    Parameters
    ----------
    presidential : DataFrame
        Columns election, held, vote, winner, winner_share, share_base, turnout (per cent).
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns election, held, vote, winner, winner_share, share_base, turnout.
    """
    columns = ["election", "held", "vote", "winner", "winner_share", "share_base", "turnout"]
    need(presidential, columns, "presidential elections")
    own = presidential[columns].copy()
    own["winner_share"], own["turnout"] = numeric(own["winner_share"]), numeric(own["turnout"])
    own["when"] = [decimal_year(date) for date in own["held"]]
    own = own[own["when"].notna()].sort_values("when", kind="stable").reset_index(drop=True)
    own["row"] = own.index
    own["year"] = [str(int(when)) for when in own["when"]]
    own["who"] = [
        str(name).split()[-1] + (" (by deputies)" if vote == "indirect" else "")
        for name, vote in zip(own["winner"], own["vote"], strict=True)
    ]
    for key in ("winner_share", "turnout"):
        other = "turnout" if key == "winner_share" else "winner_share"
        own[f"{key}_text"] = [number(value, 1) for value in own[key]]
        own[f"{key}_right"] = own[key] >= own[other]
    left, plot = 214, theme.WIDTH - 222
    lowest = min(own["winner_share"].min(), own["turnout"].min())
    start = max(0, int((lowest - 6) // 10 * 10))
    x_scale = alt.Scale(domain=[start, 104], nice=False)
    x = alt.X(
        "winner_share:Q",
        scale=x_scale,
        axis=alt.Axis(
            values=list(range(start, 101, 10)),
            title=f"per cent (the axis begins at {start})" if start else "per cent",
            grid=True,
            domain=False,
            ticks=False,
        ),
    )
    y_scale = alt.Scale(domain=[-1.2, len(own) - 0.5], nice=False, reverse=True)
    y = alt.Y("row:Q", scale=y_scale, axis=None)
    tooltip = [
        alt.Tooltip("held:N", title="Held"),
        alt.Tooltip("winner:N", title="Winner"),
        alt.Tooltip("winner_share:Q", title="Share, per cent", format=".2f"),
        alt.Tooltip("share_base:N", title="Share of"),
        alt.Tooltip("turnout:Q", title="Turnout, per cent", format=".2f"),
    ]
    base = alt.Chart(drawn(own))
    layers = [
        base.mark_rule(color=theme.RULE, strokeWidth=2).encode(x=x, x2="turnout:Q", y=y),
        base.mark_point(
            size=110, filled=True, fill=theme.PAPER, stroke=theme.SOFT, strokeWidth=2, opacity=1
        ).encode(x=alt.X("turnout:Q", scale=x_scale), y=y, tooltip=tooltip),
        base.mark_point(size=130, color=theme.BLUE, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        base.mark_text(align="left", baseline="middle", x=-left, fontWeight="bold").encode(
            y=y, text="year:N"
        ),
        base.mark_text(align="left", baseline="middle", x=-left + 44).encode(y=y, text="who:N"),
    ]
    for key, colour, weight in (
        ("winner_share", theme.BLUE, "bold"),
        ("turnout", theme.SOFT, "normal"),
    ):
        for right in (True, False):
            part = own[own[f"{key}_right"] == right]
            if not part.empty:
                layers.append(
                    alt.Chart(drawn(part))
                    .mark_text(
                        align="left" if right else "right",
                        dx=10 if right else -10,
                        baseline="middle",
                        color=colour,
                        fontWeight=weight,
                    )
                    .encode(x=alt.X(f"{key}:Q", scale=x_scale), y=y, text=f"{key}_text:N")
                )
    key = pd.DataFrame({"x": [0, 0], "row": [-0.85, -0.85], "text": ["winner's share", "turnout"]})
    for place, (offset, style) in enumerate(
        (
            (8, {"color": theme.BLUE, "opacity": 1}),
            (150, {"filled": True, "fill": theme.PAPER, "stroke": theme.SOFT, "opacity": 1}),
        )
    ):
        one = alt.Chart(key.iloc[[place]])
        colour = theme.BLUE if place == 0 else theme.SOFT
        layers.append(one.mark_point(size=110, x=offset, strokeWidth=2, **style).encode(y=y))
        layers.append(
            one.mark_text(align="left", baseline="middle", x=offset + 11, color=colour).encode(
                y=y, text="text:N"
            )
        )
    chart = alt.layer(*layers).properties(width=plot, height=30 * (len(own) + 0.7))
    popular = own[own["vote"] == "popular"]
    lowest = popular.loc[popular["winner_share"].idxmin()]
    highest = popular.loc[popular["winner_share"].idxmax()]
    finding = (
        f"Winners of {counted(len(popular), 'popular presidential election')} took between "
        f"{number(lowest['winner_share'], 1)} ({lowest['winner']}, {lowest['year']}) and "
        f"{number(highest['winner_share'], 1)} per cent ({highest['winner']}, {highest['year']}); "
        f"turnout ran from {number(popular['turnout'].min(), 1)} to "
        f"{number(popular['turnout'].max(), 1)} per cent."
    )
    return finish(chart, finding=finding, source=source, table=own[columns])


def seats(
    parliamentary: pd.DataFrame, seats: pd.DataFrame, *, source: str = SOURCE
) -> alt.LayerChart:
    """Draw the seats of every elected chamber by bloc, each chamber as a bar of full length.

    Seats that are appointed or reserved are shown as blocs of their own. The blocs are this
    report's reading of the parties, one column of the table.

    Parameters
    ----------
    parliamentary : DataFrame
        Columns election, chamber, held, seats.
    seats : DataFrame
        Columns election, bloc, seats, one row per party; rows without seats are ignored.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns election, chamber, held, bloc, seats, total and share (per cent).

    Raises
    ------
    TransitError
        If the seats of an election do not add up to the chamber's, or a bloc is unknown.
    """
    need(parliamentary, ("election", "chamber", "held", "seats"), "parliamentary elections")
    need(seats, ("election", "bloc", "seats"), "seats")
    counts = seats.assign(seats=numeric(seats["seats"]), bloc=seats["bloc"].astype(str))
    counts = counts.groupby(["election", "bloc"], observed=True)["seats"].sum()
    counts = counts[counts > 0].reset_index()
    unknown = sorted(set(counts["bloc"]) - set(BLOCS))
    if unknown:
        raise TransitError(
            f"seats: bloc {', '.join(unknown)} has no place; {', '.join(BLOCS)} have"
        )
    chambers = parliamentary[["election", "chamber", "held", "seats"]].rename(
        columns={"seats": "total"}
    )
    chambers = chambers.assign(
        total=numeric(chambers["total"]), when=[decimal_year(d) for d in chambers["held"]]
    )
    chambers = chambers[chambers["when"].notna()].sort_values("when", kind="stable")
    chambers["row"] = range(len(chambers))
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
    left, plot = 62, theme.WIDTH - 62 - 52
    table["name"] = table["bloc"].map(BLOC_NAMES)
    table["text"] = [number(value) for value in table["seats"]]
    table["fits"] = [
        text_width(text, theme.BASE) + 5 < share / 100 * plot
        for text, share in zip(table["text"], table["share"], strict=True)
    ]
    dark = table["bloc"].isin(["regime", "pro-presidential", "opposition", "appointed"])
    x_scale = alt.Scale(domain=[0, 100], nice=False)
    rows = len(chambers)
    y = alt.Y(
        "row:Q", scale=alt.Scale(domain=[-0.6, rows - 0.4], nice=False, reverse=True), axis=None
    )
    colour = alt.Color(
        "bloc:N",
        scale=alt.Scale(domain=list(BLOCS), range=list(BLOCS.values())),
        legend=None,
    )
    high = 32
    bars = alt.Chart(drawn(table))
    chambers["year"] = [str(int(when)) for when in chambers["when"]]
    chambers["of"] = [f"of {number(total)}" for total in chambers["total"]]
    names = alt.Chart(drawn(chambers))
    layers = [
        bars.mark_bar(size=22, stroke=theme.PAPER, strokeWidth=1).encode(
            x=alt.X("start:Q", scale=x_scale, axis=None),
            x2="end:Q",
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("held:N", title="Held"),
                alt.Tooltip("chamber:N", title="Chamber"),
                alt.Tooltip("name:N", title="Bloc"),
                alt.Tooltip("seats:Q", title="Seats"),
                alt.Tooltip("share:Q", title="Share of all seats, per cent", format=".1f"),
            ],
        )
    ]
    for light, part in ((True, table[dark & table["fits"]]), (False, table[~dark & table["fits"]])):
        if not part.empty:
            layers.append(
                alt.Chart(drawn(part))
                .mark_text(baseline="middle", color=theme.PAPER if light else theme.INK)
                .encode(x=alt.X("middle:Q", scale=x_scale), y=y, text="text:N")
            )
    layers += [
        names.mark_text(align="left", baseline="middle", x=-left + 8, fontWeight="bold").encode(
            y=y, text="year:N"
        ),
        names.mark_text(align="left", baseline="middle", x=plot + 8, color=theme.SOFT).encode(
            y=y, text="of:N"
        ),
    ]
    body = alt.layer(*layers).properties(width=plot, height=high * rows)
    used = [bloc for bloc in BLOCS if bloc in set(table["bloc"])]
    chart = alt.vconcat(_key(used, plot), body, spacing=2)
    columns = ["election", "chamber", "held", "bloc", "seats", "total", "share"]
    return finish(chart, finding=_seats_finding(table), source=source, table=table[columns])


def _key(blocs: Sequence[str], width: float) -> alt.LayerChart:
    """Return a row of named colour samples, broken where the width ends."""
    items, x, row = [], 0.0, 0
    for bloc in blocs:
        room = text_width(BLOC_NAMES[bloc], theme.BASE) + 34
        if x and x + room > width:
            x, row = 0.0, row + 1
        items.append({"bloc": bloc, "text": BLOC_NAMES[bloc], "x": x, "row": row})
        x += room
    base = alt.Chart(pd.DataFrame(items))
    place = {
        "x": alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None),
        "y": alt.Y(
            "row:Q", scale=alt.Scale(domain=[-0.5, row + 0.5], nice=False, reverse=True), axis=None
        ),
    }
    return alt.layer(
        base.mark_square(size=170, opacity=1, xOffset=8).encode(
            **place,
            color=alt.Color(
                "bloc:N",
                scale=alt.Scale(domain=list(BLOCS), range=list(BLOCS.values())),
                legend=None,
            ),
        ),
        base.mark_text(align="left", baseline="middle", dx=20).encode(**place, text="text:N"),
    ).properties(width=width, height=22 * (row + 1))


def _seats_finding(table: pd.DataFrame) -> str:
    share = table.pivot_table(index="row", columns="bloc", values="share", fill_value=0)
    years = table.drop_duplicates("row").set_index("row")["when"].astype(int)
    ruling = share.get("pro-presidential", pd.Series(0.0, index=share.index))
    against = share.get("opposition", pd.Series(0.0, index=share.index))
    top = ruling.idxmax()
    text = (
        f"Pro-presidential parties held at most {number(ruling[top], 1)} per cent of the seats "
        f"({years[top]}) and {number(ruling.iloc[-1], 1)} per cent after the vote of "
        f"{years.iloc[-1]}; the opposition's largest share was {number(against.max(), 1)} per cent "
        f"({years[against.idxmax()]})"
    )
    without = [str(years[row]) for row in share.index if against[row] == 0]
    if without:
        text += f", and the chambers of {listed(without)} had no opposition deputy"
    return text + "."


def candidates(
    candidates: pd.DataFrame,
    presidential: pd.DataFrame,
    *,
    focus: str = "P2019",
    source: str = SOURCE,
) -> alt.LayerChart:
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
    altair.LayerChart
        Its table has columns election, held, candidate, share, rank.

    Raises
    ------
    TransitError
        If the election in focus has no candidates.
    """
    need(candidates, ("election", "candidate", "share", "rank"), "candidates")
    need(presidential, ("election", "held"), "presidential elections")
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
    people = own[own["rank"].notna()]
    first = people[people["rank"] == 1].copy()
    second = people[people["rank"] == 2].copy()
    first["text"] = [
        f"{n} {number(s, 1)}" for n, s in zip(first["name"], first["share"], strict=True)
    ]
    nobody = own[own["rank"].isna()]
    rest = pd.concat([second, nobody]).sort_values(["row", "rank"])
    rest["part"] = [
        f"{name if rank == 2 else label[:1].lower() + label[1:]} {number(share, 1)}"
        for name, label, share, rank in zip(
            rest["name"], rest["candidate"], rest["share"], rest["rank"], strict=True
        )
    ]
    second = rest.groupby("row", sort=False).agg(
        share=("share", "max"), text=("part", ", ".join), strong=("strong", "first")
    )
    second = second.reset_index()
    left, plot = 48, theme.WIDTH - 56
    x = alt.X(
        "share:Q",
        scale=alt.Scale(domain=[0, 101], nice=False),
        axis=alt.Axis(
            values=[0, 25, 50, 75, 100],
            title="per cent of the vote",
            grid=True,
            domain=False,
            ticks=False,
        ),
    )
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[-0.6, len(order) - 0.4], nice=False, reverse=True),
        axis=None,
    )
    tooltip = [
        alt.Tooltip("held:N", title="Held"),
        alt.Tooltip("candidate:N", title="Candidate"),
        alt.Tooltip("share:Q", title="Share, per cent", format=".2f"),
    ]
    colour = alt.Color(
        "strong:N",
        scale=alt.Scale(domain=[True, False], range=[theme.BLUE, theme.SKY]),
        legend=None,
    )
    layers = [
        alt.Chart(drawn(people))
        .mark_point(size=110, opacity=1, stroke=theme.PAPER, strokeWidth=1)
        .encode(x=x, y=y, color=colour, tooltip=tooltip)
    ]
    if not nobody.empty:
        layers.append(
            alt.Chart(drawn(nobody))
            .mark_point(size=80, filled=True, fill=theme.PAPER, stroke=theme.QUIET, opacity=1)
            .encode(x=x, y=y, tooltip=tooltip)
        )
    for part, align, dx in ((first, "right", -10), (second, "left", 10)):
        for strong in (True, False):
            some = part[part["strong"] == strong]
            if not some.empty:
                layers.append(
                    alt.Chart(drawn(some))
                    .mark_text(
                        align=align,
                        dx=dx,
                        baseline="middle",
                        fontWeight="bold" if strong else "normal",
                        color=theme.INK if strong else theme.SOFT,
                    )
                    .encode(x=x, y=y, text="text:N")
                )
    years = own.drop_duplicates("row")
    layers.append(
        alt.Chart(drawn(years))
        .mark_text(align="left", baseline="middle", x=-left + 4, fontWeight="bold")
        .encode(y=y, text="year:N")
    )
    chart = alt.layer(*layers).properties(width=plot, height=34 * len(order))
    here = people[people["election"] == focus].sort_values("share", ascending=False)
    others = first[first["election"] != focus]
    runners = people[(people["rank"] == 2) & (people["election"] != focus)]
    best = here.iloc[0]
    rank = int((others["share"] < best["share"]).sum())
    finding = (
        f"{best['candidate']} won {number(best['share'], 1)} per cent in {best['year']} against "
        f"{counted(len(here) - 1, 'other candidate')}, "
        + (
            "the lowest share of any winner shown"
            if rank == 0
            else f"more than {counted(rank, 'other winner')} shown"
        )
        + (
            f"; the runner-up, {here.iloc[1]['candidate']}, had {number(here.iloc[1]['share'], 1)}"
            if len(here) > 1
            else ""
        )
        + (
            f", and no runner-up of another year more than {number(runners['share'].max(), 1)}."
            if not runners.empty
            else "."
        )
    )
    return finish(
        chart,
        finding=finding,
        source=source,
        table=own[["election", "held", "candidate", "share", "rank"]],
    )
