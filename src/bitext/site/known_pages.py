"""Pages of which a record is known, as far as other pages look at them."""

import marshal
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import weak_property

from bitext.site.bodies import KeptPage
from bitext.site.canonical import canonical
from bitext.site.inputs import FileDigests, code_digest, shown_moment
from bitext.site.page_records import PageRecord, packed_meta, unpacked_meta

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

__all__ = [
    "NotReadError",
    "Surroundings",
    "forget",
    "know",
    "own_title",
    "settings_digest",
]

_PACKAGES: Final = (
    "jieba",
    "jinja2",
    "lunr",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "properdocs",
    "pygments",
    "pymdown-extensions",
)
# Settings that are no part of a page, or are looked at in another way.
_APART: Final = frozenset(
    {"config_file_path", "docs_dir", "nav", "plugins", "site_dir", "theme"}
)
# What Material's navigation shows of a page's front matter besides its title.
_SHOWN_META: Final = ("icon", "status", "subtitle")


class NotReadError(BaseException):
    """A template asked for the content of a page that had not been read.

    No Exception: MkDocs reports each of these as a fault of the page in hand.
    """


class _KnownPage(KeptPage):
    """A page that has a title, an address and front matter, and nothing to show."""

    known_title: str | None

    @weak_property
    def title(self) -> str | None:
        """Where the navigation gives none."""
        return self.known_title

    @property
    def content(self) -> NoReturn:  # type: ignore[override]
        """Not there."""
        raise NotReadError(self.file.src_uri)

    @property
    def toc(self) -> NoReturn:  # type: ignore[override]
        """Not there."""
        raise NotReadError(self.file.src_uri)

    @property
    def markdown(self) -> NoReturn:  # type: ignore[override]
        """Not there."""
        raise NotReadError(self.file.src_uri)


def know(page: Page, record: PageRecord, files: "Files") -> None:
    """Make ``page``, which is not read, what others see of one that is."""
    page.__class__ = _KnownPage
    known = cast("_KnownPage", page)
    known.known_title = record.title
    known.meta = unpacked_meta(record.meta)
    known.restore_links(record.anchors, record.links, files)


def forget(page: Page) -> None:
    """Make ``page`` what it was before it was known: one to be read."""
    if isinstance(page, _KnownPage):
        page.meta = {}
        cast("Page", page).__class__ = KeptPage


def own_title(page: Page) -> str | None:
    """The title of a page that was read, where the navigation gives none."""
    title: str | None = Page.__dict__["title"].func(page)
    return title


def settings_digest(config: MkDocsConfig, digests: FileDigests) -> bytes:
    """Of what the configuration, the theme and the programs add to every page."""
    theme = config.theme
    folder = Path(config.config_file_path).parent
    settings = {key: config[key] for key in config if key not in _APART}
    text = canonical(
        [
            settings,
            [(name, plugin.config) for name, plugin in config.plugins.items()],
            [theme.name, theme.locale, {key: theme[key] for key in theme}],
        ]
    )
    overrides = [
        (path.relative_to(theme.custom_dir or folder).as_posix(), digests.digest(path))
        for path in _overrides(config)
    ]
    parts = [
        code_digest(),
        text.replace(str(folder), "."),
        canonical(overrides),
        shown_moment([theme.custom_dir] if theme.custom_dir else []),
        *map(_version, _PACKAGES),
    ]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


class Surroundings:
    """What the pages of a site show of each other."""

    def __init__(self, config: MkDocsConfig) -> None:
        # A template of the site's own may show any of it.
        self._shows_all = any(path.suffix == ".html" for path in _overrides(config))

    def digest(self, settings: bytes, nav: Navigation, pages: Iterable[Page]) -> bytes:
        """Of titles and addresses, their order, and the front matter that is shown."""
        facts = [self._facts(page) for page in pages]
        return sha256(
            settings + marshal.dumps((list(_items(nav.items)), facts), 2)
        ).digest()

    def _facts(self, page: Page) -> object:
        meta = page.meta
        if not self._shows_all:
            meta = {key: meta[key] for key in _SHOWN_META if key in meta}
        try:
            shown: object = packed_meta(meta)
        except TypeError:
            shown = canonical(meta)
        return (page.file.src_uri, page.url, str(page.title), shown)


def _items(items: Sequence[Any]) -> Iterator[object]:
    for item in items:
        if item.is_page:
            yield item.file.src_uri
        else:
            below = tuple(_items(item.children or ()))
            yield (str(item.title), item.url if item.is_link else "", below)


def _overrides(config: MkDocsConfig) -> list[Path]:
    """Files of the site's own in its theme."""
    folder = config.theme.custom_dir
    return (
        sorted(path for path in Path(folder).rglob("*") if path.is_file())
        if (folder)
        else []
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
