"""What the rules tell sentence by sentence, before the acts of an article are chosen, and all that may be chosen."""

from types import SimpleNamespace

from nlp import measures, violations
from nlp.pipeline import load_pipeline
from nlp.reading import start_reading
from nlp.tokenizer import make_doc


def read_by_rules(article):
    """The measures and the conduct of the first reading."""
    doc = _open(article)
    if doc._.relevance == "none":
        return SimpleNamespace(measures=[], violations=[])
    return SimpleNamespace(measures=measures.read_by_rules(doc), violations=violations.read_by_rules(doc))


def may_be_told(article):
    """The types and statuses of all measures and conduct that trees which say yes to everything would tell."""
    doc = _open(article)
    if doc._.relevance == "none":
        return set()
    return {one.act for one in (*measures.find_candidates(doc), *violations.find_candidates(doc))}


def _open(article):
    nlp = load_pipeline()
    with nlp.select_pipes(disable=["violations", "measures", "confidence"]):
        return nlp(start_reading(make_doc(nlp, article.text), article))
