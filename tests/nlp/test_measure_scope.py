"""What belongs to a measure on neutrality: whose act, on what subject, done or only somebody's duty; all invented."""

import pytest

from crawler.items import Article
from tests.nlp.first_reading import read_by_rules

LEAD = (
    "Aparatur sipil negara (ASN) diminta netral pada Pilkada 27 November 2024, kata Ketua KPU Kudus Darto Wibisono.\n"
)


def told(text):
    """Type and status of what is told behind a lead on the subject."""
    measures = read_by_rules(Article("x", LEAD + text)).measures
    return {(m.type, m.status) for m in measures if m.start >= len(LEAD)}


def kinds(text):
    return {pair[0] for pair in told(text)}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Bupati Kudus Wahyu Anggoro berbicara dalam rapat koordinasi pembangunan daerah.", "outreach"),
        ("Bupati Kudus Wahyu Anggoro berbicara dalam rapat kerja dengan DPRD.", "outreach"),
        ("Guru itu diduga memberikan arahan kepada para pegawai untuk memilih seorang calon.", "outreach"),
        ("Kepala sekolah itu mengumpulkan KTP para guru.", "outreach"),
        ("Bawaslu Kudus menata alat peraga dalam rapat koordinasi dengan KPU.", "coordination"),
        ("ASN, TNI dan Polri perlu bekerja sama untuk mencegah konflik.", "coordination"),
        ("ASN jangan sampai duduk bersama calon bupati, kata Bupati Kudus Wahyu Anggoro.", "coordination"),
        ("Masyarakat diharapkan memberi perhatian pada netralitas pegawai.", "reminder"),
        ("KASN mengeluarkan rekomendasi peringatan kepada dua ASN.", "reminder"),
        ("Bawaslu Kudus menyebutkan ada lima laporan pelanggaran netralitas.", "reminder"),
        ("Panitia menyimak prosesi pelantikan pejabat itu.", "investigation"),
        ("Petugas melakukan verifikasi faktual dukungan calon perseorangan di rumah seorang guru.", "investigation"),
        ("BKPSDM Kudus masih memproses SK pengunduran diri guru yang maju sebagai calon.", "investigation"),
        ("Rekomendasi partai turun untuk petahana.", "referral"),
        ("Warga diminta menyerahkan sepenuhnya kepada Bawaslu Kudus.", "referral"),
        ("Jika paslon melanggar jadwal kampanye, akan diberikan sanksi.", "sanction_warning"),
        ("Aturan cuti kampanye membuat pemilihan lebih adil.", "leave_or_resignation"),
        ("Simbol jari itu sosialisasi terhadap paslon tertentu.", "outreach"),
        ("Bupati Kudus mengundang para kepala dinas dalam forum itu.", "investigation"),
        ("Bupati Kudus menghormati proses terhadap pegawai yang diperbincangkan.", "investigation"),
        ("Polisi itu tergabung dalam Sentra Penegakan Hukum Terpadu (Gakkumdu).", "prosecution"),
        ("Wartawan bekerja sama dengan sebuah penerbit buku.", "coordination"),
        ("Pegawai itu berfoto di posko pemenangannya paslon.", "reporting_channel"),
        ("Acara bertema bersama rakyat awasi pemilu itu dihadiri pegawai.", "monitoring"),
        ("Kasus itu menjadi peringatan bagi semua pihak.", "reminder"),
        ("Hal itu disampaikan dalam rapat tentang netralitas pegawai.", "reminder"),
        ("Petugas memeriksa penandatanganan pakta integritas sekretariat PPK.", "integrity_pact"),
        ("Bawaslu Kudus akan melakukan pengawasan distribusi surat suara secara ketat.", "monitoring"),
    ],
)
def test_acts_on_other_matters_are_no_measures(sentence, kind):
    assert kind not in kinds(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Pemerintah hanya berkewajiban untuk menyampaikan dan memberi imbauan netralitas.", "reminder"),
        ("Bawaslu berwenang memanggil pegawai yang memihak.", "investigation"),
        ("Pembinaan ASN dan penegakan disiplin menjadi kewenangan bupati.", "outreach"),
        ("KASN yang akan menentukan sanksinya.", "sanction_imposed"),
        ("Netralitas pegawai perlu dijaga dan diawasi.", "monitoring"),
    ],
)
def test_a_role_or_duty_is_no_measure(sentence, kind):
    assert kind not in kinds(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Bupati Kudus Wahyu Anggoro menggelar rapat koordinasi tentang netralitas ASN.", "outreach"),
        ("Bupati Kudus Wahyu Anggoro membuka rapat koordinasi para camat soal netralitas.", "outreach"),
        ("Bawaslu Kudus bersama BKN terus berkoordinasi soal laporan pegawai.", "coordination"),
        ("Temuan itu kami koordinasikan dengan Polres Kudus, kata Ketua Bawaslu Kudus Rini Astuti.", "coordination"),
        ("Satpol PP harus menjaga sikap netralitas, kata Bupati Kudus Wahyu Anggoro.", "reminder"),
        ("Bawaslu Kudus merampungkan kajian atas unggahan camat itu.", "investigation"),
        ("Kasusnya akan dilanjutkan ke pembina kepegawaian.", "referral"),
        ("Warga bisa lapor melalui Facebook Bawaslu Kudus.", "reporting_channel"),
        ("Komitmen netralitas dideklarasikan para pegawai di alun-alun.", "pledge"),
        ("Pegawai yang mau berpolitik silakan keluar dari birokrasi.", "leave_or_resignation"),
        ("Langkah ini merujuk pada SK bersama lima lembaga.", "regulation"),
        ("Sanksi yang mengintai pegawai nakal ialah pemecatan.", "sanction_warning"),
        ("Kami tetap melakukan pengawasan, kata Ketua Bawaslu Kudus Rini Astuti.", "monitoring"),
    ],
)
def test_acts_on_the_subject_are(sentence, kind):
    assert kind in kinds(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bawaslu Kudus punya waktu dua hari untuk melakukan kajian atas laporan itu.", ("investigation", "planned")),
        ("KASN baru bisa memproses camat itu bila berkasnya lengkap.", ("investigation", "planned")),
        ("KASN bisa memanggil camat itu untuk klarifikasi.", ("investigation", "planned")),
        (
            "Bupati Kudus Wahyu Anggoro menekankan, kepala dinas wajib mendata staf, mengawasi pegawai di medsos.",
            ("monitoring", "called_for"),
        ),
        ("Camat diminta sigap.\nYakni mengawasi ASN di wilayahnya.", ("monitoring", "called_for")),
        ("Ketua Bawaslu Kudus Rini Astuti berharap, sosialisasi kepada ASN diperbanyak.", ("outreach", "called_for")),
        ("Masyarakat diajak melapor melalui nomor WhatsApp posko aduan.", ("reporting_channel", "taken")),
        ("Bupati Kudus dinilai mengabaikan rekomendasi KASN yang akan kedaluwarsa.", ("referral", "taken")),
        ("Tiga pejabat Kudus mengajukan surat pengunduran diri.", ("leave_or_resignation", "taken")),
        (
            "ASN yang hendak maju harus mengajukan surat pengunduran diri.",
            ("leave_or_resignation", "called_for"),
        ),
    ],
)
def test_how_far_it_has_come(sentence, expected):
    assert expected in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Ketua Bawaslu Kudus Rini Astuti menyebut belum ada pegawai yang dilaporkan atau diproses.", "investigation"),
        ("Lurah itu tidak pernah menulis surat pengunduran diri.", "leave_or_resignation"),
        ("Bawaslu Kudus belum bicara sebelum dikeluarkan rekomendasi.", "referral"),
    ],
)
def test_what_was_not_done(sentence, kind):
    assert (kind, "taken") not in told(sentence)


