"""What somebody types into the search box, read into clauses. Nothing typed is an error: what is no syntax is words.

mutasi pejabat            both words, in any form (dimutasi, pejabat)
"mutasi pejabat"          these words in this order, as typed
800.1.6.2/524/BKPSDM      a number, whole or in part: its parts in this order; so too any word with marks within
-kampanye  -"hari tenang" not these
mutasi OR rotasi          either ("|" and ATAU say the same)
pejabat:amran  daerah:"kota batam"  nomor:800/524    fields: official, region, document
"""

import re
from dataclasses import dataclass

from warehouse.search_words import load_words, split_words

# A question longer than this is cut: nobody types it, and a program that sends it must not keep the machine busy.
MAX_CHARACTERS = 1_000
MAX_TERMS = 24
MAX_PHRASE_WORDS = 24
PIECE = re.compile(
    r"""(?P<minus>(?<!\S)-)?(?:(?P<field>[a-z]{2,12}):)?(?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]|(?P<bare>[^\s"“”„«»]+))"""
)
EITHER = frozenset({"OR", "ATAU", "|", "||"})


@dataclass(frozen=True, slots=True)
class Term:
    """One word, a phrase of several (`is_phrase`), or words of a field. Words are as the index has them."""

    words: tuple[str, ...]
    is_phrase: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms any of which will do; where `is_excluded`, none may."""

    terms: tuple[Term, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: all clauses must hold. `ignored_words` were left out as too frequent; `is_cut`: too long."""

    clauses: tuple[Clause, ...]
    ignored_words: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def required(self) -> tuple[Clause, ...]:
        """Clauses that must hold; a question without any finds nothing."""
        return tuple(clause for clause in self.clauses if not clause.is_excluded)


def parse_question(text: str) -> Question:
    """Read a question; an empty one has no clauses."""
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    pieces = list(PIECE.finditer(text[:MAX_CHARACTERS]))
    is_cut = len(text) > MAX_CHARACTERS or len(pieces) > MAX_TERMS
    pieces = pieces[:MAX_TERMS]
    fields = load_words().fields
    printed = [piece["quoted"] if piece["quoted"] is not None else piece["bare"] for piece in pieces]
    # A word before a colon that names no field is a word of the text.
    printed = [
        f"{piece['field']} {text}" if piece["field"] and piece["field"] not in fields else text
        for piece, text in zip(pieces, printed, strict=True)
    ]
    clauses: list[Clause] = []
    joins = False
    for piece, words in zip(pieces, split_words(printed), strict=True):
        if piece["quoted"] is None and piece[0] in EITHER:
            joins = bool(clauses) and not clauses[-1].is_excluded
            continue
        if not words:
            continue
        is_cut = is_cut or len(words) > MAX_PHRASE_WORDS
        term = Term(tuple(words[:MAX_PHRASE_WORDS]), len(words) > 1, fields.get(piece["field"] or ""))
        if piece["quoted"] is not None and term.field is None:
            term = Term(term.words, is_phrase=True)
        clause = Clause((term,), is_excluded=piece["minus"] is not None)
        if joins and not clause.is_excluded:
            clauses[-1] = Clause(clauses[-1].terms + clause.terms)
        elif clause not in clauses:
            clauses.append(clause)
        joins = False
    kept = [clause for clause in clauses if not _is_ignored(clause)]
    if not any(not clause.is_excluded for clause in kept):
        return Question(tuple(clauses), (), is_cut)
    ignored = tuple(clause.terms[0].words[0] for clause in clauses if _is_ignored(clause))
    return Question(tuple(kept), ignored, is_cut)


def _is_ignored(clause: Clause) -> bool:
    term = clause.terms[0]
    return (
        len(clause.terms) == 1
        and not clause.is_excluded
        and not term.is_phrase
        and term.field is None
        and term.words[0] in load_words().ignored
    )
