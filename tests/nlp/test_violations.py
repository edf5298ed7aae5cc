import pytest

from crawler.items import Article
from nlp.conduct_cues import CueReader
from nlp.conduct_status import ALLEGED, NONE, PROHIBITED, PROVEN, STATUSES, load_weights, weigh
from nlp.pipeline import read_article
from nlp.violations import load_rules

LEAD = "Netralitas aparatur sipil negara (ASN) pada Pilkada 2024 kembali disorot di Kabupaten Sambas.\n"


def read(text, title=""):
    """The violations of an article that opens with a sentence on the subject."""
    article = Article("a", LEAD + text, title=title)
    return read_article(article).violations


def told(text, title=""):
    return {(violation.type, violation.status) for violation in read(text, title)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASN dilarang menghadiri deklarasi pasangan calon.", ("attendance", PROHIBITED)),
        ("“ASN jangan pasang stiker calon di rumah,” pesan Sekda Yunita Halim.", ("attributes", PROHIBITED)),
        ("Pegawai tidak boleh jadi tim sukses.", ("campaigning", PROHIBITED)),
        ("ASN diminta menghindari foto bersama bakal calon.", ("gesture", PROHIBITED)),
        ("ASN diminta bijak menggunakan media sosial.", ("social_media", PROHIBITED)),
        ("ASN tidak diperkenankan memberi like pada unggahan calon.", ("social_media", PROHIBITED)),
        ("Kendaraan dinas tidak boleh dipakai untuk kampanye.", ("state_facilities", PROHIBITED)),
        ("ASN dilarang membuat keputusan yang menguntungkan salah satu pasangan calon.", ("policy_abuse", PROHIBITED)),
        ("Ikrar itu memuat janji tidak melakukan praktik intimidasi kepada pegawai.", ("intimidation", PROHIBITED)),
        ("ASN berjanji menolak politik uang.", ("money_politics", PROHIBITED)),
        ("ASN dilarang mendaftarkan diri ke partai politik.", ("approaching_party", PROHIBITED)),
    ],
)
def test_rules_recited(text, expected):
    assert told(text) == {expected}


def test_list_under_a_ruling_lead():
    text = (
        "Berikut bentuk pelanggaran yang tidak boleh dilakukan ASN:\n"
        "- Menghadiri deklarasi calon\n- Memasang spanduk calon\n- Menjadi pengurus partai politik\n"
    )
    assert told(text) == {(kind, PROHIBITED) for kind in ("attendance", "attributes", "party_membership")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seorang lurah berinisial TK diduga menghadiri kampanye paslon dan dimintai klarifikasi.", "attendance"),
        ("Bawaslu memeriksa dua guru yang dilaporkan mengunggah foto calon di Facebook.", "social_media"),
        ("Oknum camat itu diduga mengajak warga memilih salah satu calon, kata pelapor.", "campaigning"),
        (
            "Temuan itu menyangkut mobil dinas yang dipakai dalam kampanye, dan masih diproses Bawaslu.",
            "state_facilities",
        ),
    ],
)
def test_charges(text, expected):
    assert (expected, ALLEGED) in told(text)
    assert PROVEN not in {status for _, status in told(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kepala sekolah itu terbukti mengunggah foto calon di Facebook dan dijatuhi sanksi sedang.", "social_media"),
        ("Dua pegawai dicopot karena terbukti menghadiri deklarasi pasangan calon.", "attendance"),
    ],
)
def test_findings(text, expected):
    assert (expected, PROVEN) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lurah itu diduga menghadiri kampanye. Jika terbukti, ia akan dijatuhi sanksi.",
        "Bawaslu menyatakan camat itu tidak terbukti berkampanye, laporannya dihentikan.",
        "Kalau ada ASN yang berkampanye dan terbukti, ia bakal dicopot dari jabatannya.",
        "Guru itu dilaporkan ikut kampanye. Sanksinya bisa berupa pemberhentian.",
        "Bupati ditegur Bawaslu karena tiga ASN diduga membagikan tautan calon di media sosial.",
    ],
)
def test_no_finding_without_proof(text):
    assert PROVEN not in {status for _, status in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Sampai sekarang belum ada laporan tentang ASN yang berkampanye.",
        "ASN diperbolehkan hadir di kampanye untuk mendengarkan visi misi.",
        "ASN memiliki hak untuk memilih calon di bilik suara.",
        "Ketiga paslon sepakat menolak politik uang.",
        "Setiap pegawai ASN tidak memihak kepada kepentingan siapa pun.",
        "Kepala desa itu diduga menghadiri kampanye calon bupati.",
    ],
)
def test_told_of_nobody(text):
    assert told(text) == set()


