import re
from collections import Counter
from dataclasses import replace

import pytest

from demo.newsroom.corpus import corpus_stories
from demo.newsroom.edition import FIRST_NOW, MIX
from demo.newsroom.houses import load_houses
from demo.newsroom.records import all_records, records_at
from demo.newsroom.stories import overlap, triples
from demo.newsroom.writing import Seen

FULL = [house.id for house in load_houses() if not house.small]


def published(state=1, **wanted):
    return [
        one
        for one in records_at(state)
        if one.status == "published" and all(getattr(one, key) == value for key, value in wanted.items())
    ]


@pytest.mark.parametrize("outlet", FULL)
def test_mix(outlet):
    assert Counter(one.relevance for one in published(outlet=outlet)) == MIX


@pytest.mark.parametrize("outlet", FULL)
def test_near_misses(outlet):
    rows = published(outlet=outlet, relevance="none")
    kinds = Counter(one.kind for one in rows)
    assert kinds["video"] >= 1
    assert kinds["photo"] >= 1
    assert kinds["opinion"] >= 1
    told = {tag for one in rows for tag in one.tags}
    assert {"netralitas polri", "kepala desa", "internet", "sepak bola", "casn"} <= told


def test_same_seed_same_records():
    first = all_records(1)
    all_records.cache_clear()
    assert all_records(1) == first
    assert [one.title for one in all_records(2)] != [one.title for one in first]


def test_addresses_are_of_one_article_each():
    rows = records_at(3)
    assert len({one.url for one in rows}) == len(rows)
    owners = Counter(url for one in rows if not one.national for url in {one.url, *one.aliases})
    assert [url for url, count in owners.items() if count > 1] == []


def test_no_two_alike_by_accident():
    seen = Seen()
    for one in records_at(3):
        if one.copy_of or one.kind in ("video", "photo"):
            continue
        assert seen.likeness(one.paragraphs) < 0.2, one.title
        seen.add(one.paragraphs)


def test_copies():
    rows = {one.id: one for one in published()}
    copies = [one for one in rows.values() if one.copy_of and not one.national]
    assert len(copies) == 10
    shares = sorted(overlap(triples(one.paragraphs), triples(rows[one.copy_of].paragraphs)) for one in copies)
    assert shares[-2:] == [1.0, 1.0]
    assert shares[0] > 0.8
    openings = [one for one in copies if one.paragraphs[1:] == rows[one.copy_of].paragraphs]
    assert len(openings) == 2
    assert all(one.published > rows[one.copy_of].published for one in copies)
    assert all(one.outlet != rows[one.copy_of].outlet for one in copies)


@pytest.mark.parametrize(
    ("outlet", "title", "said", "instead"),
    [
        ("suara-mahakam", "BKN Buka", "Rabu (8/10/2024)", "Selasa (8/10/2024)"),
        ("ranah-ekspos", "BKN Buka", "hampir 1.300 pengaduan", "1.287 pengaduan"),
        ("warta-timor", "BKN Buka", "Harsana", "Harsono"),
        ("radar-rafflesia", "Kemendagri Minta", "Kamis (21/10/2020)", "Rabu (21/10/2020)"),
        ("semarang-nusaharian", "Kemendagri Minta", "sekitar 3.400 pegawai", "3.415 pegawai"),
        ("maluku-kini", "Kemendagri Minta", "Yahia", "Yahya"),
    ],
)
def test_releases_differ(outlet, title, said, instead):
    one = next(one for one in published(outlet=outlet) if one.title.startswith(title))
    text = " ".join(one.paragraphs)
    original = " ".join(next(other for other in published() if other.id == one.copy_of).paragraphs)
    assert said in text
    assert instead not in text
    assert instead in original


def test_look_alikes_are_no_copies():
    first, second = (one for one in published(outlet="ranah-ekspos") if "Keluarkan Edaran" in one.title)
    assert first.copy_of is None
    assert second.copy_of is None
    assert overlap(triples(first.paragraphs), triples(second.paragraphs)) > 0.1


def test_national_stories_stand_on_two_bureaus():
    pairs = {one.id: one for one in published(national=True)}
    twins = [one for one in pairs.values() if one.copy_of]
    assert len(twins) == 6
    for one in twins:
        original = pairs[one.copy_of]
        assert (one.number, one.path, one.paragraphs) == (original.number, original.path, original.paragraphs)


def test_third_state():
    before = {one.id: one for one in records_at(1)}
    after = {one.id: one for one in records_at(3)}
    new = [one for id, one in after.items() if id not in before]
    changed = [one for id, one in before.items() if after[id] != one]
    assert records_at(2) == records_at(1)
    assert len(new) == 20
    assert all(one.published > FIRST_NOW for one in new)
    assert Counter(after[one.id].status for one in changed) == {"published": 3, "withdrawn": 1}
    for one in changed:
        now = after[one.id]
        assert (now.url, now.title, now.published) == (one.url, one.title, one.published)
        assert (now.status == "withdrawn") or (now.updated and now.paragraphs != one.paragraphs)
        assert replace(now, paragraphs=one.paragraphs, updated=None, status="published") == one


def test_corpus_is_freed_of_residue():
    stories = list(corpus_stories())
    assert len(stories) > 120
    residue = re.compile(r"(?i)(?:baca juga|editor|penulis|pewarta|sebarkan|bagikan|advertorial|scroll|ikuti kami)\b")
    lines = [line for story in stories for line in story.paragraphs]
    assert [line for line in lines if residue.match(line)] == []
    assert [line for line in lines if re.match(r"[A-Z ]{4,30} ?[–—-] ", line)] == []


def test_barred_articles_are_core():
    barred = [one for one in records_at(1) if one.barred and one.outlet in FULL]
    assert {one.outlet for one in barred} == {"riau-lintas", "suara-mahakam"}
    assert {one.relevance for one in barred} == {"core"}


def test_nothing_left_unsaid():
    for one in records_at(3):
        assert not re.search(r"[{}<>]", one.title + " ".join(one.paragraphs) + (one.caption or "")), one.id
