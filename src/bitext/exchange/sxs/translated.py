"""Published translations as the side-by-side format needs them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from bitext.markdown.article import JOINED, Segment

__all__ = ["Translations", "fingerprint", "handed"]

_DIGITS = 12
_FEW_DIGITS = 8
_EDGES = " \t\r\n"
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def fingerprint(text: str) -> str:
    """Return what a record knows a text by."""
    return sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


def handed(targets: Iterable[str]) -> tuple[str, ...]:
    """Return fingerprints of translations, each once, sorted."""
    return tuple(sorted({fingerprint(target)[:_FEW_DIGITS] for target in targets}))


class Translations:
    """Translations of one article in one locale, by source, each on one line."""

    def __init__(
        self,
        published: Mapping[str, str],
        *,
        in_context: Mapping[tuple[str | None, str], str] = MappingProxyType({}),
    ) -> None:
        self._published = {
            source: _one_line(target) for source, target in published.items()
        }
        self._in_context = in_context
        self._by_print: dict[str, str] = {}

    def of(self, sources: Iterable[str]) -> tuple[str | None, ...]:
        """Return the translations of ``sources``, None where one has none."""
        return tuple(map(self._published.get, sources))

    def of_segments(self, segments: Iterable[Segment]) -> tuple[str | None, ...]:
        """Return the translations of ``segments``, each in its own context."""
        found = (
            self._published.get(segment.text)
            if segment.context is None
            else self._in_context.get(segment.key)
            for segment in segments
        )
        return tuple(None if text is None else _one_line(text) for text in found)

    def by_fingerprint(self, prints: Iterable[str]) -> tuple[str | None, ...]:
        """Return translations of the sources that have these fingerprints."""
        if not self._by_print:
            self._by_print = {
                fingerprint(source): target
                for source, target in self._published.items()
            }
        return tuple(map(self._by_print.get, prints))

    @staticmethod
    def state(translations: Sequence[str | None]) -> str:
        """Return the fingerprint of translations; empty where there is none."""
        if all(text is None for text in translations):
            return ""
        return fingerprint("\0".join(text or "" for text in translations))

    @staticmethod
    def joined(translations: Sequence[str | None]) -> str | None:
        """Return translations as one text; None where one is missing or all joined."""
        texts = [text for text in translations if text is not None]
        if len(texts) < len(translations):
            return None
        return " ".join(text for text in texts if text != JOINED) or None


def _one_line(target: str) -> str:
    return _LINE_ENDS.sub(" ", target.strip(_EDGES))
