"""MO files hold what is published."""

import io
from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path

from bitext.catalog import Catalog, Message, catalog_bytes, compile_mo

HEADER = {
    "POT-Creation-Date": "2026-01-01 00:00+0000",
    "Content-Type": "text/plain; charset=UTF-8",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def catalog() -> Catalog:
    messages = [
        Message("Save", "Lagre"),
        Message("Open", "Åpne", "menu"),
        Message("Close", "Lukk", is_fuzzy=True),
        Message("Help"),
        Message("And so.", "<!-- joined -->"),
        Message("file", plural_source="files", plural_targets=("fil", "filer")),
    ]
    obsolete = [Message("Old", "Gammel", is_obsolete=True)]
    return Catalog("a.po", HEADER, messages, obsolete)


def test_translated_messages_are_compiled_and_no_others() -> None:
    compiled = GNUTranslations(io.BytesIO(compile_mo(catalog())))
    assert compiled.gettext("Save") == "Lagre"
    assert compiled.pgettext("menu", "Open") == "Åpne"
    assert compiled.ngettext("file", "files", 2) == "filer"
    assert compiled.gettext("And so.") == "<!-- joined -->"
    for source in ("Close", "Help", "Old"):
        assert compiled.gettext(source) == source


def test_the_bytes_depend_on_the_translations_only() -> None:
    other = catalog()
    other.messages.reverse()
    other.header = {**HEADER, "POT-Creation-Date": "2027-01-01 00:00+0000"}
    assert compile_mo(other) == compile_mo(catalog())


def test_msgfmt_compiles_the_same_translations(
    tmp_path: Path, gettext: Callable[..., str]
) -> None:
    po, theirs, ours = (tmp_path / name for name in ("a.po", "theirs.mo", "ours.mo"))
    po.write_bytes(catalog_bytes(catalog()))
    gettext("msgfmt", "-o", theirs, po)
    ours.write_bytes(compile_mo(catalog()))
    assert gettext("msgunfmt", ours) == gettext("msgunfmt", theirs)
