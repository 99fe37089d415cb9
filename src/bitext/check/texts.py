"""A source or a translation as the rules see it, parsed no further than they ask."""

from functools import lru_cache

from bitext.check.numbers import figures
from bitext.check.placeholders import placeholders
from bitext.check.rendered import Rendered, rendered
from bitext.check.simple import Simple, simple
from bitext.markdown.inline import Inline, Token, TokenKind
from bitext.markdown.once import once

__all__ = ["PlainText", "Text", "parsed", "parsed_translation"]


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
    def words(self) -> frozenset[str]:
        """What blanks part in what is seen."""
        return frozenset(self.seen.text.split())

    @once
    def joined(self) -> str:
        """What is seen, with one blank between its words."""
        return " ".join(self.seen.text.split())

    @once
    def figures(self) -> list[str]:
        """Numbers in the prose besides placeholders, as written, sorted."""
        return sorted(figures(placeholders(self).prose))

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


@lru_cache(maxsize=2**10)
def parsed(source: str) -> Text:
    """Inline Markdown of a source, which is met again in every other language."""
    return Text(source)


@lru_cache(maxsize=2**10)
def parsed_translation(target: str) -> Text:
    """As ``parsed``, for rules that look at catalogs and for those about messages."""
    return Text(target)
