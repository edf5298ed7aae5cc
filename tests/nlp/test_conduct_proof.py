"""No allegation comes out as a finding: words of proof that are denied, doubted, claimed, asked for or overturned."""

import pytest

from crawler.items import Article
from nlp.conduct_status import PROVEN
from tests.nlp.first_reading import may_be_told, read_by_rules

LEAD = "Netralitas ASN di Kota Metro menjelang Pilkada 2024 kembali menjadi bahan pembicaraan.\n"


def proven(text, title="Netralitas ASN Jadi Sorotan"):
    return {v.type for v in read_by_rules(Article("a", LEAD + text, title=title)).violations if v.status == PROVEN}


def may_be_proven(text, title="Netralitas ASN Jadi Sorotan"):
    """What would come out as a finding if the choice behind the rules said yes to everything."""
    return {kind for kind, status in may_be_told(Article("a", LEAD + text, title=title)) if status == PROVEN}


NOT_PROVEN = {
    "rumour": [
        "Seorang lurah dikabarkan sudah dijatuhi sanksi karena ikut kampanye pasangan calon nomor urut dua.",
        "Beredar kabar kepala dinas itu dicopot gara-gara mendukung calon wali kota.",
        "Kabar bahwa camat itu dicopot karena mendukung calon wali kota adalah hoaks.",
        "Sekda meluruskan kabar bahwa camat yang mendukung petahana telah diberhentikan.",
    ],
    "accuser": [
        "Calon wali kota nomor urut satu menuding camat itu telah terbukti membagikan stiker lawannya.",
        '"Camat itu jelas-jelas terbukti mendukung petahana," kata Rudi Hartanto, warga yang melapor.',
        '"Dia terbukti melanggar karena mengunggah foto calon," kata Rudi Hartanto, ketua tim sukses.',
        "Menurut pelapor, guru itu terbukti membagikan stiker calon wali kota di sekolah.",
        "Ketua DPC partai lawan menyebut camat itu sudah terbukti membagikan stiker calon.",
        "Sejumlah warga percaya guru yang menyebarkan foto calon wali kota itu bersalah.",
        "Jaksa meyakini terdakwa, seorang camat, terbukti mengajak ASN memilih petahana.",
        "Dalam dakwaan disebutkan camat itu terbukti mengajak ASN memilih petahana.",
        "Camat itu dituduh terbukti mengarahkan ASN untuk memilih petahana.",
        "Lurah itu diduga kuat terbukti mengarahkan warga memilih petahana.",
    ],
    "denial": [
        "Ia membantah telah dijatuhi sanksi karena mengunggah foto bersama calon wali kota.",
        "Camat itu menampik kabar bahwa ia terbukti mendukung salah satu calon wali kota.",
        "Tak satu pun guru yang berfoto dengan calon wali kota itu dijatuhi sanksi.",
        "Lurah yang ikut kampanye calon wali kota itu lolos dari sanksi.",
        "Lurah yang ikut kampanye calon wali kota itu nyaris dicopot dari jabatannya.",
    ],
    "condition": [
        "Lurah yang ikut kampanye pasangan calon nomor dua itu bisa dicopot asalkan terbukti.",
        "Andai terbukti, guru yang membagikan stiker calon itu diberhentikan.",
        "Lurah yang ikut kampanye calon wali kota itu belum tentu bersalah.",
        "Pelapor yakin lurah yang hadir di kampanye calon itu akan terbukti bersalah.",
        "Pembuktian dugaan camat mengajak ASN memilih petahana digelar pekan depan.",
    ],
    "question": [
        "Benarkah camat itu sudah disanksi karena berfoto dengan calon wali kota?",
        "Bawaslu masih mencari bukti apakah lurah yang ikut kampanye calon itu terbukti melanggar.",
        "DPRD mempertanyakan mengapa lurah yang ikut kampanye belum juga dicopot.",
    ],
    "asked for": [
        "Warga mendesak lurah yang ikut kampanye calon wali kota itu dicopot.",
        "Aliansi mahasiswa menuntut camat yang membagikan stiker calon wali kota diberhentikan.",
        "Lurah yang berfoto dengan calon wali kota itu diusulkan dijatuhi hukuman disiplin.",
    ],
    "overturned": [
        "Pengadilan tinggi membatalkan vonis terhadap lurah yang ikut kampanye pasangan calon nomor dua.",
        "Banding lurah yang divonis karena ikut kampanye calon wali kota dikabulkan pengadilan tinggi.",
        "Camat itu divonis bebas dari dakwaan mengarahkan ASN memilih petahana.",
        "Gugatan kepala dinas yang dicopot karena menghadiri deklarasi calon dimenangkan PTUN.",
        "Mahkamah Agung menganulir hukuman lurah yang ikut kampanye itu.",
    ],
}


