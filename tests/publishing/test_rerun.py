"""The archive that has everything to run the book again, and the notebooks in it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from rocrate.rocrate import ROCrate

from transit.errors import TransitError
from transit.publishing import rerun
from transit.publishing.build import build

SOURCES = Path(__file__).resolve().parents[2] / "src"
CONFIG = f"""\
title: A <b>Small</b> *Book*
author: "<img src=x onerror=alert(1)>"
execute: {{execute_notebooks: cache, timeout: 120}}
parse: {{myst_enable_extensions: [attrs_inline, colon_fence, dollarmath]}}
html: {{baseurl: "https://example.org/book/"}}
bibtex_bibfiles: [../works.bib]
sphinx:
  local_extensions: {{transit.publishing: {SOURCES.as_posix()}, transit.publishing.bibliography: {SOURCES.as_posix()}}}
  config:
    numfig: true
    bibtex_default_style: transit
    bibtex_reference_style: transit
    transit_citation_file: ../CITATION.cff
    transit_rerun: [../data, ../works.bib, ../requirements.txt]
    transit_package: "..[more]"
"""
CITATION = """\
cff-version: 1.2.0
message: Cite it.
title: "A <b>Small</b> *Book*: ![drawn](/etc/hostname) </script><script>alert(1)</script>"
abstract: "<script>alert(2)</script> [x](javascript:alert(3))"
authors: [{family-names: "<i>Author</i>", given-names: Ann, orcid: "https://orcid.org/0000-0002-1825-0097"}]
preferred-citation:
  type: report
  title: "A <b>Small</b> *Book*: ![drawn](/etc/hostname) </script><script>alert(1)</script>"
  authors: [{family-names: "<i>Author</i>", given-names: Ann, orcid: "https://orcid.org/0000-0002-1825-0097"}]
  license: CC-BY-4.0
date-released: 2020-02-02
version: "1.0"
license: MIT
"""
HEAD = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""
PAGE = """\
# A page

It is {glue:text}`answer`, by {cite:t}`roe2001`, as in {numref}`fig-one` and {cite:p}`roe2001{p. 3}`;
see [the first page](../index.md).

::::{admonition} Our reading
:class: tip
It is [small]{.small}.

```{container} wide
Inside.
```
::::

```python
a: {glue} = 1
```

```{code-cell} ipython3
from pathlib import Path
from myst_nb import glue
import tool
glue("answer", tool.answer(Path("../../data/number.txt")), display=False)
```

```{figure} one.png
:name: fig-one
:alt: One.

One.
```

