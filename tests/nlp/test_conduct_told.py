"""How conduct is told in the news: rules that go on, cases without their conduct, proof of others."""

import pytest

from crawler.items import Article
from nlp.conduct_status import ALLEGED, PROHIBITED, PROVEN
from nlp.phrases import compile_phrase
from tests.nlp.first_reading import read_by_rules

LEAD = "Netralitas aparatur sipil negara (ASN) pada Pilkada 2024 kembali disorot di Kabupaten Sambas.\n"


def told(text):
    return {(v.type, v.status) for v in read_by_rules(Article("a", LEAD + text)).violations}


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


def test_a_list_printed_within_a_paragraph_is_all_rule():
    text = (
        "Dua lurah terbukti mengampanyekan calon bupati.\n"
        "Dalam peraturan itu disebutkan ASN dilarang memberikan dukungan kepada calon dengan cara: "
        "1). Ikut kampanye; 2). Menjadi peserta kampanye dengan menggunakan atribut partai; "
        "3). Menggunakan fasilitas negara; 4). Membuat keputusan yang menguntungkan salah satu pasangan calon."
    )
    found = told(text)
    assert {(kind, PROHIBITED) for kind in ("candidate_support", "attributes", "state_facilities")} <= found
    assert {kind for kind, status in found if status == PROVEN} == {"campaigning"}


def test_sentences_without_a_subject_go_on_with_the_rule():
    text = (
        "Pegawai dilarang memberikan dukungan kepada bakal calon bupati. Dengan cara memasang spanduk dan baliho.\n"
        "Membagikan unggahan tim pemenangan di media sosial."
    )
    found = told(text)
    assert {("candidate_support", PROHIBITED), ("attributes", PROHIBITED), ("social_media", PROHIBITED)} <= found
    assert not {pair for pair in found if pair[1] != PROHIBITED}


@pytest.mark.parametrize(
    "text",
    [
        "Usai pertemuan itu, Camat Darman Lubuk ikut membagikan stiker calon bupati kepada warga.",
        "Usai pertemuan itu, Camat Darman Lubuk dengan sengaja membagikan stiker calon bupati kepada warga.",
        "Camat tersebut dianggap telah melanggar asas netralitas karena membagikan stiker calon bupati.",
        "Warga menyesalkan seorang camat yang membagikan stiker calon bupati.",
        "Pelanggaran terbanyak, ASN membagikan stiker calon bupati kepada warga.",
        "Misalnya di Lubuk Sari, seorang camat diduga membagikan stiker calon bupati.",
    ],
)
def test_what_somebody_did_is_no_rule(text):
    assert told(text) == {("campaigning", ALLEGED)}


def test_others_still_examined_are_not_punished():
    text = (
        "Seorang lurah terbukti membagikan stiker calon bupati.\n"
        "Bupati menerima surat dari pemerintah pusat.\n"
        "Hujan turun sejak pagi di kantor bupati.\n"
        "Selain yang sudah dihukum, tiga ASN lainnya masih diperiksa inspektorat."
    )
    assert ("other", ALLEGED) in told(text)
    assert ("other", PROVEN) not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Acara ikrar netralitas ASN itu ditutup dengan doa dan foto bersama.",
        "Panwaslu merekrut relawan pengawas untuk memantau netralitas ASN.",
        "Sekda mengajak ASN mendukung kelancaran pilkada.",
        "Pesan itu disampaikan di sela sosialisasi netralitas ASN di aula kantor kecamatan.",
        "Informasi tentang ASN itu berasal dari media sosial.",
        "ASN kerap menjadi sasaran tim sukses.",
        "Wali kota menegaskan dirinya tidak pernah mengarahkan ASN untuk mendukung salah satu paslon.",
        "Bawaslu membentuk pokja isu negatif dan hoaks untuk mengawasi ASN.",
    ],
)
def test_news_that_tells_no_conduct(text):
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASN dilarang melakukan sosialisasi calon bupati di media sosial.", "social_media"),
        ("ASN dilarang melakukan kampanye bagi kandidat mana pun di media sosial.", "social_media"),
        ("ASN tidak di perbolehkan hadir saat pendaftaran pasangan calon.", "attendance"),
        ("ASN dilarang memberi dukungan secara aktif.", "candidate_support"),
        ("Seorang camat diduga menjemput calon bupati pada kunjungan kampanye.", "attendance"),
        ("ASN dilarang menyukai unggahan calon serta berfoto bersama.", "gesture"),
    ],
)
def test_conduct_as_reporters_tell_it(text, kind):
    assert kind in {found for found, _ in told(text)}
