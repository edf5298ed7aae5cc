"""The records of the newsroom: every article that was published, before any page is made of it.

The same seed gives the same records. In the third state twenty are new, three corrected and one is withdrawn.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from demo.newsroom.addresses import Place, place_article
from demo.newsroom.chance import chance
from demo.newsroom.edition import FIRST_NOW, NATIONAL_FROM, NATIONAL_TO, THIRD_NOW, ZONE, placed_stories
from demo.newsroom.houses import House, load_houses
from demo.newsroom.stories import Story
from demo.newsroom.writing import Desk, Seen

SEED = 1
# What is printed of who wrote it: both names, one or initials, or "Redaksi", which is nobody.
BYLINES = {"wire": "both", "daily": "both", "portal": "both", "magazine": "nobody"}
# One core article per outlet here lies where robots.txt bars it.
BARRED = {"riau-lintas": 5, "suara-mahakam": 4}
# What an interface lists beside what is published.
UNPUBLISHED = (("draft", 2), ("draft", 9), ("draft", 40), ("scheduled", -2_000), ("scheduled", -2_500))
UNPUBLISHED_BY = "maluku-kini"
CORRECTED = (("semarang-nusaharian", "core", -1), ("kabar-metro", "core", -2), ("radar-rafflesia", "none", -3))
WITHDRAWN = ("suara-mahakam", "mention", -2)
FIRST_NUMBERS = {
    "wire": 271_004, "daily": 40_117, "portal": 10_233, "magazine": 88_310, "numbered": 114_902, "group": 650_118,
    "blog": 4_501, "shell": 30_871,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One article as published. `published` and `updated` have the outlet's zone; `url` is canonical."""

    id: str
    outlet: str
    number: int
    url: str
    aliases: tuple[str, ...]
    title: str
    published: datetime
    updated: datetime | None
    author: str | None
    editor: str | None
    dateline: str
    paragraphs: tuple[str, ...]
    caption: str | None
    tags: tuple[str, ...]
    section: str
    paid: bool
    relevance: str
    copy_of: str | None
    kind: str = "news"
    national: bool = False
    barred: bool = False
    status: str = "published"

    @property
    def path(self) -> str:
        """The canonical address without its host."""
        return "/" + self.url.split("/", 3)[3]


@lru_cache(maxsize=4)
def all_records(seed: int = SEED) -> tuple[Record, ...]:
    """The records as first published, those of the third state included."""
    houses = load_houses()
    placed = placed_stories(seed, houses)
    desk = Desk(seed, Seen())
    nationals = {story.copy_of for story in placed[NATIONAL_TO] if story.source.endswith("-national")}
    made: list[Record] = []
    for house in houses:
        made += _house_records(seed, house, placed[house.id], desk, nationals)
    ids = {story_id: record.id for record, story_id in zip(made, _sources(houses, placed), strict=True)}
    numbers = {record.id: record.number for record in made}
    made = [replace(one, copy_of=ids[one.copy_of]) if one.copy_of else one for one in made]
    made = [_with_national_number(one, numbers, houses) for one in made]
    return (*made, *_unpublished(seed, next(house for house in houses if house.id == UNPUBLISHED_BY)))


def records_at(state: int, seed: int = SEED) -> tuple[Record, ...]:
    """What stands in the newsroom: state 1 and 2 the first run's, state 3 with new, corrected and withdrawn."""
    records = all_records(seed)
    if state < 3:
        return tuple(one for one in records if one.published <= FIRST_NOW or one.status != "published")
    corrected = {_pick(records, *key).id for key in CORRECTED}
    withdrawn = _pick(records, *WITHDRAWN).id
    return tuple(
        _corrected(one) if one.id in corrected else replace(one, status="withdrawn") if one.id == withdrawn else one
        for one in records
    )


def now_at(state: int) -> datetime:
    """The newsroom's present."""
    return THIRD_NOW if state >= 3 else FIRST_NOW


def _pick(records: tuple[Record, ...], outlet: str, relevance: str, at: int) -> Record:
    fits = [
        one
        for one in records
        if one.outlet == outlet and one.relevance == relevance and one.kind == "news" and one.published <= FIRST_NOW
    ]
    plain = [one for one in fits if not (one.copy_of or one.national or one.barred)]
    return plain[at % len(plain)]


def _corrected(record: Record) -> Record:
    text = list(record.paragraphs)
    text[-1] += " Angka dalam berita ini sudah diperbaiki dari semula tertulis keliru."
    text.append("Redaksi menyampaikan ralat atas nama narasumber pada paragraf kedua dan meminta maaf kepada pembaca.")
    return replace(record, paragraphs=tuple(text), updated=(FIRST_NOW + timedelta(hours=30)).astimezone(ZONE))


