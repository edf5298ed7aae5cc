"""Articles whose lines end within sentences; persons and sentences are invented."""

import pytest

from crawler.items import Article
from nlp.pipeline import read_article
from nlp.wrapped_lines import join_lines

WRAPPED = """Enam Pegawai Dipanggil Pengawas Pemilu di Kota Metro
METRO, Warta--Kehadiran enam pegawai dalam sidang yang digelar
pengawas itu berbuntut panjang.
Keenamnya: Kepala Dinas Sosial Wahyu Daniswara, Camat Metro Pusat
Galih Wirajaya, dan Camat Metro Barat Yudha Permana.
"Kami melihat mereka hadir di persidangan. Kalau sudah hadir tentu
ada unsur merugikan atau menguntungkan salah satu calon dalam Pilkada
2020," kata Ketua Bawaslu Kota Metro Lukito Wibawa kepada sejumlah
wartawan, Rabu (20/1/2021).
"""


def test_offsets_hold_and_words_stay():
    joined = join_lines(WRAPPED)
    assert len(joined) == len(WRAPPED)
    assert joined.split() == WRAPPED.split()
    assert "yang digelar pengawas itu" in joined
    assert "Metro Pusat Galih" in joined


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Satu baris saja tanpa akhir",
        # paragraphs, a list, a list in small letters
        "ASN Netral\nBupati meminta ASN netral dalam Pilkada 2024.\n\nIa menegaskan itu lagi.\n",
        "Larangannya ialah sebagai berikut ini semua:\na. memasang baliho calon\nb. ikut kampanye calon\nc. menyukai\n",
        # one line that goes on by mistake
        "Kegiatan itu dihadiri oleh semua pegawai di lingkungan\npemerintah kota. Semua hadir.\nIa pulang.\n",
    ],
)
def test_other_lines_stay_as_they_are(text):
    assert join_lines(text) is text


def test_headlines_and_links_are_not_joined():
    joined = join_lines(WRAPPED + "Baca juga: Bawaslu Kota Metro Panggil Sejumlah Camat dan Lurah\nAnggota hadir.\n")
    assert "Kota Metro\nMETRO" in joined
    assert "Lurah\nAnggota" in joined


def test_persons_and_quotes_across_lines():
    annotation = read_article(Article("x", WRAPPED, published="2021-01-20"))
    assert [(one.name, one.role) for one in annotation.officials] == [
        ("Wahyu Daniswara", "department_head"),
        ("Galih Wirajaya", "district_head"),
        ("Yudha Permana", "district_head"),
        ("Lukito Wibawa", "bawaslu"),
    ]
    assert [quote.speaker for quote in annotation.quotes] == ["Lukito Wibawa"]
    printed = [*annotation.quotes, *annotation.dates, *(m for one in annotation.officials for m in one.mentions)]
    assert all(item.text == WRAPPED[item.start : item.end] for item in printed)
    assert annotation.version == Article("x", WRAPPED).version
