"""Officials as the regional press prints them: lists, pairs, places before names, capitals. Persons are invented."""

import pytest

from crawler.items import Article
from nlp.pipeline import read_article


def read(text):
    return [(one.name, one.role, one.acting) for one in read_article(Article("x", text)).officials]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Anggota KPU Ngawi, Bagas Pramudita, Rini Oktavia, dan Hanif Mustakim hadir.",
            ["Bagas Pramudita", "Rini Oktavia", "Hanif Mustakim"],
        ),
        ("Anggota KPU Ngawi, Bagas Pramudita, Selasa siang, dan warga hadir.", ["Bagas Pramudita"]),
        ("Kepala Bappeda Metro yakni Khairulansyah hadir.", ["Khairulansyah"]),
        ("Ketua Bawaslu Metro adalah Perempuan hebat.", []),
        (
            "Calon Bupati Tapin, Arifin Arpandi dan Syafrudin Noor, hadir.",
            ["Arifin Arpandi", "Syafrudin Noor"],
        ),
        (
            "Dua pasangan calon Bupati Sikka sudah mendaftar yakni Yosef Wae-Maria Lede, Petrus Keyt dan Elias Dasi.",
            ["Yosef Wae", "Maria Lede", "Petrus Keyt", "Elias Dasi"],
        ),
        ("Kemenangan pasangan Darwis Lahaji-Bustam Hatari digugat.", ["Darwis Lahaji", "Bustam Hatari"]),
        ("Ia menjamu pasangan Darwis Lahaji di rumahnya.", []),
        ("ASN dilarang, yaitu:\n1. Memasang baliho calon.\n2. Menghadiri kampanye.", []),
    ],
)
def test_lists_and_pairs(text, names):
    assert [name for name, _, _ in read(text)] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Yang dilantik ialah Wirya Laksmana sebagai Kadis Sosial, Danu Wijoseno sebagai Staf Ahli Bupati.",
            [("Wirya Laksmana", "department_head", None), ("Danu Wijoseno", "other", None)],
        ),
        ("Darwanto sebagai Camat Luwuk memimpin apel.", [("Darwanto", "district_head", None)]),
        ("Pria itu bekerja. Sebagai Camat Luwuk, ia sibuk.", []),
        (
            "Kepala Dinas Sosial NTT, Linus Keraf, sebagai Pjs Bupati Ngada dilantik.",
            [("Linus Keraf", "regent", "pjs")],
        ),
        (
            "Edi Samsudar (lurah Waygubak) dipanggil Bawaslu Kota Metro.",
            [("Edi Samsudar", "village_head", None)],
        ),
        (
            "Dandim 1022 Ngawi, Letkol CPN Rahmat Triyana, Kajari Ngawi Hamdan Basuni hadir.",
            [("Rahmat Triyana", "military", None), ("Hamdan Basuni", "prosecutor", None)],
        ),
        (
            "Mantan Kepala BKPP Metro, Gustafa Yandri, kini menjabat Staf Ahli Wali Kota.",
            [("Gustafa Yandri", "other", None)],
        ),
        ("Pejabat Wali Nagari Kapau, Edwar Hartoni, hadir.", [("Edwar Hartoni", "village_head", "pj")]),
    ],
)
def test_which_office_belongs_to_whom(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bupati Wajo HARTA LIPUTAN, M.Si hadir.", "HARTA LIPUTAN"),
        ("Sekda Pemkab Banjar HM Hilmansyah hadir.", "Hilmansyah"),
        ("Sekretaris Kota Ambon AG Laturiuw hadir.", "AG Laturiuw"),
        ("Gubernur BI Perdana Warsito hadir.", "Perdana Warsito"),
        ("Wali Kota Metro Hermanto ZP hadir.", "Hermanto ZP"),
        ("Ketua KPU Metro Wahyu Hakim hadir.", "Wahyu Hakim"),
        ("Sekda Metro ibu Ir. Irmayanti, M.Si hadir.", "Irmayanti"),
        ("Staf Ahli Bupati Metro, Sulkan, hadir.", "Sulkan"),
        ("Kapus Magek dr. Ria Andhini di Kabupaten Agam hadir.", "Ria Andhini"),
        ("Perbekel Bungkulan Ketut Kusuma Ardana hadir.", "Ketut Kusuma Ardana"),
        ("Kadis Sosial Haltim Ahmad Ternatea hadir. Bupati Halmahera Timur (Haltim) diam.", "Ahmad Ternatea"),
        ("Danramil 1603-01/Alok Kapten Inf Petrus Lede hadir.", "Petrus Lede"),
        ("Komisioner KPU Metro yang membidangi pengembangan SDM, Iwan H. Manopo, hadir.", "Iwan H. Manopo"),
    ],
)
def test_where_a_name_begins_and_ends(text, name):
    assert [found for found, _, _ in read(text)] == [name]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ketua Panitia Pengawas Pemilihan (Panwaslih) Kabupaten Dairi, Imran Sagala, hadir.", "bawaslu"),
        ("Asisten Komisioner Komisi ASN, Johan Sitinjak, hadir.", "kasn"),
        ("Anggota DPD RI asal Sultra, Wa Ode Rabiana, hadir.", "legislator"),
        ("Ketua tim pasangan nomor 1, Darius Kanan, hadir.", "party"),
        ("Kepala Suku Badan Kepegawaian Jakarta Timur Dwi Retnaning hadir.", "agency_head"),
        ("Setwan DPRD Metro, Villa Ermanto, hadir.", "department_head"),
        ("Pasi Intel Kodim Metro, Kapten Inf Suradi Wira, hadir.", "military"),
        ("Juru bicara aliansi mahasiswa, Fitrah Mappa, hadir.", "civil_society"),
        ("Staf Dispar Halmahera Timur Riska Malawat hadir.", "asn"),
    ],
)
def test_roles_of_regional_offices(text, role):
    assert [found for _, found, _ in read(text)] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Sekda Kota Sorong, Sekda Raja Ampat, Camat Luwuk, dan para asisten diundang.",
        "Pembina Apel Gabungan membacakan amanat.",
        "Asisten I Setda Kabupten Ngawi diundang.",
        "Amanat PJ Bupati Wajo, Lagu-Lagu perjuangan, dan doa.",
        "Bupati Metro hadir.\nPenulis Sheila Fara\nEditor Fahri",
        "Pegawai ASN dalam Masa Pandemi wajib netral.",
        "Anggota Polres Solok Selatan di Nagari Koto Baru bersiaga.",
        "Pilih Bupati, Ingat Sanksi.",
    ],
)
def test_what_is_nobody(text):
    assert read(text) == []


