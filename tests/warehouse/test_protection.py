"""Who is not listed by name after a build: low in rank, in an article that alleges, without a word of their own."""

import duckdb
import pytest

from crawler.items import Article
from nlp.records import Mention, Official, Quote, Sentence, Violation
from warehouse.load import Input, fill_tables
from warehouse.schema import create_schema

TEXT = "Lurah Rekaan Sarmin diduga ikut kampanye.\nSarmin hadir di kantor."


@pytest.mark.parametrize(
    ("role", "status", "conduct_at", "speaks", "is_protected"),
    [
        ("village_head", "alleged", 0, False, True),
        ("division_head", "alleged", 0, False, True),
        ("asn", "prohibited", 0, False, True),
        ("village_head", "alleged", 0, True, False),
        ("village_head", "prohibited", 0, False, False),
        ("village_head", "proven", 0, False, False),
        ("village_head", "alleged", 80, False, True),
        ("village_head", "prohibited", 80, False, False),
        ("village_head", "alleged", 80, True, False),
        ("regent", "alleged", 0, False, False),
        ("bawaslu", "alleged", 0, False, False),
    ],
)
def test_is_protected(make_annotation, role, status, conduct_at, speaks, is_protected):
    text = TEXT + "\nKasus lain: guru ikut kampanye."
    at = text.index("ikut kampanye", conduct_at)
    name = text.index("Sarmin")
    official = Official("Sarmin", role, None, "21.71", 0, name + 6, (Mention("Sarmin", name, name + 6),))
    article = Article("a", text)
    annotation = make_annotation(
        article,
        officials=[official],
        violations=[Violation("campaigning", status, at, at + 13)],
        quotes=[Quote("Sarmin", "hadir", text.index("hadir"), text.index("hadir") + 5)] if speaks else [],
        sentences=[
            Sentence(start, start + len(line), paragraph)
            for paragraph, line in enumerate(text.split("\n"))
            for start in [text.index(line)]
        ],
    )
    with duckdb.connect() as con:
        create_schema(con)
        fill_tables(con, [Input(article)], [annotation])
        assert con.execute("SELECT is_protected FROM officials_with_region").fetchall() == [(is_protected,)]
