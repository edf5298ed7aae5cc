import multiprocessing
from concurrent.futures.process import BrokenProcessPool

import pytest

from crawler.items import Article
from nlp import crew
from nlp.crew import BUNDLE, Failure, read_in_order

TEXT = "Bupati Alor Budi Santoso mengimbau ASN netral di Pilkada 2024. Nomor {}."


def articles(count):
    return [Article(f"a{number:03}", TEXT.format(number)) for number in range(count)]


def test_two_processes_read_what_one_reads_in_the_same_order():
    given = articles(2 * BUNDLE + 3)
    assert list(read_in_order(given, jobs=2)) == list(read_in_order(given, jobs=1))


def test_a_stream_is_not_read_far_ahead():
    taken = []

    def stream():
        for article in articles(20 * BUNDLE):
            taken.append(article.id)
            yield article

    reading = read_in_order(stream(), jobs=2)
    next(reading)
    assert len(taken) <= (2 * crew.BUNDLES_AHEAD + 1) * BUNDLE
    reading.close()


def test_an_article_on_which_the_pipeline_fails_ends_no_run(monkeypatch):
    def fail(article, always_names=False):
        raise RuntimeError("no")

    monkeypatch.setattr("nlp.pipeline.read_article", fail)
    assert list(read_in_order(articles(1))) == [Failure("a000", "RuntimeError: no")]
    assert str(Failure("a000", "RuntimeError: no")) == "article a000: the pipeline failed: RuntimeError: no"


def test_a_killed_process_is_told():
    reading = read_in_order(articles(40 * BUNDLE), jobs=2)
    next(reading)
    multiprocessing.active_children()[0].kill()
    with pytest.raises(BrokenProcessPool):
        list(reading)
