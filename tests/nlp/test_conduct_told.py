"""How conduct is told in the news: rules that go on, cases without their conduct, proof of others."""

import pytest

from crawler.items import Article
from nlp.conduct_status import ALLEGED, PROHIBITED, PROVEN
from nlp.phrases import compile_phrase
from nlp.pipeline import read_article

LEAD = "Netralitas aparatur sipil negara (ASN) pada Pilkada 2024 kembali disorot di Kabupaten Sambas.\n"


def told(text):
    return {(v.type, v.status) for v in read_article(Article("a", LEAD + text)).violations}


def test_rules_go_on_in_sentences_of_their_own():
    text = (
        "Ada hal yang tidak diperkenankan bagi ASN saat pilkada.\n"
        "Seperti, menjadi petugas kampanye dan menghina paslon.\n"
        "Serta mendukung salah satu calon secara terbuka."
    )
    found = told(text)
    assert {("campaigning", PROHIBITED), ("hate_or_hoax", PROHIBITED), ("candidate_support", PROHIBITED)} <= found
    assert not {pair for pair in found if pair[1] != PROHIBITED}


def test_a_rule_that_points_back_at_a_case():
    text = "Seorang guru dilaporkan memberi like pada unggahan paslon. Hal seperti itu tidak diperbolehkan bagi ASN."
    assert told(text) == {("social_media", ALLEGED), ("social_media", PROHIBITED)}


def test_a_rule_that_points_back_at_nothing_told():
    assert told("Bawaslu membuka pos jaga. Hal seperti itu tidak diperbolehkan bagi ASN.") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enam (6) aparatur sipil negara mendapat sanksi dari KASN.", {("other", PROVEN)}),
        ("Banyak laporan soal ketidaknetralan ASN diterima Bawaslu Sambas.", {("other", ALLEGED)}),
        ("Sembilan nama ASN sudah ada rekomendasi dari KASN.", {("other", PROVEN)}),
        ("Dua terdakwa berinisial RN dan SP dinyatakan bersalah oleh majelis hakim.", {("other", PROVEN)}),
        ("Belum ada laporan soal ketidaknetralan ASN yang diterima Bawaslu Sambas.", set()),
        ("Jika ada ASN tidak netral, Bawaslu Sambas akan bertindak.", set()),
    ],
)
def test_cases_whose_conduct_is_not_told(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bawaslu memproses pelanggaran oleh ASN yang terlibat mengampanyekan paslon.", "campaigning"),
        ("Bawaslu menindaklanjuti kasus foto bersama sejumlah pejabat dengan calon bupati.", "gesture"),
        ("Bawaslu memproses oknum ASN yang mengeshare poster paslon di grup WhatsApp.", "social_media"),
        ("Sejauh ini dua lurah diduga mengunggah foto calon di Facebook.", "social_media"),
        ("Bawaslu mengusut dua camat, tetapi tak merinci keterlibatan keduanya dalam kampanye paslon.", "campaigning"),
    ],
)
def test_cases_are_no_rules(text, expected):
    assert told(text) == {(expected, ALLEGED)}


def test_the_proof_of_one_proves_nothing_of_another():
    text = (
        "Seorang camat kedapatan membagikan kaus calon, sedangkan seorang lurah terbukti mengunggah foto calon di FB."
    )
    assert ("campaigning", PROVEN) not in told(text)
    assert ("social_media", PROVEN) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bupati mengancam menonjobkan pejabat yang terbukti mengintimidasi staf.",
        "Dua guru divonis bersalah. Pasal itu melarang ASN menyalahgunakan wewenang untuk memihak calon.",
    ],
)
def test_threats_and_rules_prove_nothing(text):
    assert not {pair for pair in told(text) if pair[1] == PROVEN and pair[0] != "other"}


def test_a_penalty_proves_what_it_is_given_for():
    text = "Dua ASN dijatuhi sanksi moral atas rekomendasi KASN karena menghadiri deklarasi calon bupati."
    assert ("attendance", PROVEN) in told(text)


def test_support_shown_by_posting_is_social_media_alone():
    assert told("Bawaslu memeriksa lurah yang memposting dukungan ke paslon.") == {("social_media", ALLEGED)}


def test_masks_are_no_attributes():
    assert told("Dua guru dilaporkan tidak memakai masker saat kampanye.") <= {("campaigning", ALLEGED)}


def test_spoken_forms_of_borrowed_verbs():
    phrase = compile_phrase("~share")
    assert all(phrase.pattern.fullmatch(form) for form in ("mengeshare", "menge-share", "ngeshare", "dishare"))


@pytest.mark.parametrize(
    "text",
    [
        "Seorang lurah disanksi karena diduga mengunggah foto calon bupati di Facebook.",
        "Seorang lurah belum disanksi karena mengunggah foto calon bupati di Facebook.",
        "Seorang lurah tidak dicopot meski mengunggah foto calon bupati di Facebook.",
        "Seorang lurah disebut-sebut disanksi karena mengunggah foto calon bupati di Facebook.",
        "Konon seorang lurah dihukum karena mengunggah foto calon bupati di Facebook.",
        "Bawaslu merekomendasikan lurah itu disanksi karena mengunggah foto calon bupati di Facebook.",
        "Warga menilai lurah itu terbukti mengunggah foto calon bupati di Facebook.",
        "Kuasa hukum paslon menuding seorang lurah terbukti mengunggah foto calon bupati di Facebook.",
        "Pelapor meminta lurah itu disanksi karena mengunggah foto calon bupati di Facebook.",
        "Seorang lurah terancam disanksi karena mengunggah foto calon bupati di Facebook.",
    ],
)
def test_what_nobody_decided_is_no_finding(text):
    assert PROVEN not in {status for _, status in told(text)}


def test_what_was_punished_is_a_finding():
    assert ("social_media", PROVEN) in told("Seorang lurah disanksi karena mengunggah foto calon bupati di Facebook.")
