"""Who acts: the body behind a telling phrase.

In order: the agent of a passive ("oleh X"), the body or official that is the sentence's subject, the speaker of the
quotation, the one to whom the sentence is handed ("kata X"), and the one who spoke last.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from nlp.areas import load_areas
from nlp.bodies import Areas, Body, area_name, complete, find_bodies, government_of, read_areas
from nlp.lexicons import load_lexicon
from nlp.phrases import Phrases, compile_phrases, find_all, lowered_text, search_any
from nlp.records import Official, Quote, Sentence

GOVERNMENT_ROLES = frozenset(
    {"governor", "vice_governor", "mayor", "vice_mayor", "regent", "vice_regent", "regional_secretary", "assistant"}
)
OFFICE_ROLES = frozenset({"agency_head", "department_head", "inspector", "division_head", "other", "asn"})
BODY_OF_ROLE = {"bawaslu": "Bawaslu", "kpu": "KPU", "legislator": "DPRD", "police": "Polres", "prosecutor": "Kejari"}
KIND_OF_ROLE = {"bawaslu": "supervisor", "kpu": "commission", "legislator": "council", "prosecutor": "prosecutor"}
SILENT_ROLES = frozenset({"party", "candidate", "academic", "civil_society", "military"})
DISTRICT = re.compile(
    r"(?:Camat|Panewu|Kepala Distrik|Lurah|Kepala Desa|Mantri Pamong Praja)[ \u00a0]((?:[A-Z][\w'’-]*[ \u00a0]?){1,3})"
)
BY = re.compile(r"(?i)\boleh\b[\s\w]{0,12}$")
# A passive verb directly before its agent.
PASSIVE = re.compile(r"\bdi(?!(?:antara|mana|sana|sini|luar|dalam)\b)[a-z]{4,20}[ \u00a0]$")
# Behind what one gets: "menerima sanksi dari Bupati".
FROM = re.compile(
    r"(?i)\b(?:sanksi|hukuman|teguran|peringatan|panggilan|imbauan|himbauan|rekomendasi)[ \u00a0]dari[ \u00a0]$"
)
# An active verb: whom "oleh" names behind it does something else; but "mengikuti acara yang digelar oleh".
DOING = re.compile(
    r"(?i)me(?:periks|mangg|rekomend|nerus|limpah|nyerah|layang|nindak|ngusut|nelusur|ngkaji|laporkan|nyelidik)"
)
PASSIVE_VERB = re.compile(r"(?i)di[a-z]{4}")
# An active verb, also without its prefix behind a pronoun: "kami beri teguran".
ACTIVE = re.compile(r"(?i)(?:mem?|me[nm]g?|beri|layang|kirim)\w{2}")
AGENT_REACH = 60
NEXT_REACH = 500
LAST_WORD = re.compile(r"([\w-]+)[\s\"“(]*$")
JOINED = re.compile(r"(?i)[\s,]*(?:,|dan|serta|bersama|beserta|maupun|dan juga)[\s,]*(?:pihak|para)?\s*$")
# Between a body and its own short form: "Komisi Aparatur Sipil Negara (KASN)".
BRACKET = re.compile(r"[ \u00a0]?\([ \u00a0]?$")
KIND_WORDS = {"Kepala Distrik": "Distrik", "Lurah": "Kelurahan", "Panewu": "Kapanewon"}


@dataclass(frozen=True, slots=True)
class Agent:
    """One place where somebody who may act is named: a body, or an official who speaks for one.

    A silent one speaks for none: scholars, candidates, activists.
    """

    start: int
    end: int
    body: Body | None
    is_person: bool
    is_silent: bool = False


def _is_silent(official: Official) -> bool:
    """Whether somebody speaks for no body; a lawyer speaks for a client."""
    head = official.rule.rpartition(": ")[2]
    return official.role in SILENT_ROLES or head in load_lexicon("offices")["nation"]["no_area_heads"]


class Cast:
    """All who may act in one article."""

    def __init__(self, doc: Doc, main: str | None) -> None:
        self.text: str = doc._.article.text
        self.quotes: list[Quote] = doc._.quotes
        self._places = [(place.start, place.code) for place in doc._.places]
        bodies = find_bodies(doc)
        self.areas: Areas = read_areas(self.text, doc._.places, bodies, main)
        self.main = main
        self._persons = {official.name: self._body_of(official, bodies) for official in doc._.officials}
        self._silent = {official.name for official in doc._.officials if _is_silent(official)}
        self.agents = self._gather(doc, bodies)
        self._starts = [agent.start for agent in self.agents]

    def _gather(self, doc: Doc, bodies: Sequence[Body]) -> list[Agent]:
        spans: list[Agent] = []
        for official in doc._.officials:
            body = self._persons[official.name]
            places = [(official.start, official.end), *((m.start, m.end) for m in official.mentions)]
            spans += [Agent(start, end, body, True, official.name in self._silent) for start, end in places]
        taken = sorted((agent.start, agent.end) for agent in spans)
        starts = [start for start, _ in taken]

        def free(start: int, end: int) -> bool:
            at = bisect_right(starts, start) - 1
            return not (at >= 0 and start < taken[at][1])

        spans += [
            Agent(body.start, body.end, complete(self.areas, body), False)
            for body in bodies
            if free(body.start, body.end)
        ]
        offices = [o for o in find_offices(doc, self.areas) if free(o.start, o.end)]
        spans += [district for district in self._find_districts(doc) if free(district.start, district.end)]
        known = {(agent.start, agent.end) for agent in spans}
        spans += [office for office in offices if (office.start, office.end) not in known]
        return sorted(spans, key=lambda agent: (agent.start, -agent.end))

    def _find_districts(self, doc: Doc) -> list[Agent]:
        """Districts named with their level, whose head the article names as an official."""
        heads = {body.name: body for body in self._persons.values() if body is not None and body.kind == "district"}
        return [
            Agent(place.start, place.end, heads[place.text], False) for place in doc._.places if place.text in heads
        ]

    def _body_of(self, official: Official, bodies: Sequence[Body]) -> Body | None:
        """The body for which an official speaks."""
        if _is_silent(official):
            return None
        span = (official.start, official.end)
        named = next((b for b in bodies if official.start <= b.start < official.end and b.kind != "government"), None)
        if official.role in GOVERNMENT_ROLES:
            return government_of(self.areas, official.region or self.main, *span)
        if official.role in {"district_head", "village_head"}:
            return self._district_of(official)
        if official.role == "kasn":
            return Body("KASN", "nation", "00", *span)
        if official.role in {"minister", "ministry_official"}:
            return named
        if official.role in BODY_OF_ROLE:
            kind = KIND_OF_ROLE.get(official.role, "police")
            body = named if named and named.kind == kind else Body(BODY_OF_ROLE[official.role], kind, None, *span)
            return complete(self.areas, body, official.region)
        if official.role in OFFICE_ROLES:
            return self._agency_of(official, named)
        return None

    def _agency_of(self, official: Official, named: Body | None) -> Body | None:
        if named is not None:
            return complete(self.areas, named, official.region)
        office = self.text[official.start : official.end]
        department = re.search(r"(Dinas (?:[A-Z]\w+[ ,]?(?:dan )?){1,4})", office)
        if official.role == "inspector":
            return complete(
                self.areas, Body("Inspektorat", "agency", None, official.start, official.end), official.region
            )
        if department and official.role == "department_head":
            return self._department(official, department[1])
        return government_of(self.areas, official.region or self.main, official.start, official.end)

    def _department(self, official: Official, printed: str) -> Body:
        name = official.name.split()[0]
        short = printed.split(f" {name}")[0].strip(" ,")
        area = area_name(self.areas, official.region or self.main or "")
        short = re.sub(rf"\s*(?:Kota|Kabupaten|Provinsi)?\s*{re.escape(area)}.*$", "", short) if area else short
        return complete(self.areas, Body(short, "agency", None, official.start, official.end), official.region)

    def _district_of(self, official: Official) -> Body | None:
        office = DISTRICT.search(self.text[official.start : official.end])
        if office is None:
            return government_of(self.areas, official.region, official.start, official.end)
        words = office[0].split()
        head = next((kind for word, kind in KIND_WORDS.items() if office[0].startswith(word)), "Kecamatan")
        first = official.name.split()[0]
        skip = 2 if office[0].startswith("Kepala") else 1
        name = []
        for word in words[skip:]:
            if word == first or word in {"H", "Hj", "Drs", "Dr", "Ir"}:
                break
            name.append(word)
        if not name:
            return government_of(self.areas, official.region, official.start, official.end)
        return Body(head, "district", official.region, official.start, official.end, " ".join(name))

    def between(self, start: int, end: int) -> list[Agent]:
        """The agents that begin in a span, in order."""
        return self.agents[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def place_before(self, start: int, end: int) -> str | None:
        """The code of the last area named between two offsets."""
        return next((code for at, code in reversed(self._places) if start <= at < end), None)

    def quote_at(self, at: int) -> Quote | None:
        """The quotation that holds an offset."""
        return next((quote for quote in self.quotes if quote.start <= at < quote.end), None)

    def speaker(self, quote: Quote) -> Agent:
        """The quotation's speaker."""
        name = quote.speaker or ""
        return Agent(quote.start, quote.end, self._persons.get(name), True, name in self._silent)

    def actor(self, sentence: Sentence, at: int, end: int, is_voiced: bool = False) -> Body | None:
        """The body that does what the phrase at `at` to `end` tells, or None where the text does not tell."""
        agent = self.agent(sentence, at, end, is_voiced)
        return agent.body if agent else None

    def agent(self, sentence: Sentence, at: int, end: int, is_voiced: bool = False) -> Agent | None:
        """Who does what the phrase at `at` to `end` tells, or None where the text does not tell.

        What is voiced in a quotation is the speaker's, whoever else the words name.
        """
        quote = self.quote_at(at)
        if is_voiced and quote is not None and quote.speaker:
            return self.speaker(quote)
        passive = self._passive_agent(sentence, at, end)
        if passive is not None:
            return passive
        subject = self._subject(sentence, at, quote)
        if subject is not None:
            return subject
        earlier = self._earlier_agent(sentence, at)
        if earlier is not None:
            return earlier
        if quote is not None and quote.speaker:
            return self.speaker(quote)
        return self._handed_to(sentence, end) or self.last_speaker(sentence.start) or self.next_speaker(sentence.end)

    def doer(self, sentence: Sentence, at: int, end: int) -> Agent | None:
        """Who does it in so many words: behind a passive, else before an active verb; no speaker is guessed."""
        passive = self._passive_agent(sentence, at, end)
        if passive is not None:
            return passive
        return self._subject(sentence, at, self.quote_at(at)) if ACTIVE.match(self.text, at) else None

    def asked(self, sentence: Sentence, call_at: int, end: int) -> Body | None:
        """Who is asked: the first agent after the word of asking, else the one who asks."""
        for agent in self.between(call_at, min(sentence.end, end + AGENT_REACH)):
            before = LAST_WORD.search(self.text[max(call_at, agent.start - 30) : agent.start])
            if agent.body is not None and not (before and before[1].casefold() in _words("owner")):
                return agent.body
        return None

    def _passive_agent(self, sentence: Sentence, at: int, end: int) -> Agent | None:
        """The agent of a passive verb, with or without "oleh": "diperiksa (oleh) Inspektorat"."""
        if DOING.match(self.text, at):
            return None
        reach = min(sentence.end, end + AGENT_REACH)
        for agent in self.between(at, reach):
            before = self.text[max(at, agent.start - 40) : agent.start]
            if agent.body is not None and any(form.search(before) for form in (BY, PASSIVE, FROM)):
                return agent
        return None

    def _earlier_agent(self, sentence: Sentence, at: int) -> Agent | None:
        """The agent of the passive before a passive: "sudah dikaji oleh X, lalu diteruskan"."""
        if PASSIVE_VERB.match(self.text, at) is None:
            return None
        for agent in reversed(self.between(sentence.start, at)):
            if agent.body is not None and BY.search(self.text[max(sentence.start, agent.start - 40) : agent.start]):
                return agent
        return None

    def _subject(self, sentence: Sentence, at: int, quote: Quote | None) -> Agent | None:
        """The nearest agent before the act that is no one's company, goal or place; a pronoun is who speaks."""
        left = max(sentence.start, quote.start) if quote else sentence.start
        agents = [agent for agent in self.between(left, at) if agent.end <= at]
        pronoun = self._last_pronoun(left, at)
        chosen: Agent | None = None
        for index in range(len(agents) - 1, -1, -1):
            agent = agents[index]
            if pronoun > agent.start:
                break
            before = LAST_WORD.search(self.text[max(left, agent.start - 30) : agent.start])
            if before and before[1].casefold() in _words("aside"):
                continue
            if index and BRACKET.match(self.text, agents[index - 1].end, agent.start):
                continue
            if index and JOINED.fullmatch(self.text[agents[index - 1].end : agent.start]):
                continue
            chosen = agent
            break
        if chosen is None and pronoun >= 0:
            if quote is not None and quote.speaker:
                return self.speaker(quote)
            persons = [agent for agent in agents if agent.is_person and agent.start < pronoun]
            return persons[-1] if persons else self._handed_to(sentence, at) or self.last_speaker(sentence.start)
        return chosen

    def _last_pronoun(self, start: int, end: int) -> int:
        return max((found.start() for found in find_all(_phrases("self"), self.text, start, end)), default=-1)

    def _handed_to(self, sentence: Sentence, at: int) -> Agent | None:
        """The agent after a word of speech in the sentence: "..., kata Ketua Bawaslu X"."""
        said = search_any(_phrases("verbs"), self.text, at, sentence.end)
        if said is None:
            said = search_any(_phrases("verbs"), self.text, sentence.start, at)
        if said is None:
            return None
        return next(
            (a for a in self.between(said.end(), sentence.end) if a.is_person or a.start < said.end() + 6), None
        )

    def usual(self, kind: str) -> Body | None:
        """The one body of a kind that the article names, the first where it names several."""
        return next((a.body for a in self.agents if a.body is not None and a.body.kind == kind), None)

    def last_speaker(self, at: int) -> Agent | None:
        """The official named last before an offset."""
        index = bisect_left(self._starts, at)
        return next((a for a in reversed(self.agents[:index]) if a.is_person and a.body is not None), None)

    def next_speaker(self, at: int) -> Agent | None:
        """The official named next after an offset: whose words a lead gives before it names him."""
        agents = self.between(at, at + NEXT_REACH)
        return next((a for a in agents if a.is_person and a.body is not None), None)


