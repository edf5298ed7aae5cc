"""Names of persons as a trained model sees them: where a name ends and the name of its body before it, no rule tells.

The model (spaCy `ner`, `nlp/models/names`, made by `make train`) costs more than all rules together. It is asked only
in texts that may be on the subject, and there only for sentences in which an office stands: what it says is a proposal,
and `nlp.named_holders` asks for an office beside it. The sentences of an article go to it together, which takes half
the time that one after the other would.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from nlp.lexicons import load_lexicon
from nlp.office_words import office_vocabulary
from nlp.spans import ClosedSpans
from nlp.subject import may_be_on_subject
from nlp.tokenizer import make_tokens

MODEL = Path(__file__).parent / "models" / "names"
PERSON = "PER"
# A longer sentence is no prose, and holds up what waits behind it.
LONGEST_SENTENCE = 5_000
BATCH_SIZE = 64
WORD = re.compile(r"\w+")
# Behind an office its body may stand before the name, and may be long; before it there is a comma or a small word.
REACH_BEHIND, REACH_BEFORE = 200, 80
NAME_BEFORE = re.compile(r"(\w[\w'’-]{1,30}\.?)\)?(?:,|[ \u00a0]\(|(?:[ \u00a0][a-z]{4,8}){1,3})[ \u00a0]?$")
# Roles that `nlp.named_holders` takes no proposal for.
UNASKED = frozenset({"asn", "candidate", "nobody"})


@Language.factory("names", default_config={"always": False})
def make_names(nlp: Language, name: str, always: bool) -> Callable[[Doc], Doc]:
    """The component; with `always` texts on any subject are read."""

    def mark(doc: Doc) -> Doc:
        """Set `doc._.names`, spans of persons' names as (start, end), in order."""
        doc._.names = find_names(doc) if always or may_be_on_subject(doc.text, doc._.article.title or "") else []
        return doc

    return mark


def find_names(doc: Doc) -> list[tuple[int, int]]:
    """The spans of persons' names in the sentences that hold an office with something like a name beside it."""
    model = load_model()
    places = ClosedSpans((place.start, place.end) for place in doc._.places)
    asked = [
        sentence
        for sentence in doc._.sentences
        if not sentence.is_residue
        and sentence.end - sentence.start <= LONGEST_SENTENCE
        and may_hold_name(doc.text, sentence.start, sentence.end, places)
    ]
    texts = (make_tokens(model, doc.text[sentence.start : sentence.end]) for sentence in asked)
    read = model.pipe(texts, batch_size=BATCH_SIZE)
    return [
        (sentence.start + entity.start_char, sentence.start + entity.end_char)
        for sentence, tokens in zip(asked, read, strict=True)
        for entity in tokens.ents
        if entity.label_ == PERSON
    ]


def may_hold_name(text: str, start: int, end: int, places: ClosedSpans) -> bool:
    """Whether a capitalised word that is none of an office or an area stands behind an office, or right before one."""
    heads = _office_heads()
    behind = -1
    for word in WORD.finditer(text, start, end):
        if word[0].lower() in heads:
            at = word.start()
            before = NAME_BEFORE.search(text, max(start, at - REACH_BEFORE), at)
            if before is not None and _is_like_name(before[1], before.start(1), places):
                return True
            behind = word.end()
        elif behind >= 0 and word.start() < behind + REACH_BEHIND and _is_like_name(word[0], word.start(), places):
            return True
    return False


def _is_like_name(word: str, at: int, places: ClosedSpans) -> bool:
    return word[0].isupper() and not places.hold(at) and word.casefold() not in office_vocabulary()


@cache
def load_model() -> Language:
    """The trained recognizer, once a process.

    It multiplies with numpy's BLAS, which takes a third of the time of the one that thinc brings (measured on AVX2).
    """
    nlp = spacy.load(
        MODEL, exclude=["tokenizer"]
    )  # spaCy's own Indonesian one, as in training, made once and not twice
    ops = NumpyOps(use_blis=False)
    for name in nlp.pipe_names:
        for layer in nlp.get_pipe(name).model.walk():  # type: ignore[attr-defined]
            layer.ops = ops
    return nlp


@cache
def _office_heads() -> frozenset[str]:
    """The first words of all offices that many do not hold."""
    lexicon = load_lexicon("offices")
    names = [name for role, held in lexicon["fixed"].items() if role not in UNASKED for name in held]
    return frozenset(name.split()[0] for name in [*names, *lexicon["open"]["heads"]])
