"""Names of contests as printed in an article ("Pilgub Riau 2024", "Pilwalkot"), resolved by region and election.

A name is resolved where text and annotation tell one contest; a printed year in which the region did not vote, a
region that fits several, a list of all kinds ("pemilihan gubernur, bupati dan wali kota") resolve to none. Time is
linear in the length of the text: after each name at most `LOOK_AHEAD` words are read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from crawler.items import Article
from nlp.areas import load_areas
from nlp.election_calendar import AFTERMATH, AHEAD
from nlp.records import Annotation
from warehouse.contest_places import SPACE, WORD, Place, after_dot, contest_words, level_words, more_places, place_at
from warehouse.contests import LEVELS, Contest, contest_years, contests_of
from warehouse.days import find_report_date
from warehouse.region_history import province_on
from warehouse.rows import Row, find_sentence

LOOK_AHEAD = 8
BEGIN = re.compile(r"[Pp][EeIi][LlMm]")  # of every name: faster to look for than the names themselves
YEAR = re.compile(r"(?:19|20)\d\d")
# Ids of rows: article_id, "#p", a number.
LETTER = "p"


@dataclass(frozen=True, slots=True)
class ContestRef:
    """One place where the text names a contest. `printed` is `text[start:end]`, offsets in code points.

    `rule` tells how it was resolved: by the region printed with it (`named`) or the article's only one of that level
    (`bare`), and by the printed year, the elections that the article names (`elections`) or its day (`day`).
    """

    contest_id: str
    printed: str
    start: int
    end: int
    rule: str


def find_contests(text: str, annotation: Annotation, report_date: date | None) -> list[ContestRef]:
    """Every printed name of a contest that can be resolved, in reading order; page residue is passed over."""
    found: list[ContestRef] = []
    taken = 0
    for begin in BEGIN.finditer(text):
        match = _pattern().match(text, begin.start()) if begin.start() >= taken else None
        if match is None or _is_residue(annotation, match):
            continue
        name = _read_kind(match)
        if name is None:
            continue
        refs, taken = _read_name(text, match, *name, annotation, report_date)
        found.extend(refs)
    return found


def article_contest_rows(article: Article, annotation: Annotation) -> Iterator[tuple[str, Row]]:
    """The rows of `article_contests`, each with its table, as `warehouse.rows.item_rows` gives those of other items."""
    report_date, _ = find_report_date(article, annotation)
    for number, ref in enumerate(find_contests(article.text, annotation, report_date), 1):
        yield (
            "article_contests",
            {
                "article_contest_id": f"{article.id}#{LETTER}{number}",
                "article_id": article.id,
                "contest_id": ref.contest_id,
                "printed": ref.printed,
                "start_char": ref.start,
                "end_char": ref.end,
                "sentence_no": find_sentence(annotation.sentences, ref),
                "rule": ref.rule,
            },
        )


def _read_kind(match: re.Match[str]) -> tuple[str | None, bool] | None:
    """The kind of the contest (None: of any), and whether the name may stand alone. None where it names no contest."""
    words = " ".join(match[0].casefold().split())
    if match["short"]:
        return _short_names()[words], True
    if match["any"]:
        return None, False
    heads = contest_words()["heads"]
    kinds = {heads[" ".join(head.split())] for head in _heads_pattern().findall(words)}
    return (kinds.pop(), False) if len(kinds) == 1 else None


def _read_name(
    text: str, match: re.Match[str], kind: str | None, is_short: bool, annotation: Annotation, report_date: date | None
) -> tuple[list[ContestRef], int]:
    """The contests that one name and what follows it tell, and the offset up to which the text was used."""
    years: list[int] = []
    level, at, is_name_next = None, match.end(), False
    places: list[Place] = []
    for _ in range(LOOK_AHEAD):
        word = WORD.match(text, at)
        if word is None:
            break
        folded = word[1].casefold()
        if YEAR.fullmatch(word[1]):
            years.append(int(word[1]))
        elif place := place_at(text, word.start(1), kind, level):
            places = [place, *more_places(text, place, kind)]
            break
        elif folded in level_words():
            level = level_words()[folded]
            at = after_dot(text, word.end())
            continue
        elif folded not in contest_words()["between"]["skip"]:
            is_name_next = word[1][0].isupper()
            break
        at = word.end()
    if places:
        end, later = _years_after(text, places[-1].end)
        years = years or later
        return list(_resolve_places(text, match.start(), places, end, years, annotation, report_date)), end
    if not is_short or kind is None or is_name_next:  # "Pilbup" before a name that is none of ours: not guessed
        return [], match.end()
    end = match.end() + _length_with_years(text[match.end() : at], years)
    code = _only_region(kind, annotation, date(years[0], 6, 30) if years else report_date or date.max)
    if code is None:
        return [], match.end()
    refs = _refs(text, match.start(), end, code, years, annotation, report_date, "bare")
    return list(refs), end


def _resolve_places(
    text: str,
    start: int,
    places: Sequence[Place],
    end: int,
    years: Sequence[int],
    annotation: Annotation,
    report_date: date | None,
) -> Iterator[ContestRef]:
    """The first region of a list stands with the contest's name, the others alone; the last one with the years."""
    for number, place in enumerate(places):
        code = _one_code(place.codes, annotation)
        if code is None:
            continue
        first = start if number == 0 else place.start
        last = end if number == len(places) - 1 else place.end
        yield from _refs(text, first, last, code, years, annotation, report_date, "named")


