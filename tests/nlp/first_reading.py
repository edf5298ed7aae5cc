"""What the rules tell sentence by sentence, before the acts of an article are chosen (`nlp.act_choice`)."""

from types import SimpleNamespace

from nlp import measures, violations
from nlp.pipeline import load_pipeline
from nlp.reading import start_reading
from nlp.tokenizer import make_doc


def read_by_rules(article):
    """The measures and the conduct of the first reading."""
    nlp = load_pipeline()
    with nlp.select_pipes(disable=["violations", "measures", "confidence"]):
        doc = nlp(start_reading(make_doc(nlp, article.text), article))
    if doc._.relevance == "none":
        return SimpleNamespace(measures=[], violations=[])
    return SimpleNamespace(measures=measures.read_by_rules(doc), violations=violations.read_by_rules(doc))
