"""Whether confidence can be believed: probabilities against what gold says, on articles that taught it nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp.confidence import KINDS
from nlp.training.calibration import Case

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001)
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """One item: the probability that it was given, and whether it is right."""

    probability: float
    is_right: bool


def told_by_kind(cases: Mapping[str, Sequence[Case]]) -> dict[str, list[Told]]:
    """The probabilities of the items of each kind; kinds without any are left out."""
    told: dict[str, list[Told]] = {}
    for kind in ("relevance", *KINDS):
        known = [Told(case.given, case.is_right) for case in cases.get(kind, ()) if case.given is not None]
        if known:
            told[kind] = known
    return told


def brier(told: Sequence[Told]) -> float:
    """The Brier score: the mean square of what the probabilities were off (0 is perfect)."""
    return sum((one.probability - one.is_right) ** 2 for one in told) / len(told)


def brier_of_rate(told: Sequence[Told]) -> float:
    """The Brier score of one who knows nothing but how many of these very items are right."""
    rate = sum(one.is_right for one in told) / len(told)
    return rate * (1 - rate)


def calibration_error(told: Sequence[Told]) -> float:
    """The expected calibration error: the mean distance of probability and share right, over bins, by their size."""
    return sum(len(held) * abs(_mean(held) - _share(held)) for held in _bins(told)) / len(told)


def confidence_section(sets: Mapping[str, Mapping[str, Sequence[Told]]]) -> str:
    """The section of the report, for several sets of articles."""
    lines = [
        "## How sure",
        "",
        "Every item carries the probability that a careful reader would annotate the same (`nlp/confidence.py`).",
        "Here are those probabilities against gold, on articles from which they were not learned. Brier: mean square",
        "of what they are off; in brackets that of one who knows only how many are right. ECE: mean distance from the",
        "share that is right.",
    ]
    for name, kinds in sets.items():
        every = [one for kind, told in kinds.items() if kind != "relevance" for one in told]
        lines += [
            "",
            f"### {name}",
            "",
            "| kind | items | right | mean probability | Brier | ECE |",
            "| --- " * 6 + "|",
        ]
        lines += [_row(kind, told) for kind, told in (*kinds.items(), ("all items", every)) if len(told) >= FEWEST]
        acts = [one for kind in ("measures", "violations") for one in kinds.get(kind, ())]
        lines += ["", f"Reliability, {name}: of the items given a probability between ..., so many are right."]
        lines += ["", "| probability | all items | right | measures and violations | right |", "| --- " * 5 + "|"]
        for low, high in pairwise(EDGES):
            cells = [_cells(told, low, high) for told in (every, acts)]
            lines.append(f"| {low:.2f} – {min(high, 1):.2f} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines) + "\n"


def _row(kind: str, told: Sequence[Told]) -> str:
    return (
        f"| {kind} | {len(told)} | {_share(told):.3f} | {_mean(told):.3f} | {brier(told):.3f}"
        f" ({brier_of_rate(told):.3f}) | {calibration_error(told):.3f} |"
    )


def _cells(told: Sequence[Told], low: float, high: float) -> str:
    held = [one for one in told if low <= one.probability < high]
    return f"{len(held)} | {_share(held):.3f}" if held else "0 | –"


def _bins(told: Sequence[Told]) -> list[list[Told]]:
    pairs = pairwise(EDGES)
    bins = [[one for one in told if low <= one.probability < high] for low, high in pairs]
    return [held for held in bins if held]


def _mean(told: Sequence[Told]) -> float:
    return sum(one.probability for one in told) / len(told)


def _share(told: Sequence[Told]) -> float:
    return sum(one.is_right for one in told) / len(told)
