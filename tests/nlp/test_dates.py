from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates import find_dates, parse_day
from nlp.lexicons import load_lexicon

PUBLISHED = date(2024, 10, 3)  # a Thursday


def values(text, published=PUBLISHED):
    return [found.value for found in find_dates(text, published=published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Selasa (1/10/2024)", ["2024-10-01"]),
        ("Selasa pagi (01/10/24) di kantor", ["2024-10-01"]),
        ("Rabu (2/10)", ["2024-10-02"]),
        ("Kemarin (2/10), di depan", ["2024-10-02"]),
        ("Selasa, 1 Oktober 2024", ["2024-10-01"]),
        ("Jum'at 27 September", ["2024-09-27"]),
        ("Ahad (29/9)", ["2024-09-29"]),
        ("tanggal 5 Nopember 2020 dan 3 Pebruari 2021", ["2020-11-05", "2021-02-03"]),
        ("2 Agt 2024", ["2024-08-02"]),
        ("25-27 Agustus 2024", ["2024-08-25/2024-08-27"]),
        ("25 s.d. 27 Agustus 2024", ["2024-08-25/2024-08-27"]),
        ("28 November 2023 hingga 10 Februari 2024", ["2023-11-28/2024-02-10"]),
        ("28 Desember hingga 3 Januari 2024", ["2023-12-28/2024-01-03"]),
        ("Jumat-Minggu (4-6/10/2024)", ["2024-10-04/2024-10-06"]),
        ("pada 25, 26 dan 27 September", ["2024-09-25", "2024-09-26", "2024-09-27"]),
        ("Senin (2/9) hingga Rabu (4/9)", ["2024-09-02/2024-09-04"]),
        ("Oktober 2023", ["2023-10"]),
        ("sejak Agustus", ["2024-08"]),
        ("akhir September lalu", ["2024-09"]),
        ("wisuda di GOR 27 September, Selasa (1/10)", ["2024-10-01"]),
        ("bulan Februari hingga bulan Juni 2018", ["2018-02/2018-06"]),
        ("kemungkinan Senin, kita panggil lurah", ["2024-10-07"]),
        ("kemungkinan pada hari Senin atau Jumat kita panggil lurah", ["2024-10-07", "2024-10-04"]),
        ("Senin, kita panggil lurah", ["2024-09-30"]),
        ("Januari hingga pertengahan Februari 2019", ["2019-01/2019-02"]),
        ("kasus pada 2019 itu", ["2019"]),
        ("Senin", ["2024-09-30"]),
        ("kata dia, Kamis", ["2024-10-03"]),
        ("Sabtu pekan lalu", ["2024-09-28"]),
        ("Selasa pekan depan", ["2024-10-08"]),
        ("akan digelar Senin", ["2024-10-07"]),
        ("27 November mendatang", ["2024-11-27"]),
        ("27 November lalu", ["2023-11-27"]),
        ("Rabu, 27 November", ["2024-11-27"]),  # the weekday tells the year
        ("Senin (1/10/2024)", ["2024-10-01"]),  # a wrong weekday stays a slip
        ("Selasa (1/10/2014)", ["2024-10-01"]),  # a wrong year is mended by its weekday
        ("Selasa (1-10-2024)", ["2024-10-01"]),
        ("Selasa, 1.10.2024", ["2024-10-01"]),
        ("Selasa [1/10/2024]", ["2024-10-01"]),
        ("Selasa (1//10/2024)", ["2024-10-01"]),
        ("Selasa (1/Oktober/2024)", ["2024-10-01"]),
        ("Selasa tanggal 1 Oktober 2024", ["2024-10-01"]),
        ("Selasa, tgl 1 Oktober 2024", ["2024-10-01"]),
        ("Selasa , 1 Oktober 2024", ["2024-10-01"]),
        ("2 Agust 2024 dan 3 Desembar 2023", ["2024-08-02", "2023-12-03"]),
        ("pada Februari tahun depan", ["2025-02"]),
        ("berlangsung dari 25 September hingga 23 November", ["2024-09-25/2024-11-23"]),
        ("kampanye 28 November hingga 10 Februari", ["2023-11-28/2024-02-10"]),
        ("dua kali, Juli dan September", ["2024-07", "2024-09"]),
        ("akan dimulai Desember", ["2024-12"]),
        ("pada Maret tahun lalu", ["2023-03"]),
        ("sepanjang Januari 2023 hingga 25 Januari 2024", ["2023-01/2024-01-25"]),
        ("hingga pekan pertama September", ["2024-09"]),
        ("paling lambat tanggal 31", ["2024-10-31"]),
        ("sampai tanggal 2", ["2024-11-02"]),
        ("liga yang terakhir digelar tahun 2019", ["2019"]),
        ("jadwalnya Senin", ["2024-10-07"]),
        ("kami undang hari Rabu", ["2024-10-09"]),
        ("sudah kami undang hari Rabu", ["2024-10-02"]),
        ("14 Februari tahun ini", ["2024-02-14"]),
    ],
)
def test_what_is_printed(text, found):
    assert values(f"Menurut warga, {text}.") == found


