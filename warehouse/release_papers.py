"""What people read of a release: README, CITATION.cff, LICENSE.md and KNOWN-GAPS.md."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.release_catalog import load_policy
from warehouse.release_facts import Facts, Gap
from warehouse.release_files import Written
from warehouse.release_package import DEMONSTRATION, summary
from warehouse.release_quality import headline

CFF_VERSION = "1.2.0"
FOLDER = Path(__file__).parent
UNKNOWN = "an unknown day"


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the papers tell of one release."""

    version: str
    facts: Facts
    written: Sequence[Written]
    gaps: Sequence[Gap]
    quality: dict[str, Any] | None
    coverage: dict[str, Any]
    with_texts: bool
    named: bool


def readme(contents: Contents) -> str:
    """What the release is, how to read it and how to cite it."""
    facts = contents.facts
    tables = [item for item in contents.written if item.table.kind == "table"]
    views = [item for item in contents.written if item.table.kind != "table"]
    return _template("release_readme").format(
        title=_title(facts),
        version=contents.version,
        author=load_policy()["publication"]["author"],
        banner=_banner(facts),
        what=summary(facts).removeprefix(DEMONSTRATION).strip(),
        first=facts.first_report_date or UNKNOWN,
        last=facts.last_report_date or UNKNOWN,
        data_date=facts.data_date or UNKNOWN,
        pipeline=facts.pipeline or "unknown",
        schema_version=facts.schema_version,
        names=_names(contents),
        texts="**It holds full texts of articles: not to be passed on.**"
        if contents.with_texts
        else "It holds no texts of articles.",
        cut="" if contents.with_texts else _cut(),
        tables=_table_list(tables),
        views=_table_list(views),
        quality=_quality(contents),
    )


def quality_page(contents: Contents, report: str) -> str:
    """The report of scores, which in a release of invented data says that it is part of one."""
    if not contents.facts.is_demonstration:
        return report
    note = "Part of a release of demonstration data, which is invented. The scores are those of the pipeline."
    return f"> {note}\n\n{report}"


def citation(contents: Contents) -> str:
    """CITATION.cff, version 1.2.0 of its schema. Values are JSON strings, which YAML reads alike."""
    publication = load_policy()["publication"]
    facts = contents.facts
    lines = [
        f"cff-version: {_yaml(CFF_VERSION)}",
        'message: "If you use this data, please cite this release of it."',
        'type: "dataset"',
        f"title: {_yaml(_title(facts))}",
        f"abstract: {_yaml(summary(facts))}",
        "authors:",
        f"  - name: {_yaml(publication['author'])}",
        f"version: {_yaml(contents.version)}",
    ]
    if facts.data_date:
        lines.append(f"date-released: {_yaml(facts.data_date)}")
    lines.append(f"license: {_yaml(publication['licence'])}")
    lines.append("keywords:")
    lines += [f"  - {_yaml(word)}" for word in publication["keywords"]]
    return "\n".join(lines)


def licence(contents: Contents) -> str:
    """What may be done with the data, and what not."""
    publication = load_policy()["publication"]
    texts = (
        "**This release holds full texts of articles. It is for those entitled to them and must not be passed on.**"
        if contents.with_texts
        else "Their texts are not part of the release. Titles, quotations and the sentences around an item are quoted "
        "in short, with the address of the article. " + _cut()
    )
    if contents.named:
        texts = f"{_names(contents)} {texts}"
    return _template("release_licence").format(banner=_banner(contents.facts), texts=texts, **publication)


def known_gaps(contents: Contents) -> str:
    """Every gap with its number, and what was looked for and not found."""
    found = [str(gap) for gap in contents.gaps if gap.count]
    none = [gap.name for gap in contents.gaps if gap.count == 0]
    unknown = [gap.name for gap in contents.gaps if gap.count is None]
    if contents.quality is None:
        found.append("No scores of the pipeline are at hand: nothing tells how often it is wrong.")
    elif mismatch := _pipeline_mismatch(contents):
        found.append(mismatch)
    if not contents.with_texts:
        found.append(
            "Texts of articles are not released, and long values are cut: an ellipsis marks where. The address leads "
            "to the article, as long as its outlet shows it."
        )
    parts = [
        f"# Known gaps\n\n{_banner(contents.facts)}Counted in the data of this release.",
        "\n".join(f"- {line}" for line in found) or "None found.",
        "The press is not a register: what no outlet reported, or no watched outlet, is not here.",
    ]
    if none:
        parts.append(f"Looked for and not found: {', '.join(none)}.")
    if unknown:
        parts.append(f"Could not be asked of this file, which has no such tables: {', '.join(unknown)}.")
    return "\n\n".join(parts)


def _title(facts: Facts) -> str:
    title = str(load_policy()["publication"]["title"])
    return f"{title} (demonstration, invented)" if facts.is_demonstration else title


def _banner(facts: Facts) -> str:
    return f"> **{DEMONSTRATION}**\n\n" if facts.is_demonstration else ""


def _names(contents: Contents) -> str:
    if contents.named:
        return "**It names persons who are otherwise under a pseudonym: for those entitled, not to be passed on.**"
    return "Civil servants of low rank who are named in allegations alone stand under a pseudonym."


def _cut() -> str:
    policy = load_policy()
    return (
        f"The sentences quoted of an article are at most {policy['share']:.0%} of it (or one), each of at most "
        f"{policy['length']} characters; where a sentence is not quoted, words are cut at {policy['short_length']} "
        "characters. An ellipsis marks where."
    )


def _table_list(written: Sequence[Written]) -> str:
    rows = "\n".join(
        f"| `{item.table.name}` | {item.row_count:,} | {item.table.comment.replace('|', '/')} |" for item in written
    )
    return f"| table | rows | what it is |\n| --- | --- | --- |\n{rows}" if written else "None."


def _quality(contents: Contents) -> str:
    if contents.quality is None:
        return "No scores are at hand."
    rows = "\n".join(f"| {figure} | {score} |" for figure, score in headline(contents.quality))
    parts = [
        "F1 (for sets) or accuracy against gold, on invented articles that were kept apart from the writing of the "
        "rules; 1.000 is perfect.\n`quality.md` tells the rest.",
        f"| figure | score |\n| --- | --- |\n{rows}",
        _pipeline_mismatch(contents),
    ]
    return "\n\n".join(part for part in parts if part)


def _pipeline_mismatch(contents: Contents) -> str:
    """A sentence where the scores were measured with another pipeline than the one that read the data."""
    measured = contents.quality["pipelines"] if contents.quality else []
    read = sorted(part.strip() for part in (contents.facts.pipeline or "").split(",") if part.strip())
    if set(read) <= set(measured):
        return ""
    by = ", ".join(measured) or "unknown"
    return f"The scores were measured with pipeline {by}, the articles read by {', '.join(read)}."


def _template(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def _yaml(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
