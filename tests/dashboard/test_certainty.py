"""How sure a reading is: in words, beside every entry of an article, and as a choice of evidence."""

import pytest

from dashboard.address import parse_address
from dashboard.app import create_app
from dashboard.components.certainty import certainty, certainty_words, share_words, with_certainty
from dashboard.components.request import Request, View
from dashboard.i18n import t
from dashboard.pages import evidence
from dashboard.routes import find_page
from warehouse.connection import Warehouse, warehouse_path


@pytest.fixture(scope="module")
def unsure(unsure_dir):
    found = Warehouse(warehouse_path(unsure_dir))
    yield found
    found.close()


@pytest.fixture(scope="module")
def ask(unsure):
    return lambda search, path="/evidence": Request(parse_address(path, search), View(), unsure)


def content_of(request):
    return find_page(request.address.path).content(request)


def shown(component) -> str:
    """All words of a component, titles left out, in reading order."""
    if component is None or isinstance(component, str | int):
        return str(component or "")
    parts = component if isinstance(component, list | tuple) else getattr(component, "children", None)
    if not isinstance(parts, list | tuple):
        return shown(parts)
    return " ".join(" ".join(shown(part) for part in parts).split())


def find(component, class_name):
    """All components of a class, in reading order."""
    if isinstance(component, list | tuple):
        return [found for part in component for found in find(part, class_name)]
    if component is None or isinstance(component, str | int):
        return []
    own = [component] if class_name in (getattr(component, "className", None) or "").split() else []
    return own + find(getattr(component, "children", None), class_name)


def find_id(component, name):
    if isinstance(component, list | tuple):
        return any(find_id(part, name) for part in component)
    if component is None or isinstance(component, str | int):
        return False
    return getattr(component, "id", None) == name or find_id(getattr(component, "children", None), name)


@pytest.mark.parametrize(
    ("confidence", "share"),
    [(0.92, "92%"), (0.599, "59%"), (0.7999, "79%"), (0.29, "29%"), (0.999, "99%"), (1, "100%")],
)
def test_a_share_is_never_rounded_up(confidence, share):
    assert share_words("id", confidence) == share


@pytest.mark.parametrize(
    ("lang", "confidence", "words"),
    [("en", 0.92, "92% sure"), ("en", 0.6, "60% sure"), ("en", 0.599, "unsure, 59%"), ("en", None, None),
     ("en", float("nan"), None), ("id", 0.92, "keyakinan 92%"), ("id", 0.5, "kurang yakin, 50%")],
)  # fmt: skip
def test_certainty_words(lang, confidence, words):
    assert certainty_words(lang, confidence) == words
    assert with_certainty(lang, "Ikrar", confidence) == ("Ikrar" if words is None else f"Ikrar, {words}")


def test_a_low_figure_has_a_word_and_every_figure_an_explanation(ask):
    request = ask("?lang=en")
    sure, unsure = certainty(request, 0.92), certainty(request, 0.41)
    assert (shown(sure), shown(unsure)) == ("92%", "unsure 41%")
    for mark in (sure, unsure):
        assert t("en", "certainty.help") in mark.title
    assert certainty(request, float("nan")) is None


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_article_lists_reported_speech_and_numbers(ask, lang):
    page = content_of(ask(f"?lang={lang}", "/articles/a-1"))
    (total,) = find(find(page, "list-total"), "entry")
    words = {"id": "12 ASN 88% dilaporkan · Kota Batam", "en": "12 civil servants 88% reported · Kota Batam"}[lang]
    assert shown(total) == f"{words} “12 ASN dilaporkan”"
    assert t(lang, "reader.note_total") in shown(find(page, "list-total"))
    (statement,) = find(find(page, "list-statement"), "entry")
    assert shown(statement) == "Syarif Palsu 90% laporan itu masih dikaji"
    for entry in (total, statement):
        (link,) = find(entry, "entry-title")
        assert find_id(page, link.href.removeprefix("#"))
    assert [shown(part) for part in find(page, "said-start")][-1] == "laporan itu "
    assert [shown(part) for part in find(page, "said-end")][-1] == "masih dikaji"


def test_every_entry_tells_how_sure_it_is(ask):
    page = content_of(ask("?lang=en", "/articles/a-1"))
    entries = find(page, "entry")
    figures = {shown(find(entry, "entry-title")): shown(find(entry, "certainty")) for entry in entries}
    assert figures["Syarif Palsu"] in ("unsure 55%", "90%")
    assert [shown(find(entry, "certainty")) for entry in find(find(page, "list-official"), "entry")] == ["unsure 55%"]
    assert figures["Kota Batam"] == "97%"
    assert figures["Investigation"] == "unsure 50%"
    assert figures["Photo or hand sign Alleged"] == ""
    titles = [number.title for number in find(page, "number") if getattr(number, "title", None)]
    assert titles[:3] == ["Investigation, unsure, 50%", "Social media, Alleged, 93% sure",
                          "Attending a candidate's or party's event, Alleged, unsure, 41%"]  # fmt: skip


