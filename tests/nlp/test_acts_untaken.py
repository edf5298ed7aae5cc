"""Measures that were denied, refused, only wished for or called off are not taken; duties and kinds are no acts."""

import pytest

from crawler.items import Article
from tests.nlp.first_reading import may_be_told, read_by_rules

LEAD = "Netralitas ASN di Kota Metro menjelang Pilkada 2024 kembali menjadi bahan pembicaraan.\n"


def read(text):
    return read_by_rules(Article("a", LEAD + text, title="Netralitas ASN Jadi Sorotan"))


def measures(text):
    return {(m.type, m.status) for m in read(text).measures}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sanction_imposed", "Camat itu nyaris dicopot karena tidak netral dalam pilkada."),
        ("sanction_imposed", "Lurah yang diduga tidak netral itu lolos dari sanksi."),
        ("sanction_imposed", "Wali Kota urung menjatuhkan sanksi kepada camat yang tidak netral itu."),
        ("sanction_imposed", "Camat itu dikabarkan dicopot dari jabatannya karena tidak netral dalam pilkada."),
        ("sanction_imposed", "Tak satu pun ASN dijatuhi sanksi karena tidak netral dalam pilkada."),
        ("sanction_imposed", "Wali Kota menolak menjatuhkan sanksi kepada ASN yang dituding tidak netral."),
        ("circular", "Wali Kota mempertimbangkan menerbitkan surat edaran netralitas ASN."),
        ("circular", "Wali Kota menolak menerbitkan surat edaran netralitas ASN."),
        ("circular", "Pemkot seharusnya sudah menerbitkan surat edaran netralitas ASN."),
        ("pledge", "Deklarasi netralitas ASN batal digelar karena hujan."),
        ("pledge", "Deklarasi netralitas ASN ditunda hingga pekan depan."),
        ("investigation", "Bawaslu mempertimbangkan memanggil camat yang diduga tidak netral itu."),
        ("investigation", "Bawaslu menolak memeriksa camat yang diduga tidak netral itu."),
        ("referral", "Bawaslu urung meneruskan kasus netralitas camat itu ke BKN."),
        ("reminder", "Wali Kota membantah mengimbau ASN agar netral."),
        ("prosecution", "Camat yang tidak netral itu terancam menjadi tersangka."),
        ("prosecution", "Warga mendesak Gakkumdu menetapkan camat yang tidak netral itu sebagai tersangka."),
        ("monitoring", "Wali Kota meminta semua pihak, terutama lurah dan camat, untuk ikut mengawasi netralitas ASN."),
    ],
)
def test_what_was_not_done_is_not_taken(kind, text):
    assert (kind, "taken") not in may_be_told(Article("a", LEAD + text, title="Netralitas ASN Jadi Sorotan"))


@pytest.mark.parametrize(
    "text",
    [
        "ASN diawasi oleh Bawaslu sesuai undang-undang.",
        "Bawaslu berwenang mengawasi netralitas ASN dalam setiap tahapan pilkada.",
        "Pengawasan netralitas ASN menjadi tanggung jawab Bawaslu, bukan pemerintah kota.",
        "Sesuai undang-undang, Bawaslu mengawasi netralitas ASN, TNI dan Polri.",
        "ASN merupakan salah satu objek pengawasan Bawaslu.",
        "Undang-undang mengamanatkan Bawaslu untuk mengawasi netralitas ASN.",
    ],
)
def test_a_duty_is_no_monitoring(text):
    assert "monitoring" not in {kind for kind, _ in measures(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bawaslu Kota Metro mengawasi netralitas ASN di media sosial.", ("monitoring", "taken")),
        ("Wali Kota akhirnya menerbitkan surat edaran netralitas ASN.", ("circular", "taken")),
        ("Tujuh ASN yang dijatuhi sanksi itu tidak netral dalam pilkada.", ("sanction_imposed", "taken")),
        ("Sanksi bagi ASN yang tidak netral diberikan sesuai kadar pelanggaran.", ("sanction_warning", "taken")),
        ("Sekda mengingatkan adanya sangsi tegas bagi ASN yang tidak netral.", ("sanction_warning", "taken")),
    ],
)
def test_what_was_done_stays_taken(text, expected):
    assert expected in measures(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kantor Bidang Politik dan Pemerintahan mencatat ASN tidak hadir rapat.",
        "Diduga tidak menjaga netralitasnya, 34 ASN dilaporkan ke Bawaslu.",
        "Panwaslu belum dapat menyampaikan berapa ASN yang diduga tidak netral.",
    ],
)
def test_no_reminder_is_read_of_words_that_remind_nobody(text):
    assert "reminder" not in {kind for kind, _ in measures(text)}


def violations(text):
    return {(v.type, v.status) for v in read(text).violations}


@pytest.mark.parametrize(
    "text",
    [
        "Lima guru diduga mengunggah foto calon wali kota di Facebook.\n\nHujan turun.\n\nLima guru diperiksa Bawaslu.",
        "Dua lurah diduga mengunggah foto calon di Facebook.\n\nHujan turun.\n\nKedua ASN tersebut diproses Bawaslu.",
    ],
)
def test_a_case_told_is_not_told_again_as_another(text):
    assert violations(text) == {("social_media", "alleged")}


def test_another_number_is_another_case():
    text = (
        "Dua lurah diduga mengunggah foto calon di Facebook.\n\nHujan turun.\n\nDi Bantul, enam ASN diproses Bawaslu."
    )
    lead = "Warga ramai membahasnya.\n\nBanyak yang menonton.\n\n"
    assert ("other", "alleged") in violations(lead + text)


@pytest.mark.parametrize(
    "text",
    [
        "Perlu kesamaan pandangan dalam hal penanganan dugaan pelanggaran netralitas ASN.",
        "Dugaan pelanggaran netralitas ASN termasuk dalam kategori pelanggaran lainnya.",
        "Jika ditemukan dugaan pelanggaran oleh ASN, money politic atau kampanye hitam, segera laporkan.",
    ],
)
def test_a_kind_of_case_is_no_case(text):
    assert not {pair for pair in violations(text) if pair[1] != "prohibited"}
