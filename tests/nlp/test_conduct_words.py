"""Conduct told by words that no phrase knows: what the model adds to the phrases, and what it takes from them."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.items import Article
from nlp.conduct_finder import ConductFinder
from nlp.conduct_words import TYPES, WORD, Model, WordReader, blocks, load_model, weigh_conducts
from nlp.phrases import lowered_text
from nlp.pipeline import read_article
from nlp.records import Sentence
from nlp.scenes import Scene
from nlp.training.conduct_words import STATUSES, UNTOLD, read_sentences, read_stories

LEAD = "Bawaslu Kabupaten Sungai Jati mengawasi netralitas ASN pada Pilkada 2024. "


def scene_of(text):
    return Scene(Sentence(0, len(text), 0), 0, len(text), 0, len(text), 0, len(text))


def model_of(**chances):
    """A model that gives each type the same chance in every sentence: 0.001 where none is given."""
    odds = [np.log(chances.get(kind, 0.001) / (1 - chances.get(kind, 0.001))) for kind in TYPES]
    return Model(TYPES, np.zeros(1, np.uint32), np.zeros(1), np.zeros((1, len(TYPES))), np.array(odds))


def weighed(text, model, is_on_subject=True):
    scene = scene_of(text)
    found = weigh_conducts(WordReader(text, model), scene, ConductFinder(text, [scene]), is_on_subject)
    return {conduct.type: conduct.source for conduct in found}


def test_words_alone_tell_a_conduct_that_no_phrase_knows():
    text = "Ia tampak asyik bercengkerama."
    assert weighed(text, model_of()) == {}
    assert weighed(text, model_of(attendance=0.79)) == {}
    assert weighed(text, model_of(attendance=0.85)) == {"attendance": "words"}


def test_more_is_asked_of_a_sentence_aside():
    assert weighed("Ia tampak asyik bercengkerama.", model_of(attendance=0.85), is_on_subject=False) == {}
    assert weighed("Ia tampak asyik bercengkerama.", model_of(attendance=0.95), is_on_subject=False) == {
        "attendance": "words"
    }
    text = "Camat itu mengunggah foto calon bupati di Facebook."
    assert weighed(text, model_of()).keys() == {"social_media"}
    assert weighed(text, model_of(), is_on_subject=False) == {}
    assert weighed(text, model_of(social_media=0.4), is_on_subject=False).keys() == {"social_media"}


def test_of_two_phrases_for_one_act_the_words_choose():
    text = "Camat itu berpose empat jari bersama rombongan calon bupati di warung kopi."
    assert weighed(text, model_of()).keys() == {"attendance", "gesture"}
    assert weighed(text, model_of(gesture=0.7)).keys() == {"gesture"}
    text = "Kepala sekolah itu naik ke panggung lalu bercerita macam-macam."
    assert weighed(text, model_of()).keys() == {"attendance"}
    assert weighed(text, model_of(hate_or_hoax=0.9)) == {"hate_or_hoax": "words"}
    # Two items of a list are two acts, whatever the words say of one of them.
    text = "ASN dilarang mengunggah foto calon di Facebook, menghadiri kampanye pasangan calon."
    assert weighed(text, model_of(social_media=0.7)).keys() == {"attendance", "social_media"}


def test_what_a_phrase_forbids_the_words_do_not_tell():
    """A patrol in the social media is nobody's posting."""
    text = "Tim siber Bawaslu mengawasi unggahan di media sosial."
    scene = scene_of(text)
    finder = ConductFinder(text, [scene])
    assert finder.of(scene) == []
    assert not finder.may_tell(scene, "social_media", [])
    assert weighed(text, model_of(social_media=0.99)) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Camat Rawa Indah kedapatan nongol di acara deklarasi salah satu calon bupati.", "attendance"),
        ("Sebagian dari mereka malah nimbrung di tim pemenangan calon wali kota.", "campaigning"),
        ("Foto lurah itu mengacungkan dua jari bersama pasangan calon kini dikaji pengawas.", "gesture"),
    ],
)
def test_the_weights_of_the_repository_know_what_is_told(text, kind):
    model = load_model()
    chances = dict(zip(TYPES, model.chances(text), strict=True))
    assert max(chances, key=chances.get) == kind
    assert chances[kind] > 0.8
    start, end = model.telling(lowered_text(text), kind)
    assert 0 <= start < end <= len(text)
    assert len(WORD.findall(text[start:end].lower())) <= 8


@pytest.mark.parametrize(
    "text",
    [
        "Bawaslu menggelar sosialisasi pengawasan partisipatif di sebuah hotel.",
        "Pemerintah daerah menyiapkan anggaran untuk pengamanan tempat pemungutan suara.",
        "Bupati berterima kasih kepada seluruh pegawai atas kerja keras mereka.",
    ],
)
def test_what_tells_no_conduct_has_small_chances(text):
    assert max(load_model().chances(text)) < 0.5


def test_an_item_told_by_words_has_its_place_and_its_rule(monkeypatch):
    told = "Kepala puskesmas itu dituding asyik bercengkerama di sana."
    with monkeypatch.context() as patch:
        patch.setattr("nlp.conduct_words.load_model", lambda: model_of(attendance=0.85))
        (item,) = read_article(Article("a", LEAD + told)).violations
    assert (item.type, item.status) == ("attendance", "alleged")
    assert item.rule.endswith(": words")
    assert (LEAD + told)[item.start : item.end] in told


@given(st.text(max_size=300))
@example("İ" * 40 + " ikut kampanye")
def test_any_text_has_chances(text):
    chances = load_model().chances(text)
    assert chances.shape == (len(TYPES),)
    assert np.all((chances >= 0) & (chances <= 1))
    for kind in ("campaigning", "gesture"):
        start, end = load_model().telling(lowered_text(text), kind)
        assert 0 <= start <= end <= len(text)


def test_blocks_part_words_and_letters():
    words, runs = blocks(["ikut", "kampanye"])
    assert len(words) == 3  # two words and their pair
    assert len(runs) == sum(len(word) + 2 - length + 1 for word in ("ikut", "kampanye") for length in (3, 4, 5))
    assert [len(block) for block in blocks([])] == [0, 0]


def test_the_sentences_that_are_learned_from():
    sentences, stories = list(read_sentences()), list(read_stories())
    assert len(sentences) > 6_000
    assert len({one.text for one in sentences}) == len(sentences)
    assert {kind for one in sentences for kind in one.types} == {*TYPES, UNTOLD}
    assert len(stories) > 150
    assert all(story.title and story.told for story in stories)
    acts = {act for story in stories for _, told in story.told for act in told}
    assert {status for _, status in acts} == set(STATUSES)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tattendance:alleged", "2 columns"),
        ("a\tdancing:alleged\tIa berjoget.", "no such act: dancing:alleged"),
        ("a\tattendance\tIa hadir.", "no such act: attendance"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, message):
    path = tmp_path / "sentences.tsv"
    path.write_text(f"a\t-\tIa hadir.\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message) as told:
        list(read_sentences(path))
    assert "line 2" in str(told.value)
