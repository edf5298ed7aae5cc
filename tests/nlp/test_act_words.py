"""Acts told by words that no phrase knows: what the model adds to the phrases, and what it takes from them."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.act_words import COLUMNS, CONDUCTS, MEASURES, WORD, Model, WordReader, blocks, load_model
from nlp.conduct_finder import ConductFinder
from nlp.conduct_words import weigh_conducts
from nlp.measure_rules import find_acts
from nlp.measure_words import status_by_words, weigh_measures
from nlp.phrases import lowered_text
from nlp.pipeline import read_article
from nlp.records import Sentence
from nlp.scenes import Scene
from nlp.training.act_words import (
    FOLDERS,
    OTHERS,
    SENTENCES,
    STATUSES,
    STORIES,
    UNTOLD,
    Told,
    crossed,
    fit,
    read_articles,
    read_sentences,
    read_stories,
)

LEAD = "Bawaslu Kabupaten Sungai Jati mengawasi netralitas ASN pada Pilkada 2024. "


def scene_of(text):
    return Scene(Sentence(0, len(text), 0), 0, len(text), 0, len(text), 0, len(text))


def model_of(**chances):
    """A model that gives each column the same chance in every sentence: 0.001 where none is given."""
    odds = [np.log(chances.get(name, 0.001) / (1 - chances.get(name, 0.001))) for name in COLUMNS]
    return Model(COLUMNS, np.zeros(1, np.uint32), np.zeros(1), np.zeros((1, len(COLUMNS))), np.array(odds))


def model_knowing(word, kind):
    """A model that gives a type a chance above 0.9 where one word stands; whatever is told is alleged."""
    ids, _ = blocks([word])
    weights = np.zeros((1, len(COLUMNS)))
    weights[0, COLUMNS.index(kind)] = 10
    start = [{"told": 3.0, "alleged": 3.0}.get(name, -7.0) for name in COLUMNS]
    return Model(COLUMNS, ids, np.ones(1), weights, np.array(start))


def weighed(text, model, is_on_subject=True):
    scene = scene_of(text)
    found = weigh_conducts(WordReader(text, model), scene, ConductFinder(text, [scene]), is_on_subject)
    return {conduct.type: conduct.source for conduct in found}


def test_words_alone_tell_a_conduct_that_no_phrase_knows():
    text = "Ia tampak asyik bercengkerama."
    assert weighed(text, model_of()) == {}
    assert weighed(text, model_of(attendance=0.59)) == {}
    assert weighed(text, model_of(attendance=0.65)) == {"attendance": "words"}


def test_more_is_asked_of_a_sentence_aside():
    assert weighed("Ia tampak asyik bercengkerama.", model_of(attendance=0.65), is_on_subject=False) == {}
    assert weighed("Ia tampak asyik bercengkerama.", model_of(attendance=0.75), is_on_subject=False) == {
        "attendance": "words"
    }
    text = "Camat itu mengunggah foto calon bupati di Facebook."
    assert weighed(text, model_of()).keys() == {"social_media"}
    assert weighed(text, model_of(), is_on_subject=False) == {}
    assert weighed(text, model_of(social_media=0.4), is_on_subject=False).keys() == {"social_media"}


def test_of_two_phrases_for_one_act_the_words_choose():
    text = "Camat itu berpose empat jari bersama rombongan calon bupati di warung kopi."
    assert weighed(text, model_of()).keys() == {"attendance", "gesture"}
    assert weighed(text, model_of(gesture=0.8)).keys() == {"gesture"}
    text = "Kepala sekolah itu naik ke panggung lalu bercerita macam-macam."
    assert weighed(text, model_of()).keys() == {"attendance"}
    assert weighed(text, model_of(hate_or_hoax=0.9)) == {"hate_or_hoax": "words"}
    # Two items of a list are two acts, whatever the words say of one of them.
    text = "ASN dilarang mengunggah foto calon di Facebook, menghadiri kampanye pasangan calon."
    assert weighed(text, model_of(social_media=0.8)).keys() == {"attendance", "social_media"}


def test_what_a_phrase_forbids_the_words_do_not_tell():
    """A patrol in the social media is nobody's posting."""
    text = "Tim siber Bawaslu mengawasi unggahan di media sosial."
    scene = scene_of(text)
    finder = ConductFinder(text, [scene])
    assert finder.of(scene) == []
    assert not finder.may_tell(scene, "social_media", [])
    assert weighed(text, model_of(social_media=0.96)) == {}


