import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.search_query import MAX_PHRASE_WORDS, MAX_TERMS, Clause, Term, parse_question


def word(text, field=None):
    return Term((text,), field=field)


def phrase(text):
    return Term(tuple(text.split()), is_phrase=True)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("mutasi Pejabat", [[word("mutasi")], [word("pejabat")]]),
        ('"mutasi pejabat"', [[phrase("mutasi pejabat")]]),
        ("“mutasi pejabat”", [[phrase("mutasi pejabat")]]),
        ('"mutasi"', [[phrase("mutasi")]]),
        ("800/524", [[phrase("800 524")]]),
        ("undang-undang", [[phrase("undang undang")]]),
        ("mutasi OR rotasi", [[word("mutasi"), word("rotasi")]]),
        ("mutasi | rotasi ATAU lantik pejabat", [[word("mutasi"), word("rotasi"), word("lantik")], [word("pejabat")]]),
        ("mutasi or rotasi", [[word("mutasi")], [word("or")], [word("rotasi")]]),
        ("OR", []),
        ("OR mutasi OR", [[word("mutasi")]]),
        ("pejabat:amran", [[word("amran", "official")]]),
        ("catatan:penting", [[phrase("catatan penting")]]),
        ('"belum ditutup', [[word("belum")], [word("ditutup")]]),
        ('"" "', []),
        ("- -- ---", []),
        ("a-b", [[phrase("a b")]]),
        ("mutasi mutasi", [[word("mutasi")]]),
        ("yang dan", [[word("yang")], [word("dan")]]),
        ("sekda yang netral", [[word("sekda")], [word("netral")]]),
        ('"sekda yang netral"', [[phrase("sekda yang netral")]]),
        ("\ud800x", [[word("x")]]),
        ("", []),
    ],
)
def test_questions(text, clauses):
    assert parse_question(text).clauses == tuple(Clause(tuple(terms)) for terms in clauses)


def test_field_with_several_words():
    (clause,) = parse_question('daerah:"Kota Batam"').clauses
    assert clause == Clause((Term(("kota", "batam"), is_phrase=True, field="region"),))


def test_exclusions():
    question = parse_question('mutasi -kampanye -"hari tenang" non-asn')
    assert question.clauses == (
        Clause((word("mutasi"),)),
        Clause((word("kampanye"),), is_excluded=True),
        Clause((phrase("hari tenang"),), is_excluded=True),
        Clause((phrase("non asn"),)),
    )
    assert len(question.required) == 2


def test_ignored_words_are_told():
    assert parse_question("sekda yang netral").ignored_words == ("yang",)
    assert parse_question("yang dan").ignored_words == ()
    assert parse_question("yang -mutasi").ignored_words == ()


def test_long_questions_are_cut_and_say_so():
    question = parse_question(" ".join(f"kata{n}" for n in range(10_000)))
    assert len(question.clauses) == MAX_TERMS
    assert question.is_cut
    question = parse_question("/".join(str(n) for n in range(100)))
    assert len(question.clauses[0].terms[0].words) == MAX_PHRASE_WORDS
    assert question.is_cut
    assert not parse_question("mutasi").is_cut


@given(st.text(max_size=200) | st.text(st.sampled_from(list("ab :\"-|”OR\0\n*()[]\\%_'")), max_size=80))
def test_anything_can_be_asked(text):
    question = parse_question(text)
    assert sum(len(clause.terms) for clause in question.clauses) <= MAX_TERMS
    assert all(word for clause in question.clauses for term in clause.terms for word in term.words)
