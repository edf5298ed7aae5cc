"""Where a stage's time goes: `make profile STAGE=import|extract`, and a part of the suite.

    python tests/benchmarks/suite_profile.py import|extract [--tree]

pyinstrument looks every millisecond at what is being done. Own time is that of a function without those it calls; what
is written in C counts for the function that called it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extract_speed import mixed, other_articles, relevant_articles  # noqa: E402
from pyinstrument import Profiler  # noqa: E402
from pyinstrument.frame import Frame  # noqa: E402
from pyinstrument.session import Session  # noqa: E402
from suite_found import Found, Sizes, table  # noqa: E402
from suite_pages import larger, newsroom_pages  # noqa: E402

from crawler.html_page import read_values  # noqa: E402
from nlp.pipeline import read_article  # noqa: E402

INTERVAL = 0.001
TOP = 15
WARM = 10
SELF, SYNTHETIC = "[self]", "["
# The frame above all others is no function.
THREAD = "<thread>"


def measure(sizes: Sizes, work: Path) -> Found:
    """The functions with most time of their own, of page to text and of extraction."""
    lines = ["pyinstrument, samples of a millisecond; own time is that of a function without those it calls.", ""]
    for name, count in (("import", sizes.pages), ("extract", sizes.articles)):
        session = profile(name, count)
        lines += [f"{STAGES[name][0]}:", "", *lines_of(session), ""]
    return Found(lines[:-1])


def profile(name: str, count: int) -> Session:
    """Run a stage over so many pages or articles under the profiler, after a few that load what it needs."""
    act = STAGES[name][1](count)
    profiler = Profiler(interval=INTERVAL)
    profiler.start()
    act()
    profiler.stop()
    session = profiler.last_session
    assert session is not None
    return session


def lines_of(session: Session) -> list[str]:
    """A table of functions by own time, and the shares of each package."""
    own, packages = own_times(session.root_frame(trim_stem=False))
    whole = sum(own.values()) or 1.0
    rows = [[f"`{name}`", f"{seconds / whole:.1%}"] for name, seconds in own.most_common(TOP)]
    shares = ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in packages.most_common(6))
    return [*table(["function", "own time"], rows), "", f"By package: {shares}."]


def own_times(root: Frame | None) -> tuple[Counter[str], Counter[str]]:
    """Seconds that each function, and each package, spent itself."""
    own: Counter[str] = Counter()
    packages: Counter[str] = Counter()
    waiting = [root] if root is not None else []
    while waiting:
        frame = waiting.pop()
        parts = frame.identifier.split("\0")
        children = sum(child.time for child in frame.children)
        if not parts[0].startswith(SYNTHETIC) and len(parts) > 1 and parts[1] != THREAD:
            selves = sum(child.time for child in frame.children if child.identifier.startswith(SELF))
            spent = frame.time - children + selves
            module = module_of(parts[1])
            own[f"{module}.{parts[0]}"] += spent
            packages[module.split(".")[0]] += spent
        waiting += frame.children
    return own, packages


def module_of(path: str) -> str:
    """The dotted name of a module by its file, without anything of where it lies: `crawler.html_page`."""
    pure = PurePath(path)
    for base in (ROOT, *map(Path, sys.path)):
        if str(base) not in ("", ".") and pure.is_relative_to(base):
            pure = pure.relative_to(base)
            break
    else:
        return pure.stem
    return ".".join(part for part in pure.with_suffix("").parts if part != "__init__")


def _import(count: int) -> Callable[[], None]:
    pages = [page for one in newsroom_pages(count) for _, page in (one, larger(one))]

    def act() -> None:
        for page in pages:
            with suppress(ValueError):
                read_values(page)

    for page in pages[:WARM]:
        with suppress(ValueError):
            read_values(page)
    return act


def _extract(count: int) -> Callable[[], None]:
    articles = mixed(relevant_articles()[:count], other_articles())
    for article in articles[: 10 * WARM]:
        read_article(article)

    def act() -> None:
        for article in articles:
            read_article(article)

    return act


STAGES: dict[str, tuple[str, Callable[[int], Callable[[], None]]]] = {
    "import": ("Page to text, the newsroom's pages as served and as large as a newspaper's", _import),
    "extract": ("Extraction, one article in ten on the subject", _extract),
}


def main() -> None:
    """Profile one stage and print where its time goes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--count", type=int, default=60, help="pages, or articles on the subject")
    parser.add_argument("--tree", action="store_true", help="who calls whom, too")
    asked = parser.parse_args()
    session = profile(asked.stage, asked.count)
    print("\n".join(lines_of(session)))
    if asked.tree:
        from pyinstrument.renderers import ConsoleRenderer

        print(ConsoleRenderer(unicode=True, color=sys.stdout.isatty()).render(session))


if __name__ == "__main__":
    main()
