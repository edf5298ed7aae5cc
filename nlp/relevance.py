"""Whether an article is about the neutrality of civil servants: a main subject, in passing, or not at all.

Phrases decide (`weigh`). Where they see nothing, in an article that names staff and an election, two sentences whose
words leave hardly a doubt that they tell an act (`nlp.act_words`) put it on the subject after all.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from nlp.act_words import CONDUCTS, MEASURES, TOLD, read_words
from nlp.conduct_finder import ConductFinder, find_conduct, rules_for
from nlp.phrases import Phrase, search_any
from nlp.records import Sentence
from nlp.scenes import Scene, is_about_others, is_headline, read_scenes, words
from nlp.strangers import is_about_strangers
from nlp.subject import may_be_on_subject

# How much one sentence says for the subject. Measured on the training part of the demonstration corpus, November 2026.
SERVANTS_NEUTRAL = 2.0
NEUTRAL_CONTEST = 1.0
SERVANTS_CONDUCT = 1.5
SERVANTS_RULED = 1.0
SERVANTS_DECIDERS = 1.0
CONDUCT_ALONE = 0.5
DECIDERS_HANDLE = 0.5
# A sentence with this many points is one on the subject.
ON_SUBJECT = 1.0
OPENING, LEAD = 4, 3
# Points that make a main subject of what the headline tells, the opening, neither.
HEADLINE_POINTS = 1.5
# A story told in a roundabout way: so many sentences that touch the subject, their share, and those that name staff.
TOUCHING, TOUCHING_SHARE, ON_STAFF = 4, 0.22, 4
TOUCH = 0.5
# Where no sentence alone is on the subject, only two together: the share of those that touch it.
PAIRED_SHARE = 0.25
# Sentences on the subject, and their share of all, that make it a main one wherever they stand.
MANY = ((5, 0.2), (3, 0.3), (2, 0.4))
# What the words must give the sentence that tells an act most likely, and the next, where no phrase is on the subject.
# Chosen on invented articles on the subject and beside it (tests/fixtures/acts; docs/extraction.md).
SURELY_TOLD, NEXT_TOLD = 0.97, 0.85
LIKELY_ACT = 0.7
# Of sentences on the neutrality of other things, one may be chance ("formasi guru").
MOST_ELSEWHERE = 1
KINDS = (
    "elsewhere",
    "others",
    "servants",
    "staff_spoken_of",
    "sure_staff",
    "neutrality",
    "contest",
    "ruled",
    "deciders",
    "handled",
    "netral",
)
ACTS = (*CONDUCTS, *MEASURES)
Lists = dict[str, tuple[Phrase, ...]]
ConductReader = Callable[[Scene], bool]


@dataclass(frozen=True, slots=True)
class Weight:
    """What an article says for the subject.

    `points` of all sentences; `count` of those on the subject; `pairs` of neighbours that are only together, counted
    where no sentence is alone; `touching`, those that come near it (half for those on staff that are only handled);
    `on_staff`, those that speak of staff; `sentences` read; `elsewhere`, those on the neutrality of other things.
    `headline`, `lead` (the first sentences below it, read as one) and `opening` tell whether the subject stands there,
    `for_others` whether the headline is on others than staff, `names_staff` whether staff are named at all.
    """

    points: float
    count: int
    pairs: int
    touching: float
    on_staff: int
    sentences: int
    elsewhere: int
    headline: bool
    lead: bool
    opening: bool
    for_others: bool
    names_staff: bool


# What an article says that names no staff: nearly all articles, and no more is asked of them.
NOTHING = Weight(0, 0, 0, 0, 0, 0, 0, False, False, False, False, False)


@Language.component("relevance")
def mark(doc: Doc) -> Doc:
    """Set `doc._.relevance` and `doc._.weight`, what it was judged by."""
    doc._.weight = weigh(doc)
    doc._.relevance = judge_relevance(doc._.weight)
    if doc._.relevance == "none" and doc._.weight.names_staff and doc._.weight.elsewhere <= MOST_ELSEWHERE:
        doc._.relevance = judge_by_words(doc)
    return doc


def judge_by_words(doc: Doc) -> str:
    """core, mention or none by the words of the sentences on staff; a main subject is told in the lead.

    Of the two sentences that tell an act most likely one has to stand by an election, and one to tell a certain act;
    in an article that opens with what others did one has to name staff ("ketiganya" are the village heads before).
    """
    text: str = doc.text
    if search_any(words("contest"), text, 0, len(text)) is None:
        return "none"
    reader = read_words(doc)
    everything = read_scenes(doc)
    scenes = [scene for scene in everything if not is_about_strangers(text, scene)]
    chances = [reader.chance(scene, TOLD) for scene in scenes]
    best = sorted(zip(chances, scenes, strict=True), key=lambda one: -one[0])[:2]
    if len(best) < 2 or best[0][0] < SURELY_TOLD or best[1][0] < NEXT_TOLD:
        return "none"
    has_contest = any(search_any(words("contest"), text, one.previous, one.next_end) for _, one in best)
    if not has_contest or not any(reader.likely(one, ACTS, LIKELY_ACT) for _, one in best):
        return "none"
    if scenes[0] is not everything[0] and not any(
        search_any(words("staff"), text, one.start, one.end) for _, one in best
    ):
        return "none"
    return "core" if max(chances[:LEAD]) >= NEXT_TOLD else "mention"


def judge_relevance(weight: Weight) -> str:
    """core, mention or none."""
    if not weight.names_staff or not (weight.count or weight.pairs or (weight.headline and weight.points)):
        return "none"
    # One word of another field in a story with a line on staff may be chance.
    if weight.elsewhere >= max(2 if weight.count else 1, weight.count):
        return "none"
    touching_share = weight.touching / weight.sentences
    if not weight.count and not weight.headline:
        return "core" if touching_share >= PAIRED_SHARE and not weight.for_others else "none"
    return "core" if _is_main_subject(weight, touching_share) else "mention"


def _is_main_subject(weight: Weight, touching_share: float) -> bool:
    if weight.headline and (weight.count or weight.points >= HEADLINE_POINTS):
        return True
    if any(weight.count >= count and weight.count / weight.sentences >= share for count, share in MANY):
        return True
    if (weight.lead or (weight.opening and weight.count > 1)) and not weight.for_others:
        return True
    return weight.on_staff >= ON_STAFF and weight.touching >= TOUCHING and touching_share >= TOUCHING_SHARE


def weigh(doc: Doc) -> Weight:
    """How much the article says for the subject."""
    text: str = doc.text
    title = doc._.article.title or ""
    if not may_be_on_subject(text, title):
        return NOTHING
    scenes = read_scenes(doc)
    told = [scene for scene in scenes if search_any(words("sure_staff"), text, scene.start, scene.end)]
    is_named = any(not is_about_others(text, scene) for scene in told)
    if not is_named and search_any(words("sure_staff"), title, 0, len(title)) is None:
        return NOTHING
    lists: Lists = {kind: words(kind) for kind in KINDS}
    is_conduct = _conduct_reader(doc, scenes)
    told = [scene for scene in scenes if not is_about_others(text, scene)]
    for_others = _is_for_others(title or text[: scenes[0].end if scenes else 0], lists)
    points = {scene.start: _points(text, scene, lists, is_conduct) for scene in told}
    if for_others:
        points = {scene.start: points[scene.start] for scene in told if _names_servants(text, scene, lists)}
    body = [scene for scene in scenes if not is_headline(text, title, scene)]
    count = sum(point >= ON_SUBJECT for point in points.values())
    pairs = [] if count else [_joined(*pair) for pair in pairwise(told)]
    lead = [_joined(body[0], body[:LEAD][-1])] if body else []
    return Weight(
        points=sum(points.values()),
        count=count,
        pairs=sum(_is_on_staff(text, pair, lists, is_conduct) for pair in pairs),
        touching=sum(_touches(text, scene, lists, points.get(scene.start, 0.0)) for scene in told),
        on_staff=sum(_has(text, scene.start, scene.end, lists)("staff_spoken_of") for scene in told),
        sentences=len(scenes),
        elsewhere=sum(search_any(lists["elsewhere"], text, s.start, s.end) is not None for s in scenes),
        headline=_is_headline(title, lists),
        lead=any(_is_on_staff(text, scene, lists, is_conduct) for scene in lead),
        opening=any(points.get(scene.start, 0.0) >= SERVANTS_CONDUCT for scene in body[:OPENING]),
        for_others=for_others,
        names_staff=True,
    )


def _joined(first: Scene, last: Scene) -> Scene:
    return replace(first, end=last.end)


def _is_on_staff(text: str, scene: Scene, lists: Lists, is_conduct: ConductReader) -> bool:
    """Whether sentences read as one speak of staff and are on the subject."""
    is_on_staff = search_any(lists["staff_spoken_of"], text, scene.start, scene.end) is not None
    return is_on_staff and _points(text, scene, lists, is_conduct) >= ON_SUBJECT


def _touches(text: str, scene: Scene, lists: Lists, points: float) -> float:
    """How near a sentence comes to the subject: 1, a half, not at all."""
    if points >= TOUCH:
        return 1.0
    has = _has(text, scene.start, scene.end, lists)
    if not has("staff_spoken_of"):
        return 0.0
    if has("contest") or has("deciders"):
        return 1.0
    return 0.5 if has("handled") or has("ruled") else 0.0


def _is_for_others(title: str, lists: Lists) -> bool:
    """Whether a headline speaks of village heads, soldiers or police, and of no civil servant."""
    has = _has(title, 0, len(title), lists)
    return has("others") and not has("servants")


def _names_servants(text: str, scene: Scene, lists: Lists) -> bool:
    return search_any(lists["servants"], text, scene.start, scene.end) is not None


def _has(text: str, start: int, end: int, lists: Lists) -> Callable[[str], bool]:
    """Whether a span of text holds a phrase of a list."""

    def has(kind: str) -> bool:
        return search_any(lists[kind], text, start, end) is not None

    return has


def _points(text: str, scene: Scene, lists: Lists, is_conduct: ConductReader) -> float:
    has = _has(text, scene.start, scene.end, lists)
    if has("elsewhere"):
        return 0.0
    is_neutrality = has("neutrality")
    if has("servants"):
        if is_neutrality:
            return SERVANTS_NEUTRAL
        is_ruled, is_contest = has("ruled"), has("contest")
        if (is_contest or is_ruled) and is_conduct(scene):
            return SERVANTS_CONDUCT
        if is_contest and is_ruled:
            return SERVANTS_RULED
        return SERVANTS_DECIDERS if has("handled") and (has("deciders") or is_contest) else 0.0
    if is_neutrality and has("contest"):
        return NEUTRAL_CONTEST
    if is_conduct(scene):
        return CONDUCT_ALONE
    return DECIDERS_HANDLE if has("deciders") and has("handled") else 0.0


def _conduct_reader(doc: Doc, scenes: list[Scene]) -> ConductReader:
    """Whether a sentence, or several read as one, names conduct; what is found is kept on the Doc for "violations"."""

    def is_conduct(scene: Scene) -> bool:
        if doc._.conduct is None:
            doc._.conduct = ConductFinder(doc.text, scenes)
        return any(doc._.conduct.of(one) for one in scenes if scene.start <= one.start < scene.end)

    return is_conduct


def _is_headline(title: str, lists: Lists) -> bool:
    """Whether a headline is on the subject."""
    has = _has(title, 0, len(title), lists)
    if has("elsewhere") or (has("others") and not has("servants")):
        return False
    if has("netral"):
        return True
    if not has("servants"):
        return False
    if has("deciders") or has("neutrality") or has("handled") or (has("contest") and has("ruled")):
        return True
    whole = Scene(Sentence(0, len(title), 0), 0, len(title), 0, len(title), 0, len(title))
    return next(find_conduct(title, whole, rules_for(title)), None) is not None
