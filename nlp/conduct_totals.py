"""What the numbers of cases in an article say of a case whose conduct it does not tell (conduct `other`).

"31 ASN dilaporkan" is such a case where the article tells nowhere what they did: a total of another year or another
place, or one with nothing said of its conduct around it. Where the conduct is told it is the same case by its number.
`total.here` is a total in the sentence, `total.reported` to `total.stopped` how far it has come, `total.again` how
often its number comes again, `total.most` whether none is greater; `here.case`, `near.case`, `paragraph.case` and
`article.case` how clearly the sentence, those beside it, its paragraph and the article tell a conduct as a case;
`away.area` and `away.time` that it names an area or another time; `said.counted` and the like which phrases on cases
stand in it.
"""

import math
import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from spacy.tokens import Doc

from nlp.act_choice import ArticleWords, counted, log_odds
from nlp.act_words import CONDUCTS
from nlp.conduct_untold import SAYINGS, sayings
from nlp.records import Total
from nlp.regions import places_between
from nlp.scenes import Scene
from nlp.total_states import PERSONS, STRONG
from nlp.totals import find_countings

# States that a total proves its cases by.
PROVING = frozenset({"proven", "sanctioned"})
STATES = (*STRONG, "found", "alleged")
# Officials who are no staff of the state: their numbers are no `other`.
NOT_STAFF = PERSONS - {"asn"}
AWAY = re.compile(
    r"(?i)\b(?:lalu|sebelumnya|terdahulu|silam|kemarin|dulu|pernah|(?:pilkada|pemilu|pilgub|pilbup|pilwako|pileg|pilpres|"
    r"tahun)[ \u00a0](?:serentak[ \u00a0])?(?:19|20)\d\d)\b"
)
# So many sentences to either side are of one paragraph with a sentence.
REACH = 3
CASES = ("alleged", "proven")
NAMES = (
    "total.here",
    "total.count",
    "total.again",
    "total.most",
    *(f"total.{state}" for state in STATES),
    "article.totals",
    "here.case",
    "near.case",
    "paragraph.case",
    "article.case",
    "away.area",
    "away.time",
    *(f"said.{name}" for name in SAYINGS),
)
NOTHING: dict[str, float] = dict.fromkeys(NAMES, 0.0)


class CaseTotals:
    """The totals of staff and their cases that one article tells, by sentence."""

    def __init__(self, doc: Doc, words: ArticleWords) -> None:
        self.doc = doc
        self.words = words
        self.totals: dict[int, list[Total]] = {}
        for total, scene, _, _ in find_countings(doc):
            if total.what not in NOT_STAFF:
                self.totals.setdefault(scene.start, []).append(total)

    def of(self, scene: Scene) -> list[Total]:
        """The totals of a sentence."""
        return self.totals.get(scene.start, [])

    @cached_property
    def counts(self) -> Sequence[int]:
        """The number of each total of the article."""
        return [total.count for totals in self.totals.values() for total in totals]

    @cached_property
    def cases(self) -> np.ndarray:
        """How likely each sentence tells a conduct, and that as a case. Shape (sentences,)."""
        chances, column = self.words.chances, self.words.column
        kinds = chances[:, [column[kind] for kind in CONDUCTS]].max(axis=1)
        cases: np.ndarray = kinds * chances[:, [column[state] for state in CASES]].max(axis=1)
        return cases

    def features(self, at: int) -> dict[str, float]:
        """What speaks for the case of the sentence `at`: numbers by name."""
        scenes, cases = self.words.scenes, self.cases
        scene, text = scenes[at], self.doc._.article.text
        totals = self.of(scene)
        most = max((total.count for total in totals), default=0)
        near = [index for index in range(max(0, at - REACH), min(len(cases), at + REACH + 1)) if index != at]
        paragraph = [index for index in near if scenes[index].paragraph_start == scene.paragraph_start]
        features = NOTHING | {
            "total.here": counted(len(totals)),
            "total.count": math.log1p(most),
            "total.again": counted(self.counts.count(most) - 1) if totals else 0.0,
            "total.most": float(bool(totals) and most == max(self.counts)),
            "article.totals": counted(len(self.counts)),
            "here.case": log_odds(cases[at]),
            "near.case": log_odds(max((cases[index] for index in near if abs(index - at) == 1), default=0.0)),
            "paragraph.case": log_odds(max((cases[index] for index in paragraph), default=0.0)),
            "article.case": log_odds(max(cases)),
            "away.area": counted(len(places_between(self.doc, scene.start, scene.end))),
            "away.time": float(AWAY.search(text, scene.start, scene.end) is not None),
        }
        for total in totals:
            features[f"total.{total.state}"] = 1.0
        return features | sayings(text, scene)
