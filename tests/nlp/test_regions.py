import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.reading import start_reading
from nlp.regions import best_evidence, find_places, mark_places, place_after, places_between, region_after


def codes(text, **context):
    return [value.value for value in best_evidence(find_places(text, **context))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ketua Bawaslu Kota Metro", ["18.72"]),
        ("Pemko Padang dan Pemprov Sumbar", ["13.71", "13"]),
        ("Kabupaten Solok dan Kota Solok", ["13.02", "13.72"]),
        ("Kota dan Kabupaten Bogor", ["32.01", "32.71"]),
        ("Gubernur Bengkulu", ["17"]),
        ("Bawaslu Provinsi Lampung tengah menelusuri kabar itu", ["18"]),
        ("Pemkab Lampung tengah dan Pemkab Lampung Tengah bertemu", ["18.02"]),
        ("Ternate (Antaranews Maluku) - Bawaslu Kota Ternate", ["82.71"]),
        ("Bawaslu Jambi", ["15"]),
        ("Wali Kota Gorontalo", ["75.71"]),
        ("KPU Jakarta Pusat di Jakarta", ["31.71", "31"]),
        ("ASN di Semarang", ["33.74"]),
        ("Pemkab Semarang menegur ASN Semarang", ["33.22"]),
        ("warga Banjarmasin", ["63.71"]),  # the capital does not name its province
        ("Kab. Bandung Barat", ["32.17"]),
        ("Kep. Riau dan Kepulauan Anambas", ["21", "21.05"]),
        ("Kulonprogo, Gunung Kidul dan Padang Sidempuan", ["34.01", "34.03", "12.77"]),
        ("Pemkab Kukar", ["64.02"]),
        ("se-Sumsel", ["16"]),
        ("Kabupaten Raja Ampat", ["96.03"]),
        ("Universitas Negeri Manado", ["71.71"]),
        ("di kabupaten lebak", ["36.02"]),
        ("Pemerintah Kota (Pemkot) Bima", ["52.72"]),
        ("Dinas Tenaga Kerja Papua Andi, pertumbuhan Papua", ["91"]),
        ("Perbup Bogor dan Perwali Bogor", ["32.01", "32.71"]),
        ("Padang/Bukittinggi.Kegiatan di Depok.Lalu", ["13.71", "13.75", "32.76"]),
        ("Kalteng, Sulteng, dan Pati", ["62", "72", "33.18"]),
        ("di Bone Bolango, Gorontalo, Senin", ["75.03", "75"]),
        ("Kabupaten Boalemo, Gorontalo dan Pohuwato", ["75.02", "75.01", "75.04"]),
        ("Pinrang 17, lutim delapan, lalu sumsel", ["73.15", "73.24", "16"]),  # printed small
        ("KABARLAUT.EXAMPLE, Ternate – Apel", ["82.71"]),
        ("Pemkab Tala, Bawaslu Mamteng dan Pemprov Papsel", ["63.01", "95.05", "93"]),
        ("Kabupaten Yapen Waropen", ["91.05"]),  # its former name
        ("Kabupaten Buton Selatan dan Provinsi Papua Barat Daya", ["74.15", "96"]),
        ("KPU Kota Solok, Kabupaten Solok Selatan", ["13.72", "13.11"]),
    ],
)
def test_areas(text, found):
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "kata Arya Bima Saputra",
        "ujar Bima",
        "H. Lingga mengatakan",
        "Jalan Surabaya",
        "Danau Toba",
        "bahasa Banjar",
        "Radar Solok",
        "Metro TV dan METRO.ID",
        "https://contoh.id/pekanbaru-hari-ini",
        "@pemkot #Padang di www.contoh.id/kota-metro-hari-ini",
        "medan terjal, malang benar, di puncak",
        "Aparatur Sipil Negara",
        "Batu itu besar. Mitra kerja.",
        "hulu sungai",
        "lima puluh orang",
        "Desa Lebak",
        "mulai dari Batang Kuranji",
        "Kepala Badan (BKN) Bima Sakti Utama",
        "Polda Metro Jaya",
        "Andi Luwu Mappa dan Zainal Pagaralam",
        "di Pulau Sumbawa",
        "Gereja Roh Kudus",
        "Karo Penmas Divisi Humas",
        "wilayah Solo Raya dan Luwu Raya",
        "kata Jon Samosir",
        "Anggota KPU Maria Samosir menjelaskan",
        "Kapolres AKBP Rudi Karo",
        "Monumen Bandung",
        "pelatih PS Wawonii dan Kendari United",
    ],
)
def test_no_places(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "context", "found"),
    [
        ("BKD Solok", {"home": "13.02"}, ["13.02"]),
        ("ASN Banjar", {"home": "63"}, ["63.03"]),
        ("ASN Banjar, Jawa Barat", {}, ["32.79", "32"]),
        ("warga Martapura", {"home": "16"}, ["16.08"]),
        ("warga Martapura", {"home": "63.03"}, ["63.03"]),
        ("warga Martapura", {}, []),
        ("NEGARA – Apel", {"home": "51"}, ["51.01"]),
        ("NEGARA – Apel", {"home": "14"}, []),
        ("ASN di OKI", {"home": "16"}, ["16.02"]),
        ("ASN di OKI", {"home": "14"}, []),
        ("rapat Tegal", {"title": "Bupati Tegal Pimpin Apel"}, ["33.28"]),
        ("Sumatera Ekspres dan Palembang", {"outlet": "Kabar Palembang"}, ["16.71"]),
        ("(Kabar Palembang)", {"outlet": "Kabar Palembang"}, []),
    ],
)
def test_context_decides(text, context, found):
    assert codes(text, **context) == found


