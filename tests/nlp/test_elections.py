from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.areas import read_table
from nlp.election_calendar import (
    current_election,
    election_of_year,
    last_election,
    load_elections,
    load_stages,
)
from nlp.elections import elections_named, find_names, resolve_elections
from nlp.pipeline import read_article
from nlp.records import DateRef


def resolve(text, day=None, dates=()):
    return [value.value for value in resolve_elections(text, find_names(text), dates, day)]


@pytest.mark.parametrize(
    ("text", "elections"),
    [
        ("Pilkada 2020", ["pilkada-2020"]),
        ("Pemilihan Kepala Daerah Serentak Tahun 2018", ["pilkada-2018"]),
        ("Pilbup Nusa Jaya 2024", ["pilkada-2024"]),
        ("Pileg 2019 dan Pilpres 2019", ["pemilu-2019"]),
        ("Pemilu dan Pilkada Serentak 2024", ["pemilu-2024", "pilkada-2024"]),
        ("Pemilu 2019 dan 2024", ["pemilu-2019", "pemilu-2024"]),
        ("Pemilihan Kepala Daerah (Pilkada) tahun 2020", ["pilkada-2020"]),
        ("pemilihan gubernur dan wakil gubernur, bupati dan wakil bupati tahun 2018", ["pilkada-2018"]),
        ("Pemilihan Presiden dan Wakil Presiden tahun 2019", ["pemilu-2019"]),
        ("Komisi Pemilihan Umum 2024", []),
        ("Badan Pengawas Pemilu 2024", []),
        ("pemilihan kepala desa 2023", []),
        ("Pilkada 2021", []),  # there was none
        ("Pemilu 2020", ["pilkada-2020"]),
        ("Pilkada pada 2015", ["pilkada-2015"]),
        ("pemilu dan pilkada yang digelar pada 2024", ["pemilu-2024", "pilkada-2024"]),
        ("Pilakda Serentak Tahun 2018", ["pilkada-2018"]),
        ("Pilkades 2023 dan pemilihan wali nagari 2024", []),
    ],
)
def test_named_with_year(text, elections):
    assert resolve(text) == elections
    assert elections_named(text) == set(elections)


@pytest.mark.parametrize(
    ("text", "day", "elections"),
    [
        ("menjelang Pilkada serentak", date(2024, 6, 1), ["pilkada-2024"]),
        ("usai Pilgub", date(2020, 12, 20), ["pilkada-2020"]),
        ("tahapan pilkada", date(2019, 11, 1), ["pilkada-2020"]),
        ("menjelang pemilu", date(2023, 5, 1), ["pemilu-2024"]),
        ("para caleg dan pemilu", date(2019, 1, 1), ["pemilu-2019"]),
        ("selama Pemilu maupun pilkada", date(2024, 6, 1), []),
        ("setiap menjelang pemilu", date(2023, 5, 1), []),
        ("pidana pemilu dalam Pilkada", date(2024, 10, 1), ["pilkada-2024"]),
        ("PSU Pilkada", date(2025, 4, 1), ["pilkada-2024"]),
        ("Pilkada yang curang berujung PSU", date(2024, 10, 1), ["pilkada-2024"]),
        ("PSU Pilgub", date(2021, 6, 1), ["pilkada-2020"]),
        ("para caleg dipanggil", date(2023, 12, 1), ["pemilu-2024"]),
        ("pendukung cabup dipanggil", date(2020, 11, 1), ["pilkada-2020"]),
        ("pegawai dipanggil", date(2020, 11, 1), []),
        ("menjelang pesta demokrasi, para caleg", date(2023, 12, 1), ["pemilu-2024"]),
        ("sidang tanpa suara", date(2023, 12, 1), []),
        ("menjelang Pilkada serentak", None, []),
        (
            "Menjelang pemilihan umum (pemilu) dan pemilihan kepala daerah",
            date(2023, 3, 1),
            ["pemilu-2024", "pilkada-2024"],
        ),
        ("menghadapi pemilu dan pilkada", date(2024, 10, 1), ["pilkada-2024"]),
        ("pemungutan suara ulang di lima TPS", date(2025, 4, 1), ["pilkada-2024"]),
        ("pemungutan suara ulang di lima TPS", date(2024, 3, 1), ["pemilu-2024"]),
        ("pemungutan suara ulang di lima TPS", date(2023, 3, 1), []),
    ],
)
def test_bare_names_are_resolved_by_the_day(text, day, elections):
    assert resolve(text, day) == elections


