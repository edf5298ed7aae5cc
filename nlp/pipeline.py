"""The reading pipeline: a blank Indonesian spaCy pipeline of small components, each of one subject.

A component finds its subject in `doc.text` and leaves it on the Doc (`nlp.reading` lists the attributes). Their order
is their dependency: places before officials (an office is told by its area), officials before speakers and measures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from crawler.items import Article

# Importing a module registers its component.
from nlp import (  # noqa: F401
    confidence,
    dates,
    documents,
    elections,
    legal,
    measures,
    names,
    officials,
    primary,
    quotes,
    regions,
    relevance,
    sentences,
    speakers,
    statements,
    totals,
    violations,
)
from nlp.act_words import Model, WordReader
from nlp.reading import start_reading
from nlp.records import Annotation
from nlp.tokenizer import PLAIN, make_doc
from nlp.version import pipeline_version
from nlp.wrapped_lines import as_printed, join_lines

COMPONENTS = (
    "residue",
    "sentences",
    "quote_marks",
    "legal",
    "documents",
    "dates",
    "elections",
    "places",
    "names",
    "officials",
    "speakers",
    "statements",
    "relevance",
    "violations",
    "measures",
    "primary_regions",
    "totals",
    "confidence",
)


def load_pipeline(always_names: bool = False) -> Language:
    """The pipeline, built once a process. It needs no model download: the one that it has is in the repository.

    With `always_names` persons are looked for with the model in texts on any subject, which takes longer.
    """
    return _build_pipeline(always_names)


@cache
def _build_pipeline(always_names: bool) -> Language:
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": PLAIN}}})
    # spaCy refuses texts over a million characters for its trained components' sake; ours are linear in length.
    nlp.max_length = 50_000_000
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"always": always_names} if name == "names" else {})
    return nlp


def read_article(article: Article, always_names: bool = False) -> Annotation:
    """Read one article. Its text may be anything, empty too."""
    doc = read_doc(article, always_names)
    annotation = as_annotation(doc)
    return annotation if doc._.article is article else as_printed(annotation, article)


def read_doc(article: Article, always_names: bool = False, words: Model | None = None) -> Doc:
    """Read one article and give the Doc with all that the components left on it; its text has wrapped lines joined.

    `words` are the weights of the words that tell acts, if not the repository's.
    """
    nlp = load_pipeline(always_names)
    text = join_lines(article.text)
    article = article if text is article.text else replace(article, text=text)
    doc = start_reading(make_doc(nlp, text), article)
    if words is not None:
        doc.user_data["words"] = WordReader(text, words)
    return nlp(doc)


def read_articles(articles: Iterable[Article]) -> Iterator[Annotation]:
    """Read articles one after the other, in their order."""
    for article in articles:
        yield read_article(article)


def as_annotation(doc: Doc) -> Annotation:
    """Collect what the components left on the Doc."""
    found = doc._
    return Annotation(
        id=found.article.id,
        version=found.article.version,
        pipeline=pipeline_version(),
        relevance=found.relevance,
        relevance_confidence=found.relevance_confidence,
        primary_regions=list(found.primary_regions),
        regions=list(found.regions),
        officials=list(found.officials),
        dates=list(found.dates),
        elections=list(found.elections),
        measures=list(found.measures),
        violations=list(found.violations),
        legal=list(found.legal),
        documents=list(found.documents),
        quotes=list(found.quotes),
        statements=list(found.statements),
        totals=list(found.totals),
        sentences=list(found.sentences),
    )
