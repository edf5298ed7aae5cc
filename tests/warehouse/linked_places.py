"""Data places to link: articles and annotations in several files, and what comes of linking and folding them."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from crawler.items import Article
from crawler.store import write_articles
from nlp.records import Annotation
from nlp.store import write_annotations
from nlp.version import pipeline_version
from scale.places import Place
from warehouse.connection import warehouse_path
from warehouse.copies import fold_weeks, touched_weeks
from warehouse.files import FileSource
from warehouse.inputs import build_from_data
from warehouse.load import insert_rows
from warehouse.rows import article_row, item_rows
from warehouse.schema import create_schema
from warehouse.source import read_pairs

MONDAY = date(2024, 10, 7)
RELEASE = (
    "Pemerintah kota menggelar apel gabungan di halaman balai kota pada pagi hari ini. Sebanyak dua ratus pegawai "
    "mengucapkan ikrar untuk tidak berpihak kepada calon mana pun. Wakil wali kota memimpin pembacaan naskah itu."
)


def write(place: Path, articles: list[Article], annotations: list[Annotation], size: int = 20) -> Path:
    """Articles and their annotations as files of so many each, the annotations in another order."""
    for start in range(0, len(articles), size):
        write_articles(place, articles[start : start + size])
    shuffled = random.Random(1).sample(annotations, len(annotations))
    for start in range(0, len(shuffled), size):
        write_annotations(place, [replace(a, pipeline=pipeline_version()) for a in shuffled[start : start + size]])
    return place


def files(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in (place / "copies").rglob("*.parquet")}


def tables(place: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(warehouse_path(place)), read_only=True) as con:
        questions = {name: f"FROM {name} ORDER BY ALL" for name in ("article_copies", "stories")}
        questions["articles"] = "SELECT article_id, report_date, story_id FROM named.articles ORDER BY ALL"
        return {name: con.execute(sql).fetchall() for name, sql in questions.items()}


def built(place: Path, **options: int) -> dict[str, list[tuple[object, ...]]]:
    """The tables of a build from nothing, with what is linked."""
    build_from_data(place, is_full=True, **options)
    return tables(place)


def folded(place: Path, *linked: Place | None) -> list[tuple[object, ...]]:
    """The copies among the articles of a place, in tables that hold no more than that takes.

    Folded without what is linked, then with what is linked at these places: each time they must be the same.
    """
    with duckdb.connect() as con, FileSource(place) as source:
        create_schema(con)
        for batch in source.batches(source.plan()["article_id"].to_pylist()):
            pairs = read_pairs(batch)
            insert_rows(con, {"articles": [article_row(i.article, a, i.imported_at) for i, a in pairs]})
            rows = [row for i, a in pairs for table, row in item_rows(i.article, a) if table == "sentences"]
            insert_rows(con, {"sentences": rows})
        weeks = touched_weeks(con, "named.articles")
        found = [_fold(con, weeks, where) for where in (None, *linked)]
    assert found == [found[0]] * len(found)
    return found[0]


def _fold(
    con: duckdb.DuckDBPyConnection, weeks: Iterable[date | None], linked: Place | None
) -> list[tuple[object, ...]]:
    con.execute("DELETE FROM article_copies")
    fold_weeks(con, weeks, None, linked)
    return con.execute("FROM article_copies ORDER BY ALL").fetchall()
