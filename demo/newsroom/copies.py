"""Copies: what one outlet takes over from another, and two stories that look alike and are none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from demo.newsroom.stories import Story

# From which outlet's nth core story to which outlet.
VERBATIM = (("bahari-biro", 0, "semarang-nusaharian"), ("bahari-biro", 1, "kabar-metro"))
NEW_OPENING = (("pesisir-biro", 0, "riau-lintas"), ("bahari-biro", 2, "radar-rafflesia"))
OPENINGS = (
    "Persoalan netralitas pegawai kembali mencuat ke permukaan. Kali ini kabarnya datang dari daerah tetangga, dan "
    "patut "
    "menjadi pelajaran bagi aparatur di sini.",
    "Musim pemilihan selalu membawa cerita yang itu-itu juga. Pegawai negeri, yang semestinya berdiri di tengah, kerap "
    "terbawa arus.",
)
# Outlets of the two releases; the first brings it as it was sent.
RELEASES = (
    ("kabar-metro", "suara-mahakam", "ranah-ekspos", "warta-timor"),
    ("riau-lintas", "radar-rafflesia", "semarang-nusaharian", "maluku-kini"),
)
RELEASE_STORIES = (
    Story(
        source="release-1",
        title="BKN Buka Layanan Konsultasi Netralitas ASN bagi Pemerintah Daerah",
        paragraphs=(
            "Badan Kepegawaian Negara (BKN) membuka layanan konsultasi netralitas aparatur sipil negara (ASN) bagi "
            "seluruh "
            "pemerintah daerah yang menyelenggarakan Pilkada 2024. Layanan itu diluncurkan di Jakarta, Selasa "
            "(8/10/2024).",
            "Deputi Bidang Pengawasan dan Pengendalian BKN, Harsono Wiratmaja, mengatakan layanan disediakan karena "
            "banyak "
            "pejabat pembina kepegawaian ragu menerapkan hukuman disiplin setelah Komisi ASN tidak lagi bekerja.",
            "“Daerah tidak perlu menunggu surat berbalas-balasan. Tanya hari ini, jawabannya kami kirim paling "
            "lambat tiga "
            "hari kerja,” ujar Harsono.",
            "Sejak Januari, BKN mencatat 1.287 pengaduan dugaan pelanggaran netralitas. Sebanyak 642 di antaranya "
            "telah "
            "diteruskan kepada kepala daerah untuk dijatuhi sanksi.",
            "Kepala Biro Hubungan Masyarakat BKN, Retna Widiyanti, menambahkan pengaduan terbanyak berasal dari "
            "unggahan di "
            "media sosial dan kehadiran pegawai dalam deklarasi calon.",
            "Layanan dapat diakses melalui sistem informasi pengawasan yang terhubung dengan Bawaslu dan Kementerian "
            "Dalam "
            "Negeri. Setiap daerah diminta menunjuk satu penghubung dari badan kepegawaian.",
        ),
        relevance="core",
        published=datetime(2024, 10, 8, 15, 30),
        city="Jakarta",
        section="pemerintahan",
        tags=("netralitas asn", "bkn", "pilkada"),
    ),
    Story(
        source="release-2",
        title="Kemendagri Minta Kepala Daerah Percepat Sanksi ASN Tak Netral",
        paragraphs=(
            "Kementerian Dalam Negeri meminta gubernur, bupati, dan wali kota mempercepat penjatuhan sanksi kepada "
            "aparatur "
            "sipil negara (ASN) yang terbukti tidak netral dalam Pilkada 2020, Rabu (21/10/2020).",
            "Inspektur Khusus Kementerian Dalam Negeri, Yahya Sumardiono, menyebut masih ada 67 daerah yang belum "
            "menindaklanjuti rekomendasi Komisi ASN walaupun batas waktunya sudah lewat.",
            "“Rekomendasi itu bukan saran yang boleh disimpan di laci. Ada tenggatnya, dan ada akibatnya bila "
            "diabaikan,” "
            "kata Yahya dalam keterangan tertulis.",
            "Kementerian mencatat 3.415 pegawai terlibat sepanjang tahapan. Bentuk pelanggarannya beragam, mulai dari "
            "mendampingi calon mendaftar hingga membagikan bantuan berstiker.",
            "Kepala daerah yang lalai akan ditegur secara tertulis. Bila tiga hari setelah teguran sanksi tidak juga "
            "dijatuhkan, urusan kepegawaian dapat diambil alih gubernur.",
            "Direktur Fasilitasi Kelembagaan, Murdaningrum, mengingatkan agar sanksi dicatat dalam sistem kepegawaian "
            "sehingga memengaruhi kenaikan pangkat dan tunjangan.",
        ),
        relevance="core",
        published=datetime(2020, 10, 21, 11, 15),
        city="Jakarta",
        section="politik",
        tags=("netralitas asn", "kemendagri", "sanksi"),
    ),
)
# On the second outlet a weekday is changed, on the third a figure rounded, on the fourth a name spelt otherwise.
CHANGES = (
    (("Selasa (8/10/2024)", "Rabu (8/10/2024)"), ("1.287 pengaduan", "hampir 1.300 pengaduan"), ("Harsono", "Harsana")),
    (("Rabu (21/10/2020)", "Kamis (21/10/2020)"), ("3.415 pegawai", "sekitar 3.400 pegawai"), ("Yahya", "Yahia")),
)
LOOK_ALIKES = (
    Story(
        source="circular-july",
        title="Pemko Bukittinggi Keluarkan Edaran Netralitas ASN",
        paragraphs=(
            "Pemerintah Kota Bukittinggi mengeluarkan surat edaran tentang netralitas aparatur sipil negara (ASN) "
            "menjelang "
            "tahapan pencalonan Pilkada 2024, Kamis (11/7/2024).",
            "Edaran Nomor 800/217/BKPSDM-BKT/2024 itu ditandatangani Sekretaris Daerah Ramlan Sutan Bagindo dan "
            "ditujukan "
            "kepada seluruh kepala organisasi perangkat daerah.",
            "Isinya melarang pegawai mendaftar ke partai, memasang baliho bakal calon, dan menghadiri penjaringan "
            "tanpa cuti "
            "di luar tanggungan negara.",
            "“Belum ada calon yang ditetapkan, tapi godaannya sudah terasa. Kami mulai dari yang mendekati partai,” "
            "kata "
            "Ramlan.",
            "Kepala BKPSDM Kota Bukittinggi, Yessi Febrianti, menyebut dua pejabat sudah mengajukan cuti karena "
            "berniat maju.",
            "Pegawai yang melanggar dijatuhi hukuman disiplin sesuai PP Nomor 94 Tahun 2021, mulai dari sedang "
            "hingga berat.",
        ),
        relevance="core",
        published=datetime(2024, 7, 11, 16, 20),
        city="Bukittinggi",
        section="pemerintahan",
        tags=("netralitas asn", "surat edaran", "bukittinggi"),
    ),
    Story(
        source="circular-september",
        title="Pemko Bukittinggi Kembali Keluarkan Edaran Netralitas ASN",
        paragraphs=(
            "Pemerintah Kota Bukittinggi mengeluarkan surat edaran tentang netralitas aparatur sipil negara (ASN) "
            "menjelang "
            "masa kampanye Pilkada 2024, Jumat (20/9/2024).",
            "Edaran Nomor 800/331/BKPSDM-BKT/2024 itu ditandatangani Penjabat Sementara Wali Kota Nofrizal dan "
            "ditujukan "
            "kepada camat, lurah, kepala sekolah, serta kepala puskesmas.",
            "Berbeda dari edaran terdahulu, kali ini yang dilarang ialah memberi tanda suka, berkomentar, dan "
            "berfoto dengan "
            "isyarat jari bersama pasangan calon.",
            "“Nomor urut sebentar lagi diundi. Foto bersama keluarga pun tolong jarinya dilipat,” ujar Nofrizal "
            "setengah "
            "berkelakar.",
            "Kepala BKPSDM Kota Bukittinggi, Yessi Febrianti, menyebut tim kecil akan memantau akun pegawai setiap "
            "hari.",
            "Pegawai yang melanggar dijatuhi hukuman disiplin sesuai PP Nomor 94 Tahun 2021, dan namanya diumumkan "
            "di apel.",
        ),
        relevance="core",
        published=datetime(2024, 9, 20, 10, 5),
        city="Bukittinggi",
        section="pemerintahan",
        tags=("netralitas asn", "surat edaran", "bukittinggi"),
    ),
)
LOOK_ALIKE_HOUSE = "ranah-ekspos"


def release_copies() -> list[tuple[str, Story]]:
    """The two releases on four outlets each, and the two stories that only look alike."""
    placed: list[tuple[str, Story]] = [(LOOK_ALIKE_HOUSE, story) for story in LOOK_ALIKES]
    for houses, story, changes in zip(RELEASES, RELEASE_STORIES, CHANGES, strict=True):
        placed.append((houses[0], story))
        for n, (house, (old, new)) in enumerate(zip(houses[1:], changes, strict=True), 1):
            text = tuple(line.replace(old, new) for line in story.paragraphs)
            later = story.published + timedelta(hours=7 * n, minutes=11 * n)
            copy = replace(
                story, source=f"{story.source}-{n}", paragraphs=text, published=later, copy_of=story.source, paid=n == 2
            )
            placed.append((house, copy))
    return placed


def wire_copies(core: Mapping[str, list[Story]]) -> list[tuple[str, Story]]:
    """Wire stories taken over, two verbatim and two with a new first paragraph; `core` by outlet."""
    placed: list[tuple[str, Story]] = []
    for source, at, target in VERBATIM:
        story = core[source][at]
        later = story.published + timedelta(hours=4, minutes=17)
        placed.append((target, replace(story, source=f"{story.source}-taken", published=later, copy_of=story.source)))
    for (source, at, target), opening in zip(NEW_OPENING, OPENINGS, strict=True):
        story = core[source][at]
        copy = replace(
            story,
            source=f"{story.source}-reopened",
            title=f"{story.title.rstrip('.')}, Jadi Pelajaran",
            paragraphs=(opening, *story.paragraphs),
            published=story.published + timedelta(hours=21, minutes=40),
            copy_of=story.source,
        )
        placed.append((target, copy))
    return placed
