"""What stands for the name of a protected person: "ASN 7KQ2-M4XD", from a keyed hash of the person's id.

The key lies in the data directory and goes into no release. Whoever has it can compute the pseudonym of a known
person_id; whoever has not cannot tell which of two persons a pseudonym is, nor match those of two data directories.
"""

import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

KEY_NAME = "pseudonym.key"
KEY_BYTES = 32
KEY = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}\n?")
# Without I, L, O and U: nothing that reads as another sign, and no words (Crockford's base 32).
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# 8 signs are 40 bits: among 10,000 protected persons two meet by chance in one of 22,000 data sets, and then
# both get four signs more.
SHORT, STEP, LONGEST = 8, 4, 48


class BadKey(ValueError):
    """The file of the key is not one of ours, or others can read it; the message says what to do."""


def read_key(data_dir: Path) -> bytes:
    """The secret of a data directory, made at the first call. Raises BadKey.

    Two processes that make it at once get the same one. A lost key is no error: the next one gives other pseudonyms.
    """
    path = data_dir / KEY_NAME
    if not path.exists():
        _make_key(path)
    held = path.stat()
    if stat.S_IMODE(held.st_mode) & 0o077:
        raise BadKey(f"{path} can be read by others: `chmod 600 {path}`")
    text = path.read_text(encoding="ascii", errors="replace")
    if not KEY.fullmatch(text):
        raise BadKey(f"{path} holds no key: remove it and a new one is made, with other pseudonyms")
    return bytes.fromhex(text.strip())


def make_pseudonyms(person_ids: Iterable[str], key: bytes) -> dict[str, str]:
    """The pseudonym of each person, different for each; the same id and key give the same one in whatever company.

    But for those that would share one: they all get longer ones, whichever came first.
    """
    signs = {person_id: _signs(person_id, key) for person_id in set(person_ids)}
    lengths = dict.fromkeys(signs, SHORT)
    while True:
        shown: dict[str, list[str]] = {}
        for person_id, all_signs in signs.items():
            shown.setdefault(all_signs[: lengths[person_id]], []).append(person_id)
        shared = [person_id for ids in shown.values() if len(ids) > 1 for person_id in ids]
        if not shared:
            return {person_id: _spell(text[: lengths[person_id]]) for person_id, text in sorted(signs.items())}
        for person_id in shared:
            if lengths[person_id] >= LONGEST:
                raise ValueError(f"no pseudonym tells {person_id!r} from another person")
            lengths[person_id] += STEP


def _signs(person_id: str, key: bytes) -> str:
    digest = hmac.new(key, person_id.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * LONGEST)
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(LONGEST)))


def _spell(signs: str) -> str:
    return "ASN " + "-".join(signs[start : start + STEP] for start in range(0, len(signs), STEP))


def _make_key(path: Path) -> None:
    """Write a new key beside the place and link it there: never half a key, never over another one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{KEY_NAME}-{os.getpid()}-{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was first: its key stands
    finally:
        beside.unlink()
