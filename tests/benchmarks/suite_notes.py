"""The sentences of docs/benchmarks.md that no run can write: how to read it, and what was done about its figures."""

READING = """
Everything runs on this machine over loopback, on invented articles. What is compared was measured in the same run, the
ways in turns: **trust the ratios**, for seconds are another machine's tomorrow. Figures are medians of the rounds, the
least and the most behind them in brackets; a wide spread says that the machine was busy. In a ratio ours is 1: 0.50 is
half our time, 2.00 twice. Memory is that of a stage with all its processes at the worst moment; what processes share
counts for each. None of this is a test: a slow hour fails no change.

`make bench` takes up to 40 minutes on two cores; `make bench QUICK=1` under five, at sizes that only show that the
suite runs (it writes data-bench/benchmarks-quick.md); `make bench ONLY=pages,extract` measures some parts alone.
`make profile STAGE=import` (or `extract`) tells where a stage's time goes. More of each stage: docs/crawl-speed.md,
docs/extract-speed.md, docs/warehouse-speed.md, docs/dashboard-speed.md; how well pages are read: docs/crawl-report.md.
""".strip().splitlines()
# Figures of this text: old and new code in turns within one run, processor time, medians of three.
DONE = """
Page to text; 8,218 readings of the newsroom's pages, whole and maimed, are the same before and after:

- of trafilatura's metadata only title and author are read, and the author only where nothing nearer tells it; what it
  found of a date all over the page, tags, categories and a licence was thrown away (`crawler.title_author`);
- every element is of one class; lxml.html asks a function in Python for the class of each, each time that it is met
  (`crawler.html_page.parse_page`);
- lines without a colon are not searched for "Penulis:" and the like (`crawler.html_page._short_lines`);
- whether links stand in a menu or a box is found once for each element above them, not once for each link
  (`crawler.html_filing._own_links`).

Together 1.30 times as fast (1.26–1.31) on pages as the newsroom serves them, 1.48 times (1.48–1.58) on pages as large
as a newspaper's. What is left is for the most part trafilatura's, which reads a page in several ways and compares.

Crawl: a page's hundreds of links are looked through for a further page only where the outlet's file says how one is
named (`crawler.pages_joined.next_page`); for all others this was 4 % of a crawl's time for nothing. With what was done
for page to text a crawl of the newsroom is 1.12 times as fast (1.05–1.29).

Extraction: nothing was found outside of its rules that is worth a change. The collector of garbage takes 0.2 % of the
time, writing annotations 2 to 4 %, the model's arithmetic runs on one core as it should; all else is the rules' own.
""".strip().splitlines()
