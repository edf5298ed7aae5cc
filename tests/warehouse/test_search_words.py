import hashlib
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.search_words import DROPPED, WORD, find_word_ids, load_words, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Netralitas ASN!", ["netralitas", "asn"]),
        ("800.1.6.2/524/BKPSDM-PDG/2024", ["800", "1", "6", "2", "524", "bkpsdm", "pdg", "2024"]),
        ("undang-undang", ["undang", "undang"]),
        ("Ma'ruf, Ma’ruf dan Maruf", ["maruf", "maruf", "dan", "maruf"]),
        ("hari Jum`at", ["hari", "jumat"]),
        ("José, Jose\u0301", ["jose", "jose"]),
        ("netra\u00adlitas", ["netralitas"]),
        ("satu\0dua", ["satu", "dua"]),
        ("snake_case_nama", ["snake", "case", "nama"]),
        ("$$ ' \" \\ {dropped}", ["dropped"]),
        ("", []),
        (" – … ", []),
    ],
)
def test_words_of_a_text(text, words):
    assert split_words([text]) == [words]


@given(st.text(st.sampled_from(list("abÉéIi0 9.-/_\n\0“" + DROPPED + "\u0301")), max_size=40))
def test_python_marks_the_words_that_sql_indexes(text):
    printed = WORD.findall(text)
    indexed = split_words([text])[0]
    assert [words[0] for words in split_words(printed)] == indexed
    assert all(len(words) == 1 for words in split_words(printed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dilaporkan", "melaporkan"),
        ("Dilaporkan", "LAPORAN"),
        ("pelanggaran", "melanggar"),
        ("memecat", "pemecatan"),
        ("keberpihakan", "memihak"),
        ("pegawai", "kepegawaian"),
        ("mengawasi", "pengawasan"),
        ("netralitas", "Netralitas"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, other):
    ids = find_word_ids([one, other])
    assert ids[one].stem_id == ids[other].stem_id


@pytest.mark.parametrize(("one", "other"), [("pemilu", "pilu"), ("netralitas", "asn"), ("524", "2024")])
def test_strangers_do_not(one, other):
    ids = find_word_ids([one, other])
    assert ids[one].stem_id != ids[other].stem_id


def test_a_form_keeps_its_own_id():
    ids = find_word_ids(["dilaporkan", "melaporkan", "DILAPORKAN"])
    assert ids["dilaporkan"] == ids["DILAPORKAN"] != ids["melaporkan"]


def test_ids_are_the_same_in_every_build():
    last = hashlib.md5(b"asn").digest()[8:]
    assert find_word_ids(["ASN"])["ASN"].word_id == int.from_bytes(last, "little")


def test_what_is_no_single_word_has_no_id():
    assert find_word_ids(["dua kata", "", "-"]) == {}


def test_word_lists_are_in_the_form_of_the_index():
    lists = load_words()
    words = [*lists.ignored, *lists.fields, *lists.words, *lists.words.values(), *lists.stems]
    assert split_words(words) == [[word] for word in words]
    assert set(lists.fields.values()) == {"official", "region", "document"}
    assert "tidak" not in lists.ignored


def test_threads_share_the_stemmer():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(find_word_ids(["dilaporkan"])["dilaporkan"])) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
