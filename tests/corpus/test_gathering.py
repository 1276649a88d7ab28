import json
import os
import shutil
import subprocess
import sys
import time

import polars as pl
import pytest

from transit import corpus, reading
from transit.corpus import gathering
from transit.errors import TransitError

SLOW = """
from transit.corpus import gather, gathering
gathering.MOST = 2
gather({articles!r}, {out!r})
"""


def test_every_article_is_counted_and_every_other_file_named(gathered, articles):
    documents = gathered.corpus.documents
    assert gathered.new == len(documents) == 42
    assert documents["language"].unique().to_list() == ["en"]
    town = documents.filter(pl.col("file").is_in(["town.md", "town.docx"]))
    assert sorted(town["format"]) == ["docx", "md"]
    assert town["tokens"].to_list() == [5, 5]
    assert sorted(gathered.unread) == ["broken.docx", "copy.txt", "picture.png"]
    assert gathered.unread["copy.txt"] == "has the content of 00.txt"
    listed = pl.read_csv(gathered.corpus.folder / "unread.csv")
    assert dict(listed.iter_rows()) == gathered.unread


def test_counts_are_those_of_the_reading(gathered, articles):
    article = reading.read_article(articles / "00.txt")
    tables = reading.build(article, reading.load_lists(articles))
    tokens = pl.read_csv(tables["tokens.csv"]).group_by("lemma").agg(pl.col("count").sum())
    documents = gathered.corpus.documents
    name = documents.filter(pl.col("file") == "00.txt")["document"][0]
    counts = gathered.corpus.counts(0, 255).filter(pl.col("document") == name).collect()
    assert dict(counts.select("type", "count").iter_rows()) == dict(tokens.iter_rows())
    sections = pl.read_parquet(gathered.corpus.folder / "sections.parquet")
    own = sections.filter(pl.col("document") == name)
    assert own["heading"].to_list() == ["Introduction", "Results", "Conclusion"]
    assert own["tokens"].sum() == tokens["count"].sum()


def test_a_killed_run_is_gone_on_with(gathered, articles, tmp_path, monkeypatch):
    out = tmp_path / "corpus"
    code = SLOW.format(articles=str(articles), out=str(out))
    running = subprocess.Popen([sys.executable, "-c", code])
    while not list(out.glob("shards/*.json")):
        assert running.poll() is None
        time.sleep(0.02)
    running.kill()
    running.wait()
    done = [json.loads(path.read_text("utf-8")) for path in out.glob("shards/*.json")]
    held = sum(map(len, done))
    (out / "shards" / "0.parquet").write_bytes(b"counts whose record was not written")
    with pytest.raises(TransitError, match="goes on where it was stopped"):
        corpus.load(out)
    again = corpus.gather(articles, out)
    assert 0 < held < 42 and again.new == 42 - held
    assert again.corpus.documents.equals(gathered.corpus.documents)
    assert corpus.measure(again.corpus).equals(corpus.measure(gathered.corpus))


def test_a_document_is_known_by_its_content(gathered, articles, tmp_path):
    folder, out = tmp_path / "articles", tmp_path / "corpus"
    shutil.copytree(gathered.corpus.folder, out)
    folder.mkdir()
    shutil.copy(articles / "00.txt", folder / "renamed.txt")
    shutil.copy(articles / "02.txt", folder / "02.txt")
    again = corpus.gather(folder, out)
    assert again.new == 0
    assert sorted(again.corpus.documents["file"]) == ["02.txt", "renamed.txt"]
    assert corpus.measure(again.corpus)["parts"].unique().tolist() == [2]


def test_what_kills_its_reader_is_told_and_harms_no_other(tmp_path, monkeypatch):
    class Fragile:
        """Dies of any batch that holds one document."""

        def each(self, function, tasks):
            for batch in tasks:
                dies = any(task.path.endswith("heavy.txt") for task in batch)
                yield batch, corpus.executors.LOST if dies else function(batch)

    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("heavy", "light"):
        (folder / f"{name}.txt").write_text(f"Introduction\n\nThe {name} one.\n", "utf-8")
    found = corpus.gather(folder, tmp_path / "corpus", Fragile())
    assert found.corpus.documents["file"].to_list() == ["light.txt"]
    assert found.unread == {"heavy.txt": gathering.KILLED}


def test_what_cannot_be_used_is_named(gathered, articles, tmp_path):
    with pytest.raises(TransitError, match="no such folder"):
        corpus.gather(tmp_path / "nowhere", tmp_path / "corpus")
    with pytest.raises(TransitError, match="exists and is no corpus"):
        corpus.gather(articles, articles)
    with pytest.raises(TransitError, match="no document of the language 'de'"):
        corpus.load(gathered.corpus.folder, "de")
    out = tmp_path / "corpus"
    out.mkdir()
    (out / "corpus.json").write_text('{"format": 0}', "utf-8")
    with pytest.raises(TransitError, match="another version"):
        corpus.gather(articles, out)
    store = gathering.Store(gathered.corpus.folder)
    with (
        store.owned(),
        pytest.raises(TransitError, match="is being gathered"),
    ):
        corpus.gather(articles, gathered.corpus.folder)
    empty = tmp_path / "empty"
    os.makedirs(empty)
    with pytest.raises(TransitError, match="no article in it could be read"):
        corpus.gather(empty, tmp_path / "other")
