"""What accusations one article tells apart: the first of the two stages that make cases (`warehouse.case_clusters`).

A report is one article's account of one case: who is accused (named, by initials, or described), of what, where, in
which election, how far it has come, each with its place in the text. Recited rules make none, nor do numbers reported
in bulk (table `totals`) and breakdowns of forms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from nlp.records import Annotation
from warehouse.case_conduct import find_kinds
from warehouse.case_drafts import Draft, draft_cases
from warehouse.case_events import CaseEvent, Told, find_events, state_of
from warehouse.case_marks import find_marks
from warehouse.case_mentions import sentence_index
from warehouse.case_places import find_election, find_region
from warehouse.case_records import CaseReport, Conduct, NamedPerson
from warehouse.case_words import words_pattern


def find_case_reports(
    text: str,
    annotation: Annotation,
    report_date: date | None = None,
    story_id: str | None = None,
    persons: Mapping[int, str] | None = None,
) -> list[CaseReport]:
    """Tell the accusations of one article apart, in reading order; an article without any gives an empty list.

    `persons` gives the id of the resolved person by the number of the official, from 1; names stand in where it has
    none. Pure: nothing but the arguments is read.
    """
    drafts = draft_cases(text, annotation)
    told = [Told((*(m.start for m in d.accused.mentions), *(act.start for act in d.conduct))) for d in drafts]
    events = find_events(text, annotation, told)
    return [
        _report(text, annotation, draft, number, report_date, story_id, persons or {}, steps, len(drafts) == 1)
        for number, (draft, steps) in enumerate(zip(drafts, events, strict=True), 1)
    ]


def _report(
    text: str,
    annotation: Annotation,
    draft: Draft,
    number: int,
    report_date: date | None,
    story_id: str | None,
    persons: Mapping[int, str],
    events: Sequence[CaseEvent],
    is_only: bool,
) -> CaseReport:
    accused = draft.accused
    acts = sorted(set(draft.conduct), key=lambda act: (act.start, act.end, act.type, act.status))
    conduct = tuple(_with_kinds(text, annotation, _as_sure_as_told(text, annotation, act), report_date) for act in acts)
    best = conduct[0]
    described = next((m for m in accused.mentions if m.office is not None), None)
    named = tuple(_named(annotation, number, persons) for number in sorted(accused.officials))
    places = [*(m.start for m in accused.mentions[:2]), *(act.start for act in conduct)]
    return CaseReport(
        report_id=f"{annotation.id}#k{number}",
        article_id=annotation.id,
        state=state_of(events, any(act.status == "proven" for act in conduct)),
        region_code=find_region(text, annotation, accused.officials, places),
        election_id=find_election(text, annotation, best.start, report_date),
        report_date=report_date,
        story_id=story_id,
        named=named,
        initials=tuple(sorted(set(accused.initials))),
        office=accused.office,
        group_words=text[described.start : described.end] if described else None,
        person_count=len(named) or accused.count or (1 if accused.initials else None),
        conduct=conduct,
        marks=find_marks(text, annotation, places, accused.officials, report_date, is_only),
        start=best.start,
        end=best.end,
        sentence_no=best.sentence_no,
        events=tuple(events),
    )


def _as_sure_as_told(text: str, annotation: Annotation, act: Conduct) -> Conduct:
    """A finding stands as an allegation where its sentence finds some guilty and others not, or not yet."""
    if act.status != "proven":
        return act
    at = sentence_index(annotation.sentences, act.start)
    sentence = annotation.sentences[at] if 0 <= at < len(annotation.sentences) else None
    start, end = (min(sentence.start, act.start), max(sentence.end, act.end)) if sentence else (act.start, act.end)
    return replace(act, status="alleged") if words_pattern("mixed").search(text, start, end) else act


def _with_kinds(text: str, annotation: Annotation, act: Conduct, report_date: date | None) -> Conduct:
    """The act with its kinds, read off its words and the sentence around them."""
    start, end = act.start, act.end
    if act.sentence_no is not None:
        sentence = annotation.sentences[act.sentence_no - 1]
        start, end = min(start, sentence.start), max(end, sentence.end)
    return replace(act, kinds=find_kinds(act.type, text[start:end], report_date))


def _named(annotation: Annotation, number: int, persons: Mapping[int, str]) -> NamedPerson:
    official = annotation.officials[number]
    at = sentence_index(annotation.sentences, official.start)
    return NamedPerson(
        official_number=number + 1,
        person_id=persons.get(number + 1),
        name=" ".join(official.name.casefold().split()),
        start=official.start,
        end=official.end,
        sentence_no=at + 1 if at >= 0 else None,
    )
