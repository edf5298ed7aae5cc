"""Chance that gives the same again: one random source per purpose, so that a change in one place moves no other."""

from random import Random


def chance(*purpose: object) -> Random:
    """A random source for one purpose; the same purpose gives the same numbers."""
    return Random(":".join(str(part) for part in purpose))  # noqa: S311 - play, no secrets
