"""The pages: each builds its layout for one request and tells what changes with the filters."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page as built: the title of the browser's tab, and what stands in the frame."""

    title: str
    content: Any
