"""Text cut into paragraphs and pieces."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.marks import Mark, cut_paragraphs, cut_pieces, find_marks
from warehouse import queries

KINDS = st.sampled_from(["official", "region", "date", "quote", "statement", "total", "measure", "violation"])


@st.composite
def spans(draw):
    start = draw(st.integers(0, 59))
    return start, draw(st.integers(start + 1, 60))


@given(st.integers(0, 20), st.integers(1, 40), st.lists(st.tuples(KINDS, spans()), max_size=12))
def test_pieces_cover_the_stretch_once(start, size, items):
    end = start + size
    marks = [Mark(kind, f"{place}", *span) for place, (kind, span) in enumerate(items)]
    pieces = cut_pieces(start, end, [mark for mark in marks if mark.start < end and mark.end > start])
    assert [piece.start for piece in pieces] == [start, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == end
    for mark in marks:
        covered = sum(piece.end - piece.start for piece in pieces if mark in piece.marks)
        assert covered == max(0, min(mark.end, end) - max(mark.start, start))
        assert sum(mark in piece.begins for piece in pieces) == (start <= mark.start < end)


def test_shortest_tint_wins_and_violations_lie_lowest():
    long, short = Mark("region", "r", 0, 10), Mark("official", "o", 2, 5)
    measure, violation = Mark("measure", "m", 0, 10), Mark("violation", "v", 0, 10, "gesture", "alleged")
    piece = next(piece for piece in cut_pieces(0, 10, [long, short, measure, violation]) if piece.start == 2)
    assert piece.tints == (short, long)
    assert piece.underlines == (violation, measure)


def test_a_reported_number_lies_above_the_other_lines():
    total, measure = Mark("total", "t", 0, 10, "asn", "reported"), Mark("measure", "m", 0, 10)
    (piece,) = cut_pieces(0, 10, [total, measure])
    assert piece.underlines == (measure, total)
    assert (total.switch, total.number) == ("totals", None)


def test_reported_speech_is_no_quote_and_knows_its_ends():
    statement, name = Mark("statement", "s", 0, 10), Mark("official", "o", 4, 6)
    pieces = cut_pieces(0, 12, [statement, name])
    assert [piece.begins_statement for piece in pieces] == [True, False, False, False]
    assert [piece.ends_statement for piece in pieces] == [False, False, True, False]
    assert not any(piece.is_quote for piece in pieces)


def test_every_item_of_the_corpus_is_marked_and_no_text_is_lost(warehouse):
    con = warehouse.cursor()
    ids = [row[0] for row in con.execute("SELECT article_id FROM articles ORDER BY article_id LIMIT 40").fetchall()]
    for article_id in ids:
        article = queries.article(con, article_id)
        marks = find_marks(article)
        expected = set(article.items["item_id"]) | set(article.contests["article_contest_id"])
        assert {mark.item_id for mark in marks} == expected
        numbers = [mark.number for mark in marks if mark.kind in ("measure", "violation")]
        assert numbers == list(range(1, len(numbers) + 1))
        paragraphs = cut_paragraphs(article, marks)
        shown = "".join(article.text[piece.start : piece.end] for part in paragraphs for piece in part.pieces)
        assert "".join(shown.split()) == "".join(article.text.split())
    con.close()


def test_residue_carries_no_marks(warehouse):
    con = warehouse.cursor()
    found = con.execute("SELECT DISTINCT article_id FROM sentences WHERE is_residue LIMIT 3").fetchall()
    assert found
    for (article_id,) in found:
        article = queries.article(con, article_id)
        for paragraph in cut_paragraphs(article, find_marks(article)):
            if paragraph.is_residue:
                assert not any(piece.marks for piece in paragraph.pieces)
    con.close()
