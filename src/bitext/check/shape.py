"""What a rendered page is but for its words: what no translation may change."""

import re
from collections import Counter
from hashlib import sha256
from typing import Any
from unicodedata import category

from lxml import html

from bitext.check.untrusted import signs_in_titles
from bitext.markdown.directives import is_directive
from bitext.markdown.scopes import is_untranslated

__all__ = ["destinations", "digest", "shape"]

# Both sides of these may differ: they are what a translator may add, move or drop.
_EMPHASIS = frozenset({"em", "strong"})
_VERBATIM = frozenset({"code", "kbd", "pre", "samp", "script", "style", "var"})
_WORD_ATTRIBUTES = frozenset({"alt", "title"})
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark q s "
    "samp small span strong sub sup svg path time u var wbr".split()
)
_SEEN = _INLINE | _EMPHASIS
_LABEL_WORDS = re.compile(r"[\w\s.,!?'’/\-،؟।、。，！？・]+")
# This parser drops end tags that end nothing, declarations and instructions, which
# are the page's in a browser.
_DROPPED = re.compile(r"<(?:/(?!(?:em|strong|abbr|span)>)|!(?!--)|\?)[^>]*>")
_LEADING = frozenset(
    "action background cite data formaction href longdesc manifest ping poster src "
    "srcset xlink:href".split()
)


def shape(rendered: str) -> tuple[object, ...]:
    """What a rendered page is but for its words and emphasis."""
    root = html.fragment_fromstring(rendered, create_parent="div")
    events: list[object] = []
    _contents(root, events)
    dropped = Counter(_DROPPED.findall(rendered))
    return (*events, _settled(dropped))


def destinations(rendered: str) -> Counter[tuple[str, str]]:
    """Where a rendered page leads and what it loads, by attribute."""
    root = html.fragment_fromstring(rendered, create_parent="div")
    return Counter(
        (name, value)
        for element in root.iter()
        if isinstance(element.tag, str)
        for name, value in element.attrib.items()
        if name in _LEADING
    )


def digest(found: object) -> bytes:
    """SHA-256 of a shape: two are equal if their digests are."""
    return sha256(repr(found).encode("utf-8", "surrogatepass")).digest()


def _settled(found: Counter[Any]) -> tuple[object, ...]:
    """What was counted, in an order that says nothing of where it stood."""
    return tuple(sorted(found.items(), key=repr))


def _contents(block: html.HtmlElement, events: list[object]) -> None:
    """Add a block's inner blocks in order, then its inline elements in any."""
    inline: Counter[object] = Counter()
    _collect(block, events, inline)
    # A translation that vanishes was read as something else than text.
    has_text = bool((block.text or "").strip()) or any(
        (child.tail or "").strip() or child.tag in _SEEN for child in block
    )
    events.append((has_text, _settled(inline)))


def _collect(
    element: html.HtmlElement, events: list[object], inline: Counter[object]
) -> None:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            # A directive within a sentence is gone once it is translated.
            if not is_directive(child.text or ""):
                inline["comment", child.text] += 1
        elif tag in _EMPHASIS and not child.attrib:
            _collect(child, events, inline)
        elif tag == "abbr":
            # Made where the page's own definitions meet a word; a tag in the text is
            # refused before.
            _collect(child, events, inline)
        elif tag == "span" and child.keys() == ["data-s"]:
            # Made of a mark.
            _collect(child, events, inline)
        elif tag in _INLINE:
            inline[tag, _attributes(child), _verbatim(child)] += 1
            _collect(child, events, inline)
        else:
            events.append((tag, _attributes(child), _verbatim(child)))
            _contents(child, events)


def _attributes(element: html.HtmlElement) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (name, signs_in_titles(value) if name in _WORD_ATTRIBUTES else value)
            for name, value in element.attrib.items()
        )
    )


def _verbatim(element: html.HtmlElement) -> str:
    """The text of what is read by machines or typed by readers."""
    # A formula is a program of MathJax's, links and scripts included.
    is_formula = "arithmatex" in element.get("class", "").split()
    is_kept = element.tag in _INLINE and is_untranslated(element)
    is_verbatim = is_formula or is_kept or element.tag in _VERBATIM
    text = element.text_content() if is_verbatim else ""
    if text and any(
        "mermaid" in one.classes for one in (element, *element.iterancestors())
    ):
        # Labels alone are translated of a diagram, into words and nothing else.
        bare = "".join(filter(_is_no_mark, text))
        return _LABEL_WORDS.sub(" ", bare)
    return text


def _is_no_mark(char: str) -> bool:
    """Whether it is none of the vowels and accents that stand on a letter."""
    return char.isascii() or not category(char).startswith("M")
