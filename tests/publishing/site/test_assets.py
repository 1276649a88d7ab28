"""Assets cut to what is used."""

from pathlib import Path

import pydata_sphinx_theme
import pytest

from transit.publishing.site import assets

SHEET = (
    '@charset "utf-8";/* a { } */.used{color:red}.unused{color:blue}'
    ".used .child,.unused .child{margin:0}"
    '@media (max-width:10px){.used{content:"}"}.unused{top:0}}'
    "@media print{.unused{top:0}}"
    ".used:not(.unused){left:0}"
    ".fa-bars:before{content:x}"
    '@font-face{font-family:"Font Awesome 6 Free";src:url(a)}'
    "@font-face{font-family:Own;src:url(b)}"
    ".a\\:b{top:1px}"
    ":root{--x:url('data:image/svg+xml;{}')}"
    "#place p{top:0}"
)


def test_rules_that_cannot_apply_go():
    cut = assets.cut_style_sheet(SHEET, {"used", "child", "a:b"})
    assert cut == (
        '.used{color:red}.used .child{margin:0}@media (max-width:10px){.used{content:"}"}}'
        ".used:not(.unused){left:0}@font-face{font-family:Own;src:url(b)}.a\\:b{top:1px}"
        ":root{--x:url('data:image/svg+xml;{}')}"
    )


@pytest.mark.parametrize(
    ("sheet", "cut"),
    [
        (".a{/* don't */}.b{}", ".a{/* don't */}.b{}"),
        ("@media print{/* it's } */.a{top:0}}.b{}", "@media print{.a{top:0}}.b{}"),
        (".a{content:'\\'}'}.c{}.b{}", ".a{content:'\\'}'}.b{}"),
        (".a:not([title='),{']),.c{top:0}.b{}", ".a:not([title='),{']){top:0}.b{}"),
        (".a{top:0}\r\n.c{}\r\n.b{\r\n}", ".a{top:0}.b{\n}"),
        (".a{.b{}", ".a{.b{}}"),
        (".a{top:url(x;y)}.b{}", ".a{top:url(x;y)}.b{}"),
        ("", ""),
    ],
)
def test_a_rule_ends_where_css_says(sheet, cut):
    assert assets.cut_style_sheet(sheet, {"a", "b"}) == cut


def test_cutting_twice_changes_nothing():
    cut = assets.cut_style_sheet(SHEET, {"used", "child"})
    assert assets.cut_style_sheet(cut, {"used", "child"}) == cut


def test_properties_that_nothing_reads_go():
    sheet = ".a{--one:1;--two:var(--one);--three:url('x;y')}.b{color:var(--two);--four:4}"
    used = assets.properties_in_use([sheet, "style.setProperty('--five', 1)"])
    assert used == {"--one", "--two", "--five"}
    assert assets.drop_properties(sheet, used) == (
        ".a{--one:1;--two:var(--one);--three:url('x;y')}.b{color:var(--two);}"
    )


def test_names_come_from_pages_and_scripts():
    names = assets.names_in_use(
        ['<p class="one two" id="three">', "<th class=number>"], ["add('is-open')"]
    )
    assert {"one", "two", "three", "number", "is-open"} <= names


def test_icons_in_use_are_drawn():
    library = 'x={bars:[448,512,["navicon"],"f0c9","M0 96"],"arrow-up":[1,2,[],"f0aa","M1 1"]}'
    rules = assets.icon_rules(['<i class="fas fa-bars"></i><i class="fa-arrow-up">'], library)
    assert ".fa-bars{--icon:url(" in rules
    assert "0%200%20448%20512" in rules
    assert ".fa-arrow-up{" in rules


def test_the_theme_does_not_measure_every_box_of_a_page():
    theme = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
    script = (theme / "scripts" / "pydata-sphinx-theme.js").read_text("utf8")
    spared = assets.spare_layout(script)
    assert 0 < len(script) - len(spared) < 100
    assert spared.rstrip().split("\n")[0].endswith("})})();")


def test_unused_files_are_deleted(tmp_path):
    for name in ("scripts/fontawesome.js", "own.js", "styles/a.css.map", "locales/de/x.mo"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assets.remove_unused(tmp_path)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["own.js"]
