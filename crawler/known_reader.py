"""What crawls know of addresses, for readers: of several crawlers what they share, of one its state file.

Nothing is written. Of an outlet that both tell of, what several crawlers share counts: they began with the other.
"""

from crawler.crawl_state import Known
from crawler.known_keeper import rows_of_lone_crawl
from crawler.known_parts import ARTICLE_COLUMNS, KnownParts, outlets_with_parts
from scale.places import Place


class KnownReader:
    """Holds one outlet at a time: ask outlet by outlet."""

    def __init__(self, data_dir: Place) -> None:
        self._data_dir = data_dir
        self._shared = outlets_with_parts(data_dir)
        self._outlet: str | None = None
        self._rows: dict[str, Known] = {}

    def known(self, outlet: str, key: str) -> Known | None:
        """What is known of an article address. Raises OSError or ValueError where what is known cannot be read."""
        if outlet != self._outlet:
            self._rows, self._outlet = self._read(outlet), outlet
        return self._rows.get(key)

    def _read(self, outlet: str) -> dict[str, Known]:
        if outlet in self._shared:
            rows = KnownParts(self._data_dir, outlet).all_rows()
            return {
                row["key"]: Known(**{name: row[name] for name in ARTICLE_COLUMNS})
                for row in rows
                if row["url"] is not None
            }
        articles, _ = rows_of_lone_crawl(self._data_dir, outlet)
        return {str(key): Known(*values) for key, *values in articles}  # type: ignore[arg-type]
