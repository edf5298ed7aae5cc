from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.areas import load_areas
from nlp.election_calendar import load_elections
from nlp.records import Annotation, Sentence, Value
from warehouse.contest_names import article_contest_rows, find_contests
from warehouse.contests import contest_rows, contest_years, contests_of, load_contest_votes, load_contests
from warehouse.region_history import province_on, read_reference

DAY = date(2024, 9, 1)


def annotate(text="", primary=(), elections=(), regions=(), residue=False):
    return Annotation(
        "a",
        "v",
        "p",
        "core",
        primary_regions=list(primary),
        regions=[Value(code, 0, 1) for code in regions],
        elections=[Value(name, 0, 1) for name in elections],
        sentences=[Sentence(0, len(text), 0, residue)] if text else [],
    )


def ids(text, day=DAY, **known):
    return [ref.contest_id for ref in find_contests(text, annotate(**known), day)]


# The register


def test_as_many_contests_as_the_election_commission_counts():
    counted = Counter((c.election_id, c.kind) for c in load_contests().values())
    for row in read_reference("contest_lists"):
        kinds = [counted[(row["election_id"], kind)] for kind in ("pilgub", "pilbup", "pilwako")]
        assert kinds == [int(row[f"{level}_count"]) for level in ("province", "regency", "city")]
    totals = Counter(c.election_id for c in load_contests().values())
    assert totals == {
        "pilkada-2015": 269,
        "pilkada-2017": 101,
        "pilkada-2018": 171,
        "pilkada-2020": 270,
        "pilkada-2024": 545,
    }


def test_the_three_waves_from_2015_to_2018_took_in_every_area_once():
    """A mistake in one list shows here: 33 provinces (Yogyakarta has no vote) and 508 regencies and cities."""
    waves = [c.region_code for c in load_contests().values() if c.year in {2015, 2017, 2018}]
    voting = {code for code, a in load_areas().items() if a.level == "province" or not code.startswith("31.")}
    assert Counter(waves) == Counter(voting - {"34", "93", "94", "95", "96"})


def test_2020_repeats_2015_and_makassar():
    codes = {year: {c.region_code for c in load_contests().values() if c.year == year} for year in (2015, 2020)}
    assert codes[2020] - codes[2015] == {"73.71"}
    assert codes[2015] < codes[2020]


@pytest.mark.parametrize(
    ("province", "kinds"),
    # Per province as printed for 2015 (see contest_lists.csv): pilgub, pilbup, pilwako.
    [("12", (0, 17, 6)), ("13", (1, 11, 2)), ("14", (0, 8, 1)), ("21", (1, 5, 1)), ("15", (1, 4, 1)), ("16", (0, 7, 0)),
     ("17", (1, 8, 0)), ("18", (0, 6, 2)), ("36", (0, 2, 2)), ("32", (0, 7, 1)), ("33", (0, 17, 4)), ("34", (0, 3, 0)),
     ("35", (0, 16, 3)), ("51", (0, 5, 1)), ("91", (0, 11, 0))],
)  # fmt: skip
def test_2015_by_province(province, kinds):
    day = load_elections()["pilkada-2015"].voting_date
    of_2015 = [c for c in load_contests().values() if c.year == 2015 and province_on(c.region_code, day) == province]
    counted = Counter(c.kind for c in of_2015)
    assert (counted["pilgub"], counted["pilbup"], counted["pilwako"]) == kinds


def test_a_contest_bears_the_code_and_name_of_its_day():
    merauke = load_contests()["pilbup-2020-93.01"]
    assert (merauke.region_code, merauke.region_code_then) == ("93.01", "91.01")
    assert load_contests()["pilbup-2024-93.01"].region_code_then == "93.01"
    assert load_contests()["pilbup-2015-12.12"].name_id == "Pilbup Toba Samosir 2015"
    assert load_contests()["pilbup-2020-12.12"].name_id == "Pilbup Toba 2020"
    assert load_contests()["pilwako-2024-14.71"].name_id == "Pilwako Pekanbaru 2024"


def test_votes_on_another_day():
    assert load_contests()["pilgub-2015-62"].voting_date == date(2016, 1, 27)
    assert load_contests()["pilbup-2015-12.08"].voting_date is None
    assert contest_years("pilgub-2015-62") == {2015, 2016}
    assert contest_years("pilwako-2024-19.71") == {2024, 2025}
    votes = [(v.voting_date, v.kind) for v in load_contest_votes() if v.contest_id == "pilbup-2020-93.02"]
    assert votes == [(date(2020, 12, 28), "postponed"), (date(2021, 7, 17), "revote")]


def test_every_contest_has_one_first_vote_and_what_is_repeated_came_after():
    firsts = Counter(v.contest_id for v in load_contest_votes() if v.kind in {"vote", "postponed"})
    assert firsts == Counter(load_contests().keys())
    for vote in load_contest_votes():
        if vote.kind not in {"vote", "postponed"}:
            first = load_contests()[vote.contest_id].voting_date
            assert vote.voting_date is not None
            assert first is not None
            assert first < vote.voting_date
    ids_ = [v.contest_vote_id for v in load_contest_votes()]
    assert len(set(ids_)) == len(ids_)
    rows = contest_rows()
    assert [len(rows["contests"]), len(rows["contest_votes"])] == [1356, len(ids_)]


