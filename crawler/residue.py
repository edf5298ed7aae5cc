"""Page residue: what is printed on a news page but is not the article.

A span found here is never read and is taken off at import, so a line counts as residue only where it cannot be prose:
by its whole wording ("Sebarkan artikel ini"), by a label with a headline behind ("Baca Juga: ..."), or by its place,
above the first or below the last paragraph of prose. Photo captions and subheadings are part of the article.
Every step is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crawler.lexicons import load_lexicon
from crawler.timestamps import parse_stamp

# The same line breaks at which the language stage ends a sentence; str.splitlines knows some more.
LINE = re.compile(r"[^\s][^\n\r\x0b\x0c\x85\u2028\u2029]*")
LONGEST_LINE = 300  # a longer line is prose; only its end may hold a credit
PROSE_LENGTH = 90  # a line that long, or longer than SENTENCE_LENGTH with a full stop, is a paragraph
SENTENCE_LENGTH = 60
NEAR = 8  # so many lines further down a title or caption printed again still counts as such
MARKS = " \t\xa0\u200b»›«•·*_#>-–—=|:;.,()[]→►▶×✕…\"“”'"
LEAD = re.compile(r"[\s\xa0*_#>»›•·►▶→(\[\-–—|]{0,12}")
BULLET = re.compile(r"[•·»›►▶→*\-–]\s")
READERS = re.compile(
    r"(?:dibaca|dilihat|views?|shares?) [\d.,]{1,9}(?: kali| x)?$|[\d.,]{1,9} (?:kali dibaca|pembaca)$"
)
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"[\d.,]{1,9}(?: ?(?:k|rb|jt|x|%))?$")
COUNTED = re.compile(r"\(?\d{1,6}\)?\s*(?=[^\W\d])|(?<=\w)\s*\(?\d{1,6}\)?$")
AGO = re.compile(r"(?:\d{1,3}|se)\s?(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun)(?: yang)? (?:lalu|ago)$")
PAGES = re.compile(
    r"(?:halaman|laman|page|pages|hal|previous page)\W{0,3}(?:\d{1,3}\W{0,3}|dari |of |show all|tampilkan semua){1,40}$"
)
COPYRIGHT = re.compile(r"(?:copyright|hak cipta)\b.{0,5}(?:©|\(c\)|\d{4}|by\b)|©|\(c\) ?\d{4}|all rights reserved")
BREADCRUMB = re.compile(r"(?:home|beranda)\s?[»›>/|\-–]\s?[^.!?]{1,80}$")
BYLINE_ABOVE = re.compile(r"(?:by|oleh) [^.!?:,]{2,40}$|(\S{2,20}(?: \S{1,20}){0,2}) by \1$")
FILED_UNDER = re.compile(r"in [A-Z][^.!?:]{2,50}$")  # WordPress: "in Politik", below the author's name
STAFF = re.compile(r"(?:tim )?redaksi [^\s.,!?]{1,25}(?: [^\s.,!?]{1,25})?$")
ADDRESS = re.compile(r"https?://\S{1,300}$")
AUTHOR_NOTE = re.compile(r"\W{0,4}penulis adalah\b|\*\)|isi di luar tanggung jawab")
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
HASHTAGS = re.compile(r"(?:#[\w-]{1,60}[\s,]*){1,30}$")
SPEECH = re.compile(r"[\"”’'],? (?:\w{1,20} )?(?:kata|ujar|tutur|tegas|jelas|ucap|sebut|imbuh|papar)")
# Inside a paragraph only what has clear bounds on both sides.
INSIDE = re.compile(
    r"[(\[](?i:baca|lihat|simak|tonton)(?: (?i:juga|pula))?\s?:[^()\[\]\n]{3,200}[)\]]"
    r"|[(\[](?i:baca|lihat|simak) (?i:juga)\s[^()\[\]\n]{3,200}[)\]]"
    r"|\[(?i:gambas):\w{1,20}(?: \w{1,20})?\]|\[(?i:baca-juga|related|iklan)[^\[\]\n]{0,100}\]"
    r"|\bADVERTISEMENT SCROLL TO (?:CONTINUE|RESUME)(?: WITH)?(?: CONTENT)?\b"
)
# "(min/ema)", "[tm/r2]", "(*)" after the last full stop or quotation mark of a paragraph.
CLOSING = re.compile(r"[(\[]\s?([^()\[\]\n]{1,45}?)\s?[)\]]\W?$")
AFTER_STOP = ".!?…\"”’'»"
CREDIT_SHAPE = re.compile(r"[\w.&*'-]{1,24}(?:[ /|,]{1,2}[\w.&*'-]{1,24}){0,5}$|\*{1,5}$")
SAYS_SOMETHING = re.compile(
    r"(?i)\d{1,2}[/.:]\d|\d{3}|\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|pasal|ayat|uu)\b"
)
CREDIT_BEHIND = re.compile(r"(?<=[.!?”\")\]])\s{0,3}(?:Editor|Penulis|Pewarta|Reporter|Redaktur)\s?:\s[^:.!?\n]{2,60}$")

KEPT, RESIDUE, END = 0, 1, 2


@dataclass(slots=True)
class Line:
    """One line without the white space around it; `words` is its wording in lower case, the marks around taken off."""

    start: int
    end: int
    text: str
    words: str
    state: int = KEPT


@dataclass(frozen=True, slots=True)
class Rules:
    """The lexicon, made ready: sets for whole lines, patterns for beginnings."""

    whole: frozenset[str]
    sections: frozenset[str]
    headings: frozenset[str]
    share_words: frozenset[str]
    motto_words: frozenset[str]
    credit_marks: frozenset[str]
    credit_bodies: frozenset[str]
    offices: frozenset[str]
    beginnings: tuple[str, ...]
    page_end: tuple[str, ...]
    link: re.Pattern[str]
    bare_link: re.Pattern[str]
    credit: re.Pattern[str]
    tags: re.Pattern[str]
    follow: re.Pattern[str]


def find_residue(text: str) -> list[tuple[int, int]]:
    """Find the spans of page residue in an article's text: sorted, not overlapping, without white space around them."""
    lines = [_line(match) for match in LINE.finditer(text)]
    rules = _rules()
    for line in lines:
        line.state = _by_wording(line, rules)
    _mark_repeated(lines)
    _mark_lists(lines, rules)
    _mark_page_end(lines)
    _mark_by_place(lines, rules)
    spans: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if line.state == KEPT:
            spans += _inside(line, rules)
        elif at and lines[at - 1].state != KEPT:
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def is_prose(line: str) -> bool:
    """Whether a line, stripped of white space, has the length and the full stop of a paragraph."""
    if len(line) >= LONGEST_LINE:
        return True
    if len(line) < SENTENCE_LENGTH or line.endswith(("...", "…")):
        return False
    return line.rstrip("\"”’'»)] ").endswith((".", "!", "?")) or (len(line) >= PROSE_LENGTH and ". " in line)


