"""A folder of small articles made of the report's own prose, and the corpus of it."""

import random
import re
import shutil

import pypandoc
import pytest

from transit.corpus import gather, gathering

NUMBER = 40


@pytest.fixture(scope="session")
def articles(tmp_path_factory, repository):
    folder = tmp_path_factory.mktemp("articles") / "articles"
    (folder / "deep").mkdir(parents=True)
    text = "\n\n".join(
        page.read_text("utf-8") for page in sorted((repository / "book").glob("*.md"))
    )
    text = re.sub(r"\{[\w:-]+\}`[^`]*`", "", text)
    prose = [p for p in re.split(r"\n\s*\n", text) if re.match(r"[A-Z][^`|]{150,}$", p)]
    drawn = random.Random(1)
    for number in range(NUMBER):
        parts = [
            f"{heading}\n\n" + "\n\n".join(drawn.sample(prose, 3))
            for heading in ("Introduction", "Results", "Conclusion")
        ]
        place = folder / ("deep" if number % 2 else "") / f"{number:02}.txt"
        place.write_text("\n\n".join(parts), "utf-8")
    page = "# A Town\n\n## Introduction\n\nThe market moved.\n\n## Conclusion\n\nIt stayed.\n"
    (folder / "town.md").write_text(page, "utf-8")
    pypandoc.convert_text(page, "docx", format="markdown", outputfile=str(folder / "town.docx"))
    shutil.copy(folder / "00.txt", folder / "copy.txt")
    (folder / "broken.docx").write_bytes(b"PK")
    (folder / "picture.png").write_bytes(b"")
    return folder


@pytest.fixture(scope="session")
def gathered(articles, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "MOST", 8)
        return gather(articles, tmp_path_factory.mktemp("corpora") / "corpus")