def find_offices(doc: Doc, areas: Areas) -> list[Agent]:
    """Offices of a government named without a person: "Bupati", "Sekda"."""
    text: str = doc._.article.text
    places = {place.start: place for place in doc._.places}
    offices = load_lexicon("bodies")["offices"]
    found: list[Agent] = []
    for level in ("province", "regency", "city", "any"):
        for phrase in _office_phrases(level).possible(text):
            for match in phrase.lowered.finditer(lowered_text(text)):
                before = LAST_WORD.search(text[max(0, match.start() - 24) : match.start()])
                if before and before[1].casefold() in offices["not_after"]:
                    continue
                place = places.get(match.end() + 1)
                code = place.code if place else _area_of_level(areas.main, level)
                body = government_of(areas, code, *match.span())
                if body is not None:
                    found.append(Agent(match.start(), match.end(), body, False))
    return found


def _area_of_level(main: str | None, level: str) -> str | None:
    area = load_areas().get(main or "")
    if area is None or level in {"any", area.level}:
        return main
    return area.province_code if level == "province" else None


@cache
def _office_phrases(level: str) -> Phrases:
    return compile_phrases(load_lexicon("bodies")["offices"][level])


@cache
def _phrases(kind: str) -> Phrases:
    return compile_phrases(load_lexicon("bodies")["speech"][kind])


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("bodies")["speech"][kind])
