"""Offices and names in forms that papers from everywhere print; persons are invented."""

import pytest

from crawler.items import Article
from nlp.pipeline import read_article


def read(text, published="2024-10-10"):
    annotation = read_article(Article("x", f"{text} ASN harus netral di Pilkada 2024.", published=published))
    return [(one.name, one.role, one.acting, one.region) for one in annotation.officials]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # how an office is held, between it and its area
        ("Bupati nonaktif Lingga M Rizando diperiksa.", [("M Rizando", "regent", None, "21.04")]),
        ("Wali Kota terpilih Batam Raden Kusnadi hadir.", [("Raden Kusnadi", "mayor", None, "21.71")]),
        ("Mantan Pj Bupati Bekasi, Jaka Suwarna, hadir.", [("Jaka Suwarna", "regent", "former", "32.16")]),
        # Papua's districts
        ("Kepala Distrik Heram Simon Yarisetou hadir.", [("Simon Yarisetou", "district_head", None, "91.71")]),
        ("Plt Kepala Distrik Mimika Baru, Lidia Kamuru, hadir.", [("Lidia Kamuru", "district_head", "plt", "94.04")]),
        # villages that no list has
        (
            "Lurah Tanjungbaru Wirya Bakti Nusa diperiksa di Metro.",
            [("Wirya Bakti Nusa", "village_head", None, "18.72")],
        ),
        ("Lurah Budi Santoso Wijaya diperiksa di Metro.", [("Budi Santoso Wijaya", "village_head", None, "18.72")]),
        (
            "Tarno Widagdo, kepala kelurahan Telaga Sena, kecamatan Abeli, kota Kendari, hadir.",
            [("Tarno Widagdo", "village_head", None, "74.71")],
        ),
        ("Di Kota Metro, Purwadinata Lurah setempat tidak ada.", [("Purwadinata", "village_head", None, "18.72")]),
        # candidates with constituency, election, number
        (
            "Caleg DPRD dapil Lampung I dari Golkar, Lestari Windhu, hadir.",
            [("Lestari Windhu", "candidate", None, "18")],
        ),
        ("Caleg DPRD Dapil Lampung I atas nama Lestari Windhu hadir.", [("Lestari Windhu", "candidate", None, "18")]),
        ("Legislator asal dapil Kahu ini hadir di Bone.", []),
        (
            "Pasangan calon Bupati Sikka pada Pilbup Sikka tahun 2024, Yosef Waeda dan Maria Ledo, hadir.",
            [("Yosef Waeda", "candidate", None, "53.07"), ("Maria Ledo", "candidate", None, "53.07")],
        ),
        (
            "Mantan Kepala Dinas Perdagangan NTB, Ratna Wulansih, yang maju sebagai Calon Walikota Mataram, hadir.",
            [("Ratna Wulansih", "candidate", None, "52.71")],
        ),
        # heads that many papers use
        (
            "Penanggung jawab tahapan kampanye Bawaslu Metro Wisnu Laksono hadir.",
            [("Wisnu Laksono", "bawaslu", None, "18.72")],
        ),
        (
            "Kepala Energi dan Sumber Daya Mineral Jatim Prabu Wicaksa hadir.",
            [("Prabu Wicaksa", "department_head", None, "35")],
        ),
        ("Panglima Laskar Lampung Ir. Guntur Samosa hadir.", [("Guntur Samosa", "civil_society", None, "18")]),
        ("Panglima TNI Guntur Samosa hadir di Metro.", [("Guntur Samosa", "military", None, "00")]),
        ("Sekertaris Daerah Kota Palu Wulan Tolare hadir.", [("Wulan Tolare", "regional_secretary", None, "72.71")]),
        ("Mantan pejabat BPKAD NTB, Ayu Sekarwati, hadir.", [("Ayu Sekarwati", "asn", "former", "52")]),
        ("Pejabat Bupati Sikka, Ayu Sekarwati, hadir.", [("Ayu Sekarwati", "regent", "pj", "53.07")]),
        (
            "Koordinator Divisi Hukum, Parmas, dan Humas (HP2H) Bawaslu Sikka Rinto Palawa hadir.",
            [("Rinto Palawa", "bawaslu", None, "53.07")],
        ),
        (
            "Ketua Pengawas Pemilihan Umun (Panwaslu) Kota Metro, Mursalin, hadir.",
            [("Mursalin", "bawaslu", None, "18.72")],
        ),
        ("Pengawas Ahli Madya Dinas Pendidikan Metro Andi Makkasau hadir.", [("Andi Makkasau", "asn", None, "18.72")]),
        (
            "Sekretaris Desa Sukamaju, Lipus Dalo, hadir di Kabupaten Sikka.",
            [("Lipus Dalo", "other", None, "53.07")],
        ),
        # hospitals bear names
        (
            "Direktur RSUD Ibnu Sina, dr. Winarno Hasan, hadir di Metro.",
            [("Winarno Hasan", "division_head", None, "18.72")],
        ),
        # who is described by a comma on both sides
        ("Ketua Majelis Hakim, Bakri Sondang, hadir di Metro.", [("Bakri Sondang", "other", None, "18.72")]),
        ("Rektor Universitas Mulawarman (Unmul) Suprayoga hadir.", [("Suprayoga", "academic", None, None)]),
        # without a comma, where a verb of speech follows
        (
            "Sabran Komisioner Bawaslu Metro Divisi Pengawasan dan Hubungan Antar Lembaga mengatakan hal itu.",
            [("Sabran", "bawaslu", None, "18.72")],
        ),
        ("Menurut data, Darmawijaya merupakan ASN di Pemkab Sikka.", [("Darmawijaya", "asn", None, "53.07")]),
        ("Pelapor merupakan ASN di Pemkab Sikka.", []),
        # an area is nobody
        ("Hadir Kapolres Musi Rawas, Dandim 0406, dan warga.", []),
        # a speech tag at a sentence's head
        (
            "Bupati Sikka Lukman Soreng hadir. Lanjut Lukman, Camat harus netral.",
            [("Lukman Soreng", "regent", None, "53.07")],
        ),
    ],
)
def test_offices(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ketua Panwaslih Aceh Besar, Munir HS, hadir.", ["Munir HS"]),
        ("Ketua Panwaslih Aceh Besar, HS Munir Anwar, hadir.", ["Munir Anwar"]),
        ("Penjabat Gubernur Papua, Mayjen TNI (Pur) Jonas Wattimena, hadir.", ["Jonas Wattimena"]),
        ("Asisten II M Fikrianto SSos MSi hadir di Aceh Besar.", ["M Fikrianto"]),
        ("Ketua Bawaslu Sikka Wahyu Hasen hadir. Ketua Bawaslu Sikka Wahyu Hasein pulang.", ["Wahyu Hasen"]),
        (
            "Ketua Bawaslu Sikka Andi Ramat hadir. Anggota Bawaslu Sikka Andi Raman pulang.",
            ["Andi Ramat", "Andi Raman"],
        ),
    ],
)
def test_names(text, names):
    assert [name for name, *_ in read(text)] == names


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Ketua DPC Partai Golkar Simalungun, Jonar Tambak, hadir.", "12.08"),
        ("Ketua Umum Partai Golkar, Jonar Tambak, hadir di Simalungun.", "00"),
        ("Ketua tim pasangan nomor 1, Darius Kanan, hadir di Kabupaten Simalungun.", "12.08"),
        ("Kepala Biro Hukum Bawaslu, Darius Kanan, hadir di Jakarta.", "00"),
        ("Ketua Bawaslu Darius Kanan hadir. Ketua Bawaslu RI Darius Kanan bicara di Jakarta.", "00"),
    ],
)
def test_regions(text, region):
    assert [found for *_, found in read(text)] == [region]


