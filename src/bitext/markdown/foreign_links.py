"""Links to other sites lead to the reader's language there, by rules of the site.

A rule is a part of an address and what stands in its place. Only addresses of other
sites are changed, and only where a reader follows them.
"""

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Final

from markdown import Markdown
from markdown.postprocessors import Postprocessor

__all__ = ["LinkRules", "LinkWriter", "as_in_source", "rewritten"]

LinkRules = Sequence[Sequence[str]]
"""Pairs: a part of an address, and what stands in its place."""

_LINK: Final = re.compile(
    r"""(<a\b(?:[^>"']|"[^"]*"|'[^']*')*?\shref=)(["'])(https?://.*?)\2""",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS: Final = re.compile(r"""https?://[^\s<>"'()\[\]]+""", re.IGNORECASE)


def rewritten(address: str, rules: LinkRules) -> str:
    """``address`` as the reader's language has it; each rule changes one place."""
    for part, instead in rules:
        address = address.replace(part, instead, 1)
    return address


def as_in_source(source: str, translation: str, rules: LinkRules) -> str:
    """``translation`` with the addresses of its source.

    A translator may have written what the rules make of them: that is the same link.
    """
    for address in dict.fromkeys(_ADDRESS.findall(source) if rules else ()):
        other = rewritten(address, rules)
        if other != address:
            found = rf"{re.escape(other)}(?![\w/-])"
            translation = re.sub(found, address.replace("\\", r"\\"), translation)
    return translation


class LinkWriter(Postprocessor):
    """Changes links of a rendered page."""

    def __init__(self, md: Markdown, rules: LinkRules) -> None:
        super().__init__(md)
        self._rules = rules

    def run(self, text: str) -> str:
        """``text`` with its links changed; all else stays byte for byte."""
        return _LINK.sub(self._changed, text)

    def _changed(self, link: re.Match[str]) -> str:
        address = unescape(link[3])
        other = rewritten(address, self._rules)
        if other == address:
            return link[0]
        return f"{link[1]}{link[2]}{escape(other)}{link[2]}"
