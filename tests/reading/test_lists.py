import pytest

from transit.errors import TransitError
from transit.reading import load_lists

TERMS = "term,label,patterns,kind,gloss\npresident,President,president,institution,An office\n"
TERMS += "vote,Vote,vote,procedure,A ballot\nearly-vote,Early vote,come early,procedure,Too soon\n"
MARKERS = "marker,patterns,category,gloss\nmust,must,modal,Necessity\nearly,early,hedge,Soon\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("terms.csv", TERMS.replace("kind", "sort"), r"terms\.csv: has the columns"),
        (
            "terms.csv",
            TERMS.replace("procedure", "ritual"),
            r"row 3 has the kind 'ritual'; allowed",
        ),
        ("terms.csv", TERMS + "vote,Again,ballot,procedure,x\n", "row 5 has term 'vote' a second"),
        (
            "terms.csv",
            TERMS + "poll,Poll,vote,procedure,x\n",
            "'vote' of 'poll' .* belongs to 'vote'",
        ),
        ("terms.csv", TERMS + "poll,Poll,poll,procedure,\n", "row 5 has no gloss"),
        ("markers.csv", MARKERS.replace("modal", "mood"), "row 2 has the category 'mood'"),
        ("lemmas.csv", "form,lemma\nleft,leave\n", "expected: form, lemma, gloss"),
    ],
)
def test_ill_formed_lists_name_file_and_row(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(TransitError, match=message):
        load_lists(tmp_path)
