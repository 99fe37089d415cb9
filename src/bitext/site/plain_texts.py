"""What of built pages still reads as it was written, after all text was replaced."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import html
from lxml.etree import ParserError, _Element

from bitext.check.placeholders import PLACEHOLDER
from bitext.files import read_bytes

__all__ = ["PlainText", "find_plain_texts"]

_WORD = re.compile(r"(?<![^\W_])[A-Za-z]{2,}(?![^\W_])")
# Addresses, names of files and in code, mentions of people and issues.
_NO_PROSE = re.compile(
    r"[a-z][a-z0-9+.-]*://\S+|(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\S)(?:[\w-]*[./_])+[\w-]+(?:#\w+)?(?!\S)|(?<!\S)[@#]\S+|:[\w+-]+:"
    # A segment, with what stays to the letter in it.
    r"|⟦[^⟧]*⟧?"
)
_CODE = frozenset("code kbd math pre samp script style svg template var".split())
# What a renderer makes of `1st`.
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_NOT_TRANSLATED = frozenset(
    {"arithmatex", "linenodiv", "magiclink", "md-source", "notranslate"}
)
_SPOKEN = ("alt", "aria-label", "placeholder", "title")
_LANGUAGES = "templates/partials/languages"
_ENTRY = re.compile(r'^\s*"[^"\n]+":\s*"((?:[^"\\\n]|\\.)*)"', re.MULTILINE)
# What Material says in one language only.
_UNWORDED = frozenset({"404 - Not found", "Made with", "Material for MkDocs", "logo"})
_CONTENT = frozenset({"article", "main"})


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text that no translation reaches."""

    text: str
    place: str
    """The first element it stands in, with its class, and the attribute:
    ``span.filename``, ``img[alt]``."""
    pages: tuple[str, ...]
    """Built files below the folder of the language that show it, sorted."""


def find_plain_texts(folder: Path, *, theme_language: str) -> tuple[PlainText, ...]:
    """Texts in Latin letters in the pages below ``folder``, in the order they appear.

    Code, addresses, placeholders and what is marked as not to be translated are none,
    nor are Material's own words in ``theme_language``.
    """
    known = _theme_words(theme_language)
    parser = html.HTMLParser(encoding="utf-8")
    places: dict[str, str] = {}
    pages: dict[str, dict[str, None]] = {}
    for path in sorted(folder.rglob("*.html")):
        page = path.relative_to(folder).as_posix()
        try:
            root = html.document_fromstring(read_bytes(path), parser=parser)
        except ParserError:
            # An empty file.
            continue
        # A table of contents shows the code of headings without its element.
        code = {_line(_read(one)) for one in root.iter(*_CODE)}
        for text, place in _texts(root):
            if text not in known and text not in code and _is_plain(text):
                places.setdefault(text, place)
                pages.setdefault(text, {})[page] = None
    return tuple(
        PlainText(text, place, tuple(pages[text])) for text, place in places.items()
    )


def _is_plain(text: str) -> bool:
    return bool(_WORD.search(_NO_PROSE.sub(" ", PLACEHOLDER.sub(" ", text))))


def _texts(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Texts a reader is shown or told, with their places."""
    stack = [(root, False)]
    while stack:
        element, is_content = stack.pop()
        if not isinstance(element.tag, str) or _is_left_out(element):
            continue
        name = element.tag
        is_content = is_content or name in _CONTENT or element.get("role") == "main"
        if name == "meta" and element.get("name") == "description":
            yield _line(element.get("content", "")), "meta[content]"
        for attribute in _SPOKEN if is_content else ():
            if said := _line(element.get(attribute, "")):
                yield said, f"{_place(element)}[{attribute}]"
        text = _line(element.text or "")
        if text and not (name == "sup" and text in _ORDINALS):
            yield text, _place(element)
        # Text after a child is the element's own.
        for child in element:
            if tail := _line(child.tail or ""):
                yield tail, _place(element)
        stack += [(child, is_content) for child in reversed(element)]


def _place(element: html.HtmlElement) -> str:
    classes = element.get("class", "").split()
    return f"{element.tag}.{classes[0]}" if classes else str(element.tag)


def _is_left_out(element: html.HtmlElement) -> bool:
    return (
        element.tag in _CODE
        or element.get("translate") == "no"
        or element.get("hreflang") is not None
        or not _NOT_TRANSLATED.isdisjoint(element.get("class", "").split())
    )


def _read(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _line(text: str) -> str:
    return " ".join(text.split())


@cache
def _theme_words(language: str) -> frozenset[str]:
    """What Material itself says in ``language``, and in English where it lacks that."""
    theme = find_spec("material")
    folders: Iterable[str] = (theme and theme.submodule_search_locations) or ()
    words = set(_UNWORDED)
    for folder in folders:
        for name in (language, "en"):
            file = Path(folder, _LANGUAGES, f"{name}.html")
            if file.is_file():
                found = _ENTRY.findall(file.read_text(encoding="utf-8"))
                words.update(_line(word) for word in found)
    return frozenset(words)
