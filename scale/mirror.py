"""Copies of objects on this machine's disk, for what reads files many times over, as a build of the warehouse does.

A copy is named after its object's name and mark, so that an object that was replaced is another copy, and a name that
was made to do harm names no file here.
"""

import hashlib
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from upath import UPath

from scale.places import Listed, Place, each, list_objects, read_whole, write_whole

log = logging.getLogger(__name__)


def mirror(files: Sequence[Place], folder: Path) -> list[Path]:
    """The paths of files, in their order; of objects the paths of copies in a folder, which are fetched once.

    All files lie in one place. Copies of other objects are removed from the folder, which is to hold nothing else.
    Raises StoreTrouble where the store does not give an object, OSError where the disk refuses.
    """
    remote = [file for file in files if isinstance(file, UPath)]
    if not remote:
        return [file for file in files if isinstance(file, Path)]
    listed = {one.place.name: one for one in list_objects(remote[0].parent, "*")}
    wanted = [listed.get(file.name, Listed(file, "", 0)) for file in remote]  # one that has gone cannot be fetched
    copies = [folder / _name(one) for one in wanted]
    held = set(folder.iterdir()) if folder.is_dir() else set()
    for old in held - set(copies):
        old.unlink()
    fresh = {one.place: copy for one, copy in zip(wanted, copies, strict=True) if copy not in held}
    if fresh:
        size = sum(one.size for one in wanted if one.place in fresh)
        log.info("fetching %d of %d files from %s (%.1f MB)", len(fresh), len(remote), remote[0].parent, size / 1e6)
    for _ in each(list(fresh), partial(_fetch, fresh)):
        pass
    return copies


def _name(listed: Listed) -> str:
    name = f"{listed.place.name}\0{listed.mark}".encode(errors="surrogateescape")
    return f"{hashlib.blake2b(name, digest_size=16).hexdigest()}.parquet"


def _fetch(copies: dict[Place, Path], file: Place) -> None:
    content = read_whole(file)
    write_whole(copies[file], lambda out: out.write(content))