# Names in a text


@pytest.mark.parametrize(
    ("text", "contests"),
    [
        ("Jelang Pilgub Riau 2024 pegawai diminta netral.", ["pilgub-2024-14"]),
        ("Pilwako Pekanbaru", ["pilwako-2024-14.71"]),
        ("Pilbup Kampar 2017", ["pilbup-2017-14.01"]),
        ("pilbup Kab. Kampar", ["pilbup-2024-14.01"]),
        ("PILWALKOT DUMAI", ["pilwako-2024-14.72"]),
        ("pemilihan bupati dan wakil bupati Kampar", ["pilbup-2024-14.01"]),
        ("Pemilihan Gubernur dan Wakil Gubernur Provinsi Jambi Tahun 2020", ["pilgub-2020-15"]),
        ("Pemilihan Wali Kota Batam tahun 2020", ["pilwako-2020-21.71"]),
        ("Pilkada Pekanbaru", ["pilwako-2024-14.71"]),
        ("Pilkada Serentak 2024 di Kota Dumai", ["pilwako-2024-14.72"]),
        ("Pilkada Kabupaten Bogor 2018 dan Pilkada Kota Bogor 2018", ["pilbup-2018-32.01", "pilwako-2018-32.71"]),
        ("Pilbup Kampar, Pelalawan dan Kabupaten Siak tahun 2024",
         ["pilbup-2024-14.01", "pilbup-2024-14.05", "pilbup-2024-14.08"]),
        ("Pilkada Kota Pekanbaru dan Kabupaten Kampar", ["pilwako-2024-14.71", "pilbup-2024-14.01"]),
        ("Pilkada Kabupaten Nabire, Papua Tengah", ["pilbup-2024-94.01"]),
        ("Pilgub Sumut dan Pilwali Medan", ["pilgub-2024-12", "pilwako-2024-12.71"]),
        ("Pilkada Toba Samosir 2015", ["pilbup-2015-12.12"]),
        ("Pilgub Kalteng 2016", ["pilgub-2015-62"]),
        ("Pilkada ulang Pangkalpinang 2025", ["pilwako-2024-19.71"]),
        ("Pilkada OKI 2018", ["pilbup-2018-16.02"]),
        ("Pilbup Kampar 2017 dan 2024", ["pilbup-2017-14.01", "pilbup-2024-14.01"]),
        ("Pilkada Pangkal Pinang 2018", ["pilwako-2018-19.71"]),
        ("Pilgub Papua Barat Daya", ["pilgub-2024-96"]),
    ],
)  # fmt: skip
def test_named_with_its_region(text, contests):
    assert ids(text) == contests


@pytest.mark.parametrize(
    "text",
    [
        "Pilgub Riau 2020",  # Riau voted in 2018
        "Pilgub DIY 2024",  # has no vote
        "Pilbup Pekanbaru",  # a city has no regent
        "Pilkada Bogor",  # regency or city
        "Pilbup",  # nothing known of the article
        "Pemilihan Gubernur, Bupati, dan Wali Kota Tahun 2024",  # all of them
        "UU tentang Pemilihan Gubernur",
        "Pilkada serentak 2024",
        "pilkada oki",  # initials count in capitals only
        "tahapan Pilkada 2024. Riau tetap aman",
        "Pilkades Kampar",
        "kepilkadaan Kampar",
        "",
    ],
)
def test_not_resolved(text):
    assert ids(text) == []


def test_a_name_that_fits_two_is_told_by_the_article():
    assert ids("Pilkada Bogor", primary=["32.71"]) == ["pilwako-2024-32.71"]
    assert ids("Pilkada Bogor", regions=["32.01", "32"]) == ["pilbup-2024-32.01"]
    assert ids("Pilkada Bogor", regions=["32.01", "32.71"]) == []
    assert ids("Pilkada Jambi 2024", primary=["15"]) == ["pilgub-2024-15"]


def test_a_list_holds_regions_of_one_level():
    assert ids("Pilkada Bogor dan Depok", primary=["32.71"]) == ["pilwako-2024-32.71", "pilwako-2024-32.76"]
    assert ids("Pilkada Bogor, Jawa Barat", primary=["32.71"]) == ["pilwako-2024-32.71"]
    assert ids("Pilkada Kampar, Riau") == ["pilbup-2024-14.01"]


def test_a_bare_name_is_the_articles_only_region_of_that_level():
    assert ids("Jelang Pilbup, pegawai diawasi", primary=["14.01", "14.71"]) == ["pilbup-2024-14.01"]
    assert ids("Jelang Pilwalkot pegawai diawasi", primary=["14.01", "14.71"]) == ["pilwako-2024-14.71"]
    assert ids("Jelang Pilgub pegawai diawasi", primary=["14.01", "14.71"]) == ["pilgub-2024-14"]
    assert ids("Jelang Pilbup pegawai diawasi", primary=["14.01", "14.05"]) == []
    assert ids("Jelang Pilgub pegawai diawasi", primary=["00"]) == []
    assert ids("Jelang Pilbup Sukamaju pegawai diawasi", primary=["14.01"]) == []  # a place that is not known


