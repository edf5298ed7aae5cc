"""Who says a quotation, in the ways the press puts it; persons and places are invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lexicons import load_lexicon
from nlp.quotes import find_quotes
from nlp.records import Mention, Official
from nlp.sentences import find_sentences
from nlp.speakers import find_speakers

RAHMAT = ("Rahmat Wiguna", "bawaslu", "Ketua Bawaslu Nusa, Rahmat Wiguna", ("Rahmat",))
LESTARI = ("Lestari Handoko", "regent", "Pj Bupati Nusa Lestari Handoko", ("Lestari", "Bu Tari"))
DARMAN = ("Darman", "regional_secretary", "Sekda Nusa Darman", ())
TOGAR = ("Togar Silalahi", "district_head", "Camat Suka Maju Togar Silalahi", ("Togar",))
HEADS = (RAHMAT, LESTARI, DARMAN, TOGAR)


def officials_of(text, persons=HEADS):
    """The persons of a text as officials, each place where a name of theirs stands a mention."""
    officials = []
    for name, role, office, short in persons:
        forms = "|".join(map(re.escape, (name, *short)))
        mentions = tuple(Mention(m[0], *m.span()) for m in re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", text))
        if mentions:
            at = text.find(office)
            span = (at, at + len(office)) if at >= 0 else (mentions[0].start, mentions[0].end)
            officials.append(Official(name, role, None, None, *span, mentions))
    return officials


def speakers_of(text, persons=HEADS):
    """The speakers of a text's quotations."""
    found = find_speakers(text, find_quotes(text), find_sentences(text), officials_of(text, persons))
    return [quote.speaker for quote in found]


