"""Which phrase of conduct counts among many that others forbid, in sentences as long as a text."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.conduct_finder import _pick, is_parted

TEXT = "a, b c; d e atau f g h, i j k l m n o p"
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(lambda one: (one[0], sum(one), "phrase"))


@given(hits=st.lists(SPANS, max_size=12), barred=st.lists(SPANS, max_size=12))
def test_the_first_that_no_forbidding_phrase_touches(hits, barred):
    def is_free(start, end):
        return not any(a < end and start < b and not is_parted(TEXT, a, start) for a, b, _ in barred)

    free = [hit for hit in sorted(hits) if is_free(*hit[:2])]
    found = _pick(TEXT, "gesture", hits, barred)
    if not free:
        assert found is None
    else:
        same = [end for start, end, _ in free if start == free[0][0]]
        assert (found.start, found.end, found.reach) == (free[0][0], same[0], same[-1])
