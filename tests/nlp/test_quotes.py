"""Direct quotations: marks and their pairs, and what is no one's words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        # each pair of marks
        ("“Kami netral,” kata Rahmat.", ["Kami netral,"]),
        ('"Kami netral," kata Rahmat.', ["Kami netral,"]),
        ("«Kami netral,» kata Rahmat.", ["Kami netral,"]),
        ("„Kami netral,“ kata Rahmat.", ["Kami netral,"]),
        ("''Kami netral,'' kata Rahmat.", ["Kami netral,"]),
        ("’’Kami netral,’’ kata Rahmat.", ["Kami netral,"]),
        ("‘’Kami netral,’’ kata Rahmat.", ["Kami netral,"]),
        ("‘Kami netral,’ kata Rahmat.", ["Kami netral,"]),
        ("'Kami netral,' kata Rahmat.", ["Kami netral,"]),
        # mixed marks, and two that look alike
        ('“Kami netral," kata Rahmat.', ["Kami netral,"]),
        ('"Kami netral,” kata Rahmat.', ["Kami netral,"]),
        ("”Kami netral,” kata Rahmat.", ["Kami netral,"]),
        ("“Kami netral,’ kata Rahmat.\n“Titik,” ujarnya.", ["Kami netral,", "Titik,"]),
        # a tag that is a misprint; a word in marks within a sentence is none
        ("“Di sini memang ada sanksi bagi pegawai” tandanya. (Red)", ["Di sini memang ada sanksi bagi pegawai"]),
        ("Ia menyebut “pegawai” itu temannya. Titik.", []),
        # both marks between two quotations forgotten
        (
            "“Kami sudah mengingatkan semua pegawai, ujarnya.\n\nKita semua di kota ini harus netral,” tandasnya.",
            ["Kami sudah mengingatkan semua pegawai,", "Kita semua di kota ini harus netral,"],
        ),
        # an opening mark closes, set a blank too late before a tag with a name
        (
            "Itu belum boleh. “Kami akan memanggil mereka, “tutur Rahmat.\n\nTitik. “Kami netral, “ujar dia.",
            ["Kami akan memanggil mereka,", "Kami netral,"],
        ),
        # a closing mark that opens, glued to the sentence before
        ("Prosesnya sampai pengadilan.”Berproses hingga tuntas,” tegasnya.", ["Berproses hingga tuntas,"]),
        ("“Kami netral.”Ia pulang. “Kami siap,” katanya.", ["Kami netral.", "Kami siap,"]),
        # a line in marks that ends as no sentence does
        (
            "“Pegawai yang ragu boleh bertanya kepada kami kapan saja, siang maupun malam, di kantor”",
            ["Pegawai yang ragu boleh bertanya kepada kami kapan saja, siang maupun malam, di kantor"],
        ),
        ("“Jaga Netralitas Pegawai Kota”", []),
        # what a picture says is no one's words
        ("Video itu dibubuhi narasi “Menang, menang, menang.”", []),
        # marks that slipped
        ('""Kami netral,"" kata Rahmat.', ["Kami netral,"]),
        ('" Kami netral, " kata Rahmat.', ["Kami netral,"]),
        ("Apel pagi.\n” Kami netral,” kata Rahmat.", ["Kami netral,"]),
        ("Rahmat mengatakan,“ Kami semua netral.”", ["Kami semua netral."]),
        ('"Kami netral", kata Rahmat.', ["Kami netral"]),
        ('"Kami netral,"kata Rahmat."Titik," ujarnya.', ["Kami netral,", "Titik,"]),
        ('"Kami netral, "katanya. "Semua harus begitu," ujarnya.', ["Kami netral,", "Semua harus begitu,"]),
        # a tag in the middle makes two
        ('"Kami netral," kata Rahmat, "tidak boleh memihak."', ["Kami netral,", "tidak boleh memihak."]),
        ('"Kami netral," kata Rahmat. "Semua harus ikut."', ["Kami netral,", "Semua harus ikut."]),
        # nested marks stay inside
        ("“Dia bilang ‘pilih nomor dua’ di pasar,” kata Rahmat.", ["Dia bilang ‘pilih nomor dua’ di pasar,"]),
        ('"Dia bilang "pilih nomor dua" di pasar," kata Rahmat.', ['Dia bilang "pilih nomor dua" di pasar,']),
        ("“Dia bilang “pilih nomor dua” di pasar,” kata Rahmat.", ["Dia bilang “pilih nomor dua” di pasar,"]),
        ("\"Hari Jum'at, Qur'an, dan Ma'ruf,\" kata Rahmat.", ["Hari Jum'at, Qur'an, dan Ma'ruf,"]),
        # no closing mark: cut at the tag, else at the end of the paragraph
        ('"Kami netral, tidak memihak, kata Rahmat.\nIa pulang.', ["Kami netral, tidak memihak,"]),
        ('"Kami netral dan tidak memihak, tandasnya.\n"Titik," ujarnya.', ["Kami netral dan tidak memihak,", "Titik,"]),
        (
            "“Semua pegawai kami minta netral tanpa kecuali.\n\n“Yang melanggar kami tindak,” kata Rahmat.",
            ["Semua pegawai kami minta netral tanpa kecuali.", "Yang melanggar kami tindak,"],
        ),
        # a tag at the end of the line, its closing mark forgotten; a later stray one closes nothing
        (
            "“Semua pegawai kami minta netral, ujarnya.\n\nApel bubar.\n\nKami pulang ke kantor setelah itu.”",
            ["Semua pegawai kami minta netral,"],
        ),
        # no opening mark: from the head of the line, where a tag follows
        (
            'Rahmat hadir.\nKami sudah kirim semua berkas itu kemarin," kata dia.',
            ["Kami sudah kirim semua berkas itu kemarin,"],
        ),
        # hard line breaks inside
        ('"Semua pegawai\nkami minta netral," kata Rahmat.', ["Semua pegawai\nkami minta netral,"]),
        # told before, and standing alone
        ("Rahmat mengatakan, “Semua pegawai harus netral.”", ["Semua pegawai harus netral."]),
        ("Rahmat mengatakan “pegawai kami harus netral sampai selesai”.", ["pegawai kami harus netral sampai selesai"]),
        ('Rahmat: "Pegawai kami harus netral."', ["Pegawai kami harus netral."]),
        ("Ia tertawa. “Yang ketahuan kami pindahkan.”", ["Yang ketahuan kami pindahkan."]),
        ('"Siap," jawab Rahmat.', ["Siap,"]),
        ('"Masa dilarang?" kilahnya.', ["Masa dilarang?"]),
    ],
)
def test_quotes_are_found(text, quotes):
    assert [quote.text for quote in find_quotes(text)] == quotes


@pytest.mark.parametrize(
    "text",
    [
        'Bawaslu membuka layanan "Lapor Netral" lewat WhatsApp.',
        'Stiker "Dilarang untuk Kampanye" ditempel di kaca mobil.',
        'Apel bertema "ASN Netral, Pilkada Damai." digelar Senin.',
        "Spanduk bertuliskan “Netral itu Keren!” dipasang di kantor camat.",
        "Kata “netral” sering disalahpahami.",
        "Menurut dia, istilah “cawe-cawe” sudah usang.",
        'Akun Facebook "Sahabat Rahmat Bersatu" dilaporkan.',
        "Pria yang dijuluki “Si Raja Baliho” itu menolak bicara.",
        'Pasal 2 berbunyi: "Setiap pegawai wajib bersikap netral."',
        'Naskah ikrar yang dibacakan berbunyi, "Kami pegawai negeri berikrar menjaga netralitas."',
        '"Kami berikrar menjaga netralitas," demikian bunyi ikrar itu.',
        "Semua berkas itu sudah kami kirim kemarin,” dan apel pun bubar.",
        'Ukuran layar 5" dan 7" sama saja.',
        "Pilkada '24 dan '25 berbeda, hari Jum'at juga.",
        "Langkah itu ia sebut “terlambat”.",
        "Bagaimana sikap pegawai? Mereka harus netral, tidak boleh memihak.",
        "",
        '"',
        '""',
        "“”",
    ],
)
def test_terms_names_and_texts_are_no_quotes(text):
    assert find_quotes(text) == []


def test_residue_is_not_read():
    text = 'BACA JUGA: "Kami kalah," kata pelatih.\n"Kami netral," kata Rahmat.'
    quotes = find_quotes(text, [(0, text.index("\n"))])
    assert [quote.text for quote in quotes] == ["Kami netral,"]


def test_quote_ends_where_residue_begins():
    text = '"Kami netral dan tidak memihak siapa pun juga IKLAN lalu kami pulang," kata Rahmat.'
    start = text.index("IKLAN")
    assert all(quote.end <= start or quote.start >= start + 5 for quote in find_quotes(text, [(start, start + 5)]))


PIECES = st.sampled_from(
    [
        *"\"“”„«»'‘’,.:?! \n",
        "kata ",
        "ujarnya",
        "Kami netral",
        " Rahmat ",
        "''",
        "ia berkata, ",
        "Jum'at",
        "é\u2028",
        "(x)",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_quotes_point_into_the_text(text):
    quotes = find_quotes(text)
    assert all(text[quote.start : quote.end] == quote.text and quote.text.strip() == quote.text for quote in quotes)
    assert all(quote.text and quote.speaker is None for quote in quotes)
    assert all(one.end <= other.start for one, other in pairwise(quotes))


@given(st.lists(PIECES, max_size=40).map("".join), st.lists(st.integers(0, 80), max_size=6))
def test_no_quote_touches_residue(text, cuts):
    points = sorted({min(cut, len(text)) for cut in cuts})
    residue = list(zip(points[::2], points[1::2], strict=False))
    quotes = find_quotes(text, residue)
    assert all(quote.end <= start or end <= quote.start for quote in quotes for start, end in residue)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        '"a ' * 100_000,
        "“a “b” " * 30_000,
        "'a " * 100_000,
        "“Kami netral, kata\n" * 30_000,
        '"' + "a, kata " * 100_000,
        "«" + " " * 1_000_000 + "»",
    ],
)
def test_hostile_texts_are_read_to_their_end(text):
    """How long it takes is measured by `make bench` ("Texts made to be slow")."""
    text += ' "Kami semua tetap netral," ujarnya.'
    quotes = find_quotes(text)
    assert all(0 <= quote.start < quote.end <= len(text) for quote in quotes)
    assert all(before.end <= after.start for before, after in pairwise(quotes))
    assert any("Kami semua" in text[quote.start : quote.end] for quote in quotes)
