import pytest

from crawler.items import Article
from nlp.conduct_cues import CueReader
from nlp.conduct_features import Case
from nlp.conduct_finder import ConductFinder, find_conduct, load_rules, rules_for
from nlp.conduct_status import ALLEGED, NONE, PROHIBITED, PROVEN, STATUSES, load_weights, weigh
from nlp.conduct_untold import other_case
from nlp.records import Sentence
from nlp.scenes import Scene
from nlp.training.conduct import Row, fit
from tests.nlp.first_reading import read_by_rules

LEAD = "Netralitas aparatur sipil negara (ASN) pada Pilkada 2024 kembali disorot di Kabupaten Sambas.\n"


def read(text, title=""):
    """The violations of an article that opens with a sentence on the subject."""
    article = Article("a", LEAD + text, title=title)
    return read_by_rules(article).violations


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
    assert told("Jika ada ASN yang menjadi tim sukses, sanksinya berat.") <= {("campaigning", PROHIBITED)}
    assert told("Jika ASN terbukti menjadi tim sukses, sanksinya berat.") <= {("campaigning", PROHIBITED)}


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
    assert read_by_rules(Article("a", text)).violations == []


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


def test_a_page_of_thousands_of_telling_words_is_read():
    text = "ASN dilarang menghadiri deklarasi calon, " * 800
    found = read(text)
    assert found
    assert all(0 <= violation.start < violation.end <= len(LEAD + text) for violation in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pegawai dilarang mejeng di medsos bersama tim calon.", "social_media"),
        ("ASN diminta menahan jempol selama masa kampanye.", "social_media"),
        ("Pegawai tidak boleh meneruskan video paslon ke grup wali murid.", "social_media"),
        ("ASN dilarang mengiringi bakal calon yang mendaftar ke KPU.", "campaigning"),
        ("Guru tidak boleh menjadi saksi pasangan calon di TPS.", "campaigning"),
        ("ASN dilarang nongkrong di posko paslon.", "attendance"),
        ("Pegawai jangan pamer jari di depan kamera.", "gesture"),
        ("ASN dilarang meminjamkan speedboat milik pemda kepada partai.", "state_facilities"),
        ("Bansos tidak boleh ditempeli gambar caleg.", "policy_abuse"),
        ("ASN dilarang melobi pimpinan partai politik.", "approaching_party"),
        ("Pejabat dilarang menekan bawahannya.", "intimidation"),
        ("ASN dilarang menjelek-jelekkan calon lain.", "hate_or_hoax"),
        ("ASN dilarang menyanyikan jingle paslon.", "candidate_support"),
    ],
)
def test_other_words_for_the_same_conduct(text, expected):
    assert (expected, PROHIBITED) in told(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Seluruh camat membubuhkan tanda tangan pada pakta integritas netralitas.", "gesture"),
        ("Pemerintah Kabupaten Sambas mengumpulkan para camat untuk sosialisasi netralitas.", "policy_abuse"),
        ("Warga dapat mengadu di posko pengaduan netralitas ASN.", "attendance"),
        ("Bawaslu mengambil keterangan dari pengurus partai.", "party_membership"),
        ("Pasangan calon bupati menjanjikan seragam gratis.", "attributes"),
        ("Pemkab memasang spanduk imbauan netralitas ASN.", "attributes"),
    ],
)
def test_no_conduct_at_all(text, kind):
    assert kind not in {found for found, _ in told(text)}


def test_sum_of_many_cases_beside_one_told():
    text = (
        "Bawaslu memeriksa guru berinisial LT yang diduga mengunggah foto calon.\nIa belum hadir.\n"
        "Klarifikasi ditunda sepekan.\nBawaslu mencatat 14 ASN dilaporkan ke Bawaslu sejak Agustus.\n"
    )
    assert ("other", ALLEGED) in told(text)
    assert ("other", ALLEGED) not in told(text.replace("14 ASN dilaporkan", "14 ASN hadir"))


def test_finder_agrees_with_one_sentence_alone():
    text = "ASN dilarang menghadiri kampanye. Pegawai jangan pasang stiker calon, jangan pamer jari."
    cut = text.index("Pegawai")
    scenes = [
        Scene(Sentence(start, end, 0), start, end, 0, len(text), 0, len(text))
        for start, end in ((0, cut - 1), (cut, len(text)))
    ]
    finder = ConductFinder(text, scenes)
    alone = [list(find_conduct(text, scene, rules_for(text))) for scene in scenes]
    assert [finder.of(scene) for scene in scenes] == alone
    assert [{one.type for one in row} for row in alone] == [{"attendance"}, {"attributes", "gesture"}]


def test_finder_keeps_offsets_after_letters_that_grow_in_lower_case():
    text = "İİİ ASN dilarang menghadiri kampanye."
    (conduct,) = ConductFinder(text, [Scene(Sentence(0, len(text), 0), 0, len(text), 0, len(text), 0, len(text))]).of(
        Scene(Sentence(0, len(text), 0), 0, len(text), 0, len(text), 0, len(text))
    )
    assert text[conduct.start : conduct.end] == "menghadiri kampanye"


def test_fit_learns_and_repeats():
    rows = [
        Row("a", "other", frozenset({"clause.ruled"}), frozenset({PROHIBITED})),
        Row("b", "other", frozenset({"clause.charged"}), frozenset({ALLEGED})),
    ] * 10
    names, weights = fit(rows)
    assert names == ["clause.charged", "clause.ruled"]
    assert weights[0].argmax() == STATUSES.index(ALLEGED)
    assert weights[1].argmax() == STATUSES.index(PROHIBITED)
    assert (fit(rows)[1] == weights).all()


def test_the_evidence_of_an_untold_case_ends_with_a_word():
    text = "Pengawas " + "pemilihan " * 20 + "merekomendasikan enam ASN."
    scene = Scene(Sentence(0, len(text), 0), 0, len(text), 0, len(text), 0, len(text))
    found = other_case(Case(text, "", [scene]), scene, "other.counted")
    assert 100 < found.end < len(text)
    assert text[found.end] == " "


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASN tidak boleh terlibat dalam kegiatan kampanye, kata Ketua Bawaslu Kudus Hadi Sucipto.", "campaigning"),
        ("Seorang ASN Kudus diduga ikut menghantar pasangan calon mendaftar ke KPU.", "campaigning"),
        ("Puluhan ASN di Kudus diduga melanggar netralitas, kata Ketua Bawaslu Kudus Hadi Sucipto.", "other"),
    ],
)
def test_conduct_in_further_words(text, kind):
    assert kind in {item.type for item in read_by_rules(Article("x", text + " Pilkada 2024 sudah dekat.")).violations}


def test_to_prevent_a_hoax_is_no_conduct():
    text = "ASN harus netral pada Pilkada 2024 dan mencegah penyebaran hoaks, kata Bupati Kudus Wahyu Anggoro."
    assert "hate_or_hoax" not in {item.type for item in read_by_rules(Article("x", text)).violations}
