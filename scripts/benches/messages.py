"""The messages of side-by-side articles, as catalogs that are loaded."""

from pathlib import Path

from benches.sxs import locale_of
from bitext.catalog import Catalog, Message
from bitext.exchange.sxs import read, repair
from bitext.files import read_text
from bitext.locales import Locale

__all__ = ["SOURCE", "catalogs_of", "header_of"]

SOURCE = "en"
"""The language of every source."""


def catalogs_of(folder: Path) -> tuple[Locale, list[Catalog]]:
    """The language of ``folder`` and a catalog of each of its articles.

    A text that an article says again is a message of its own.
    """
    locale = locale_of(folder)
    header = header_of(locale)
    catalogs = []
    for path in sorted(folder.rglob("*.md")):
        known: set[str] = set()
        messages = []
        for line, unit in enumerate(read(repair(read_text(path))).units, start=1):
            context = str(line) if unit.source in known else None
            known.add(unit.source)
            messages.append(
                Message(unit.source, unit.target, context=context, line=line)
            )
        catalogs.append(Catalog(path.name, header, messages))
    return locale, catalogs


def header_of(locale: Locale) -> dict[str, str]:
    """A header no rule has anything to say of."""
    return {
        "Language": locale.gettext,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": locale.plural_forms,
    }
