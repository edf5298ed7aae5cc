"""How sure the machine is of what it read, in words and quiet figures.

The figure tells how well the text was read. It never tells whether what the text reports is true, and says so.
"""

from math import floor
from typing import TypeGuard

import pandas as pd
from dash import html

from dashboard.components.request import Request
from dashboard.i18n import format_share, t

# Calibrated confidence, 0 to 1: below the first an entry says that it is unsure; from the second on it counts as sure.
UNSURE_BELOW = 0.6
SURE_FROM = 0.8


def is_known(confidence: float | None) -> TypeGuard[float]:
    """Whether a reading carries a confidence; gold and older readings do not."""
    return confidence is not None and not pd.isna(confidence)


def share_words(lang: str, confidence: float) -> str:
    """The confidence in percent, rounded down: what is under a bound never reads as the bound itself."""
    return format_share(floor(round(100 * confidence, 6)) / 100, lang)


def certainty_words(lang: str, confidence: float | None) -> str | None:
    """ "92% sure", "unsure, 54%"; None where nothing is known."""
    if not is_known(confidence):
        return None
    degree = "unsure" if confidence < UNSURE_BELOW else "sure"
    return t(lang, f"certainty.{degree}", share=share_words(lang, confidence))


def with_certainty(lang: str, name: str, confidence: float | None) -> str:
    """A name and how sure it is: "Reminder, 92% sure"; the name alone where nothing is known."""
    return ", ".join(part for part in (name, certainty_words(lang, confidence)) if part)


def certainty(request: Request, confidence: float | None) -> html.Span | None:
    """The figure beside an entry, with the word "unsure" where it is low; None where nothing is known."""
    if not is_known(confidence):
        return None
    figure = html.Span(share_words(request.lang, confidence), className="share")
    word = html.Span(request.t("certainty.word"), className="unsure") if confidence < UNSURE_BELOW else None
    words = f"{certainty_words(request.lang, confidence)}. {request.t('certainty.help')}"
    return html.Span(
        [word, " ", figure] if word is not None else figure, className="certainty", title=words[0].upper() + words[1:]
    )