def test_two_offices_of_one_person():
    found = read("Yang mundur adalah Kepala BPBD Jabar sekaligus mantan Pj Bupati Bekasi, Jaka Suwarna.")
    assert found == [("Jaka Suwarna", "agency_head", None, "32")]


def test_a_nickname_is_the_last_named_persons():
    text = (
        "Kepala Dinas Sosial Sulbar, Hasan Basri Kurnia, memuji Pj Gubernur Sulbar, Wiranto Adi Saputra. "
        "“Kami tetap netral,” kata Hasan.\n\n“Semoga lancar,” harap birokrat senior sapaan akrab Kurasa ini."
    )
    annotation = read_article(Article("x", text))
    assert [quote.speaker for quote in annotation.quotes] == ["Hasan Basri Kurnia"] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a caption is all office and name; a headline goes on
        (
            "Koordinator Divisi Data Informasi Bawaslu Kukar, Hardi Wirana. Foto: Yan\nBawaslu bertemu.",
            ["Hardi Wirana"],
        ),
        ("Camat Metro Pusat Hardi Wirana Ajak Semua Warga Memilih\nBawaslu bertemu.", []),
        # an office glued to a dateline
        ("warta.example | DenpasarAnggota Bawaslu Bali I Wayan Sutama mengatakan hal itu.", ["I Wayan Sutama"]),
        # two pairs by their numbers
        (
            "Pilkada diikuti paslon nomor urut 1 Yance Karubaba-Adi Sulaksa (YA) dan nomor urut 2 Obet Rumainum-Sigit.",
            ["Yance Karubaba", "Adi Sulaksa", "Obet Rumainum", "Sigit"],
        ),
        ("Ia memegang kartu nomor urut 2 Budi Santoso.", []),
        # pairs of single names, and partners told in words
        ("Simbol itu milik pasangan Wiryo-Suharti di Sikka.", ["Wiryo", "Suharti"]),
        ("Simbol itu milik pasangan Wiryo dan Suharti di Sikka.", []),
        (
            "Petahana Bupati Sikka Goris Keraf yang berpasangan dengan Suryanti, dan pasangan Blasius Lamen yang "
            "berduet dengan Tomi Wangge, mendaftar.",
            ["Goris Keraf", "Suryanti", "Blasius Lamen", "Tomi Wangge"],
        ),
        # a short form in brackets is no one else
        ("Presiden Joko Prasetyo (Jokopras) hadir. Jokopras diam.", ["Joko Prasetyo"]),
    ],
)
def test_where_names_stand(text, names):
    assert [one.name for one in read_article(Article("x", text)).officials] == names


def test_boards_of_parties():
    assert read("Ketua Dewan Pimpinan Daerah (DPD) Partai Golkar Sikka Yonas Mandosir hadir.") == [
        ("Yonas Mandosir", "party", None, "53.07")
    ]
