"""Sentences that tell what others than staff do."""

from nlp.conduct_cues import phrases_of, search_list
from nlp.conduct_features import ITEM
from nlp.phrases import find_all, search_any
from nlp.scenes import Scene, is_about_others, words

# Within how many characters of a sentence its subject begins.
OPENING = 12


def is_about_strangers(text: str, scene: Scene) -> bool:
    """Whether the sentence tells what others than staff do: village heads, soldiers, candidates, parties, voters."""
    if is_about_others(text, scene):
        return True
    if search_any(words("staff"), text, scene.start, scene.end) is not None:
        return False
    if ITEM.match(text, scene.start):
        return False
    if search_list("strangers_acting", text, scene.start, scene.end):
        return True
    found = find_all(phrases_of("strangers"), text, scene.start, min(scene.end, scene.start + 3 * OPENING))
    return any(match.start() < scene.start + OPENING for match in found)
