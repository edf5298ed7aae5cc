"""Reported speech in the ways the press puts it; persons are invented."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lexicons import load_lexicon
from nlp.quality import DEMO_ARTICLES
from nlp.quotes import find_quotes
from nlp.sentences import find_sentences
from nlp.statements import read_statements
from tests.nlp.test_speakers import officials_of

R, L, D = "Rahmat Wiguna", "Lestari Handoko", "Darman"
INTRO = "Ketua Bawaslu Nusa, Rahmat Wiguna, hadir.\n\n"


def statements_of(text):
    """Speaker and clause of every reported clause of a text."""
    found = read_statements(text, find_quotes(text), find_sentences(text), officials_of(text))[1]
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.speaker, one.text) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb before, with "bahwa", a comma or nothing
        ("Ketua Bawaslu Nusa, Rahmat Wiguna, mengatakan bahwa pegawai wajib netral.", [(R, "pegawai wajib netral")]),
        ("Rahmat menegaskan, pegawai wajib netral sampai selesai.", [(R, "pegawai wajib netral sampai selesai")]),
        ("Sekda Nusa Darman menyebut pegawai kini lebih tertib.", [(D, "pegawai kini lebih tertib")]),
        ("Rahmat di Nusa, Selasa, mengatakan aturan itu sudah jelas.", [(R, "aturan itu sudah jelas")]),
        ("Rahmat mengatakan kepada wartawan, berkas itu sudah lengkap.", [(R, "berkas itu sudah lengkap")]),
        ("Rahmat mengaku sudah menerima tiga laporan.", [(R, "sudah menerima tiga laporan")]),
        ("Rahmat menekankan pentingnya sikap netral pegawai.", [(R, "pentingnya sikap netral pegawai")]),
        # asking
        ("Rahmat meminta seluruh pegawai agar tidak memihak.", [(R, "seluruh pegawai agar tidak memihak")]),
        ("Rahmat mengimbau kepada seluruh pegawai untuk tetap netral.", [(R, "seluruh pegawai untuk tetap netral")]),
        ("Rahmat berpesan agar pegawai menjaga jarinya.", [(R, "pegawai menjaga jarinya")]),
        ("Rahmat menitip pesan agar pegawai menjaga jarinya.", [(R, "pegawai menjaga jarinya")]),
        ("Rahmat berharap tahapan itu berjalan aman.", [(R, "tahapan itu berjalan aman")]),
        # pronouns, epithets, offices
        (INTRO + "Ia menambahkan, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        (INTRO + "Mantan wartawan itu menilai warga makin berani.", [(R, "warga makin berani")]),
        ("Pj Bupati Nusa Lestari Handoko hadir. Bupati mengingatkan, semua harus adil.", [(L, "semua harus adil")]),
        # "menurut"
        ("Menurut Rahmat, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        ("Menurut Ketua Bawaslu Nusa, Rahmat Wiguna, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        ("Menurut Pj Bupati Nusa Lestari Handoko, S.E., M.M., laporan masih sedikit.", [(L, "laporan masih sedikit")]),
        (INTRO + "Menurutnya, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        (INTRO + "Laporan itu, menurut dia, masih perlu diperiksa.", [(R, "masih perlu diperiksa")]),
        # tags outside quotation marks
        ("Semua berkas sudah diperiksa, kata Rahmat.", [(R, "Semua berkas sudah diperiksa")]),
        ("Semua berkas sudah diperiksa, ujar Rahmat di Nusa, Senin (5/2).", [(R, "Semua berkas sudah diperiksa")]),
        (INTRO + "Bahkan, kata dia, semua berkas sudah diperiksa.", [(R, "semua berkas sudah diperiksa")]),
        (INTRO + "Secara aturan, katanya, pegawai tidak boleh memihak.", [(R, "pegawai tidak boleh memihak")]),
        (INTRO + "Lanjut Rahmat, pegawai tidak boleh memihak.", [(R, "pegawai tidak boleh memihak")]),
        (INTRO + "Katanya, pegawai tidak boleh memihak.", [(R, "pegawai tidak boleh memihak")]),
        # passives
        (INTRO + "Ditegaskannya, pegawai tidak boleh memihak.", [(R, "pegawai tidak boleh memihak")]),
        (INTRO + "Lebih lanjut dikatakan, pegawai tidak boleh memihak.", [(R, "pegawai tidak boleh memihak")]),
        (INTRO + "Dikatakan pula, pegawai tidak boleh memihak.", [(R, "pegawai tidak boleh memihak")]),
        (INTRO + "Walau ramai, tambahnya, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        (INTRO + "Diakui Rahmat, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        ("Hal senada disampaikan Sekda Nusa Darman, bahwa pegawai harus adil.", [(D, "pegawai harus adil")]),
        (INTRO + "Soal spanduk, dikatakan Rahmat, sudah ada yang diturunkan.", [(R, "sudah ada yang diturunkan")]),
        (
            "Dikatakan Ketua Bawaslu Nusa, Rahmat Wiguna, pihaknya sudah menerima foto itu.",
            [(R, "pihaknya sudah menerima foto itu")],
        ),
        ("Rahmat hadir. Disampaikannya, pegawai harus menahan diri.", [(R, "pegawai harus menahan diri")]),
        (INTRO + "Rahmat membeberkan, bahwa laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        ("Menanggapi itu, Rahmat menyebut bahwa laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        ("Menurut Rahmat, yang juga hadir di situ, laporan masih sedikit.", [(R, "laporan masih sedikit")]),
        (INTRO + "Dari sisi jumlah, kata Rahmat, saat ini masih sedikit.", [(R, "saat ini masih sedikit")]),
        ("Pemkab Nusa berharap semua pegawai tetap netral.", [(None, "semua pegawai tetap netral")]),
        ("Bawaslu Nusa mencatat ada 19 kepala desa yang hadir.", [(None, "ada 19 kepala desa yang hadir")]),
        (INTRO + "Ia meminta agar hal itu segera ditangani camat.", [(R, "hal itu segera ditangani camat")]),
        # beside a quotation
        ('"Kami netral," kata Rahmat seraya menambahkan bahwa laporan masih sedikit.', [(R, "laporan masih sedikit")]),
        ('Rahmat menegaskan, pegawai wajib netral. "Titik," ujarnya.', [(R, "pegawai wajib netral")]),
        # what hangs on a clause
        ("Rahmat mengatakan laporan masih sedikit, Senin (5/2/2024).", [(R, "laporan masih sedikit")]),
        ("Rahmat mengatakan laporan masih sedikit saat ditemui di kantornya.", [(R, "laporan masih sedikit")]),
        ("Rahmat mengatakan laporan itu masuk sejak Senin lalu.", [(R, "laporan itu masuk sejak Senin lalu")]),
        ("Rahmat mengatakan laporan masih sedikit. (abc)", [(R, "laporan masih sedikit")]),
        ('Rahmat menyebut ada spanduk "Pilih Kami".', [(R, 'ada spanduk "Pilih Kami"')]),
        ("NUSA, HARIAN KITA - Semua berkas sudah diperiksa, kata Rahmat.", [(R, "Semua berkas sudah diperiksa")]),
        # bodies and strangers have no name
        ("Bawaslu Nusa mengingatkan pegawai agar tidak memihak.", [(None, "pegawai agar tidak memihak")]),
        ("Menurut Bawaslu Nusa, laporan masih sedikit.", [(None, "laporan masih sedikit")]),
        (INTRO + "Jono Sukirman (39), warga Nusa, berharap jalan desa diperbaiki.", [(None, "jalan desa diperbaiki")]),
    ],
)
def test_reported_clauses_are_found(text, expected):
    assert statements_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # nothing said
        "Rahmat mengatakan hal itu saat membuka rapat.",
        "Rahmat mengatakan itu di hadapan peserta rapat.",
        "Hal itu disampaikan Ketua Bawaslu Nusa, Rahmat Wiguna, saat membuka rapat.",
        "Demikian disampaikan Rahmat.",
        INTRO + "Ia menyampaikan terima kasih kepada semua yang hadir.",
        INTRO + "Rahmat menyampaikan sambutan di depan ratusan pegawai.",
        INTRO + "Rahmat membuka rapat yang dihadiri 30 camat.",
        "Bawaslu Nusa meminta keterangan seorang kepala bidang di Dinas Pangan.",
        # asked, wished, planned or denied
        "Apakah Rahmat mengatakan bahwa pegawai boleh memihak?",
        INTRO + "Rahmat akan mengimbau pegawai agar tidak memihak.",
        INTRO + "Rapat itu digelar untuk mengingatkan pegawai agar tidak memihak.",
        INTRO + "Rahmat enggan menyebut siapa yang melapor kepadanya.",
        INTRO + "Rahmat membantah ikut membagikan sembako kepada warga.",
        INTRO + "Rahmat menuding lurah itu ikut membagikan sembako.",
        INTRO + "Rahmat sudah meminta lurah itu menyerahkan laporan.",
        "Dalam undang-undang itu ditegaskan, pegawai wajib netral.",
        INTRO + "Rahmat mengakui perbuatannya di depan hakim.",
        INTRO + "Rahmat menyebut nama calon yang tertera di situ.",
        # laws and letters do not speak
        "Undang-undang menyebutkan bahwa pegawai wajib netral.",
        "Surat edaran itu menegaskan pegawai wajib netral.",
        "Menurut undang-undang, pegawai wajib netral sampai selesai.",
        # all in marks, or a headline
        'Rahmat mengatakan, "Kami netral sampai selesai."',
        'Menurut Rahmat, "kami netral sampai selesai".',
        '"Kami netral," kata Rahmat kepada wartawan di Nusa.',
        "Rahmat Minta Pegawai Tetap Netral\n\nApel digelar di halaman kantor.",
        "",
    ],
)
def test_nothing_is_reported(text):
    assert statements_of(text) == []


def test_a_denial_is_never_turned_round():
    lexicon = load_lexicon("statements")
    verbs = {verb for kind in ("says", "tells", "asks", "rarely") for verb in lexicon[kind]}
    assert not verbs & {"membantah", "menampik", "menepis", "menyangkal", "melarang", "menuding", "menuduh", "menduga"}


def test_every_verb_is_a_verb_of_speech():
    lexicon = load_lexicon("statements")
    verbs = {verb for kind in ("says", "tells", "asks", "rarely") for verb in lexicon[kind]}
    assert verbs <= set(load_lexicon("speech")["active"])


def test_rules_tell_how_a_clause_was_found():
    text = INTRO + "Menurutnya, laporan masih sedikit. Rahmat mengatakan bahwa berkas itu lengkap."
    found = read_statements(text, find_quotes(text), find_sentences(text), officials_of(text))[1]
    assert [one.rule for one in found] == ["statement.according_after: Menurutnya", "statement.that: mengatakan"]


FIXTURE = Path(__file__).parents[1] / "fixtures" / "statements" / "annotations.jsonl"


def test_clauses_annotated_by_hand():
    """Reported clauses of articles of the invented corpus, annotated before they were measured."""
    from crawler.article_lines import article_from_dict
    from nlp.pipeline import read_article

    gold = {row["id"]: row["statements"] for row in map(json.loads, FIXTURE.read_text("utf-8").splitlines())}
    rows = [json.loads(line) for line in DEMO_ARTICLES.read_text("utf-8").splitlines()]
    hits = gold_count = found_count = speaker_hits = 0
    for row in rows:
        if row["id"] not in gold:
            continue
        found = read_article(article_from_dict(row)).statements
        gold_count += len(gold[row["id"]])
        found_count += len(found)
        for one in gold[row["id"]]:
            pair = next((other for other in found if _overlap(one, other) >= 0.7), None)
            hits += pair is not None
            speaker_hits += pair is not None and pair.speaker == one["speaker"]
    assert gold_count >= 120
    assert hits >= 0.95 * gold_count
    assert hits >= 0.95 * found_count
    assert speaker_hits >= 0.95 * hits


def _overlap(gold, found):
    shared = min(gold["end"], found.end) - max(gold["start"], found.start)
    return shared / (max(gold["end"], found.end) - min(gold["start"], found.start))


MARKS = '"“”,.:?! \n'
WORDS = ("Rahmat", " mengatakan ", "menurut ", "katanya", "bahwa ", "kata Rahmat", "Ditegaskannya, ", "pegawai ")
MORE = ("harus netral", "Bawaslu ", "meminta ", "agar ", "Senin (5/2)", "(abc)", "hal itu ", " - ")
PIECES = st.sampled_from([*MARKS, *WORDS, *MORE])


@given(st.lists(PIECES, max_size=50).map("".join))
def test_clauses_point_into_the_text_and_touch_no_quotation(text):
    quotes, found = read_statements(text, find_quotes(text), find_sentences(text), officials_of(text))
    assert all(0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.end <= quote.start or quote.end <= one.start for one in found for quote in quotes)
    assert {one.speaker for one in found} <= {None, R}


@pytest.mark.parametrize(
    "text",
    [
        "Rahmat mengatakan bahwa " * 20_000,
        "menurut Rahmat, " * 20_000,
        "Rahmat meminta pegawai " * 20_000 + ".",
        "A" * 300_000 + " mengatakan bahwa pegawai netral.",
        "Aa " * 100_000 + "- Rahmat mengatakan pegawai netral.",
        ", kata Rahmat" * 20_000,
    ],
)
def test_hostile_texts_are_read(text):
    """How long that takes is measured by `make bench`."""
    _, found = read_statements(text, find_quotes(text), find_sentences(text), officials_of(text))
    assert all(text[one.start : one.end] == one.text for one in found)
