"""No allegation comes out as a finding: words of proof that are denied, doubted, claimed, asked for or overturned."""

import pytest

from crawler.items import Article
from nlp.conduct_status import PROVEN
from nlp.pipeline import read_article

LEAD = "Netralitas ASN di Kota Metro menjelang Pilkada 2024 kembali menjadi bahan pembicaraan.\n"


def proven(text, title="Netralitas ASN Jadi Sorotan"):
    return {v.type for v in read_article(Article("a", LEAD + text, title=title)).violations if v.status == PROVEN}


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
    assert proven(text) == set()


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
    assert proven(text, title="Terbukti Ikut Kampanye, Lurah Dicopot?") == set()