def test_a_bare_pilgub_is_of_the_province_of_its_day():
    assert ids("Pilgub", primary=["93.01"], day=date(2018, 3, 1)) == ["pilgub-2018-91"]
    assert ids("Pilgub 2018", primary=["93.01"]) == ["pilgub-2018-91"]
    assert ids("Pilgub", primary=["93.01"]) == ["pilgub-2024-93"]


def test_the_election_is_told_by_the_article_then_by_its_day():
    assert ids("Pilkada Kampar", elections=["pilkada-2017"]) == ["pilbup-2017-14.01"]
    assert ids("Pilkada Kampar", elections=["pilkada-2017", "pilkada-2024"]) == ["pilbup-2024-14.01"]
    assert ids("Pilkada Kampar", day=date(2016, 11, 1)) == ["pilbup-2017-14.01"]
    assert ids("Pilkada Kampar", day=date(2020, 11, 1)) == []  # it did not vote then, nor soon after
    assert ids("Pilkada Kampar", day=None) == []


def test_offsets_and_rules():
    text = "Sekda meminta pegawai netral pada Pilwako Pekanbaru tahun 2024. Pilwako itu tinggal sebulan."
    named, bare = find_contests(text, annotate(text, primary=["14.71"], elections=["pilkada-2024"]), DAY)
    assert (named.printed, named.rule) == ("Pilwako Pekanbaru tahun 2024", "named.year")
    assert text[named.start : named.end] == named.printed
    assert (bare.printed, bare.rule) == ("Pilwako", "bare.elections")
    assert text[bare.start : bare.end] == bare.printed


def test_page_residue_is_passed_over():
    text = "Baca juga: Pilgub Riau 2024"
    assert find_contests(text, annotate(text, residue=True), DAY) == []


def test_rows_of_an_article():
    text = "Warga menanti Pilbup Siak. Panwas mengawasi Pilgub Riau."
    article = Article(
        id="x",
        url=None,
        title=None,
        published="2024-09-01",
        text=text,
    )
    annotation = annotate(text, elections=["pilkada-2024"])
    rows = list(article_contest_rows(article, annotation))
    assert [table for table, _ in rows] == ["article_contests"] * 2
    assert [row["article_contest_id"] for _, row in rows] == ["x#p1", "x#p2"]
    assert [row["contest_id"] for _, row in rows] == ["pilbup-2024-14.08", "pilgub-2024-14"]
    assert [text[row["start_char"] : row["end_char"]] for _, row in rows] == ["Pilbup Siak", "Pilgub Riau"]
    assert rows[0][1]["sentence_no"] == 1


WORDS = ["Pilbup", "pilgub", "Pilkada", "pemilihan", "bupati", "gubernur", "dan", "wakil", ",", ".", "Kampar", "Riau"]
WORDS += ["Kota", "Kab.", "2024", "1999", "Bogor", "(", ")", "\n", "\u00a0", "  ", "/", "serentak", "İ", "ﬁ", "𝔭"]


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from(["", " "]), st.dates())
def test_any_text_gives_true_offsets_and_known_contests(words, space, day):
    text = space.join(words)
    known = annotate(primary=["14.01", "32.71"], regions=["14"], elections=["pilkada-2024", "pilkada-1955"])
    found = find_contests(text, known, day)
    for ref in found:
        assert text[ref.start : ref.end] == ref.printed
        assert ref.contest_id in load_contests()
    assert [ref.start for ref in found] == sorted(ref.start for ref in found)


@given(st.text(max_size=200))
def test_wild_text_breaks_nothing(text):
    assert isinstance(find_contests("Pilkada " + text, annotate(), DAY), list)


@pytest.mark.parametrize(
    "part",
    [
        "Pilkada ",
        "pemilihan bupati , , , ",
        "Pilkada Kampar, Siak, ",
        "pilkada" + " " * 50,
        "Pilbup Kota Kota ",
        "pemilihan bupati" + " , " * 30,
        "a" * 40,
        "Pilkada Kab. ",
    ],
)
def test_a_long_hostile_text_is_read_to_its_end(part):
    """How long it takes is measured by `make bench` ("Texts made to be slow")."""
    text = part * (100_000 // len(part)) + ". Pilkada Kabupaten Siak 2024 dimulai."
    refs = find_contests(text, annotate(text, primary=["14.01"]), DAY)
    assert "pilbup-2024-14.08" in {ref.contest_id for ref in refs}
    assert all(0 <= ref.start < ref.end <= len(text) for ref in refs)


def test_contests_of_an_area_stand_in_order():
    assert [c.election_id for c in contests_of("73.71")] == ["pilkada-2018", "pilkada-2020", "pilkada-2024"]
    assert contests_of("31.71") == ()
