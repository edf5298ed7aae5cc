"""The keys of a way's rule, checked when the way is made."""

import re
from collections.abc import Mapping

from crawler.outlet import WayRule


def text_option(rule: WayRule, name: str, default: str = "") -> str:
    """An option that is text. Raises ValueError where it is something else."""
    value = rule.options.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"{rule.kind} {rule.url}: {name} is no text: {value!r:.80}")
    return value


def number_option(rule: WayRule, name: str, default: int, least: int = 0) -> int:
    """An option that is a whole number. Raises ValueError where it is something else or too small."""
    value = rule.options.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{rule.kind} {rule.url}: {name} is no whole number from {least}: {value!r:.80}")
    return value


def texts_option(rule: WayRule, name: str) -> tuple[str, ...]:
    """An option that is text or a list of texts. Raises ValueError where it is something else."""
    value = rule.options.get(name, ())
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not all(isinstance(one, str) for one in values):
        raise ValueError(f"{rule.kind} {rule.url}: {name} is no list of texts: {value!r:.80}")
    return tuple(values)


def table_option(rule: WayRule, name: str) -> dict[str, str]:
    """An option that is a table of texts. Raises ValueError where it is something else."""
    value = rule.options.get(name, {})
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for pair in value.items() for one in pair):
        raise ValueError(f"{rule.kind} {rule.url}: {name} is no table of texts: {value!r:.80}")
    return dict(value)


def patterns_option(rule: WayRule, name: str) -> tuple[re.Pattern[str], ...]:
    """An option that is an expression or a list of them. Raises ValueError where one cannot be compiled."""
    try:
        return tuple(re.compile(one) for one in texts_option(rule, name))
    except re.error as error:
        raise ValueError(f"{rule.kind} {rule.url}: {name} is no expression: {error}") from error