def _refs(
    text: str,
    start: int,
    end: int,
    code: str,
    years: Sequence[int],
    annotation: Annotation,
    report_date: date | None,
    how: str,
) -> Iterator[ContestRef]:
    for contest, by in _contests(code, years, annotation, report_date):
        yield ContestRef(contest.contest_id, text[start:end], start, end, f"{how}.{by}")


def _contests(
    code: str, years: Sequence[int], annotation: Annotation, report_date: date | None
) -> Iterator[tuple[Contest, str]]:
    """The contests of a region that years, the article's elections or its day tell; none where they tell none."""
    if years:
        told = [c for year in dict.fromkeys(years) for c in contests_of(code) if year in contest_years(c.contest_id)]
        yield from ((contest, "year") for contest in dict.fromkeys(told))
        return
    named = {value.value for value in annotation.elections}
    of_article = [contest for contest in contests_of(code) if contest.election_id in named]
    if len(of_article) == 1:
        yield of_article[0], "elections"
    elif report_date is not None and (contest := _current(of_article or contests_of(code), report_date)):
        yield contest, "day"


def _current(contests: Sequence[Contest], day: date) -> Contest | None:
    """The contest that people speak of on a day: the next one, or one just held (spans as in the election calendar)."""
    dated = [contest for contest in contests if contest.voting_date is not None]
    for contest in dated:
        assert contest.voting_date is not None  # noqa: S101 - kept only where it is known
        if -AFTERMATH <= contest.voting_date - day <= AHEAD:
            return contest
    return None


def _one_code(codes: Sequence[str], annotation: Annotation) -> str | None:
    """The region meant where a name fits several: the article's primary one, else the only one that it names."""
    if len(codes) == 1:
        return codes[0]
    for known in (annotation.primary_regions, [value.value for value in annotation.regions]):
        fitting = [code for code in codes if code in known]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _only_region(kind: str, annotation: Annotation, day: date) -> str | None:
    """The article's only primary region of that level; for a pilgub the only province, by the map of the day."""
    if kind == "pilgub":
        codes = {province_on(code, day) for code in annotation.primary_regions} - {None}
    else:
        codes = {c for c in annotation.primary_regions if c in load_areas() and load_areas()[c].level == LEVELS[kind]}
    return codes.pop() if len(codes) == 1 else None


def _years_after(text: str, at: int) -> tuple[int, list[int]]:
    """The years printed after a region ("Kampar tahun 2017 dan 2024"), and where they end; without any, `at`."""
    end, years = at, []
    for _ in range(LOOK_AHEAD):
        word = WORD.match(text, at)
        if word is None:
            break
        if YEAR.fullmatch(word[1]):
            years.append(int(word[1]))
            end = word.end(1)
        elif word[1].casefold() not in contest_words()["between"]["year"] + (
            contest_words()["between"]["and"] if years else []
        ):
            break
        at = word.end()
    return end, years


def _length_with_years(between: str, years: Sequence[int]) -> int:
    """How much of the words after a bare name belongs to it: up to the last year."""
    return max((match.end() for match in YEAR.finditer(between)), default=0) if years else 0


def _is_residue(annotation: Annotation, match: re.Match[str]) -> bool:
    number = find_sentence(annotation.sentences, ContestRef("", "", match.start(), match.end(), ""))
    return number is not None and annotation.sentences[number - 1].is_residue


@cache
def _short_names() -> Mapping[str, str]:
    return MappingProxyType({name: kind for kind, names in contest_words()["short"].items() for name in names})


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", rf"{SPACE}+") for word in sorted(words, key=len, reverse=True))


@cache
def _heads_pattern() -> re.Pattern[str]:
    return re.compile(_alternatives(list(contest_words()["heads"])))


@cache
def _pattern() -> re.Pattern[str]:
    heads = _alternatives(list(contest_words()["heads"]))
    # Possessive, for a run of spaces and commas must not be tried in every way of cutting it.
    and_more = rf"(?:{SPACE}*+(?:,|/|&|dan\b|serta\b|atau\b)){{1,3}}+{SPACE}*+(?:wakil{SPACE}++)?(?:{heads})\b"
    return re.compile(
        rf"(?i)(?<![\w-])(?:(?P<short>{_alternatives(list(_short_names()))})"
        rf"|(?P<any>{_alternatives(contest_words()['any']['pilkada'])})"
        rf"|pemilihan{SPACE}++(?:umum{SPACE}++)?(?:{heads})\b(?:{and_more}){{0,8}})(?![\w-])"
    )