DOMAIN_ROLES = [
    "governor",
    "vice_governor",
    "mayor",
    "vice_mayor",
    "regent",
    "vice_regent",
    "regional_secretary",
    "assistant",
    "agency_head",
    "department_head",
    "inspector",
    "division_head",
    "district_head",
    "village_head",
    "bawaslu",
    "kpu",
    "kasn",
    "minister",
    "ministry_official",
    "legislator",
    "police",
    "military",
    "prosecutor",
    "party",
    "candidate",
    "academic",
    "civil_society",
    "asn",
    "other",
]
R, L, D, T = (person[0] for person in HEADS)
BOTH = "Ketua Bawaslu Nusa, Rahmat Wiguna, dan Pj Bupati Nusa Lestari Handoko hadir. "


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # the tag after
        ('"Kami netral," kata Ketua Bawaslu Nusa, Rahmat Wiguna, Senin (5/2).', [R]),
        ('"Kami netral", tandas Rahmat.', [R]),
        ('"Kami netral," kata Rahmat.(adv)', [R]),
        ('"Kami netral," ujar Bu Tari, sapaan akrab Lestari.', [L]),
        ('"Kami netral," kata Lestari usai bertemu Rahmat.', [L]),
        ('"Kami netral," kata Lestari didampingi Rahmat dan Darman.', [L]),
        ('"Kami netral," kata Lestari kepada Rahmat.', [L]),
        (BOTH + '"Kami netral," Rahmat menegaskan.', [R]),
        (BOTH + '"Kami netral," kata Bupati.', [L]),
        (BOTH + '"Kami netral," ujar Ketua Bawaslu.', [R]),
        (BOTH + '"Kami netral," kata Ketua Bawaslu itu.', [R]),
        (BOTH + '"Kami netral," kata anggota tim kajian dari Universitas Nusa, Rahmat Wiguna.', [R]),
        # the tag before
        ('Rahmat mengatakan, "Kami netral sampai selesai."', [R]),
        ('Rahmat: "Kami netral sampai selesai."', [R]),
        ('Menurut Rahmat, "kami ini netral sampai pencoblosan".', [R]),
        ('Rahmat mengatakan kepada Lestari, "Kami netral sampai selesai."', [R]),
        ('Ditemui bersama Lestari, Rahmat mengatakan, "Kami netral sampai selesai."', [R]),
        ('Sekda Nusa Darman yang baru dilantik Lestari mengatakan, "Kami netral sampai selesai."', [D]),
        ('Jono hadir. Rahmat Wiguna, S.H., Ketua Bawaslu Nusa, yang dihubungi, membenarkan. "Benar," ujarnya.', [R]),
        ('Koordinator Tim Kajian dan Hukum Nusa Rahmat Wiguna membenarkan. "Benar," ujarnya.', [R]),
        ('Rahmat, koordinator tim kajian untuk Togar, mengaku senang. "Baik," katanya.', [R]),
        # the sentence before
        ('Ketua Bawaslu Nusa, Rahmat Wiguna, menjelaskan hal itu. "Kami netral," ujarnya.', [R]),
        ('Hal itu disampaikan Pj Bupati Nusa Lestari Handoko.\n\n"Kami netral," jelasnya.', [L]),
        ('Hal itu dikatakan oleh Lestari saat apel.\n"Kami netral," katanya.', [L]),
        ('Lestari, diwakili Sekda Nusa Darman, mengingatkan pegawai. "Jangan memihak," ujarnya.', [D]),
        ('Menanggapi pernyataan Lestari, Rahmat meminta bukti. "Silakan lapor," katanya.', [R]),
        ('Rahmat membenarkan kabar itu. "Berkas lengkap." Ia pulang.', [R]),
        # a reaction told before the one whose it is
        (BOTH + 'Hal itu mendapat kritik keras dari Sekda Nusa Darman. "Kami netral," kata dia.', [D]),
        (BOTH + 'Kabar itu dibantah Togar, Camat Suka Maju Togar Silalahi. "Kami netral," kata dia.', [T]),
        # what is done for a purpose is not said; a clause that only leads to the sentence is about nobody
        (
            'Rahmat menjelaskan hal itu. Bawaslu menyurati Polres Nusa untuk memastikan netralitas. "Titik," katanya.',
            [R],
        ),
        (
            'Rahmat menjelaskan hal itu. Jika Lestari mundur, wakilnya yang maju. "Titik," katanya.',
            [R],
        ),
        # a pronoun printed with a capital, here and within a sentence
        (
            'Lestari membenarkan hal itu dan Ia berharap warga netral. Ia juga membenarkan hal lain. "Ya," katanya.',
            [L],
        ),
        # a network's user says nothing in an official's name
        ('Rahmat hadir. "Wah, lucu sekali pegawai ini," status akun Bintang Senja di grup itu.', [None]),
        # a list of persons is about none of them
        (
            '"Kami netral," kata Lestari. Hadir, yakni Ketua Bawaslu Nusa, Rahmat Wiguna, dan Sekda Nusa Darman.\n\n'
            '"Kami juga netral," tuturnya.',
            [L, L],
        ),
        # a noun with "ini" points back, also where it is no official's
        ('"Kami netral," kata Rahmat. Pengamat ini menyesalkan hal itu. "Kami sedih," ucapnya.', [R, R]),
        ('"Kami netral," kata Rahmat. "Kami sedih," tegas Sestama Nusa ini.', [R, R]),
        # a commissioner's other title, without the name
        (
            '"Kami netral," kata Ketua Bawaslu Nusa, Rahmat Wiguna. "Siap," ucap Koordinator Divisi Data Nusa.',
            [R, R],
        ),
        # a name printed with another letter
        ('Ketua Bawaslu Nusa, Rahmat Wiguna, hadir. Lestari diam. "Kami netral," ucap Rahmat Wigunaa.', [R]),
        # pronouns and epithets point back
        ('Rahmat menolak. Ia menambahkan, bukti belum ada. "Kami netral," kata dia.', [R]),
        ('Rahmat hadir. "Kami netral," tutur mantan wartawan itu.', [R]),
        ('Rahmat hadir. "Kami netral," kata pria kelahiran Nusa ini.', [R]),
        # the same goes on
        ('"Kami netral," kata Rahmat.\n\n"Yang melanggar kami tindak."', [R, R]),
        ('"Kami netral," kata Rahmat, "dan tidak memihak siapa pun."', [R, R]),
        ('"Kami netral," kata Rahmat.\n\nApel diikuti 300 pegawai.\n\n"Jangan memihak," imbuhnya.', [R, R]),
        ('"Kami netral," kata Rahmat.\n\nBupati Lestari menyimak. Rahmat melanjutkan. "Titik," katanya.', [R, R]),
        # one after the other
        (
            '"Kami netral," kata Rahmat.\n\nSementara Sekda Nusa Darman menilai imbauan cukup. "Sudah," ujarnya.',
            [R, D],
        ),
        ('"Kami netral," kata Rahmat.\n\nCamat Suka Maju Togar Silalahi tersipu. "Maaf," katanya.', [R, T]),
        # said afterwards
        ('"Kami netral sampai selesai." Demikian disampaikan Lestari.', [L]),
        ('"Kami netral sampai selesai." Penegasan itu disampaikan Lestari saat apel.', [L]),
        # told only in the next sentence or with the next quotation, where nobody spoke before
        ('"Kami netral," ujarnya.\n\nKetua Bawaslu Nusa, Rahmat Wiguna, mengatakan itu di Nusa.', [R]),
        ('"Kami netral sampai selesai."\n\nHal itu disampaikan Lestari saat apel.', [L]),
        ('"Kami netral sampai selesai."\n\n"Titik," kata Rahmat.', [R, R]),
        ('Rahmat hadir.\n"Kami netral," kata Rahmat.\n\n"Kami juga."\n\n"Titik," kata Lestari.', [R, R, L]),
        # what somebody else is said to have said in passing
        ('"Kami netral," kata Rahmat.\n\nIa memuji imbauan yang disampaikan Lestari. "Itu baik," katanya.', [R, R]),
        # an office with an origin behind it
        (BOTH + '"Kami netral," kata Bupati dari Pendopo Nusa.', [L]),
        (BOTH + '"Kami netral," kata Bupati (tengah).', [L]),
        ('Rahmat hadir. Mantan wartawan itu menegaskan. "Titik," ujarnya.', [R]),
        # an interview
        ('Berikut petikan wawancara dengan Rahmat.\n\nIa berpesan, "Jangan pernah memihak."', [R]),
    ],
)
def test_speakers_are_told(text, speakers):
    assert speakers_of(text) == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('Rahmat hadir.\n"Kami takut," kata seorang guru.', [None]),
        ('Rahmat hadir.\n"Kami takut," ujar warga bernama Jono.', [None]),
        ('Rahmat hadir.\n"Kami takut," kata Jono Sukirman.', [None]),
        ('Rahmat hadir.\n"Kami takut," kata Kapolres.', [None]),
        ('Rahmat hadir.\n"Kami takut," kata kuasa hukum Rahmat, Jono Sukirman.', [None]),
        (
            '"Kami netral," kata Rahmat.\n\nJono Sukirman (39), warga Suka Maju, mengaku resah. "Takut," ucapnya.',
            [R, None],
        ),
        ('"Kami netral," kata Rahmat.\n\nHN tidak menampik. "Saya khilaf," ujarnya.', [R, None]),
        ('"Kami netral," kata Rahmat.\n\nSalah seorang guru mengaku resah. "Takut," ucapnya.', [R, None]),
        ('"Kami netral," kata Rahmat.\n\nKetua KPU Nusa Jono Sukirman membantah. "Tidak," katanya.', [R, None]),
        ('"Kami netral," kata Rahmat.\n\nMenurut seorang warga, camat memihak. "Takut," katanya.', [R, None]),
        ('"Kami netral," kata Lestari.\n\n"Belum tahu," kata Bupati Seberang.', [L, None]),
        ('"Kami netral," kata Rahmat.\n\nDihubungi terpisah, Jono Sukirman membantah. "Bohong," tukasnya.', [R, None]),
    ],
)
def test_no_official_is_taken_for_another(text, speakers):
    assert speakers_of(text) == speakers


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ('"Kami netral," kata Rahmat.', ["quote.name"]),
        (BOTH + '"Kami netral," kata Bupati.', ["quote.office"]),
        ('Rahmat menjelaskan hal itu. "Kami netral," ujarnya.', ["quote.back.told.near"]),
        ('Rahmat menjelaskan hal itu. "Kami netral."', ["quote.bare.told.near"]),
        ('Rahmat hadir. "Kami netral," kata dia.', ["quote.back.topic"]),
        ('"Kami netral," kata seorang guru.', ["quote.other.stranger"]),
        ('"Kami netral," ujarnya.', ["quote.back.nobody"]),
        ('Rahmat hadir.\n"Kami netral dan tidak memihak siapa pun, kata Rahmat.', ["quote.unclosed.name"]),
        ('Kami semua netral dan tidak memihak," kata Rahmat.', ["quote.unopened.name"]),
    ],
)
def test_rules_tell_how_the_speaker_was_found(text, families):
    found = find_speakers(text, find_quotes(text), find_sentences(text), officials_of(text))
    assert [quote.rule.split(":")[0] for quote in found] == families


