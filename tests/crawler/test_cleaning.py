import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cleaning import take_off
from crawler.residue import find_residue


def spans_of(text, *pieces):
    return sorted(match.span() for piece in pieces for match in re.finditer(re.escape(piece), text))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("A\n\nXX\n\nB", "A\n\nB"),
        ("A\nXX\n\nB", "A\n\nB"),
        ("A\n\nXX\nB", "A\n\nB"),
        ("A\nXX\nB", "A\nB"),
        ("A\r\n\r\nXX\r\n\r\nB\r\n", "A\r\n\r\nB\r\n"),
        ("XX\n\nA", "A"),
        ("A\n\nXX\n", "A"),
        ("A\n\nXX\n\n XX\n\nXX", "A"),
        ("A.\xa0XX", "A."),
        ("A (XX) B", "A () B"),
        ("A\n\n\n\nB\n", "A\n\n\n\nB\n"),
        ("A\xa0 \nXX\n\xa0B\xa0\n", "A\xa0 \n\xa0B\xa0\n"),
        ("XX", ""),
        ("", ""),
    ],
)
def test_take_off(text, clean):
    assert take_off(text, spans_of(text, "XX")) == clean


def test_a_span_over_several_lines():
    text = "A\n\nXX\n\nXX\n\nB"
    assert take_off(text, [(3, 9)]) == "A\n\nB"


@given(st.lists(st.sampled_from(["Teks satu.", "IKLAN", "", " ", "\xa0", "Teks dua. (*)", "\r"])).map("\n".join))
def test_only_residue_and_white_space_go(text):
    spans = find_residue(text)
    covered = {at for start, end in spans for at in range(start, end)}
    rest = "".join(char for at, char in enumerate(text) if at not in covered and not char.isspace())
    assert "".join(take_off(text, spans).split()) == rest
    assert take_off(text, []) == text
