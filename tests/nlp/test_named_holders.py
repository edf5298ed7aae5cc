"""Tests of `nlp.named_holders`: persons and posts are invented."""

import json

import pytest

from crawler.items import Article
from nlp import names
from nlp.pipeline import read_article
from nlp.quality import CORPUS, DEMO_ARTICLES
from nlp.score import load_rows
from nlp.subject import may_be_on_subject


def officials(text):
    return {(one.name, one.role) for one in read_article(Article("a", text), always_names=True).officials}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Direktur Utama PT Kereta Niaga (KN Group) Rudi Hartanto mengatakan, gedung itu dipinjam untuk kampanye.",
            "Rudi Hartanto",
        ),
        (
            "Kepala Satuan Tugas Penanganan Covid-19 Kabupaten Sleman Bambang Sutrisno menyampaikan hal itu, Senin.",
            "Bambang Sutrisno",
        ),
        (
            "Ketua Himpunan Pemantau Pemilu (HPP) Dewi Lestari Handayani menilai sanksi itu terlalu ringan.",
            "Dewi Lestari Handayani",
        ),
        ("Menurut Andi Wijaya, pendiri Lingkar Pemilih Muda, edaran itu sudah tepat.", "Andi Wijaya"),
        (
            "“Mereka harus netral,” kata epidemiolog Universitas Sukamaju, Tegal, Hendra Gunawan, Selasa.",
            "Hendra Gunawan",
        ),
    ],
)
def test_names_behind_bodies_that_no_list_has(text, name):
    assert name in {found for found, _ in officials(text)}


@pytest.mark.parametrize(
    "text",
    [
        # A building, a contest, a body, a stranger without an office.
        "Sosialisasi netralitas ASN dan PPPK digelar di Aula Idham Chalid, Amuntai, Kamis (26/9/2024).",
        "Camat itu diduga ikut rombongan pasangan calon (paslon) Pilbup Banjar.",
        "Guru diminta menjaga netralitas pada Pilbup Bima 9 Desember 2020.",
        "Siti Aminah datang ke pasar bersama Rahmat Hidayat untuk membeli beras.",
        "Rudi Hartanto tidak hadir. Direktur perusahaan itu belum menjawab pesan.",
    ],
)
def test_what_is_no_holder_of_an_office(text):
    assert officials(text) == set()


def test_what_rules_took_for_a_name_gives_way_to_the_person_behind_it(monkeypatch):
    text = "Direktur Eksekutif Cipta Damai Research (CDR) Asep Gunawan datang, pilkada tetap berjalan."
    assert {name for name, _ in officials(text)} == {"Asep Gunawan"}
    monkeypatch.setattr(names, "find_names", lambda doc: [])
    assert {name for name, _ in officials(text)} == {"Damai Research"}


def test_texts_on_other_subjects_are_not_read_by_the_model():
    text = "Direktur Utama PT Kereta Niaga (KN Group) Rudi Hartanto datang, harga cabai naik."
    assert "Rudi Hartanto" not in {one.name for one in read_article(Article("a", text)).officials}
    more = f"{text} ASN tidak disebut, pilkada sudah usai."
    assert "Rudi Hartanto" in {one.name for one in read_article(Article("a", more)).officials}


def test_the_model_sees_every_article_on_the_subject():
    with DEMO_ARTICLES.open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    gold = load_rows(CORPUS / "annotations.jsonl")
    on_subject = [key for key, row in gold.items() if row["relevance"] != "none"]
    assert len(on_subject) > 100
    assert [key for key in on_subject if not may_be_on_subject(texts[key])] == []
