"""What the language menu needs in the head of a page."""

import json
from collections.abc import Mapping
from html import escape
from typing import Final

__all__ = ["SCRIPT", "menu_head"]

SCRIPT: Final = "assets/bitext/language.js"
"""Path of the menu's script in the site of a language."""


def menu_head(
    addresses: Mapping[str, tuple[str, bool]], *, script: str, remembers: bool
) -> str:
    """The head entries by which the menu stays on the page and at the place in it.

    ``addresses`` holds for each language's code the page's address in it, and whether
    that is this very page, so that its anchors are there too. ``script`` is where the
    page finds SCRIPT. With ``remembers`` the browser keeps the choice for the site's
    root (`reader: redirect`).
    """
    found = {code: [href, int(same)] for code, (href, same) in addresses.items()}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c")
    keeps = " data-remember" if remembers else ""
    # The browser waits for the script, so no reader can click before it is there.
    return (
        f'<script id="bitext-languages" type="application/json"{keeps}>{text}'
        f'</script>\n<script src="{escape(script)}"></script>\n'
    )