def test_a_letter_reminds_nobody_aloud():
    text = "Surat edaran diterbitkan Bupati Kudus untuk mengikat pegawai, agar tetap netral."
    assert "circular" in kinds(text)
    assert "reminder" not in kinds(text)


def test_the_assembly_of_a_pledge_is_part_of_it():
    text = "Seluruh ASN dikumpulkan di alun-alun Kudus. Mereka mengucapkan ikrar netralitas dipimpin bupati."
    assert "pledge" in kinds(text)
    assert "outreach" not in kinds(text)


def test_a_private_person_reminds_nobody():
    text = "“ASN jangan coba-coba ikut politik praktis,” kata mahasiswa bernama Yoga Prastowo di depan kantor bupati."
    assert "reminder" not in kinds(text)


def test_who_is_named_behind_an_active_verb_does_something_else():
    text = LEAD + "Bawaslu Kudus akan merekomendasikan kasus itu ke KASN, sanksinya diputuskan oleh KASN."
    measures = read_by_rules(Article("x", text)).measures
    assert {m.actor for m in measures if m.type == "referral"} == {"Bawaslu Kudus"}


def test_what_a_case_is_handed_on_for_is_not_the_senders_act():
    text = "Bawaslu Kudus telah mengirimkan nama lurah itu kepada KASN untuk segera ditindaklanjuti."
    assert told(text) & {("referral", "taken"), ("investigation", "planned")} == {("referral", "taken")}


def test_a_penalty_spoken_of_is_no_threat_where_penalties_were_given():
    given = "Dua guru yang memihak sudah dijatuhi sanksi oleh Bupati Kudus. "
    assert "sanction_warning" not in kinds(given + "Pemberian sanksi bagi ASN bukan kemauan bupati.")
    assert "sanction_warning" not in kinds(given + "Sebelas lainnya dikenakan sanksi penurunan jabatan.")
    assert "sanction_warning" in kinds(given + "ASN lain yang memihak akan dikenai sanksi.")


def test_a_heading_within_the_story_counts_only_alone():
    heading = "Menjaga Netralitas Pegawai\n"
    text = heading + "Bupati Kudus Wahyu Anggoro mengingatkan pegawai agar tidak memihak."
    rules = [m.rule for m in read_by_rules(Article("x", LEAD + text)).measures if m.start >= len(LEAD)]
    assert rules
    assert not [rule for rule in rules if rule.startswith("title")]


def test_a_decider_asked_to_act_is_asked_for_a_penalty():
    assert ("sanction_imposed", "called_for") in told("Diharapkan BKN dapat memberikan sanksi kepada guru itu.")
