"""The suite's parts that have a benchmark of their own: archives in bulk, clusters, copies.

Each module has `measure(...)`, which gives Markdown lines, or figures that its `lines(figures)` tells.
"""

import importlib
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from suite_found import Found, NotMeasured, Sizes, table


def measure_warc(sizes: Sizes, work: Path) -> Found:
    """Articles out of WARC files in bulk."""
    return measured("warc_speed", size=sizes.warc_records)


def measure_cluster(sizes: Sizes, work: Path) -> Found:
    """Extraction by the processes of a cluster."""
    return measured("cluster_speed", articles=sizes.cluster_articles)


def measure_copies(sizes: Sizes, work: Path) -> Found:
    """Copies linked."""
    return measured("copies_speed", articles=sizes.copies_articles)


def measured(name: str, **sizes: object) -> Found:
    """What a benchmark tells. Raises NotMeasured where there is no such benchmark."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise NotMeasured(f"Not measured: there is no tests/benchmarks/{name}.py.") from error
    known = inspect.signature(module.measure).parameters
    found = module.measure(**{key: value for key, value in sizes.items() if key in known})
    return Found(lines_of(found, getattr(module, "lines", None)))


def lines_of(found: Any, tell: Any = None) -> list[str]:
    """Markdown lines as they are, or made of figures; raises TypeError of anything else."""
    if isinstance(found, str):
        return found.splitlines()
    if isinstance(found, (list, tuple)) and all(isinstance(line, str) for line in found):
        return list(found)
    if tell is not None:
        return lines_of(tell(found))
    if isinstance(found, Mapping):
        return table(["", ""], [[str(name), _told(value)] for name, value in found.items()])
    raise TypeError(f"a benchmark gave neither lines nor figures: {type(found).__name__}")


def _told(value: object) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
