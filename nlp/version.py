"""The name of the pipeline that read an article: a release number and a hash of all rules and word lists."""

import hashlib
from functools import cache
from pathlib import Path

RELEASE = "0.1.0"
PROJECT = Path(__file__).parent.parent
# Who reads where, where readings are kept, and what is told of them: none of it changes a reading.
AROUND = frozenset(
    {
        "__main__.py",
        "correctness.py",
        "crew.py",
        "explain.py",
        "extract.py",
        "partitions.py",
        "quality.py",
        "quality_confidence.py",
        "quality_speech.py",
        "score.py",
        "store.py",
    }
)
# What can change a reading: this stage's own code and data, and the residue rules it shares with the crawler.
SOURCES = (
    ("nlp", "*.py"),
    ("nlp/lexicons", "*.toml"),
    ("nlp/gazetteer", "*.csv"),
    ("nlp/models", "act_words.npz"),
    ("nlp/models", "confidence.json"),
    ("nlp/models/names/ner", "model"),
    ("nlp/models/names/tok2vec", "model"),
    ("crawler", "lexicons.py"),
    ("crawler", "residue.py"),
    ("crawler", "timestamps.py"),
    ("crawler/lexicons", "residue.toml"),
)


@cache
def pipeline_version() -> str:
    """Such as "0.1.0+3f9c2a1b": two runs of one version give the same annotation for the same text."""
    return version_of(PROJECT)


def version_of(project: Path) -> str:
    """The version of the pipeline whose sources lie in this folder."""
    digest = hashlib.sha256()
    for folder, pattern in SOURCES:
        for path in sorted((project / folder).glob(pattern)):
            if path.name not in AROUND:
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{RELEASE}+{digest.hexdigest()[:8]}"
