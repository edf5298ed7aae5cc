"""By what code pages and files are read: a hash, so that processes of one run can tell whether they are of one mind."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

CODE = Path(__file__).parent
LIBRARIES = ("trafilatura", "htmldate", "courlan", "lxml", "w3lib")


@cache
def code_version() -> str:
    """All code and word lists of this package, and the libraries that decide what is read; 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted([*CODE.rglob("*.py"), *(CODE / "lexicons").glob("*.toml")]):
        digest.update(str(path.relative_to(CODE)).encode() + b"\0" + path.read_bytes() + b"\0")
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()
