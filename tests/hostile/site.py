"""A Material site whose catalogs hold every attack, in three languages."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import polib
import yaml

from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import split
from tests.hostile.attacks import (
    ARTICLE,
    CONFIGS,
    EXTENSIONS,
    attacks,
)
from tests.site.boats import PNG

__all__ = ["HARMLESS", "HIDDEN", "LOCALES", "PAGES", "VALUES", "make_hostile_site"]

LOCALES = ("nb", "ja", "ar")
HIDDEN = "The word is swordfish."
HARMLESS = {"Numbered item": "Uskyldig punkt"}
"""What must be published on each page, whatever else its catalog holds."""
VALUES = [one.nav or one.site for one in (*attacks(of="nav"), *attacks(of="site"))]
"""Texts that are put into the places of titles of the navigation and of the site."""
_LISTS = ("Social", "Rating", "Note", "Cookie")
_SHORT = """\
---
title: Fish
description: All of them. Every fish.
---
# The heading

Alpha one here. Beta two here.

- First item

!!! note "Title here"
    Inside here.

| Head one |
| -------- |
| Cell one |

1. Numbered item
"""
_SHORT_PLACES = (
    "The heading",
    "Alpha one here.",
    "First item",
    "Title here",
    "Cell one",
)
# Each in one language, as all are tried in all of them without a build.
_TEXTS = [one.text[:20_000] for one in attacks(of="text")]
_A_TURN = len(LOCALES) * len(_SHORT_PLACES)
_SHORT_PAGES = [f"texts-{start}" for start in range(0, len(_TEXTS), _A_TURN)]
_TOGETHER = attacks(of="messages")
_OF_MATTER = [one.value for one in attacks(of="value")]
PAGES = (*_SHORT_PAGES, *(attack.name for attack in _TOGETHER))
"""Articles below ``attacks``: some texts each, or what belongs together."""
_FIELDS = (
    "site_name",
    "site_description",
    "copyright",
    "feedback",
    "consent",
    "explained",
    "dark",
    "light",
)


def make_hostile_site(root: Path, *, url: str) -> Path:
    """Write the project and give the path of its ``mkdocs.yml``."""
    docs = root / "docs"
    (root / "includes").mkdir(parents=True)
    (root / "includes/secret.txt").write_text(HIDDEN, encoding="utf-8")
    for name in ("control", *PAGES):
        is_short = name in _SHORT_PAGES
        _write(docs / f"attacks/{name}.md", _SHORT if is_short else ARTICLE)
    for name in ("attacks/page", "attacks/other", "index"):
        _write(docs / f"{name}.md", "# Harbour\n\nNothing happens here.\n")
    (docs / "attacks/boat.png").write_bytes(PNG)
    for number in range(len(VALUES)):
        text = f"---\nstatus: s{number}\n---\n# Page {number}\n"
        _write(docs / f"titles/{number}.md", text)
    _write(root / "overrides/partials/integrations/analytics/custom.html", "")
    _write(root / "mkdocs.yml", yaml.safe_dump(_config(url), sort_keys=False))
    for turn, locale in enumerate(LOCALES):
        folder = root / "locales" / locale / "LC_MESSAGES"
        _write_catalog(folder / "attacks/control.md.po", _harmless(ARTICLE))
        for number, name in enumerate(PAGES):
            path = folder / f"attacks/{name}.md.po"
            article = _SHORT if name in _SHORT_PAGES else ARTICLE
            _write_catalog(path, _harmless(article) | _messages(number, turn))
        _write_catalog(folder / "mkdocs.yml.po", _site_messages(turn))
    return root / "mkdocs.yml"


@cache
def _harmless(article: str) -> dict[str, str]:
    """A catalog of the whole article: nothing is taken from those of other pages."""
    renderer = Renderer(EXTENSIONS, CONFIGS)
    segments = split(article, renderer=renderer).segments
    return {one.text: one.text for one in segments} | HARMLESS


def _messages(number: int, turn: int) -> dict[str, str]:
    """What the catalog of a page holds besides; each text stands in one language."""
    value = _OF_MATTER[(number * len(LOCALES) + turn) % len(_OF_MATTER)]
    found = {"Fish": value, "All of them.": value}
    if number >= len(_SHORT_PAGES):
        if LOCALES[turn] == "ar":
            # Its sentences are put together as Norwegian ones are.
            return found
        return found | dict(_TOGETHER[number - len(_SHORT_PAGES)].messages)
    texts = _TEXTS[number * _A_TURN + turn * len(_SHORT_PLACES) :]
    return found | dict(zip(_SHORT_PLACES, texts, strict=False))


def _site_messages(turn: int) -> Mapping[str, str]:
    """Each text in each numbered place; in the others one that differs by language."""
    numbered = {
        f"{what} {number}": text
        for number, text in enumerate(VALUES)
        for what in ("Title", "Status", _listed_as(number))
    }
    fields = {
        field: VALUES[(turn * len(_FIELDS) + number) * 2 % len(VALUES)]
        for number, field in enumerate(_FIELDS)
    }
    return {f"The {field}": text for field, text in fields.items()} | numbered


def _listed_as(number: int) -> str:
    return _LISTS[number % len(_LISTS)]


def _config(url: str) -> Mapping[str, object]:
    count = range(len(VALUES))
    features = [
        "content.tooltips",
        "navigation.footer",
        "navigation.indexes",
        "navigation.tabs",
        "search.highlight",
        "search.suggest",
        "toc.follow",
    ]
    toggles = [
        {"scheme": scheme, "toggle": {"icon": "material/sail-boat", "name": name}}
        for scheme, name in (("default", "The light"), ("slate", "The dark"))
    ]
    ratings = [
        {
            "icon": "material/sail-boat",
            "name": f"Rating {number}",
            "data": number,
            "note": f"Note {number}",
        }
        for number in count
        if _listed_as(number) in {"Rating", "Note"}
    ]
    return {
        "site_name": "The site_name",
        "site_description": "The site_description",
        "site_url": url,
        "copyright": "The copyright",
        "theme": {
            "name": "material",
            "font": False,
            "custom_dir": "overrides",
            "features": features,
            "palette": toggles,
        },
        "nav": [
            {"Home": "index.md"},
            {"Control": "attacks/control.md"},
            {"Titles": [{f"Title {one}": f"titles/{one}.md"} for one in count]},
        ],
        "validation": {"nav": {"omitted_files": "ignore"}},
        "extra": {
            "status": {f"s{number}": f"Status {number}" for number in count},
            "social": [
                {
                    "icon": "material/sail-boat",
                    "link": f"{url}#{number}",
                    "name": f"Social {number}",
                }
                for number in count
                if _listed_as(number) == "Social"
            ],
            "analytics": {
                "provider": "custom",
                "feedback": {"title": "The feedback", "ratings": ratings},
            },
            "consent": {
                "title": "The consent",
                "description": "The explained",
                "cookies": {
                    f"c{number}": {"name": f"Cookie {number}"}
                    for number in count
                    if _listed_as(number) == "Cookie"
                },
            },
        },
        "plugins": [
            "search",
            {
                "bitext": {
                    "source": "en",
                    "locales": list(LOCALES),
                    "reader": {"status": True},
                }
            },
        ],
        "markdown_extensions": _extensions(),
    }


def _extensions() -> Sequence[object]:
    options = {**CONFIGS, "pymdownx.snippets": {"base_path": ["includes"]}}
    return [{name: options[name]} if name in options else name for name in EXTENSIONS]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_catalog(path: Path, messages: Mapping[str, str]) -> None:
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for source, target in messages.items():
        catalog.append(polib.POEntry(msgid=source, msgstr=target))
    _write(path, str(catalog))
