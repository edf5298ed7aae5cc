"""What is asked of the warehouse and what comes back: filters, and the answers that are more than one table."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are asked about. Empty is no restriction; of one filter any value will do, all filters must hold.

    `provinces` and `regions` are about primary regions: an article about Kota Batam is in province 21, and one about
    Kepulauan Riau as a whole is not in region 21.71. `measures` and `measure_statuses` must hold of one measure,
    `violations` and `violation_statuses` of one violation. The dates are inclusive and leave undated articles out.
    `text` is a question to the full-text index (docs/search.md): every word of it must stand in title or text in any of
    its forms; quotation marks, OR, exclusions and fields work, too. What requires no word ("-asn", "!") finds nothing.
    """

    elections: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    measure_statuses: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    violation_statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    relevance: tuple[str, ...] = ("core", "mention")
    date_from: date | None = None
    date_to: date | None = None
    text: str | None = None

    def parameters(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        values: dict[str, Any] = {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }
        values["text"] = (self.text or "").strip() or None
        return {key: value for key, value in values.items() if value not in (None, [])}


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What the file was built from; times are UTC, without zone. `is_demonstration`: the articles are invented.

    What was imported after `previous_built_at` is new; None where no earlier build is known.
    """

    is_demonstration: bool
    built_at: datetime
    schema_version: int
    build_version: str
    pipeline: str | None
    article_count: int
    story_count: int
    older_version_count: int
    skipped_article_count: int
    previous_built_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What can be chosen, each frame with `article_count`: of the articles that have the default relevance.

    elections: election_id, kind, year, name_id, name_en, voting_date · provinces: province_code, name ·
    regions: code, name, level, province_code · measures: type · violations: type, status · outlets: outlet_id, name.
    """

    elections: pd.DataFrame
    provinces: pd.DataFrame
    regions: pd.DataFrame
    measures: pd.DataFrame
    violations: pd.DataFrame
    outlets: pd.DataFrame
    first_date: date | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Conduct of one status: items, the articles they stand in, the independent stories these are."""

    item_count: int = 0
    article_count: int = 0
    story_count: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """Counts of the selection. The three statuses are never summed. `outlet_count`: outlets that brought the articles.

    `undated_article_count` leaves `date_from` and `date_to` aside: the articles of the other filters without a day,
    which a range of dates leaves out and a timeline cannot show.
    """

    article_count: int
    story_count: int
    outlet_count: int
    undated_article_count: int
    prohibited: StatusCount
    alleged: StatusCount
    proven: StatusCount


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """How many articles a list holds, and the independent stories these are."""

    article_count: int
    story_count: int


@dataclass(frozen=True, slots=True)
class ArticleNeighbours:
    """Where an article stands in a list of articles, from 1, of how many, and those before and after it."""

    place: int
    total: int
    previous_id: str | None
    next_id: str | None


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """How many items a list of evidence holds, the articles they stand in, the independent stories these are.

    `hidden_count`: items left out because they are less sure than asked for, or nobody knows how sure they are.
    """

    item_count: int
    article_count: int
    story_count: int
    hidden_count: int = 0


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with all that was read out of it. Offsets count code points in `text`, from 0, the end exclusive.

    primary_regions: region_code, name, level, province_code, province_name ·
    officials: official_id, name, role, acting, region_code, region_name, ..., mention_count, start_char, end_char ·
    mentions: official_id, name, role, text, start_char, end_char ·
    items (all kinds, officials too, in reading order): kind, item_id, type, status, value, actor, value_name,
    start_char, end_char, words, confidence, rule, sentence_no, sentence ·
    sentences: sentence_no, paragraph, is_residue, start_char, end_char, text ·
    copies (the other articles of the story): article_id, display_title, outlet, published, report_date, url, is_first ·
    cases (how far they came by all articles: status, by this one: state): case_id, status, office, group_words,
    person_count, region_code, region_name, article_count, story_count, state, start_char ·
    case_events (of these cases, in order): case_id, step, body, event_date, date_precision, penalty_tier,
    reported_date, article_id (of the first report), article_count ·
    versions: version_no, is_newest, imported_at ·
    contests: article_contest_id, contest_id, name_id, voting_date, printed, start_char, end_char.
    """

    article_id: str
    version: str
    url: str | None
    title: str | None
    display_title: str
    published: str | None
    report_date: date | None
    report_date_source: str | None
    outlet_id: str | None
    outlet: str | None
    outlet_region_code: str | None
    outlet_region_name: str | None
    author: str | None
    section: str | None
    tags: list[str]
    is_paid: bool | None
    language: str | None
    text: str
    word_count: int
    relevance: str
    relevance_confidence: float | None
    story_id: str
    first_article_id: str
    copy_count: int
    source: str | None
    imported_at: datetime | None
    withdrawn_at: datetime | None
    pipeline: str
    primary_regions: pd.DataFrame
    officials: pd.DataFrame
    mentions: pd.DataFrame
    items: pd.DataFrame
    sentences: pd.DataFrame
    copies: pd.DataFrame
    cases: pd.DataFrame
    case_events: pd.DataFrame
    versions: pd.DataFrame
    contests: pd.DataFrame

    def items_of(self, kind: str) -> pd.DataFrame:
        """The items of one kind: measure, violation, official, date, region, election, legal, document, quote."""
        return self.items[self.items["kind"] == kind].reset_index(drop=True)
