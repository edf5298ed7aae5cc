from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.lexicons import load_lexicon
from crawler.residue import find_residue

PROSE = (
    "Sekretaris Daerah Kota Sukamaju Rahmat Hidayat meminta seluruh pegawai menjaga netralitas selama masa kampanye.",
    "“Jangan ikut menyukai unggahan calon,” kata Rahmat seusai memimpin apel di halaman balai kota, Senin pagi.",
    "Ia menambahkan, surat edaran sudah dikirim ke semua kecamatan dan akan dipantau inspektorat setiap pekan.",
)


def residue(text):
    return [text[start:end] for start, end in find_residue(text)]


def page(*middle):
    """A page with the lines between the first and the second paragraph."""
    return "\n\n".join([PROSE[0], *middle, *PROSE[1:]])


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga: Harga Cabai Naik Lagi",
        "Baca juga : harga cabai naik lagi di pasar induk",
        "Baca Juga\xa0 Harga Cabai Naik Lagi",
        "BACA JUGA:Harga Cabai Naik Lagi",
        "Baca Juga Harga Cabai Naik Lagi",
        "BACA: Harga Cabai Naik Lagi",
        "» Baca juga: Harga Cabai Naik Lagi!",
        "**Baca Juga:** Harga Cabai Naik Lagi",
        "Lihat juga : Tim Sukamaju Menang Tipis",
        "Simak juga: Jadwal Debat Calon",
        "Berita Terkait: Pegawai Diminta Netral",
        "Sebarkan artikel ini",
        "Bagikan ini: Facebook Twitter WhatsApp",
        "Share on FacebookShare on TwitterShare on WhatsApp",
        "IKLAN",
        "-- Advertisement --",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Lanjutkan membaca setelah iklan",
        "Ikuti kami di Google News",
        "Ikuti berita terkini di saluran WhatsApp Kabar Sukamaju",
        "[Gambas:Video]",
        "Laman: 1 2 3 Tampilkan Semua",
        "Editor: Nur Aini",
        "Penulis : Budi S | Editor : Nur Aini",
        "Reporter/Editor: Budi S",
        "Pewarta: Budi Santoso",
        "Tags: Pilkada, ASN, camat",
        "#ASN #Pilkada2024",
        "Copyright © Kabar Sukamaju 2024",
        "COPYRIGHT © 2024",
        "© 2024 Kabar Sukamaju",
        "Post Views: 214",
        "Isi komentar sepenuhnya tanggung jawab pengguna.",
        "%d blogger menyukai ini:",
        "Dibaca 1.204 kali",
        "[baca-juga id=12]",
        "Bacaan Lainnya: Harga Cabai Naik Lagi",
        "Iklan - Geser ke atas untuk melanjutkan.",
        "Tidak ada hasil",
        "https://kabar.test/2024/harga-cabai",
        "URL: https://kabar.test/2024/harga-cabai",
        "×",
    ],
)
def test_line_is_residue(line):
    assert residue(page(line)) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Warga diminta membaca juga aturan itu",
        "Baca juga aturan itu baik-baik sebelum mendaftar.",
        "Baca Juga Peraturan Bupati itu sebelum mendaftar.",
        "Baca satu-satu, pesan bupati kepada para camat.",
        "“Baca juga: aturannya jelas,” kata Rahmat.",
        "Komentar Bupati itu menuai kecaman warga",
        "Bagikan ini kepada tetangga, pesan lurah.",
        "Iklan itu dicopot Satpol PP.",
        "Lihat saja nanti, ujar Rahmat.",
        "Editor video itu seorang pegawai honorer.",
        "Oleh karena itu: pegawai wajib netral.",
        "Laporan: 12 kasus",
        "Laporan/temuan dugaan pelanggaran netralitas",
        "Wartawan: Bagaimana dengan sanksinya?",
        "Sumber dana berasal dari APBD",
        "Kabupaten Sukamaju Proses Dua Pegawai",
        "Tag nama calon di Facebook pun dilarang",
        "1. Memasang spanduk calon;",
        "Foto: Bupati meneken pakta integritas.",
        "Wali Kota Sukamaju menyalami pegawai",
        "Tinggalkan jabatan bila ingin maju, kata bupati.",
        "Redaksi surat itu berbeda.",
        "Cek dulu sebelum membagikan, kata Kepala BKPSDM.",
        "Masuk akal bila pegawai bingung",
        "Hak cipta lagu itu dipegang pemkab.",
        '"',
    ],
)
def test_line_is_kept(line):
    assert residue(page(line)) == []


@pytest.mark.parametrize(
    ("end", "credit"),
    [
        ("ujarnya. (*)", "(*)"),
        ("ujarnya. (Adv)", "(Adv)"),
        ("ujarnya.(Fit)", "(Fit)"),
        ("ujarnya. [tm/r2]", "[tm/r2]"),
        ("ujarnya. ( ds )", "( ds )"),
        ("ujarnya (red)", "(red)"),
        ("ujarnya. (Advertorial Bagian Humas Setda)", "(Advertorial Bagian Humas Setda)"),
        ("ujarnya. Editor: Nur Aini", "Editor: Nur Aini"),
        ("ujarnya.” (MC Sukamaju/ry)", "(MC Sukamaju/ry)"),
    ],
)
def test_credit_at_the_end_of_a_paragraph(end, credit):
    text = f"{PROSE[0]} Itu aturan, {end}"
    assert residue(text) == [credit]


