import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.timestamps import Stamp, parse_stamp


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Senin, 7 Oktober 2024 | 14:20 WIB", "2024-10-07T14:20:00+07:00"),
        ("RABU, 18 SEPTEMBER 2024 | 10:58 WITA | LAPORAN: BUDI SANTOSO", "2024-09-18T10:58:00+08:00"),
        ("Kabar Sukamaju - Jum'at, 4 Okt 2024 pukul 09.05 WIT", "2024-10-04T09:05:00+09:00"),
        ("Diterbitkan: Kamis, 03/10/2024 08:00:30", "2024-10-03T08:00:30"),
        ("2024-10-07 14:20 WIB", "2024-10-07T14:20:00+07:00"),
        ("October 7, 2024", "2024-10-07"),
        ("7 Oktober 2024", "2024-10-07"),
        ("Redaksi | 7 Oktober 2024", "2024-10-07"),
        ("Oleh Budi - 20 Juli 2024 at 07:05 pm", "2024-07-20T19:05:00"),
        ("Penulis: Budi - Senin, 7 Oktober 2024 14:20", "2024-10-07T14:20:00"),
        ("20 Juli 2024 oleh Budi Santoso", "2024-07-20"),
    ],
)
def test_stamp(line, value):
    assert parse_stamp(line) == Stamp(value, False)


@pytest.mark.parametrize("line", ["Diperbarui: 7 Oktober 2024 14:20 WIB", "Redaksi - Update 7 Oktober 2024"])
def test_stamp_of_a_change(line):
    assert parse_stamp(line).is_change


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Apel digelar Senin, 7 Oktober 2024 pukul 14.20 WIB",
        "Apel digelar di alun-alun pada 7 Oktober 2024.",
        "Senin, 7 Oktober 2024, bupati meminta pegawai netral. Ia mengulanginya.",
        "Surat Nomor 800/7/2024",
        "31 Februari 2024",
        "7 Oktober 1024",
        "7 Oktober 2024 | 25:70 WIB",
        "Selasa (16/7/2024)",
        "27 November",
    ],
)
def test_no_stamp(line):
    assert parse_stamp(line) is None


@given(st.text(st.characters() | st.sampled_from("1247 /-|:.,"), max_size=150))
def test_never_raises(line):
    parse_stamp(line)


@pytest.mark.parametrize("piece", ["a", "- ", "1 ", "a - ", ": ", "7 Oktober 2024 "])
def test_long_lines_of_one_piece_end(piece):
    """A pattern that tries every way to fit would not come to an end here."""
    for length in range(1, 140, 3):
        parse_stamp((piece * 140)[:length])
