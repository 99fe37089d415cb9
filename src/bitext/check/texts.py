"""A source or a translation as the rules see it, parsed no further than they ask."""

from functools import lru_cache

from bitext.check.rendered import Rendered, rendered
from bitext.check.simple import Simple, simple
from bitext.markdown.inline import Inline, Token, TokenKind
from bitext.markdown.once import once

__all__ = ["PlainText", "Text", "parsed"]


class Text(Inline):
    """Inline Markdown, and what is seen of it."""

    @once
    def _simple(self) -> Simple | None:
        return simple(self.source)

    @once
    def seen(self) -> Rendered:
        """The text as a reader sees it."""
        found = self._simple
        return found.seen if found else rendered(self)

    @once
    def prose(self) -> str:
        """What is seen besides code and addresses."""
        found = self._simple
        return found.prose if found else super().prose

    @once
    def destinations(self) -> tuple[str, ...]:
        """Where the links lead; a reference counts as its label in brackets."""
        found = self._simple
        return found.destinations if found else super().destinations

    @once
    def code(self) -> tuple[str, ...]:
        """Contents of the code spans, as rendered."""
        found = self._simple
        return found.code if found else super().code

    @once
    def literal_markers(self) -> tuple[str, ...]:
        """Runs of emphasis characters a reader sees as such outside code."""
        return () if self._simple else super().literal_markers


class PlainText(Text):
    """Text without markup."""

    @once
    def _simple(self) -> Simple | None:
        seen = self.source.replace("\n", " ")
        return Simple(Rendered(seen, (), seen), seen)

    @once
    def tokens(self) -> tuple[Token, ...]:
        """One, of all the text."""
        return (Token(TokenKind.TEXT, 0, len(self.source)),) if self.source else ()


@lru_cache(maxsize=1024)
def parsed(source: str) -> Text:
    """Inline Markdown, parsed once for rules that look at catalogs and all others."""
    return Text(source)
