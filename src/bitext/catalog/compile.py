"""Catalogs as the binary files gettext's own library reads."""

import polib

from bitext.catalog.catalog import Catalog

__all__ = ["compile_mo"]


def compile_mo(catalog: Catalog) -> bytes:
    """The MO file of what is translated, neither fuzzy nor obsolete.

    POT-Creation-Date is left out, as msgfmt does, so that equal translations give
    equal bytes.
    """
    compiled = polib.MOFile()
    compiled.metadata = {
        name: value
        for name, value in catalog.header.items()
        if name != "POT-Creation-Date"
    }
    for message in catalog.messages:
        if message.is_translated:
            compiled.append(
                polib.MOEntry(
                    msgid=message.source,
                    msgstr=message.target,
                    msgctxt=message.context,
                    msgid_plural=message.plural_source or "",
                    msgstr_plural=dict(enumerate(message.plural_targets)),
                )
            )
    return compiled.to_binary()
