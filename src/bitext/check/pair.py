"""A source and its translation, both parsed once for all rules."""

import re
from dataclasses import dataclass

from bitext.check.addresses import MAY_REMAIN, LinkChanges, link_changes, normalized
from bitext.check.changes import Changes, changes, difference
from bitext.check.numbers import NumberChanges, number_changes
from bitext.check.placeholders import placeholders
from bitext.check.rendered import Rendered
from bitext.check.texts import PlainText, Text, parsed, parsed_translation
from bitext.locales import Locale
from bitext.markdown.article import Kind
from bitext.markdown.inline import Inline
from bitext.markdown.once import once

__all__ = ["LINK_SIGNS", "MARKUP_SIGNS", "PLAIN_KINDS", "Pair"]

PLAIN_KINDS = frozenset(
    {
        Kind.ABBREVIATION,
        Kind.DIAGRAM,
        Kind.FRONT_MATTER,
        Kind.LINK_TITLE,
        Kind.NAV,
        Kind.SITE,
        Kind.WORD,
    }
)
"""Blocks whose text is shown as it stands, never rendered as Markdown."""

LINK_SIGNS = ("[", "<", "://", "@", "ww", "wW", "Ww", "WW")
"""No link is without one of these: bare addresses of any case are links too."""

MARKUP_SIGNS = (*LINK_SIGNS, *"*_~^=`+$\\{")
"""Nothing is set apart without one of these."""

_EMPHASIS_MARKS = "*_~="

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")

# What readers replace by their own words.
_TO_FILL_IN = re.compile(r"<[^<>]+>")


@dataclass(frozen=True)
class Pair:
    """A published translation beside its source."""

    source: Text
    target: Text
    locale: Locale
    source_locale: Locale
    kind: Kind = Kind.PARAGRAPH

    @classmethod
    def parse(
        cls,
        source: str,
        target: str,
        *,
        locale: Locale,
        source_locale: Locale,
        kind: Kind = Kind.PARAGRAPH,
    ) -> "Pair":
        """The pair of two msgid and msgstr texts of a block of ``kind``."""
        if kind in PLAIN_KINDS:
            plain = PlainText(source), PlainText(target)
            return cls(*plain, locale, source_locale, kind)
        texts = parsed(source), parsed_translation(target)
        return cls(*texts, locale, source_locale, kind)

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it is markup."""
        return self.kind in PLAIN_KINDS

    @once
    def source_seen(self) -> Rendered:
        """The source as a reader sees it."""
        return self.source.seen

    @once
    def target_seen(self) -> Rendered:
        """The translation as a reader sees it."""
        return self.target.seen

    @once
    def target_words(self) -> list[str]:
        """Words and figures a reader of the translation sees besides code, small."""
        # A capital may be two letters when small: words are found before.
        return list(map(str.lower, _WORD.findall(self.target_seen.without_code)))

    @once
    def links(self) -> LinkChanges:
        """What became of the links."""
        # What is left of a broken link is seen.
        may_be_broken = MAY_REMAIN.search(self.target_seen.text) is not None
        return link_changes(
            self.source,
            self.target,
            languages={self.source_locale.language, self.locale.language},
            may_be_broken=may_be_broken,
        )

    @once
    def images(self) -> Changes:
        """What became of the images; those of the reader's language are the same."""
        if self.is_plain or "![" not in self.source.source + self.target.source:
            return Changes()
        languages = frozenset({self.source_locale.language, self.locale.language})
        source, target = (
            {normalized(where, languages=languages): where for where in _images(text)}
            for text in (self.source, self.target)
        )
        return changes(
            (where for key, where in source.items() if key not in target),
            (where for key, where in target.items() if key not in source),
        )

    @once
    def stray_marks(self) -> tuple[str, ...]:
        """Marks of emphasis that are to be read in the translation only."""
        if self.is_plain or not self.target.literal_markers:
            return ()
        stray = []
        for mark in _EMPHASIS_MARKS:
            seen = [run for run in self.target.literal_markers if run[0] == mark]
            known = [run for run in self.source.literal_markers if run[0] == mark]
            added = difference(seen, known)
            # The source's own stray marks may be spaced, joined or escaped otherwise.
            if added and (not known or len("".join(seen)) > len("".join(known)) + 1):
                stray.append(added[0])
        return tuple(stray)

    @once
    def code(self) -> Changes:
        """What became of the code; code that is said again is none added."""
        source = {_code_key(code): code for code in self.source.code}
        target = {_code_key(code): code for code in self.target.code}
        if source.keys() == target.keys() == set():
            return Changes()
        lost = difference(
            map(_code_key, self.source.code), map(_code_key, self.target.code)
        )
        return changes(
            (source[key] for key in lost),
            (code for key, code in target.items() if key not in source),
        )

    @once
    def placeholders(self) -> Changes:
        """What became of the placeholders, however often each is said."""
        source = {_placeholder_key(one): one for one in placeholders(self.source).found}
        target = {_placeholder_key(one): one for one in placeholders(self.target).found}
        return changes(
            (name for key, name in source.items() if key not in target),
            (name for key, name in target.items() if key not in source),
        )

    @once
    def numbers(self) -> NumberChanges:
        """What became of the numbers in the prose."""
        if not (
            _DIGIT.search(self.target_seen.without_code)
            or _DIGIT.search(self.source_seen.without_code)
        ):
            return NumberChanges((), ())
        if self.source.figures == self.target.figures:
            return NumberChanges((), ())
        return number_changes(
            placeholders(self.source).prose,
            placeholders(self.target).prose,
            source_locale=self.source_locale,
            locale=self.locale,
        )


def _images(text: Inline) -> list[str]:
    """Where the images come from; a reference counts as its label in brackets."""
    return [
        f"[{image.reference}]" if image.destination is None else image.destination
        for image in text.images
    ]


def _code_key(code: str) -> str:
    return "".join(_TO_FILL_IN.sub("<>", code).split())


def _placeholder_key(placeholder: str) -> str:
    """Shells do not mind the case of ``$Name`` and ``%NAME%``."""
    is_of_shell = placeholder[0] == "$" or placeholder[0] == placeholder[-1] == "%"
    return placeholder.lower() if is_of_shell else placeholder
