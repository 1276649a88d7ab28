"""The analyses, numbers and tables of the appendix on the terms."""

from functools import cached_property
from typing import Any

import pandas as pd

from transit.article import labels
from transit.charts import leading, pairs, plane, terms, vocabulary
from transit.display.figure import Figure
from transit.display.tables import Table, show_table
from transit.report.chapter import Chapter
from transit.report.explorer import Explorer, explorer
from transit.terms import of_article as words
from transit.terms.correspondence import Plane
from transit.terms.growth import fit_heaps, fit_zipf
from transit.terms.network import Network
from transit.wording import capital, counted, listed, number, word

LEVEL = 0.05
DRAWS = 42
"""Words drawn for HD-D."""


class Page(Chapter):
    """The appendix on the terms."""

    @cached_property
    def frequencies(self) -> pd.DataFrame:
        """All controlled terms by frequency."""
        return words.top_terms(self.article, len(self.article.terms))

    @cached_property
    def dispersion(self) -> pd.DataFrame:
        """How evenly terms are spread over the paragraphs, the most frequent first."""
        return words.dispersion_table(self.article)

    @cached_property
    def body(self) -> pd.DataFrame:
        """The sections without the abstract."""
        return self.article.sections[self.article.sections["section"] != "abstract"]

    @cached_property
    def moves(self) -> pd.DataFrame:
        """How terms rise and fall between the halves of the body."""
        return words.rises_and_falls(
            self.article,
            len(self.article.terms),
        )

    @property
    def steepest(self) -> pd.DataFrame:
        """The four steepest rises and the four steepest falls."""
        return pd.concat([self.moves.head(4), self.moves.tail(4)])

    @cached_property
    def plane(self) -> Plane:
        """Sections and terms in one plane."""
        return words.plane(self.article)

    @cached_property
    def network(self) -> Network:
        """Institutions, persons and groups that share sentences."""
        return words.network(self.article)

    @cached_property
    def english(self) -> pd.DataFrame:
        """Words of the article against general English, with how many times as often."""
        frame = words.english_keyness(self.article)
        return frame.assign(times=2 ** frame["log_ratio"])

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Every word by rank and frequency."""
        return words.rank_frequency_table(self.article)

    @cached_property
    def laws(self) -> pd.DataFrame:
        """Zipf's law and Mandelbrot's form of it, fitted to the words."""
        return fit_zipf(words.counts(self.article, "token"))

    @cached_property
    def growth(self) -> pd.DataFrame:
        """Different words met, paragraph by paragraph."""
        return words.growth(self.article)

    @cached_property
    def diversity(self) -> pd.DataFrame:
        """Lexical diversity of the sections."""
        return words.diversity_by_section(self.article, draws=DRAWS)

    @cached_property
    def stance(self) -> pd.DataFrame:
        """Markers of stance in the sections."""
        return words.stance_by_section(self.article)

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        return {
            **self._of_the_list(),
            **self.order_numbers(),
            **self._of_dispersion(),
            **self._of_moves(),
            **self._of_the_plane(),
            **self._of_the_network(),
            **self._of_english(),
            **self._of_ranks(),
            **self._of_growth(),
            **self._of_diversity(),
            **self._of_stance(),
        }

    def _of_the_list(self) -> dict[str, object]:
        article, every = self.article, self.frequencies
        council = every.set_index("term").loc["security-council"]
        tokens = article.sections["tokens"].sum()
        return {
            "tokens": tokens,
            "paragraphs": len(article.paragraphs),
            "listed": len(article.terms),
            "occurrences": every["count"].sum(),
            "share": number(1000 * every["count"].sum() / tokens),
            "median": number(every["count"].median(), None),
            "single": (every["count"] == 1).sum(),
            "council": council["count"],
            "council_rate": council["rate"],
            "council_low": council["low"],
            "council_high": council["high"],
            "council_where": council["range"],
        }

    def _of_dispersion(self) -> dict[str, object]:
        spread = self.dispersion
        uneven = spread[spread["p_adjusted"] <= LEVEL]
        steady = spread[spread["count"] >= 20]
        return {
            "dispersed": len(spread),
            "uneven": f"{word(len(uneven))} {'is' if len(uneven) == 1 else 'are'}",
            "uneven_names": listed(
                f"{label} ({count} occurrences in {where} paragraphs)"
                for label, count, where in _rows(uneven, "label", "count", "range")
            ),
            "steady": listed(
                f"{label} ({where} paragraphs)" for label, where in _rows(steady, "label", "range")
            ),
        }

    def _of_moves(self) -> dict[str, object]:
        moves = self.moves
        closest = moves.sort_values("p_adjusted").head(3)
        varied = moves[moves["p_sections_adjusted"] <= LEVEL]
        halves = _rows(closest, "label", "first_half", "second_half")
        return {
            "moves": len(moves),
            "moved": word(int((moves["p_adjusted"] <= LEVEL).sum())),
            "least_p": number(moves["p_adjusted"].min(), 2),
            "closest": listed(
                f"{label} ({number(first, 1)} per thousand words in the first half, "
                f"{number(second, 1)} in the second)"
                for label, first, second in halves
            ),
            "varied": listed(varied["label"]) or "none",
            "varied_turns": listed(varied["turns"].map(word)) or "none",
            "late": listed(moves.loc[moves["first_half"] == 0, "label"]),
            "early": listed(moves.loc[moves["second_half"] == 0, "label"]),
        }

    def _of_the_plane(self) -> dict[str, object]:
        points, axes = self.plane.points, self.plane.axes
        sections = points[points["of"] == "group"].set_index("label")["quality"]
        return {
            "plane_first": number(100 * axes["share"].iloc[0]),
            "plane_second": number(100 * axes["share"].iloc[1]),
            "plane_p": number(axes["p"].head(2).max() + 0.005, 2),
            "plane_poor": listed(sections[sections < 0.5].index),
        }

    def _of_the_network(self) -> dict[str, object]:
        nodes, edges = self.network.nodes, self.network.edges
        bound = edges[edges["p_adjusted"] <= LEVEL]
        hubs = nodes.nlargest(3, "degree")
        ends = edges.set_index(["source", "target"])
        pair = ends.loc[("nazarbayev", "president")]
        poles = ends.loc[("security-council", "tokayev")]
        return {
            "sentences": self.article.sections["sentences"].sum(),
            "actors": len(nodes),
            "links": len(edges),
            "once": (edges["n11"] == 1).sum(),
            "hubs": listed(
                f"{label} ({degree} links)" for label, degree in _rows(hubs, "label", "degree")
            ),
            "bound": listed(
                f"{source} with {target} ({n} sentences, {expected:.2g} expected)"
                for source, target, n, expected in _rows(
                    bound, "source_label", "target_label", "n11", "expected"
                )
            ),
            "pair": pair["n11"],
            "pair_expected": pair["expected"],
            "poles": counted(poles["n11"], "sentence"),
            "poles_expected": poles["expected"],
        }

    def _of_english(self) -> dict[str, object]:
        english = self.english
        small = english.set_index("token")
        return {
            "compared": len(english),
            "the": small.at["the", "target"],
            "the_expected": number(small.at["the", "expected"]),
            "of": small.at["of", "target"],
            "of_expected": number(small.at["of", "expected"]),
            "is_": small.at["is", "target"],
            "is_expected": number(small.at["is", "expected"]),
            "unlisted": listed(english.loc[~english["listed"], "token"]),
        }

    def _of_ranks(self) -> dict[str, object]:
        law = self.laws.set_index("model")
        first = self.ranks.iloc[0]
        return {
            "zipf": number(law.at["zipf", "exponent"], 2),
            "mandelbrot": number(law.at["zipf-mandelbrot", "exponent"], 2),
            "shift": number(law.at["zipf-mandelbrot", "shift"], 2),
            "first": first["token"],
            "first_count": int(first["count"]),
            "first_zipf": number(first["zipf"]),
            "aic": number(law.at["zipf", "aic"] - law.at["zipf-mandelbrot", "aic"], 1),
        }

    def _of_growth(self) -> dict[str, object]:
        curve = self.growth
        end = curve.iloc[-1]
        straight = fit_heaps(curve).iloc[0]
        squares = fit_heaps(curve, method="least-squares").iloc[0]
        orders = words.heaps_orders(self.article).iloc[0]
        model = words.rare_events(self.article).set_index("model").loc["fzm"]
        gap = (curve["types"] - curve["expected"]).iloc[:-1]
        widest = gap.abs().idxmax()
        return {
            "types": end["types"],
            "hapaxes": end["hapaxes"],
            "hapax_share": number(100 * end["hapaxes"] / end["types"]),
            "beta": number(straight["beta"], 2),
            "k": straight["k"],
            "beta_squares": number(squares["beta"], 2),
            "beta_low": number(orders["beta_low"], 2),
            "beta_high": number(orders["beta_high"], 2),
            "model_p": number(model["p"], 2),
            "model_types": number(round(model["vocabulary"], -2)),
            "fresh": number(100 * end["hapaxes"] / end["tokens"]),
            "apart": number(abs(gap[widest])),
            "apart_side": "fewer" if gap[widest] < 0 else "more",
            "apart_at": int(curve["tokens"][widest]),
        }

    def _of_diversity(self) -> dict[str, object]:
        own = self.diversity.set_index("heading").drop(index="Abstract")
        ratio, expected = own["ttr"], own["expected"]
        lowest = expected.nsmallest(2)
        return {
            "sample": int(self.diversity["sample"].iloc[0]),
            "draws": DRAWS,
            "ttr_top": ratio.idxmax(),
            "ttr_top_words": own.at[ratio.idxmax(), "tokens"],
            "fair_top": expected.idxmax(),
            "fair_top_value": expected.max(),
            "fair_low": lowest.index[0],
            "fair_low_value": lowest.iloc[0],
            "next_low": lowest.index[1],
            "next_low_value": lowest.iloc[1],
        }

    def _of_stance(self) -> dict[str, object]:
        mark = self.stance.set_index(["section", "category"])
        first, last = mark.loc[("introduction", "modal")], mark.loc[("clarity", "modal")]
        trend = mark.loc[("new-trend", "booster")]
        late = ["new-trend", "clarity"]
        sections = self.article.sections.set_index("section")
        modals = mark.loc[[(name, "modal") for name in late], "count"].sum()
        sure = words.certainty_by_section(self.article, voice="article")
        sure = sure[sure["section"] == "all"].set_index("class")
        return {
            "modal_first": counted(first["count"], "modal"),
            "modal_first_words": first["size"],
            "marks": self.stance["p"].notna().sum(),
            "marks_least": number(self.stance["p_adjusted"].min(), 2),
            "modal_first_high": first["high"],
            "modal_last": last["count"],
            "modal_last_words": last["size"],
            "modal_last_low": last["low"],
            "modal_each": number(sections.loc[late, "sentences"].sum() / modals),
            "booster_first": mark.at[("introduction", "booster"), "rate"],
            "booster_trend": trend["rate"],
            "booster_trend_count": trend["count"],
            "futures": word(int(sure["future"].iloc[0])),
            "futures_hedged": word(int(sure.at["hedged", "sentences"])),
            "futures_plain": word(int(sure.at["plain", "sentences"])),
        }

    def kind_table(self) -> Table:
        """Return the list by kind of term."""
        groups = self.frequencies.groupby("kind")["count"]
        kinds = groups.agg(["size", "sum"]).sort_values("sum", ascending=False)
        kinds["most"] = self.frequencies.drop_duplicates("kind").set_index("kind")["label"]
        return show_table(
            kinds.reset_index(),
            columns={
                "kind": "Kind",
                "size": "Terms",
                "sum": "Occurrences",
                "most": "Most frequent",
            },
            caption="The list by kind of term",
        )

    def explorer(self, *start: str) -> Explorer:
        """Return the explorer of all terms, with some chosen at first."""
        count = len(self.article.terms)
        return explorer(
            self.article,
            start=start,
            caption=f"The {count} terms of the controlled list and how often they occur",
        )

    def dispersion_chart(self, n: int = 9) -> Figure:
        """Show where the most frequent terms stand."""
        article = self.article
        return terms.dispersion(
            article.term_counts,
            article.paragraphs,
            article.sections,
            terms=list(self.dispersion["term"][:n]),
            labels=self.term_labels,
        )

    def dispersion_table(self, n: int = 8) -> Table:
        """Return the terms most uneven for their frequency."""
        return show_table(
            self.dispersion.sort_values(["p_adjusted", "p"]).head(n),
            columns={
                "label": "Term",
                "count": "Occurrences",
                "range": "Paragraphs",
                "dp_norm": "DPnorm",
                "dp": "DP",
                "dp_chance": "DP by chance",
                "chance_high": "rarely above",
                "p_adjusted": "Adjusted p",
            },
            formats={"p_adjusted": lambda p: number(p, 3)},
            caption=(
                "The terms most uneven for their frequency; chance stays below the bound in "
                "97.5 per cent of random placements"
            ),
        )

    def sections_chart(self, n: int = 16) -> Figure:
        """Draw how often the leading terms occur in every section of the body."""
        rates = words.leading_terms(self.article, n)
        return leading.leading(rates[rates["section"].isin(self.body["section"])], self.body)

    def moves_table(self) -> Table:
        """Return the steepest rises and falls with their tests."""
        return show_table(
            self.steepest,
            columns={
                "label": "Term",
                "count": "Occurrences",
                "first_half": "First half",
                "second_half": "Second half",
                "log_ratio": "Log Ratio",
                "p": "p",
                "p_adjusted": "Adjusted p",
            },
            formats={
                **dict.fromkeys(("p", "p_adjusted"), lambda p: number(p, 3)),
                **dict.fromkeys(("first_half", "second_half"), lambda rate: number(rate, 1)),
            },
            caption=(
                "The four steepest rises and falls, without the abstract: occurrences per "
                "thousand words in each half, and p-values of exchanging paragraphs"
            ),
        )

    def plane_chart(self) -> Figure:
        """Draw sections and terms in one plane."""
        return plane.plane(self.plane.points, self.plane.axes)

    def pairs_chart(self) -> Figure:
        """Draw in how many sentences actors and institutions are named together."""
        return pairs.pairs(self.network.edges, also=[("security-council", "tokayev")])

    def pair_table(self) -> Table:
        """Return the closest pairs of each section."""
        return show_table(
            words.pairs_by_section(self.article),
            columns={
                "heading": "Section",
                "source_label": "Term",
                "target_label": "Term beside it",
                "n11": "Sentences shared",
                "expected": "Expected",
                "npmi": "NPMI",
            },
            caption="The closest pairs of actors and institutions in each section",
        )

    def more_than_english_table(self, n: int = 20) -> Table:
        """Return the words that the article uses most beyond general English."""
        above = self.english[self.english["least"] > 0]
        caption = "Words that the article uses most beyond general English"
        return _english_table(above.head(n), caption)

    def less_than_english_table(self, n: int = 10) -> Table:
        """Return the words that the article uses least."""
        below = self.english[self.english["least"] < 0].sort_values("least")
        return _english_table(below.head(n), "Words that it uses least")

    def growth_chart(self) -> Figure:
        """Draw the growth of the vocabulary with Heaps' law."""
        return vocabulary.growth(self.growth, fit_heaps(self.growth))

    def diversity_table(self) -> Table:
        """Return the lexical diversity of the sections."""
        sample = self.diversity["sample"].iloc[0]
        return show_table(
            self.diversity,
            columns={
                "heading": "Section",
                "tokens": "Words",
                "types": "Different words",
                "ttr": "TTR",
                "expected": f"Different in {sample} words",
                "hdd": "HD-D",
                "yule_k": "Yule's K",
            },
            formats={"expected": lambda n: number(n, 1), "yule_k": number},
            caption="Lexical diversity of the sections",
        )

    def stance_table(self) -> Table:
        """Return the counts of markers of stance in the sections."""
        called = labels("markers", "category")
        shown = ("booster", "hedge", "modal", "future", "attribution")
        counts = self.stance.pivot(
            index=["order", "heading", "size"], columns="category", values="count"
        )
        return show_table(
            counts.reset_index(),
            columns={
                "heading": "Section",
                "size": "Words",
                **{category: capital(called[category]) for category in shown},
            },
            caption="Markers of stance in the sections, counts",
        )


def _times(ratio: float) -> str:
    return number(ratio, 2 if ratio < 10 else 0)


def _english_table(frame: pd.DataFrame, caption: str) -> Table:
    return show_table(
        frame,
        columns={
            "token": "Word",
            "target": "In the article",
            "expected": "Expected",
            "times": "Times as often",
            "least": "At least",
        },
        formats={
            "expected": lambda n: number(n, 1),
            "times": _times,
            "least": lambda doublings: _times(2**doublings),
        },
        caption=caption,
    )


def _rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))
