"""What is covered in one article: rows of the columns `masked_...` and of `masked_spans`, by table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.privacy_spans import PrintedName, Span, find_masked_spans, mask, within

Row = dict[str, Any]
CORRECTION_TEXTS = ("target", "old", "new", "why", "source", "note")
TAG_MARK = "\x1f"  # between tags: no page prints it


class Cover:
    """Rows that hold what stands instead of names, by table: the key of the row and its columns `masked_...`."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}

    def add(self, table: str, key: Row, values: Mapping[str, str | None]) -> None:
        """Add a row where any of these values is not None."""
        if any(value is not None for value in values.values()):
            masked = {f"masked_{name}": value for name, value in values.items()}
            self.rows.setdefault(table, []).append(key | masked)

    def add_spans(self, article_id: str, version: str, spans: Iterable[Span]) -> None:
        """Add rows of `masked_spans`."""
        key = {"article_id": article_id, "version": version}
        rows = self.rows.setdefault("masked_spans", [])
        rows += [key | {"start_char": start, "end_char": end} for start, end in spans]


@dataclass(frozen=True, slots=True)
class Forms:
    """The names of an article with all forms that it prints, without their places: for its other texts."""

    protected: tuple[PrintedName, ...]
    kept: tuple[PrintedName, ...]

    def mask(self, text: str | None, is_slug: bool = False) -> str | None:
        """The text with blocks, None where nothing in it is covered."""
        if not text:
            return None
        spans = find_masked_spans(text, self.protected, self.kept, is_slug)
        return mask(text, spans) if spans else None


def cover_article(
    cover: Cover, article: Row, names: Sequence[Row], said: Iterable[Row], pseudonyms: Mapping[str, str]
) -> Forms:
    """Add what is covered in an article and its items; give the names as it prints them.

    `names` are rows of `protected_names.sql`; `said` are quotes and statements of the article, with their `table`.
    """
    text, key = article["text"], {"article_id": article["article_id"]}
    protected, kept = _printed(text, names)
    spans = find_masked_spans(text, protected, kept)
    forms = Forms(tuple(map(_without_mentions, protected)), tuple(map(_without_mentions, kept)))
    cover.add_spans(article["article_id"], article["version"], spans)
    printed = list(article["tags"] or ())
    tags = [forms.mask(tag, is_slug=True) or tag for tag in printed]
    values = {name: forms.mask(article[name]) for name in ("title", "display_title")}
    values |= {name: forms.mask(article[name], is_slug=True) for name in ("url", "source")}
    values |= {"tags": TAG_MARK.join(tags) if tags != printed else None}
    cover.add("articles", key, {"text": mask(text, spans) if spans else None} | values)
    by_official: dict[str | None, str | None] = {None: None}
    for row in names:
        pseudonym = pseudonyms.get(row["person_id"])
        if row["official_id"] is not None:
            by_official[row["official_id"]] = pseudonym
            cover.add("officials", {"official_id": row["official_id"]}, {"name": pseudonym})
        for mention in row["mentions"]:
            words = _cut(text, spans, mention)
            cover.add("mentions", {"mention_id": mention["mention_id"]}, {"text": words})
    for row in said:
        item_id = f"{row['table'].removesuffix('s')}_id"
        # What stands between the marks is what stands in the text: a corrected item is cut from it, too.
        words = _cut(text, spans, row)
        speaker = by_official.get(row["speaker_official_id"])
        cover.add(row["table"], {item_id: row["item_id"]}, {"speaker": speaker, "text": words})
    return forms


def cover_version(cover: Cover, version: Row, forms: Forms) -> None:
    """Add what is covered in an older version, which nobody read: by the forms that the newest one prints."""
    spans = find_masked_spans(version["text"] or "", forms.protected, forms.kept)
    if version["text"]:
        cover.add_spans(version["article_id"], version["version"], spans)
    key = {"article_id": version["article_id"], "version": version["version"]}
    values = {"text": mask(version["text"], spans) if spans else None, "title": forms.mask(version["title"])}
    cover.add("article_versions", key, values)


def cover_corrections(cover: Cover, corrections: Iterable[Row], names: Iterable[str]) -> None:
    """Add what is covered in the texts of corrections: whoever wrote them wrote names."""
    forms = Forms(tuple(PrintedName(name) for name in names), ())
    for row in corrections:
        values = {name: forms.mask(row[name], is_slug=name == "source") for name in CORRECTION_TEXTS}
        cover.add("corrections", {"correction_id": row["correction_id"]}, values)


def _cut(text: str, spans: Sequence[Span], item: Row) -> str | None:
    start, end = item["start_char"], item["end_char"]
    hit = within(spans, start, end)
    return mask(text[start:end], hit) if hit else None


def _printed(text: str, names: Sequence[Row]) -> tuple[list[PrintedName], list[PrintedName]]:
    protected: list[PrintedName] = []
    kept: list[PrintedName] = []
    for row in names:
        mentions = tuple((mention["start_char"], mention["end_char"]) for mention in row["mentions"])
        also = dict.fromkeys([*row["also"], *(text[start:end] for start, end in mentions)])
        name = PrintedName(row["name"], mentions, tuple(form for form in also if form != row["name"]))
        (protected if row["is_protected"] else kept).append(name)
    return protected, kept


def _without_mentions(name: PrintedName) -> PrintedName:
    return PrintedName(name.name, (), name.also)
