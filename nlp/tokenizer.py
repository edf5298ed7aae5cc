"""The Doc of an article, and spaCy's Indonesian tokens where something needs them.

The components work on the text, not on tokens, so an article is a `TextDoc` without any: making them would take longer
than all rules together on an article about something else, and fill the vocabulary. `Doc.text`, which spaCy puts
together from tokens whenever it is asked, is the text itself there. The model of names needs tokens; spaCy's time for
these grows with the square of a run without blanks, so a text with such a run is cut into plain pieces instead.

The pipeline itself has a tokenizer without rules: reading spaCy's some thousand Indonesian exceptions takes three
seconds, each time that a process starts.
"""

import re
from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc

# Longer than any word or address of an article; 5,000 brackets in a row took spaCy 2.4 s, 20,000 took 22 s.
LONGEST_RUN = 400
RUN = re.compile(rf"\S{{{LONGEST_RUN}}}")
PIECE = re.compile(r"\s{1,50}|\S{1,50}")


# The name under which a pipeline's configuration finds the tokenizer without rules.
PLAIN = "netralitas.plain.v1"


@spacy.registry.tokenizers(PLAIN)
def plain_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer that cuts at white space."""
    return lambda nlp: Tokenizer(nlp.vocab)


class TextDoc(Doc):
    """A Doc without tokens that knows its text, whatever it is."""

    text: str = ""


def make_doc(nlp: Language, text: str) -> TextDoc:
    """The text as a Doc for components that work on text."""
    doc = TextDoc(nlp.vocab)
    doc.text = text
    return doc


def make_tokens(nlp: Language, text: str) -> Doc:
    """The text as a Doc of tokens; `doc.text` is the text, whatever it is."""
    if RUN.search(text) is None:
        return nlp.make_doc(text)
    pieces = PIECE.findall(text)
    return Doc(nlp.vocab, words=pieces, spaces=[False] * len(pieces))
