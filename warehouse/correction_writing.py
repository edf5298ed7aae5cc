"""A correction onto the end of the file: what is there stays as it is, comments and order with it."""

import fcntl
import os
import stat
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from warehouse.correction_parsing import check_correction, parse_corrections
from warehouse.corrections import BadCorrections, Correction, FieldValue, Ref, read_corrections

# What TOML wants escaped in a text between double quotes.
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
PLAIN = ("id", "kind", "article", "item", "field", "words", "at", "version", "where", "values", "people", "cases")
LATER = ("old", "new", "protected", "by", "made_on", "why", "source")


class IdTaken(BadCorrections):
    """The file has an entry of this id: somebody was quicker, or it is the same one again."""


def append_correction(path: Path, correction: Correction) -> None:
    """Add a correction at the end of the file, which is made where there is none.

    The file is locked against other writers, written beside itself, read again to see that it says what was meant,
    and swapped in: a reader sees the old file or the new one. A link is followed. Raises BadCorrections where the
    correction does not hold, its id is taken, or the file itself is broken; then the file stays as it was.
    """
    append_corrections(path, [correction])


def append_corrections(path: Path, corrections: Sequence[Correction]) -> None:
    """Add several as `append_correction` adds one: all of them or none. Raises IdTaken where an id is taken."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = [render_correction(correction) for correction in corrections]
    with _locked(path):
        before = read_corrections(path)
        for correction in corrections:
            if any(entry.id == correction.id for entry in before.entries):
                raise IdTaken(f"{path}: there is a correction {correction.id!r} already: give this one another id")
        content = path.read_bytes() if path.exists() else b""
        for block in blocks:
            gap = b"" if not content else b"\n" if content.endswith(b"\n") else b"\n\n"
            content += gap + block.encode("utf-8")
        after = parse_corrections(content.decode("utf-8-sig"), str(path))
        if after.entries != (*before.entries, *corrections):
            ids = ", ".join(repr(correction.id) for correction in corrections)
            raise BadCorrections(f"{path}: the correction {ids} would not be read back as it was given")
        _replace(path, content)


def remove_corrections(path: Path, ids: Collection[str]) -> None:
    """Take entries out again, all of them or none; everything else stays byte for byte, but for a blank line.

    Raises BadCorrections where one of them is not there, or no longer stands as `append_correction` wrote it: what a
    hand has changed, a hand takes out.
    """
    path = path.resolve()
    with _locked(path):
        before = read_corrections(path)
        content = path.read_bytes() if path.exists() else b""
        for wanted in ids:
            block = next((render_correction(e).encode("utf-8") for e in before.entries if e.id == wanted), None)
            if block is None or content.count(block) != 1:
                raise BadCorrections(
                    f"{path}: the correction {wanted!r} is not there as it was written: look at the file"
                )
            head, _, tail = content.partition(block)
            content = head.removesuffix(b"\n") + tail if head.endswith(b"\n\n") else head + tail.removeprefix(b"\n")
        after = parse_corrections(content.decode("utf-8-sig"), str(path))
        if after.entries != tuple(entry for entry in before.entries if entry.id not in ids):
            raise BadCorrections(f"{path}: {', '.join(ids)} cannot be taken out alone: look at the file")
        _replace(path, content)


def render_correction(correction: Correction) -> str:
    """The entry as TOML. Raises BadCorrections where it would not be accepted when read."""
    table = as_table(correction)
    if wrong := check_correction(table):
        raise BadCorrections("\n".join(f"correction {correction.id!r:.80}: {what}" for what in wrong))
    lines = [f"{name} = {_render(value)}" for name, value in table.items()]
    return "\n".join(["[[correction]]", *lines]) + "\n"


def as_table(correction: Correction) -> dict[str, object]:
    """The keys of an entry in the order in which they are written, without those that it does not have."""
    table: dict[str, object] = {}
    for name in (*PLAIN, *LATER):
        value = getattr(correction, name)
        if value is None or value == ():
            continue
        if name in ("where", "values"):
            value = dict(value)
        elif name in ("people", "cases"):
            value = [_ref(ref) for ref in value]
        elif name == "at":
            value = list(value)
        table[name] = value
    return table


def _ref(ref: Ref) -> str | dict[str, str]:
    if ref.id is not None:
        return ref.id
    return {name: value for name in ("article", "name", "type") if (value := getattr(ref, name)) is not None}


def _render(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(_render(part) for part in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_render(part)}" for name, part in value.items()) + " }"
    return _render_text(str(value))


def _render_text(text: FieldValue) -> str:
    escaped = []
    for char in str(text):
        if "\ud800" <= char <= "\udfff":
            raise BadCorrections(f"a text holds half a character (U+{ord(char):04X}): it cannot be written")
        # Direction marks and their like are spelt out too: a reviewer must see what stands there.
        is_hidden = ord(char) < 32 or 127 <= ord(char) < 160 or not char.isprintable()
        escaped.append(SHORT.get(char) or (_escape(char) if is_hidden else char))
    return '"' + "".join(escaped) + '"'


def _escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Wait for the lock beside the file; the system frees it when the process ends."""
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replace(path: Path, content: bytes) -> None:
    """Swap the content in, on disk for good before, with the rights that the file had."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
