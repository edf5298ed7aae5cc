"""Whether a sentence is about the neutrality of civil servants in an election."""

import re

from spacy.tokens import Doc

from nlp.phrases import search_any
from nlp.scenes import Scene, is_about_others, words

# One of these stands in every annotated article that is on the subject, and words for staff too (a test counts).
MAY_BE = re.compile(
    r"(?i)\b(?:netral\w*|asn|pns|pppk|aparatur sipil|pegawai negeri|bawaslu|panwas\w*|panwaslih|pilkada|pemilu|"
    r"pemilihan|pil(?:gub|bup|wa\w+)|kampanye|paslon|calon|caleg|ca(?:wa)?(?:gub|bup|wako|wali)|politik|parpol|partai)\b"
)


def may_be_on_subject(text: str, title: str = "") -> bool:
    """Whether text or headline name staff, and the text neutrality, an election or who watches over them."""
    if MAY_BE.search(text) is None:
        return False
    return any(search_any(words("sure_staff"), said, 0, len(said)) is not None for said in (text, title))


def is_on_subject(text: str, start: int, end: int) -> bool:
    """Whether a span of text joins civil servants with neutrality, its breach, or those who handle breaches."""

    def has(kind: str) -> bool:
        return search_any(words(kind), text, start, end) is not None

    if has("elsewhere"):
        return False
    if has("servants"):
        return has("neutrality") or (has("contest") and has("ruled")) or (has("deciders") and has("handled"))
    return has("neutrality") and has("contest") and not has("others")


def is_about_neutrality(doc: Doc, scene: Scene) -> bool:
    """Whether acts told in a sentence are about neutrality: all of a core article's, else what is on the subject."""
    if doc._.relevance == "core":
        return True
    if is_about_others(doc.text, scene):
        return False
    if is_on_subject(doc.text, scene.start, scene.end):
        return True
    return search_any(words("name"), doc.text, scene.start, scene.end) is not None
