"""Under what a page files its article: the section, the tags and the mark of paid content, in its head and around it.

Menus, lists of other articles and clouds of tags hold the same words; so only what stands in the article's own element
counts, or above and below it outside of menus and boxes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crawler.filing import clean_section, clean_tags, is_paid_label, is_paid_section

BESIDE = ("aside", "nav", "footer", "form")
# Of other articles and of the site: boxes whose class or id says so.
BOX = re.compile(
    r"(?i)terkait|related|populer|popular|trending|widget|sidebar|recent|terbaru|terkini|rekomendasi|recommend|cloud|menu|navbar|footer"
)
TAG_BOX = re.compile(r"(?i)(?:^|[\s_-])(?:tags?|tagar|topik|topics?|tag-?list|tags-?links?|post-?tags?)(?:[\s_-]|$)")
TAG_PLACE = re.compile(r"(?i)^/(?:[a-z]{1,12}/)?(?:tags?|tagar|topik|topic|topics)/[^/]")
CATEGORY_PLACE = re.compile(r"(?i)^/(?:category|kategori|rubrik|kanal|topics?/category)/")
CRUMBS = re.compile(r"(?i)bread-?_?crumb|\bcrumbs?\b|remah")
POST = re.compile(r"(?:^|\s)(?:post-\d+|type-post|hentry)(?:\s|$)")
IN_CLASS = re.compile(r"(?:^|\s)(category|tag)-([^\s]{1,100})")
TAG_LABEL = re.compile(r"(?i)\W{0,5}(?:tags?|topik|tagar|kata kunci)\s?:")
PRINTED_BOX = re.compile(r"(?i)tag|label|topik|keyword|kata-?kunci")
PRINTED_TAGS = re.compile(
    r"(?i)(?:(?:tags?|topik|tagar|kata kunci|keywords?)\s?:\s?|id (?=[^.!?]{1,300},))([^.!?:]{2,400})$"
)
MOST_LINKS, MOST_ELEMENTS, MOST_CRUMBS = 2_000, 5_000, 10
LONGEST_MARK, LONGEST_JSON = 500, 1_000_000


@dataclass(frozen=True, slots=True)
class Filing:
    """What a page tells of where its article is filed; `is_paid` where section, category or tag says so."""

    section: str | None = None
    tags: tuple[str, ...] = ()
    is_paid: bool = False


def find_filing(
    tree: HtmlElement, metas: dict[str, str], json_ld: list[dict[str, Any]], url: str | None = None
) -> Filing:
    """Find section and tags: of several places that tell, the first that tells any, those of the reader's eye first."""
    article = _article_of(tree)
    links = list(islice(_own_links(article), MOST_LINKS))
    in_class = _of_classes(article)
    # Without an element of the article's own, links to sections are the menu's.
    categories = [_words(link) for link in links if article is not tree and _is_category(link)]
    crumbs = _crumbs(tree)
    told = [metas.get("article:section", ""), *_texts(json_ld, "articleSection"), *crumbs[:1], _in_address(tree, url)]
    sections = [*told, *categories, *in_class["category"]]
    tags = next(filter(None, map(clean_tags, _tag_lists(tree, links, json_ld, in_class["tag"]))), ())
    return Filing(
        section=next(filter(None, map(clean_section, sections)), None),
        tags=tags,
        is_paid=any(map(is_paid_section, [*told, *crumbs, *categories, *in_class["category"]]))
        or any(map(is_paid_label, tags)),
    )


def _tag_lists(
    tree: HtmlElement, links: list[HtmlElement], json_ld: list[dict[str, Any]], in_class: list[str]
) -> Iterator[Iterable[str]]:
    yield (_words(link) for link in links if _is_tag(link))
    yield _printed_tags(tree)
    yield (meta.get("content") or "" for meta in tree.iter("meta") if _property(meta) == "article:tag")
    yield _texts(json_ld, "keywords", parted=True)
    yield in_class


def _printed_tags(tree: HtmlElement) -> list[str]:
    """Tags that are printed without links behind a label: "Tags: netralitas asn, pilkada"; "id" is a news agency's."""
    for element in islice(tree.iter("div", "p", "span", "li"), MOST_ELEMENTS):
        is_label = PRINTED_BOX.search(_marks(element)) and len(element) <= MOST_CRUMBS
        if not is_label or next(element.iter("a"), None) is not None:
            continue
        if found := PRINTED_TAGS.match(_words(element)[:LONGEST_MARK]):
            return found[1].split(",")
    return []


def _property(meta: HtmlElement) -> str:
    return (meta.get("property") or meta.get("name") or "").strip().lower()


def _texts(json_ld: list[dict[str, Any]], name: str, parted: bool = False) -> list[str]:
    """The texts of one key of the first description that has it: one text, or a list; parted at its commas."""
    for item in json_ld:
        value = item.get(name)
        values = value if isinstance(value, list) else [value]
        texts = [one[:100_000] for one in values[:1_000] if isinstance(one, str) and one.strip()]
        if texts:
            return [part for text in texts for part in text.split(",")] if parted and len(texts) == 1 else texts
    return []