```{cite-box}
```
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("rerun") / "project"
    for path, text in {
        "_config.yml": CONFIG,
        "CITATION.cff": CITATION,
        "requirements.txt": "",
        "works.bib": "@book{roe2001, author={Roe, R.}, title={T}, year=2001}\n",
        "pyproject.toml": '[build-system]\nrequires = ["setuptools"]\n'
        'build-backend = "setuptools.build_meta"\n[project]\nname = "tool"\nversion = "1.0"\n'
        "[project.optional-dependencies]\nmore = []\n",
        "src/tool/__init__.py": "def answer(path):\n    return int(path.read_text())\n",
        "data/number.txt": "42",
        "data/.hidden": "x",
        "book/_toc.yml": "format: jb-book\nroot: index\nchapters: [{file: part/page}]\n",
        "book/index.md": "# First\n\n```{book-downloads}\n```\n\n```{bibliography}\n```\n",
        "book/part/page.md": HEAD + PAGE,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    from PIL import Image

    Image.new("RGB", (4, 4), "white").save(root / "book" / "part" / "one.png")
    with pytest.MonkeyPatch.context() as context:
        context.setenv("SOURCE_DATE_EPOCH", "1580601600")
        context.setenv("PYTHONPATH", str(root / "src"))
        return build(root, formats=("html",), quiet=True)


@pytest.fixture(scope="module")
def archive(site):
    (path,) = (site / "downloads").glob("*-rerun.zip")
    with zipfile.ZipFile(path) as whole:
        return {name.partition("/")[2]: whole.read(name) for name in whole.namelist()}


@pytest.fixture(scope="module")
def notebook(archive):
    return nbformat.reads(archive["book/part/page.ipynb"].decode(), as_version=4)


def test_the_archive_holds_all_where_it_lies_in_the_project(archive):
    assert set(archive) == {
        "README.md",
        ".zenodo.json",
        "codemeta.json",
        "ro-crate-metadata.json",
        "book/part/page.ipynb",
        "data/number.txt",
        "requirements.txt",
        "tool-1.0-py3-none-any.whl",
        "works.bib",
    }
    line = archive["README.md"].decode().split("```")[1]
    assert ".venv/bin/pip install -r requirements.txt" in line
    assert "--no-deps ./tool-1.0-py3-none-any.whl" in line
    assert line.rstrip().endswith("jupyter lab book/part/page.ipynb")
    wheel = zipfile.ZipFile(io.BytesIO(archive["tool-1.0-py3-none-any.whl"]))
    assert "tool/__init__.py" in wheel.namelist()


def test_a_page_offers_it(site):
    page = (site / "index.html").read_text("utf-8")
    assert "-rerun.zip" in page
    assert "<strong>Rerun</strong>" in page


def test_a_notebook_reads_without_the_book_and_says_where_the_rest_is(notebook, site):
    texts = [cell.source for cell in notebook.cells]
    assert "-rerun.zip](https://example.org/book/downloads/" in texts[0]
    assert "It is 42, by Roe 2001, as in Fig. 1 and (Roe 2001, p. 3);" in texts[2]
    assert "[the first page](../index.ipynb)" in texts[2]
    assert (
        "\n**Our reading**\n\nIt is small.\n\nInside.\n\n```python\na: {glue} = 1\n```" in texts[2]
    )
    assert ":::" not in "".join(texts)
    assert notebook == nbformat.read(site / "notebooks" / "part" / "page.ipynb", as_version=4)


def test_in_the_archive_it_runs_and_elsewhere_it_fetches_the_archive(
    archive, notebook, site, tmp_path
):
    for name, content in archive.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "out").mkdir()
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert 'f"{wheel}[more]"' in code[0]
    (zipped,) = (site / "downloads").glob("*-rerun.zip")
    fetch = code[0].replace("https://example.org/book/downloads/", f"{zipped.parent.as_uri()}/")
    # Where the package is installed from is asked of pip; here it is put on the path.
    fetch = fetch.replace('"-m", "pip", "install", "--quiet"', '"-c", "pass"')
    tell = "\nimport tool\nprint(tool.answer(Path('../../data/number.txt')))"
    for place in ("in/book/part", "out"):
        done = subprocess.run(
            [sys.executable, "-c", fetch + tell],
            cwd=tmp_path / place,
            env={"PYTHONPATH": str(site.parents[1] / "src"), "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "42"


def test_records_agree_and_nothing_in_them_is_markup(archive, site):
    meta = json.loads(archive["codemeta.json"])
    deposit = json.loads(archive[".zenodo.json"])
    crate = json.loads(archive["ro-crate-metadata.json"])
    parts = {part["@id"]: part for part in crate["@graph"]}
    page = (site / "index.html").read_text("utf-8")
    linked = json.loads(page.split('"application/ld+json">')[1].split("</script>")[0])
    titles = {meta["name"], deposit["title"], parts["./"]["name"], linked["name"]}
    assert titles == {"A Small *Book*: ![drawn](/etc/hostname) alert(1)"}
    assert {meta["version"], deposit["version"], parts["./"]["version"], linked["version"]} == {
        "1.0"
    }
    assert {
        meta["datePublished"], deposit["publication_date"], parts["./"]["datePublished"],
        linked["datePublished"],
    } == {"2020-02-02"}  # fmt: skip
    assert parts[meta["author"][0]["@id"]]["name"] == meta["author"][0]["name"]
    assert deposit["creators"] == [{"name": "<i>Author</i>, Ann", "orcid": "0000-0002-1825-0097"}]
    assert (deposit["upload_type"], deposit["publication_type"]) == ("publication", "report")
    assert meta["license"] == ["https://spdx.org/licenses/MIT"]
    assert deposit["license"] == "CC-BY-4.0"
    assert {part["@id"] for part in parts.values() if part["@type"] == "File"} >= {
        "data/number.txt",
        "book/part/page.ipynb",
    }
    for name in ("index.html", "part/page.html"):
        text = (site / name).read_text("utf-8")
        assert "<script>alert" not in text
        assert "onerror=alert(1)>" not in text
        assert "<i>Author" not in text
        assert "/etc/hostname)" in text or name != "index.html"
        assert 'src="/etc/hostname' not in text


def test_the_archive_is_a_crate(archive, tmp_path):
    for name, content in archive.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    crate = ROCrate(tmp_path)
    files = {entity.id for entity in crate.data_entities}
    assert files == {name for name in archive if name[0] not in ".rc"} | {"requirements.txt"}
    assert crate.root_dataset["author"]["name"] == "Ann <i>Author</i>"
    assert [licence.id for licence in crate.license] == [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://opensource.org/license/mit",
    ]


def test_a_package_that_cannot_be_built_is_named(tmp_path):
    with pytest.raises(TransitError, match=r"transit_package: .* has no pyproject\.toml"):
        rerun.build_wheel(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\nversion = 1\n")
    with pytest.raises(TransitError, match="its package cannot be built"):
        rerun.build_wheel(tmp_path)
