"""The numbers and tables of the appendix on methods."""

import pandas as pd

from transit import reading
from transit.display.tables import Table, show_table
from transit.report.chapter import Chapter
from transit.report.methods import examples, record, repairs, rules, settings, software
from transit.terms import keyness, uncertainty
from transit.terms import of_article as words
from transit.wording import listed, number, word

TRIED = 50_000
"""Exchanges for a statistic that the report does not rest on."""

OFTEN = {"minimum": "occurrences that a type needs"}
DRAWN = {"draws": "exchanges of paragraphs", "seed": "seed"}
TESTED = {"tested_from": "occurrences that a type needs to be tested"}
COVER = {"confidence": "coverage of intervals"}
SETTINGS: settings.Settings = [
    ("Rates", uncertainty.rate_interval, COVER),
    (
        "Keyness of sections",
        words.keyness_by_section,
        {**OFTEN, **TESTED, "alpha": "level for a finding", **DRAWN, **COVER},
    ),
    (
        "Keyness of sections",
        keyness.keyness,
        {"exact_below": "expected count below which Fisher’s test is used"},
    ),
    ("Rises and falls", words.rises_and_falls, {**OFTEN, **DRAWN, **COVER}),
    (
        "Dispersion",
        words.dispersion_table,
        {**OFTEN, "draws": "random placements", "seed": "seed"},
    ),
    ("Against general English", words.english_keyness, OFTEN),
    ("Stance", words.stance_by_section, {**DRAWN, **COVER}),
    ("Diversity", words.diversity_by_section, {"draws": "tokens drawn for HD-D"}),
    (
        "Network",
        words.network,
        {
            "minimum": "sentences for an edge",
            "tested_from": "sentences that a term needs to be tested",
            "draws": "turns of the sentences",
            "seed": "seed",
        },
    ),
]
"""The settings worth telling: of each analysis the arguments, and what they mean."""


