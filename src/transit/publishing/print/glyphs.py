"""Characters that the fonts of the printed book lack: another font, or their names."""

import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import typst
from fontTools.ttLib import TTFont

from transit.display.lettering import FACES
from transit.errors import TransitError
from transit.publishing.findings import Findings

_SURE = re.compile(
    "[\\u0000-\\u024f\\u0370-\\u052f\\u1e00-\\u1eff\\u2010-\\u203a\\u20ac\\u2190-\\u2193]+"
)
"""What every face of the book has."""
_LACKS = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_DOCUMENT = re.compile(r"^// document: (.*)$", re.M)
_PREFERRED: Final = ("Noto", "DejaVu")
_PACKAGES: Final = (
    (
        re.compile("^(CJK|HIRAGANA|KATAKANA|HANGUL|BOPOMOFO|IDEOGRAPHIC|FULLWIDTH)"),
        "fonts-noto-cjk",
    ),
    (re.compile("^[A-Z]+ (LETTER|SIGN|VOWEL|DIGIT|SYLLABLE|CHARACTER)"), "fonts-noto-core"),
)
_SYMBOLS: Final = "fonts-noto-color-emoji"


def fit(folder: Path, fonts: Sequence[Path], findings: Findings) -> list[Path]:
    """Let every character of the Typst sources and drawings in a folder be printable.

    Parameters
    ----------
    folder : Path
        The sources; a character that stays without a font has its name in its place, and is told.
    fonts : sequence of Path
        Further folders with fonts, tried like those of the machine.
    findings : Findings
        Where that is noted.

    Returns
    -------
    list of Path
        The folders with fonts that the compiler is to use.
    """
    sources = [*sorted(folder.glob("*.typ")), *sorted(folder.glob("*.json"))]
    drawings = sorted(folder.glob("*.svg"))
    written = {path: path.read_text("utf-8") for path in (*sources, *drawings)}
    strange = sorted({c for text in written.values() for c in _SURE.sub("", text)})
    if not strange:
        return [FACES]
    own = folder / "fonts"
    lacking = _lacking(strange, [FACES], folder)
    if lacking:
        _gather(lacking, fonts, own)
    paths = [FACES, own] if own.is_dir() else [FACES]
    if own.is_dir():
        lacking = _lacking(lacking, paths, folder)
    if lacking:
        _tell(written, lacking, findings)
        for path, text in written.items():
            named = _named(text, set(lacking))
            if named != text:
                path.write_text(named, "utf-8", newline="\n")
    return paths


def _lacking(characters: Iterable[str], fonts: Sequence[Path], folder: Path) -> list[str]:
    """Return the characters that the compiler cannot set, as text or within a drawing."""
    characters = list(characters)
    probe, drawing = folder / "probe.typ", folder / "probe.svg"
    codes = [f"{ord(c):x}" for c in characters]
    texts = "".join(f'<text x="9" y="9">&#x{code};</text>' for code in codes)
    drawing.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{texts}</svg>', "utf-8"
    )
    probe.write_text(
        '#set document(title: "-")\n#set text(lang: "en")\n#image("probe.svg", alt: "-")\n'
        + "\n".join(f'#text("\\u{{{code}}}")' for code in codes),
        "utf-8",
    )
    try:
        typst.compile(
            probe, root=folder, format="pdf", font_paths=list(fonts), ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )  # fmt: skip
    except typst.TypstError as error:
        said = str(error.diagnostic or error.message)
        found = {_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) for text in _LACKS.findall(said)}
        lacking = {c for text in found for c in text}
        return [c for c in characters if c in lacking]
    finally:
        probe.unlink()
        drawing.unlink()
    return []


def _gather(characters: Sequence[str], folders: Sequence[Path], own: Path) -> None:
    """Copy the fonts of the machine that have the characters, as few as can be."""
    for folder in folders:
        if not folder.is_dir():
            raise TransitError(
                f"{folder}: named in transit_fonts but no folder; correct _config.yml"
            )
    known = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[*map(str, folders)]
    )
    upright = [f for f in known.fonts() if f.style == "normal" and f.path]
    upright.sort(key=lambda f: (_rank(f.family), abs(f.weight - 400), f.family, str(f.path)))
    wanted = set(characters)
    for font in upright:
        if not wanted:
            return
        has = wanted & _characters(str(font.path), font.index)
        if has:
            wanted -= has
            own.mkdir(exist_ok=True)
            shutil.copy(str(font.path), own)


def _rank(family: str) -> int:
    return next((n for n, name in enumerate(_PREFERRED) if family.startswith(name)), 9)


def _characters(path: str, index: int) -> set[str]:
    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return {chr(code) for code in font.getBestCmap() or ()}
    except Exception:  # a font of the machine may be anything
        return set()


def _named(text: str, lacking: set[str]) -> str:
    """Put names in the place of characters.

    Examples
    --------
    >>> print(_named("Done ✅ 中文.", set("✅中文")))
    Done ‹white heavy check mark› ‹2 characters: CJK›.
    """
    run = f"[{''.join(map(re.escape, sorted(lacking)))}]+"
    return re.sub(run, lambda match: _names(match[0]), text)


def _names(run: str) -> str:
    names: list[list[str]] = []
    for c in run:
        if unicodedata.category(c) in ("Cf", "Mn", "Me"):
            continue
        name = unicodedata.name(c, f"U+{ord(c):04X}")
        if unicodedata.category(c)[0] not in "LM":
            names.append([name.lower()])
        elif names and names[-1][0] == name.split()[0]:
            names[-1].append(name)
        else:
            names.append([name.split()[0], name])
    return "".join(
        f"‹{n[0]}›" if len(n) == 1 else f"‹{len(n) - 1} characters: {n[0]}›" for n in names
    )


def _tell(written: dict[Path, str], lacking: Sequence[str], findings: Findings) -> None:
    """Note which characters of which documents have no font, and which package has one."""
    for path, text in written.items():
        pieces = _DOCUMENT.split(text) if path.name == "body.typ" else ["", path.stem, text]
        for document, part in zip(pieces[1::2], pieces[2::2], strict=True):
            shown: dict[str, str] = {}
            for c in lacking:
                if c in part and unicodedata.category(c) not in ("Cf", "Mn", "Me"):
                    package = _package(unicodedata.name(c, ""))
                    shown[package] = shown.get(package, "") + c
            for package, found in shown.items():
                where = document if path.suffix == ".typ" else ""
                of = "" if path.suffix == ".typ" else f" of the drawing {document}"
                findings.add(
                    "glyphs",
                    f"no font at hand has {found[:12]}{'…' if found[12:] else ''}{of}; in the PDF "
                    f"their names stand in their place; install a font, as the package {package} "
                    "of Debian, or name a folder of fonts in transit_fonts",
                    "" if where in ("main", "cover") else where,
                )


def _package(name: str) -> str:
    return next((package for pattern, package in _PACKAGES if pattern.match(name)), _SYMBOLS)
