"""Whether every page of a built site is its source page, but for the words.

Block elements, ids, links and images of the text must be those of the source page, the
language and direction of page and sentences right, and an HTML5 parser may find no more
faults than in the source page. Emphasis may differ where a message rule reports it, or
excuses it: pages are counted, and those excused named. ``ok`` is whether nothing but
emphasis differs.
"""

import argparse
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import html5lib
from lxml import etree
from mkdocs.structure.files import File

from bitext.config import LocaleConfig
from bitext.markdown.foreign_links import rewritten
from bitext.site.checks import check_project
from bitext.site.project import Project, load_project

_Element = etree._Element  # noqa: SLF001 - lxml has no other name for it
_BLOCKS = frozenset(
    """article aside audio blockquote caption dd details div dl dt figcaption figure
    h1 h2 h3 h4 h5 h6 hr iframe li ol p pre section summary table tbody td tfoot th
    thead tr ul video""".split()
)
_EMPHASIS = frozenset("b del em i ins mark strong sub sup".split())
_REPORTS = frozenset(
    "emphasis-broken emphasis-lost emphasis-moved markup-spacing markup-punct "
    "space-inside-markup".split()
)
# What we add to a page, and what names the language a reader may go to.
_OURS = ("data-bitext-notice", "data-bitext-language")
# States of sentences that are shown in the source language.
_NOT_TRANSLATED = frozenset({"untranslated", "fuzzy"})
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Page:
    """What a page has besides its words."""

    blocks: Sequence[str]
    ids: Sequence[str]
    links: Sequence[str]
    images: Sequence[str]
    emphasis: Mapping[str, int]
    faults: int
    """Of the article's HTML, as an HTML5 parser counts them."""
    sentences: Collection[tuple[bool, str, str]]
    """Whether they are shown in the source language; their ``lang`` and ``dir``."""
    language: str
    direction: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench structure``."""
    parser.add_argument("config", type=Path, help="mkdocs.yml of a site that is built")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Pages by what differs from the source page, for each language."""
    project = load_project(arguments.config)
    reported = _reported(project)
    with ProcessPoolExecutor() as pool:
        found = list(
            pool.map(
                _differing,
                [project] * len(project.config.locales),
                project.config.locales,
            )
        )
    figures: dict[str, object] = {}
    is_ok = True
    for language, (pages, counts, examples) in zip(
        project.config.locales, found, strict=True
    ):
        code = language.locale.code
        differing = set(examples.pop("emphasis", []))
        told = differing & reported.get(code, set())
        figures[code] = {
            "pages": pages,
            "differing": {name: counts[name] for name in sorted(counts)},
            "emphasis_reported": len(told),
            "emphasis_excused": sorted(differing - told),
            "examples": {name: those[:_SHOWN] for name, those in examples.items()},
        }
        is_ok = is_ok and set(counts) <= {"emphasis"}
    return {**figures, "ok": is_ok}


def _reported(project: Project) -> dict[str, set[str]]:
    """Articles by language of whose emphasis a rule has something to say."""
    found: dict[str, set[str]] = {}
    shown = f"{project.docs_shown}/"
    for one in check_project(project, locales=project.config.locales):
        if one.rule in _REPORTS:
            article = one.article.removeprefix(shown)
            found.setdefault(one.locale, set()).add(article)
    return found


def _differing(
    project: Project, language: LocaleConfig
) -> tuple[int, Counter[str], dict[str, list[str]]]:
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    own = project.variants.pages(language.locale.code)
    pages = 0
    for article in project.articles:
        if article in own:
            continue
        path = File(
            article, "", "", use_directory_urls=project.use_directory_urls
        ).dest_uri
        source, target = (
            page_of(project.site_dir / one.path / path)
            for one in (project.config.source, language)
        )
        pages += 1
        for name in differences(
            source, target, language=language, written_in=project.config.source
        ):
            counts[name] += 1
            examples.setdefault(name, []).append(article)
    return pages, counts, examples


def differences(
    source: Page, target: Page, *, language: LocaleConfig, written_in: LocaleConfig
) -> Iterator[str]:
    """What of ``target``, the page in ``language``, is not as in ``source``."""
    locale, original = language.locale, written_in.locale
    if target.blocks != source.blocks:
        yield "blocks"
    if target.ids != source.ids:
        yield "ids"
    if sorted(target.images) != sorted(source.images):
        yield "images"
    wanted = (rewritten(href, language.links) for href in source.links)
    if Counter(target.links) != Counter(wanted):
        yield "links"
    if target.language != locale.code or target.direction != locale.direction:
        yield "language"
    as_source, as_page = (original.code, original.direction), ("", "")
    if any(
        (code, direction) != (as_source if is_source else as_page)
        for is_source, code, direction in target.sentences
    ):
        yield "language of sentences"
    if target.faults > source.faults:
        yield "faults of HTML"
    if target.emphasis != source.emphasis:
        yield "emphasis"


def page_of(path: Path) -> Page:
    """What the page at ``path`` has. Raises SystemExit for one of another theme."""
    content = path.read_bytes()
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    article = root.find(".//article")
    if article is None:
        raise SystemExit(f"{path}: has no article element; build with Material")
    body = root.find("body")
    blocks, ids, links, images = [], [], [], []
    emphasis: Counter[str] = Counter()
    sentences = set()
    for element in _elements(article):
        tag = str(element.tag)
        if tag in _BLOCKS:
            blocks.append(tag)
        if name := element.get("id"):
            ids.append(name)
        if tag == "a" and (href := element.get("href")) is not None:
            links.append(href)
        if tag == "img":
            images.append(element.get("src", ""))
        if tag in _EMPHASIS:
            emphasis[tag] += 1
        if element.get("data-s"):
            is_source = element.get("data-state") in _NOT_TRANSLATED
            sentences.add((is_source, element.get("lang", ""), element.get("dir", "")))
    start = content.index(b"<article")
    text = content[start : content.rindex(b"</article>") + len(b"</article>")]
    parser = html5lib.HTMLParser()
    parser.parseFragment(text.decode())
    return Page(
        blocks,
        ids,
        links,
        images,
        emphasis,
        len(parser.errors),
        sentences,
        root.get("lang", ""),
        (body.get("dir") if body is not None else None) or "",
    )


def _elements(parent: _Element) -> Iterator[_Element]:
    """Elements below ``parent`` that are the page's own, in their order."""
    for child in parent:
        if not isinstance(child.tag, str) or any(one in child.attrib for one in _OURS):
            continue
        yield child
        yield from _elements(child)
