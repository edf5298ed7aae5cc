"""Tests of `nlp.training.names`."""

import json

import pytest
import spacy

from nlp.names import MODEL, load_model
from nlp.training.names import RECORD, biluo, read_sentences, train_names

SENTENCES = (
    (["Camat", "Rudi", "Hartanto", "hadir", "di", "Metro", "."], ["O", "B-PER", "I-PER", "O", "O", "B-LOC", "O"]),
    (["Bawaslu", "memanggil", "Siti", "."], ["B-ORG", "O", "B-PER", "O"]),
    (["Kata", "Dewi", "Lestari", ",", "warga", "Tegal", "."], ["O", "B-PER", "I-PER", "O", "O", "B-LOC", "O"]),
)


@pytest.mark.parametrize(
    ("tags", "made"),
    [
        (["O", "B-PER", "I-PER", "I-PER", "O"], ["O", "B-PER", "I-PER", "L-PER", "O"]),
        (["B-PER", "B-PER", "I-PER"], ["U-PER", "B-PER", "L-PER"]),
        (["I-PER", "I-LOC", "-"], ["U-PER", "U-LOC", "-"]),
        (["B-PER", "-", "I-PER"], ["U-PER", "-", "U-PER"]),
        ([], []),
    ],
)
def test_tags(tags, made):
    assert biluo(tags) == made


def test_a_broken_sentence_is_named(tmp_path):
    path = tmp_path / "train.jsonl"
    path.write_text('{"tokens": ["a"], "ner_tags": [], "source": "x"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"train\.jsonl:1: 1 tokens and 0 tags"):
        list(read_sentences(path))


def test_training_twice_gives_the_same_model_and_its_record(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    for name in ("train", "train_partial", "dev", "test"):
        rows = [{"tokens": tokens, "ner_tags": tags, "source": f"{name}-made"} for tokens, tags in SENTENCES * 10]
        (data / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    records = [train_names(data, tmp_path / str(at), steps=8) for at in range(2)]
    assert records[0] == records[1] == json.loads((tmp_path / "0" / RECORD).read_text(encoding="utf-8"))
    assert records[0]["data"]["train.jsonl"]["by_source"] == {"train-made": 30}
    for part in ("ner", "tok2vec"):
        one, other = ((tmp_path / str(at) / part / "model").read_bytes() for at in range(2))
        assert one == other
    model = spacy.load(tmp_path / "0")
    assert model.pipe_names == ["tok2vec", "ner"]
    # Neither the sentences' words nor where they lay is in it.
    told = b"".join(
        path.read_bytes() for path in (tmp_path / "0").rglob("*") if path.is_file() and path.name != "tokenizer"
    )
    assert b"Hartanto" not in told
    assert str(tmp_path).encode() not in told
    assert b"train.spacy" not in told


def test_the_model_that_ships_has_its_record_and_licences():
    record = json.loads((MODEL / RECORD).read_text(encoding="utf-8"))
    assert record["scores"]["test.jsonl"]["PER"]["f"] > 0.8
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 15_000_000
    licences = {path.name for path in (MODEL / "licenses").iterdir()}
    assert licences == {
        "idcrossner.MIT.txt",
        "idner-news-2k.MIT.txt",
        "indonlu.Apache-2.0.txt",
        "nergrit-contributors.txt",
    }
    names = [
        ent.text for ent in load_model()("Camat Metro Pusat Rudi Hartanto menegur stafnya.").ents if ent.label_ == "PER"
    ]
    assert any("Rudi Hartanto" in name for name in names)
