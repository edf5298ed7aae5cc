"""Signs of life of the crawlers that share a data directory: `DIR/crawl/crawlers/ID.json`, written anew each minute.

Clocks of different machines are never compared: how old a sign is, is told by the times of the store itself, that of
the sign and that of the one which the asker has just written.
"""

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from scale.places import Place, files_in, write_whole
from scale.shared_files import read, remove, written_at

# Signs are cleared away after so long; of a crawler without one it is known that it is at no site.
FORGOTTEN_SECONDS = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of a crawler; `age` is in seconds, `written_at` a time of the store."""

    written_at: float
    age: float
    is_ended: bool
    share: str


class Signs:
    """The signs of a data directory, as one crawler sees and gives them.

    Methods raise OSError where the store refuses.
    """

    def __init__(self, place: Place, crawler: str, share: str) -> None:
        self._folder = place / "crawl" / "crawlers"
        self._crawler = crawler
        self._share = share
        # The store's time and that of this machine at the same moment.
        self._at = 0.0, 0.0

    def give(self, *, is_ended: bool = False) -> None:
        """Give a sign, and learn the store's time by it."""
        content = json.dumps({"crawler": self._crawler, "share": self._share, "is_ended": is_ended}).encode()
        target = self._file(self._crawler)
        write_whole(target, lambda file: file.write(content))
        self._at = written_at(target), clock()

    def of(self, crawler: str) -> Sign | None:
        """The last sign of a crawler; None where there is none, or none any more. To be asked after a `give`."""
        return self.in_file(self._file(crawler))

    def in_file(self, file: Place) -> Sign | None:
        """What a file tells; of one that cannot be read its age alone."""
        try:
            moment = written_at(file)
            found = json.loads(read(file))
        except FileNotFoundError:
            return None
        except ValueError:
            found = None
        told = found if isinstance(found, dict) else {}
        store, own = self._at
        age = store + clock() - own - moment
        return Sign(moment, age, told.get("is_ended") is True, str(told.get("share", "")))

    def forget_old(self) -> None:
        """Clear away what was written long ago. To be called after a `give`."""
        for file in files_in(self._folder, "*.json"):
            with suppress(FileNotFoundError):
                if self._at[0] - written_at(file) > FORGOTTEN_SECONDS:
                    remove(file)

    def _file(self, crawler: str) -> Place:
        return self._folder / f"{quote(crawler, safe='')}.json"


def clock() -> float:
    """Seconds that nobody sets and that go on while the machine sleeps, where the system has such a clock."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
