"""What the acts are read in: sentences that count, with what they are about.

Neutrality is asked of village heads, soldiers and police too; the domain counts civil servants and other government
staff alone. A sentence about others only is no evidence for a measure or a violation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from nlp.lexicons import load_lexicon
from nlp.phrases import Phrase, compile_phrases, find_all, search_any
from nlp.records import Sentence

CLAUSE_END = re.compile(r"[,;:!?\n—–\"“”]|\. ")
LONGEST_EVIDENCE = 140
LONGEST_HEADLINE = 120


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence that is read. `paragraph_start` is the offset of its paragraph's first sentence."""

    sentence: Sentence
    start: int
    end: int
    paragraph_start: int
    paragraph_end: int
    previous: int
    next_end: int


@cache
def words(kind: str) -> tuple[Phrase, ...]:
    """The phrases of one list in the lexicon "relevance"."""
    return compile_phrases(load_lexicon("relevance")[kind])


def read_scenes(doc: Doc) -> list[Scene]:
    """The sentences outside page residue, in order: found once, as several components ask."""
    kept: list[Scene] | None = doc.user_data.get("scenes")
    if kept is None:
        kept = doc.user_data["scenes"] = _read_scenes(doc)
    return kept


def _read_scenes(doc: Doc) -> list[Scene]:
    sentences = [s for s in doc._.sentences if not s.is_residue]
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        first, _ = bounds.get(sentence.paragraph, (sentence.start, 0))
        bounds[sentence.paragraph] = (first, sentence.end)
    scenes = []
    for index, sentence in enumerate(sentences):
        previous = sentences[index - 1].start if index else sentence.start
        following = sentences[index + 1].end if index + 1 < len(sentences) else sentence.end
        paragraph = bounds[sentence.paragraph]
        scenes.append(Scene(sentence, sentence.start, sentence.end, *paragraph, previous, following))
    return scenes


def is_question(text: str, scene: Scene) -> bool:
    """Whether the sentence asks: an interviewer's question tells no act."""
    return text[scene.start : scene.end].rstrip(" ”\"'»").endswith("?")


def is_headline(text: str, title: str, scene: Scene) -> bool:
    """Whether the sentence is the headline, printed in the text: what it tells, the story tells better."""
    sentence = text[scene.start : scene.end].strip()
    if sentence == title.strip():
        return True
    is_alone = scene.start == scene.paragraph_start and scene.end == scene.paragraph_end
    return is_alone and scene.sentence.paragraph <= 2 and len(sentence) < LONGEST_HEADLINE and sentence[-1:].isalnum()


def is_about_others(text: str, scene: Scene) -> bool:
    """Whether the sentence speaks of village heads, soldiers, police or candidates, and of no civil servant."""
    if search_any(words("others"), text, scene.start, scene.end) is None:
        return False
    return search_any(words("staff"), text, scene.start, scene.end) is None


def evidence_end(text: str, scene: Scene, start: int, end: int) -> int:
    """Where the clause that holds the telling words ends."""
    found = CLAUSE_END.search(text, end, min(scene.end, start + LONGEST_EVIDENCE))
    stop = found.start() if found else min(scene.end, max(end, start + LONGEST_EVIDENCE))
    while stop < scene.end and stop > end and text[stop - 1 : stop + 1].isalnum():
        stop += 1
    return max(end, start + len(text[start:stop].rstrip(" .,\u00a0")))


def matches(phrases: Sequence[Phrase], text: str, scene: Scene) -> list[re.Match[str]]:
    """Every match of the phrases in a sentence."""
    return find_all(phrases, text, scene.start, scene.end)
