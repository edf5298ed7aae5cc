import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.topic import may_be_on_topic

ROOT = Path(__file__).parents[3]
PLAIN = "https://kabar.test/read/881"


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Sekda Sukamaju Minta ASN Netral", PLAIN),
        ("Bawaslu Sukamaju Terima Enam Laporan", PLAIN),
        ("Camat Sukamaju Dipanggil Gara-gara Berpose Dua Jari", PLAIN),
        ("Lurah Ikut Kampanye", PLAIN),
        ("PNS Ketahuan Pakai Baju Paslon", PLAIN),
        ("“Netralitas” Itu Harga Mati", PLAIN),
        (None, "https://kabar.test/2024/10/07/asn-sukamaju-ikrar-netral/"),
        (None, "https://kabar.test/read/1/asn_sukamaju_ikut_kampanye.html"),
        ("Ini Daftarnya", "https://kabar.test/tujuh-pegawai-dilaporkan-ke-bawaslu"),
        ("Jelang Derbi, Bupati Minta ASN Netral", PLAIN),
        ("Bukan Tempat Netral: ASN Sukamaju Tidak Netral di Pilkada", PLAIN),
    ],
)
def test_the_subject(title, url):
    assert may_be_on_topic(title, url) is True


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Derbi Sukamaju Dipindah ke Tempat Netral", PLAIN),
        ("Jadwal Liga 1 Pekan Ini", PLAIN),
        ("Skor Akhir 2-1, Gol Menit Akhir Jadi Penentu", PLAIN),
        ("Prakiraan Cuaca Sukamaju Besok", PLAIN),
        ("Gempa M 5,1 Terasa hingga Sukamaju", PLAIN),
        ("Resep Gulai Ikan Patin", PLAIN),
        ("Ramalan Zodiak Hari Ini", PLAIN),
        ("Harga Emas Antam Naik Lagi", PLAIN),
        ("Sinopsis Film Horor Terbaru", PLAIN),
        ("Spesifikasi Ponsel Seharga Dua Juta", PLAIN),
        ("Curanmor Dibekuk Warga", PLAIN),
        ("Netralitas Internet di Ujung Tanduk", PLAIN),
        ("Menuju Netral Karbon", PLAIN),
        (None, "https://kabar.test/2024/10/07/jadwal-sholat-sukamaju-hari-ini/"),
        (None, "https://kabar.test/bola/persib-vs-persija-berebut-puncak-klasemen.html"),
    ],
)
def test_another_subject(title, url):
    assert may_be_on_topic(title, url) is False


@pytest.mark.parametrize(
    ("title", "url"),
    [
        (None, "https://kabar.test/?p=5531"),
        (None, PLAIN),
        ("", "https://kabar.test/berita/1/camat"),
        ("Sayang NIP", PLAIN),
        ("Panen Raya di Sukamaju", PLAIN),
        ("Upacara di Sukamaju, Veteran Terima Bingkisan", PLAIN),
        ("Logistik Pilkada Diangkut Kapal", PLAIN),
        # Another subject, but with persons of this one.
        ("Bupati Buka Turnamen, Persiba Menang", PLAIN),
        ("PNS Tersandung Sabu", "http://["),
        ("Kecelakaan Mobil Dinas di Sukamaju", PLAIN),
        ("Harga Cabai Naik, Pj Wali Kota Turun ke Pasar", PLAIN),
        ("Skor Indeks Pelayanan Pemkab Naik", PLAIN),
        ("Kebakaran Pasar", "https://kabar.test/2024/10/07/kebakaran-pasar-caleg-bagi-bantuan"),
        # Parts of words are no words.
        ("Pengelolaan Golongan", PLAIN),
    ],
)
def test_what_does_not_tell(title, url):
    assert may_be_on_topic(title, url) is None


def corpus():
    """Headline, address and relevance of the articles that rules may be written on."""
    fixtures = ROOT / "tests/fixtures/corpus"
    with (fixtures / "split.csv").open(encoding="utf-8") as file:
        parts = {row["id"]: row["part"] for row in csv.DictReader(file)}
    lines = (fixtures / "annotations.jsonl").read_text("utf-8").splitlines()
    relevance = {row["id"]: row["relevance"] for row in map(json.loads, lines)}
    for line in (ROOT / "demo/articles.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if parts[row["id"]] in ("train", "dev"):
            yield row["title"], row["url"], relevance[row["id"]]


def test_no_article_on_the_subject_is_passed_over():
    lost = [
        url
        for title, url, relevance in corpus()
        for told in (title, None)
        if relevance != "none" and may_be_on_topic(told, url) is False
    ]
    assert lost == []


def test_some_near_misses_are_passed_over():
    found = [may_be_on_topic(title, url) for title, url, relevance in corpus() if relevance == "none"]
    assert found.count(False) / len(found) >= 0.25


@given(st.none() | st.text(), st.text())
def test_never_raises(title, url):
    may_be_on_topic(title, url)


def test_long_titles_end():
    may_be_on_topic("netral karbon " * 500_000, "https://kabar.test/" + "a-" * 500_000)
