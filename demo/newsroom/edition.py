"""Who prints what: the corpus' stories handed out, what is missing written, copies put where they were taken over."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.newsroom.chance import chance
from demo.newsroom.copies import NEW_OPENING, VERBATIM, release_copies, wire_copies
from demo.newsroom.corpus import corpus_stories
from demo.newsroom.houses import House
from demo.newsroom.stories import Story
from demo.newsroom.writing import Desk, Seen

MIX = {"core": 12, "mention": 8, "none": 40}
SMALL_MIX = {"core": 1, "mention": 1, "none": 4}
NATIONAL = (("core", 3), ("mention", 1), ("none", 2))
NATIONAL_FROM, NATIONAL_TO = "bahari-biro", "pesisir-biro"
# The newsroom's present in its first and in its third state.
ZONE = ZoneInfo("Asia/Jakarta")
FIRST_NOW = datetime(2025, 8, 20, 9, 0, tzinfo=ZONE)
THIRD_NOW = datetime(2025, 8, 24, 9, 0, tzinfo=ZONE)
FRESH_HOURS, WEEK_HOURS = 46, 160
NEW_KINDS = ("core", "none") * 4 + ("mention", "none") * 2 + ("none", "none") * 4
NEAR_MISSES = ("polisi", "kades", "internet", "bola", "casn")


def placed_stories(seed: int, houses: tuple[House, ...]) -> dict[str, list[Story]]:
    """Who prints what."""
    placed: dict[str, list[Story]] = defaultdict(list)
    seen = Seen()
    desk = Desk(seed, seen)
    for story in corpus_stories():
        seen.add(story.paragraphs)
    for house_id, story in release_copies():
        placed[house_id].append(story)
    free = [house for house in houses if not house.small]
    reserved = Counter(target for _, _, target in VERBATIM + NEW_OPENING)
    corpus = sorted(corpus_stories(), key=lambda story: chance(seed, "order", story.source).random())
    for story in corpus:
        house = _taker(story, free, placed, reserved)
        if house is not None:
            placed[house.id].append(_adapted(story, house))
    for house in houses:
        _fill(seed, house, placed[house.id], desk, reserved[house.id], house.id == NATIONAL_TO)
    core = {
        house.id: [story for story in placed[house.id] if story.relevance == "core" and not story.copy_of]
        for house in free
    }
    for house_id, story in wire_copies({key: _longest(stories) for key, stories in core.items()}):
        placed[house_id].append(story)
    placed[NATIONAL_TO] += _national(placed[NATIONAL_FROM])
    _add_new(seed, free, placed, desk)
    for stories in placed.values():
        stories.sort(key=lambda story: (story.published, story.source))
    return placed


def _longest(stories: list[Story]) -> list[Story]:
    return sorted(stories, key=lambda story: (-len(story.paragraphs), story.source))


def _taker(story: Story, houses: list[House], placed: dict[str, list[Story]], reserved: Counter[str]) -> House | None:
    """The outlet that prints a corpus story: of its own provinces first, then whoever has most room."""

    def room(house: House) -> int:
        taken = sum(one.relevance == story.relevance for one in placed[house.id])
        taken += reserved[house.id] if story.relevance == "core" else 0
        taken += dict(NATIONAL)[story.relevance] if house.id == NATIONAL_TO else 0
        limit = MIX[story.relevance] if story.relevance == "core" else 3
        return limit - taken

    near = [house for house in houses if story.province in house.provinces and room(house) > 0]
    if near:
        return max(near, key=room)
    able = [house for house in houses if room(house) > 0]
    return max(able, key=room) if able else None


def _adapted(story: Story, house: House) -> Story:
    """A corpus story with the outlet's own town where the text tells none."""
    return replace(story, city=story.city or house.city)


def _fill(seed: int, house: House, stories: list[Story], desk: Desk, reserved: int, is_second: bool) -> None:
    """Write what is missing to the mix."""
    mix = SMALL_MIX if house.small else MIX
    national = dict(NATIONAL) if is_second else {}
    topics = list(desk.everyday)
    official = [key for key, topic in desk.everyday.items() if topic.get("official")]
    counts = Counter(story.relevance for story in stories)
    counts["core"] += reserved
    number = 0
    for relevance, wanted in mix.items():
        missing = wanted - counts[relevance] - national.get(relevance, 0)
        order = chance(seed, house.id, relevance, "topics")
        pool = {"core": list(desk.core), "mention": official, "none": topics}[relevance]
        order.shuffle(pool)
        kinds: list[str] = []
        if relevance == "none" and not house.small:
            kinds = ["video", "photo", *NEAR_MISSES]
        kinds += [pool[n % len(pool)] for n in range(missing - len(kinds))]
        for at, kind in enumerate(kinds[:missing]):
            number += 1
            published = _moment(seed, house, relevance, at, number)
            if kind in ("video", "photo"):
                stories.append(desk.clip(house, kind, published, number))
            else:
                stories.append(desk.story(house, kind, published, number, mention=relevance == "mention"))


def _moment(seed: int, house: House, relevance: str, at: int, number: int) -> datetime:
    """When a written story was published: some in the last two days, some in the last week, most over two years."""
    dice = chance(seed, house.id, relevance, "moment", number)
    now = FIRST_NOW.astimezone(house.zone).replace(tzinfo=None)
    fresh, week = (4, 9) if relevance == "none" else (1, 3)
    if at < fresh:
        back = timedelta(minutes=dice.randint(30, FRESH_HOURS * 60))
    elif at < week:
        back = timedelta(minutes=dice.randint(FRESH_HOURS * 60 + 200, WEEK_HOURS * 60))
    elif relevance == "none":
        back = timedelta(days=dice.randint(8, 700), minutes=dice.randint(0, 900))
    else:
        end = dice.choice(
            (datetime(2024, 11, 26), datetime(2024, 11, 26), datetime(2024, 2, 12), datetime(2020, 12, 7))
        )
        back = now - end + timedelta(days=dice.randint(1, 75), minutes=dice.randint(0, 900))
    moment = (now - back).replace(second=0, microsecond=0)
    return (
        moment.replace(hour=moment.hour if 5 <= moment.hour <= 22 else 6 + moment.hour % 12) if at >= week else moment
    )


def _national(stories: list[Story]) -> list[Story]:
    """Of the first bureau's stories those that the second one runs too, at the same moment."""
    chosen: list[Story] = []
    for relevance, count in NATIONAL:
        fits = [
            story
            for story in stories
            if story.relevance == relevance and story.kind == "news" and story.source.startswith(("c-", "bahari"))
        ]
        fits.sort(key=lambda story: (story.published, story.source))
        chosen += fits[-count:]
    return [replace(story, source=f"{story.source}-national", copy_of=story.source) for story in chosen]


def _add_new(seed: int, houses: list[House], placed: dict[str, list[Story]], desk: Desk) -> None:
    """The twenty articles of the third state, two per outlet."""
    for n, relevance in enumerate(NEW_KINDS):
        house = houses[n // 2]
        dice = chance(seed, "new", n)
        now = FIRST_NOW.astimezone(house.zone).replace(tzinfo=None)
        published = now + timedelta(minutes=dice.randint(60, 90 * 60))
        pool = [key for key, topic in desk.everyday.items() if topic.get("official") or relevance == "none"]
        topic = dice.choice(list(desk.core)) if relevance == "core" else dice.choice(pool)
        placed[house.id].append(desk.story(house, topic, published, 900 + n, mention=relevance == "mention"))