def test_a_voting_day_tells_the_election():
    day = DateRef("2024-02-14", "voting_day", "14 Februari", 10, 21)
    assert resolve("mengingat 14 Februari", None, [day]) == ["pemilu-2024"]


@pytest.mark.parametrize(
    ("text", "elections"),
    [
        ("UU Nomor 10 Tahun 2016 tentang Pemilihan Gubernur dan Bupati mengatur hal itu.", []),
        ("UU Nomor 20 Tahun 2023 tentang ASN, yang berlaku dalam Pilkada.", ["pilkada-2024"]),
        ("UU Nomor 10 Tahun 2016 tentang Pilkada. Menjelang Pilkada, ASN diingatkan.", ["pilkada-2024"]),
    ],
)
def test_the_title_of_a_law_names_no_election(text, elections):
    found = read_article(Article("x", text, published="2024-10-01")).elections
    assert [value.value for value in found] == elections


def test_the_rule_tells_how_it_was_named():
    day = DateRef("2024-02-14", "voting_day", "14 Februari", 30, 41)
    found = resolve_elections(
        "Pilkada 2020 dan pilgub, lalu 14 Februari", find_names("Pilkada 2020 dan pilgub"), [day], None
    )
    assert [value.rule for value in found] == ["named.year: pilkada 2020", "voting_day: 14 februari"]


def test_calendar_is_whole():
    elections, stages = load_elections(), load_stages()
    assert len(elections) == len(read_table("elections")) == 8
    assert {stage.election_id for stage in stages} == set(elections)
    assert all(stage.start_date <= stage.end_date and stage.source.startswith("PKPU") for stage in stages)
    for name, election in elections.items():
        assert name == f"{election.kind}-{election.voting_date.year}"
        voting = [stage.start_date for stage in stages if (stage.election_id, stage.stage) == (name, "voting")]
        quiet = [stage for stage in stages if (stage.election_id, stage.stage) == (name, "quiet")]
        assert election.voting_date in voting
        assert (election.voting_date - quiet[0].end_date).days == 1
        assert (quiet[0].end_date - quiet[0].start_date).days == 2


@pytest.mark.parametrize(
    ("kind", "day", "current", "last"),
    [
        ("pilkada", date(2024, 12, 1), "pilkada-2024", "pilkada-2024"),
        ("pilkada", date(2018, 9, 1), "pilkada-2018", "pilkada-2018"),
        ("pilkada", date(2021, 9, 1), "pilkada-2020", "pilkada-2020"),
        ("pemilu", date(2010, 1, 1), None, None),
        ("pemilu", date(2022, 1, 1), None, "pemilu-2019"),
    ],
)
def test_calendar_questions(kind, day, current, last):
    assert current_election(kind, day) == current
    assert last_election(kind, day) == last


def test_years_outside_the_calendar():
    assert election_of_year("pemilu", 2009) == "pemilu-2009"
    assert election_of_year("pemilu", 2011) is None
    assert election_of_year("pilkada", 2010) == "pilkada-2010"


@given(st.text(alphabet="pilkadaemu 2024dnKPU,/\n", max_size=120), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_any_text_is_read(text, day):
    for value in resolve_elections(text, find_names(text), (), day):
        assert 0 <= value.start < value.end <= len(text)
