"""The tables of cases: from the reports of articles (`warehouse.case_reports`) to rows (`schema/cases.sql`).

A build calls `find_case_reports` once an article and `membership_rows` with the cases of all reports. An incremental
build joins the reports of the blocks that changed: without a correction that merges over blocks, cases never reach over
a block (`CaseReport.block`, kept in `case_articles.block`), so the rows of all others stay as they are, and so do those
of the cases in the block that came out as before.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from warehouse.case_clusters import CaseOverrides, Membership, cluster_cases
from warehouse.case_conduct import load_kinds
from warehouse.case_records import CaseReport
from warehouse.rows import Row, as_row

TABLES = ("conduct_kinds", "cases", "case_articles", "case_persons", "case_conduct", "case_events")
FINDINGS = ("found", "sanctioned", "convicted")


def kind_rows() -> list[Row]:
    """The rows of `conduct_kinds`."""
    return [as_row(kind) for kind in load_kinds().values()]


def case_rows(reports: Iterable[CaseReport], overrides: CaseOverrides = CaseOverrides()) -> dict[str, list[Row]]:  # noqa: B008
    """The rows of all case tables but `conduct_kinds`, sorted by id; the same for any order of the reports."""
    return membership_rows(cluster_cases(reports, overrides))


def membership_rows(memberships: Iterable[Membership]) -> dict[str, list[Row]]:
    """The rows of all case tables but `conduct_kinds`, of whole cases in order."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES[1:]}
    for case_id, group in groupby(memberships, key=lambda item: item.case_id):
        members = list(group)
        rows["cases"].append(_case_row(case_id, members))
        for member in members:
            for table, found in _report_rows(member).items():
                rows[table].extend(found)
    return rows


def case_status(states: Sequence[str]) -> str:
    """How far a case has come, from its accounts in the order of their days: a later dropping undoes a finding."""
    told = [state for state in states if state != "alleged"]
    if not told:
        return "alleged"
    if told[-1] == "dropped":
        return "dropped"
    return max((state for state in told if state in FINDINGS), key=FINDINGS.index)


def _case_row(case_id: str, members: Sequence[Membership]) -> Row:
    reports = [member.report for member in members]
    first = reports[0]
    days = [report.report_date for report in reports if report.report_date]
    counts = [report.person_count for report in reports if report.person_count]
    return {
        "case_id": case_id,
        "region_code": first.region_code,
        "election_id": next((report.election_id for report in reports if report.election_id), None),
        "status": case_status([report.state for report in reports]),
        "office": next((report.office for report in reports if report.office), None),
        "group_words": next((report.group_words for report in reports if report.group_words), None),
        "person_count": max(counts, default=None),
        "first_date": min(days, default=None),
        "last_date": max(days, default=None),
        "first_article_id": first.article_id,
        "article_count": len({report.article_id for report in reports}),
        "story_count": len({report.story_id or report.article_id for report in reports}),
        "event_count": sum(len(report.events) for report in reports),
    }


def _report_rows(member: Membership) -> Mapping[str, list[Row]]:
    report = member.report
    own: Row = {"case_id": member.case_id, "report_id": report.report_id, "article_id": report.article_id}
    account = own | {
        "block": report.block,
        "story_id": report.story_id,
        "score": member.score,
        "reason": member.reason,
        "state": report.state,
        "initials": list(report.initials),
        "group_words": report.group_words,
        "person_count": report.person_count,
        "start_char": report.start,
        "end_char": report.end,
        "sentence_no": report.sentence_no,
    }
    persons = [
        own
        | {
            "official_id": f"{report.article_id}#o{person.official_number}",
            "person_id": person.person_id,
            "start_char": person.start,
            "end_char": person.end,
            "sentence_no": person.sentence_no,
        }
        for person in report.named
    ]
    conduct = [
        own
        | {
            "case_conduct_id": f"{report.report_id}.c{number}",
            "type": act.type,
            "status": act.status,
            "skb_kind": act.kinds.skb_kind,
            "pp94_kind": act.kinds.pp94_kind,
            "discipline_tier": act.kinds.discipline_tier,
            "skb_in_force": act.kinds.skb_in_force,
            "start_char": act.start,
            "end_char": act.end,
            "sentence_no": act.sentence_no,
        }
        for number, act in enumerate(report.conduct, 1)
    ]
    events = [
        own
        | {
            "case_event_id": f"{report.report_id}.e{number}",
            "step": event.step,
            "body": event.body,
            "body_words": event.body_words,
            "event_date": event.event_date,
            "date_precision": event.date_precision,
            "reported_date": report.report_date,
            "penalty_tier": event.penalty_tier,
            "start_char": event.start,
            "end_char": event.end,
            "sentence_no": event.sentence_no,
        }
        for number, event in enumerate(report.events, 1)
    ]
    return {"case_articles": [account], "case_persons": persons, "case_conduct": conduct, "case_events": events}