def credit_at_end(line: str) -> str | None:
    """What stands in brackets behind a paragraph or alone and may be a person's: "een" of "(een)"; None for none."""
    rules = _rules()
    at = _closing(line, rules)
    inner = line[at:].strip() if at is not None else ""
    words = set(re.findall(r"\w+", inner.casefold()))
    if inner[:1] not in ("(", "[") or not rules.credit_marks.union(rules.credit_bodies).isdisjoint(words):
        return None
    return inner.strip("()[] .,*")


def _line(match: re.Match[str]) -> Line:
    text = match[0].rstrip()
    start = match.start()
    words = " ".join(text.casefold().split()).strip(MARKS) if len(text) <= LONGEST_LINE else ""
    return Line(start, start + len(text), text, words)


@cache
def _rules() -> Rules:
    lexicon = load_lexicon("residue")

    def alternatives(*names: str) -> str:
        words = sorted((word for name in names for word in lexicon[name]), key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in words)

    links, credits = alternatives("links"), alternatives("credits")
    return Rules(
        whole=frozenset(lexicon["lines"]),
        sections=frozenset(lexicon["sections"]),
        headings=frozenset([*lexicon["list_headings"], *lexicon["links"], *lexicon["links_with_colon"]]),
        share_words=frozenset(lexicon["share_words"]),
        motto_words=frozenset(lexicon["motto_words"]),
        credit_marks=frozenset(lexicon["credit_marks"]),
        credit_bodies=frozenset(lexicon["credit_bodies"]),
        offices=frozenset(lexicon["offices"]),
        beginnings=tuple(lexicon["beginnings"]),
        page_end=tuple(lexicon["page_end"]),
        link=re.compile(rf"(?i)(?:{links})(\s{{0,3}}[:：»|]|[*_]{{1,2}}\s?:?|\s{{1,6}})\s{{0,6}}[*_]{{0,2}}(?=\S)"),
        bare_link=re.compile(rf"(?i)(?:{alternatives('links_with_colon')})\s?:\s{{0,3}}(?=\S)"),
        credit=re.compile(rf"(?i)(?:{credits})(?:\s?[/&|]\s?(?:{credits}))?\s{{0,3}}[:：]\s{{0,3}}(?=[^\s\d])"),
        tags=re.compile(rf"(?i)(?:{alternatives('tag_labels')})\s?:\s?\S"),
        follow=re.compile(rf"(?i)(?:{alternatives('follow_verbs')})\b.{{0,200}}?(?:{alternatives('follow_places')})"),
    )


