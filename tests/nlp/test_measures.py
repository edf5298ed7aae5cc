"""Measures of short articles, read by the whole pipeline; persons and events are invented."""

import pytest

from crawler.items import Article
from nlp.measure_rules import find_acts, load_rules
from tests.nlp.first_reading import read_by_rules

LEAD = (
    "Aparatur sipil negara (ASN) diminta netral pada Pilkada 27 November 2024, kata Ketua KPU Kudus Darto Wibisono.\n"
)
SPEAKER = "kata Bupati Kudus Wahyu Anggoro, Senin (2/9/2024)."


def read(text):
    return read_by_rules(Article("x", text)).measures


def told(text, kind=None):
    """Type and status of what a sentence on the subject tells besides the lead's own reminder."""
    found = {(measure.type, measure.status) for measure in read(LEAD + text) if measure.start >= len(LEAD)}
    return {pair for pair in found if kind is None or pair[0] == kind}


def actors(text, kind):
    return [measure.actor for measure in read(text) if measure.type == kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Kudus Wahyu Anggoro mengingatkan pegawai menjaga netralitas.",
        "Bupati Kudus Wahyu Anggoro memperingatkan para camat supaya tidak ikut kampanye.",
        "Bupati Kudus Wahyu Anggoro mewanti-wanti guru agar tidak mendukung calon.",
        "Bupati Kudus Wahyu Anggoro berpesan agar ASN bijak di media sosial.",
        "Bupati Kudus Wahyu Anggoro meminta seluruh ASN menjauhi politik praktis.",
        "Bupati Kudus Wahyu Anggoro mengajak ASN tetap menjaga netralitas.",
        "Bupati Kudus Wahyu Anggoro melarang seluruh ASN memihak calon.",
        "Bupati Kudus Wahyu Anggoro menegaskan pentingnya netralitas ASN.",
        "Para pegawai diharapkan dapat menjaga netralitas, " + SPEAKER,
        "“ASN wajib netral,” " + SPEAKER,
        "“ASN harus menjauhi kampanye,” " + SPEAKER,
        "“Pegawai jangan coba-coba ikut politik praktis,” " + SPEAKER,
        "“Saya titip kepada Bapak dan Ibu, jangan bawa-bawa jabatan,” " + SPEAKER,
        "“Tiap apel saya ulang, pegawai jangan memihak,” " + SPEAKER,
    ],
)
def test_reminders_in_all_spoken_forms(sentence):
    text = "Pilkada Kudus 27 November 2024 menuntut aparatur sipil negara (ASN) netral.\n" + sentence
    assert ("reminder", "taken", "Pemkab Kudus") in {(m.type, m.status, m.actor) for m in read(text)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Kudus Wahyu Anggoro menyurati camat agar menjaga netralitas ASN.",
        "Bupati Kudus Wahyu Anggoro mengajak masyarakat datang ke TPS.",
        "Pengamat politik Universitas Muria Ratna Wulandari mengingatkan ASN agar netral.",
        "Isi surat edaran itu melarang pegawai ikut kampanye.",
    ],
)
def test_no_reminder(sentence):
    assert told(sentence, "reminder") == set()


