"""Whether an article is about the neutrality of civil servants: a main subject, in passing, or not at all."""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from nlp.phrases import search_any
from nlp.records import Sentence
from nlp.scenes import Scene, is_about_others, read_scenes, words
from nlp.violations import Rule, find_conduct, rules_for

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
OPENING = 4
# Points that make a main subject of what the headline tells, the opening, neither.
CORE_POINTS = {"headline": 1.5, "opening": 2.0}
CORE_COUNT = 5
CORE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Weight:
    """What an article says for the subject.

    `points` of all sentences, `count` of those on the subject, `sentences` read, `elsewhere` those on the neutrality of
    other things; `headline` and `opening` tell whether the subject stands there, `names_staff` whether civil servants
    are named at all.
    """

    points: float
    count: int
    sentences: int
    elsewhere: int
    headline: bool
    opening: bool
    names_staff: bool


@Language.component("relevance")
def mark(doc: Doc) -> Doc:
    """Set `doc._.relevance` and `doc._.weight`, what it was judged by."""
    doc._.weight = weigh(doc)
    doc._.relevance = judge_relevance(doc._.weight)
    return doc


def judge_relevance(weight: Weight) -> str:
    """core, mention or none."""
    if (
        not weight.names_staff
        or not (weight.count or (weight.headline and weight.points))
        or weight.elsewhere >= max(1, weight.count)
    ):
        return "none"
    if any(getattr(weight, place) and weight.points >= points for place, points in CORE_POINTS.items()):
        return "core"
    if weight.count >= CORE_COUNT and weight.count / weight.sentences >= CORE_SHARE:
        return "core"
    return "mention"


def weigh(doc: Doc) -> Weight:
    """How much the article says for the subject."""
    text: str = doc.text
    title = doc._.article.title or ""
    rules = rules_for(f"{title}\n{text}")
    scenes = read_scenes(doc)
    points = [0.0 if is_about_others(text, scene) else _points(text, scene, rules) for scene in scenes]
    elsewhere = sum(search_any(words("elsewhere"), text, s.start, s.end) is not None for s in scenes)
    return Weight(
        points=sum(points),
        count=sum(point >= ON_SUBJECT for point in points),
        sentences=len(scenes),
        elsewhere=elsewhere,
        headline=_is_headline(title, rules),
        opening=max(points[:OPENING], default=0.0) >= ON_SUBJECT,
        names_staff=any(
            search_any(words("servants"), text, scene.start, scene.end) is not None
            for scene in scenes
            if not is_about_others(text, scene)
        ),
    )


def _points(text: str, scene: Scene, rules: list[Rule]) -> float:
    def has(kind: str) -> bool:
        return search_any(words(kind), text, scene.start, scene.end) is not None

    if has("elsewhere"):
        return 0.0
    conduct = next(find_conduct(text, scene, rules), None) is not None
    if has("servants"):
        if has("neutrality"):
            return SERVANTS_NEUTRAL
        if conduct and (has("contest") or has("ruled")):
            return SERVANTS_CONDUCT
        if has("contest") and has("ruled"):
            return SERVANTS_RULED
        return SERVANTS_DECIDERS if has("handled") and (has("deciders") or has("contest")) else 0.0
    if has("neutrality") and has("contest"):
        return NEUTRAL_CONTEST
    if conduct:
        return CONDUCT_ALONE
    return DECIDERS_HANDLE if has("deciders") and has("handled") else 0.0


def _is_headline(title: str, rules: list[Rule]) -> bool:
    """Whether a headline is on the subject."""

    def has(kind: str) -> bool:
        return search_any(words(kind), title) is not None

    if has("elsewhere") or (has("others") and not has("servants")):
        return False
    if has("netral"):
        return True
    whole = Scene(Sentence(0, len(title), 0), 0, len(title), 0, len(title), 0, len(title))
    conduct = next(find_conduct(title, whole, rules), None) is not None
    told = conduct or has("deciders") or has("neutrality") or has("handled") or (has("contest") and has("ruled"))
    return has("servants") and told
