"""`datapackage.json`: the release described as a Frictionless Data Package (version 1 of the standard)."""

from collections.abc import Sequence
from typing import Any

from warehouse.release_catalog import Column, load_policy
from warehouse.release_facts import Facts
from warehouse.release_files import Written

DEMONSTRATION = (
    "DEMONSTRATION DATA. Every article, person, outlet and event in it is invented; only places and public bodies are "
    "real. It must not be cited as evidence of anything that happened."
)
# By the beginning of DuckDB's type.
TYPES = (
    ("BOOLEAN", "boolean"),
    ("TIMESTAMP", "datetime"),
    ("DATE", "date"),
    ("DOUBLE", "number"),
    ("FLOAT", "number"),
    ("DECIMAL", "number"),
    ("VARCHAR", "string"),
)


def describe(version: str, facts: Facts, written: Sequence[Written], with_texts: bool, named: bool) -> dict[str, Any]:
    """The descriptor, in an order that is always the same."""
    policy = load_policy()
    publication = policy["publication"]
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": publication["name"],
        "title": publication["title"],
        "version": version,
        "description": summary(facts),
    }
    if facts.data_date:
        package["created"] = f"{facts.data_date}T00:00:00Z"
    return package | {
        "demonstration": facts.is_demonstration,
        "schemaVersion": facts.schema_version,
        "pipeline": facts.pipeline,
        "withTexts": with_texts,
        "withNames": named,
        "keywords": publication["keywords"],
        "contributors": [{"title": publication["author"], "role": "author"}],
        "licenses": [
            {
                "name": publication["licence"],
                "path": publication["licence_url"],
                "title": publication["licence_title"]
                + ". Words quoted from articles stay their outlets': see LICENSE.md",
            }
        ],
        "sources": policy["sources"],
        "resources": [_resource(item, with_texts) for item in written],
    }


def summary(facts: Facts) -> str:
    """What the data is, in a few sentences; the first says it where the data is invented."""
    what = (
        f"What {facts.article_count:,} articles ({facts.story_count:,} independent stories) of Indonesia's regional "
        "press report about the neutrality of civil servants in elections: areas, officials, measures, alleged and "
        "proven conduct, laws, quotations, each with its place in the article. An allegation is never a finding."
    )
    return f"{DEMONSTRATION} {what}" if facts.is_demonstration else what


def _resource(item: Written, with_texts: bool) -> dict[str, Any]:
    table = item.table
    schema: dict[str, Any] = {"fields": [_field(column, with_texts) for column in table.columns], "missingValues": [""]}
    if table.has_unique_key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.table_columns)},
            }
            for reference in table.references
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "kind": table.kind,
        "path": item.csv,
        "parquet": item.parquet,
        "description": table.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "compression": "gz",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "hash": f"sha256:{item.csv_sha256}",
        "bytes": item.csv_bytes,
        "rowCount": item.row_count,
        "schema": schema,
    }


def _field(column: Column, with_texts: bool) -> dict[str, Any]:
    note = " Long values are cut (README.md)." if column.is_cut and not with_texts else ""
    return {"name": column.name, "type": field_type(column.data_type), "description": column.comment + note}


def field_type(data_type: str) -> str:
    """The standard's type for one of DuckDB's."""
    if data_type.endswith("]") or data_type.startswith(("STRUCT", "MAP")):
        return "array" if data_type.endswith("]") else "object"
    if data_type.endswith(("INT", "INTEGER")):
        return "integer"
    return next((told for begin, told in TYPES if data_type.startswith(begin)), "string")
