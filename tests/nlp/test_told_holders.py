"""Tests of `nlp.told_holders` and of names that stand before an office: persons, posts and bodies are invented."""

import pytest

from crawler.items import Article
from nlp.pipeline import read_article


def officials(text):
    return {(one.name, one.role) for one in read_article(Article("a", text)).officials}


def names(text):
    return {name for name, _ in officials(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # an acronym in brackets, an area, English words, a list of fields, a rank end what is the body's
        (
            "Ketua Umum Perkumpulan Perajin Rotan (Perajaro) Banten Rudi Hartanto menilai edaran itu tepat.",
            "Rudi Hartanto",
        ),
        ("“ASN harus netral,” kata Manajer Humas PT Angkut Cepat Daop 9 Kediri Waluyo.", "Waluyo"),
        (
            "Direktur Riset Center of Policy on Villages (CPV) Indonesia Dewi Anggraini mengatakan, ASN harus netral.",
            "Dewi Anggraini",
        ),
        (
            "Direktur Perfilman, Tari, dan Media Baru Kementerian Pendidikan Hasan Wirawan menambahkan, ASN netral.",
            "Hasan Wirawan",
        ),
        (
            "Kepala Bidang Trotoar Jalan Dinas Pertamanan, Cipta Karya, dan Tata Ruang Kota Kediri Yoga Sasmita"
            " menuturkan, ASN harus netral.",
            "Yoga Sasmita",
        ),
        (
            "Hadir utusan Danki Brimob Subden VI Kediri Brigpol Anton Sasono dan pimpinan lainnya.",
            "Anton Sasono",
        ),
        (
            "Komandan Lapangan Posko Bencana (Posna) Wisma Damai, Kediri, Letkol Bagus Sasono, menyebut ASN netral.",
            "Bagus Sasono",
        ),
        ("Hal itu disampaikan Kepala PVKBG Wardoyo ketika ditemui, Jumat.", "Wardoyo"),
        ("Sekretaris Daerah DI Yogyakarta Bagus Wiryawan menyampaikan, ASN harus netral.", "Bagus Wiryawan"),
    ],
)
def test_names_at_the_end_of_a_body(text, name):
    assert names(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        # nobody is named; a body's own name ends the run
        "Kepala Badan Penyuluhan Pertanian (BPP) menyatakan, ASN harus netral.",
        "Ketua ormas Melati mendesak Bupati bersikap netral.",
        "Ketua Ikatan Pemantau Pemilu (IPP) Banten menilai ASN tidak netral.",
        "Camat itu hadir di Aula Gedung Wanita Kediri, Selasa.",
    ],
)
def test_bodies_without_a_name(text):
    assert names(text) == set()