def test_quotes_stay_as_they_are():
    text = '"Kami netral," kata Rahmat. "Kami semua setuju," kata Jono.'
    quotes = find_quotes(text)
    found = find_speakers(text, quotes, find_sentences(text), officials_of(text))
    assert [(quote.start, quote.end, quote.text) for quote in found] == [(q.start, q.end, q.text) for q in quotes]


def test_names_inside_a_quotation_do_not_speak():
    text = 'Rahmat membenarkan. "Lestari mengatakan kepada kami, ia tidak tahu," ujarnya.'
    assert speakers_of(text) == [R]


def test_a_short_name_that_is_no_mention_is_the_official_of_that_name():
    text = 'Ketua Bawaslu Nusa, Rahmat Wiguna, hadir. "Kami netral," kata Wiguna.'
    assert speakers_of(text) == [R]


@pytest.mark.parametrize("alias", ["Rahawi", "Rahar"])
def test_an_official_known_by_a_shortened_name_is_one_person(alias):
    persons = (
        ("Raharja Wibowo", "governor", "Gubernur Nusa Raharja Wibowo", ()),
        (alias, "governor", f"Gubernur {alias}", ()),
        LESTARI,
    )
    text = f'Gubernur Nusa Raharja Wibowo hadir. "Kami netral," kata Gubernur {alias}.\n\n"Titik," kata Gubernur.'
    assert speakers_of(text, persons) == ["Raharja Wibowo", "Raharja Wibowo"]