def test_supposition_is_a_rule_and_no_case():
    assert told("Jika ada ASN yang menjadi tim sukses, sanksinya berat.") == {("campaigning", PROHIBITED)}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tiga ASN diproses Bawaslu karena tidak netral.", ALLEGED),
        ("Bawaslu menerima lima laporan dugaan pelanggaran netralitas ASN.", ALLEGED),
        ("Tujuh ASN dijatuhi sanksi karena tidak netral.", PROVEN),
    ],
)
def test_case_without_conduct(text, status):
    assert told(text) == {("other", status)}


def test_conduct_and_case_side_by_side():
    """A rule recited beside a real case keeps its own status."""
    text = "Lurah itu diduga ikut kampanye calon bupati.\n\nASN dilarang memasang stiker calon."
    assert told(text) == {("campaigning", ALLEGED), ("attributes", PROHIBITED)}


def test_items_of_a_list_stand_alone():
    text = "ASN dilarang membagikan konten calon, memasang spanduk calon, dan berfoto bersama calon."
    assert told(text) == {(kind, PROHIBITED) for kind in ("social_media", "attributes", "gesture")}


def test_evidence_and_rule():
    text = "ASN dilarang menghadiri deklarasi pasangan calon."
    (violation,) = read(text)
    assert (LEAD + text)[violation.start : violation.end].startswith("menghadiri deklarasi")
    family, _, source = violation.rule.partition(": ")
    assert family.split(".")[0] == PROHIBITED
    assert family.split(".")[-1] in {"sure", "weak"}
    assert source in {phrase.source[: len(source)] for rule in load_rules() for phrase in rule.tell}


def test_no_relevance_no_violations():
    text = "Panen raya di Kabupaten Karawang dihadiri petani. Jalan desa tidak boleh dilalui truk."
    assert read_article(Article("a", text)).violations == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ia terbukti bersalah", {"proven"}),
        ("Ia belum terbukti bersalah", set()),
        ("Jika terbukti", {"supposed"}),
        ("ASN tidak boleh", {"ruled"}),
        ("ASN boleh", {"permitted"}),
    ],
)
def test_cues(text, kinds):
    found = {cue.kind for cue in CueReader(text).between(0, len(text))}
    assert kinds <= found
    if "proven" not in kinds:
        assert "proven" not in found
    if "ruled" in kinds:
        assert "permitted" not in found


def test_weights_are_whole():
    weights, start = load_weights()
    assert len(start) == len(STATUSES)
    assert {len(row) for row in weights.values()} == {len(STATUSES)}


@pytest.mark.parametrize("features", [frozenset(), frozenset({"clause.charged"}), frozenset({"first.list"})])
def test_shares(features):
    shares = weigh(features)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[PROVEN] == 0  # no word of proof


def test_denied_conduct_is_none():
    assert weigh(frozenset({"first.absent", "clause.proven"}))[NONE] == 1


def test_long_text_stays_linear():
    """A page of thousands of telling words is read, and its offsets lie within it."""
    text = "ASN dilarang menghadiri deklarasi calon, " * 800
    found = read(text)
    assert found
    assert all(0 <= violation.start < violation.end <= len(LEAD + text) for violation in found)
