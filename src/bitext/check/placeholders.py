"""What a program fills in, and HTML that is none."""

import re
from dataclasses import dataclass

from bitext.markdown.inline import Inline, Token, TokenKind

__all__ = ["HTML_TAGS", "PLACEHOLDER", "Placeholders", "placeholders", "tag_name"]

HTML_TAGS = frozenset(
    """
    a abbr acronym address area article aside audio b bdi bdo big blockquote br button
    canvas caption center cite code col colgroup data datalist dd del details dfn div
    dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header
    hr i iframe img input ins kbd label legend li link main map mark meter nav nobr
    noscript object ol optgroup option output p param picture pre progress q rp rt ruby
    s samp script section select small source span strike strong style sub summary sup
    svg table tbody td template textarea tfoot th thead time tr track tt u ul var video
    wbr
    """.split()
)
"""Elements of HTML, old ones too (living standard, section 4 and 16.2)."""

# Formats of C, Python, shells and templates; a blank after % is never one, and what
# stands before it makes it a percentage.
PLACEHOLDER = re.compile(
    r"""
    \{\{[^{}]*\}\} | \{%[^{}]*%\}
  | \$?\{[^\W\d][\w.]*\} | \{\d{0,2}\}
  | %\([A-Za-z_]\w*\)[sdrif]
  | (?<![\w%])%(?:\d\$)?[sd@](?![\w%])
  | (?<![\d%])%[A-Za-z_][A-Za-z0-9_()]*%
  | (?<![A-Za-z0-9_$])\$(?:env:)?[A-Za-z_][A-Za-z0-9_]*
    """,
    re.VERBOSE,
)
"""What a program fills in, as it stands in prose."""
_TAG = re.compile(r"</?\s*([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Placeholders:
    """The placeholders of a text outside code."""

    found: tuple[str, ...]
    """As written, in order; blanks inside macros do not count."""
    prose: str
    """What is to be read besides them, addresses left out."""


def placeholders(text: Inline) -> Placeholders:
    """The placeholders of ``text``, and its prose without them."""
    prose = text.prose
    if not any(map(text.source.__contains__, "{%$<")):
        return Placeholders((), prose)
    found: list[str] = []
    if "{" in prose or "%" in prose or "$" in prose:
        found += PLACEHOLDER.findall(prose)
        prose = PLACEHOLDER.sub(" ", prose)
    if "{" in text.source or "<" in text.source:
        found += filter(None, (_named(text, token) for token in text.all_tokens))
    return Placeholders(tuple(found), prose)


def _named(text: Inline, token: Token) -> str:
    """A macro, or a name in angle brackets, which the renderer takes for HTML."""
    written = text.source[token.start : token.end]
    if token.kind is TokenKind.MACRO:
        return "".join(written.split())
    if token.kind is TokenKind.HTML and tag_name(written) not in HTML_TAGS:
        return " ".join(written.split())
    return ""


def tag_name(tag: str) -> str:
    """The element of a tag, lower case; empty for what is no tag."""
    found = _TAG.match(tag)
    return found[1].lower() if found else ""