def test_a_rule_recited_in_a_case_reminds_nobody():
    rule = "ASN dilarang menghadiri kampanye, kata Ketua Bawaslu Kudus Joko Sarwono, Senin (2/9/2024).\n"
    case = "Bawaslu Kudus telah memeriksa seorang lurah yang diduga ikut kampanye Pilkada 2024.\n"
    assert "reminder" in {measure.type for measure in read("Netralitas ASN pada Pilkada 2024 disorot.\n" + rule)}
    assert "reminder" not in {measure.type for measure in read(case + rule)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bawaslu Kudus telah memanggil seorang camat.", {("investigation", "taken")}),
        ("Bawaslu Kudus akan memanggil seorang camat.", {("investigation", "planned")}),
        ("Bawaslu Kudus belum memanggil seorang camat.", set()),
        ("Anggota DPRD Kudus Rini Astuti mendesak Bawaslu mengusut kasus itu.", {("investigation", "called_for")}),
        ("Sampai kini belum ada pegawai yang diperiksa Bawaslu Kudus.", set()),
        ("Laporan tanpa bukti tidak akan diproses Bawaslu Kudus.", set()),
        ("Semua aduan yang masuk pasti diproses Bawaslu Kudus.", {("investigation", "planned")}),
        ("Dugaan itu masih dalam tahap kajian Bawaslu Kudus.", {("investigation", "taken")}),
        ("Pemkab Kudus akan terus memantau akun medsos pegawai.", {("monitoring", "planned")}),
        ("Ketua ormas Padma mendesak Pemkab Kudus segera membentuk satgas netralitas.", {("monitoring", "called_for")}),
        ("Bawaslu Kudus segera melaporkan kasus itu ke BKN.", {("referral", "planned")}),
        ("Bawaslu Kudus telah melimpahkan berkas itu ke KASN.", {("referral", "taken")}),
        ("Pemkab Kudus akan membuat nota dinas tentang netralitas.", {("circular", "planned")}),
        ("Pemkab Kudus menggelar kampanye netralitas pekan lalu.", {("outreach", "taken")}),
        ("Kepala OPD diwajibkan membacakan isi edaran dalam apel.", {("outreach", "called_for")}),
        ("Bawaslu Kudus menggelar rapat koordinasi dengan Polres Kudus.", {("coordination", "taken")}),
        ("Spanduk imbauan netralitas sudah dipasang Pemkab Kudus.", {("publicity", "taken")}),
        ("Pegawai itu diduga memasang spanduk calon bupati.", set()),
        ("ASN yang maju wajib mengajukan cuti di luar tanggungan negara.", {("leave_or_resignation", "called_for")}),
        ("Kepala dinas itu mengundurkan diri karena maju di pilkada.", {("leave_or_resignation", "taken")}),
        ("Kalau mau berpolitik, silakan mundur dari PNS.", {("leave_or_resignation", "called_for")}),
        ("Seorang guru sudah mengundurkan diri karena maju.", {("leave_or_resignation", "taken")}),
    ],
)
def test_status(sentence, expected):
    kinds = {kind for kind, _ in expected} or {"investigation", "publicity"}
    assert {pair for pair in told(sentence) if pair[0] in kinds} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("ASN yang tidak netral akan dikenai sanksi, " + SPEAKER, ("sanction_warning", "taken")),
        ("Sanksi tegas menanti ASN yang berpihak, " + SPEAKER, ("sanction_warning", "taken")),
        ("“Kalau nekat, kontraknya tidak diperpanjang,” " + SPEAKER, ("sanction_warning", "taken")),
        ("Bupati Kudus Wahyu Anggoro telah menjatuhkan sanksi kepada seorang lurah.", ("sanction_imposed", "taken")),
        ("Begitu rekomendasi BKN turun, hukuman disiplin dijatuhkan, " + SPEAKER, ("sanction_imposed", "planned")),
        ("Bupati Kudus diberi waktu tiga hari menjalankan rekomendasi KASN.", ("sanction_imposed", "called_for")),
    ],
)
def test_penalties(sentence, expected):
    assert {pair for pair in told(sentence) if pair[0].startswith("sanction")} == {expected}


def test_a_penalty_that_was_not_given_is_none():
    assert told("Sanksinya belum dijalankan pemerintah daerah.", "sanction_imposed") == set()
    assert told("KASN memantau respons daerah soal sanksi itu.", "sanction_imposed") == set()


