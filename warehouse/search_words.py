"""Words as full-text search sees them: how they are cut out of a text, and their stems.

Cutting is plain SQL (`sql/search_macros.sql`). Stemming is the Snowball stemmer for Indonesian of DuckDB's extension
`fts`, in a small database of its own: so the warehouse connection needs no extension, also where it is locked, and
index and question are stemmed by the same code.
"""

import importlib.util
import re
import threading
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

FOLDER = Path(__file__).parent
# Dropped from within words: apostrophes, soft hyphen, characters of no width.
DROPPED = "'’‘ʼ`\u00ad\u200b\u200c\u200d\ufeff"
# A word in a text, for offsets: letters and digits, with accents that stand as characters of their own
# (Python counts the apostrophe ʼ among the letters).
WORD = re.compile(rf"[^\W_ʼ](?:[\u0300-\u036f{DROPPED}]*[^\W_ʼ])*[\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class WordId:
    """A word by its form and by its stem."""

    word_id: int
    stem_id: int


@dataclass(frozen=True, slots=True)
class WordLists:
    """`search_words.toml`: words left out of questions, names of fields, stems set right
    by the word and by the stem that the stemmer gives."""

    ignored: frozenset[str]
    fields: dict[str, str]
    words: dict[str, str]
    stems: dict[str, str]


@cache
def load_words() -> WordLists:
    """Read the word lists."""
    with (FOLDER / "search_words.toml").open("rb") as file:
        lists = tomllib.load(file)
    return WordLists(frozenset(lists["ignored"]), lists["fields"], lists["words"], lists["stems"])


def define_words(con: duckdb.DuckDBPyConnection) -> None:
    """Give a connection, read-only or not, the macro `search_words_of(text)` for as long as it lives."""
    sql = (FOLDER / "sql" / "search_macros.sql").read_text(encoding="utf-8")
    con.execute(sql.replace("{dropped}", DROPPED))


def stem_table(words: pa.Table) -> pa.Table:
    """The ids of words that are cut out already: from one column `word` to word, word_id, stem_id."""
    with _stemmer() as con:
        con.register("incoming", words)
        sql = (FOLDER / "sql" / "search_stems.sql").read_text(encoding="utf-8")
        lists = load_words()
        found = con.execute(sql, {"by_word": _pairs(lists.words), "by_stem": _pairs(lists.stems)}).to_arrow_table()
        con.unregister("incoming")
    return found


def split_words(texts: list[str]) -> list[list[str]]:
    """The words of each text, in order, as the index has them."""
    with _stemmer() as con:
        rows = con.execute(
            "SELECT search_words_of(t) FROM unnest($1::VARCHAR[]) WITH ORDINALITY AS x (t, n) ORDER BY n", [texts]
        )
        return [words for (words,) in rows.fetchall()]


def find_word_ids(printed: Iterable[str]) -> dict[str, WordId]:
    """The ids of words as printed, each matched by WORD; a string that is no single word is left out."""
    texts = sorted(set(printed))
    folded = {text: words[0] for text, words in zip(texts, split_words(texts), strict=True) if len(words) == 1}
    ids = look_up_ids(folded.values())
    return {text: ids[word] for text, word in folded.items()}


def look_up_ids(words: Iterable[str]) -> dict[str, WordId]:
    """The ids of words that are cut out already (`split_words`)."""
    table = stem_table(pa.table({"word": pa.array(sorted(set(words)), pa.string())}))
    return {row["word"]: WordId(row["word_id"], row["stem_id"]) for row in table.to_pylist()}


def _pairs(mapping: dict[str, str]) -> list[dict[str, str]]:
    return [{"k": key, "v": value} for key, value in mapping.items()]


class _Stemmer:
    """One connection with the stemmer, for one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._con = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "512MB"})
        self._con.execute(f"LOAD '{extension_file()}'")
        self._con.execute("SET enable_external_access = false")
        define_words(self._con)

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        self._lock.acquire()
        return self._con

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@cache
def _stemmer() -> _Stemmer:
    return _Stemmer()


def extension_file() -> str:
    """The file of the extension in its wheel: loaded from there, nothing is copied into the home directory."""
    spec = importlib.util.find_spec("duckdb_extension_fts")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("package duckdb-extension-fts is missing: `make install` brings it")
    folder = Path(spec.submodule_search_locations[0]) / "extensions" / f"v{duckdb.__version__}"
    return str(folder / "fts.duckdb_extension").replace("'", "''")
