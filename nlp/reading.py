"""The state of one reading: what the components of the pipeline leave on a `Doc` for each other and for the result.

Components work on `doc.text` by character offsets (spaCy's Indonesian tokenizer cuts dates and document numbers to
pieces), and keep their findings in these extension attributes, set anew for every Doc by `start_reading`:

`doc._.article`          the `crawler.items.Article` that is read (title, published and outlet are context, not text)
`doc._.residue`          list of (start, end): page residue, never read
`doc._.sentences`        list of `Sentence`, in order, covering all text that is not white space
`doc._.quotes`           list of `Quote`; the component "quote_marks" sets them without, "speakers" with speaker
`doc._.names`            list of (start, end): persons' names as the trained model proposes them
`doc._.places`           list of `nlp.regions.Place`: every area named, each occurrence
`doc._.speech`           what the component "speakers" read, for "statements"
`doc._.conduct`          the `nlp.conduct_finder.ConductFinder` of the sentences, made by "relevance" for "violations"
`doc._.weight`           the `nlp.relevance.Weight` that the relevance was judged by
`doc._.regions` … `doc._.documents`, `doc._.relevance`, `doc._.primary_regions`: as in `nlp.records.Annotation`
"""

from spacy.tokens import Doc

from crawler.items import Article

ATTRIBUTES: dict[str, object] = {
    "article": None,
    "residue": [],
    "sentences": [],
    "names": [],
    "places": [],
    "regions": [],
    "officials": [],
    "dates": [],
    "elections": [],
    "measures": [],
    "violations": [],
    "legal": [],
    "documents": [],
    "quotes": [],
    "statements": [],
    "totals": [],
    "relevance": "none",
    "speech": None,
    "conduct": None,
    "weight": None,
    "relevance_confidence": None,
    "primary_regions": [],
}

for _name in ATTRIBUTES:
    Doc.set_extension(_name, default=None, force=True)


def start_reading(doc: Doc, article: Article) -> Doc:
    """Set every attribute of `doc` to its empty value and bind the article."""
    for name, empty in ATTRIBUTES.items():
        doc._.set(name, list(empty) if isinstance(empty, list) else empty)
    doc._.article = article
    return doc
