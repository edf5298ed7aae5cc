"""What an act must be about to be a measure: staff and their neutrality, not candidates, ballots or papers of leavers.

In an article on the subject most sentences are on it without saying so. These tell the others.
"""

import re

from nlp.measure_rules import Found
from nlp.phrases import search_any
from nlp.scenes import Scene, words

LONGEST_SUBHEADING = 70
# Papers of those who leave office, as against a case.
LEAVE = re.compile(r"(?i)\b(?:pengunduran diri|mengundurkan diri|mundur|cuti|pensiun dini|cltn)\b")
CASE = re.compile(
    r"(?i)\b(?:dugaan|diduga|pelanggaran|melanggar|terlapor|pelapor|laporan|kasus|temuan|bukti|berkas|rekomendasi\w*|"
    r"kasn|bawaslu|panwas\w*|sanksi|netral\w*)\b"
)
# Before an act: candidates do wrong, or are dealt with.
RIVAL = re.compile(
    r"(?i)\b(?:paslon|pasangan calon|peserta pem\w{2,6}|parpol|partai politik|tim kampanye|caleg|tim sukses|"
    r"tim pemenangan)[ \u00a0]"
    r"(?:yang|melakukan|melanggar|terbukti|kedapatan|nekat|tidak|akan|bisa|dapat|harus|wajib)\b"
)
# Directly before an act, or at its beginning: it is what a case is handed on for.
WISHED = re.compile(
    r"(?i)\b(?:untuk|agar|supaya|guna)[ \u00a0](?:(?:segera|dapat|bisa|lebih|lanjut)[ \u00a0])*(?:di[a-z]{4,}|$)"
)
WISHED_REACH = 24


def is_subheading(text: str, scene: Scene) -> bool:
    """Whether a sentence is a heading within the story: a short line of its own, mostly capitalised, no full stop."""
    is_alone = scene.start == scene.paragraph_start and scene.end == scene.paragraph_end
    if not is_alone or scene.end - scene.start > LONGEST_SUBHEADING:
        return False
    line = text[scene.start : scene.end].strip()
    names = line.split()
    return line[-1:].isalnum() and 2 * sum(word[0].isupper() for word in names) > len(names)


def is_on_other_matters(text: str, scene: Scene) -> bool:
    """Whether a sentence is on the election itself, its posters or safety, and names neither staff nor neutrality."""
    if search_any(words("other_matters"), text, scene.start, scene.end) is None:
        return False
    return not any(
        search_any(words(kind), text, scene.start, scene.end) for kind in ("staff", "staff_spoken_of", "netral")
    )


def is_on_rivals(text: str, scene: Scene, at: int) -> bool:
    """Whether the act at `at` deals with candidates or parties that do wrong; the sentence names no staff."""
    if RIVAL.search(text, scene.start, at) is None:
        return False
    return search_any(words("staff"), text, scene.start, scene.end) is None


def is_on_leave(text: str, scene: Scene) -> bool:
    """Whether a sentence is on papers of those who leave office, and on no case."""
    return LEAVE.search(text, scene.start, scene.end) is not None and CASE.search(text, scene.start, scene.end) is None


def is_wished(text: str, found: Found) -> bool:
    """Whether an act is what a case is handed on for: "mengirim berkas ke KASN untuk segera ditindaklanjuti"."""
    before = WISHED.search(text, max(0, found.start - WISHED_REACH), found.start)
    return before is not None or WISHED.match(text, found.start) is not None
