import json

import pytest
from typer.testing import CliRunner

from crawler.items import Article
from nlp.__main__ import app
from nlp.explain import NotFound, explain, find_article
from nlp.pipeline import read_article

TEXT = (
    "WAIBAKUL - Bupati Sumba Tengah Yosef Lede Nono mengimbau seluruh ASN menjaga netralitas pada Pilkada 2024.\n"
    "“ASN jangan ikut kampanye,” kata Yosef, Senin (14/10/2024). "
    "Pemkab Sumba Tengah sudah menerbitkan surat edaran tentang netralitas ASN."
)
ROW = {"id": "a-1", "url": "https://kabar.example/1", "title": "ASN netral", "published": None, "text": TEXT}


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(ROW) + "\n")
    return path


def test_every_item_is_told_with_rule_confidence_and_sentence(lines):
    article = find_article("a-1", lines.parent, lines)
    annotation = read_article(article)
    told = "\n".join(explain(article, annotation))
    for kind in ("regions", "officials", "dates", "elections", "measures", "violations", "quotes"):
        assert f"{kind} ({len(getattr(annotation, kind))})" in told
    assert "circular taken, Pemkab Sumba Tengah" in told
    assert "[Bupati Sumba Tengah Yosef Lede Nono] mengimbau seluruh ASN" in told
    assert "(no rule told)" not in told
    assert "  ?  " not in told


def test_an_article_is_found_by_address_and_a_text_by_its_path(lines, tmp_path):
    assert find_article("https://kabar.example/1", tmp_path, lines).id == "a-1"
    (tmp_path / "berita.txt").write_text(TEXT)
    assert find_article(str(tmp_path / "berita.txt"), tmp_path) == Article(
        "berita", TEXT, source=str(tmp_path / "berita.txt")
    )
    with pytest.raises(NotFound, match="'a-2'"):
        find_article("a-2", tmp_path, lines)


def test_the_commands_say_what_is_wrong(lines, tmp_path, caplog):
    run = CliRunner().invoke
    assert run(app, ["explain", "a-1", "--input", str(lines)]).exit_code == 0
    assert run(app, ["explain", "a-2", "--input", str(lines)]).exit_code == 1
    assert "no article with the id or address 'a-2'" in caplog.text
    assert run(app, ["unsure", "--data", str(tmp_path), "--kind", "rumours"]).exit_code == 2
    assert run(app, ["unsure", "--data", str(tmp_path)]).exit_code == 0


def test_a_review_begins_with_the_least_sure(lines, tmp_path):
    run = CliRunner().invoke
    from crawler.store import write_articles

    write_articles(tmp_path, [find_article("a-1", tmp_path, lines)])
    assert run(app, ["extract", "--data", str(tmp_path)]).exit_code == 0
    told = run(app, ["unsure", "--data", str(tmp_path), "--most", "5"]).stdout.splitlines()
    sure = [float(line.split()[0]) for line in told if line.startswith("  0") or line.startswith("  1")]
    assert len(sure) == 5
    assert sure == sorted(sure)
    only = run(app, ["unsure", "--data", str(tmp_path), "--kind", "violations"]).stdout.splitlines()
    assert {line.split()[-1] for line in only[::3]} == {"violations"}