@pytest.mark.parametrize(
    "text",
    [
        "setiap Senin",
        "setiap tanggal 25",
        "tanggal muda",
        "Senin hingga Jumat",
        "Minggu depan dan dua Minggu ini",
        "Pasar Minggu",
        "tiga hari lalu, pekan depan",
        "HUT ke-52",
        "Pilkada 2024 dan Pemilu Tahun 2019",
        "tahun anggaran 2024",
        "periode 2019-2024",
        "Jalan 17 Agustus",
        "31/2/2024 dan 30 Februari",
        "pukul 10.15 WIB",
        "Juli Lestari dan Juni Utami",
        "Penulis: Sari | 3 Oktober 2024",
        "Kamis, 3 Oktober 2024 | 10:15 WIB",
        "sebanyak 1.204 formasi",
        "nomor 12-10-2024 dan 1.10.2024",
    ],
)
def test_what_is_no_date(text):
    spans = [(0, len(text))] if text.startswith("Pilkada") else []
    assert find_dates(text, spans, published=PUBLISHED) == []


def test_without_publication_the_text_tells_the_year():
    assert values("kata dia, Selasa (16/7/2024). Pilkada serentak 27 November.", None) == ["2024-07-16", "2024-11-27"]
    assert values("Pilkada 2020 pada 5 Oktober", None) == ["2020-10-05"]
    assert values("pencoblosan 27 Juni", None) == ["2018-06-27"]  # the calendar has one such voting day
    assert values("apel Senin dan rapat 3 Maret", None) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“Kami siap,” ujar Ketua, Selasa (1/10/2024).", "statement"),
        ('"Kami siap," ucap dia di kantornya, Rabu.', "statement"),
        ("Ia membeberkan hal itu di Nusa, Selasa (1/10/2024).", "statement"),
        ("Apel digelar di lapangan, Selasa (1/10/2024).", "event"),
        ("Ketua mengatakan pemeriksaan dilakukan sejak Senin (30/9).", "event"),
        ("Surat itu tertanggal 2 September 2024.", "document"),
        ("Surat edaran diterbitkan pada 2 September 2024.", "document"),
        ("Berkas dikumpulkan paling lambat 31 Oktober.", "deadline"),
        ("Kampanye berlangsung 25 September sampai 23 November 2024.", "campaign_period"),
        ("KPU mengatur jadwal 60 hari, 25 September s.d. 23 November 2024.", "campaign_period"),
        ("Berikut petikan perbincangan dengan Dt. Rajo, SE, di Nusa, Rabu (2/10/2024).", "statement"),
        ("Masa kampanye dimulai 25 September.", "campaign_period"),
        ("Masa tenang 24-26 November 2024.", "other"),
        ("Data per 30 September mencatat lima kasus.", "other"),
        ("Sampai Senin, baru dua aduan masuk.", "other"),
        ("Penegasan itu disampaikan saat apel di Nusa, Selasa (1/10/2024).", "event"),
        ("Surat edaran sudah ada sejak Agustus.", "document"),
        ("Pencoblosan 27 November.", "voting_day"),
        ("PSU digelar pada 19 April 2025.", "voting_day"),
        ("Putusan PSU dibacakan 22 Maret 2021.", "event"),
        ("Pilkada Nusa dijadwalkan 23 September 2020.", "voting_day"),
        ("Pilkada November lalu", "voting_day"),
        ("Tahapan bergulir hingga pencoblosan pada Februari.", "voting_day"),
        ("Pegawai memberi hak suara saat pelaksanaan pilkada bupati tanggal 28 Juni 2018.", "voting_day"),
        ("Berdasarkan data Bawaslu yang diterima redaksi, Selasa (1/10), ada lima kasus.", "statement"),
        ("Demikian dikutip dari laman resmi Bawaslu, Selasa (1/10/2024).", "statement"),
        ("Hal itu di sampaikan Ketua Bawaslu usai rapat, Selasa (1/10/2024).", "statement"),
        ("Data itu dikemukakannya, dipantau dari Nusa, Selasa (1/10/2024).", "statement"),
        ("Selasa (1/10) pagi di kantornya, Ketua Bawaslu mengatakan hal itu.", "statement"),
        ("SE Nomor 800/77/BKD tentang Netralitas ASN pada Pilkada tanggal 2 September 2024.", "document"),
        ("Ia, lanjut Sari, sudah melayangkan surat imbauan kepada camat pada 2 September.", "document"),
        ("Rekomendasi yang salinannya diterima Bawaslu, Selasa (1/10/2024).", "event"),
        ("Pendaftaran ditutup pada 20 Oktober.", "deadline"),
        ("Daftar itu dijanjikan rampung akhir Oktober.", "deadline"),
        ("Berkas dinyatakan lengkap 30 September.", "event"),
        ("Keputusan itu ditandatanganinya Rabu (2/10/2024).", "document"),
        ("Sepanjang 2023 ada lima kasus.", "other"),
        ("Jadwalnya 24-26 November 2024 merupakan masa tenang.", "other"),
        ("Laporan disampaikan ke KASN per tanggal 25 Juni.", "event"),
        ("Hingga awal Oktober, Bawaslu meregistrasi 11 perkara.", "other"),
        ("Data Bawaslu sampai awal Oktober menunjukkan 9 ASN dilaporkan.", "other"),
        ("Satgas bertugas sampai bulan Desember.", "other"),
        ("Pemeriksaan dilakukan tim gabungan sejak pertengahan September.", "event"),
        ("Lima laporan ASN masuk sejak September.", "other"),
        ("Panwaslu menjadwalkan penyuluhan ke kelurahan sepanjang Oktober.", "event"),
        ("Surat edaran sudah kami kirim pada Agustus.", "document"),
        ("Permohonan itu telah diteken bupati pada 13 September.", "document"),
        ("Nota kesepahaman diteken kedua lembaga di Aula Bappeda, Rabu (2/10/2024).", "event"),
        ("Ketua Bawaslu membuka hal itu di kantornya, Rabu (2/10/2024).", "statement"),
        ("Ia bertemu wartawan di kantornya, Rabu (2/10/2024).", "statement"),
        ("Pilkada sedianya digelar 23 September 2020, tetapi diundur karena pandemi.", "other"),
        ("Pilkada digelar 9 Desember 2020, tetapi banyak yang mengeluh.", "voting_day"),
        ("Dalam video yang diterima media ini, Rabu (2/10/2024), ia mengacungkan jari.", "other"),
        ("Pendaftaran daring berlangsung 20 September hingga 9 Oktober 2024.", "other"),
        ("Warga nihil laporan per awal Oktober.", "other"),
        ("Koordinator Bawaslu mengonfirmasi temuan tersebut pada Selasa (1/10).", "statement"),
        ("Dijelaskan bahwa kejadiannya pada Senin 30 September 2024.", "event"),
        ("Ketua lembaga itu angkat bicara, Selasa (1/10/2024).", "statement"),
        ("Laporan disampaikan warga secara langsung ke Sekretariat Bawaslu, Selasa (1/10).", "event"),
        ("Dijelaskannya, unggahan itu pertama kali diketahui dari grup WhatsApp pada Rabu 2 Oktober 2024.", "event"),
        ("Sosialisasi Tahapan Pemilihan Serentak Tahun 2024 dilaksanakan pada Selasa (1/10/2024).", "event"),
        ("Begitu disampaikan Pj Gubernur menjelang pendaftaran yang akan dibuka pada 27 Oktober 2024.", "event"),
        ("Wali kota berpesan itu dimasa tenang selama tiga hari 24 November 2024.", "other"),
        ("Jelang pemilihan kepala daerah (Pilkada) pada November 2024.", "voting_day"),
    ],
)
def test_roles(text, role):
    assert [found.role for found in find_dates(text, published=PUBLISHED)] == [role]


