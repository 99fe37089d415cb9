"""What a site's renderer writes out by rules of its own: ``@user``, ``(c)``, ``1st``.

Only the renderer's own inline patterns tell, for they depend on the site's extensions
and their options.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, Pattern

__all__ = ["NO_SHORTHANDS", "Shorthands", "shorthands_of"]

# The scanner reads these itself, or they hold words as any text does.
_SCANNED = frozenset(
    """
    arithmatex-inline autolink automail backtick bitext-milestone caret critic delimiter
    em_strong em_strong2 emoji entity escape footnote html image_link image_reference
    keys keys-custom linebreak link magic-link magic-mail mark nl not_strong
    progress-bar reference short_image_ref short_reference tilde
    """.split()
)
# Without these no pattern of pymdownx.magiclink and pymdownx.smartsymbols matches.
_HINTS = {
    ("pymdownx.magiclink", "@"): re.compile("@"),
    ("pymdownx.magiclink", "#"): re.compile(r"[#!?]\d|[\da-f]{40}"),
    ("pymdownx.smartsymbols", ""): re.compile(
        r"\((?:c|r|tm)\)|\+/-|=/=|--|c/o|\d/\d|\d(?:st|nd|rd|th)"
    ),
}
_ALWAYS = re.compile("")


@dataclass(frozen=True, slots=True)
class Shorthands:
    """What a site writes out; what one of its patterns matches stays as it is."""

    groups: tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...]], ...] = ()
    """Patterns in the renderer's order, each group with what a text must hold."""

    def that_may_match(self, text: str) -> tuple[re.Pattern[str], ...]:
        """Patterns to try on ``text``, in order; none for far the most texts."""
        return tuple(
            pattern
            for hint, patterns in self.groups
            if hint.search(text)
            for pattern in patterns
        )


NO_SHORTHANDS = Shorthands()


def shorthands_of(markdown: Markdown) -> Shorthands:
    """Patterns of a renderer that no scanner of standard Markdown knows."""
    return Shorthands(
        tuple(
            (hint, tuple(map(_searched, processors)))
            for hint, processors in groupby(_processors(markdown), key=_hint)
        )
    )


def _hint(processor: Pattern) -> re.Pattern[str]:
    module = type(processor).__module__
    # Mentions of users begin with the sign; references to issues may do without.
    sign = "@" if "Refs" not in type(processor).__name__ else "#"
    return _HINTS.get((module, sign)) or _HINTS.get((module, "")) or _ALWAYS


def _processors(markdown: Markdown) -> Iterator[Pattern]:
    registries = [markdown.inlinePatterns]
    # pymdownx.smartsymbols keeps patterns of its own and applies them at the end.
    registries += [
        found
        for found in (
            getattr(processor, "inlinePatterns", None)
            for processor in markdown.treeprocessors
        )
        if found is not None and found is not markdown.inlinePatterns
    ]
    for registry in registries:
        scanned = [registry[name] for name in _SCANNED if name in registry]
        yield from (one for one in registry if one not in scanned)


def _searched(processor: Pattern) -> re.Pattern[str]:
    if isinstance(processor, InlineProcessor):
        return processor.compiled_re
    # The older protocol has the text before and behind in its pattern.
    return re.compile(processor.pattern, re.DOTALL)
