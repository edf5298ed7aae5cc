"""Acts chosen over the article as a whole: what is told in the end, and what never may be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from nlp import conduct_choice, measure_choice
from nlp.act_choice import LEAST, Forest, counted, log_odds, read_forest
from nlp.act_words import CONDUCT_STATUSES, MEASURE_STATUSES
from nlp.conduct_status import ALLEGED, PROHIBITED, PROVEN
from nlp.pipeline import read_article
from nlp.records import Measure, Violation
from nlp.training.choice import DEPTH, FAMILIES, PIECE, STORY, TREES, Reading, Row, Table, _stories, f1, fit, forest

LEAD = "Pilkada 2024 digelar pada 27 November. Netralitas ASN menjadi perhatian di Kabupaten Sambas.\n"


def conduct(text):
    return {(item.type, item.status) for item in read_article(Article("a", LEAD + text)).violations}


def measures(text):
    return {(item.type, item.status) for item in read_article(Article("a", LEAD + text)).measures}


def constant(chance):
    """Trees that give every act the same probability."""
    nothing = np.zeros((1, 1))
    return Forest(("sentences",), nothing.astype(int), nothing, np.zeros((1, 2)), float(np.log(chance / (1 - chance))))


def test_the_trees_give_what_was_learned():
    """The trees as they are kept against those of the library that grew them."""
    chance = np.random.default_rng(3)
    columns = chance.normal(size=(900, 9)).astype(np.float32)
    truth = (columns[:, 0] * columns[:, 1] + chance.normal(size=900) > 0).astype(bool)
    learned = fit(columns, truth)
    names = [f"feature {number}" for number in range(9)]
    grown = forest(learned, names, truth)
    assert grown.leaves.shape == (TREES, 2**DEPTH)
    rows = [(("x", "y"), dict(zip(names, map(float, row), strict=True))) for row in columns]
    assert np.allclose(grown.chances(rows), learned.predict_proba(columns)[:, 1], atol=1e-4)


def test_a_feature_that_is_not_told_is_an_error():
    trees = read_forest(conduct_choice.TREES)
    with pytest.raises(KeyError):
        trees.chances([(("social_media", ALLEGED), {"here.type": 1.0})])
    assert trees.chances([]) == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_trees_of_the_repository_know_every_type_and_status(family):
    names = set(read_forest(family.path).names)
    assert {f"is {name}" for name in (*family.types, *family.statuses)} <= names


def test_from_half_a_chance_on_it_is_told_with_it(monkeypatch):
    text = LEAD + "Dua guru dilaporkan ke Bawaslu karena mengunggah foto calon bupati di Facebook."
    for chance, count in ((LEAST + 0.01, 1), (LEAST - 0.01, 0)):
        monkeypatch.setattr(conduct_choice, "read_forest", lambda _, chance=chance: constant(chance))
        found = read_article(Article("a", text)).violations
        assert len([item for item in found if item.type == "social_media"]) == count
        assert all(item.confidence == pytest.approx(chance, abs=0.001) for item in found)
    for chance in (LEAST + 0.01, LEAST - 0.01):
        monkeypatch.setattr(measure_choice, "read_forest", lambda _, chance=chance: constant(chance))
        told = read_article(Article("a", LEAD + "Bupati mengingatkan seluruh ASN agar netral.")).measures
        assert bool(told) == (chance >= LEAST)
        assert all(item.confidence == pytest.approx(chance, abs=0.001) for item in told)


def test_of_what_one_wording_tells_one_status_is_told(monkeypatch):
    def candidate(status, start, share):
        return conduct_choice.Candidate(Violation("gesture", status, start, start + 5, "x"), {"share": share})

    class Trees:
        def chances(self, acts):
            return [features["share"] for _, features in acts]

    monkeypatch.setattr(conduct_choice, "read_forest", lambda _: Trees())
    told = conduct_choice.choose(
        [candidate(ALLEGED, 10, 0.7), candidate(PROVEN, 10, 0.6), candidate(PROHIBITED, 40, 0.6)]
    )
    assert [(item.status, item.start) for item in told] == [(ALLEGED, 10), (PROHIBITED, 40)]


def test_measures_of_one_type_and_status_are_told_together(monkeypatch):
    by = tuple(
        Measure("pledge", "taken", actor, start, start + 5, "pledge.tell: x") for actor, start in (("A", 9), ("B", 3))
    )
    monkeypatch.setattr(measure_choice, "read_forest", lambda _: constant(0.8))
    told = measure_choice.choose([measure_choice.Candidate(by, {"sentences": 1.0})])
    assert [(item.actor, item.confidence) for item in told] == [("B", 0.8), ("A", 0.8)]


@pytest.mark.parametrize(
    "text",
    [
        "Bawaslu memastikan tidak ada ASN yang terlibat dalam tim kampanye.",
        "Sejauh ini tidak ditemukan pegawai yang berfoto bersama calon.",
        "Panwas belum menemukan camat yang menghadiri kampanye.",
        "ASN boleh menghadiri kampanye untuk mendengarkan visi dan misi calon.",
        "Kepala desa itu diduga menghadiri kampanye calon bupati.",
        "Calon bupati membagikan sembako kepada warga di pasar.",
        "Ketua partai mengajak warga memilih calon nomor dua.",
        "Bawaslu mengawasi netralitas ASN di seluruh kecamatan.",
        "Pelanggaran netralitas ASN rawan terjadi menjelang pemungutan suara.",
    ],
)
def test_what_nobody_of_the_staff_did_is_no_case(text):
    assert not {act for act in conduct(text) if act[1] in {ALLEGED, PROVEN}}


@pytest.mark.parametrize(
    "text",
    [
        "Jika terbukti ikut kampanye, camat itu akan dipecat.",
        "Setiap ASN yang terbukti mengunggah foto calon akan dijatuhi hukuman disiplin.",
        "Pelapor menyatakan lurah itu sudah terbukti mengampanyekan petahana di masjid.",
        "Tim hukum pasangan calon menuding Camat Rawa terbukti mengarahkan warga memilih petahana.",
        "Jaksa menuntut lurah itu dua bulan penjara karena dinilai terbukti mengampanyekan salah satu calon.",
        "KASN masih mengkaji apakah kepala badan itu terbukti menyukai unggahan calon.",
        "Seorang guru dilaporkan mengunggah foto calon, dan kini diperiksa Bawaslu.",
        "Putusan yang menyatakan camat itu terbukti berkampanye dibatalkan oleh Pengadilan Tinggi.",
    ],
)
def test_what_nobody_decided_is_not_proven_however_likely(monkeypatch, text):
    """Whatever the trees think of it: the words around a conduct rule its proof out."""
    monkeypatch.setattr(conduct_choice, "read_forest", lambda _: constant(0.99))
    assert PROVEN not in {status for _, status in conduct(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Bawaslu menyatakan camat itu terbukti melanggar netralitas karena ikut kampanye calon.",
            "campaigning",
        ),
        (
            "KASN menghukum kepala dinas yang terbukti mengunggah dukungan di Facebook.",
            "social_media",
        ),
        ("Wali kota mencopot lurah yang terbukti menghadiri kampanye calon gubernur.", "attendance"),
        ("Sebanyak tiga ASN terbukti melanggar netralitas karena berfoto dengan simbol jari calon.", "gesture"),
    ],
)
def test_what_was_decided_is_proven(text, kind):
    assert (kind, PROVEN) in conduct(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Camat Tanjung membantah tudingan mengarahkan ketua RT untuk memilih calon petahana.",
            ("campaigning", ALLEGED),
        ),
        ("Sebanyak 31 ASN di Kabupaten Sambas dilaporkan ke Bawaslu sejak Januari.", ("other", ALLEGED)),
        ("Puluhan ASN di Kabupaten Sambas diduga terlibat politik praktis pada Pilkada 2024.", ("other", ALLEGED)),
        ("Sembilan nama ASN sudah ada rekomendasi dari KASN.", ("other", PROVEN)),
    ],
)
def test_a_case_is_told(text, act):
    assert act in conduct(text)


def test_those_who_are_spoken_of_are_the_village_heads_before():
    text = (
        "Tiga kepala desa di Kabupaten Sambas memenuhi panggilan Bawaslu.\n"
        "Ketiganya dimintai keterangan soal kehadiran mereka dalam kampanye pasangan calon bupati pada Pilkada 2024.\n"
        "Komisioner Bawaslu menyebut pemeriksaan berjalan dua jam.\n"
        "Bila terbukti, ancamannya pidana penjara paling lama enam bulan.\n"
        "Kepala Dinas Pemberdayaan Masyarakat menunggu hasil dari Bawaslu."
    )
    assert read_article(Article("a", text, title="Tiga Kades Penuhi Panggilan Bawaslu")).relevance == "none"


def test_of_many_reported_a_part_is_proven():
    told = conduct("Sebanyak 27 ASN dilaporkan, 19 di antaranya terbukti melanggar netralitas.")
    assert told == {("other", ALLEGED), ("other", PROVEN)}


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 3.000 ASN Pemprov mengikuti deklarasi netralitas di halaman kantor gubernur.",
        "Sebanyak 350 pegawai mengikuti sosialisasi pencegahan pelanggaran netralitas ASN.",
        "Belum ada satu pun ASN yang dilaporkan ke Bawaslu.",
        "Jika ada ASN yang terbukti melanggar netralitas, Bawaslu meneruskannya ke BKN.",
        "Tidak pernah ada laporan camat ikut kampanye.",
        "Tim pemenangan mengunggah foto calon bersama warga di Facebook.",
    ],
)
def test_no_case_is_made_of_numbers_and_denials(text):
    assert not [act for act in conduct(text) if act[1] in {ALLEGED, PROVEN}]


def test_forms_of_breaches_that_were_the_most_are_no_rule():
    text = "Bawaslu mencatat 30 pelanggaran netralitas ASN.\nPelanggaran terbanyak ialah berfoto bersama calon."
    assert ("gesture", PROHIBITED) not in conduct(text)


def test_the_items_of_a_list_have_the_status_that_its_lead_tells():
    items = "\n- mengunggah foto calon di Facebook: 61 orang\n- menghadiri kampanye pasangan calon: 33 orang"
    assert {("social_media", PROHIBITED), ("attendance", PROHIBITED)} <= conduct(
        "ASN dilarang melakukan hal-hal berikut:" + items
    )
    told = conduct("Adapun bentuk pelanggaran yang dinyatakan terbukti antara lain:" + items)
    assert ("social_media", PROVEN) in told
    assert ALLEGED not in {status for kind, status in told if kind != "other"}
    told = conduct("Modus pelanggaran yang dilaporkan ke Bawaslu:" + items)
    assert {("social_media", ALLEGED), ("attendance", ALLEGED)} <= told
    assert PROVEN not in {status for _, status in told}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Pemkab berencana menerbitkan surat edaran netralitas ASN pekan depan.", ("circular", "taken")),
        ("Ketua DPRD mendesak bupati menerbitkan surat edaran netralitas ASN.", ("circular", "taken")),
        ("Bawaslu akan memanggil camat itu pekan depan.", ("investigation", "taken")),
        ("Aktivis meminta bupati menjatuhkan sanksi kepada lurah itu.", ("sanction_imposed", "taken")),
    ],
)
def test_what_is_still_to_come_is_not_taken(monkeypatch, text, act):
    """However likely the trees find it."""
    monkeypatch.setattr(measure_choice, "read_forest", lambda _: constant(0.99))
    assert act not in measures(text)


@given(st.floats(0, 1))
def test_log_odds_are_bounded(chance):
    assert -6 < log_odds(chance) < 6
    assert log_odds(chance) == pytest.approx(-log_odds(1 - chance), abs=1e-6)


@given(
    st.lists(st.sampled_from(["Bawaslu memanggil camat yang ikut kampanye.", "\n", "ASN dilarang berfoto.", "?", " "]))
)
def test_any_article_is_chosen_from(parts):
    annotation = read_article(Article("a", LEAD + "".join(parts), title="Netralitas ASN"))
    acts = [(item.type, item.status, item.start) for item in annotation.violations]
    assert len(set(acts)) == len(acts)
    assert all(LEAST <= item.confidence <= 1 for item in (*annotation.violations, *annotation.measures))
    assert {item.status for item in annotation.violations} <= set(CONDUCT_STATUSES)
    assert {item.status for item in annotation.measures} <= set(MEASURE_STATUSES)


def test_rows_as_numbers():
    (family, _) = FAMILIES
    reading = Reading("a", "w", STORY, (), frozenset({("gesture", PROVEN)}))
    rows = [
        Row(reading, ("gesture", PROVEN), {"b": 2.0, "a": 1.0}),
        Row(reading, ("other", ALLEGED), {"b": 0.5, "a": 3.0}),
    ]
    table = Table(family, rows)
    assert table.names[:2] == ("a", "b")
    assert table.columns[:, :2].tolist() == [[1.0, 2.0], [3.0, 0.5]]
    assert {table.names[place] for place in np.flatnonzero(table.columns[0])} >= {"is gesture", f"is {PROVEN}"}
    assert table.truth.tolist() == [True, False]
    assert f1([reading], {"a": {("gesture", ALLEGED)}}) == (1.0, 0.0)


def test_pieces_of_stories_are_learned_from_too():
    stories = list(_stories())
    pieces = [story for kind, story in stories if kind == PIECE]
    assert len(pieces) > 2 * len([story for kind, story in stories if kind == STORY])
    assert all(any(acts for _, acts in story.told) and len(story.told) <= 3 for story in pieces)


def test_counts_are_bounded():
    assert [counted(number) for number in (0, 3, 4, 900)] == [0, 3, 4, 4]
