"""Articles that an archived answer brings along: of feeds and interfaces, whatever the question was."""

from collections.abc import Iterable
from datetime import date

from crawler.ways.base import Answer, Ask, Lead, Way, Window

# As the first page of a list, and as the one article of an interface.
STATES: tuple[dict[str, object], ...] = ({}, {"is_detail": True})


def leads_brought(ways: Iterable[Way], answer: Answer) -> list[Lead]:
    """The leads with their whole article in an answer, of the first way that finds any."""
    for way in ways:
        for state in STATES:
            reading = way.read(Ask(answer.url, 1, dict(state)), answer, Window(today=date.max))
            found = [lead for lead in reading.leads if lead.payload is not None and lead.payload.get("is_whole")]
            if found:
                return found
    return []
