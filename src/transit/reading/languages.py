"""What reading knows of a language: its headings, its abbreviations, its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import simplemma

from transit.errors import TransitError

WITHOUT_LEMMAS = ("kk",)
"""Languages that are read although simplemma has no lemmas for them: words stay as they are."""


@dataclass(frozen=True)
class Language:
    """A language that reading knows more of than its lemmas.

    Attributes
    ----------
    name : str
        Its name in English.
    headings, references, notes, back : tuple of str
        Headings of sections; of the list of references; of notes at the end; of what stands
        behind an article and is not part of it.
    abbreviations : tuple of str
        Words whose full stop ends no sentence.
    words : tuple of str
        Common words by which it is recognised.
    after_number : tuple of str
        Abbreviations after a number ("1995 г."), whose full stop ends a sentence if a common
        word with a capital follows.
    ordinals : bool
        Whether a number with a full stop is an ordinal ("am 3. Oktober").
    """

    name: str
    headings: tuple[str, ...]
    references: tuple[str, ...]
    notes: tuple[str, ...]
    back: tuple[str, ...]
    abbreviations: tuple[str, ...]
    words: tuple[str, ...]
    after_number: tuple[str, ...] = ()
    ordinals: bool = False


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


LANGUAGES = {
    "en": Language(
        "English",
        _split(
            "abstract, summary, introduction, background, literature review, theory, data, "
            "data and methods, materials and methods, methods, methodology, results, findings, "
            "analysis, discussion, results and discussion, conclusion, conclusions, "
            "concluding remarks"
        ),
        _split("references, bibliography, works cited, literature cited, literature, sources"),
        _split("notes, endnotes, footnotes"),
        _split(
            "author note, author notes, acknowledgements, acknowledgments, acknowledgement, "
            "acknowledgment, funding, "
            "conflict of interest, conflicts of interest, competing interests, "
            "author contributions, authors’ contributions, author’s contributions, "
            "ethics approval, ethics approval and consent to participate, consent for publication, "
            "availability of data and materials, data availability, about the author, about the authors, "
            "additional information, additional files, disclosure statement, disclosures, "
            "declarations, list of abbreviations, abbreviations, affiliation"
        ),
        _split(
            "Mr, Mrs, Ms, Dr, Prof, St, No, Nos, Art, Arts, vs, cf, etc, e.g, i.e, al, ed, eds, "
            "vol, pp, p, Fig, Figs, Eq, ca"
        ),
        _split("the, of, and, in, to, that, is, with, for, was, which, this"),
    ),
    "de": Language(
        "German",
        _split(
            "zusammenfassung, abstract, einleitung, einführung, hintergrund, forschungsstand, "
            "stand der forschung, theorie, daten, methode, methoden, daten und methoden, "
            "ergebnisse, analyse, diskussion, schluss, fazit, ausblick, schlussfolgerung, "
            "schlussfolgerungen, schlussbetrachtung, fazit und ausblick"
        ),
        _split(
            "literatur, literaturverzeichnis, quellen, quellenverzeichnis, bibliographie, "
            "bibliografie, quellen und literatur"
        ),
        _split("anmerkungen, endnoten, fußnoten"),
        _split("danksagung, förderung, interessenkonflikt, zum autor, zur autorin, zu den autoren"),
        _split(
            "bzw, z.b, d.h, u.a, vgl, s, S, Nr, Art, Abs, Abb, Tab, Bd, Hrsg, Dr, Prof, St, ca, "
            "etc, usw, sog, ebd, Aufl, Jh, Kap, Anm, v.a, i.d.r, o.ä, u.ä, evtl, ggf, geb, gest, "
            "Jan, Feb, Aug, Sept, Okt, Nov, Dez"
        ),
        _split("der, die, und, das, nicht, ist, von, mit, den, des, auch, sich, eine"),
        ordinals=True,
    ),
    "fr": Language(
        "French",
        _split(
            "résumé, abstract, introduction, contexte, revue de la littérature, théorie, données, "
            "méthode, méthodes, méthodologie, données et méthodes, résultats, analyse, "
            "discussion, conclusion, conclusions"
        ),
        _split("références, bibliographie, références bibliographiques, sources, ouvrages cités"),
        _split("notes, notes de fin"),
        _split("remerciements, financement, conflit d’intérêts, conflits d’intérêts"),
        _split("M, MM, Mme, Dr, Pr, St, Ste, art, p, pp, cf, éd, éds, vol, n, av, apr, env, etc"),
        _split("le, la, les, des, et, que, est, dans, une, pour, qui, sur, pas"),
    ),
    "ru": Language(
        "Russian",
        _split(
            "аннотация, резюме, введение, обзор литературы, теория, данные, методы, методология, "
            "материалы и методы, результаты, анализ, обсуждение, заключение, выводы, вывод"
        ),
        _split(
            "литература, список литературы, библиография, источники, библиографический список, "
            "источники и литература"
        ),
        _split("примечания, сноски, комментарии"),
        _split("благодарности, финансирование, конфликт интересов, сведения об авторах, об авторе"),
        _split("т.е, т.к, т.н, т.д, т.п, др, пр, см, ср, рис, табл, стр, с, им, акад, проф, ул, св, н.э"),
        _split("и, в, не, на, что, с, по, как, это, из, для, от"),
        after_number=_split("г, гг, в, вв, тыс, млн, млрд, руб, долл"),
    ),
    "kk": Language(
        "Kazakh",
        _split(
            "аңдатпа, түйін, кіріспе, әдебиеттерге шолу, теория, деректер, әдістер, әдіснама, "
            "материалдар мен әдістер, нәтижелер, талдау, талқылау, қорытынды, қорытындылар"
        ),
        _split("әдебиет, әдебиеттер, әдебиеттер тізімі, пайдаланылған әдебиеттер, дереккөздер"),
        _split("ескертпелер, сілтемелер"),
        _split("алғыс, қаржыландыру"),
        _split("т.б, т.с.с, б.з, қ, ж, жж, проф, акад, мыс"),
        _split("және, мен, бұл, үшін, бір, деп, болып, жылы, оның, қазақстан, да, де"),
        after_number=_split("ж, жж, ғ, ғғ"),
    ),
}  # fmt: skip
"""What is known of languages; any other that simplemma has lemmas for is read by the rules alone."""

_LEMMATISED = frozenset(
    _split(
        "ast, bg, ca, cs, cy, da, de, el, en, enm, es, et, fa, fi, fr, ga, gd, gl, gv, hbs, hi, "
        "hu, hy, id, is, it, ka, la, lb, lt, lv, mk, ms, nb, nl, nn, pl, pt, ro, ru, se, sk, sl, "
        "sq, sv, sw, tl, tr, uk"
    )
)


_QUOTES = str.maketrans("'‘", "’’")


def squeeze(text: str) -> str:
    """Return a heading as headings are compared: without spaces and case, in one spelling."""
    return "".join(unicodedata.normalize("NFC", text).split()).lower().translate(_QUOTES)


def _squeezed(kind: str) -> frozenset[str]:
    return frozenset(
        squeeze(heading) for language in LANGUAGES.values() for heading in getattr(language, kind)
    )


CONTENTS = frozenset(
    squeeze(heading)
    for heading in ("contents", "table of contents", "inhalt", "inhaltsverzeichnis", "sommaire",
                    "table des matières", "содержание", "оглавление", "мазмұны")
)  # fmt: skip
ABSTRACTS = frozenset(
    squeeze(heading)
    for heading in ("abstract", "zusammenfassung", "résumé", "аннотация", "резюме",
                    "аңдатпа", "түйін")
)  # fmt: skip
HEADINGS = _squeezed("headings")
REFERENCES = _squeezed("references")
NOTES = _squeezed("notes")
BACK = _squeezed("back")


def check_language(language: str, where: str) -> None:
    """Refuse a language that cannot be read.

    Raises
    ------
    TransitError
        If simplemma has no lemmas for it and `WITHOUT_LEMMAS` does not name it.
    """
    if language not in WITHOUT_LEMMAS and language not in _LEMMATISED:
        raise TransitError(
            f"{where}: no language {language!r}; known: "
            f"{', '.join(sorted(_LEMMATISED | set(WITHOUT_LEMMAS)))}"
        )


def detect_language(text: str) -> str:
    """Return the language of `LANGUAGES` whose commonest words a text has most of, or "".

    Examples
    --------
    >>> detect_language("Der Markt zog um, und die Stadt ist nicht mehr die alte.")
    'de'
    >>> detect_language("x = 1")
    ''
    """
    words = Counter(re.findall(r"[^\W\d_]+", text[:200_000].lower()))
    if not words:
        return ""
    shares = {
        code: sum(words[word] for word in set(language.words)) / words.total()
        for code, language in LANGUAGES.items()
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= 0.03 else ""


def abbreviations_of(language: str) -> tuple[str, ...]:
    """Return the words of a language whose full stop ends no sentence; English if unknown."""
    return LANGUAGES.get(language, LANGUAGES["en"]).abbreviations


def known(word: str, language: str) -> bool:
    """Return whether a language has a word; never, for one without lemmas."""
    return language not in WITHOUT_LEMMAS and simplemma.is_known(word, lang=language)
