import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp.tokenizer import LONGEST_RUN, make_doc, make_tokens


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("id")


@given(st.text(max_size=200), st.integers(0, 3))
def test_the_text_stays_as_it_is(nlp, text, times):
    long = text + "(" * LONGEST_RUN * times + text
    assert make_tokens(nlp, long).text == long
    assert make_doc(nlp, long).text == long


def test_a_long_run_is_cut_and_words_are_not(nlp):
    words = "Wali Kota Padang"
    assert [token.text for token in make_tokens(nlp, words)] == ["Wali", "Kota", "Padang"]
    assert max(len(token) for token in make_tokens(nlp, f"{words} {'(' * 10_000}")) <= 50