def _by_wording(line: Line, rules: Rules) -> int:
    """What the line's own words tell, wherever it stands."""
    words = line.words
    if len(line.text) > LONGEST_LINE:
        return KEPT
    if not words:
        return RESIDUE if line.text in ("×", "✕", "•", "|", "»") else KEPT
    if words.startswith(rules.page_end) and len(words) <= 120 and not is_prose(line.text):
        return END
    if words in rules.whole or (COUNTED.sub("", words).strip() in rules.whole and len(words) <= 40):
        return RESIDUE
    if words.startswith(rules.beginnings) or (COPYRIGHT.match(words) and len(words) <= 200):
        return RESIDUE
    if _is_link(line.text, rules) or _is_credit(line.text, rules) or _is_shares(line.text, rules):
        return RESIDUE
    if (
        INSIDE.fullmatch(line.text)
        or PAGES.match(words)
        or READERS.match(words)
        or HASHTAGS.match(line.text)
        or ADDRESS.match(line.text)
    ):
        return RESIDUE
    if len(line.text) <= 200 and rules.tags.match(line.text) and not is_prose(line.text):
        return RESIDUE
    if rules.follow.match(words) and not SPEECH.search(line.text):
        return RESIDUE
    return KEPT


def _is_link(text: str, rules: Rules) -> bool:
    """A label with a headline behind: "Baca Juga  Judul", "BACA: Judul"; never "Baca juga aturan itu.\""""
    text = text[LEAD.match(text).end() :]  # type: ignore[union-attr]
    if label := rules.link.match(text):
        rest = text[label.end() :]
        if not label[1].isspace():
            return True
        return rest[0] in "\"“‘'" or (_begins_headline(rest) and (len(label[1]) > 1 or not rest.endswith(".")))
    if label := rules.bare_link.match(text):
        rest = text[label.end() :]
        return _begins_headline(rest) and not rest.endswith((".", ".”", '."'))
    return False


