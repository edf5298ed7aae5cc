"""Small files that several machines write and read in a shared folder or an object store, while others do the same.

What the libraries of a store raise becomes `scale.trouble.StoreTrouble` here, an OSError; FileNotFoundError where there
is no such file.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scale.places import Place
from scale.trouble import told


def write_new(target: Place, content: bytes) -> bool:
    """Write a file if there is none of this name; False where there is. Of several writers at once one is told True.

    `content` must be the writer's own, such as with a random part: where the answer of a store was lost on its way, it
    tells whose file it is. In a folder this rests on O_EXCL (safe on NFS from version 3 on), in an object store on
    `If-None-Match: *`, which AWS S3 and most others of its kind know. In a folder a reader may find it empty for a
    moment. Raises OSError where the store refuses.
    """
    if isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
        return True
    try:
        with _told(target):
            target.fs.pipe_file(target.path, content, mode="create")
    except OSError as error:
        # A request that is sent again after a lost answer meets its own file. A store that cannot decide between two
        # says so (409); then neither file may be there.
        try:
            return read(target) == content
        except FileNotFoundError:
            raise error from None
    return True


def read(place: Place) -> bytes:
    """The content of a file. Raises FileNotFoundError where there is none, OSError where the store refuses."""
    if isinstance(place, Path):
        return place.read_bytes()
    with _told(place):
        return bytes(place.fs.cat_file(place.path))


def written_at(place: Place) -> float:
    """When a file was written, in seconds since 1970 by the clock of its store. Raises as `read` does."""
    if isinstance(place, Path):
        return place.stat().st_mtime
    with _told(place):
        return float(place.fs.modified(place.path).timestamp())


def is_there(place: Place) -> bool:
    """Whether there is such a file. Raises OSError where the store refuses."""
    try:
        written_at(place)
    except FileNotFoundError:
        return False
    return True


def remove(place: Place) -> None:
    """Remove a file; nothing where there is none. Raises OSError where the store refuses."""
    if isinstance(place, Path):
        place.unlink(missing_ok=True)
        return
    with _told(place):
        place.fs.rm_file(place.path)


def names_below(folder: Place) -> list[tuple[str, str]]:
    """The files in the folders of a folder, as (folder, file), in order; of a store in few requests.

    An empty list where there is no such folder. Raises OSError where the store refuses.
    """
    if isinstance(folder, Path):
        return sorted((file.parent.name, file.name) for file in folder.glob("*/*"))
    with _told(folder):
        paths = folder.fs.find(folder.path)
    start = folder.path.rstrip("/") + "/"
    parts = [path.removeprefix(start).split("/") for path in paths if path.startswith(start)]
    return sorted((part[0], part[1]) for part in parts if len(part) == 2 and part[1])


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """Around one call of a store, as `scale.trouble.told`; but that a file is there, or is none, is an answer here."""
    try:
        yield
    except (FileNotFoundError, FileExistsError):
        raise
    except Exception as error:
        with told(place):
            raise error
