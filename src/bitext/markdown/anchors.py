"""A source page as the site renders it: ids of headings and tabs, and its segments."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from bitext.markdown.milestones import HEADINGS, makeExtension, tabs
from bitext.markdown.originals import Original, originals
from bitext.markdown.words import WordReader

__all__ = ["AnchorReader"]


class AnchorReader:
    """The ids the site's own Python-Markdown gives to headings and tabs of a page.

    ``extensions`` and ``configs`` are those MkDocs hands to Python-Markdown.
    """

    def __init__(
        self, extensions: Sequence[str], configs: Mapping[str, Mapping[str, object]]
    ) -> None:
        self._markdown = Markdown(
            extensions=[*extensions, makeExtension()],
            extension_configs={name: dict(value) for name, value in configs.items()},
        )
        self._html = ""
        self._record = _Record(self._markdown)
        self._words = WordReader(self._markdown)
        self._markdown.treeprocessors.register(self._record, "bitext-anchors", 3.4)
        self._markdown.treeprocessors.register(self._words, "bitext-words", 3.3)

    def anchors(self, body: str) -> dict[int, str]:
        """Index of a heading's or tab's first segment to its id.

        ``body`` is the source page's body with its marks.
        """
        self._markdown.reset()
        self._html = self._markdown.convert(body)
        return self._record.found

    @property
    def originals(self) -> Mapping[int, Original]:
        """Index to contents of each segment of the page that was read last."""
        return originals(self._html)

    @property
    def words(self) -> tuple[str, ...]:
        """What the renderer itself wrote on the page that was read last."""
        return self._words.words


class _Record(Treeprocessor):
    def run(self, root: Element) -> None:
        self.found: dict[int, str] = {}
        for element in root.iter():
            if element.tag in HEADINGS:
                self._note(element, element.get("id"))
        for button, label in tabs(root):
            self._note(label, button.get("id"))

    def _note(self, element: Element, anchor: str | None) -> None:
        span = element.find(".//span[@data-s]")
        if span is not None and anchor:
            self.found.setdefault(int(span.get("data-s", "")), anchor)
