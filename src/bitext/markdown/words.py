"""Words that the renderer itself puts on a page: they stand in no article.

An admonition without a title shows its type, a link back from a footnote says what it
does. They are found on the element tree by where they stand, so that no syntax has to
be added to an article for them to appear in the reader's language.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from bitext.markdown.references import unescape

__all__ = ["WordReader", "WordWriter"]

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_PARTS = re.compile(r"[-_]+")
# What pymdownx.magiclink says of a link: "GitHub Issue: owner/name #1".
_LINK_TITLE = re.compile(r"(?P<before>\S+ )(?P<word>[^:]+)(?P<after>: .+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """A word on a page."""

    word: str
    """With ``{}`` in the place of a number."""
    put: Callable[[str], None]
    """Shows a translation of the word instead."""
    keep: Callable[[], None] = lambda: None
    """Leaves the word, and says which language it is in."""


class WordReader(Treeprocessor):
    """Notes the words of a page, in the order they come in."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.words: tuple[str, ...] = ()

    def run(self, root: Element) -> None:
        """Note the words of ``root``."""
        places = _places(root, self.md)
        self.words = tuple(dict.fromkeys(place.word for place in places))


class WordWriter(Treeprocessor):
    """Puts ``words``, translations by their sources, in the place of a page's own.

    What is not among them gets ``attributes``: the language it is in.
    """

    def __init__(
        self, md: Markdown, *, words: Mapping[str, str], attributes: Mapping[str, str]
    ) -> None:
        super().__init__(md)
        self._words = words
        self._attributes = dict(attributes)

    def run(self, root: Element) -> None:
        """Translate the words of ``root``."""
        for place in list(_places(root, self.md, self._attributes)):
            translation = self._words.get(place.word)
            if translation is None:
                place.keep()
            elif translation != place.word:
                place.put(translation)


def _places(
    root: Element, md: Markdown, attributes: Mapping[str, str] | None = None
) -> Iterator[_Place]:
    for element in root.iter():
        classes = element.get("class", "").split()
        if element.tag == "details" or "admonition" in classes:
            yield from _title(element, classes, md, attributes or {})
        elif element.tag == "a":
            yield from _link(element, classes)
        elif "caption-prefix" in classes:
            yield from _prefix(element, md)
        elif element.tag == "div" and "toc" in classes:
            yield from _contents(element, attributes or {})


def _title(
    block: Element, classes: list[str], md: Markdown, attributes: Mapping[str, str]
) -> Iterator[_Place]:
    """The title of an admonition that the article gives none, which is its type."""
    title = next(iter(block), None)
    if title is None or (
        title.tag != "summary" and "admonition-title" not in title.get("class", "")
    ):
        return
    word = (title.text or "").strip()
    if len(title) or not word:
        # What stands in the article is in the span of its segment.
        return
    named = [_PARTS.sub(" ", name) for name in classes if name != "admonition"]
    if word.lower() in {*classes, *(name.lower() for name in named)} | _titles(md):
        yield _text_place(title, attributes)


def _titles(md: Markdown) -> set[str]:
    """Titles that the site's configuration gives to types of its own."""
    processors = md.parser.blockprocessors
    # The manager of pymdownx.blocks, which knows every type there is.
    blocks = processors["blocks"] if "blocks" in processors else None  # noqa: SIM401 - a registry has no get
    types: Mapping[str, object] = getattr(blocks, "blocks", {})
    titles = (getattr(one, "DEF_TITLE", None) for one in types.values())
    return {title.lower() for title in titles if isinstance(title, str)}


def _text_place(element: Element, attributes: Mapping[str, str]) -> _Place:
    def put(translation: str) -> None:
        element.text = translation

    def keep() -> None:
        if attributes:
            text, element.text = element.text, None
            SubElement(element, "span", dict(attributes)).text = text

    return _Place((element.text or "").strip(), put, keep)


def _link(element: Element, classes: list[str]) -> Iterator[_Place]:
    """The tooltip of a link that an extension made."""
    title = element.get("title", "")
    if "magiclink" in classes and (found := _LINK_TITLE.fullmatch(title)):
        before, word, after = found.groups()
        yield _Place(word, lambda put: element.set("title", before + put + after))
    elif "footnote-backref" in classes and title:
        yield _numbered(title, lambda put: element.set("title", put))
    elif "headerlink" in classes and title:
        yield _Place(title, lambda put: element.set("title", put))


def _prefix(element: Element, md: Markdown) -> Iterator[_Place]:
    """What numbers a caption, which its extension keeps as raw HTML."""
    found = HTML_PLACEHOLDER_RE.fullmatch(element.text or "")
    if found is None:
        return
    stash, index = md.htmlStash.rawHtmlBlocks, int(found[1])
    held = stash[index]
    if isinstance(held, str) and "<" not in held:

        def put(text: str) -> None:
            stash[index] = escape(text, quote=False)

        yield _numbered(unescape(held), put)


def _contents(element: Element, attributes: Mapping[str, str]) -> Iterator[_Place]:
    """The title of a table of contents within a page."""
    first = next(iter(element), None)
    if first is not None and first.tag == "span" and (first.text or "").strip():
        yield _text_place(first, attributes)


def _numbered(text: str, put: Callable[[str], None]) -> _Place:
    """A word with a number in it, which its translation gets."""
    found = _NUMBER.search(text)
    if found is None:
        return _Place(text, put)
    word = f"{text[: found.start()]}{{}}{text[found.end() :]}"
    return _Place(word, lambda shown: put(shown.replace("{}", found[0])))
