"""The body behind a measure, by the rules of its type.

`nlp.actors` tells who acts in a sentence. A type may know better: staff who take a pledge are their government, a
recommendation that names KASN is KASN's, a decree is its makers'.
"""

import re

from nlp.actors import Agent, Cast
from nlp.bodies import Body, government_of
from nlp.measure_rules import Found
from nlp.modality import clause_start, told_as
from nlp.scenes import Scene

OF_GOVERNMENT = frozenset({"pledge", "integrity_pact", "leave_or_resignation"})
NOT_EMPLOYERS = frozenset(
    {"agency", "supervisor", "nation", "commission", "crimes", "council", "court", "police", "prosecutor"}
)
DECIDERS = ("KASN", "BKN")
EMPLOYER = "PPK"
# In the rule of a quotation: who says it was named, and holds no public office.
STRANGER = ".stranger"
# Who speaks for no body, where a stranger was brought in; so far before a quotation.
OUTSIDER = re.compile(
    r"(?i)\b(?:mahasiswa|mahasiswi|aktivis|pegiat|pengamat|akademisi|dosen|advokat|pengacara|kuasa hukum|lsm|orator|"
    r"(?:seorang|salah satu|salah seorang) warga)\b"
)
NAMED_REACH = 500
# Behind a quotation, so far: an office stands there, so that a stranger to the article speaks for a body.
OFFICE_REACH = 32
# Directly before a body: it is one of those just told of.
LISTED = re.compile(r"(?i)\b(?:di ?antaranya|yakni|yaitu)[ \u00a0]$")
# Done by being said.
VOICED = frozenset({"reminder", "sanction_warning"})
# Who does it where the text leaves it open, but names one such body.
USUAL_KIND = {"investigation": "supervisor", "referral": "supervisor", "sanction_imposed": "", "prosecution": "crimes"}
# What BKN does itself: it blocks a person's data.
BLOCK = re.compile(r"(?i)blokir|kunci")
# A regional head's own decree.
OWN_DECREE = re.compile(r"(?i)bupati|wali ?kota|gubernur|perbup|perwa|pergub")
PASSIVE = re.compile(r"(?i)di[a-z]{4}")
LETTER = re.compile(r"(?i)surat(?!i)|edaran|se\b|instruksi")
REPRIMAND = re.compile(r"(?i)tegur")
# Bodies that look into no case of staff themselves.
NO_HANDLERS = frozenset({"council"})
MAKERS_REACH = 90
CALL_REACH = 110
# What the prosecutors do, and what a court.
CHARGE = re.compile(r"(?i)jaksa|tuntut|didakwa|mendakwa")
SENTENCE = re.compile(r"(?i)vonis|hakim|putusan|pengadilan")


def find_actor(cast: Cast, scene: Scene, kind: str, status: str, found: Found) -> Body | None:
    """The body that does it, or None where the text does not tell."""
    special = _special_actor(cast, scene, kind, status, found)
    if special is not None:
        return special
    if kind == "regulation" and status == "taken":
        own = OWN_DECREE.search(cast.text, found.start, found.end)
        return government_of(cast.areas, cast.main, found.start, found.end) if own else None
    body: Body | None = None
    if status == "called_for":
        left = clause_start(cast.text, scene.start, found.start)
        call = found.start if found.status == status else told_as("call", cast.text, left, found.start)
        body = cast.asked(scene.sentence, call, found.end) if call >= 0 else None
    body = body or cast.actor(scene.sentence, found.start, found.end, kind in VOICED)
    code = body.code if body is not None and body.kind != "nation" else None
    home = government_of(cast.areas, code or cast.main, found.start, found.end)
    if kind in OF_GOVERNMENT and (body is None or body.kind in NOT_EMPLOYERS):
        return home
    is_other = body is not None and body.kind in NOT_EMPLOYERS and body.short != EMPLOYER
    if body is not None and body.short == "BKN" and BLOCK.search(cast.text, found.start, found.end):
        return body
    if kind == "sanction_imposed" and status == "taken":
        doer = cast.doer(scene.sentence, found.start, found.end)
        if doer is not None and doer.body is not None and doer.body.short in DECIDERS:
            return doer.body
    if kind == "sanction_imposed" and status == "taken" and (is_other or body is None or body.kind == "government"):
        elsewhere = _employer_elsewhere(cast, scene, found, home)
        if elsewhere is not None or is_other:
            return elsewhere or home
    if kind == "referral" and body is not None and body.short == EMPLOYER:
        body = None
    usual = cast.usual(USUAL_KIND.get(kind, "government"))
    if kind in {"investigation", "referral"} and body is not None and body.kind in NO_HANDLERS:
        return usual or body
    return body or usual


