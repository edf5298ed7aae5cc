"""By what a WARC file was read: a hash of the code and word lists that decide what comes of a page."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
# What decides whether a page is taken and what its article is; a test finds what is missing here.
MODULES = (
    "addresses", "article_form", "article_lines", "cleaning", "expressions", "filing", "html_filing", "html_metadata",
    "html_page", "items", "language", "lexicons", "mojibake", "other_articles", "outlet", "outlet_names", "residue",
    "signatures", "timestamps", "title_author", "warc_body", "warc_file", "warc_hosts", "warc_records", "warc_words",
)  # fmt: skip
LEXICONS = ("bulk", "filing", "language", "outlets", "residue", "timestamps", "topic")
LIBRARIES = ("fastwarc", "htmldate", "lxml", "trafilatura")


@cache
def reader_version() -> str:
    """Such as "3f9c2a1b44d0": two readers of one version take the same articles from the same file."""
    digest = hashlib.sha256()
    for path in [FOLDER / f"{name}.py" for name in MODULES] + [
        FOLDER / "lexicons" / f"{name}.toml" for name in LEXICONS
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for name in LIBRARIES:
        digest.update(f"{name} {version(name)}\0".encode())
    return digest.hexdigest()[:12]
