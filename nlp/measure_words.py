"""Measures by phrases and by words together (`nlp.act_words`)."""

from collections.abc import Iterator

from nlp.act_words import BY_WORDS, MEASURE_STATUSES, MEASURES, WordReader
from nlp.measure_rules import Acts, Found
from nlp.scenes import Scene

# The words alone are believed from this chance on. All of these were chosen on invented stories, read by words that did
# not learn from their writers (docs/extraction.md).
ENOUGH = 0.6
# In a sentence that is not on the subject phrases too are believed from here on only.
ENOUGH_ASIDE = 0.4
# Below this chance a phrase stands there by chance.
HARDLY = 0.01
# Of an act that the words alone tell they overrule the status by grammar from the first chance on, where they give
# that status less than the second.
SURE, UNSURE = 0.7, 0.3
STRENGTH = "words"
# From here on it may be told, by words alone or by a phrase in a sentence that is not on the subject, and is weighed.
MAY_BE_TOLD, MAY_BE_ASIDE = 0.25, 0.15


def weigh_measures(reader: WordReader, scene: Scene, acts: Acts, is_on_subject: bool) -> Iterator[tuple[Found, bool]]:
    """The acts that a sentence may tell, by a phrase or, where none tells the type, by words; and which are clear."""
    told = acts.found.get(scene.start, ())
    least = HARDLY if is_on_subject else ENOUGH_ASIDE
    for found in told:
        chance = reader.chance(scene, found.type)
        if is_on_subject or chance >= MAY_BE_ASIDE:
            yield found, chance >= least
    known = {found.type for found in told} | acts.barred.get(scene.start, set())
    for kind in reader.likely(scene, MEASURES, MAY_BE_TOLD):
        if kind not in known:
            found = Found(kind, STRENGTH, None, BY_WORDS, *reader.telling(scene, kind))
            yield found, reader.chance(scene, kind) >= ENOUGH


def status_by_words(reader: WordReader, scene: Scene, status: str) -> str:
    """The status of a measure told by words alone: by grammar, unless the words speak clearly for another."""
    chances = {one: reader.chance(scene, one) for one in MEASURE_STATUSES}
    best = max(MEASURE_STATUSES, key=lambda one: chances[one])
    return best if chances[best] >= SURE and chances[status] <= UNSURE else status
