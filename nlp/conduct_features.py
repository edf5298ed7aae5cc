"""What speaks for the status of a conduct: named features, read off the cues around it and the article as a whole.

`clause.ruled` is a word of ruling in the conduct's own clause, `before.` and `after.` one elsewhere in its sentence,
`prev.` and `next.` one in the neighbouring sentence of the same paragraph, `above.` and `below.` across a paragraph's
edge, `back.` one in the nearest earlier sentence that says anything decided. `nearest.` is the last strong cue before
the conduct's end; `first.` what the sentence says when its cues are ranked (`_rank`). `title.` is a cue of the
headline, `frame.` what most of the article's sentences tell: cases or rules. `somebody`, `anyone`, `acted` and
`subjectless` are the grammar of who acts. `words.alleged.3` is the chance of a status by the sentence's words alone
(`nlp.act_words`), in fifths; `words.told.4` that they tell any act; `article.alleged.3` is what the article's sentences
tell on average. `forms.most` and the like are words by which forms of breaches that there were are told.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from nlp.act_words import CONDUCT_STATUSES, SPOKEN, TOLD, WordReader
from nlp.conduct_cues import Cue, CueReader, read_cues
from nlp.modality import clause_start, wide_clause_start
from nlp.scenes import Scene, evidence_end, is_headline, is_question

# What each feature weighs for each status, and what each status starts with.
Weights = tuple[Mapping[str, tuple[float, ...]], tuple[float, ...]]

LEAD = 3
# So many steps a chance by words is told in.
WORD_STEPS = 5
# What is not, but is wished not to be: "agar tidak ada ...", "tidak boleh ada ...".
WISH = re.compile(
    r"(?i)\b(?:agar|supaya|jangan|(?:boleh|perlu|usah)[ \u00a0]ada|(?:me|di)?minta|bersumpah|berjanji|berikrar|sanggup|"
    r"pantang|(?:di)?haram(?:kan)?|(?:me|di)?larang|(?:meng|di)?ingatkan|(?:me)?wanti-wanti|berpesan|"
    r"antara[ \u00a0]lain)\b"
)
# From this chance on the words of a sentence tell a type, and that it is forbidden.
FORBIDDING = 0.6
UNDOUBTED = 0.97
# How many sentences back the nearest word on status is looked for.
BACK = 4
DECISIVE = frozenset({"ruled", "weak", "pledge", "charged", "alleged", "case", "proven"})
STRONG = frozenset({"ruled", "pledge", "charged", "proven"})
# A sentence with one of these tells a rule; with one of those, and none of these, a case.
RULING = frozenset({"ruled", "weak", "pledge", "supposed", "unreal", "anybody", "threat"})
CASE = frozenset({"charged", "alleged", "proven"})
# From which share of sentences that tell cases an article is about them; up to which it is about rules.
MOSTLY, SELDOM = 0.65, 0.35
# What the article's opening leaves to judge where a sentence says little itself.
LEFT_OPEN = frozenset({"silent", "case", "alleged", "weak"})
# Where a sentence says no more than this of a conduct whose actor stands before it, it tells what somebody did.
SAID = frozenset({"silent", "case", "alleged"})
# Within so many characters a cue stands directly before a conduct.
DIRECT = 14
BECAUSE = re.compile(r"(?i)\b(?:karena|lantaran|akibat|gara-gara|sebab|atas|terkait|usai|setelah|berupa|dengan)\b")
CONTRAST = re.compile(r"(?i)[,;][ \u00a0](?:sedangkan|sementara|adapun|namun|tetapi)\b")
# What goes on with a list of things forbidden, told in sentences of their own.
EXAMPLE = re.compile(
    r"(?i)[ \t]*(?:seperti|misalnya|contohnya|(?:di ?)?antaranya|antara lain|di antara(?:nya)?|yakni|yaitu|berupa)\b"
)
GOES_ON = re.compile(r"(?i)[ \t]*(?:serta|juga|termasuk|kemudian|lalu|selanjutnya|terakhir),?[ \u00a0](?:me|ber)\w{3}")
# A verb that begins a sentence without a subject: it goes on with the rule before ("Dengan cara memasang ...").
VERB_FIRST = re.compile(
    r"(?i)[\s\"“‘'(]{0,4}(?:(?:dengan cara|dan|atau|maupun|ikut|turut|selain|hingga),?[ \u00a0]){0,2}"
    r"(?!meski|memang|mereka|menurut|mengingat|mengenai|melalui|menjelang|menjawab|menyangkut|mengutip|melansir|merujuk|"
    r"mengacu|meng(?:etahui|ungkap\w*|akhiri|akui)|men(?:yusul|yikapi|anggapi|indaklanjuti|dengar|emukan|erima|jadi)\b|"
    r"memasuki|melihat|beri[kt]|berdasar|bersama|bermula|berkait|berawal|bertempat|berhubung|berangkat|bercermin)"
    r"(?:me|ber)[a-z]{4}"
)
STAFF = (
    r"(?:camat|lurah|guru|asn|pns|pegawai|pejabat|ka(?:dis|bid|bag)|sekda|aparatur|bidan|honorer|"
    r"kepala[ \u00a0](?:dinas|sekolah|puskesmas|badan|bagian|bidang|distrik))"
)
# Certain staff: "camat tersebut", "oknum", "seorang guru", "Camat Nama".
SOMEBODY = re.compile(
    rf"(?i)\b(?:{STAFF}(?:[ \u00a0]\w{{1,20}}){{0,2}}[ \u00a0](?:tersebut|itu|ini|(?:ber)?inisial)\b|oknum\b|"
    rf"(?:seorang|salah[ \u00a0](?:seorang|satu)|\d{{1,3}}(?:[ \u00a0]orang)?)[ \u00a0]{STAFF}|"
    r"yang[ \u00a0]bersangkutan|"
    r"(?-i:(?:Camat|Lurah|Kadis|Kabid|Kabag|Sekda)[ \u00a0][A-Z]))"
)
# Staff as such: "ASN harus", "agar pegawai".
ANYONE = re.compile(
    r"(?i)\b(?:(?:agar|bagi|kepada|bahwa|setiap|seluruh|semua|para|sebagai)[ \u00a0](?:asn|pns|pegawai|aparatur)|"
    r"(?:asn|pns|pegawai|aparatur)\)?[ \u00a0](?:juga[ \u00a0])?"
    r"(?:harus|wajib|tidak|dilarang|jangan|mesti|agar|untuk|di(?:tuntut|minta|harapkan)))\b"
)
# Directly before a conduct: who acts, by name, pronoun or pointing word ("Nama ikut", "dia sempat", "guru itu").
ACTOR = re.compile(
    r"(?:(?<=\w[ \u00a0])(?!ASN|PNS|PPPK|TNI|Polri|Negara|Sipil|Pilkada|Pemilu|Bawaslu|KASN|Pasal|UU|PP|SKB)"
    r"[A-Z][\w.]{0,30}[),]{0,2}|"
    r"\b(?:[Ii]a|[Dd]ia|[Mm]ereka|keduanya|ketiganya|tersebut|itu|bersangkutan))[ \u00a0]"
    r"(?:(?:juga|turut|ikut|sempat|nekat|telah|sudah|justru|malah|pernah|terlihat|tampak|aktif|terang-terangan|secara|"
    r"dengan[ \u00a0]\w{4,14})[ \u00a0]){0,3}$"
)
ACTOR_REACH = 60
# An item of a list: "1. ...", "- ...", "a) ...".
ITEM = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[a-z][.)]|[-•*–])[ \u00a0]")
# The mark of an item at the end of what is read as a sentence: "dengan cara: 1).", "...; 2).".
MARK = re.compile(r"(?<![\w/])\(?(?:\d{1,2}|[a-z])\)?[.)]{1,2}$")
LONGEST_MARK = 6
# Words that lead a list in where no colon does, and what such a sentence must say.
LEADS = ("berikut",)
LEADING = frozenset({"ruled", "weak", "charged", "alleged", "proven"})
# What tells which forms of breaches there were: "modusnya", "pelanggaran terbanyak ialah", "12 persen".
FORMS = {
    "kind": re.compile(
        r"(?i)\b(?:jenis|bentuk|modus|macam|ragam|pola|kategori)(?:-(?:jenis|bentuk|macam|modus))?(?:nya)?\b"
    ),
    "most": re.compile(
        r"(?i)\b(?:pelanggaran|laporan|aduan|temuan|kasus|dugaan|modus|jenis|bentuk|kesalahan)(?:nya)?\b[^.;:\n]{0,30}"
        r"\b(?:terbanyak|terbesar|tertinggi|teratas|dominan|didominasi|kebanyakan|mayoritas|paling|umumnya|"
        r"sebagian besar|rata-rata|beragam|bervariasi|bermacam-macam|macam-macam|mencakup|meliputi|berupa)\b|"
        r"\b(?:didominasi|terbanyak|kebanyakan|mayoritas)\b[^.;:\n]{0,30}\b(?:pelanggaran|laporan|aduan|temuan|kasus)"
    ),
    "share": re.compile(r"(?i)\d[ \u00a0]?(?:persen\b|%)"),
}
# "Kemudian pada poin 6)." leads on.
LONGEST_LEAD = 40


class Case:
    """An article as the background of what it tells: its headline, its opening, and what its sentences say."""

    def __init__(
        self,
        text: str,
        title: str,
        scenes: list[Scene],
        reader: WordReader | None = None,
        weights: Weights | None = None,
    ) -> None:
        """`weights` are those of the features for each status, if not the repository's."""
        self.text = text
        self.reader = reader or WordReader(text)
        self.weights = weights
        # Asked for by each step of the reading: the shares of the statuses by place and type, the features by place.
        self.shares: dict[tuple[int, int, str], dict[str, float]] = {}
        self._told: dict[tuple[int, int], frozenset[str]] = {}
        self.title = title
        self.scenes = scenes
        self.cues = CueReader(text, scenes)
        self.index = {scene.start: index for index, scene in enumerate(scenes)}
        self.lists = ruled_lists(self.cues, scenes) | ruled_examples(self.cues, scenes)
        self.told_lists = told_lists(self.cues, scenes)
        self._forms: dict[int, tuple[str, ...]] = {}
        self.headline = {cue.kind for cue in read_cues(title).between(0, len(title))}
        self.opening = self._opening()
        self.frame = self._frame()
        self.spoken = self._spoken()

    def features(self, scene: Scene, start: int, end: int, kind: str = "") -> frozenset[str]:
        """The names of all features of the conduct between two offsets; `kind` is its type, where it counts too."""
        if (start, end) not in self._told:
            parts = (self._inside(scene, start, end), self._near(scene), self._said(scene))
            self._told[start, end] = frozenset(chain.from_iterable(parts))
        told = self._told[start, end]
        return told | {f"type.{kind}"} if kind else told

    def asks(self, scene: Scene) -> bool:
        """Whether a sentence is a question."""
        return is_question(self.text, scene)

    def _opening(self) -> str:
        """What headline and first sentences are about: a decided case, an open one, a rule, or none of them."""
        told = self.headline | {cue.kind for scene in self.scenes[:LEAD] for cue in self.cues.of(scene)}
        return next((kind for kind in ("proven", "charged", "ruled") if kind in told), "none")

    def _frame(self) -> str:
        """What most of the article's sentences that speak on status tell: cases, rules, or both."""
        kinds = [{cue.kind for cue in self.cues.of(scene)} for scene in self.scenes]
        cases = sum(bool(told & CASE and not told & RULING) for told in kinds)
        rules = sum(bool(told & RULING and not told & {"charged", "proven"}) for told in kinds)
        share = cases / (cases + rules) if cases + rules else (MOSTLY + SELDOM) / 2
        return "cases" if share > MOSTLY else "rules" if share < SELDOM else "mixed"

    def _inside(self, scene: Scene, start: int, end: int) -> Iterator[str]:
        """What the sentence itself tells, by place: in the conduct's clause, before it, behind it."""
        text = self.text
        left = clause_start(text, scene.start, start)
        right = max(end, evidence_end(text, scene, start, end))
        told = self.cues.of(scene)
        cues = tuple(cue for cue in told if not self._is_of_others(cue, start, end))
        opening = "charged" if self.opening == "proven" and len(cues) < len(told) else self.opening
        for cue in cues:
            place = "before" if cue.start < left else "clause" if cue.start < right else "after"
            yield f"{place}.{cue.kind}"
        strong = [cue for cue in cues if cue.start < end and cue.kind in STRONG]
        if strong:
            yield f"nearest.{strong[-1].kind}"
        yield from self._joined([cue for cue in strong if cue.end <= start], start)
        wide = wide_clause_start(text, scene.start, start)
        first = "list" if scene.start in self.lists else _rank(cues, start, end, (wide, left, right))
        yield f"first.{first}"
        yield f"opening.{opening}"
        yield f"frame.{self.frame}"
        yield from (f"title.{kind}" for kind in self.headline)
        if SOMEBODY.search(text, scene.start, scene.end):
            yield "somebody"
        if first in SAID and ACTOR.search(text, max(scene.start, start - ACTOR_REACH), start):
            yield "acted"
        if VERB_FIRST.match(text, scene.start):
            yield "subjectless"
        if ANYONE.search(text, scene.start, scene.end):
            yield "anyone"
        if first in LEFT_OPEN:
            yield f"{first}.in.{opening}"
        if is_headline(text, self.title, scene):
            yield "headline"
        if is_question(text, scene):
            yield "question"

    def is_told_by_words(self, scene: Scene, kind: str) -> bool:
        """Whether the words of a sentence leave no doubt of a type of conduct."""
        return self.reader.chance(scene, kind) >= UNDOUBTED

    def is_forbidden_by_words(self, scene: Scene, start: int, kind: str) -> bool:
        """Whether a sentence wishes that nobody does what stands at an offset, and its words tell it as forbidden."""
        if WISH.search(self.text, scene.start, start) is None:
            return False
        return all(self.reader.chance(scene, name) >= FORBIDDING for name in (kind, "prohibited"))

    def _said(self, scene: Scene) -> Iterator[str]:
        """How likely each status is by the words of the sentence, and that they tell any act."""
        for name in (*CONDUCT_STATUSES, TOLD):
            yield f"words.{name}.{int(WORD_STEPS * self.reader.chance(scene, name))}"
        yield from self.spoken
        yield from (f"forms.{name}" for name in self.forms(scene))

    def forms(self, scene: Scene) -> tuple[str, ...]:
        """By what a sentence, or the one before it in its paragraph, tells the forms of breaches that there were."""
        if scene.start not in self._forms:
            here = tuple(name for name, pattern in FORMS.items() if pattern.search(self.text, scene.start, scene.end))
            low = max(scene.previous, scene.paragraph_start)
            before = FORMS["most"].search(self.text, low, scene.start) if low < scene.start else None
            self._forms[scene.start] = (*here, "before") if before else here
        return self._forms[scene.start]

    def _spoken(self) -> frozenset[str]:
        """How far the article's sentences that tell acts tell them as of each status, by their words, on average."""
        told = [(self.reader.chance(scene, TOLD), scene) for scene in self.scenes]
        told = [(weight, scene) for weight, scene in told if weight >= SPOKEN]
        whole = sum(weight for weight, _ in told)
        if not whole:
            return frozenset()
        shares = {
            name: sum(weight * self.reader.chance(scene, name) for weight, scene in told) / whole
            for name in CONDUCT_STATUSES
        }
        return frozenset(f"article.{name}.{int(WORD_STEPS * share)}" for name, share in shares.items())

    def _is_of_others(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a word of proof is about somebody else: "..., sedangkan seorang lurah terbukti ..."."""
        if cue.kind != "proven":
            return False
        return CONTRAST.search(self.text, min(cue.end, end), max(cue.start, start)) is not None

    def _joined(self, before: list[Cue], start: int) -> Iterator[str]:
        """How the last strong cue before a conduct is joined to it: "terbukti mengunggah", "disanksi karena ..."."""
        if not before:
            return
        cue = before[-1]
        if start - cue.end <= DIRECT:
            yield f"direct.{cue.kind}"
        elif BECAUSE.search(self.text, cue.end, start):
            yield f"because.{cue.kind}"

    def _near(self, scene: Scene) -> Iterator[str]:
        """What the sentences around tell: the one before, the one behind, and the nearest that speaks on status."""
        index = self.index[scene.start]
        here = {cue.kind for cue in self.cues.of(scene)}
        if not here & DECISIVE:
            yield "silent"
        elif not here & STRONG:
            yield "quiet"
        if scene.start in self.told_lists:
            yield from (f"prev.{cue.kind}" for cue in self.cues.of(self.told_lists[scene.start]))
        elif index:
            before = self.scenes[index - 1]
            join = "prev" if before.start >= scene.paragraph_start else "above"
            yield from (f"{join}.{cue.kind}" for cue in self.cues.of(before))
        if index + 1 < len(self.scenes):
            behind = self.scenes[index + 1]
            join = "next" if behind.start < scene.paragraph_end else "below"
            yield from (f"{join}.{cue.kind}" for cue in self.cues.of(behind))
        for other in reversed(self.scenes[max(0, index - BACK) : index]):
            kinds = {cue.kind for cue in self.cues.of(other)} & STRONG
            if kinds:
                yield from (f"back.{kind}" for kind in kinds)
                return


def ruled_lists(cues: CueReader, scenes: list[Scene]) -> frozenset[int]:
    """Where the items of lists begin whose lead forbids them ("hal yang tidak boleh dilakukan:")."""
    return frozenset(item for item, lead in led_items(cues, scenes) if _forbids(cues, lead))


def told_lists(cues: CueReader, scenes: list[Scene]) -> dict[int, Scene]:
    """Where the items of lists begin that are cases, and the sentence that says so ("yang terbukti antara lain:")."""
    leads = ((item, lead) for item, lead in led_items(cues, scenes) if not _forbids(cues, lead))
    return {item: lead for item, lead in leads if any(cue.kind in CASE for cue in cues.of(lead))}


def _forbids(cues: CueReader, lead: Scene) -> bool:
    """Whether a list's lead tells a rule and no case."""
    kinds = {cue.kind for cue in cues.of(lead)}
    return bool(kinds & {"ruled", "weak"}) and ("ruled" in kinds or "proven" not in kinds)


def led_items(cues: CueReader, scenes: list[Scene]) -> Iterator[tuple[int, Scene]]:
    """Where the items of lists begin, each with the sentence that leads them in, if that speaks on status."""
    text = cues.text
    lead: Scene | None = None
    is_marked = False
    for scene in scenes:
        said = text[scene.start : scene.end].rstrip()
        mark = MARK.search(said, max(0, len(said) - LONGEST_MARK))
        if is_marked or ITEM.match(text, scene.start) or (lead and ITEM.match(text, scene.paragraph_start)):
            if lead:
                yield scene.start, lead
        elif not (lead and mark and len(said) < LONGEST_LEAD):
            before = said[: mark.start()].rstrip() if mark else said
            is_lead = before.endswith((":", "?")) or any(word in before.lower() for word in LEADS)
            speaks = is_lead and any(cue.kind in LEADING for cue in cues.of(scene))
            lead = scene if speaks else None
        is_marked = lead is not None and mark is not None


def ruled_examples(cues: CueReader, scenes: list[Scene]) -> frozenset[int]:
    """Where sentences begin that go on with what the one before forbids: "Seperti, ...", "Serta melakukan ..."."""
    text = cues.text
    ruled: set[int] = set()
    is_rule = is_example = False
    for scene in scenes:
        kinds = {cue.kind for cue in cues.of(scene)}
        goes_on = (is_rule and EXAMPLE.match(text, scene.start)) or (is_example and GOES_ON.match(text, scene.start))
        if goes_on or (is_rule and not kinds & CASE and VERB_FIRST.match(text, scene.start)):
            ruled.add(scene.start)
            is_example = True
            continue
        is_rule = "ruled" in kinds and not kinds & {"charged", "proven"}
        is_example = False
    return frozenset(ruled)


def _rank(cues: tuple[Cue, ...], start: int, end: int, clause: tuple[int, int, int]) -> str:
    """What a sentence says of the conduct between `start` and `end`, the stronger words first.

    `clause` is where its clause begins in the wide sense, in the narrow one, and where it ends.
    """
    wide, left, right = clause

    def last(kinds: set[str], low: int, high: int) -> int:
        return max((cue.start for cue in cues if cue.kind in kinds and low <= cue.start < high), default=-1)

    whole = (0, 1 + max((cue.start for cue in cues), default=0))
    if last({"denied"}, left, start) >= 0 or last({"absent"}, wide, end) >= 0:
        return "absent"
    if last({"permitted"}, left, end) >= 0:
        return "permitted"
    if last({"unreal"}, 0, start) > last({"case"}, 0, start):
        return "supposed"
    ruled, weak = last({"ruled"}, 0, right), last({"weak"}, 0, right)
    charged, proven = last({"charged"}, 0, start), last({"proven"}, *whole)
    if ruled >= 0 and ruled > charged and not (proven >= 0 and ruled < left):
        return "ruled"
    if last({"supposed", "anybody"}, 0, end) >= 0 and charged < 0 and proven < 0:
        return "supposed"
    if proven >= 0:
        return "proven"
    if charged >= 0 and charged > weak:
        return "charged"
    if weak >= 0:
        return "weak" if charged < 0 else "weak_charged"
    behind = (
        ("ruled", end, "ruled_after"),
        ("charged", end, "charged_after"),
        ("alleged", 0, "alleged"),
        ("case", 0, "case"),
    )
    return next((said for kind, low, said in behind if last({kind}, low, whole[1]) >= 0), "silent")
