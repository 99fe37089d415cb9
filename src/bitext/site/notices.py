"""What a page says of its own translation, in the reader's language."""

from collections.abc import Iterator
from html import escape

from babel.numbers import format_percent
from markupsafe import Markup

from bitext.config import Config, LocaleConfig
from bitext.locales import Locale, cldr_of, name_in, parse_locale
from bitext.site.coverage import Coverage
from bitext.site.words import reader_words

__all__ = ["MARK", "Notices"]

MARK = "data-bitext-notice"
"""The attribute by which a notice on a page is known."""
_HUNDRED = 100


class Notices:
    """The notices of one language."""

    def __init__(self, config: Config, language: LocaleConfig) -> None:
        self._wanted = config.reader.notices
        self._source = config.source.locale
        locale = language.locale
        self._words = reader_words(locale)
        english = parse_locale("en")
        is_english = self._words == reader_words(english)
        self._said_in: Locale = english if is_english else locale
        self._attributes = (
            ' lang="en" dir="ltr"' if is_english and locale.language != "en" else ""
        )

    def html(self, coverage: Coverage, *, original: str) -> Markup:
        """One element; empty where there is nothing to say.

        ``original`` is the address of the page in the source language.
        """
        said = {
            kind: text for kind, text in self._said(coverage) if kind in self._wanted
        }
        if not said:
            return Markup()
        lines = "".join(f"<p>{escape(text)}</p>" for text in said.values())
        if "untranslated" not in said:
            source = self._source
            name = self._words["name"].replace("{}", self._name, 1)
            lines += (
                f'<p><a href="{escape(original)}" hreflang="{source.code}" '
                f'target="_self" data-bitext-language>{escape(name)}</a></p>'
            )
        label = escape(self._words["notice"])
        kinds = " ".join(said)
        # Nothing of it comes from outside but names of languages and addresses.
        return Markup(  # noqa: S704 - see above
            f'<div class="bitext-notice" role="note" aria-label="{label}" '
            f'{MARK}="{kinds}"{self._attributes}>{lines}</div>'
        )

    @property
    def _name(self) -> str:
        return name_in(self._said_in, of=self._source)

    def _said(self, coverage: Coverage) -> Iterator[tuple[str, str]]:
        """Kinds of notices with their texts."""
        words = self._words
        if not coverage.translated and not coverage.changed and coverage.words:
            text = words["notice_untranslated"].replace("{}", self._name, 1)
            yield "untranslated", text
            return
        if 0 < coverage.translated < coverage.words:
            # Nobody is told that nothing, or everything, is translated here.
            percent = max(coverage.percent, 1) / _HUNDRED
            share = format_percent(percent, locale=cldr_of(self._said_in))
            text = words["notice_partial"].replace("{}", share, 1)
            yield "partial", text.replace("{}", self._name, 1)
        if coverage.changed:
            yield "outdated", words["notice_outdated"]
        if coverage.machine:
            is_whole = coverage.machine == coverage.translated
            key = "notice_machine" if is_whole else "notice_machine_part"
            yield "machine", words[key]
