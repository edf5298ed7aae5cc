import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.memory import Memory


def test_what_is_held_is_not_built_again():
    memory, built = Memory(2), []

    def build(name):
        return lambda: built.append(name) or name

    assert [memory.get(name, build(name)) for name in "aab"] == ["a", "a", "b"]
    assert built == ["a", "b"]
    memory.get("a", build("a"))
    memory.get("c", build("c"))  # b, asked for longest ago, goes
    memory.get("a", build("a"))
    memory.get("b", build("b"))
    assert built == ["a", "b", "c", "b"]


def test_a_failure_is_not_held():
    memory = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 // 0)
    assert memory.get("a", lambda: 1) == 1


def test_those_who_ask_at_once_wait_for_one_build():
    memory, built, asked = Memory(2), [], threading.Barrier(4)

    def build():
        built.append("a")
        threading.Event().wait(0.05)
        return "a"

    def ask(_):
        asked.wait()
        return memory.get("a", build)

    with ThreadPoolExecutor(4) as readers:
        assert list(readers.map(ask, range(4))) == ["a"] * 4
    assert built == ["a"]


def test_values_may_have_weights():
    memory, built = Memory(10, weigh=len), []

    def build(word):
        return lambda: built.append(word) or word

    for word in ("aaaa", "bbbb", "cccc", "bbbb", "aaaa"):  # the third pushes the first out
        assert memory.get(word, build(word)) == word
    assert built == ["aaaa", "bbbb", "cccc", "aaaa"]
    assert memory.get("d" * 11, build("d" * 11)) == "d" * 11  # too heavy to be held, and pushes all out
    memory.get("bbbb", build("bbbb"))
    assert built[-2:] == ["d" * 11, "bbbb"]
