"""The name of what makes the tables: a hash of this stage's code, its SQL and all reference data it loads."""

import hashlib
import re
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parent.parent
# What is only asked of a finished file makes no row of it: its change needs no new build.
ASKED = re.compile(r"cookbook/|page_\w+\.(py|sql)$")
SOURCES = (("warehouse", ("*.py", "*.sql", "*.toml", "*.csv")), ("nlp/gazetteer", ("*.csv",)))


@cache
def build_version() -> str:
    """Twelve hex digits: two builds of one version make the same rows of the same input."""
    digest = hashlib.sha256()
    for folder, patterns in SOURCES:
        paths = (path for pattern in patterns for path in (PROJECT / folder).rglob(pattern))
        for path in sorted(path for path in paths if not ASKED.search(path.as_posix())):
            digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