@pytest.mark.parametrize("text", [text for texts in NOT_PROVEN.values() for text in texts])
def test_an_allegation_is_no_finding(text):
    assert may_be_proven(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Seorang lurah terbukti mengampanyekan pasangan calon nomor urut dua.", "campaigning"),
        ("Meski membantah, camat itu terbukti membagikan stiker calon wali kota dan dicopot.", "campaigning"),
        ("Wali Kota mencopot lurah yang ikut kampanye pasangan calon nomor urut dua itu.", "campaigning"),
        ("Banding lurah yang divonis karena ikut kampanye calon ditolak pengadilan tinggi.", "campaigning"),
        ("Majelis hakim berpendapat camat itu terbukti mengajak ASN memilih petahana.", "campaigning"),
        ("Menurut KASN, guru itu terbukti membagikan stiker calon wali kota di sekolah.", "campaigning"),
        ("Dua guru yang berfoto bersama calon wali kota dikenai hukuman disiplin ringan.", "gesture"),
    ],
)
def test_a_finding_stays_one(text, kind):
    assert kind in proven(text)


def test_a_headline_that_asks_proves_nothing():
    text = "Bawaslu memeriksa seorang lurah yang diduga ikut kampanye pasangan calon."
    assert may_be_proven(text, title="Terbukti Ikut Kampanye, Lurah Dicopot?") == set()


TAKEN_BACK = [
    "Camat Rimba Jati divonis dua bulan penjara karena mengampanyekan calon bupati. "
    "Namun Pengadilan Tinggi membatalkan putusan tersebut dan membebaskannya.",
    "Lurah itu dijatuhi sanksi karena menghadiri deklarasi calon wali kota.\n"
    "Belakangan sanksi itu dicabut setelah keberatannya diterima.",
    "Vonis terhadap kepala sekolah itu sudah dibatalkan.\nSebelumnya ia dihukum karena mengampanyekan calon bupati.",
    "“Kepala dinas itu sudah terbukti mengarahkan bawahan memilih petahana. Buktinya ada,” ujar ketua tim sukses.",
    "Lurah yang semula divonis empat bulan karena membagikan uang kini bebas setelah kasasinya dikabulkan.",
]


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_what_is_taken_back_or_claimed_in_the_next_sentence_proves_nothing(text):
    assert may_be_proven(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Camat Rimba Jati divonis dua bulan penjara karena mengampanyekan calon bupati. "
        "Ia mengajukan banding agar putusan itu dibatalkan.",
        "Lurah itu divonis tiga bulan penjara karena mengampanyekan calon wali kota.\n"
        "Permohonannya agar hukuman dicabut ditolak.",
        "Pengadilan Tinggi menguatkan vonis terhadap lurah yang mengampanyekan calon bupati di masjid.",
        "Bupati sudah memberhentikan sekretaris dinas karena mengampanyekan calon wali kota.",
    ],
)
def test_an_appeal_alone_takes_nothing_back(text):
    assert proven(text) == {"campaigning"}


@pytest.mark.parametrize(
    "text",
    [
        "Menurut jaksa, lurah itu terbukti membagikan uang kepada warga agar memilih paslon nomor satu.",
        "Anggota dewan menilai camat sudah terbukti berpihak dengan mengumpulkan kepala desa untuk calon petahana.",
        "Pelapor menyatakan lurah itu sudah terbukti mengampanyekan petahana di masjid.",
        "Camat itu dinonaktifkan sementara karena diduga mengarahkan warga memilih calon bupati.",
        "Sidang camat yang mengampanyekan calon bupati akan digelar Kamis; vonis dibacakan pekan depan.",
        "Spanduk bergambar kepala dinas yang mendukung calon bupati dicopot Satpol PP.",
        "KASN mengembalikan berkas dan menyatakan unggahan guru itu tentang calon bupati bukan pelanggaran.",
        "Camat itu terbukti mendukung petahana, begitu bunyi pesan berantai yang belum diverifikasi.",
        "Warga berharap camat yang terbukti memihak dengan membagikan bantuan berstiker calon dihukum setimpal.",
        "Beri hukuman setimpal kepada lurah yang hadir di kampanye calon bupati, pinta warga.",
        "Setiap guru yang menyukai unggahan calon gubernur diberi sanksi moral.",
        "Kami masih menunggu rekomendasi BKN atas lurah yang mengunggah foto calon bupati.",
        "Camat itu dilaporkan karena disebut telah terbukti membagikan beras calon bupati.",
        "Laporan itu menyebut lurah terbukti mengajak warga memilih petahana.",
    ],
)
def test_who_cannot_decide_and_what_is_to_come_proves_nothing(text):
    assert may_be_proven(text) == set()


def test_an_overturned_ruling_is_still_a_case():
    text = "Pengadilan Tinggi membatalkan vonis terhadap kepala sekolah itu karena mengampanyekan calon bupati."
    found = {(v.type, v.status) for v in read_by_rules(Article("a", LEAD + text)).violations}
    assert ("campaigning", "alleged") in found