def test_letters_that_only_look_alike_break_nothing():
    assert (
        speakers_of(BOTH + '"Kami netral," kata Lurah. "Titik," kata Wal\u0131 Kota \u0130nspektur Bupat\u0130.')[0]
        is None
    )


def test_offices_have_roles_of_the_domain():
    known = set(DOMAIN_ROLES)
    lexicon = load_lexicon("speech")
    assert set(lexicon["offices"]) <= known
    assert all(phrase == phrase.casefold() for phrases in lexicon["offices"].values() for phrase in phrases)


PIECES = st.sampled_from(
    [
        '"',
        "Kami netral, ",
        " kata ",
        "Rahmat",
        " mengatakan, ",
        "Bupati ",
        "Jono (39), warga ",
        "ujarnya. ",
        "\n",
        ". ",
        ", ",
    ]
)


@given(st.lists(PIECES, max_size=50).map("".join))
def test_speakers_are_officials_or_nobody(text):
    quotes = find_quotes(text)
    found = find_speakers(text, quotes, find_sentences(text), officials_of(text))
    assert [(quote.start, quote.end) for quote in found] == [(quote.start, quote.end) for quote in quotes]
    assert all(quote.speaker in {None, R} for quote in found)


@pytest.mark.parametrize(
    "text",
    [
        '"Kami netral," kata Rahmat. ' * 10_000,
        "mengatakan " * 100_000 + '"Kami netral," ujarnya.',
        "Bupati, " * 100_000 + 'mengatakan "Kami netral," ujarnya.',
        "Aa" * 300_000 + ' "Kami netral," ujarnya.',
        "wawancara " * 50_000 + '"Kami netral," ujarnya.',
    ],
)
def test_hostile_texts_are_read_to_their_end(text):
    quotes = find_quotes(text)
    found = find_speakers(text, quotes, find_sentences(text), officials_of(text))
    assert [(quote.start, quote.end) for quote in found] == [(quote.start, quote.end) for quote in quotes]
    assert "Kami netral" in text[found[-1].start : found[-1].end]
