import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.language import find_language, is_indonesian

INDONESIAN = "Wali kota mengingatkan seluruh pegawai agar menjaga netralitas pada pemilihan yang akan digelar."
ENGLISH = "The mayor reminded all employees to remain neutral in the coming election of the head of the region."
MALAY = (
    "Suruhanjaya Pilihan Raya memaklumkan bahawa sebanyak 1,200 pengundi telah keluar mengundi pada hari Sabtu. "
    "Pengerusinya berkata, proses itu berjalan lancar kerana semua pegawai telah menjalani latihan, manakala pihak "
    "polis turut membantu."
)
JAVANESE = (
    "Bupati ngelingake kabeh pegawai supaya tetep netral ing pilihan bupati sing bakal digelar taun iki. Dheweke uga "
    "ngandhani yen pegawai ora kena melu kampanye, amarga wis ana aturan saka pamarentah."
)
SUNDANESE = (
    "Bupati ngélingan sakabéh pagawé sangkan tetep nétral dina pamilihan bupati anu baris digelar taun ieu. Anjeunna "
    "ogé nétélakeun yén pagawé teu meunang milu kampanye, sabab geus aya aturan ti pamaréntah."
)
ITALIAN = (
    "Il sindaco di Roma ha detto di no alla proposta di legge, ma la giunta di Milano ha chiesto di rivedere il piano "
    "di spesa per le scuole di tutta la provincia di Napoli."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (INDONESIAN, "id"),
        (ENGLISH, "en"),
        (MALAY, "ms"),
        (JAVANESE, "jv"),
        (SUNDANESE, "su"),
        (ITALIAN, None),
        ("Daftar calon: Ahmad Fauzi, Siti Aminah, Rahmat Hidayat, Teuku Umar, Cut Nyak Dhien dan Andi Palaguna", "id"),
        ("Ahmad Fauzi, Siti Aminah, Rahmat Hidayat, The King, Andi Palaguna", None),
        (
            f"{INDONESIAN} Ia mengutip pepatah: “Becik ketitik ala ketara, sing salah seleh, aja dumeh lan gumunan.”",
            "id",
        ),
        (f"{INDONESIAN} “The right man in the right place,” kata dia.", "id"),
        (f"{INDONESIAN} Kegiatan itu dihadiri NU, Adv. Siti, dan tamu dari Kerajaan Gowa.", "id"),
        ("", None),
        ("12 34", None),
    ],
)
def test_find_language(text, language):
    assert find_language(text) == language


@pytest.mark.parametrize("text", [ENGLISH, MALAY, JAVANESE, SUNDANESE, ITALIAN, "Ahmad, Siti, Budi"])
def test_what_is_not_surely_indonesian(text):
    assert not is_indonesian(text)
    assert is_indonesian(INDONESIAN)


def test_the_demonstration_articles_are_indonesian():
    lines = (Path(__file__).parents[2] / "demo/articles.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert len(texts) == 150
    assert [text[:60] for text in texts if find_language(text) != "id" or not is_indonesian(text)] == []


@given(st.text())
def test_any_text_is_told_or_not(text):
    assert find_language(text) in (None, "id", "ms", "en", "jv", "su")
