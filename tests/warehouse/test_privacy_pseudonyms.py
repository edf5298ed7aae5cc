"""Pseudonyms: stable, each its own, and nothing to be told from them without the key."""

import multiprocessing
import os
import re
from pathlib import Path

import pytest

from warehouse.pseudonyms import KEY_NAME, BadKey, make_pseudonyms, read_key

KEY = bytes(range(32))
OTHER = bytes(32)


def test_they_hang_on_id_and_key_alone():
    alone = make_pseudonyms(["p-1"], KEY)
    among = make_pseudonyms([f"p-{n}" for n in range(3000)], KEY)
    assert among["p-1"] == alone["p-1"]
    assert len(set(among.values())) == 3000
    assert all(re.fullmatch(r"ASN [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", name) for name in among.values())
    assert make_pseudonyms(["p-1"], OTHER)["p-1"] != alone["p-1"]
    assert make_pseudonyms([], KEY) == {}


def test_those_that_would_share_one_all_get_longer_ones(monkeypatch):
    monkeypatch.setattr(
        "warehouse.pseudonyms._signs", lambda person_id, _: {"a": "A" * 12 + "B" * 36}.get(person_id, "A" * 48)
    )
    one_way = make_pseudonyms(["a", "b"], KEY)
    assert one_way == make_pseudonyms(["b", "a"], KEY)
    assert one_way == {"a": "ASN AAAA-AAAA-AAAA-BBBB", "b": "ASN AAAA-AAAA-AAAA-AAAA"}
    with pytest.raises(ValueError, match="no pseudonym tells"):
        make_pseudonyms(["b", "c"], KEY)


def test_the_key_is_made_once_and_is_for_its_owner(tmp_path):
    key = read_key(tmp_path / "data")
    assert len(key) == 32
    assert read_key(tmp_path / "data") == key
    assert (tmp_path / "data" / KEY_NAME).stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path / "data") == [KEY_NAME]  # noqa: PTH208
    assert read_key(tmp_path / "other") != key


def test_a_key_that_others_can_read_or_that_is_none_is_refused(tmp_path):
    read_key(tmp_path)
    (tmp_path / KEY_NAME).chmod(0o644)
    with pytest.raises(BadKey, match="can be read by others: `chmod 600"):
        read_key(tmp_path)
    (tmp_path / KEY_NAME).chmod(0o600)
    (tmp_path / KEY_NAME).write_text("12", encoding="ascii")
    with pytest.raises(BadKey, match="holds no key"):
        read_key(tmp_path)


def _read(folder: Path, found: multiprocessing.SimpleQueue) -> None:
    found.put(read_key(folder))


def test_who_comes_at_once_gets_the_same_key(tmp_path):
    context = multiprocessing.get_context("fork")
    found = context.SimpleQueue()
    readers = [context.Process(target=_read, args=(tmp_path, found)) for _ in range(4)]
    for reader in readers:
        reader.start()
    assert len({found.get() for _ in readers}) == 1
    for reader in readers:
        reader.join(30)
