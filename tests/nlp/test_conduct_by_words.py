"""Where the words of a sentence overrule what phrases and cues say of its conduct, and where they may not."""

import numpy as np
import pytest

from crawler.items import Article
from nlp.act_words import COLUMNS, Model, blocks
from nlp.conduct_status import ALLEGED, PROHIBITED, PROVEN
from tests.nlp.first_reading import read_by_rules

LEAD = "Netralitas aparatur sipil negara (ASN) pada Pilkada 2024 kembali disorot di Kabupaten Sambas.\n"


def model_knowing(**words):
    """A model in which each word raises the odds of its columns from 1 to 1,000 to 20 to 1: `berjejer="attributes"`."""
    features = np.array([blocks([word])[0][0] for word in words])
    order = np.argsort(features)
    weights = np.zeros((len(words), len(COLUMNS)))
    for row, columns in enumerate(words.values()):
        weights[row, [COLUMNS.index(name) for name in columns.split()]] = 10.0 * np.sqrt(len(words))
    return Model(COLUMNS, features[order], np.ones(len(words)), weights[order], np.full(len(COLUMNS), -7.0))


def told(monkeypatch, text, **words):
    monkeypatch.setattr("nlp.act_words.load_model", lambda: model_knowing(**words))
    return {(item.type, item.status) for item in read_by_rules(Article("a", LEAD + text)).violations}


def test_a_wish_that_nobody_does_it_forbids_it(monkeypatch):
    text = "Ia meminta semua kepala dinas memastikan tidak ada stiker bergambar caleg di ruang kerja."
    assert told(monkeypatch, text, stiker="attributes prohibited told") == {("attributes", PROHIBITED)}
    # Without words that forbid nothing is told: what is not there was not done.
    assert told(monkeypatch, text, stiker="attributes told") == set()
    assert told(monkeypatch, text, stiker="prohibited told") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Tidak ada stiker caleg yang dipasang pegawai di ruang kerja, kata Sekda.",
        "Bawaslu memastikan tidak ada ASN yang memasang stiker caleg.",
        "Panwas belum menemukan camat yang memasang stiker caleg di ruang kerja.",
        "Pihaknya tidak menerima laporan ASN yang memasang stiker caleg.",
        "PNS diperbolehkan memasang stiker caleg di rumah.",
    ],
)
def test_what_did_not_happen_or_is_allowed_is_not_told_whatever_the_words_say(monkeypatch, text):
    assert told(monkeypatch, text, stiker="attributes prohibited told") == set()
    assert told(monkeypatch, text, stiker="attributes alleged told") == set()


def test_an_item_of_a_ruled_list_is_read_whoever_it_names(monkeypatch):
    rule = "ASN dilarang melakukan hal berikut:\n"
    item = "a. Menjadi tim sukses bersama warga dan kepala desa;"
    known = {"sukses": "campaigning prohibited told"}
    assert told(monkeypatch, rule + item, **known) == {("campaigning", PROHIBITED)}
    assert told(monkeypatch, "Warga dan kepala desa menjadi tim sukses di kampung itu.", **known) == set()


@pytest.mark.parametrize("status", [ALLEGED, PROVEN])
def test_a_case_whose_conduct_is_not_told_by_words(monkeypatch, status):
    proof = " Keduanya dijatuhi sanksi teguran tertulis." if status == PROVEN else ""
    text = f"Dua perkara pegawai negeri kini menumpuk di meja pengawas.{proof}"
    assert ("other", status) in told(monkeypatch, text, menumpuk="other told", dijatuhi="other told")
    assert told(monkeypatch, text, lain="told") == set()