def test_words_that_leave_no_doubt_tell_it_all_the_same():
    text = "Ia datang sendiri, mengambil map pendaftaran bakal calon bupati, lalu berfoto di depan papan nama partai."
    finder = ConductFinder(text, [scene_of(text)])
    assert not finder.may_tell(scene_of(text), "approaching_party", finder.of(scene_of(text)))
    assert "approaching_party" not in weighed(text, model_of(approaching_party=0.96))
    assert weighed(text, model_of(approaching_party=0.98))["approaching_party"] == "words"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Camat Rawa Indah kedapatan nongol di acara deklarasi salah satu calon bupati.", "attendance"),
        ("Sebagian ASN malah nimbrung di tim pemenangan calon wali kota.", "campaigning"),
        ("Foto lurah itu mengacungkan dua jari bersama pasangan calon bikin gempar warga.", "gesture"),
        ("Oknum lurah itu digarap pengawas pemilu hampir tiga jam.", "investigation"),
        ("Sekda mewanti-wanti para kepala bidang supaya tidak bermain api di musim pemilihan.", "reminder"),
        ("Berkas ketiga kepala bidang itu dilempar pengawas ke Komisi ASN di Jakarta.", "referral"),
    ],
)
def test_the_weights_of_the_repository_know_what_is_told(text, kind):
    model = load_model()
    chances = dict(zip(COLUMNS, model.chances(text), strict=True))
    assert max((*CONDUCTS, *MEASURES), key=chances.get) == kind
    assert chances[kind] > 0.5
    assert chances["told"] > 0.5
    start, end = model.telling(lowered_text(text), kind)
    assert 0 <= start < end <= len(text)
    assert len(WORD.findall(text[start:end].lower())) <= 8


@pytest.mark.parametrize(
    "text",
    [
        "Dinas pertanian menanam ribuan bibit kopi di lereng gunung.",
        "Pemerintah daerah menyiapkan anggaran untuk pengamanan tempat pemungutan suara.",
        "Bupati berterima kasih kepada seluruh pegawai atas kerja keras mereka.",
    ],
)
def test_what_tells_no_act_has_small_chances(text):
    chances = dict(zip(COLUMNS, load_model().chances(text), strict=True))
    assert max(chances[name] for name in (*CONDUCTS, *MEASURES, "told")) < 0.5


def test_an_item_told_by_words_has_its_place_and_its_rule(monkeypatch):
    told = "Kepala puskesmas itu dituding asyik bercengkerama di sana."
    with monkeypatch.context() as patch:
        patch.setattr("nlp.act_words.load_model", lambda: model_knowing("bercengkerama", "attendance"))
        (item,) = read_article(Article("a", LEAD + told)).violations
    assert (item.type, item.status) == ("attendance", "alleged")
    assert item.rule.endswith(": words")
    assert (LEAD + told)[item.start : item.end] in told


@given(st.text(max_size=300))
@example("İ" * 40 + " ikut kampanye")
def test_any_text_has_chances(text):
    chances = load_model().chances(text)
    assert chances.shape == (len(COLUMNS),)
    assert np.all((chances >= 0) & (chances <= 1))
    for kind in ("campaigning", "reminder"):
        start, end = load_model().telling(lowered_text(text), kind)
        assert 0 <= start <= end <= len(text)


def test_blocks_part_words_and_letters():
    words, runs = blocks(["ikut", "kampanye"])
    assert len(words) == 3  # two words and their pair
    assert len(runs) == sum(len(word) + 2 - length + 1 for word in ("ikut", "kampanye") for length in (3, 4, 5))
    assert [len(block) for block in blocks([])] == [0, 0]


def acts_weighed(text, model, is_on_subject=True, only_clear=True):
    scene = scene_of(text)
    acts = find_acts(text, [(scene.start, scene.end)])
    found = weigh_measures(WordReader(text, model), scene, acts, is_on_subject)
    return {act.type: act.source for act, is_clear in found if is_clear or not only_clear}


def test_words_alone_tell_a_measure_that_no_phrase_knows():
    text = "Pintu ruangannya diketuk petugas berseragam."
    assert acts_weighed(text, model_of(investigation=0.24), only_clear=False) == {}
    assert acts_weighed(text, model_of(investigation=0.26), only_clear=False) == {"investigation": "words"}
    assert acts_weighed(text, model_of(investigation=0.59)) == {}
    assert acts_weighed(text, model_of(investigation=0.75)) == {"investigation": "words"}
    assert acts_weighed(text, model_of(investigation=0.75), is_on_subject=False) == {"investigation": "words"}


def test_a_phrase_counts_aside_where_the_words_bear_it_out():
    text = "Sekda mengingatkan para camat."
    assert "reminder" in acts_weighed(text, model_of(reminder=0.2))
    assert acts_weighed(text, model_of(reminder=0.2), is_on_subject=False) == {}
    assert "reminder" in acts_weighed(text, model_of(reminder=0.6), is_on_subject=False)
    assert acts_weighed(text, model_of(reminder=0.001)) == {}
    # What is not clear may be told all the same, and is weighed.
    assert "reminder" in acts_weighed(text, model_of(reminder=0.001), only_clear=False)
    assert "reminder" in acts_weighed(text, model_of(reminder=0.2), is_on_subject=False, only_clear=False)
    assert acts_weighed(text, model_of(reminder=0.1), is_on_subject=False, only_clear=False) == {}


