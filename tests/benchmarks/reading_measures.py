"""Small measures of reading and drawing: what each component takes, how hostile texts grow, when a page is drawn."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from crawler.article_lines import article_from_dict  # noqa: E402
from crawler.items import Article  # noqa: E402
from nlp.pipeline import load_pipeline, read_article  # noqa: E402
from nlp.quotes import find_quotes  # noqa: E402
from nlp.reading import start_reading  # noqa: E402
from nlp.records import Annotation, Sentence  # noqa: E402
from nlp.tokenizer import make_doc  # noqa: E402
from warehouse.contest_names import find_contests  # noqa: E402
from warehouse.privacy_spans import PrintedName, find_masked_spans  # noqa: E402

DAY = date(2024, 9, 1)
ARTICLES = ROOT / "demo" / "articles.jsonl"
# Texts made to be slow to read: what is repeated, and how often the short one repeats it.
HOSTILE = {
    "brackets": ("(", 5_000),
    "full stops": ("A.", 5_000),
    "quotation marks": ('" “', 3_000),
    "offices without names": ("Ketua Bawaslu ", 1_500),
    "officials": ("Bupati Budi Nama{}, SH hadir di Kota Padang. ", 400),
    "dates": ("Senin (3/2/2020) ", 1_000),
    "places": ("Kabupaten Bandung ", 1_000),
    "reported speech": ("Bupati Budi Santoso mengatakan bahwa pegawai menunggu, ", 400),
    "totals": ("12 ASN dilaporkan, 7 terbukti, ", 600),
    "acts": ("diduga melanggar netralitas ASN dan dijatuhi sanksi, ", 400),
    "acts in one long sentence": ("Camat dilaporkan ke Bawaslu karena mengunggah foto calon bupati, ", 4_000),
    "areas behind bodies that act": ("Bawaslu Kota Metro memanggil camat calon bupati di Pilkada 2024, ", 600),
    "proofs denied and supposed": ("tidak ada ASN yang terbukti kampanye karena jika terbukti akan disanksi, ", 600),
    "acts that others forbid": ("surat edaran bupati agar ASN netral dan rekomendasi KASN diteruskan, ", 600),
    "sentences in one long paragraph": ("Bupati mengingatkan ASN agar netral pada Pilkada 2024. ", 4_000),
    "heads of bodies without names": ("kata Ketua Perkumpulan Rotan (Per) ", 2_000),
    "directors": ("Nama Lengkap, Direktur Karya Nusa, ", 1_000),
    "coalitions without a speech": ("kata Nama dari Koalisi ", 2_000),
    "village heads without names": ("Kades Randu, Kecamatan ", 2_000),
    "quotes and their speakers": ('"Kami netral," kata Rahmat. ', 1_000),
    "verbs of speech": ("mengatakan ", 5_000),
    "interviews": ("wawancara ", 5_000),
}
# Marks of quotes that open and do not close, and one quote over everything.
HOSTILE_QUOTES = {
    "straight marks": ('"', 50_000),
    "marks that open": ('"a ', 50_000),
    "marks within marks": ("“a “b” ", 20_000),
    "apostrophes": ("'a ", 50_000),
    "quotes ended by a line": ("“Kami netral, kata\n", 20_000),
    "white space": (" ", 500_000),
}
HOSTILE_CONTESTS = {
    "contests without a place": ("Pilkada ", 5_000),
    "commas after a contest": ("pemilihan bupati , , , ", 2_000),
    "contests of two places": ("Pilkada Kampar, Siak, ", 2_000),
    "white space after a contest": ("pilkada" + " " * 50, 1_000),
    "half names of cities": ("Pilbup Kota Kota ", 2_000),
    "a place's abbreviation alone": ("Pilkada Kab. ", 4_000),
}
GROWTH = 4


def load_articles() -> list[Article]:
    """The demonstration articles."""
    with ARTICLES.open(encoding="utf-8") as lines:
        return [article_from_dict(json.loads(line)) for line in lines]


def timed(act: Callable[[], object], rounds: int) -> float:
    """The shortest of several runs, in seconds."""
    runs = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        runs.append(time.perf_counter() - began)
    return min(runs)


def component_shares(articles: list[Article], rounds: int) -> dict[str, float]:
    """The share of the reading time that each component takes."""
    nlp = load_pipeline()
    spent: dict[str, float] = defaultdict(float)
    for _ in range(rounds):
        for article in articles:
            began = time.perf_counter()
            doc = start_reading(make_doc(nlp, article.text), article)
            spent["tokenizer"] += time.perf_counter() - began
            for name, component in nlp.pipeline:
                began = time.perf_counter()
                doc = component(doc)
                spent[name] += time.perf_counter() - began
    whole = sum(spent.values())
    return {name: seconds / whole for name, seconds in spent.items()}


def growths() -> dict[str, float]:
    """How much longer each hostile text of `GROWTH` times the length takes: `GROWTH` where the time is linear."""
    read: dict[str, Callable[[str], object]] = {name: lambda text: read_article(Article("x", text)) for name in HOSTILE}
    read |= dict.fromkeys(HOSTILE_QUOTES, find_quotes)
    read |= dict.fromkeys(HOSTILE_CONTESTS, _read_contests)
    texts = HOSTILE | HOSTILE_QUOTES | HOSTILE_CONTESTS
    found = {name: _growth_of(read[name], unit, count) for name, (unit, count) in texts.items()}
    return found | {"a name to be covered, in parts": _growth_of(_cover_names, "Muhammad ", 10_000)}


def _growth_of(read: Callable[[str], object], unit: str, count: int) -> float:
    short, long = (
        "".join(unit.format(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}ra") for n in range(times))
        for times in (count, count * GROWTH)
    )
    read(short)
    return timed(lambda: read(long), 2) / timed(lambda: read(short), 2)


def _read_contests(text: str) -> object:
    sentences = [Sentence(0, len(text), 0, False)]
    return find_contests(text, Annotation("x", "v", "p", "core", primary_regions=["14.01"], sentences=sentences), DAY)


def _cover_names(text: str) -> object:
    return find_masked_spans(text, [PrintedName("Muhammad " * 8 + str(number)) for number in range(20)])


def draw_times(address: str, drawn: str, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds until an element of the first page is there: in browsers that know nothing, and on a second visit."""
    from playwright.sync_api import sync_playwright

    from dashboard.screenshots import CHROMIUM, CHROMIUM_ARGS

    cold, warm = [], []
    with sync_playwright() as playwright:
        for _ in range(rounds):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGS))
            context = browser.new_context(viewport={"width": 1440, "height": 1000})
            for times in (cold, warm):
                page = context.new_page()
                began = time.perf_counter()
                page.goto(address, wait_until="commit")
                page.locator(drawn).first.wait_for(state="visible")
                times.append(time.perf_counter() - began)
                page.close()
            browser.close()
    return cold, warm
