"""Preloaded by the workers of a test: reading takes a while, and some articles kill who reads them."""

import os
import signal
import time

import nlp.partitions

read = nlp.partitions.read_one


def read_oddly(article):
    time.sleep(0.03)
    if "MEMATIKAN" in article.text:
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    return read(article)


nlp.partitions.read_one = read_oddly