def test_a_measure_that_a_phrase_forbids_is_not_told_by_words():
    text = "Rapat pleno penetapan calon digelar KPU."
    acts = find_acts(text, [(0, len(text))])
    assert acts.barred == {0: {"investigation"}}
    assert "investigation" not in acts_weighed(text, model_of(investigation=0.99))


def test_the_status_of_what_words_tell():
    text = "Pintu ruangannya diketuk petugas berseragam."
    for model, status in (
        (model_of(planned=0.8, taken=0.2), "planned"),
        (model_of(planned=0.8, taken=0.4), "taken"),
        (model_of(planned=0.6, taken=0.1), "taken"),
    ):
        assert status_by_words(WordReader(text, model), scene_of(text), "taken") == status


@pytest.mark.parametrize(
    ("chances", "change", "relevance"),
    [
        ({"told": 0.98, "reminder": 0.75}, None, "core"),
        ({"told": 0.96, "reminder": 0.75}, None, "none"),
        ({"told": 0.98, "reminder": 0.65}, None, "none"),
        ({"told": 0.98, "reminder": 0.75}, ("saat pilkada", "di sekolah"), "none"),
        ({"told": 0.98, "reminder": 0.75}, ("kepala sekolah", "kepala desa"), "none"),
    ],
)
def test_words_bring_an_article_on_the_subject(monkeypatch, chances, change, relevance):
    """Staff and an election are named, neutrality is not: two sentences tell an act nearly for certain."""
    text = (
        "Bupati melantik 87 kepala sekolah di pendopo, Senin.\n"
        "Jangan sampai jabatan baru dijadikan alat menjaring suara saat pilkada, pintanya.\n"
        "Acara ditutup dengan doa bersama."
    )
    monkeypatch.setattr("nlp.act_words.load_model", lambda: model_of(**chances))
    assert read_article(Article("a", text.replace(*change) if change else text)).relevance == relevance


def test_the_sentences_that_are_learned_from():
    folders = list(FOLDERS)
    sentences = [one for folder in folders for one in read_sentences(folder / SENTENCES)]
    stories = [story for folder in folders for story in read_stories(folder / STORIES)]
    assert len(sentences) > 21_000
    assert len({one.text for one in sentences}) == len(sentences)
    assert {kind for one in sentences for kind in one.types} == {*CONDUCTS, *MEASURES, UNTOLD}
    assert len(stories) > 550
    assert all(story.title and story.told for story in stories)
    acts = {act for story in stories for _, told in story.told for act in told}
    assert {kind for kind, _ in acts} == set(STATUSES)
    assert all(status in STATUSES[kind] for kind, status in acts)


def test_the_articles_beside_the_subject_tell_nothing():
    others = list(read_stories(OTHERS))
    assert len(others) > 180
    assert not any(acts for story in others for _, acts in story.told)


def test_annotated_articles_teach_what_their_sentences_tell():
    told = [one for one in read_articles() if one.group.startswith("c-1-")]
    assert sum(bool(one.acts) for one in told) > 50
    assert all(not one.types & one.open for one in told)
    assert any(one.open >= {"told", "reminder"} and not one.acts for one in told)
    # Beside the subject a sentence says of no type that it is not told, only that nothing is told about staff.
    off = [one for one in told if one.group == "c-1-028"]
    assert off
    assert all(not one.acts and "told" not in one.open and one.open >= {"reminder", "attendance"} for one in off)


def test_a_model_learns_who_taught_it_apart():
    lines = [("attendance", f"Guru nomor {n} nongol di panggung calon.") for n in range(8)]
    lines += [("", f"Panen padi nomor {n} berlimpah tahun ini.") for n in range(8)]
    told = [
        Told(text, frozenset({(kind, "alleged")} if kind else ()), frozenset(), f"w{number % 4}")
        for number, (kind, text) in enumerate(lines)
    ]
    # Every column has to be taught yes and no.
    told += [Told(f"kata{name} {n}", frozenset({(name, STATUSES[name][n % 3])}), frozenset(), f"w{n % 4}")
             for name in (*CONDUCTS, UNTOLD, *MEASURES) for n in range(12)]  # fmt: skip
    groups = [held for held, _ in crossed(told)]
    assert frozenset.union(*groups) == {"w0", "w1", "w2", "w3"}
    assert sum(map(len, groups)) == 4
    model = fit(told)
    chances = [dict(zip(COLUMNS, model.chances(text), strict=True)) for _, text in (lines[0], lines[8])]
    assert chances[0]["attendance"] > chances[1]["attendance"]
    assert chances[0]["told"] > 0.5 > chances[1]["told"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tattendance:alleged", "2 columns"),
        ("a\tdancing:alleged\tIa berjoget.", "no such act: dancing:alleged"),
        ("a\tattendance\tIa hadir.", "no such act: attendance"),
        ("a\tattendance:taken\tIa hadir.", "no such act: attendance:taken"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, message):
    path = tmp_path / "sentences.tsv"
    path.write_text(f"a\t-\tIa hadir.\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message) as told:
        list(read_sentences(path))
    assert "line 2" in str(told.value)
