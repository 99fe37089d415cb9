"""One language of a built site, as rules see it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from bitext.check.site.facts import Link, PageFacts
from bitext.locales import Locale

__all__ = ["Alternates", "BuiltPage", "LanguageSite", "Layout", "Target", "Wanted"]

Alternates = tuple[tuple[str, str], ...]
"""Languages and addresses, as ``link rel=alternate`` names them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page must carry, as it was staged."""

    numbers: tuple[int, ...] = ()
    """Of the segments in its body."""
    included: frozenset[int] = frozenset()
    """Of those that may be there besides: they come from what it includes."""
    texts: tuple[str, ...] = ()
    """Translations that become attributes or metadata."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the languages of a site lie in it."""

    folders: Mapping[str, str]
    """Folder of each language by its code, with a slash at the end; empty: the root."""
    files: AbstractSet[str]
    """All files of the site, by paths below it."""
    site_url: str = ""
    """Address of the whole site, with a slash at its end; empty if not known."""
    base: str = "/"
    """Its path on the host."""

    def language_of(self, path: str) -> str:
        """Code of the language in whose folder ``path`` lies; empty for none."""
        found = ""
        length = -1
        for code, folder in self.folders.items():
            if path.startswith(folder) and len(folder) > length:
                found, length = code, len(folder)
        return found


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address within the site leads."""

    path: str
    """Of the file below the site; as asked for where there is none."""
    fragment: str
    exists: bool


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page as it was built."""

    path: str
    """Of the file, below the site."""
    facts: PageFacts
    article: str = ""
    """Its article below the folder of articles; empty for what none is made from."""
    wanted: Wanted | None = None
    is_own: bool = False
    """Whether it was written in its language: it need not be like its source."""
    share: float = 1.0
    """How much of it is translated, 0.0 to 1.0."""


@dataclass(frozen=True)
class LanguageSite:
    """All pages of one language."""

    locale: Locale
    layout: Layout
    pages: Mapping[str, BuiltPage]
    """By their paths below the site."""
    articles: Mapping[str, str]
    """Paths below the site of the pages there must be, by article."""
    source: "LanguageSite | None" = None
    """The site in the language it is written in; None for that itself."""
    alternates: Mapping[str, Alternates] = field(default_factory=dict)
    """What pages of all languages say of their others, by their paths."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the navigation must show, by the titles of the source language."""
    _targets: dict[tuple[str, str], Target | None] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """Of the language."""
        return self.locale.code

    @property
    def folder(self) -> str:
        """Of the language, with a slash at its end."""
        return self.layout.folders[self.code]

    def translations(self) -> Iterator[tuple[BuiltPage, BuiltPage]]:
        """Pages made from articles, each with the one in the source language."""
        if self.source is None:
            return
        for article, path in self.articles.items():
            page = self.pages.get(path)
            original = self.source.pages.get(self.source.articles.get(article, ""))
            if page is not None and original is not None and not page.is_own:
                yield page, original

    @cached_property
    def places(self) -> frozenset[str]:
        """All that the navigation shows to be the place of some page."""
        return frozenset(
            place for page in self.pages.values() for place in page.facts.places
        )

    @cached_property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """Names of the anchors of each page."""
        return {
            path: frozenset(one.name for one in page.facts.anchors)
            for path, page in self.pages.items()
        }

    @cached_property
    def resolved(self) -> Mapping[str, tuple[tuple[Link, Target], ...]]:
        """Links of each page within the site, with where they lead."""
        return {
            path: tuple(
                (link, target)
                for link in page.facts.links
                if (target := self.target(path, link.href)) is not None
            )
            for path, page in self.pages.items()
        }

    def target(self, path: str, href: str) -> Target | None:
        """Where ``href`` on the page of ``path`` leads; None for what is elsewhere."""
        # Browsers strip what stands around an address.
        href = href.strip()
        if not href or href[0] in "#?":
            return Target(path, unquote(href.partition("#")[2]), exists=True)
        folder = path.rpartition("/")[0]
        # Pages side by side have one navigation: they share what it gives.
        while href.startswith("../"):
            href = href[3:]
            folder = folder.rpartition("/")[0]
        key = (folder, href)
        if key not in self._targets:
            self._targets[key] = self._found(folder, href)
        return self._targets[key]

    def _found(self, folder: str, href: str) -> Target | None:
        layout = self.layout
        if layout.site_url and href.startswith(layout.site_url):
            href = layout.base + href[len(layout.site_url) :]
        if href.startswith("//") or _has_scheme(href):
            return None
        address, _, fragment = href.partition("#")
        address = unquote(address.partition("?")[0])
        if address.startswith("/"):
            if not address.startswith(layout.base):
                return None
            path = address[len(layout.base) :]
        else:
            path = f"{folder}/{address}" if folder else address
        path = _normal(path)
        for candidate in _candidates(path):
            if candidate in layout.files:
                return Target(candidate, unquote(fragment), exists=True)
        return Target(path, unquote(fragment), exists=False)


def _has_scheme(href: str) -> bool:
    scheme, colon, _ = href.partition(":")
    return bool(colon) and scheme.replace("+", "").replace("-", "").isalnum()


def _normal(path: str) -> str:
    if "./" not in path and "//" not in path and not path.endswith("."):
        return path
    parts: list[str] = []
    *folders, name = path.split("/")
    for part in folders:
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    if name == "..":
        del parts[-1:]
    return "/".join([*parts, "" if name in {".", ".."} else name])


def _candidates(path: str) -> tuple[str, ...]:
    """Files a server answers with."""
    if not path or path.endswith("/"):
        return (f"{path}index.html",)
    return (path, f"{path}/index.html", f"{path}.html")
