"""Characters and formulas that the printed book cannot set."""

from transit.display.lettering import FACES
from transit.publishing.findings import Findings
from transit.publishing.print import formulas, glyphs

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>Қ 文</text></svg>'


def test_characters_without_a_font_are_named_and_told_by_document(tmp_path):
    (tmp_path / "body.typ").write_text("// document: a\nYes ✅\n// document: b\n漢字, қ\n", "utf-8")
    (tmp_path / "chart.svg").write_text(SVG, "utf-8")
    findings = Findings()
    assert glyphs.fit(tmp_path, [], findings) == [FACES]
    assert (tmp_path / "body.typ").read_text("utf-8") == (
        "// document: a\nYes ‹white heavy check mark›\n// document: b\n‹2 characters: CJK›, қ\n"
    )
    assert "Қ ‹1 characters: CJK›" in (tmp_path / "chart.svg").read_text("utf-8")
    told = [(f.document, f.message) for f in findings]
    assert [document for document, _ in told] == ["a", "b", ""]
    assert "fonts-noto-color-emoji" in told[0][1] and "fonts-noto-cjk" in told[1][1]
    assert "of the drawing chart" in told[2][1]


def test_a_font_of_the_machine_is_taken_where_one_has_the_character(tmp_path):
    (tmp_path / "body.typ").write_text("ordinary letters, қ", "utf-8")
    assert glyphs.fit(tmp_path, [], Findings()) == [FACES]
    glyphs._gather(["қ"], [FACES], tmp_path / "fonts")
    assert len(list((tmp_path / "fonts").iterdir())) == 1


def test_a_formula_that_the_compiler_rejects_leaves_its_source(tmp_path):
    body = tmp_path / "body.typ"
    body.write_text('// document: a\nAn /*tex \\odd{"x"}*/#math.equation(odd)/*end*/ one\n')
    message = "error: unknown variable: odd\n  ┌─ work/body.typ:2:35\n"
    findings = Findings()
    assert formulas.put_sources(body, message, findings)
    assert body.read_text() == '// document: a\nAn #raw("\\\\odd{\\"x\\"}", lang: "tex") one\n'
    (finding,) = findings
    assert (finding.kind, finding.document) == ("mathematics", "a")
    assert "unknown variable: odd" in finding.message
    assert not formulas.put_sources(body, message, findings)
