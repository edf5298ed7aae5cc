"""Officials of short texts, read by the components that the real pipeline runs before them; persons are invented."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Article
from nlp import documents, legal, officials, regions, sentences  # noqa: F401
from nlp.reading import start_reading

BEFORE = ("residue", "sentences", "legal", "documents", "places", "officials")


@pytest.fixture(scope="module")
def pipeline():
    nlp = spacy.blank("id")
    for name in BEFORE:
        nlp.add_pipe(name)
    nlp.max_length = 10_000_000
    return nlp


@pytest.fixture(scope="module")
def read(pipeline):
    def read_officials(text, **fields):
        article = Article("x", text, **fields)
        return list(pipeline(start_reading(pipeline.make_doc(text), article))._.officials)

    return read_officials


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kepala BKPSDM Kota Metro, Sulhan Wardaya, SH, hadir.", ("Sulhan Wardaya", "agency_head", None, "18.72")),
        (
            "Plt Sekda Kabupaten Solok Drs. H. Yasril Amran M.Si hadir.",
            ("Yasril Amran", "regional_secretary", "plt", "13.02"),
        ),
        ("Penjabat Sementara (Pjs) Bupati Sambas Uray Hasbi hadir.", ("Uray Hasbi", "regent", "pjs", "61.01")),
        ("Penjabat (Pj) Wali Kota Sorong, Yance Sagrim, hadir.", ("Yance Sagrim", "mayor", "pj", "96.71")),
        ("mantan Bupati Tebo Syarkawi Mursid hadir.", ("Syarkawi Mursid", "regent", "former", "15.09")),
        (
            "Koordinator Divisi Penanganan Pelanggaran, Data dan Informasi Bawaslu Kotim Rasyid Anwari hadir.",
            ("Rasyid Anwari", "bawaslu", None, "62.02"),
        ),
        ("Anggota Komisi I DPRD Kota Batam Lince Marpaung hadir.", ("Lince Marpaung", "legislator", None, "21.71")),
        (
            "Kepala Dinas Pemuda, Olahraga dan Pariwisata Kota Balikpapan, Ruslan Efendi, hadir.",
            ("Ruslan Efendi", "department_head", None, "64.71"),
        ),
        ("Kasat Reskrim Polres Polman AKP Saddam Basri hadir.", ("Saddam Basri", "police", None, "76.04")),
        ("Kabid Humas Polda Sulteng Komisaris Besar Dedi Sutisna hadir.", ("Dedi Sutisna", "police", None, "72")),
        (
            "Kepala Biro Humas Kementerian PANRB, Teguh Wirawan, hadir.",
            ("Teguh Wirawan", "ministry_official", None, "00"),
        ),
        ("Anggota Bawaslu RI Ratih Kusumadewi hadir.", ("Ratih Kusumadewi", "bawaslu", None, "00")),
        ("Asisten Komisioner KASN Bidang Pengawasan, Dyah Larasati, hadir.", ("Dyah Larasati", "kasn", None, "00")),
        (
            "Camat Kubu, I Gede Mahardika, di Kabupaten Karangasem hadir.",
            ("I Gede Mahardika", "district_head", None, "51.07"),
        ),
        (
            "Hal itu ditegaskan Yulmi Zahara, S.Sos, M.Si, Kepala Badan Kepegawaian Daerah (BKD) Kota Solok.",
            ("Yulmi Zahara", "agency_head", None, "13.72"),
        ),
        (
            "Rapat dipimpin Harto Wibisono selaku Sekda Kulon Progo.",
            ("Harto Wibisono", "regional_secretary", None, "34.01"),
        ),
        (
            "Penasihat hukum terdakwa, Fahri Lumbantobing, di Ternate keberatan.",
            ("Fahri Lumbantobing", "other", None, None),
        ),
        ("Kadisdik Bone Andi Nurlaila Baso hadir.", ("Andi Nurlaila Baso", "department_head", None, "73.08")),
        (
            "Kepala Puskesmas Tapango, Hasmiah S.KM., M.Kes, di Polman hadir.",
            ("Hasmiah", "division_head", None, "76.04"),
        ),
        ("Sekretaris Badan Pemenangan, I Made Juwana, hadir.", ("I Made Juwana", "party", None, None)),
    ],
)
def test_who_and_in_what_office(read, text, found):
    assert [(o.name, o.role, o.acting, o.region) for o in read(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Pj Wali Kota Padang mengingatkan ASN agar netral.",
        "Upacara di halaman Kantor Bupati, Bukit Harapan, Kamis (5/11/2020).",
        "Camat berinisial HN dipanggil Bawaslu Lebak.",
        "ASN Awas Jari Saat Bermedsos",
        "Guru di Belang dan staf Kecamatan Tombatu diperiksa.",
        "Sekda dan Kepala Dinas Sosial hadir, Senin (3/2/2020).",
        "- Bupati Solok\n- Wali Kota Mataram\n- Wali Kota Surabaya",
        "Ketua Gugus Tugas Percepatan Penanganan Covid-19 hadir.",
        "Tersangka mantan Camat Tuah Madani ini diam.",
        "Sekda Kota Padang Ingatkan ASN Jaga Netralitas Jelang Pemilihan",
        "Editor: Sekda Rahmat Hidayat",
        "",
        "()",
    ],
)
def test_nobody_is_named(read, text):
    assert read(text) == []


def test_one_person_under_all_forms(read):
    text = (
        "Camat Tenayan Raya Abdul Barrani S.IP di Pekanbaru hadir.\n"
        "Abd Barrani menjelaskan, lalu Barrani pulang. Barani pun diam.\n"
        "“Netral,” kata Pak Dul, sapaan akrab Barrani. Gedung Barrani Center sepi."
    )
    (official,) = read(text)
    mentions = [mention.text for mention in official.mentions]
    assert mentions == ["Abdul Barrani", "Abd Barrani", "Barrani", "Barani", "Dul", "Barrani"]
    assert all(text[m.start : m.end] == m.text for m in official.mentions)
    assert text[official.start : official.end] == "Camat Tenayan Raya Abdul Barrani"


def test_namesakes_stay_two(read):
    text = (
        "Pj Wali Kota Sorong Bernhard Kambuaya dan Ketua Bawaslu Kabupaten Sorong Yohanis Kambuaya hadir. "
        "Bernhard berkata, lalu Yohanis. "
    )
    assert [[m.text for m in o.mentions] for o in read(text)] == [
        ["Bernhard Kambuaya", "Bernhard"],
        ["Yohanis Kambuaya", "Yohanis"],
    ]


def test_series_and_pairs(read):
    text = (
        "Komisioner Bawaslu Buru Selatan yakni Umar Alkatir, Husein Punea dan Robo Souwakal hadir. "
        "Paslon Safitri Malika-Gerson Eliasar absen."
    )
    assert [(o.name, o.role) for o in read(text)] == [
        ("Umar Alkatir", "bawaslu"),
        ("Husein Punea", "bawaslu"),
        ("Robo Souwakal", "bawaslu"),
        ("Safitri Malika", "candidate"),
        ("Gerson Eliasar", "candidate"),
    ]


def test_who_held_the_office_before_is_former(read):
    text = "Indra Gunarsa dilantik sebagai Pj Bupati Barito Utara. Ia menggantikan Salahudin Mahari yang pensiun."
    assert [(o.name, o.role, o.acting) for o in read(text)] == [
        ("Indra Gunarsa", "regent", "pj"),
        ("Salahudin Mahari", "regent", "former"),
    ]


def test_an_office_without_area_takes_the_article_s(read):
    text = "Bawaslu Kota Metro rapat. Ketua Bawaslu Ridho Pamungkas dan Sekda Anton Wijaya hadir di Kota Metro."
    assert [o.region for o in read(text)] == ["18.72", "18.72"]


WORDS = st.sampled_from(
    [
        *[
            "Bupati",
            "Camat",
            "Ketua",
            "Bawaslu",
            "Kota",
            "Padang",
            "Wakil",
            "Plt",
            "Pj",
            "H.",
            "S.Sos",
            "M.Si",
            "Ahmad",
            "Siti",
            "dan",
            "di",
            "sebagai",
            "yakni",
            "JAYA",
            "ASN",
        ],
        *[
            "menggantikan",
            "disapa",
            "I",
            "II",
            "Lurah",
            "guru",
            "Kepala",
            "Dinas",
            "Sosial",
            "Selatan",
            "kata",
            "ujar",
            "menjelaskan",
            "KPU",
        ],
        *[".", ",", "(", ")", "-", "\n", '"', "“", "”", "12"],
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_any_text_gives_mentions_that_stand_where_they_say(read, parts):
    text = " ".join(parts)
    for official in read(text):
        assert official.mentions
        assert 0 <= official.start < official.end <= len(text)
        assert all(text[m.start : m.end] == m.text for m in official.mentions)
        spans = [(m.start, m.end) for m in official.mentions]
        assert spans == sorted(set(spans))