@pytest.mark.parametrize(
    "end",
    [
        "kata Kepala BKPSDM (kanan)",
        "tanggapan Badan Kepegawaian Negara (BKN)",
        "“Kami netral.” (Bupati Sukamaju)",
        "Rapat digelar kemarin. (7/10/2024)",
        "Larangannya tegas. (Pasal 5)",
        "seusai rapat (Senin)",
        "melanggar Pasal 5 ayat (3)",
    ],
)
def test_brackets_that_tell_something_are_kept(end):
    assert residue(f"{PROSE[0]} {end}") == []


def test_link_in_brackets_inside_a_paragraph():
    assert residue("Rapat dibuka sekda. (Baca juga: Harga Cabai Naik) Peserta datang dari 12 kecamatan.") == [
        "(Baca juga: Harga Cabai Naik)"
    ]


def test_page_without_residue():
    assert residue("\n".join(PROSE)) == []


def test_what_stands_above_the_article():
    head = ["Beranda » Kabar Daerah", "ADVERTORIAL", "Redaksi by Redaksi", "in Politik, Daerah", "0", "SHARES", "37"]
    title = "Sekda Sukamaju Ingatkan Pegawai"
    text = "\n".join([head[0], title, *head[1:], "", *PROSE])
    assert residue(text) == [head[0], "\n".join(head[1:])]


def test_time_stamp_above_the_article_is_residue_and_a_date_in_a_list_is_not():
    assert residue("\n".join(["Senin, 7 Oktober 2024 | 14:20 WIB", *PROSE])) == ["Senin, 7 Oktober 2024 | 14:20 WIB"]
    assert residue(page("Jadwal kampanye:", "25 September 2024", "23 November 2024")) == []


def test_sections_are_kept_below_the_article_began():
    assert residue(page("Politik", "120")) == []


def test_second_printing_of_title_and_caption():
    caption = "Rahmat Hidayat memimpin apel pagi. (foto: dok)"
    title = "Sekda Ingatkan Pegawai Soal Netralitas"
    text = "\n".join([title, "1", title, caption, caption, PROSE[0]])
    assert residue(text) == [f"1\n{title}", caption]
    assert find_residue(text)[-1][0] == text.rindex(caption)


def test_a_paragraph_printed_again_far_below():
    others = [
        f"Kepala dinas nomor {number} menyatakan hal yang sama kepada wartawan di balai kota." for number in range(9)
    ]
    assert residue("\n".join([PROSE[0], *others, PROSE[0]])) == [PROSE[0]]


def test_list_of_headlines_ends_where_prose_goes_on():
    block = ["Baca Juga", "Harga Cabai Naik, Petani Senang", "• Pencuri Motor Dibekuk Saat Tidur"]
    assert residue(page(*block)) == ["\n\n".join(block)]


def test_end_of_a_page():
    tail = [
        "Berita Lainnya",
        "Tiga Camat Dipanggil Bawaslu",
        "Tiga camat dimintai keterangan terkait dugaan hadir di kampanye salah satu calon, akhir pekan ...",
        "2 hari lalu",
        "Tinggalkan Balasan",
        "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
        "Setuju pak, semoga semua pegawai betul-betul menjaga sikap sampai hari pencoblosan nanti.",
        "Kabar Sukamaju, Aktual dan Terpercaya",
    ]
    article = [PROSE[0] * 3, *PROSE]
    assert residue("\n".join([*article, *tail])) == ["\n".join(tail)]


def test_article_below_a_comment_form_is_kept():
    text = "\n".join(["Komentar", "Tinggalkan Balasan", *PROSE])
    assert residue(text) == ["Komentar\nTinggalkan Balasan"]
    assert residue("\n".join([PROSE[0], "Tinggalkan Balasan", "Nama *", *PROSE[1:]])) == ["Tinggalkan Balasan\nNama *"]


@given(
    st.text(max_size=400) | st.lists(st.sampled_from([*PROSE, "Baca Juga", "IKLAN", "1", "\r", "\x85"])).map("\n".join)
)
def test_spans_are_sorted_and_hold_no_white_space_around(text):
    found = find_residue(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)


@given(st.lists(st.sampled_from(load_lexicon("residue")["lines"]).map(str.title), max_size=6), st.integers(0, 3))
def test_prose_survives_among_residue(lines, at):
    text = "\n".join([*PROSE[:at], *lines, *PROSE[at:]])
    marked = {offset for start, end in find_residue(text) for offset in range(start, end)}
    assert all(marked.isdisjoint(range(text.index(line), text.index(line) + len(line))) for line in PROSE)


@pytest.mark.parametrize(
    "piece",
    [
        "Baca Juga: ",
        "(Baca juga: ",
        "[",
        "IKLAN\n",
        "\xa0",
        "*",
        "Baca Juga\nAda\n",
        "a. (",
        "Editor: ",
        "Tinggalkan Balasan\n",
        "by by ",
    ],
)
def test_half_a_million_characters_of_one_piece_end(piece):
    """A step that grows faster than the text would not come to an end here; `make bench` measures."""
    text = piece * (500_000 // len(piece))
    assert all(0 <= start < end <= len(text) for start, end in find_residue(text))