def test_a_hoped_for_effect_of_a_pledge_asks_for_none():
    text = "Bupati Kudus Wahyu Anggoro berharap dengan adanya ikrar netralitas ini pegawai taat aturan."
    assert told(text, "pledge") == {("pledge", "taken")}
    assert told("Bupati Kudus Wahyu Anggoro meminta pegawai menandatangani pakta integritas.", "integrity_pact") == {
        ("integrity_pact", "called_for")
    }


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        (
            "Bawaslu Kudus memeriksa seorang ASN yang diduga tidak netral pada Pilkada 2024.",
            "investigation",
            "Bawaslu Kudus",
        ),
        (
            "Seorang ASN yang diduga tidak netral pada Pilkada 2024 diperiksa Inspektorat Kudus.",
            "investigation",
            "Inspektorat Kudus",
        ),
        (
            "ASN di lingkup Pemkab Kudus diingatkan agar netral pada Pilkada 2024. Peringatan itu disampaikan Ketua "
            "Bawaslu Kudus Joko Sarwono.",
            "reminder",
            "Bawaslu Kudus",
        ),
        (
            "“Bila ASN tidak netral di Pilkada 2024, datanya akan diblokir BKN,” kata Sekda Kudus Wahyu Anggoro.",
            "sanction_warning",
            "Pemkab Kudus",
        ),
        (
            "ASN di Sekretariat DPRD Kudus diminta netral pada Pilkada 2024, kata Kabag Umum Sekretariat DPRD Kudus "
            "Rini Astuti.",
            "reminder",
            "Sekretariat DPRD Kudus",
        ),
        ("BKN telah memblokir data kepegawaian dua ASN yang tidak netral di Pilkada 2024.", "sanction_imposed", "BKN"),
        (
            "Larangan bagi ASN pada Pilkada 2024 ada dalam Keputusan Bersama Menteri Pendayagunaan Aparatur Negara dan "
            "Reformasi Birokrasi, Mendagri dan Kepala BKN.",
            "regulation",
            "Kementerian PAN-RB",
        ),
        (
            "Pemkab Kudus punya Peraturan Bupati Nomor 4 Tahun 2024 tentang netralitas ASN pada Pilkada 2024.",
            "regulation",
            "Pemkab Kudus",
        ),
    ],
)
def test_actor(text, kind, actor):
    assert actors(text, kind) == [actor]


def test_two_acts_of_one_type_in_one_sentence():
    text = "Bawaslu Kudus sudah memanggil seorang camat, dan pekan depan akan memeriksa saksi."
    assert told(text, "investigation") == {("investigation", "taken"), ("investigation", "planned")}


def test_a_sentence_goes_on_about_persons_told_of():
    text = (
        "Pemerintah Provinsi Papua Selatan membahas anggaran Pilkada 2024 dalam rapat di Merauke.\n"
        "Ketua Bawaslu Papua Selatan Yosep Basik menyinggung dua ASN yang diduga tidak netral. "
        "Keduanya sudah diperiksa Bawaslu Mappi.\nKapolres Merauke Bima Laksana menyiapkan pasukan."
    )
    assert ("investigation", "taken", "Bawaslu Mappi") in {(m.type, m.status, m.actor) for m in read(text)}


def test_every_item_tells_its_rule_and_its_place():
    text = LEAD + "Bawaslu Kudus memeriksa seorang camat. Surat edaran diterbitkan. " + SPEAKER
    measures = read(text)
    families = {measure.rule.partition(": ")[0] for measure in measures}
    assert families <= {
        f"{rule.type}.{strength}" for rule in load_rules() for strength in ("tell", "must", "rule", "plea", "words")
    } | {
        "title",
        "reference",
    }
    assert all(measure.rule.partition(": ")[2] for measure in measures)
    assert all(0 <= measure.start < measure.end <= len(text) for measure in measures)


def test_phrases_do_not_leave_their_sentence():
    text = "Surat sudah siap. Edaran menyusul."
    spans = [(0, 17), (18, len(text))]
    acts = find_acts(text, spans)
    assert all(start <= act.start < act.end <= end for start, end in spans for act in acts.found.get(start, []))
    assert find_acts("", []).found == {}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Pengawas di tiap desa diminta pasang telinga terhadap gerak-gerik pegawai.", "monitoring"),
        ("Inspektorat Kudus membentuk gugus tugas pengawas pegawai.", "monitoring"),
        ("Bawaslu Kudus duduk satu meja dengan BKPSDM Kudus.", "coordination"),
        ("Pemkab Kudus menempelkan papan imbauan netralitas di terminal.", "publicity"),
        ("Surat undangan bagi camat itu dilayangkan Bawaslu Kudus.", "investigation"),
        ("Dua guru yang ditangani Bawaslu Kudus belum memberi jawaban.", "investigation"),
        ("Bawaslu Kudus melayangkan berkas dua camat itu ke BKN.", "referral"),
        ("Bupati Kudus Wahyu Anggoro mengeluarkan maklumat bagi pegawai.", "circular"),
        ("Jaksa menuntut camat itu dua bulan penjara.", "prosecution"),
        ("Seorang guru berhenti sebagai PNS karena mencalonkan diri.", "leave_or_resignation"),
    ],
)
def test_newsmen_have_other_words(sentence, kind):
    assert told(sentence, kind)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kedua pihak sepakat bertukar kabar, membentuk satgas pengawas pegawai.", ("monitoring", "planned")),
        ("Berkas camat itu bisa diteruskan ke KASN.", ("referral", "planned")),
        ("Bupati Kudus Wahyu Anggoro hendak mengingatkan para camat agar netral.", ("reminder", "planned")),
        ("Bawaslu Kudus mendesak bupati tidak menunda-nunda penindakan camat.", ("sanction_imposed", "called_for")),
        ("Camat dicopot apabila melanggar netralitas.", ("sanction_warning", "taken")),
        ("Jabatan camat itu bisa dicopot.", ("sanction_warning", "taken")),
        ("BKN meminta pejabat pembina kepegawaian menjatuhkan hukuman disiplin kepada camat.", ("referral", "taken")),
    ],
)
def test_status_of_rarer_turns(sentence, expected):
    assert expected in told(sentence)


