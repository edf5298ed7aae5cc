"""The annotation of one article: what this stage hands on.

The keys and their values are those of the project's domain page (`docs/domain.md`). Every `start` and `end` is an
offset into `Article.text` in Unicode code points, `end` exclusive.

Every item tells where it comes from and how far to trust it. `rule` is the family of rules that produced it, a colon,
and what told it there ("reminder.tell: ~ingat"); `confidence` is the calibrated probability that a careful reader would
annotate the same item (`nlp.confidence`), None before that stage.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Value:
    """A plain value (region code, election id, law, document number) with its best evidence."""

    value: str
    start: int
    end: int
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names a person."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Official:
    """A person named in a public capacity; `start` and `end` cover office and name together.

    `region` is the code of the office's jurisdiction ("00" for national bodies), None where the text does not tell.
    """

    name: str
    role: str
    acting: str | None
    region: str | None
    start: int
    end: int
    mentions: tuple[Mention, ...] = ()
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class DateRef:
    """A calendar reference. `value` is ISO 8601 as precise as the text lets it be, or a range "from/to".

    `weekday_differs` marks a misprint: the weekday printed with the date is not that day's.
    """

    value: str
    role: str
    text: str
    start: int
    end: int
    weekday_differs: bool = False
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done, or to be done, about neutrality. `actor` is a body, None where the text does not tell."""

    type: str
    status: str
    actor: str | None
    start: int
    end: int
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """Conduct that breaks or would break neutrality: prohibited, alleged or proven, never mixed."""

    type: str
    status: str
    start: int
    end: int
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A number of persons or cases that somebody reports: no case of its own, and never added up.

    `what` is who or what is counted, `state` how far it has come, `scope` the area's code ("00" for the nation), None
    where the text does not tell (`docs/domain.md` lists the values).
    """

    count: int
    what: str
    state: str
    scope: str | None
    start: int
    end: int
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quotation, the words between the marks; `speaker` is an official's `name`, or None."""

    speaker: str | None
    text: str
    start: int
    end: int
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Reported speech: what the text says that somebody said, in the paper's words; `speaker` as in `Quote`."""

    speaker: str | None
    text: str
    start: int
    end: int
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article; `paragraph` counts from 0; `is_residue` marks page residue, which is not read."""

    start: int
    end: int
    paragraph: int
    is_residue: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was read out of one article version by one pipeline version.

    `relevance` is core, mention or none, `relevance_confidence` how far to trust it. `regions` holds the primary ones
    too. Lists are in reading order.
    """

    id: str
    version: str
    pipeline: str
    relevance: str
    relevance_confidence: float | None = None
    primary_regions: list[str] = field(default_factory=list)
    regions: list[Value] = field(default_factory=list)
    officials: list[Official] = field(default_factory=list)
    dates: list[DateRef] = field(default_factory=list)
    elections: list[Value] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    legal: list[Value] = field(default_factory=list)
    documents: list[Value] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


# The lists of an annotation whose items carry rule and confidence, in the order in which they are shown.
ITEM_LISTS = (
    "regions",
    "officials",
    "dates",
    "elections",
    "measures",
    "violations",
    "legal",
    "documents",
    "quotes",
    "statements",
    "totals",
)
