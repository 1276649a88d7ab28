import shutil

import pandas as pd
import polars as pl

from transit import cli, reading
from transit.report.new.proposing import propose_terms


def test_the_command_gathers_measures_and_compares(gathered, articles, tmp_path, capsys):
    out = tmp_path / "corpus"
    shutil.copytree(gathered.corpus.folder, out)
    other = str(gathered.corpus.folder)
    order = ["corpus", str(articles), "--out", str(out), "--jobs", "1", "--reference", other]
    assert cli.main(order) == 0
    told = capsys.readouterr().out
    assert f"{out}: 42 documents, " in told and "; 0 read now." in told
    assert "Not read: three files" in told and "  picture.png: no format that is read" in told
    terms = pl.read_parquet(out / "terms.parquet")
    assert {"type", "count", "rate", "range", "dp", "kl"} <= set(terms.columns)
    assert terms["count"].sum() == gathered.corpus.size
    keyness = pl.read_parquet(out / "keyness.parquet")
    assert (keyness["log_ratio"].abs() < 1e-9).all() and set(keyness["test"]) <= {
        "fisher",
        "chi-squared",
    }


def test_a_corpus_tells_what_is_particular_to_an_article(gathered, repository):
    town = repository / "book" / "appendices" / "town" / "town.markdown"
    article = reading.read_article(town, reading.Settings(notes_complete=False))
    terms = propose_terms(article, gathered.corpus).set_index("term")
    gloss = terms.loc["trader", "gloss"]
    assert gloss.startswith("Proposed") and "against 42 articles, of which 0 have it" in gloss
    assert isinstance(terms, pd.DataFrame) and "market" in terms.index
