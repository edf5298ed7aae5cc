import pytest

from crawler.items import Article
from nlp.pipeline import read_article


def primary(title, *lines):
    return read_article(Article("a", "\n".join(lines), title=title)).primary_regions


@pytest.mark.parametrize(
    ("title", "lines", "codes"),
    [
        (
            "Bawaslu Sulsel Catat 96 Pegawai Tak Netral",
            [
                "Makassar – Sebanyak 96 ASN tidak netral, menurut Bawaslu Sulawesi Selatan.",
                "Mantan Ketua Bawaslu Luwu itu, Ridwan Paseru, menyebut jumlahnya di Sulsel bertambah.",
            ],
            ["73"],  # neither where it was said nor a former office counts
        ),
        (
            "Sanksi Pegawai Tak Netral pada Pilkada 2018",
            [
                "JAKARTA - Ketua Bawaslu Rusdi Hanafi mengatakan, sekitar 50 PNS mendapat sanksi karena tidak netral.",
                "“Kebanyakan teguran tertulis,” ujar Rusdi di Jakarta, Jumat.",
            ],
            ["00"],  # the nation's bodies speak in its capital
        ),
        (
            "Bawaslu Terima Laporan Netralitas ASN di Papua Barat",
            [
                "Manokwari - Bawaslu Provinsi Papua Barat menerima laporan soal netralitas ASN.",
                "Laporan atas ASN di Kabupaten Fakfak dan Kabupaten Kaimana masih diproses.",
                "Bawaslu Papua Barat akan menyampaikan hasilnya.",
            ],
            ["92"],  # the headline is on the province, two regencies are examples
        ),
        (
            "Sosialisasi Netralitas Libatkan Tiga Daerah",
            [
                "KENDARI – Bawaslu Sulawesi Tenggara menggelar sosialisasi netralitas ASN, Senin.",
                "Kegiatan ini diikuti pegawai tiga pemda, yakni Kabupaten Konawe, Konut dan Kota Kendari.",
            ],
            ["74.02", "74.09", "74.71"],
        ),
        (
            "Lantik Penjabat, Gubernur Titip Netralitas",
            [
                "Kupang – Gubernur NTT Markus Djawa mengukuhkan penjabat bupati di Kupang, Rabu.",
                "Mereka adalah Pjs Bupati Ende, Petrus Wangge, dan Pjs Bupati Alor, Simon Lakaman.",
                "Markus meminta keduanya menjaga netralitas ASN.",
            ],
            ["53.05", "53.08"],
        ),
        (
            "Gubernur Minta ASN Netral",
            [
                "Kupang – Gubernur Nusa Tenggara Timur Melki Radja meminta ASN netral dalam pilkada.",
                "Yang menggelar pilkada ialah Manggarai, Ngada, Malaka, Belu, Sumba Timur dan Sumba Barat.",
            ],
            ["53"],  # too many to stand for the province
        ),
        (
            "Bawaslu Kalbar: 31 ASN Diproses",
            [
                "PONTIANAK – Bawaslu Kalbar memproses 31 ASN dari enam kabupaten.",
                "Kasus terbanyak ada di Sambas, diikuti Sanggau, Sekadau dan Sintang.",
                "Seorang camat di Sanggau sudah dijatuhi sanksi setelah rekomendasi KASN.",
            ],
            ["61"],  # one case among those of many
        ),
        (
            "Dua Kasus Netralitas Ditangani Bawaslu Kalbar",
            [
                "PONTIANAK – Bawaslu Kalbar menangani dua kasus netralitas ASN pada Pilkada 2024.",
                "Dua kasus itu berada di Kabupaten Sambas dan sudah dilimpahkan ke BKN.",
            ],
            ["61.01"],
        ),
        (
            "Netralitas ASN Jadi Fokus Rakor Kalteng",
            [
                "PALANGKARAYA – Netralitas ASN dibahas dalam rapat koordinasi se-Kalimantan Tengah.",
                "Asisten Pemerintahan Setda Kalteng, Maskur Alam, menyatakan ASN harus netral.",
                "Penjabat Bupati Pulang Pisau Nuraini berharap rakor ini mencegah pelanggaran ASN.",
            ],
            ["62"],
        ),
        (
            "Kemendagri Desak Pemda Jalankan Rekomendasi KASN",
            [
                "JAKARTA - Kementerian Dalam Negeri (Kemendagri) mendesak pemda menindak ASN tak netral.",
                "Ketua KASN Gunawan Prakoso di Jakarta menambahkan, 694 ASN dilaporkan.",
            ],
            ["00"],
        ),
        (
            "Bawaslu Catat ASN Tak Netral di 15 Provinsi",
            [
                "JAKARTA - Anggota Badan Pengawas Pemilu (Bawaslu) Ratih Dewanti menerima laporan soal ASN.",
                '"Antara lain dari Bali, Banten, Jawa Barat, Riau dan Jambi," ucap Ratih di Jakarta, Sabtu.',
            ],
            ["00"],
        ),
        (
            "Pj Gubernur Sulteng Kawal Netralitas ASN",
            [
                "PALU – Pj Gubernur Sulawesi Tengah Hamka Lasene bicara usai rapat yang digelar Bawaslu RI.",
                "Ketua Bawaslu RI, Darman Siregar, menyoroti jumlah pelanggaran.",
                "Hamka memastikan ASN di Sulteng tetap netral.",
            ],
            ["72"],
        ),
        (
            "Pegawai Kemenag Diminta Netral",
            [
                "PALU – Pegawai diminta netral dalam pemilu. Hal itu ditegaskan di Palu oleh Kakanwil Kemenag Sulteng.",
                "Kanwil Kemenag Sulteng akan menindak ASN yang melanggar.",
            ],
            ["72"],
        ),
        (
            "Panwaslih Lhokseumawe Gelar Rakor Netralitas",
            [
                "LHOKSEUMAWE - Panwaslih Kota Lhokseumawe menggelar rakor netralitas ASN.",
                "Hadir Dandim 0103 Aceh Utara Letkol Hendra dan perwakilan Polres Lhokseumawe.",
            ],
            ["11.73"],
        ),
    ],
)
def test_primary_regions(title, lines, codes):
    assert sorted(primary(title, *lines)) == codes


def test_an_older_article_has_the_regencies_in_the_province_of_its_day():
    codes = primary(
        "Tiga Penjabat Dilantik",
        "MANOKWARI – Penjabat Gubernur Papua Barat Petrus Waren melantik tiga penjabat kepala daerah, Selasa.",
        "Mereka Penjabat Bupati Sorong Yakob Malak dan Penjabat Bupati Maybrat Bernard Susim.",
        "Tugas mereka memastikan netralitas ASN.",
    )
    assert sorted(codes) == ["96.01", "96.05"]


def test_a_column_without_areas_is_about_the_nation():
    assert primary(
        "Bukan Sekadar Baju Cokelat", "ASN yang memihak dalam pemilu merusak layanan. Netralitas ASN mutlak."
    ) == ["00"]


def test_a_story_on_something_else_without_areas_has_none():
    assert primary("Cuaca Esok", "Hujan turun sejak pagi.") == []


def test_primary_regions_are_among_the_regions():
    found = read_article(Article("a", "Kemendagri meminta ASN netral dalam pilkada.", title="Kemendagri: ASN Netral"))
    assert found.primary_regions == ["00"]
    assert [(value.value, value.rule) for value in found.regions] == [("00", "region.primary: ")]
    assert all(0 <= value.start < value.end for value in found.regions)
