"""Penalties, referrals and who acts, in sentences as the press writes them; persons and events are invented."""

import pytest

from crawler.items import Article
from tests.nlp.first_reading import read_by_rules

LEAD = (
    "Aparatur sipil negara (ASN) diminta netral pada Pilkada 27 November 2024, kata Ketua KPU Kudus Darto Wibisono.\n"
)


def told(text):
    """Type, status and actor of what is told behind a lead on the subject."""
    measures = read_by_rules(Article("x", LEAD + text)).measures
    return {(m.type, m.status, m.actor) for m in measures if m.start >= len(LEAD)}


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Dua belas ASN yang terjaring akhirnya dihukum Bupati Kudus Wahyu Anggoro.", "Pemkab Kudus"),
        ("Sesuai rekomendasi KASN, lurah itu telah dijatuhi sanksi moral oleh Bupati Kudus.", "Pemkab Kudus"),
        ("KASN menjatuhkan sanksi moral kepada lurah itu.", "KASN"),
        ("Lurah itu dijatuhi sanksi oleh KASN.", "KASN"),
    ],
)
def test_penalties_given_and_by_whom(sentence, actor):
    assert ("sanction_imposed", "taken", actor) in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Dinas Pendidikan memberikan teguran tertulis kepada lima guru yang memakai kaus bergambar calon.", "taken"),
        ("Bupati Kudus memberi sanksi kepada seorang camat karena ikut kampanye.", "taken"),
        ("Bupati Kudus memberikan teguran kepada Kepala Dinas Pariwisata Budi Wicaksana.", "taken"),
        ("Bupati Kudus memberikan sanksi terhadap NS.", "taken"),
        ("Bupati Kudus akan memberikan sanksi kepada dua ASN itu.", "planned"),
        ("Bupati Kudus berjanji memberikan sanksi kepada dua ASN itu.", "planned"),
        ("Bupati Kudus didesak memberikan sanksi kepada dua camat.", "called_for"),
    ],
)
def test_who_gets_a_penalty_makes_it_one(sentence, status):
    assert {pair[:2] for pair in told(sentence) if pair[0] == "sanction_imposed"} == {("sanction_imposed", status)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Kudus tidak memberikan sanksi kepada dua ASN itu.",
        "Bupati Kudus menolak memberikan sanksi kepada dua ASN itu.",
        "Bupati Kudus enggan menjatuhkan sanksi kepada dua ASN itu.",
        "Jika terbukti, Bupati Kudus memberikan sanksi kepada dua ASN itu.",
        "Bupati Kudus bisa memberikan sanksi kepada dua ASN itu.",
        "Kabarnya Bupati Kudus memberikan sanksi kepada dua camat.",
        "Pemberian sanksi kepada lima guru menunggu BKN.",
        "Bupati Kudus memberikan sanksi kepada Aparatur Sipil Negara yang tidak netral.",
        "Bupati Kudus memberikan sanksi kepada PPPK yang tidak netral.",
        "Aturan memberikan sanksi bagi Pegawai Negeri Sipil yang memihak.",
        "Pemkab Kudus memberi sanksi pada Pilkada Serentak 2024 bagi yang memihak.",
        "KASN adalah lembaga yang berhak menjatuhkan sanksi kepada ASN.",
        "Terkait apakah guru itu akan diberi sanksi, bupati belum menjawab.",
        "BKPSDM Kudus belum menerima surat untuk sanksi kepada guru itu.",
        "Laporan soal guru itu ditindak lanjuti Bawaslu Kudus.",
        "“Pelanggaran ASN tetap ditindak,” kata Bupati Kudus Wahyu Anggoro.",
        "Bagi oknum yang melanggar akan dikenai sanksi disiplin.",
        "Bupati Kudus menjelaskan sanksi bagi ASN yang memihak.",
    ],
)
def test_authority_questions_and_threats_are_no_penalty(sentence):
    assert not {pair for pair in told(sentence) if pair[0] == "sanction_imposed"}


def test_a_case_that_waits_has_its_penalty_to_come():
    assert ("sanction_imposed", "planned") in {pair[:2] for pair in told("Sebanyak 18 orang masih menanti sanksi.")}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Bawaslu Kudus menegur dua guru yang menyukai unggahan caleg.", "taken"),
        ("Dua guru itu ditegur Bawaslu Kudus.", "taken"),
        ("Bila masih terjadi, Bawaslu Kudus akan memberikan teguran lisan kepada camat itu.", "planned"),
    ],
)
def test_a_reprimand_by_a_supervisor_is_a_reminder(sentence, status):
    found = told(sentence)
    assert ("reminder", status, "Bawaslu Kudus") in found
    assert not {pair for pair in found if pair[0].startswith("sanction")}