def test_another_mention_mends_a_slip():
    text = "Apel digelar, Selasa (30/9/2024). Kata dia, Selasa (1/10/2024)."
    assert values(text) == ["2024-10-01", "2024-10-01"]


def test_a_date_after_the_full_stop_belongs_to_the_sentence_before():
    text = "“Kami siap menjaga netralitas,” tegas Sari. (1/10/2024)"
    (found,) = find_dates(text, published=PUBLISHED, sentence_starts=[0, 44])
    assert (text[44:], found.role) == ("(1/10/2024)", "statement")


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("Senin (1/10/2024)", [True]),
        ("Selasa (1/10/2024)", [False]),
        ("Selasa (1/10/2014)", [False]),  # mended
        ("Senin (1/10)", [False]),  # its year is not printed
        ("1 Oktober 2024", [False]),
        ("Senin", [False]),
        ("Senin 30 September hingga Rabu 1 Oktober 2024", [False]),
    ],
)
def test_a_weekday_that_is_not_the_days(text, differs):
    found = find_dates(f"Menurut warga, {text} itu.", published=PUBLISHED)
    assert [day.weekday_differs for day in found] == differs


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("“Kami siap,” ujar Ketua, Selasa (1/10/2024).", "statement.speech: ujar"),
        ("“Kami siap,” ujar Ketua, Selasa.", "weekday.statement: ujar"),
        ("Apel digelar Selasa (1/10/2024).", "event.lead: digelar"),
        ("Apel pagi di lapangan, Selasa (1/10/2024).", "event.default: "),
        ("Masa kampanye 25 September s.d. 23 November 2024.", "campaign.calendar: "),
        ("Lima kasus sejak Agustus.", "vague.other: sejak"),
    ],
)
def test_the_rule_that_told(text, rule):
    assert [found.rule for found in find_dates(text, published=PUBLISHED)] == [rule]