def test_who_is_named_already_stays():
    text = "Ketua KPU Kediri Rudi Hartanto dan Budi Santosa mengatakan, ASN harus netral."
    assert "Rudi Hartanto" in names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what reads like a name behind an office in apposition is its body's
        (
            "Rudi Hartanto, Direktur Karya Nusa Mandiri, mengatakan, ASN harus netral.",
            {"Rudi Hartanto"},
        ),
        (
            "Rudi Hartanto, Ketua Lembaga Kajian Pesisir (Lekasir) Banten, menilai ASN harus netral.",
            {"Rudi Hartanto"},
        ),
        # one word, known by a tag elsewhere
        (
            "Mulyadi, Camat Cilandak, Jakarta Selatan, mengajak ASN netral. “Kami awasi,” kata Mulyadi.",
            {"Mulyadi"},
        ),
        ("Harusnya, Camat Cilandak, Jakarta Selatan, mengajak ASN netral.", set()),
        ("Komisi Aparatur Sipil Negara, Ketua DPRD dan Bupati menerima laporan itu.", set()),
        # an area before the name, an office printed small behind it
        (
            "Ketua Umum Paguyuban Kades (Pakades) Lombok Barat Burhan yang juga Kepala Desa Gerisik meminta maaf.",
            {"Burhan"},
        ),
        ("Pagi tadi penyidik menahan Warsinah kepala desa Karangsono.", {"Warsinah"}),
        ("Seorang lurah dan puluhan kepala desa dipanggil Bawaslu.", set()),
    ],
)
def test_names_before_an_office(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a district names the place, a larger area follows it, an office is set to a name
        (
            "Sidang Kades Randusari, Kecamatan Pare digelar. Jaksa menuntut kades Randusari tersebut.",
            set(),
        ),
        ("Danramil Sangapura hadir di Kecamatan Sangapura, Kamis.", set()),
        (
            "Kepala Desa Lembah Sari, Kecamatan Lingsar Lombok Barat Mahendra didakwa tidak netral.",
            {("Mahendra", "village_head")},
        ),
        # a command's name, somebody's wife, a term of office
        ("Surat itu dikirim kepada Pangdam Pattimura dan Pangdam V Brawijaya.", set()),
        ("Pangdam V Brawijaya Mayjen TNI Suhartono hadir.", {("Suhartono", "military")}),
        ("Pegawai diajak mendukung istri Gubernur Maluku, Endang Lestari, dan rekannya.", set()),
        ("Pasangan Calon Walikota dan Wakil Walikota Kediri Priode 2024-2029 sudah mendaftar.", set()),
        # in brackets an office is of the one before it
        (
            "Hadir Bripka Wagiman (PS Kanit Lantas Polsek Pare), Serma Tohari (utusan Koramil), dan tamu lain.",
            {("Wagiman", "police")},
        ),
        ("RZ Wardana (Kasi Ekbang Kecamatan Pare) hadir.", {("RZ Wardana", "division_head")}),
        # a field that no list has stands before the unit; a line of a list is no headline
        (
            "Kasi Trantib Polres Bengkulu Selatan, AKP Wibawa hadir. Kabid Ormasda Bakesbangpol Metro, Tukijan hadir.",
            {("Wibawa", "police"), ("Tukijan", "division_head")},
        ),
        (
            "ASN terlapor:\n1. Yosep R Manek, Kabid Aset.\n2. Rina A Seran, Kepala Bagian di Dinas Bagian Keuangan",
            {("Yosep R Manek", "division_head"), ("Rina A Seran", "division_head")},
        ),
        (
            "Hadir Direktur Wasdal Badan Kepegawaian Negara Hendra Prakoso, Sekda Kabupaten Blitar Sugeng.",
            {("Hendra Prakoso", "ministry_official"), ("Sugeng", "regional_secretary")},
        ),
        # bodies tell the role
        ("“Netral,” kata Ketua DPD KPMN Sumsel, Yusran Halim.", {("Yusran Halim", "civil_society")}),
        ("Ketua Panitia Hak Angket Subagio menyebut rapat ditunda.", {("Subagio", "legislator")}),
        ("Staf Ahli Pj Gubernur Jambi Kartika mengatakan, ASN harus netral.", {("Kartika", "other")}),
        ("Acara itu menghadirkan narasumber dari BKD Kota Kediri Wulandari.", {("Wulandari", "asn")}),
        (
            "Anggota Komisi I DPRD Kediri antara lain Gunawan, Tegar Wibowo, dan Sumini menyambut mereka.",
            {("Gunawan", "legislator"), ("Tegar Wibowo", "legislator"), ("Sumini", "legislator")},
        ),
    ],
)
def test_places_kin_and_roles(text, expected):
    assert officials(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“ASN harus netral,” kata Alfian Sitompul dari Koalisi Pemilih Muda, Rabu.",
            {("Alfian Sitompul", "civil_society")},
        ),
        ("Rahmat Wiguna dari Bawaslu Kota Kediri mengatakan, ASN harus netral.", {("Rahmat Wiguna", "bawaslu")}),
        # a private person, one who says nothing, an office told elsewhere
        ("“ASN harus netral,” kata Alfian Sitompul dari Kediri.", set()),
        ("Bantuan untuk Alfian Sitompul dari Koalisi Pemilih Muda tiba.", set()),
        (
            "Wali Kota Kediri Alfian Sitompul hadir. “Netral,” kata Alfian dari Partai Golkar.",
            {("Alfian Sitompul", "mayor")},
        ),
    ],
)
def test_those_who_speak_for_a_body(text, expected):
    assert officials(text) == expected