def _article_of(tree: HtmlElement) -> HtmlElement:
    """The element of the page's article: the first with a headline in it, else the whole body."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return tree
    for above in headline.iterancestors():
        if above.tag == "article" or POST.search(above.get("class") or ""):
            return above
    return tree


def _own_links(article: HtmlElement) -> Iterator[HtmlElement]:
    """The links of an article that stand in no menu, no box and no other article."""
    known = {article: False}
    for link in article.iter("a"):
        if not _is_beside(link.getparent(), known):
            yield link


def _is_beside(element: HtmlElement | None, known: dict[HtmlElement, bool]) -> bool:
    """Whether an element is a menu, a box or another article, or stands in one; `known` keeps what was found."""
    passed: list[HtmlElement] = []
    is_one = False
    while element is not None:
        if element in known:
            is_one = known[element]
            break
        passed.append(element)
        if element.tag in (*BESIDE, "article") or (element.tag != "body" and BOX.search(_marks(element))):
            is_one = True
            break
        element = element.getparent()
    known.update(dict.fromkeys(passed, is_one))
    return is_one


def _is_category(link: HtmlElement) -> bool:
    rel = (link.get("rel") or "").lower().split()
    return "category" in rel or ("tag" not in rel and CATEGORY_PLACE.match(_path(link)) is not None)


def _is_tag(link: HtmlElement) -> bool:
    """Whether a link is to a tag of the article: it says so, or stands in a list of tags."""
    rel = (link.get("rel") or "").lower().split()
    if "category" in rel:
        return False
    if "tag" in rel:
        return CATEGORY_PLACE.match(_path(link)) is None
    if not TAG_PLACE.match(_path(link)):
        return False
    near = [link, *islice(link.iterancestors(), 3)]
    if any(TAG_BOX.search(_marks(one)) for one in near):
        return True
    beginnings = [(one.text or "").strip() or (one[0].text or "") for one in near[1:]]
    return any(TAG_LABEL.match(words) for words in beginnings)


def _marks(element: HtmlElement) -> str:
    marks = (element.get("class"), element.get("id"), element.get("aria-label"))
    return " ".join([mark[:LONGEST_MARK] for mark in marks if mark])


def _path(link: HtmlElement) -> str:
    try:
        return urlsplit((link.get("href") or "")[:2_000]).path
    except ValueError:
        return ""


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content()[:2_000].split())


def _of_classes(article: HtmlElement) -> dict[str, list[str]]:
    """Categories and tags in the classes that WordPress gives an article: "category-politik tag-netralitas-asn"."""
    found: dict[str, list[str]] = {"category": [], "tag": []}
    classes = (article.get("class") or "")[:10_000]
    if article.tag not in ("body", "html") and POST.search(classes):
        for kind, slug in IN_CLASS.findall(classes):
            found[kind].append(unquote(slug).replace("-", " "))
    return found


def _in_address(tree: HtmlElement, url: str | None) -> str:
    """The section with which the article's address begins (/politik/2024/...), as a link writes it; or ""."""
    first, _, rest = (urlsplit(url).path if url else "").strip("/").partition("/")
    if first and rest:
        for link in islice(tree.iter("a"), MOST_LINKS):
            if _path(link).strip("/") == first and _words(link).casefold() == first.replace("-", " ").casefold():
                return _words(link)
    return ""


def _crumbs(tree: HtmlElement) -> list[str]:
    """The steps of the breadcrumb between front page and article, the nearest to the front page first."""
    headline = next(tree.iter("h1"), None)
    title = _words(headline).casefold() if headline is not None else ""
    if found := _inner(_listed_crumbs(tree), title):
        return found
    for element in islice(tree.iter("ol", "ul", "nav", "div", "p", "span"), MOST_ELEMENTS):
        if CRUMBS.search(_marks(element)) or (element.get("itemtype") or "").endswith("/BreadcrumbList"):
            steps = [_words(link) for link in islice(element.iter("a"), MOST_CRUMBS)]
            if found := _inner(steps, title):
                return found
    return []


def _listed_crumbs(tree: HtmlElement) -> list[str]:
    """The names of a breadcrumb that the page describes in JSON-LD."""
    for script in tree.iter("script"):
        if not script.text or len(script.text) > LONGEST_JSON or "BreadcrumbList" not in script.text:
            continue
        try:
            value = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        graph = value.get("@graph") if isinstance(value, dict) else None
        for one in [value, *(value if isinstance(value, list) else ()), *(graph if isinstance(graph, list) else ())]:
            if isinstance(one, dict) and one.get("@type") == "BreadcrumbList":
                steps = one.get("itemListElement")
                return [_name(step) for step in steps[:MOST_CRUMBS]] if isinstance(steps, list) else []
    return []


def _name(step: Any) -> str:
    item = step.get("item") if isinstance(step, dict) else None
    for place in (step, item):
        if isinstance(place, dict) and isinstance(place.get("name"), str):
            return " ".join(place["name"][:2_000].split())
    return ""


def _inner(steps: Iterable[str], title: str) -> list[str]:
    return [step for step in steps if clean_section(step) and step.casefold() != title]
