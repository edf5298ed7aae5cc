"""The article: what this stage hands on, and all that the language pipeline may know of a page."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article.

    `id` names the article through all stages. `text` is never changed after this stage: every offset that a later
    stage writes counts Unicode code points in it. `published` is ISO 8601 as the page gives it, with a zone where one
    is known, and None rather than a guess. `outlet_region` is the Kemendagri code of the outlet's home area, as text.
    `source` tells where the article came from: a file's name, with the line in it for tables, or an address. `author`
    and `editor` are names as printed, `updated` is when the page says that it was changed, ISO 8601 like `published`.
    `section` and `tags` are what the outlet filed it under, as printed, tags in their order and without a hash.
    `language` is ISO 639-1 ("id", also "ms", "en", "jv", "su"), None where the words tell none. `is_paid` is True where
    the outlet says that the article was paid for (advertorial, pariwara), False where its page says nothing of the
    kind, None where nobody looked at a page.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    outlet_region: str | None = None
    author: str | None = None
    source: str | None = None
    editor: str | None = None
    updated: str | None = None
    section: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    is_paid: bool | None = None

    @property
    def version(self) -> str:
        """The first 16 hex digits of the SHA-256 of the text: with `id`, the name of this version."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:16]
