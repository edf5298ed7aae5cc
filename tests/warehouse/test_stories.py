import json
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article_lines import article_from_dict
from warehouse.days import parse_published, publication_order
from warehouse.stories import StoryText, fold_stories

ROOT = Path(__file__).parents[2]
DAY = date(2024, 10, 7)
RELEASE = (
    "Pemerintah kota menggelar apel gabungan di halaman balai kota pada pagi hari ini. Sebanyak dua ratus pegawai "
    "mengucapkan ikrar untuk tidak berpihak kepada calon mana pun. Wakil wali kota memimpin pembacaan naskah yang "
    "kemudian ditandatangani para kepala dinas. Pengawas pemilu setempat hadir sebagai saksi dan mencatat nama peserta."
)
CUT = RELEASE[:170] + " Demikian disampaikan humas."
OTHER = (
    "Seorang camat dipanggil untuk memberi keterangan tentang foto bersama rombongan calon di sebuah rumah makan. "
    "Pemeriksaan berlangsung tiga jam dan hasilnya akan dibawa ke rapat pleno pekan berikutnya menurut ketua panitia."
)


def fold(*texts, days=None):
    days = days or [DAY] * len(texts)
    items = [StoryText(str(number), text, day) for number, (text, day) in enumerate(zip(texts, days, strict=True))]
    return list(fold_stories(items).values())


@pytest.mark.parametrize(
    ("texts", "stories"),
    [
        ((), []),
        ((RELEASE,), ["0"]),
        ((RELEASE, RELEASE), ["0", "0"]),
        ((RELEASE, RELEASE.upper().replace(",", "")), ["0", "0"]),
        ((RELEASE, CUT), ["0", "0"]),
        ((CUT, OTHER, RELEASE), ["0", "1", "0"]),
        ((RELEASE, OTHER), ["0", "1"]),
        ((RELEASE, ""), ["0", "1"]),
        (("", ""), ["0", "1"]),
        (("Iklan", "Iklan"), ["0", "0"]),
        (("Foto: apel pegawai hari ini", "Foto: apel pegawai hari ini di kota"), ["0", "1"]),
        ((RELEASE, OTHER, RELEASE + " " + OTHER), ["0", "1", "0"]),
    ],
)
def test_fold(texts, stories):
    assert fold(*texts) == stories


@pytest.mark.parametrize(
    ("days_apart", "stories"), [(0, ["0", "0"]), (7, ["0", "0"]), (8, ["0", "1"]), (365, ["0", "1"])]
)
def test_copies_are_close_in_time(days_apart, stories):
    assert fold(RELEASE, RELEASE, days=[DAY, DAY + timedelta(days_apart)]) == stories


def test_copy_without_a_day_is_folded():
    assert fold(RELEASE, CUT, days=[DAY, None]) == ["0", "0"]


def test_release_that_runs_everywhere_is_one_story():
    """More copies than a triple may be common to, each with an opening of its own."""
    copies = [f"Media nomor {number} melaporkan dari tempat {number * 7}. {RELEASE}" for number in range(60)]
    assert set(fold(*copies, OTHER)) == {"0", "60"}


@given(st.lists(st.tuples(st.text(alphabet="ab c", max_size=30), st.none() | st.dates()), max_size=12))
@settings(max_examples=60, deadline=None)
def test_story_is_named_for_its_first_article(items):
    folded = fold_stories([StoryText(str(place), text, day) for place, (text, day) in enumerate(items)])
    assert set(folded) == {str(place) for place in range(len(items))}
    for article_id, story_id in folded.items():
        assert folded[story_id] == story_id
        assert int(story_id) <= int(article_id)


def test_demonstration_stories():
    """Pairwise precision and recall against the stories that the annotators marked (docs/warehouse.md)."""
    lines = (ROOT / "demo/articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [article_from_dict(json.loads(line)) for line in lines]
    articles.sort(key=lambda article: publication_order(article, None))
    truth_lines = (ROOT / "tests/fixtures/corpus/annotations.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {row["id"]: row["story"] for row in map(json.loads, truth_lines)}
    days = {article.id: moment.date() for article in articles if (moment := parse_published(article.published))}
    folded = fold_stories([StoryText(article.id, article.text, days.get(article.id)) for article in articles])
    pairs = list(combinations(sorted(folded), 2))
    found = {pair for pair in pairs if folded[pair[0]] == folded[pair[1]]}
    true = {pair for pair in pairs if truth[pair[0]] == truth[pair[1]]}
    assert len(true) == 9
    assert len(found & true) / len(found) >= 0.95
    assert len(found & true) / len(true) >= 0.95
