"""A small site of HTML in three languages, and what rules say when it is changed."""

from collections.abc import Mapping

from bitext.check.site import (
    BuiltPage,
    Fault,
    LanguageSite,
    Layout,
    Wanted,
    judge_language,
)
from bitext.check.site.reading import read_page
from bitext.locales import parse_locale

__all__ = ["BASE", "FOLDERS", "judged", "said"]

URL = "https://boats.example/docs/"
FOLDERS = {"en": "", "nb": "nb/", "ar": "ar/"}
ARTICLES = {"index.md": "index.html", "oars.md": "oars/index.html"}
_TITLES = {"index.md": "How to row a boat", "oars.md": "All about the oars"}
_PAGE = """<!doctype html>
<html lang="{code}" class="no-js">
<head><title>{title} - Boats</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{url}{path}">
{alternates}
<link rel="stylesheet" href="{up}{folder}style.css"></head>
<body dir="{dir}"><header><button title="{top}">^</button></header>
<nav><a href="{own}">Home</a><a href="{own}oars/#care">Oars</a>
<ul class="md-nav__list"><li class="md-nav__item md-nav__item--active">
<label class="md-nav__link"><span>{section}</span></label>
<nav class="md-nav"><ul class="md-nav__list"><li class="md-nav__item--active">
<a class="md-nav__link" href="{own}">Back to the boat</a></li></ul></nav></li>
<li><a class="md-nav__link" href="{own}">Off to the sea</a></li></ul>
{menu}</nav>
<main><article>
<h1 id="start">{span1}{title}</span></h1>
<p>{span2}One <em>two</em></span><a href="{own}oars/#care">{span2}here</span></a>.</p>
<ul><li>{span3}Item <code>**</code></span></li><li>Item</li></ul>
<table><tr><td>Cell</td></tr></table>
<h2 id="care">Care</h2>
<pre><code>{{{{ code }}}}
</code></pre>
<img src="{own}boat.png" alt="{alt}">
</article></main><a href="#start">Top</a></body></html>
"""
_TOPS = {"en": "Back to top", "nb": "Til toppen av siden", "ar": "إلى أعلى الصفحة"}
_SECTIONS = {"en": "Boats", "nb": "Båter", "ar": "قوارب"}
_ASSETS = ("style.css", "boat.png")


def _page(code: str, article: str) -> str:
    folder = FOLDERS[code]
    is_home = article == "index.md"
    path = "" if is_home else "oars/"
    spans = {
        f"span{number}": "<span>" if code == "en" else f"<span data-s={number}>"
        for number in (1, 2, 3)
    }
    menu = "".join(
        f'<a href="{URL}{one}{path}" hreflang="{other}">{other}</a>'
        for other, one in FOLDERS.items()
    )
    others = {**FOLDERS, "x-default": ""}
    alternates = "".join(
        f'<link rel="alternate " hreflang="{other}" href="{URL}{one}{path}">'
        for other, one in others.items()
    )
    return _PAGE.format(
        code=code,
        dir="rtl" if code == "ar" else "ltr",
        title=_TITLES[article] + ("" if code == "en" else f" {code}"),
        description=f"What {_TITLES[article]} is all for {code}",
        url=URL,
        path=f"{folder}{path}",
        alternates=alternates,
        up="" if is_home else "../",
        folder="",
        own="./" if is_home else "../",
        menu=menu,
        alt=f"A boat {code}",
        top=_TOPS[code],
        section=_SECTIONS[code],
        **spans,
    )


BASE: Mapping[tuple[str, str], str] = {
    (code, article): _page(code, article) for code in FOLDERS for article in ARTICLES
}
"""Pages by language and article; no rule has anything to say."""


def judged(
    pages: Mapping[tuple[str, str], str],
    *,
    more: Mapping[str, str] | None = None,
    share: Mapping[tuple[str, str], float] | None = None,
) -> dict[str, list[Fault]]:
    """What all rules find, by language; ``more`` are pages made from no article.

    ``share`` says of pages how much is translated; all of it, where it does not.
    """
    others, shares = more or {}, share or {}
    texts = {
        FOLDERS[code] + ARTICLES[article]: text
        for (code, article), text in pages.items()
    }
    files = {f"{folder}{name}" for folder in FOLDERS.values() for name in _ASSETS}
    layout = Layout(FOLDERS, frozenset({*texts, *others, *files}), URL, "/docs/")
    facts = {
        path: read_page(text.encode()) for path, text in {**texts, **others}.items()
    }
    alternates = {path: one.alternates for path, one in facts.items()}
    sites: dict[str, LanguageSite] = {}
    for code, folder in FOLDERS.items():
        articles = {article: folder + path for article, path in ARTICLES.items()}
        own = {path for path in facts if layout.language_of(path) == code}
        article_of = {path: article for article, path in articles.items()}
        wanted = (
            None if code == "en" else Wanted((1, 2, 3), texts=(f"A *boat* {code}",))
        )
        sites[code] = LanguageSite(
            parse_locale(code),
            layout,
            {
                path: BuiltPage(
                    path,
                    facts[path],
                    article_of.get(path, ""),
                    wanted if path in article_of else None,
                    share=shares.get((code, article_of.get(path, "")), 1.0),
                )
                for path in sorted(own)
            },
            articles,
            sites.get("en"),
            alternates,
            {} if code == "en" else {"Boats": _SECTIONS[code], "Nets": "Garn"},
        )
    return {code: judge_language(site) for code, site in sites.items()}


def said(
    old: str, new: str, *, code: str = "nb", article: str = "index.md"
) -> list[tuple[str, str]]:
    """Rules and what they say of a page in which ``old`` was replaced, once."""
    page = BASE[code, article]
    assert old in page, old
    changed = {**BASE, (code, article): page.replace(old, new, 1)}
    found = judged(changed)
    return [(fault.rule, fault.text) for faults in found.values() for fault in faults]
