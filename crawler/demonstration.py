"""The mark that keeps invented articles and real ones apart: a file `DEMONSTRATION` in the data directory."""

from pathlib import Path

from crawler.store import has_articles

MARK = "DEMONSTRATION"
CONTENT = """\
Artikel di folder ini rekaan: orang, media, dan peristiwanya tidak nyata. Jangan campur dengan data sungguhan.
The articles in this folder are invented: their persons, outlets and events do not exist. Keep real data apart.
"""


class WrongKind(ValueError):
    """Invented and real articles would mix; the message says what to do instead."""


def is_demonstration(data_dir: Path) -> bool:
    """Whether a data directory is marked as holding invented articles."""
    return (data_dir / MARK).exists()


def claim(data_dir: Path, demonstration: bool) -> None:
    """Make sure that a data directory holds, or may begin to hold, articles of this kind; mark it for invented ones.

    Raises WrongKind where it holds the other kind.
    """
    if is_demonstration(data_dir):
        if not demonstration:
            raise WrongKind(
                f"{data_dir} holds the invented demonstration articles (it has a file {MARK}). "
                "Import your own into another directory: --data DIR"
            )
        return
    if not demonstration:
        return
    if has_articles(data_dir):
        raise WrongKind(
            f"{data_dir} holds articles that are not marked as invented. "
            "Import the demonstration into a directory of its own: --demonstration --data DIR"
        )
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / MARK).write_text(CONTENT, encoding="utf-8")
