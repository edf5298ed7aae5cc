"""spaCy's Indonesian tokenizer, for texts of strangers: its time grows with the square of a run without blanks.

The components work on the text, not on tokens; a text with such a run is cut into plain pieces instead.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc

# Longer than any word or address of an article; 5,000 brackets in a row took spaCy 2.4 s, 20,000 took 22 s.
LONGEST_RUN = 400
RUN = re.compile(rf"\S{{{LONGEST_RUN}}}")
PIECE = re.compile(r"\s{1,50}|\S{1,50}")


def make_doc(nlp: Language, text: str) -> Doc:
    """The text as a Doc; `doc.text` is the text, whatever it is."""
    if RUN.search(text) is None:
        return nlp.make_doc(text)
    pieces = PIECE.findall(text)
    return Doc(nlp.vocab, words=pieces, spaces=[False] * len(pieces))