class Page(Chapter):
    """The appendix on methods."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        return (
            self._of_repairs()
            | self._of_counts()
            | self._of_tests()
            | self._of_other_rules()
            | self.order_numbers()
            | self._of_the_record()
        )

    def _of_repairs(self) -> dict[str, object]:
        made = self.article.repairs
        by_kind = made.groupby("kind")["count"].sum()
        broken = by_kind[by_kind.index.str.startswith("broken-word")]
        return {
            "repairs": made["count"].sum(),
            "kinds": made["kind"].nunique(),
            "spaces": by_kind["lost-space"],
            "broken": broken.sum(),
            "page_breaks": word(int(broken["broken-word-page"])),
            "pages": word(self.article.provenance["pages"]),
        }

    def _of_counts(self) -> dict[str, object]:
        article = self.article
        lengths = article.sections.set_index("heading")["tokens"]
        given = reading.load_settings(self.root / "data" / "article")
        return {
            "tokens": article.paragraphs["tokens"].sum(),
            "sentences": article.paragraphs["sentences"].sum(),
            "paragraphs": len(article.paragraphs),
            "quoted": article.paragraphs["quoted_tokens"].sum(),
            "quote_words": word(given.quotation_words),
            "terms": len(article.terms),
            "markers": len(article.markers),
            "shortest": lengths.idxmin(),
            "shortest_tokens": lengths.min(),
        }

    def _of_tests(self) -> dict[str, object]:
        tests = self.section_terms
        level = settings.default(words.keyness_by_section, "alpha")
        drawn = settings.default(words.keyness_by_section, "draws")
        return {
            "tested": tests["p"].notna().sum(),
            "plain": (tests["p"] <= level).sum(),
            "plain_share": number(100 * (tests["p"].dropna() <= level).mean(), 1),
            "found": word(int(tests["finding"].sum())),
            "level": number(level, None),
            "level_share": number(100 * level, None),
            "wobble": number((level * (1 - level) / drawn) ** 0.5, 4),
            "smallest_p": number(tests["p"].min(), 5),
            "finding": listed(tests.loc[tests["finding"], "label"]) or "none",
            "finding_p": number(tests["p_adjusted"].min(), 2),
        }

    def _of_other_rules(self) -> dict[str, object]:
        """What would be found under other rules than the one taken, and in other places."""
        wider = words.keyness_by_section(self.article, tested_from=3)
        likely = words.keyness_by_section(self.article, statistic="g2", draws=TRIED)
        ours = likely.merge(
            self.section_terms.loc[self.section_terms["finding"], ["section", "term"]]
        )
        return {
            "tested_from": word(settings.default(words.keyness_by_section, "tested_from")),
            "wide_found": listed(wider.loc[wider["finding"], "label"]) or "none",
            "wide_p": number(wider["p_adjusted"].min(), 2),
            "shifts_mean": number(self.shifted.mean(), 1),
            "likely_found": listed(likely.loc[likely["finding"], "label"]) or "none",
            "likely_p": number(likely["p_adjusted"].min(), 3),
            "likely_ours": number(ours["p_adjusted"].min(), 3),
        }

    def _of_the_record(self) -> dict[str, object]:
        values = self.evidence.indicators
        return {
            "bounded": word(values.loc[values["low"].notna(), "series"].nunique()),
            "series": len(self.evidence.series),
            "locked": len(software.locked_versions(self.root)),
            "python": software.python_versions(self.root),
        }

    def repair_table(self) -> Table:
        """Return the kinds of repair."""
        return repairs.repair_table(self.article.repairs, caption="The kinds of repair")

    def repair_pages_table(self) -> Table:
        """Return the repairs of each page."""
        return repairs.repair_pages_table(self.article.repairs, caption="Repairs by kind and page")

    def section_table(self) -> Table:
        """Return the parts that are compared and their length."""
        return show_table(
            self.article.sections,
            columns={
                "heading": "Section",
                "paragraphs": "Paragraphs",
                "sentences": "Sentences",
                "tokens": "Tokens",
                "notes": "Notes",
            },
            caption="The parts that are compared",
        )

    def term_table(self) -> Table:
        """Return how many controlled terms of each kind there are and how often they occur."""
        counts = self.article.term_counts.merge(self.article.terms[["term", "kind"]], on="term")
        kinds = counts.groupby("kind").agg(terms=("term", "nunique"), count=("count", "sum"))
        return show_table(
            kinds.sort_values("count", ascending=False).reset_index(),
            columns={"kind": "Kind", "terms": "Terms", "count": "Occurrences"},
            caption="The controlled terms by kind",
        )

    def provenance_table(self) -> Table:
        """Return from what and with what the counts were made."""
        provenance = self.article.provenance
        source, tools = provenance["source"], provenance["tools"]
        size = f"{number(source['bytes'])} bytes, {number(source['characters'])} characters"
        facts = {
            "SHA-256 of the text": source["sha256"],
            "Size": size,
            "Read with": ", ".join(f"{tool} {version}" for tool, version in tools.items()),
            "Tables with their own SHA-256": str(len(provenance["tables"])),
        }
        return show_table(
            pd.DataFrame(facts.items(), columns=["What", "Value"]),
            caption="Provenance of the counts",
        )

    def example_table(self, family: str, caption: str | None = None) -> Table:
        """Return the worked examples of a family of statistics."""
        caption = caption or f"{family.capitalize()}: published and computed"
        return examples.example_table(family, self.work_labels, caption=caption)

    def variant_table(self) -> Table:
        """Return the statistics that tools compute in several ways."""
        return examples.variant_table(caption="One name, several values")

    def settings_table(self) -> Table:
        """Return the settings of the analyses."""
        return settings.settings_table(SETTINGS, caption="Settings where a chart says nothing else")

    def version_table(self) -> Table:
        """Return the versions of the country series."""
        return record.version_table(
            self.evidence.series,
            self.evidence.indicators,
            self.work_labels,
            caption="The series by version",
        )

    def bloc_table(self) -> Table:
        """Return the parties of each bloc."""
        return record.bloc_table(
            self.evidence.seats,
            self.evidence.package.meanings("seats", "bloc"),
            caption="Every party by bloc, with the years of the votes",
        )

    def rule_table(self) -> Table:
        """Return the tests of claims."""
        return rules.rule_table(self.evidence.claims, caption="The tests of claims")

    def software_table(self) -> Table:
        """Return the packages that the report asks for."""
        return software.software_table(self.root, caption="Software")