def _sources(houses: tuple[House, ...], placed: dict[str, list[Story]]) -> list[str]:
    return [story.source for house in houses for story in placed[house.id]]


def _house_records(
    seed: int, house: House, stories: list[Story], desk: Desk, nationals: set[str | None]
) -> list[Record]:
    first = FIRST_NUMBERS[house.template] + (3 if house.id == NATIONAL_TO else 0)
    core_at = 0
    titles: set[str] = set()
    paths: set[str] = set()
    made: list[Record] = []
    for rank, story in enumerate(stories):
        number = first + 7 * rank
        dice = chance(seed, house.id, "record", story.source)
        author, editor = _byline(house, story, dice.choice(house.people), dice.choice(house.editors or ("",)))
        national = story.source in nationals or story.source.endswith("-national")
        title = story.title
        if title in titles:
            title = f"Lagi, {title}"
        titles.add(title)
        place = place_article(house, number, title, story.published, story.section, len(story.paragraphs), national)
        if place.path in paths:
            place = place.numbered(rank)
        paths.add(place.path)
        text = story.paragraphs
        if house.template == "numbered" and rank % 10 == 4 and story.kind == "news" and not story.copy_of:
            text = _with_wrong_year(text, story.published)
        is_core = story.relevance == "core" and not story.copy_of
        # The daily's captions are of other events.
        bare = house.template == "daily" or story.kind in ("video", "photo") or dice.random() < 0.15
        caption = None if bare else desk.caption(house, story.published, number)
        paid = story.paid or (
            house.template == "portal" and story.kind == "news" and not story.copy_of and rank % 5 == 2
        )
        made.append(
            _record(
                house,
                number,
                place,
                story,
                story.published,
                title=title,
                author=author,
                editor=editor,
                paragraphs=text,
                caption=caption,
                paid=paid,
                copy_of=story.copy_of,
                kind=story.kind,
                national=national,
                barred=house.robots == "closed" or (is_core and BARRED.get(house.id) == core_at),
            )
        )
        core_at += is_core
    return made


def _unpublished(seed: int, house: House) -> list[Record]:
    """Drafts, and what is to come out one day; they have numbers of their own."""
    seen = Seen()
    desk = Desk(seed, seen)
    made: list[Record] = []
    for n, (status, days) in enumerate(UNPUBLISHED):
        published = (FIRST_NOW - timedelta(days=days, hours=n)).astimezone(house.zone).replace(tzinfo=None)
        story = desk.story(house, ("edaran", "ikrar", "pasar", "klarifikasi", "wisata")[n], published, 990 + n)
        number = FIRST_NUMBERS[house.template] + 5_000 + n
        place = place_article(house, number, story.title, published, story.section, len(story.paragraphs), False)
        made.append(
            _record(
                house,
                number,
                place,
                story,
                published,
                title=story.title,
                author=house.people[0],
                editor=None,
                paragraphs=story.paragraphs,
                caption=None,
                paid=False,
                copy_of=None,
                status=status,
            )
        )
    return made


def _record(house: House, number: int, place: Place, story: Story, published: datetime, **more: Any) -> Record:
    """A story as an outlet's record under a number; `more` are the fields that the story alone does not tell."""
    return Record(
        id=f"{house.id}-{number}",
        outlet=house.id,
        number=number,
        url=house.base + place.path,
        aliases=place.aliases,
        published=published.replace(tzinfo=house.zone),
        updated=None,
        dateline=story.city or house.city,
        tags=story.tags,
        section=story.section,
        relevance=story.relevance,
        **more,
    )


def _with_wrong_year(paragraphs: tuple[str, ...], published: datetime) -> tuple[str, ...]:
    """A text that prints a wrong year in a date."""
    year = published.year + 1
    first = re.sub(r"\((\d{1,2}/\d{1,2})(?:/\d{4})?\)", rf"(\1/{year})", paragraphs[0], count=1)
    if first == paragraphs[0]:
        first += f" Keterangan itu disampaikan kepada wartawan ({published.day}/{published.month}/{year})."
    return (first, *paragraphs[1:])


def _byline(house: House, story: Story, author: str, editor: str) -> tuple[str | None, str | None]:
    printed = BYLINES.get(house.template, "author")
    return None if printed == "nobody" else author, (editor or None) if printed == "both" else None


def _with_national_number(record: Record, numbers: dict[str, int], houses: tuple[House, ...]) -> Record:
    """A national story has one number on all hosts."""
    if not record.national:
        return record
    if record.outlet == NATIONAL_FROM or record.copy_of is None:
        return record
    house = next(one for one in houses if one.id == record.outlet)
    number = numbers[record.copy_of]
    local = record.published.replace(tzinfo=None)
    place = place_article(house, number, record.title, local, record.section, len(record.paragraphs), True)
    return replace(record, number=number, url=house.base + place.path, aliases=place.aliases)
