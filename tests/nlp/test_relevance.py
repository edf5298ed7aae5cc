import pytest

from crawler.items import Article
from nlp.pipeline import read_article

KORPRI = """Asahan – Pemkab Asahan menggelar upacara HUT Korpri di halaman Kantor Bupati Asahan, Jumat.
Hadir para asisten, staf ahli bupati dan pimpinan OPD.
Membacakan pidato Presiden, Pj Sekda menyebut Korpri perekat bangsa dan mendorong inovasi.
“ASN harus netral dan setia kepada negara,” ucap Pj Sekda Asahan Zulham Sinurat.
Upacara ditutup pemotongan tumpeng dan tanda kasih bagi PNS yang pensiun.
Pemkab Asahan berharap pelayanan publik makin baik."""
# Told in a roundabout way: no sentence holds the whole subject.
TEACHERS = """Sudah enam abdi negara dimintai keterangan pengawas pemilihan. Paling banyak dari kalangan guru.
Ketua Panwascam Moti, Rusdi Talib, menuturkan penanganannya berlangsung sejak September.
Ia meminta pegawai kecamatan patuh aturan. Jangan ada yang terang-terangan mendukung pasangan calon."""
THUMBS = """MARABAHAN – Apel Senin pagi di halaman Kantor Bupati Barito Kuala terasa lain.
“Satu kali menekan tombol suka, karier bisa tamat,” kata Sekda Batola, Zulkifli Noor, di hadapan ratusan pegawai.
Ia mencontohkan rekan yang tunjangannya dipotong karena mengomentari unggahan calon.
Grup percakapan kantor pun diminta bersih dari stiker paslon."""
REPORTS = """Wakil Gubernur Sumbar, Nasrul Amri, angkat bicara soal laporan yang masuk ke Bawaslu Sumbar usai pilkada.
Semuanya menyangkut pegawai pemerintah. Kalau terbukti, kata dia, pegawai bersangkutan diberi sanksi."""
STICKERS = """MANGGAR – Satuan Polisi Pamong Praja Belitung Timur merazia tempat parkir kantor bupati, Kamis.
Delapan motor dinas kedapatan ditempeli stiker caleg maupun partai. Pegawai pemakainya diminta membuat pernyataan.
“Aset pemerintah tidak boleh ditempeli begituan,” kata Kepala Satpol PP Beltim, Edi Hasan."""
HOAXES = """SUNGAI RAYA – Dinas Kominfo Kabupaten Kubu Raya menggandeng media lokal menangkal hoaks pemilu, Selasa.
Kepala Dinas Kominfo Kubu Raya, Yusra Hakim, menyebut kabar bohong paling banyak beredar di grup percakapan.
Warga diajak memeriksa sumber. Pelatihan cek fakta digelar tiga hari. Wartawan mendapat modul.
Yusra juga mengingatkan pegawai di kantornya agar netral dan tidak ikut menyebar konten kampanye.
Media berharap akses data dipermudah. Acara diakhiri penandatanganan kerja sama."""
POLICE = """KL – Tentara Nasional Indonesia (TNI) dan Polri wajib netral dalam pilkada serentak 2024.
Kapolres Batu, AKBP Surya Wijaya, menegaskan hal itu kepada personel. Ia berterima kasih kepada pejabat utama.
“Jangan terlibat politik praktis,” tutur Kapolres. Aparat yang memihak paslon akan ditindak."""
HEADS = """LOMBOK TENGAH – Bawaslu memanggil kepala desa yang mengajak warga memilih salah satu calon bupati.
Mereka diduga berkampanye. Kepala desa wajib netral dalam pilkada, kata anggota Bawaslu."""
FOOTBALL = """Semua laga musim ini digelar di tempat netral, kata operator liga. Tak ada klub yang bermain di kandang.
Pegawai dinas olahraga menyiapkan stadion. Wasit diminta netral."""
ADMISSION = """Pemkab membuka 312 formasi CPNS dan PPPK. Pelamar mendaftar lewat SSCASN.
Seleksi berlangsung netral dan tanpa biaya, kata Kepala BKPSDM. ASN dilarang menjadi calo."""
CARBON = """Pemerintah menargetkan netral karbon pada 2060. ASN dapat memberi contoh dengan naik angkutan umum.
Kantor pemerintah memasang panel surya."""


@pytest.mark.parametrize(
    ("title", "text", "relevance"),
    [
        (
            "ASN Ngada Diminta Netral",
            "Bawaslu Ngada mengingatkan ASN agar netral dalam pilkada. Sanksinya jelas.",
            "core",
        ),
        (
            "Pemkab Kotim Soal Tahun Politik",
            "Aparatur sipil negara di Pemkab Kotim diingatkan tidak ikut berpolitik praktis. Sanksi berat menanti ASN.",
            "core",
        ),
        (
            "Netralitas Jadi Pesan Gubernur untuk Tiga Penjabat",
            "Gubernur meminta Pj Bupati Buton dan Pj Bupati Muna menjaga netralitas. Pelantikan berlangsung di aula.",
            "core",
        ),
        ("Enam Guru Diperiksa Pengawas Kecamatan", TEACHERS, "core"),
        ("Jaga Jempol, Pesan Sekda Batola di Apel Senin", THUMBS, "core"),
        ("Wagub: Pilihan Cukup di Bilik Suara", REPORTS, "core"),
        ("Kominfo Kubu Raya Gandeng Media", HOAXES, "mention"),
        ("Satpol PP Copoti Stiker Caleg di Motor Dinas", STICKERS, "core"),
        ("HUT Korpri, Pemkab Asahan Perkuat Peran Pegawai", KORPRI, "mention"),
        ("Kapolres Batu Minta Personel Jaga Netralitas", POLICE, "none"),
        (None, POLICE, "none"),
        ("Kades di Loteng Dipanggil Bawaslu", HEADS, "none"),
        ("Semua Laga di Tempat Netral", FOOTBALL, "none"),
        ("Pemkab Buka 312 Formasi", ADMISSION, "none"),
        ("ASN dan Perubahan Iklim", CARBON, "none"),
        ("Tambahan Penghasilan ASN Telat", "Pemkab menjelaskan keterlambatan. ASN diminta bersabar.", "none"),
    ],
)
def test_relevance(title, text, relevance):
    assert read_article(Article("a", text, title=title)).relevance == relevance


def test_a_line_on_staff_in_a_police_story_is_a_mention():
    lines = [
        "LUWUK – Polres Banggai menyiapkan 500 personel untuk mengamankan kampanye pilkada.",
        "Kapolres Banggai AKBP Ade Wibowo memimpin apel. Patroli siber digelar untuk menangkal hoaks.",
        "“Polri netral,” tegas Ade. Anggota yang memihak akan disanksi.",
        "Kendaraan taktis dan kamera pengawas juga disiagakan.",
        "Bupati Banggai dalam sambutannya meminta ASN juga menjaga netralitas.",
        "Apel ditutup pemeriksaan perlengkapan. Setiap personel mendapat rompi.",
    ]
    article = Article("a", "\n".join(lines), title="Amankan Kampanye, Polres Banggai Siapkan 500 Personel")
    assert read_article(article).relevance == "mention"
