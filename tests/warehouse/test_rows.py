import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.items import Article
from nlp.records import Measure, Sentence
from warehouse.load import Input, fill_tables
from warehouse.rows import display_title, find_sentence
from warehouse.schema import create_schema


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("  Judul\n berita ", "Teks.", "Judul berita"),
        (None, "Kalimat pertama. Kalimat kedua.", "Kalimat pertama."),
        ("  ", "Satu.", "Satu."),
        (None, "kata " * 40, ("kata " * 18).strip() + "…"),
        (None, "", "a-9"),
    ],
)
def test_display_title(make_annotation, title, text, shown):
    article = Article("a-9", text, title=title)
    assert display_title(article, make_annotation(article)) == shown


def test_residue_gives_no_title(make_annotation):
    article = Article("a", "Baca juga: lain. Isi berita.")
    sentences = [Sentence(0, 16, 0, is_residue=True), Sentence(17, 28, 1)]
    annotation = make_annotation(article, sentences=sentences)
    assert display_title(article, annotation) == "Isi berita."


@pytest.mark.parametrize(
    ("start", "end", "number"), [(0, 3, 1), (4, 5, 1), (3, 9, 1), (5, 8, 2), (6, 8, 2), (5, 6, None), (12, 14, None)]
)
def test_find_sentence(start, end, number):
    """Sentences 0-5 and 6-12 with a space between: an item beginning in the space is of the one it reaches into."""
    assert (
        find_sentence([Sentence(0, 5, 0), Sentence(6, 12, 0)], Measure("pledge", "taken", None, start, end)) == number
    )


# Letters outside the basic plane, joined and combining ones, and all kinds of line ends.
WILD = st.text(
    alphabet=st.sampled_from(list("aé😀𝔘\u0301\u200d👩👧\n\r\t\u2028\u00a0.\x00\x7f")), min_size=1, max_size=60
)


@given(text=WILD, data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_in_the_database_are_those_of_the_text(make_annotation, text, data):
    """DuckDB's substring counts code points, as the offsets do."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = Article("a", text, title="Judul")
    annotation = make_annotation(
        article, measures=[Measure("pledge", "taken", None, start, end)], sentences=[Sentence(0, len(text), 0)]
    )
    with duckdb.connect() as con:
        create_schema(con)
        assert fill_tables(con, [Input(article)], [annotation]).skipped == {}
        found = con.execute("SELECT words, sentence FROM evidence WHERE kind = 'measure'").fetchall()
        assert found == [(text[start:end], text)]
        assert con.execute("SELECT text FROM sentence_texts").fetchall() == [(text,)]