def test_a_reprimand_by_the_employer_is_a_penalty():
    assert ("sanction_imposed", "taken") in {pair[:2] for pair in told("Guru itu sudah ditegur dinasnya.")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kasus itu dikaji oleh Bawaslu Kudus, lalu diteruskan ke KASN.", ("referral", "taken", "Bawaslu Kudus")),
        ("Bawaslu Kudus menyerahkan hasil kajian kepada Pemkab Kudus.", ("referral", "taken", "Bawaslu Kudus")),
        ("Nanti hasilnya, Bawaslu Kudus meneruskan kasus itu ke BKN.", ("referral", "planned", "Bawaslu Kudus")),
        (
            "Bawaslu Kudus akan memeriksa saksi yang melihat dan merekomendasikan kasus itu ke KASN.",
            ("referral", "planned", "Bawaslu Kudus"),
        ),
        ("Bawaslu Kudus meminta bupati menjalankan rekomendasi KASN.", ("referral", "taken", "KASN")),
        (
            "Bawaslu Kudus mengundang BKPSDM Kudus dan memeriksa dua saksi.",
            ("investigation", "taken", "Bawaslu Kudus"),
        ),
        (
            "“Kami telusuri dulu laporan itu,” kata Ketua Bawaslu Kudus Rini Astuti.",
            ("investigation", "planned", "Bawaslu Kudus"),
        ),
        (
            "“Ada dua kasus yang kami tangani,” kata Ketua Bawaslu Kudus Rini Astuti.",
            ("investigation", "taken", "Bawaslu Kudus"),
        ),
        ("Bawaslu Kudus akan mengoordinasikan temuan itu dengan Polres.", ("coordination", "planned", "Bawaslu Kudus")),
        ("Sentra Gakkumdu akan menggelar rapat soal kasus itu.", ("prosecution", "planned", "Gakkumdu Kudus")),
    ],
)
def test_who_handles_cases_and_how_far(sentence, expected):
    assert expected in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Bawaslu Kudus enggan membeberkan asal pegawai yang menjalani pemeriksaan.", ("investigation", "called_for")),
        ("Bawaslu Kudus meneruskan berkas camat itu ke kepolisian.", ("referral", "taken")),
        ("Bawaslu Kudus hanya bisa merekomendasikan camat yang terlibat kampanye.", ("referral", "taken")),
        ("Bawaslu Kudus sudah menyurati dan mengirim berkas dua guru ke KASN.", ("circular", "taken")),
        ("ASN memberikan edukasi kepada masyarakat, kata Bupati Kudus Wahyu Anggoro.", ("outreach", "taken")),
        ("Pemkab Kudus melibatkan KPU dan Bawaslu untuk menyaksikan ikrar ASN.", ("coordination", "taken")),
        ("Seluruh ASN diminta bekerja sama menyukseskan pilkada yang damai.", ("coordination", "taken")),
    ],
)
def test_what_only_sounds_like_a_measure(sentence, kind):
    assert kind not in {pair[:2] for pair in told(sentence)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Bupati Kudus akan memberikan sanksi kepada yang bersangkutan apabila ada rekomendasi Bawaslu.",
            ("sanction_imposed", "planned"),
        ),
        ("Kedua guru itu, kata bupati, hanya dikenakan sanksi ringan.", ("sanction_imposed", "taken")),
        ("Mereka hanya diberikan sanksi skorsing.", ("sanction_imposed", "taken")),
        ("Pelaku yang mengajak rekannya itu dijatuhi sanksi skorsing.", ("sanction_imposed", "taken")),
        ("Sanksi bisa berupa penurunan pangkat, kata Bupati Kudus Wahyu Anggoro.", ("sanction_warning", "taken")),
        ("Pemerintah daerah seharusnya menindak ASN yang tidak netral.", ("sanction_imposed", "called_for")),
    ],
)
def test_penalties_by_the_turn_of_the_sentence(sentence, expected):
    assert expected in {pair[:2] for pair in told(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Jaksa menuntut camat itu dihukum dua bulan penjara.",
        "Kepala sekolah itu dikenai hukuman pidana satu bulan kurungan.",
        "Lurah itu mendapatkan sanksi pidana yang tegas dari pengadilan.",
        "Jika harus ada sanksi, Pemkab Kudus menunggu surat dari BKN.",
    ],
)
def test_a_court_penalty_or_a_supposed_one_is_no_penalty_of_the_employer(sentence):
    assert not {pair for pair in told(sentence) if pair[0].startswith("sanction")}
