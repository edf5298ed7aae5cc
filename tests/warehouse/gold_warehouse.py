"""A warehouse of the demonstration articles as a careful reader annotated them.

`python -m tests.warehouse.gold_warehouse DIR` builds it.
"""

import json
import re
import sys
from pathlib import Path

from crawler.items import Article
from nlp.forms import annotation_from_dict
from nlp.records import Annotation
from warehouse.build import build_warehouse
from warehouse.load import Input
from warehouse.pseudonyms import KEY_BYTES, KEY_NAME

ROOT = Path(__file__).parents[2]
KEYS = ("id", "text", "url", "title", "published", "outlet", "outlet_region", "author")
RESIDUE = re.compile(r"(?i)\s*baca juga")


def build_gold_warehouse(data_dir: Path) -> Path:
    """Build it: the same rows and pseudonyms every time, whatever the extraction does. Its key is no secret."""
    data_dir.mkdir(parents=True, exist_ok=True)
    key = data_dir / KEY_NAME
    key.touch(mode=0o600)
    key.write_text("00" * KEY_BYTES, encoding="ascii")
    build_warehouse(data_dir, *gold_records(), is_demonstration=True)
    return data_dir


def gold_records() -> tuple[list[Input], list[Annotation]]:
    """The articles and their annotations."""
    lines = (ROOT / "demo/articles.jsonl").read_text(encoding="utf-8").splitlines()
    marks = (ROOT / "tests/fixtures/corpus/annotations.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, marks)}
    inputs, annotations = [], []
    for row in map(json.loads, lines):
        article = Article(**{key: row.get(key) for key in KEYS})
        inputs.append(Input(article))
        known = {key: value for key, value in gold[article.id].items() if key in Annotation.__dataclass_fields__}
        known |= {"version": article.version, "pipeline": "gold", "sentences": split(article.text)}
        annotations.append(annotation_from_dict(known))
    return inputs, annotations


def split(text: str) -> list[dict[str, int | bool]]:
    """Sentences, plainly: by line, then after full stops."""
    found: list[dict[str, int | bool]] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text)):
        is_residue = RESIDUE.match(line[0]) is not None
        for part in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s)|$)", line[0]):
            start = line.start() + part.start()
            end = start + len(part[0].rstrip())
            found.append({"start": start, "end": end, "paragraph": paragraph, "is_residue": is_residue})
    return found


if __name__ == "__main__":
    build_gold_warehouse(Path(sys.argv[1]))
