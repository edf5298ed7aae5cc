"""B-cubed on groupings small enough to count by hand."""

import pytest

from warehouse.agreement import b_cubed


def groups(**names):
    return {item: value.split() for item, value in names.items()}


@pytest.mark.parametrize(
    ("truth", "found", "precision", "recall"),
    [
        (groups(a="1", b="1", c="2"), groups(a="x", b="x", c="y"), 1, 1),
        # Everything in one group: a and b share two thirds of it, c one third.
        (groups(a="1", b="1", c="2"), groups(a="x", b="x", c="x"), (2 / 3 + 2 / 3 + 1 / 3) / 3, 1),
        # Everything apart.
        (groups(a="1", b="1", c="2"), groups(a="x", b="y", c="z"), 1, (1 / 2 + 1 / 2 + 1) / 3),
        # An item that was missed, and one that was made up.
        (groups(a="1", b="1"), groups(a="x"), 1, (1 / 2 + 0) / 2),
        (groups(a="1"), groups(a="x", b="y"), 1 / 2, 1),
        # Two items that share two cases, found as one case.
        (groups(a="1 2", b="1 2"), groups(a="x", b="x"), 1, 1 / 2),
        ({}, {}, 1, 1),
    ],
)
def test_counts_by_hand(truth, found, precision, recall):
    agreement = b_cubed(truth, found)
    assert (agreement.precision, agreement.recall) == pytest.approx((precision, recall))


def test_harmonic_mean_of_nothing_right_is_zero():
    assert b_cubed(groups(a="1", b="1"), {}).f1 == 0