def test_a_penalty_that_only_may_come_is_not_given():
    for sentence in ("Camat dicopot apabila melanggar netralitas.", "Jabatan camat itu bisa dicopot."):
        assert not told(sentence, "sanction_imposed")


def test_an_order_in_a_quotation_counts_where_nothing_better_is_told():
    text = "Netralitas aparatur sipil negara (ASN) dibahas menjelang Pilkada Kudus 27 November 2024.\n"
    order = "“Simpan di bilik suara saja,” "
    assert [m.rule.partition(":")[0] for m in read(text + order + SPEAKER) if m.type == "reminder"] == ["reminder.plea"]
    scholar = "kata pengamat politik Universitas Muria Ratna Wulandari."
    assert not [m for m in read(text + order + scholar) if m.type == "reminder"]


def test_a_recorded_voice_reminds_nobody():
    assert not told("Dalam rekaman terdengar Camat Jekulo meminta pegawai tidak memilih petahana.", "reminder")


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        (
            "Berkas tiga ASN yang tidak netral di Pilkada 2024 dilimpahkan Bawaslu Kudus ke Komisi Aparatur Sipil "
            "Negara (KASN), dua lainnya masih ditelusuri.",
            "investigation",
            "Bawaslu Kudus",
        ),
        (
            "ASN wajib netral di Pilkada 2024, kata Bupati Kudus Wahyu Anggoro. Pada 2018 seorang camat di Kabupaten "
            "Demak sudah dicopot dari jabatannya.",
            "sanction_imposed",
            "Pemkab Demak",
        ),
        (
            "Sekitar 10 ASN yang tidak netral di Pilkada 2024 sudah menerima sanksi dari Bupati Kudus.",
            "sanction_imposed",
            "Pemkab Kudus",
        ),
    ],
)
def test_actor_behind_brackets_and_passives(text, kind, actor):
    assert actor in actors(text, kind)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("“Dipecat begitu itu tidak akan mendapat pesangon,” " + SPEAKER, "sanction_imposed"),
        ("“Sanksinya tidak sampai penonaktifan,” kata Ketua Bawaslu Kudus Hadi Sucipto.", "sanction_warning"),
        ("“Laporan yang kami sampaikan bisa menjadi pelajaran bagi ASN,” kata Hadi Sucipto, SH, advokat.", "reminder"),
        ("Bawaslu Kudus melayangkan surat kepada seorang camat untuk klarifikasi.", "circular"),
        ("Warga heran sebab ada ASN yang terpantau mampir ke posko calon bupati.", "monitoring"),
        ("Dugaan pelanggaran netralitas ASN itu dilaporkan seorang warga ke Bawaslu Kudus.", "referral"),
    ],
)
def test_what_only_sounds_like_a_measure(sentence, kind):
    assert told(sentence, kind) == set()


def test_a_penalty_given_is_no_threat_besides():
    text = LEAD + "Bupati Kudus menjatuhkan sanksi kepada dua ASN yang mengunggah foto calon bupati di Facebook."
    kinds = {measure.type for measure in read(text) if measure.start >= len(LEAD)}
    assert "sanction_imposed" in kinds
    assert "sanction_warning" not in kinds


def test_who_recommends_to_a_decider_is_not_the_decider():
    text = LEAD + "Bawaslu Kudus mengirimkan hasil pemeriksaan seorang camat dan rekomendasi pada KASN."
    assert actors(text, "referral") == ["Bawaslu Kudus"]