@pytest.mark.parametrize(
    ("text", "context", "found"),
    [
        ("Camat Tenayan Raya di Kota Pekanbaru", {}, ["14.71"]),
        ("Camat Tenayan Raya", {"home": "14"}, ["14.71"]),
        ("Kecamatan Kokap", {}, ["34.01"]),  # the only one of that name
        ("Kecamatan Sukajadi", {}, []),  # there are several
        ("Camat Indra Jaya", {}, []),  # may be a person
        ("Kecamatan Sukajadi, Kota Bandung", {}, ["32.73"]),
        ("Kecamatan Sukajadi, Pekanbaru", {}, ["14.71"]),
    ],
)
def test_districts_are_read_by_the_article(text, context, found):
    assert codes(text, **context) == found


def test_a_place_says_how_it_is_named():
    text = "Kecamatan Kokap dan Bawaslu Kota Metro, Lampung, dekat Kalianda"
    places = find_places(text)
    assert [(place.code, place.kind, place.text, place.head) for place in places] == [
        ("34.01", "district", "Kecamatan Kokap", "kecamatan"),
        ("18.72", "city", "Kota Metro", "kota"),
        ("18", "province", "Lampung", ""),
        ("18.01", "town", "Kalianda", ""),
    ]
    assert places[0].district == "34.01.08"


def read(text, **article):
    doc = spacy.blank("id").make_doc(text)
    return mark_places(start_reading(doc, Article("a", text, **article)))


def test_component_and_helpers():
    text = "Kepala Badan Kepegawaian (BKD) Kota Bima Siti menemui warga Dompu."
    doc = read(text, outlet_region="52")
    assert [value.value for value in doc._.regions] == ["52.72", "52.05"]
    assert region_after(doc, text.index(" (BKD)")) == "52.72"
    assert region_after(doc, text.index(" Siti")) is None
    assert place_after(doc, len(text)) is None
    assert [place.code for place in places_between(doc, text.index("Siti"), len(text))] == ["52.05"]


def test_residue_and_document_numbers_are_not_read():
    doc = spacy.blank("id").make_doc("Baca juga: Padang\nSurat 800/PADANG/2024")
    doc = start_reading(doc, Article("a", doc.text))
    doc._.residue = [(0, 17)]
    doc._.documents = [best_evidence(find_places("Kota Padang"))[0].__class__("x", 24, 39)]
    assert mark_places(doc)._.places == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Kota Metro", ["region.level: kota"]),
        ("Bawaslu Sumbar", ["region.body: bawaslu"]),
        ("warga Sambas", ["region.name: sambas"]),
        ("dekat Kalianda", ["region.town: kalianda"]),
        ("Kecamatan Kokap", ["region.district: kecamatan kokap"]),
        ("ASN Kudus di Kudus", ["region.body.again: asn"]),
    ],
)
def test_a_region_tells_its_rule(text, rules):
    assert [value.rule for value in best_evidence(find_places(text))] == rules


@given(st.text(alphabet="KotaBim SlkRu.,-/\nCam", max_size=160))
def test_any_text_is_read(text):
    for place in find_places(text, home="13"):
        assert text[place.start : place.end] == place.text
