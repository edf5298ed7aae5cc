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

from nlp.lexicons import load_lexicon
from nlp.tokenizer import make_tokens

MODEL = Path(__file__).parent / "models" / "names"
PERSON = "PER"
# One of these stands in every article of the demonstration corpus that is on the subject: 120 of 120, core or mention.
MAY_BE = re.compile(
    r"(?i)\b(?:netral\w*|asn|pns|pppk|aparatur sipil|pegawai negeri|bawaslu|pilkada|pemilu|pemilihan|"
    r"pil(?:gub|bup|wa\w+)|kampanye|paslon|calon|caleg|ca(?:wa)?(?:gub|bup|wako|wali))\b"
)
# A longer sentence is no prose, and holds up what waits behind it.
LONGEST_SENTENCE = 5_000
BATCH_SIZE = 64
# Roles that `nlp.named_holders` takes no proposal for.
UNASKED = frozenset({"asn", "candidate", "nobody"})


@Language.factory("names", default_config={"always": False})
def make_names(nlp: Language, name: str, always: bool) -> Callable[[Doc], Doc]:
    """The component; with `always` texts on any subject are read."""

    def mark(doc: Doc) -> Doc:
        """Set `doc._.names`, spans of persons' names as (start, end), in order."""
        doc._.names = find_names(doc) if always or MAY_BE.search(doc.text) else []
        return doc

    return mark


def find_names(doc: Doc) -> list[tuple[int, int]]:
    """The spans of persons' names in the sentences that hold an office."""
    model = load_model()
    office = _office_heads()
    asked = [
        sentence
        for sentence in doc._.sentences
        if not sentence.is_residue
        and sentence.end - sentence.start <= LONGEST_SENTENCE
        and office.search(doc.text, sentence.start, sentence.end)
    ]
    texts = (make_tokens(model, doc.text[sentence.start : sentence.end]) for sentence in asked)
    read = model.pipe(texts, batch_size=BATCH_SIZE)
    return [
        (sentence.start + entity.start_char, sentence.start + entity.end_char)
        for sentence, tokens in zip(asked, read, strict=True)
        for entity in tokens.ents
        if entity.label_ == PERSON
    ]


@cache
def load_model() -> Language:
    """The trained recognizer, once a process."""
    return spacy.load(MODEL)


@cache
def _office_heads() -> re.Pattern[str]:
    """The first words of all offices that many do not hold."""
    lexicon = load_lexicon("offices")
    names = [name for role, held in lexicon["fixed"].items() if role not in UNASKED for name in held]
    firsts = {name.split()[0] for name in [*names, *lexicon["open"]["heads"]]}
    return re.compile(rf"(?i)\b(?:{'|'.join(sorted(map(re.escape, firsts), key=len, reverse=True))})\b")
