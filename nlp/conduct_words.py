"""Conduct by phrases and by words together.

Where the words leave little doubt of a conduct that no phrase knows (`nlp.act_words`), they tell it alone; of two
phrases that tell one act the one goes that the words speak against.
"""

from collections.abc import Iterable

from nlp.act_words import BY_WORDS, CONDUCTS, WordReader
from nlp.conduct_finder import Conduct, ConductFinder, is_parted
from nlp.scenes import Scene

# The words alone are believed from this chance on. This and the next ones were chosen on invented stories and annotated
# articles, read by words that had not learned from them (docs/extraction.md).
ENOUGH = 0.6
# In a sentence that names neither staff nor neutrality, a phrase is believed from here on, the words alone from there.
LEAST_ASIDE, ENOUGH_ASIDE = 0.3, 0.7
# Of two conducts told in one breath one below the first goes where the other is above the second.
HARDLY, OUTSPOKEN = 0.2, 0.7
# From here on it is told although a phrase speaks against it, or tells another type that may be the same act.
CERTAIN = 0.97


def weigh_conducts(reader: WordReader, scene: Scene, finder: ConductFinder, is_on_subject: bool) -> list[Conduct]:
    """The conduct of a sentence by phrases and words together; more is asked where it is not on the subject."""
    found = finder.of(scene)
    if not is_on_subject:
        found = [one for one in found if reader.chance(scene, one.type) >= LEAST_ASIDE]
    known = {one.type for one in found}
    borne_out = [one for one in found if one.type not in CONDUCTS or reader.chance(scene, one.type) >= HARDLY]
    added: list[Conduct] = []
    for kind in reader.likely(scene, CONDUCTS, ENOUGH if is_on_subject else ENOUGH_ASIDE):
        is_certain = reader.chance(scene, kind) >= CERTAIN
        if kind not in known and (is_certain or finder.may_tell(scene, kind, borne_out)):
            start, end = reader.telling(scene, kind)
            added.append(Conduct(kind, start, end, BY_WORDS, end))
    sure = [one for one in found if reader.chance(scene, one.type) >= OUTSPOKEN] + added
    return [one for one in found if one in borne_out or not _is_told_by_another(reader.text, one, sure)] + added


def possible_conducts(reader: WordReader, scene: Scene, finder: ConductFinder, enough: float) -> list[Conduct]:
    """All conduct that a phrase of the sentence tells, or its words with a chance: told or not."""
    found = finder.of(scene)
    known = {one.type for one in found}
    for kind in reader.likely(scene, CONDUCTS, enough):
        if kind not in known:
            start, end = reader.telling(scene, kind)
            found.append(Conduct(kind, start, end, BY_WORDS, end))
    return found


def _is_told_by_another(text: str, conduct: Conduct, sure: Iterable[Conduct]) -> bool:
    """Whether a phrase that the words hardly bear out stands in the telling of a conduct that they bear out."""
    return any(not is_parted(text, conduct.start, other.start) for other in sure)
