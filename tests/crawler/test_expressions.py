import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.expressions import LONGEST_EXPRESSION, compile_expression


@pytest.mark.parametrize(
    "expression",
    [
        r"/(?:amp/)?berita/(?P<id>\d+)/[^/?]+(?:\?.*)?$",
        r"/(?P<id>\d{4}/\d{2}/\d{2}/[a-z0-9-]+)/?(?:\?.*)?$",
        r"/(?:[a-z-]+/){1,3}[a-z0-9-]+\.html",
        r"/[a-z0-9]+(?:-[a-z0-9]+){2,}$",
        r"/(?:[a-z]+/)*\d+",
        r"(?i)^Ikuti .{0,80} di Google",
        r"^id [\w ,/-]{3,300}$",
        r"(?:ab|cd)*e",
        r"(?!tag/)[a-z]+/\d+",
        r"(?:a?b)*c",
    ],
)
def test_usual_expressions_are_taken(expression):
    assert compile_expression(expression).pattern == expression


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        (r"(a+)+$", "varying length"),
        (r"(\w+\s?)*!", "varying length"),
        (r"(a{0,50}){1,50}", "varying length"),
        (r"(?:a|aa)+$", "varying length"),
        (r"((?:ab|a.)*)c", "same character"),
        (r"(?:[^/]|[^/])*c", "several can be empty"),
        (r"(?:a-*?(?:c?)?)*!", "can be empty"),
        (r"(?:-a?\w*)*!", "two open repetitions"),
        (r".*a.*b", "two open repetitions"),
        (r"\s+\s+x", "two open repetitions"),
        (r"a*(?:b)?a*c", "two open repetitions"),
        (r"(?:ab)*(?:ab)*c", "two open repetitions"),
        (r"(?=.*.*x)", "two open repetitions"),
        (r"(\w+)-\1", "back to a group"),
        (r"(unclosed", "no regular expression"),
        (r"a{99999999999}", "too large"),
        ("(" * 590, "no regular expression"),
        ("a" * (LONGEST_EXPRESSION + 1), "longer than"),
    ],
)
def test_expressions_that_could_run_for_ever_are_refused(expression, why):
    with pytest.raises(ValueError, match=re.escape(why)):
        compile_expression(expression)


PIECES = [
    "a",
    "b",
    "-",
    "/",
    "[a-c]",
    "[^/]",
    ".",
    r"\w",
    r"\d",
    "(?:",
    "(",
    "|",
    ")",
    "*",
    "+",
    "?",
    "{2,}",
    "$",
    "^",
    "\\",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_whatever_is_written_is_compiled_or_refused(expression):
    try:
        pattern = compile_expression(expression)
    except ValueError:
        return
    # One that could run for ever would not come back from this.
    for unit in ("a", "ab", "a-", "1/"):
        pattern.match(unit * 300 + "!")
