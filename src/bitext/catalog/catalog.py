"""The messages of one article in one locale, as its PO file holds them."""

from dataclasses import dataclass, field

from bitext.catalog.message import Key, Message

__all__ = ["SITE_ARTICLE", "Catalog"]

SITE_ARTICLE = "mkdocs.yml"
"""Stands for an article where nav titles and the site's name are meant."""


@dataclass(slots=True)
class Catalog:
    """A PO file: its header, its live messages in file order, its obsolete ones."""

    path: str
    """As shown in errors and findings."""
    header: dict[str, str] = field(default_factory=dict)
    """Header fields in file order; unknown ones are kept."""
    messages: list[Message] = field(default_factory=list)
    obsolete: list[Message] = field(default_factory=list)
    comments: tuple[str, ...] = ()
    """Comment lines above the header, without the ``# ``."""
    header_flags: tuple[str, ...] = ()
    trailer: tuple[str, ...] = ()
    """Comment lines below the last message, verbatim."""
    wrap: int | None = field(default=None, compare=False)
    """Columns a line of its file may have; None where each string has its own line."""

    @property
    def published(self) -> dict[str, str]:
        """Translations by source: not fuzzy, not empty, without a context."""
        return {
            message.source: message.target
            for message in self.messages
            if message.context is None and message.target and not message.is_fuzzy
        }

    @property
    def translations(self) -> dict[Key, str]:
        """Translations by context and source: not fuzzy, not empty."""
        return {
            message.key: message.target
            for message in self.messages
            if message.target and not message.is_fuzzy
        }
