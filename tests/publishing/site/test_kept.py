"""Results of one build that the next can use."""

from types import SimpleNamespace

from transit.publishing.site.kept import kept


def test_a_result_is_made_once_for_the_same_parts(tmp_path):
    app = SimpleNamespace(doctreedir=tmp_path)
    made = []

    def take(kind, *parts):
        def make():
            made.append(parts)
            return "+".join(parts).encode()

        return kept(app, kind, parts, make)

    assert take("sheet", "a", "b") == take("sheet", "a", "b") == b"a+b"
    assert take("sheet", "ab") == b"ab"
    assert take("other", "a", "b") == b"a+b"
    assert made == [("a", "b"), ("ab",), ("a", "b")]
    for n in range(5):
        take("sheet", str(n))
    assert len(list((tmp_path / "kept").glob("sheet-*"))) == 3
    assert len(list((tmp_path / "kept").glob("other-*"))) == 1
