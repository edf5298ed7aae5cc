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