def test_the_text_holds_the_weekday():
    (found,) = find_dates("ujar dia, Selasa pagi (1/10/2024).", published=PUBLISHED)
    assert found.text == "Selasa pagi (1/10/2024)"


def test_parse_day():
    assert parse_day("2024-10-03T23:30:00+09:00") == date(2024, 10, 3)
    assert parse_day("kemarin") is None
    assert parse_day(None) is None


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_full_dates_come_back(day):
    names = {number: name.capitalize() for name, number in reversed(load_lexicon("dates")["months"].items())}
    printed = f"rapat {day.day} {names[day.month]} {day.year} dan ({day.day}/{day.month}/{day.year})"
    assert values(printed) == [day.isoformat()] * 2


@given(st.dates(date(2018, 1, 1), date(2026, 1, 1)), st.integers(0, 6))
def test_a_weekday_alone_is_within_the_last_week(published, weekday):
    name = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"][weekday]
    (found,) = values(f"ujarnya, {name}.", published)
    day = date.fromisoformat(found)
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day < timedelta(7)


@given(st.text(alphabet="Senin Minggu (12/3)-.,hingga April2024\n", max_size=160))
def test_any_text_is_read(text):
    for found in find_dates(text, published=PUBLISHED):
        assert text[found.start : found.end] == found.text
