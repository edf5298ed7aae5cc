"""Writes stories from the material: sentences with choices in them, put together so that no two come out alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from demo.newsroom.chance import chance
from demo.newsroom.houses import CITIES, House, load_material
from demo.newsroom.stories import Story, triples

CHOICE = re.compile(r"\{([^{}]*)\}")
NUMBER = re.compile(r"<n (\d+) (\d+)>")
SLOT = re.compile(r"<(\w+)>")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ELECTIONS = (
    (datetime(2018, 6, 28), "Pilkada 2018"),
    (datetime(2019, 4, 18), "Pemilu 2019"),
    (datetime(2020, 12, 10), "Pilkada 2020"),
    (datetime(2024, 2, 15), "Pemilu 2024"),
    (datetime(2024, 11, 28), "Pilkada 2024"),
)
LATER_ELECTION = "pemilihan ulang"
MOST_ALIKE = 0.12
TRIES = 80


@dataclass(slots=True)
class Seen:
    """What was written so far, to tell how much of a new text stands in an older one."""

    _where: dict[tuple[str, str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _sizes: list[int] = field(default_factory=list)

    def likeness(self, paragraphs: Iterable[str]) -> float:
        """The largest share of word triples in common with one older text."""
        mine = triples(list(paragraphs))
        shared = Counter(at for triple in mine for at in self._where.get(triple, ()))
        return max((n / (len(mine) + self._sizes[at] - n) for at, n in shared.items()), default=0.0)

    def add(self, paragraphs: Iterable[str]) -> None:
        """Remember a text."""
        mine = triples(list(paragraphs))
        for triple in mine:
            self._where[triple].append(len(self._sizes))
        self._sizes.append(len(mine))


class Desk:
    """One editor for all outlets: hands out stories on topics, none like another."""

    def __init__(self, seed: int, seen: Seen) -> None:
        self.seed = seed
        self.seen = seen
        self.words = load_material("passing")
        self.everyday = {topic["id"]: topic for name in ("everyday", "more") for topic in load_material(name)["topic"]}
        self.core = {topic["id"]: topic for topic in load_material("core")["topic"]}

    def story(self, house: House, topic_id: str, published: datetime, number: int, mention: bool = False) -> Story:
        """A story on a topic; with `mention` it says a word about neutrality in passing."""
        topic = self.core.get(topic_id) or self.everyday[topic_id]
        best: Story | None = None
        least = 2.0
        for attempt in range(TRIES):
            dice = chance(self.seed, house.id, topic_id, number, attempt)
            story = self._draft(house, topic, published, dice, mention, number)
            likeness = self.seen.likeness(story.paragraphs)
            if likeness < least:
                best, least = story, likeness
            if likeness < MOST_ALIKE:
                break
        if best is None:
            raise ValueError(f"{topic_id}: nothing written")
        self.seen.add(best.paragraphs)
        return best

    def clip(self, house: House, kind: str, published: datetime, number: int) -> Story:
        """A video page with two sentences, or a photo page with captions only."""
        dice = chance(self.seed, house.id, kind, number)
        voice = Voice(house, published, dice, self.words["names"], [])
        lines = [dice.choice(self.words["video"])] if kind == "video" else dice.sample(self.words["photo"], 3)
        paragraphs = tuple(voice.say(line) for line in lines)
        title = f"{kind.upper() if kind == 'video' else 'FOTO'}: {paragraphs[0].split('.')[0].split(',')[0]}"
        self.seen.add(paragraphs)
        return Story(
            f"{house.id}-{kind}-{number}", title, paragraphs, "none", published, voice.city, kind, (kind,), kind
        )

    def caption(self, house: House, published: datetime, number: int) -> str:
        """A photo caption."""
        dice = chance(self.seed, house.id, "caption", number)
        return Voice(house, published, dice, self.words["names"], []).say(dice.choice(self.words["caption"]))

    def _draft(
        self, house: House, topic: dict[str, Any], published: datetime, dice: Random, mention: bool, number: int
    ) -> Story:
        voice = Voice(house, published, dice, self.words["names"], topic["roles"])
        body = dice.sample(topic["body"], dice.randint(5, min(8, len(topic["body"]))))
        angle = dice.randrange(len(topic["title"]))  # headline and opening tell the same
        title = voice.say(topic["title"][angle], keep=True)
        lines = body
        if mention:
            lines.insert(dice.randint(2, len(lines)), dice.choice(self.words["mention"]))
        opening = voice.say(topic["lead"][angle % len(topic["lead"])], keep=True)
        paragraphs = (opening, *(voice.say(line) for line in lines))
        relevance = "core" if topic["id"] in self.core else "mention" if mention else "none"
        return Story(
            source=f"{house.id}-{topic['id']}-{number}",
            title=title,
            paragraphs=paragraphs,
            relevance=relevance,
            published=published,
            city=voice.city,
            section=topic["section"],
            tags=tuple(topic["tags"]),
            kind=topic.get("kind", "news"),
        )


class Voice:
    """Fills sentences for one story: its town, its persons, its day."""

    def __init__(self, house: House, published: datetime, dice: Random, names: list[str], roles: list[str]) -> None:
        self.dice = dice
        self.city = dice.choice(list(house.places))
        first, second = dice.sample(house.places[self.city], 2)
        self.persons = dice.sample(names, len(roles) + 1)
        self.roles = roles
        self.told: set[int] = set()
        self.figures: dict[str, str] = {}
        day = published - timedelta(days=dice.choice((0, 0, 1)) if published.hour > 8 else 1)
        weekday = DAYS[day.weekday()]
        figures = f"{day.day}/{day.month}/{day.year}" if dice.random() < 0.5 else f"{day.day}/{day.month}"
        is_city = self.city in CITIES
        self.slots = {
            "city": self.city,
            "gov": f"{'Pemko' if house.home[:2] in ('13', '14', '21') else 'Pemkot'} {self.city}"
            if is_city
            else f"Pemkab {self.city}",
            "d1": first,
            "d2": second,
            "when": weekday if house.template == "wire" else f"{weekday} ({figures})",
            "year": str(published.year),
            "elect": next((name for end, name in ELECTIONS if published < end), LATER_ELECTION),
            "name": self.persons[-1],
        }

    def say(self, line: str, keep: bool = False) -> str:
        """A sentence with its choices made and its slots filled; `keep` gives the same figure for the same range."""
        while CHOICE.search(line):
            line = CHOICE.sub(lambda found: self.dice.choice(found[1].split("|")), line)
        line = NUMBER.sub(lambda found: self._figure(found, keep), line)
        line = SLOT.sub(self._slot, line)
        return re.sub(r"(^|[.!?]”? |“)([a-z])", lambda found: found[1] + found[2].upper(), line)

    def _figure(self, found: re.Match[str], keep: bool) -> str:
        if keep and found[0] in self.figures:
            return self.figures[found[0]]
        figure = str(self.dice.randint(int(found[1]), int(found[2])))
        if keep:
            self.figures[found[0]] = figure
        return figure

    def _slot(self, found: re.Match[str]) -> str:
        name = found[1]
        if name[0] != "p" or not name[1:].isdigit():
            return self.slots[name]
        at = int(name[1:]) - 1
        at = min(at, len(self.roles) - 1)
        person = self.persons[at]
        if at in self.told:
            return person.split()[0] if self.dice.random() < 0.5 else person
        self.told.add(at)
        return f"{SLOT.sub(lambda slot: self.slots[slot[1]], self.roles[at])} {person}"