def _begins_headline(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit()


def _is_credit(text: str, rules: Rules) -> bool:
    """ "Penulis: A | Editor: B": a label and a few words; a question or a sentence is an interview's."""
    text = text[LEAD.match(text).end() :]  # type: ignore[union-attr]
    label = rules.credit.match(text)
    if label is None or len(text) > 140:
        return False
    rest = text[label.end() :].rstrip("*) ")
    return not rest.endswith(("?", "!", "”", '"')) and len(rest.split()) <= 14 and ". " not in rest.rstrip(".")[12:]


def _is_shares(text: str, rules: Rules) -> bool:
    """ "Bagikan ini: Facebook Twitter", also where the buttons stick together: "Share on FacebookShare on Twitter"."""
    words = GLUED.sub(" ", text).casefold().replace("/", " ").replace("whats app", "whatsapp").split()
    known = [word.strip(MARKS) for word in words]
    return len(known) > 1 and all(word in rules.share_words or not word for word in known) and any(known)


def _mark_repeated(lines: list[Line]) -> None:
    """A title or caption printed again within the next few lines, a paragraph printed again anywhere."""
    seen: dict[str, int] = {}
    for at, line in enumerate(lines):
        words = line.words or line.text
        if len(words) < 20 or words.count(" ") < 2:
            continue
        if line.state == KEPT and words in seen and (at - seen[words] <= NEAR or len(words) >= PROSE_LENGTH):
            line.state = RESIDUE
        seen[words] = at


def _mark_lists(lines: list[Line], rules: Rules) -> None:
    """The headlines, teasers, tags and ages of articles below a heading such as "Berita Terkait"."""
    is_open = False
    for line in lines:
        if line.state != END and len(line.text) <= 40 and COUNTED.sub("", line.words).strip() in rules.headings:
            line.state = RESIDUE
            is_open = True
        elif is_open and line.state == KEPT:
            is_open = _is_listed(line)
            line.state = RESIDUE if is_open else KEPT


def _is_listed(line: Line) -> bool:
    text = line.text
    if len(text) <= LONGEST_LINE and (text.endswith(("...", "…")) or BULLET.match(text) or AGO.match(line.words)):
        return True
    words = text.split()
    if not text or len(text) > 160 or len(words) > 22 or text.endswith((".", ",", ";", ":", "”", '"', ")")):
        return False
    if SPEECH.search(text) or text[0] in '"“(':
        return False
    long_words = [word for word in words if len(word) >= 4 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long_words)
    return _begins_headline(text) and capitals >= 0.6 * len(long_words)


def _mark_page_end(lines: list[Line]) -> None:
    """All below a comment form or an author box, but paragraphs where so much prose follows that it is the article."""
    first = next((at for at, line in enumerate(lines) if line.state == END), None)
    if first is None:
        return
    before = sum(len(line.text) for line in lines[:first] if line.state == KEPT and is_prose(line.text))
    behind = [line for line in lines[first:] if line.state == KEPT and is_prose(line.text)]
    is_article = 4 * sum(len(line.text) for line in behind) > before
    kept = {id(line) for line in behind} if is_article else set()
    if is_article and before == 0:
        return
    for line in lines[first:]:
        if id(line) not in kept and line.state == KEPT:
            line.state = RESIDUE


def _mark_by_place(lines: list[Line], rules: Rules) -> None:
    """What is residue only above the first paragraph of prose, or below the last."""
    prose = [at for at, line in enumerate(lines) if line.state == KEPT and is_prose(line.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    for at, line in enumerate(lines):
        if line.state != KEPT or not line.words:
            continue
        is_above, is_below = at < first, at > last
        is_page = (is_above and _is_above(line, at, rules)) or (is_below and _is_below(line))
        is_page |= (is_above or is_below) and (_is_motto(line, rules) or bool(STAFF.match(line.words)))
        is_page |= bool(FILED_UNDER.match(line.text)) and is_above and lines[at - 1].state == RESIDUE and at > 0
        is_page |= _is_count_or_stamp(line.text) and (is_above or is_below or _touches_residue(lines, at))
        if is_page:
            line.state = RESIDUE


def _is_above(line: Line, at: int, rules: Rules) -> bool:
    words = line.words
    section = words.removeprefix("home ").removeprefix("beranda ")
    if at < 12 and (section in rules.sections or BREADCRUMB.match(words)):
        return True
    if len(words.split()) <= 3 and words.startswith(("advertorial ", "pariwara ", "adv ")):
        return True
    return bool(BYLINE_ABOVE.match(words)) and len(words.split()) <= 8


def _is_below(line: Line) -> bool:
    return bool(AUTHOR_NOTE.match(line.text.casefold())) or bool(AGO.match(line.words)) or _is_menu(line.text)


def _is_menu(text: str) -> bool:
    """ "Klasemen | Jadwal | Top Skor": three or more short names between bars."""
    parts = text.split(" | ")
    return len(parts) >= 3 and len(text) <= 150 and all(len(part.split()) <= 3 and part[:1].isupper() for part in parts)


def _is_motto(line: Line, rules: Rules) -> bool:
    words = re.findall(r"\w+", line.words)
    return len(words) <= 10 and len(rules.motto_words.intersection(words)) >= 2 and not line.text.endswith(".")


def _is_count_or_stamp(text: str) -> bool:
    return bool(NUMBER.match(text)) or (DIGIT.search(text) is not None and parse_stamp(text) is not None)


def _touches_residue(lines: list[Line], at: int) -> bool:
    return any(0 <= near < len(lines) and lines[near].state != KEPT for near in (at - 1, at + 1))


def _inside(line: Line, rules: Rules) -> Iterator[tuple[int, int]]:
    """Residue within a line: links in brackets, and the credit at its end."""
    closing = _closing(line.text, rules)
    for found in INSIDE.finditer(line.text, 1, closing if closing is not None else len(line.text)):
        yield line.start + found.start(), line.start + found.end()
    if closing is not None:
        yield line.start + closing, line.end


def _closing(text: str, rules: Rules) -> int | None:
    """Where the credit at the end of a line begins, or None."""
    tail_at = max(0, len(text) - 80)
    tail = text[tail_at:]
    if found := CREDIT_BEHIND.search(tail):
        return tail_at + found.start() + len(found[0]) - len(found[0].lstrip())
    found = CLOSING.search(tail)
    if found is None:
        return None
    inner = found[1].strip()
    before = tail[: found.start()].rstrip()
    is_known = inner.casefold() in rules.credit_marks or not inner.strip("* ")
    is_after_stop = not (tail_at + found.start()) or before.endswith(tuple(AFTER_STOP))
    is_name = bool(CREDIT_SHAPE.match(inner)) and not SAYS_SOMETHING.search(inner) and not _has_office(inner, rules)
    if is_known or (is_after_stop and is_name):
        return tail_at + found.start()
    return None


def _has_office(inner: str, rules: Rules) -> bool:
    """Whether brackets behind a quotation name its speaker: "(Bupati ...)"."""
    return not rules.offices.isdisjoint(re.findall(r"\w+", inner.casefold()))