def test_a_shortened_first_name_is_the_same_person():
    text = "Gubernur NTT Kristian Laka Bandaso hadir. Gubernur Kris Laka Bandaso pulang."
    assert read(text) == [("Kristian Laka Bandaso", "governor", None)]


def test_rule_tells_how_the_person_was_found():
    rules = [one.rule for one in read_article(Article("x", "Camat Luwuk Rahmat Daha hadir. Rahmat pulang.")).officials]
    assert rules == ["direct.again: camat"]


def test_families_of_rules_are_few():
    text = "Ketua KPU Metro, Wahyu Hakim, Sekda Metro Hermanto dan Darwanto sebagai Camat Luwuk hadir."
    families = {one.rule.split(":")[0] for one in read_article(Article("x", text)).officials}
    assert families == {"comma", "direct.single", "linked.single"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ketua Divisi Sosialisasi, Pendidikan Pemilih, Partisipasi, dan SDM KPU Manado Sahril Winoto hadir.",
            ("Sahril Winoto", "kpu", "71.71"),
        ),
        (
            "Kepala Desa Sukamaju, Kecamatan Ciparay, Kabupaten Bandung, Asep Wirahadi hadir.",
            ("Asep Wirahadi", "village_head", "32.04"),
        ),
        (
            "Kepala Desa Sukamaju Kecamatan Ciparay Kabupaten Bandung Asep Wirahadi hadir.",
            ("Asep Wirahadi", "village_head", "32.04"),
        ),
        (
            "Kepala Dusun Ngasem, Kelurahan Sumberasih, Kecamatan Moyudan, Wahyu Lesmana hadir.",
            ("Wahyu Lesmana", "other", "34.04"),
        ),
        ("Kepala Kelurahan Nefonaek Kota Kupang Yohanes Malafu hadir.", ("Yohanes Malafu", "village_head", "53.71")),
        (
            "Kepala Satuan Lalu Lintas Polres Sleman Ajun Komisaris Mega Tetuka hadir.",
            ("Mega Tetuka", "police", "34.04"),
        ),
        ("Kapolsek Mampang Prapatan Komisaris Sujarwanto hadir.", ("Sujarwanto", "police", None)),
        (
            "Menteri Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi Abdul Iskan Harahap hadir.",
            ("Abdul Iskan Harahap", "minister", "00"),
        ),
        ("Ketua Dewan Pengurus Korpri Kota Batam Zulfan Hidayat hadir.", ("Zulfan Hidayat", "civil_society", "21.71")),
        ("Staf Ahli Bupati Bidang Hukum Kabupaten Lingga Syafri Nasrul hadir.", ("Syafri Nasrul", "other", "21.04")),
    ],
)
def test_offices_of_many_words(text, found):
    officials = read_article(Article("x", text)).officials
    assert [(one.name, one.role, one.region) for one in officials] == [found]


def test_who_serves_a_regent_is_no_regent():
    assert read("Juru Bicara Bupati Lingga Syafri Nasrul hadir.") == [("Syafri Nasrul", "other", None)]
    assert read("Bupati Lingga Syafri Nasrul hadir.") == [("Syafri Nasrul", "regent", None)]


def test_a_division_is_that_of_the_body_named_before():
    text = "Bawaslu Kabupaten Kaimana bersidang.\nKoordinator Divisi Pengawasan, Hamdan Sirait, hadir di KPU."
    assert read(text) == [("Hamdan Sirait", "bawaslu", None)]


def test_a_lawyer_with_a_degree_behind_a_single_name():
    assert read("Warsito SH MH, advokat pelapor, hadir.") == [("Warsito", "other", None)]


def test_who_is_supported_beside_a_member_is_none():
    assert read("Bupati Kudus mendukung anggota DPD dan Danu Wijoseno di Pemilu.") == []
