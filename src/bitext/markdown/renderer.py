"""The site's own Python-Markdown, asked for blocks and for HTML."""

import contextlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown

from bitext.errors import BitextError
from bitext.markdown.milestones import makeExtension
from bitext.markdown.shorthands import shorthands_of

__all__ = ["Parsed", "Renderer", "RendererError"]

# Colouring code is most of the time a page with code takes, and no segment lies in
# code.
_UNCOLOURED = {"use_pygments": False}
_COLOURING = ("codehilite", "markdown.extensions.codehilite")
# These give headings and tabs ids made of their words. Ids of a translated page are
# set from its source by position, so they say nothing about structure.
# Suggested changes are read before blocks are, and are inline to a reader.
_INLINE = ("critic",)
_WORD_IDS = ("toc", "tab_slugs")


class RendererError(BitextError):
    """The site's Markdown extensions cannot be loaded."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(
            f"mkdocs.yml: markdown_extensions: {cause}; install what is missing or "
            f"correct the name"
        )


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page after preprocessors and block parser, before any inline pattern."""

    root: Element
    footnotes: tuple[Element, ...]
    stash: tuple[str | Element, ...]
    """Raw HTML blocks, and whatever else the renderer set aside."""
    reference_titles: tuple[str, ...]
    """Titles of link reference definitions."""
    references: frozenset[str]
    """Labels of link reference definitions, as ``normalize_label`` writes them."""
    abbreviations: Mapping[str, str]
    """Terms the page explains, and what they stand for."""


class Renderer:
    """Python-Markdown with the site's extensions; one serves a whole process.

    ``extensions`` and ``configs`` are those MkDocs hands to Python-Markdown. Code is
    not coloured and headings get no ids of their words: neither can matter to a
    translation. ``mermaid`` says that labels of diagrams are text. Marks of segments
    are read as in a staged page. Raises RendererError when an extension cannot be
    loaded.
    """

    def __init__(
        self,
        extensions: Sequence[str],
        configs: Mapping[str, Mapping[str, object]],
        *,
        mermaid: bool = False,
    ) -> None:
        self.mermaid = mermaid
        merged = {name: dict(options) for name, options in configs.items()}
        for name in _COLOURING:
            if name in extensions:
                merged.setdefault(name, {}).update(_UNCOLOURED)
        try:
            self._markdown = markdown.Markdown(
                extensions=[*extensions, makeExtension()],
                extension_configs=merged,
            )
        # Extensions are third-party code and may raise anything while loading.
        except Exception as error:
            raise RendererError(error) from error
        for extension in self._markdown.registeredExtensions:
            # pymdownx reads a fence's options otherwise when Pygments is off, so its
            # highlighter is replaced, by the hook it has for that.
            if hasattr(extension, "get_pymdownx_highlighter"):
                extension.get_pymdownx_highlighter = _uncoloured_highlighter
        processors = self._markdown.treeprocessors
        contents = next((one for one in processors if hasattr(one, "marker")), None)
        self.contents_marker: str = getattr(contents, "marker", "") or "[TOC]"
        """What stands in a page for its table of contents."""
        self.markers = frozenset({self.contents_marker, *self._footnote_markers()})
        """Texts of their own block that the renderer puts something in the place of."""
        for name in _WORD_IDS:
            self._markdown.treeprocessors.deregister(name, strict=False)
        self.breaks_lines = "nl2br" in self._markdown.inlinePatterns
        """Whether every line end of a paragraph is a line break."""
        preprocessors = self._markdown.preprocessors
        self._inline_preprocessors = [
            preprocessors[name] for name in _INLINE if name in preprocessors
        ]
        self.shorthands = shorthands_of(self._markdown)
        """What the site writes out by rules of its own."""

    def html(self, body: str) -> str:
        """HTML of ``body``: an article's text without its front matter."""
        self._markdown.reset()
        with _silenced():
            return self._markdown.convert(body)

    def parse(self, body: str) -> Parsed:
        """Blocks of ``body`` with their inline Markdown still as text."""
        instance = self._markdown
        instance.reset()
        with _silenced():
            lines = body.split("\n")
            for preprocessor in instance.preprocessors:
                if preprocessor not in self._inline_preprocessors:
                    lines = preprocessor.run(lines)
            root = instance.parser.parseDocument(lines).getroot()
            assert root is not None  # noqa: S101 - a parsed document has one
            footnotes = tuple(self._footnotes())
        return Parsed(
            root,
            footnotes,
            tuple(instance.htmlStash.rawHtmlBlocks),
            tuple(title for _, title in instance.references.values() if title),
            frozenset(instance.references),
            self._abbreviations(),
        )

    def _abbreviations(self) -> dict[str, str]:
        return {
            term: meaning
            for extension in self._markdown.registeredExtensions
            for term, meaning in getattr(extension, "abbrs", {}).items()
        }

    def _footnote_markers(self) -> Iterator[str]:
        for extension in self._markdown.registeredExtensions:
            if hasattr(extension, "footnotes"):
                yield str(extension.getConfig("PLACE_MARKER", ""))

    def _footnotes(self) -> list[Element]:
        """Bodies of footnotes: the extension keeps them as text until its end."""
        found = []
        for extension in self._markdown.registeredExtensions:
            # A footnote within a footnote is added while its outer one is read.
            for text in tuple(getattr(extension, "footnotes", {}).values()):
                item = Element("li")
                self._markdown.parser.parseChunk(item, text)
                found.append(item)
        return found


def _silenced() -> contextlib.AbstractContextManager[object]:
    """Keep extensions that print from writing between our own lines."""
    return contextlib.redirect_stdout(io.StringIO())


def _uncoloured_highlighter() -> type:
    from pymdownx.highlight import Highlight  # noqa: PLC0415 - only sites that use it

    class Uncoloured(Highlight):  # type: ignore[misc] # it ships no types
        """Code as it stands."""

        def highlight(
            self,
            src: str,
            language: str = "",
            *_: object,
            inline: bool = False,
            **__: object,
        ) -> str | Element:
            code = self.escape(src)
            if not inline:
                return f"<pre><code>{code}</code></pre>"
            element = Element("code", {"class": language} if language else {})
            element.text = code
            return element

    return Uncoloured
