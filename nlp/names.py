"""Names of persons as a trained model sees them: where a name ends and the name of its body before it, no rule tells.

The model (spaCy `ner`, `nlp/models/names`, made by `make train`) is asked only for texts that may be on the subject: it
takes most of a reading's time. What it says is a proposal; `nlp.named_holders` asks for an office beside it.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.tokenizer import make_doc

MODEL = Path(__file__).parent / "models" / "names"
PERSON = "PER"
# One of these stands in every article of the demonstration corpus that is on the subject: 120 of 120, core or mention.
MAY_BE = re.compile(
    r"(?i)\b(?:netral\w*|asn|pns|pppk|aparatur sipil|pegawai negeri|bawaslu|pilkada|pemilu|pemilihan|"
    r"pil(?:gub|bup|wa\w+)|kampanye|paslon|calon|caleg|ca(?:wa)?(?:gub|bup|wako|wali))\b"
)
# A longer paragraph is no prose, and holds up what waits behind it.
LONGEST_PARAGRAPH = 20_000


@Language.factory("names", default_config={"always": False})
def make_names(nlp: Language, name: str, always: bool) -> Callable[[Doc], Doc]:
    """The component; with `always` texts on any subject are read."""

    def mark(doc: Doc) -> Doc:
        """Set `doc._.names`, spans of persons' names as (start, end), in order."""
        doc._.names = find_names(doc) if always or MAY_BE.search(doc.text) else []
        return doc

    return mark


def find_names(doc: Doc) -> list[tuple[int, int]]:
    """The spans of persons' names in the paragraphs of a text."""
    model = load_model()
    found = []
    for start, end in _paragraphs(doc):
        paragraph = model(make_doc(model, doc.text[start:end]))
        found += [(start + ent.start_char, start + ent.end_char) for ent in paragraph.ents if ent.label_ == PERSON]
    return found


@cache
def load_model() -> Language:
    """The trained recognizer, once a process."""
    return spacy.load(MODEL)


def _paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    read = (sentence for sentence in doc._.sentences if not sentence.is_residue)
    for _, sentences in groupby(read, key=lambda sentence: sentence.paragraph):
        spans = [(sentence.start, sentence.end) for sentence in sentences]
        if spans[-1][1] - spans[0][0] <= LONGEST_PARAGRAPH:
            yield spans[0][0], spans[-1][1]