def _employer_elsewhere(cast: Cast, scene: Scene, found: Found, home: Body | None) -> Body | None:
    """The government of the area named before a passive: "seorang camat di Kabupaten X dijatuhi", X not at home."""
    place = cast.place_before(scene.start, found.start)
    is_passive = PASSIVE.match(cast.text, found.start) is not None
    if place is None or home is None or not is_passive or "." not in place or place == home.code:
        return None
    return government_of(cast.areas, place, found.start, found.end)


def is_silent(cast: Cast, scene: Scene, found: Found) -> bool:
    """Whether the one who says it speaks for no body: a scholar, a candidate, an activist, somebody without office."""
    quote = cast.quote_at(found.start)
    if quote is not None and quote.speaker is None and STRANGER in quote.rule:
        has_office = any(agent.body for agent in cast.between(quote.end, quote.end + OFFICE_REACH))
        before = max(0, quote.start - NAMED_REACH)
        return not has_office and OUTSIDER.search(cast.text, before, quote.end + OFFICE_REACH) is not None
    agent = cast.agent(scene.sentence, found.start, found.end, True)
    return agent is not None and agent.is_silent


def supervisor_warning(cast: Cast, scene: Scene, found: Found) -> Body | None:
    """The supervisor that reprimands staff, who are not its own: that is a reminder, and no penalty."""
    if REPRIMAND.search(cast.text, found.start, found.end) is None:
        return None
    agent = cast.doer(scene.sentence, found.start, found.end)
    body = agent.body if agent is not None else None
    return body if body is not None and body.kind in {"supervisor", "commission"} else None


def decider_calling(cast: Cast, scene: Scene, found: Found) -> Body | None:
    """KASN or BKN where it is the one that calls for a penalty: "BKN meminta pejabat pembina menjatuhkan ..."."""
    left = max(scene.start, found.start - CALL_REACH)
    call = told_as("asking", cast.text, left, found.start)
    agents = [agent for agent in cast.between(left, call) if agent.body is not None] if call > left else []
    last = agents[-1] if agents else None
    if last is None or last.body is None or last.body.short not in DECIDERS or call - last.end > 12:
        return None
    return last.body if gives(cast.text, last.start) else None


def _special_actor(cast: Cast, scene: Scene, kind: str, status: str, found: Found) -> Body | None:
    """Where the phrase itself names who acts: a recommendation of KASN, a ministry's letter, a decree's makers."""
    named = [agent for agent in cast.between(found.start, found.end + 2) if agent.body is not None]
    if kind == "referral":
        return _first([a for a in named if a.body and a.body.short in DECIDERS and gives(cast.text, a.start)])
    if kind == "regulation":
        makers = [a for a in cast.between(found.start, min(scene.end, found.end + MAKERS_REACH)) if a.body]
        maker = _first(makers)
        return maker if maker is not None and maker.kind == "nation" and status == "taken" else None
    if kind == "circular" and LETTER.match(cast.text, found.start):
        issuers = [a for a in named if a.body and a.body.kind in {"nation", "government"}]
        return _first(issuers) if issuers and gives(cast.text, named[0].start) else None
    if kind == "prosecution":
        for form, office in ((CHARGE, "prosecutor"), (SENTENCE, "court")):
            if form.search(cast.text, found.start, found.end):
                makers = [a for a in cast.between(scene.start, scene.end) if a.body and a.body.kind == office]
                return _first(makers) or cast.usual(office)
        bodies = [a for a in cast.between(scene.start, scene.end) if a.body and a.body.kind in {"crimes", "court"}]
        return _first([a for a in bodies if gives(cast.text, a.start)])
    return None


def _first(agents: list[Agent]) -> Body | None:
    return agents[0].body if agents else None


def gives(text: str, at: int) -> bool:
    """Whether a decider named at `at` acts, and is not the one to whom something goes."""
    reach = 48 if LISTED.search(text, max(0, at - 16), at) else 12
    return told_as("goal", text, max(0, at - reach), at) < 0 and not text[:at].endswith("(")
