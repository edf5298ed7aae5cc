"""What the parts of the benchmark suite hand to its report, and how their figures are told."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured; `growth` are three numbers of articles, each four times the one before."""

    name: str
    rounds: int
    outlets: int
    pages: int
    articles: int
    growth: tuple[int, int, int]
    warehouse: tuple[int, int, int]
    readers: int
    warc_records: int
    cluster_articles: int
    copies_articles: int


FULL = Sizes(
    name="full", rounds=3, outlets=11, pages=240, articles=120, growth=(300, 1_200, 4_800),
    warehouse=(1_000, 4_000, 16_000), readers=10, warc_records=1_500, cluster_articles=4_000, copies_articles=4_000,
)  # fmt: skip
QUICK = Sizes(
    name="quick", rounds=1, outlets=2, pages=30, articles=10, growth=(30, 120, 480), warehouse=(50, 200, 800),
    readers=4, warc_records=100, cluster_articles=200, copies_articles=400,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What one stage takes for `count` articles (or pages): seconds of each round, bytes of all its processes."""

    stage: str
    count: int
    seconds: tuple[float, ...]
    peak: int

    @property
    def each(self) -> float:
        """Seconds of one article, median of the rounds."""
        return statistics.median(self.seconds) / self.count


@dataclass(frozen=True, slots=True)
class Found:
    """What a part measured: Markdown lines, and the costs of the stages that it measured."""

    lines: list[str]
    costs: list[Cost] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be handed from process to process."""
        return asdict(self)


def found_of(value: Mapping[str, Any]) -> Found:
    """The inverse of `Found.as_json`. Raises KeyError or TypeError where it is not one."""
    costs = [Cost(**{**one, "seconds": tuple(one["seconds"])}) for one in value["costs"]]
    return Found(list(value["lines"]), costs)


def beyond(stage: str, sizes: Sequence[int], seconds: Sequence[float], peak: int) -> list[Cost]:
    """What each article costs beyond the start of the command: of the largest size, less the smallest.

    None where the difference is not above nothing: then the sizes are too small to tell.
    """
    spent = seconds[-1] - seconds[0]
    return [Cost(stage, sizes[-1] - sizes[0], (spent,), peak)] if spent > 0 else []


class NotMeasured(Exception):
    """A part cannot be measured here, and that is no fault: the message says what is missing."""


def middle(values: Sequence[float], form: str = ".1f") -> str:
    """The median, with the least and the most behind it where there are several."""
    told = format(statistics.median(values), form)
    return f"{told} ({min(values):{form}}–{max(values):{form}})" if len(values) > 1 else told


def ratios(others: Sequence[float], ours: Sequence[float]) -> list[float]:
    """The other's time over ours, round by round: above 1 we are quicker."""
    return [other / own for other, own in zip(others, ours, strict=True)]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table. Raises ValueError where a row has another number of cells than the head."""
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"a table of {len(head)} columns has a row of {len(row)}: {row}")
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
