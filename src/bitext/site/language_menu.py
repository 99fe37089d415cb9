"""What the language menu needs in the head of a page."""

import json
from collections.abc import Mapping

__all__ = ["menu_head"]

# The menu's links lead to this page in each language; this adds the place in it.
# The theme replaces <head> but not the header when it loads a page in place, so the
# addresses are read from <head> at the click, before the theme's own listeners. It
# stands in the page itself: a reader may click before any other file has arrived.
_SCRIPT = """<script>addEventListener("click",function(e){
var t=e.target,l=t instanceof Element&&t.closest("a[data-bitext-language]"),
m=document.getElementById("bitext-languages");if(!l||!m)return;
var a=JSON.parse(m.textContent)[l.hreflang];if(!a)return;
l.href=a[0]+(a[1]?location.hash:"");
if("remember"in m.dataset&&l.closest(".md-header"))
try{localStorage.setItem("bitext-language",l.hreflang)}catch{}
},true)</script>
"""


def menu_head(addresses: Mapping[str, tuple[str, bool]], *, remembers: bool) -> str:
    """The head entries by which the menu stays on the page and at the place in it.

    ``addresses`` holds for each language's code the page's address in it, and whether
    that is this very page, so that its anchors are there too. With ``remembers`` the
    browser keeps the choice for the site's root (`reader: redirect`).
    """
    found = {code: [href, int(same)] for code, (href, same) in addresses.items()}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c")
    keeps = " data-remember" if remembers else ""
    return (
        f'<script id="bitext-languages" type="application/json"{keeps}>{text}'
        f"</script>\n{_SCRIPT}"
    )
