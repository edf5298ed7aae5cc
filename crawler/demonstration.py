"""The mark that keeps invented articles and real ones apart: a file `DEMONSTRATION` in the data directory."""

from crawler.store import has_articles
from scale.places import Place, has_file, write_whole

MARK = "DEMONSTRATION"
CONTENT = """\
Artikel di folder ini rekaan: orang, media, dan peristiwanya tidak nyata. Jangan campur dengan data sungguhan.
The articles in this folder are invented: their persons, outlets and events do not exist. Keep real data apart.
"""


class WrongKind(ValueError):
    """Invented and real articles would mix; the message says what to do instead."""


def is_demonstration(data_dir: Place) -> bool:
    """Whether a data directory is marked as holding invented articles."""
    return has_file(data_dir / MARK)


def claim(data_dir: Place, demonstration: bool) -> None:
    """Make sure that a data directory holds, or may begin to hold, articles of this kind; mark it for invented ones.

    Raises WrongKind where it holds the other kind, OSError where disk or store refuses.
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
    write_whole(data_dir / MARK, lambda file: file.write(CONTENT.encode()))
