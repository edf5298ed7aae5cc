"""A warehouse with one invented teacher whose name is covered: named in an allegation and nothing else."""

from pathlib import Path

from crawler.items import Article
from nlp.records import Annotation, Mention, Official, Sentence, Violation
from warehouse.build import build_warehouse
from warehouse.load import Input

COVERED = "Wirasatya Rekaningrat"
TEXT = f"Guru {COVERED} diduga ikut berkampanye di Batam. Bawaslu memeriksa laporan itu."


def build_covered_warehouse(folder: Path) -> Path:
    """Build it in a folder; `COVERED` stands in `named` and nowhere in `main`."""
    article = Article("k-1", TEXT, title="Guru dilaporkan", published="2024-10-07", outlet_region="21.71")
    start, end = TEXT.index(COVERED), TEXT.index(COVERED) + len(COVERED)
    act, first = TEXT.index("ikut berkampanye"), TEXT.index(". ") + 1
    annotation = Annotation(
        article.id,
        article.version,
        "test",
        relevance="core",
        primary_regions=["21.71"],
        sentences=[Sentence(0, first, paragraph=0), Sentence(first + 1, len(TEXT), paragraph=0)],
        officials=[Official(COVERED, "asn", None, "21.71", 0, end, mentions=(Mention(COVERED, start, end),))],
        violations=[Violation("campaigning", "alleged", act, act + len("ikut berkampanye"))],
    )
    build_warehouse(folder, [Input(article)], [annotation])
    return folder