def test_the_byline_tells_an_unsure_relevance_only(ask, warehouse):
    page = content_of(ask("?lang=en", "/articles/a-1"))
    assert "Main subject (71% sure)" in shown(find(page, "byline"))
    request = Request(parse_address("/articles/c-1-001", "?lang=en"), View(), warehouse)
    gold = content_of(request)
    assert "sure)" not in shown(find(gold, "byline"))
    assert find(gold, "certainty") == []
    assert t("en", "certainty.help") not in shown(gold)


@pytest.mark.parametrize(
    ("search", "types", "hidden"),
    [
        ("", ["social_media", "attendance", "gesture", "money_politics"], 0),
        ("?sure=80", ["social_media", "money_politics"], 2),
        ("?order=unsure", ["attendance", "money_politics", "social_media", "gesture"], 0),
        ("?order=unsure&sure=80", ["money_politics", "social_media"], 2),
        ("?order=unsure&type=gesture,attendance", ["attendance", "gesture"], 0),
        ("?sure=79&order=newest", ["social_media", "attendance", "gesture", "money_politics"], 0),
    ],
)
def test_evidence_by_how_sure_it_is(ask, search, types, hidden):
    count = evidence.counted(ask(search))
    assert list(evidence.selected(ask(search))["type"]) == types
    assert (count.item_count, count.hidden_count) == (len(types), hidden)


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("?lang=en", "stories."),
        ("?lang=en&sure=80", "2 more are hidden: they are less than 80% sure, or carry no figure."),
        ("?lang=en&sure=80&type=social_media", "None is hidden: all are at least 80% sure."),
        ("?sure=80", "2 lagi disembunyikan: keyakinannya di bawah 80%, atau tanpa angka keyakinan."),
    ],
)
def test_the_lead_tells_what_is_hidden(ask, search, words):
    (lead,) = find(evidence.content(ask(search)), "lead")
    assert shown(lead).endswith(words)


def test_where_all_is_hidden_a_way_leads_to_it(ask):
    content = evidence.content(ask("?lang=en&kind=measure&sure=80"))
    assert t("en", "evidence.all_hidden", sure="80") in shown(content)
    assert "1 more is hidden" in shown(find(content, "lead"))
    assert find(content, "button")[0].href == "/evidence?kind=measure&lang=en"


def test_every_link_keeps_the_choice(ask, monkeypatch):
    monkeypatch.setattr(evidence, "PAGE_SIZE", 1)
    content = evidence.content(ask("?lang=en&province=21&sure=80&order=unsure"))
    links = {shown(link): link.href for link in find(content, "switch") + find(content, "link")}
    kept = "?province=21&kind=violation&status=alleged&sure=80&order=unsure"
    assert links["CSV"] == f"/download/evidence.csv{kept}&lang=en"
    assert links["next →"] == "/evidence?province=21&sure=80&order=unsure&page=2&lang=en"
    assert links["Measures in the news"] == "/evidence?province=21&kind=measure&sure=80&order=unsure&lang=en"
    assert links["All"] == "/evidence?province=21&kind=violation&status=alleged&order=unsure&lang=en"
    assert links["Newest first"] == "/evidence?province=21&kind=violation&status=alleged&sure=80&lang=en"
    here = [shown(link) for link in find(content, "is-here")]
    assert here == ["Alleged", "Sure ones (80% and more)", "Least sure first (for review)"]


def test_the_file_carries_confidence_and_rule_and_tells_what_it_leaves_out(unsure_dir):
    client = create_app(unsure_dir).server.test_client()
    text = client.get("/download/evidence.csv?sure=80&order=unsure&lang=en").get_data(as_text=True)
    notes = [line for line in text.splitlines() if line.startswith("#")]
    assert "# Evidence: kind=violation; status=alleged; sure=80; order=unsure" in notes
    assert "# 2 more are hidden: they are less than 80% sure, or carry no figure." in notes
    header, *rows = [line.split(",") for line in text.splitlines() if not line.startswith("#")]
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["confidence"], row["rule"]) for row in found] == [
        ("0.8", "violation:uang"),
        ("0.93", "violation:unggah"),
    ]
    plain = client.get("/download/evidence.csv?lang=en").get_data(as_text=True)
    assert "hidden" not in plain
