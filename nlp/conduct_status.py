"""Whether a conduct is told as forbidden, alleged or proven.

The three must never be mixed. A recited rule names conduct without any case; an allegation stays one until the text
says "terbukti", or tells a ruling or a penalty for it; a supposition ("jika terbukti") proves nothing. The features of
a conduct (`nlp.conduct_features`) are weighed in a sum per status, turned into shares. Words that leave no choice are
kept out of the sum: no proof is read where no word proves, and no case where all is supposed.
"""

import math
from dataclasses import dataclass
from functools import cache

from nlp.conduct_cues import read_cues
from nlp.conduct_features import Case, Weights
from nlp.conduct_features import ruled_lists as find_ruled_lists
from nlp.lexicons import load_lexicon
from nlp.scenes import Scene

NONE, PROHIBITED, ALLEGED, PROVEN = "none", "prohibited", "alleged", "proven"
STATUSES = (NONE, PROHIBITED, ALLEGED, PROVEN)
# A conduct counts unless it is rather likely told for its own sake ("boleh hadir di kampanye").
LEAST = 0.65
SURE = 0.75
# What the sentence says first of all, where that leaves no choice; but what is wished not to be is forbidden, where the
# words tell it so ("agar tidak ada pegawai yang ikut"), with this share.
ABSENT = "first.absent"
FORBIDDEN = 0.7
NO_CONDUCT = frozenset({ABSENT, "first.permitted"})
SUPPOSED = "first.supposed"
LISTED = "first.list"
# The sentence recites a rule; a word of proof stands in it, too.
RULED = frozenset({"first.ruled", "first.weak"})
PROOF = frozenset({"before.proven", "clause.proven", "after.proven"})
# A sentence without a subject that says nothing on status may be an item of a rule: the one beside it has to prove.
SUBJECTLESS = frozenset({"first.silent", "subjectless"})
NEAR_PROOF = frozenset({"prev.proven", "next.proven"})
# A word of charge directly before the conduct: "disanksi karena diduga mengunggah".
SUSPECTED = "direct.charged"
# Who acts stands before the conduct, and no word of ruling: what is left of the chance that a rule is told.
ACTED = "acted"
TOLD_RULE = 0.1
# So where a sentence that charges tells which forms of breaches were the most: "pelanggaran terbanyak ialah berfoto".
COUNTED_FORMS = frozenset({"first.charged", "forms.most"})
# A charge or a proof rules the sentence: what is left of the chance that it tells no conduct.
OUTSPOKEN = frozenset({"first.charged", "first.proven"})
OUTSPOKEN_NONE = 0.2
# So does somebody's act that the words of the sentence tell clearly: "vonis guru itu karena mengampanyekan dibatalkan".
CLEAR = frozenset({"first.alleged", "somebody", "words.told.4"})
# Whoever does it is meant, and nobody whom the text knows: "setiap guru yang menyukai unggahan diberi sanksi".
ANYBODY = frozenset({"before.anybody", "clause.anybody"})
SOMEBODY = "somebody"
# A word of proof that is not undone rules its sentence, and is joined to the conduct: "disanksi karena mengunggah".
JUDGED = "first.proven"
JOINED = frozenset({"direct.proven", "because.proven"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of a conduct, its share among all, and the place of the words that tell it."""

    status: str
    share: float
    place: str

    @property
    def family(self) -> str:
        """How the status was told: `alleged.clause.sure`."""
        return f"{self.status}.{self.place}.{'sure' if self.share >= SURE else 'weak'}"


def read_status(case: Case, scene: Scene, start: int, end: int, kind: str) -> Verdict | None:
    """prohibited, alleged or proven, for the conduct between two offsets; None where it is no conduct at all."""
    features = case.features(scene, start, end, kind)
    if ABSENT in features and case.is_forbidden_by_words(scene, start, kind):
        return Verdict(PROHIBITED, FORBIDDEN, _place(features))
    shares = shares_of(case, scene, start, end, kind)
    if shares[NONE] >= LEAST and (features & NO_CONDUCT or not case.is_told_by_words(scene, kind)):
        return None
    status = max(STATUSES[1:], key=lambda name: shares[name])
    if status == ALLEGED and JUDGED in features and features & JOINED and SUSPECTED not in features:
        status = PROVEN
    return Verdict(status, shares[status], _place(features))


def shares_of(case: Case, scene: Scene, start: int, end: int, kind: str) -> dict[str, float]:
    """The share of each status of a conduct by the words around it, worked out once."""
    key = (start, end, kind)
    if key not in case.shares:
        case.shares[key] = weigh(case.features(scene, start, end, kind), case.weights)
    return case.shares[key]


def weigh(features: frozenset[str], table: Weights | None = None) -> dict[str, float]:
    """The share of each status, of no conduct too, together 1; by a table of weights, if not by the repository's."""
    weights, start = table or load_weights()
    if features & NO_CONDUCT:
        return {NONE: 1.0, PROHIBITED: 0.0, ALLEGED: 0.0, PROVEN: 0.0}
    # The exact sum: another order of the features, which each process has of its own, would round it otherwise.
    sums = map(math.fsum, zip(start, *(weights[name] for name in features if name in weights), strict=True))
    powers = {status: math.exp(value) for status, value in zip(STATUSES, sums, strict=True)}
    if LISTED in features or SUPPOSED in features:
        powers[ALLEGED] = powers[PROVEN] = 0.0
    if ACTED in features or features >= COUNTED_FORMS:
        powers[PROHIBITED] *= TOLD_RULE
    if features & OUTSPOKEN or features >= CLEAR:
        powers[NONE] *= OUTSPOKEN_NONE
    is_told = any(name.endswith(".proven") for name in features)
    is_unproved = not is_told or (bool(features & RULED) and not features & PROOF)
    is_unproved = is_unproved or (features >= SUBJECTLESS and not features & NEAR_PROOF)
    is_unproved = is_unproved or (bool(features & ANYBODY) and SOMEBODY not in features and not features & JOINED)
    if is_unproved or (SUSPECTED in features and "direct.proven" not in features):
        powers[PROVEN] = 0.0
    whole = sum(powers.values())
    return {status: power / whole for status, power in powers.items()}


@cache
def load_weights() -> Weights:
    """The weights of each feature for none, prohibited, alleged and proven, and what each starts with."""
    table = load_lexicon("conduct_weights")
    return {name: tuple(row) for name, row in table["features"].items()}, tuple(table["start"])


def ruled_lists(text: str, scenes: list[Scene]) -> frozenset[int]:
    """Where the items of lists begin whose lead forbids them ("hal yang tidak boleh dilakukan:")."""
    return find_ruled_lists(read_cues(text), scenes)


def _place(features: frozenset[str]) -> str:
    """Where the words stand that tell the status: in a list's lead, the clause, the sentence, or only near it."""
    if LISTED in features:
        return "list"
    places = {name.split(".")[0] for name in features if name.split(".")[-1] in {"ruled", "charged", "proven", "weak"}}
    if "clause" in places:
        return "clause"
    return "sentence" if places & {"before", "after"} else "near"
