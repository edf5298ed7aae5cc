"""Accounts joined to cases: what joins, what stays apart, and that the order of the input does not matter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.case_clusters import CaseOverrides, Held, cases_of_articles, cluster_cases, score_pair
from warehouse.case_marks import Marks
from warehouse.case_records import CaseReport, Conduct, NamedPerson

DAY = date(2024, 10, 1)


def account(article, days=0, office="guru", act="social_media", marks="", **values):
    """One account; marks are words, a name with a capital."""
    words = frozenset(marks.split())
    names = values.pop("names", ())
    number = values.pop("number", 1)
    defaults = {
        "report_id": f"{article}#k{number}",
        "article_id": article,
        "state": "alleged",
        "region_code": "14.71",
        "election_id": "pilkada-2024",
        "report_date": DAY + timedelta(days=days),
        "story_id": None,
        "named": tuple(NamedPerson(n, None, name, 0, 5, 1) for n, name in enumerate(names, 1)),
        "initials": (),
        "office": office,
        "group_words": None,
        "person_count": 1,
        "conduct": (Conduct(act, "alleged", 0, 5, 1),),
        "marks": Marks(words, words),
        "start": 0,
        "end": 5,
        "sentence_no": 1,
    }
    return CaseReport(**(defaults | values))


def groups(reports, **options):
    found = {}
    for item in cluster_cases(reports, **options):
        found.setdefault(item.case_id, []).append(item.report.report_id)
    return found


@pytest.mark.parametrize(
    "second",
    [
        account("b", 20, names=["darmo suyitno"], office="camat"),
        account("b", 200, names=["darmo suyitno"], office="camat", act="other"),
        account("b", 20, initials=("DS",), office="camat"),
        account("b", 20, names=["darmo suyitnoo"], office="camat"),
        account("b", 20, office="camat", marks="Rumbai kalender", person_count=None),
    ],
)
def test_accounts_of_one_named_person_are_one_case(second):
    first = account("a", names=["darmo suyitno"], office="camat", marks="Rumbai kalender")
    assert groups([first, second]) == {"a#k1": ["a#k1", "b#k1"]}


@pytest.mark.parametrize(
    "second",
    [
        account("b", 5),  # as anonymous, nothing shared
        account("b", 5, marks="Bangkinang brosur"),
        account("b", 5, marks="jari berpose"),  # words of the act alone
        account("b", 5, office="camat", marks="Tenayan kalender murid"),  # another office
        account("b", 500, marks="Tenayan kalender murid"),  # too late
        account("b", 5, marks="Tenayan kalender murid", region_code="14.03"),
        account("b", 5, marks="Tenayan kalender murid", election_id="pilkada-2020"),
        account("b", 5, marks="Tenayan kalender murid", initials=("ZZ",)),  # the first gives other initials
    ],
)
def test_unrelated_anonymous_allegations_stay_two(second):
    first = account("a", marks="Tenayan kalender murid", initials=("AB",) if second.initials else ())
    assert len(groups([first, second])) == 2


def test_copies_of_one_story_are_one_case_and_one_story():
    first, second = account("a", story_id="s", marks="Tenayan"), account("b", 1, story_id="s", marks="Tenayan")
    (case,) = groups([first, second])
    assert case == "a#k1"


def test_an_article_told_two_cases_apart_and_they_stay_so():
    one = account("a", marks="Tenayan kalender murid")
    other = account("a", marks="Tenayan kalender murid", number=2)
    later = account("b", 3, marks="Tenayan kalender murid")
    assert len(groups([one, other])) == 2
    assert len(groups([one, other, later])) == 2


def test_another_act_of_a_person_told_much_later_is_another_case():
    first = account("a", names=["darmo suyitno"], act="gesture")
    assert len(groups([first, account("b", 200, names=["darmo suyitno"], act="money_politics")])) == 2
    assert len(groups([first, account("b", 20, names=["darmo suyitno"], act="money_politics")])) == 1


def test_each_membership_says_why_and_how_surely():
    first = account("a", names=["darmo suyitno"])
    opened, joined = cluster_cases([account("b", 3, names=["darmo suyitno"]), first])
    assert (opened.score, opened.reason) == (1.0, "first report")
    assert 0.5 <= joined.score < 1
    assert joined.reason == "same person"


def test_no_reason_tells_a_name():
    first = account("a", marks="Darmo Suyitno kalender murid")
    second = account("b", 3, marks="Darmo Suyitno kalender murid")
    (_, joined) = cluster_cases([first, second])
    assert joined.reason == "same office and telling words"


def test_corrections_override_both_ways():
    first, second = account("a", names=["darmo suyitno"]), account("b", 3, names=["darmo suyitno"])
    third = account("c", 4, office="camat", region_code="14.03")
    parted = CaseOverrides(parted=(frozenset({"a#k1", "b#k1"}),))
    assert groups([first, second], overrides=parted) == {"a#k1": ["a#k1"], "b#k1": ["b#k1"]}
    merged = CaseOverrides(merged=(frozenset({"c#k1", "b#k1"}), frozenset({"gone#k1", "a#k1"})))
    assert groups([first, second, third], overrides=merged) == {"a#k1": ["a#k1", "b#k1", "c#k1"]}
    reasons = {item.reason for item in cluster_cases([first, second, third], merged)}
    assert reasons == {"corrected by hand"}


def test_two_reports_of_one_id_are_refused():
    with pytest.raises(ValueError, match="same report_id"):
        cluster_cases([account("a"), account("a")])


def test_persons_that_were_resolved_apart_are_never_joined_by_their_names():
    named = NamedPerson(1, "p-1", "budi santoso", 0, 5, 1)
    first = replace(account("a", marks="Tenayan kalender"), named=(named,))
    second = replace(account("b", 2, marks="Tenayan kalender"), named=(replace(named, person_id="p-2"),))
    assert score_pair(first, second)[0] == 0


@st.composite
def many_reports(draw):
    words = ["Tenayan", "Rumbai", "kalender", "brosur", "murid", "sawah", "Sluke"]
    reports = []
    for number in range(draw(st.integers(1, 12))):
        article = draw(st.integers(0, 8))
        reports.append(
            account(
                f"a{article:02}",
                article * 37 % 300,  # an article has one day
                office=draw(st.sampled_from(["guru", "camat", "asn", None])),
                act=draw(st.sampled_from(["social_media", "attendance", "other"])),
                marks=" ".join(draw(st.lists(st.sampled_from(words), max_size=4))),
                names=draw(st.lists(st.sampled_from(["darmo suyitno", "wiryo martono", "sulis"]), max_size=1)),
                initials=tuple(draw(st.lists(st.sampled_from(["DS", "QW"]), max_size=1))),
                region_code=draw(st.sampled_from(["14.71", "14.03"])),
                number=number + 1,
            )
        )
    return reports


@settings(max_examples=40)
@given(many_reports(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_cases_and_each_report_one(reports, random):
    shuffled = list(reports)
    random.shuffle(shuffled)
    found = cluster_cases(reports)
    assert found == cluster_cases(shuffled)
    assert sorted(item.report.report_id for item in found) == sorted(report.report_id for report in reports)
    for item in found:
        members = [other.report for other in found if other.case_id == item.case_id]
        assert item.case_id == min(members, key=lambda r: (r.report_date, r.article_id, r.report_id)).report_id
        assert len({report.article_id for report in members}) == len(members)


@settings(max_examples=40)
@given(many_reports())
def test_blocks_alone_give_the_cases_of_the_whole(reports):
    blocks = {report.block for report in reports}
    alone = [m for block in sorted(blocks) for m in cluster_cases([r for r in reports if r.block == block])]
    assert sorted(alone, key=lambda m: m.report.report_id) == sorted(
        cluster_cases(reports), key=lambda m: m.report.report_id
    )
    assert set(cases_of_articles(alone)) == {report.article_id for report in reports}


@settings(max_examples=100)
@given(many_reports(), st.sets(st.integers(0, 8)))
def test_cases_that_grow_are_those_made_at_once(reports, added):
    new = {f"a{article:02}" for article in added}
    before = cluster_cases(report for report in reports if report.article_id not in new)
    held = {item.report.report_id: Held(item.case_id, item.score, item.reason) for item in before}
    assert cluster_cases(reports, held=held) == cluster_cases(reports)


def test_what_is_held_is_not_compared_again():
    """Two accounts that nothing joins stay together where they were put, up to the first one that is new."""
    reports = [account("a"), account("b", 1, office="camat"), account("c", 2, names=["darmo suyitno"])]
    together = {"a#k1": Held("a#k1", 1.0, "first report"), "b#k1": Held("a#k1", 0.9, "copies of one story")}
    assert groups(reports) == {"a#k1": ["a#k1"], "b#k1": ["b#k1"], "c#k1": ["c#k1"]}
    assert groups(reports, held=together) == {"a#k1": ["a#k1", "b#k1"], "c#k1": ["c#k1"]}
    assert groups([account("0", -1), *reports], held=together)["b#k1"] == ["b#k1"]
