"""What inline Markdown is made of: tokens with exact places in their text."""

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Token", "TokenKind"]


class TokenKind(StrEnum):
    """What a token is to a reader and to a translator."""

    TEXT = "text"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    AUTOLINK = "autolink"
    """``<https://example.org>`` or ``<a@example.org>``."""
    URL = "url"
    """A bare URL or mail address."""
    HTML = "html"
    COMMENT = "comment"
    ENTITY = "entity"
    ESCAPE = "escape"
    EMPHASIS = "emphasis"
    """An opening or closing delimiter of strong or emphasised text."""
    SPAN = "span"
    """A delimiter of marked, deleted, inserted, raised or lowered text."""
    ATTRIBUTES = "attributes"
    FOOTNOTE = "footnote"
    EMOJI = "emoji"
    KEYS = "keys"
    MATH = "math"
    MACRO = "macro"
    SHORTHAND = "shorthand"
    """What the site's renderer writes out: ``@user``, ``#12``, ``(c)``, ``1st``."""
    CRITIC = "critic"
    """A delimiter of a suggested change, or a whole ``{>>comment<<}``."""
    HARD_BREAK = "hard-break"


# Pages have thousands: a named tuple is made in a fifth of a dataclass's time.
class Token(NamedTuple):
    """One piece of inline Markdown; the tokens of a text tile it."""

    kind: TokenKind
    start: int
    end: int
    """Character offsets into the text, half open."""
    content: str = ""
    """What a reader sees of CODE, ENTITY, ESCAPE, AUTOLINK, URL, MATH, KEYS and the
    alternative text of an IMAGE; a SHORTHAND as it is written."""
    destination: str | None = None
    """Where a LINK, IMAGE, AUTOLINK or URL leads, escapes and entities resolved; None
    when the text does not say: a reference, or a URL the renderer does not link."""
    title: str | None = None
    title_span: tuple[int, int] | None = None
    """Where the title of a LINK or IMAGE stands, without its quotes."""
    reference: str | None = None
    """Label of a LINK or IMAGE that is defined elsewhere, as ``normalize_label``
    writes it."""
    label: tuple[int, int] | None = None
    """Where the text of a LINK or the alternative text of an IMAGE stands."""
    children: tuple["Token", ...] = ()
    """Tokens that tile the label of a LINK."""
    tag: str = ""
    """HTML element an EMPHASIS or SPAN delimiter makes: strong, em, mark, del, ..."""
    partner: int = -1
    """Index, among its siblings, of the delimiter an EMPHASIS or SPAN pairs with."""
