"""The rendered bodies of pages, kept by content between builds.

MkDocs renders a page's Markdown in ``Page.render``, after every plugin has changed the
text. What that gives depends on the text, the page's own address, the extensions, and
where its links lead; all of it is in the key or checked before an entry is used. This
module alone touches what MkDocs declares as its own.
"""

import logging
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from bitext.site.article_pack import ArticlePack
from bitext.site.canonical import canonical
from bitext.site.inputs import code_digest
from bitext.site.page_records import Said, Targets

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

__all__ = [
    "INCLUDES",
    "BodyCache",
    "KeptPage",
    "heard",
    "impurity",
    "lead_where_they_did",
    "say_again",
]

# Extensions whose result depends on nothing but the text and their options. Others may
# read files or keep what they saw on other pages: with one of them nothing is kept.
_PURE: Final = frozenset(
    {
        "bitext.markdown.milestones",
        "material.extensions.emoji",
        *(
            name
            for short in (
                "abbr",
                "admonition",
                "attr_list",
                "codehilite",
                "def_list",
                "extra",
                "fenced_code",
                "footnotes",
                "legacy_attrs",
                "legacy_em",
                "md_in_html",
                "meta",
                "nl2br",
                "sane_lists",
                "smarty",
                "tables",
                "toc",
                "wikilinks",
            )
            for name in (short, f"markdown.extensions.{short}")
        ),
        *(
            f"pymdownx.{name}"
            for name in (
                "arithmatex",
                "betterem",
                "blocks.admonition",
                "blocks.caption",
                "blocks.definition",
                "blocks.details",
                "blocks.html",
                "blocks.tab",
                "caret",
                "critic",
                "details",
                "emoji",
                "escapeall",
                "extra",
                "fancylists",
                "highlight",
                "inlinehilite",
                "keys",
                "magiclink",
                "mark",
                "progressbar",
                "saneheaders",
                "smartsymbols",
                "snippets",
                "striphtml",
                "superfences",
                "tabbed",
                "tasklist",
                "tilde",
            )
        ),
    }
)
# Options by which these read files or run code of the site's own.
_IMPURE_OPTIONS: Final = {
    "pymdownx.emoji": ("custom_icons",),
    "pymdownx.snippets": ("auto_append",),
}
_OWN_CODE: Final = ("bitext.", "material.", "pymdownx.", "markdown.", "builtins.")
INCLUDES: Final = "-8<-"
"""What is in a text that includes others."""
_PACKAGES: Final = (
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "pygments",
    "pymdown-extensions",
)
_INCLUSIONS: Final = {one: one.name for one in InclusionLevel}
"""An enumeration's own answer takes longer than finding the file."""
_LOGGERS: Final = ("mkdocs", "properdocs", "MARKDOWN")


class _NoSettings(Config):  # type: ignore[no-untyped-call]  # in MkDocs
    """It is never configured."""


class BodyCache(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]  # as above
    """A plugin that takes the bodies of unchanged pages from ``folder``.

    Pages of other plugins, which are of another class, are left to these. ``root`` is
    the project's folder: wherever it lies, the same entries are found.
    """

    def __init__(self, folder: Path, *, root: Path) -> None:
        self._folder = folder
        self._root = root
        self._pack: ArticlePack | None = None
        self._fingerprint = ""

    def open_again(self) -> None:
        """Share no open file with the process that this one is a copy of."""
        if self._pack is not None:
            self._pack = ArticlePack(self._place)

    @property
    def _place(self) -> Path:
        return self._folder / f"{self._fingerprint[:32]}.pack"

    def on_config(self, config: MkDocsConfig) -> None:
        """Learn what decides how all pages are rendered."""
        self._pack = None
        if not self.reason(config):
            parts = [
                code_digest(),
                canonical(config.markdown_extensions),
                canonical(config.mdx_configs).replace(str(self._root), "."),
                canonical(dict(config.validation.links)),
                str(config.use_directory_urls),
                str(logging.getLogger("mkdocs").getEffectiveLevel()),
                *map(version, _PACKAGES),
            ]
            self._fingerprint = sha256("\0".join(parts).encode()).hexdigest()
            self._pack = ArticlePack(self._place)

    @staticmethod
    def reason(config: MkDocsConfig) -> str:
        """Why bodies cannot be kept, if so."""
        if logging.getLogger("mkdocs").getEffectiveLevel() <= logging.DEBUG:
            return "MkDocs tells all it does"
        return impurity(config.markdown_extensions, config.mdx_configs)

    @event_priority(-100)
    def on_nav(
        self, nav: "Navigation", /, *, config: MkDocsConfig, files: "Files"
    ) -> "Navigation":
        """Let pages ask here before they are rendered."""
        for file in files.documentation_pages():
            if file.page is not None:
                self.adopted(file, config)
        return nav

    def adopted(self, file: "File", config: MkDocsConfig) -> Page:
        """The page of ``file``, made if need be, which asks here when rendered."""
        page = file.page or Page(None, file, config)
        if self._pack is not None and type(page) is Page:
            page.__class__ = KeptPage
            cast("KeptPage", page).bodies = self
        return page

    def key(self, page: Page) -> bytes:
        """A digest of the page's text and place."""
        parts = (self._fingerprint, page.file.src_uri, page.url, page.markdown or "")
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()

    def restored(self, page: "KeptPage", files: "Files") -> bool:
        """Whether ``page`` was found, and now is as if it had been rendered."""
        if self._pack is None or (entry := self._pack.get(self.key(page))) is None:
            return False
        content, toc, title, anchors, links, targets, said = marshal.loads(entry)  # noqa: S302 - as trusted as the __pycache__ beside it
        if not lead_where_they_did(targets, files):
            return False
        page.content = content
        page.toc = TableOfContents([_anchor(*item) for item in toc])
        if page.toc.items:
            page.toc.items[0].active = True  # type: ignore[attr-defined]  # as MkDocs
        page._title_from_render = title  # noqa: SLF001 - see the module
        page.restore_links(anchors, links, files)
        page.targets, page.said = targets, said
        say_again(said)
        return True

    def keep(self, page: "KeptPage") -> None:
        """Note what rendering ``page`` gave, and what it found on the way."""
        if self._pack is None:
            return
        entry = (
            page.content,
            tuple(map(_plain, page.toc.items)),
            page._title_from_render,  # noqa: SLF001 - see the module
            tuple(page.present_anchor_ids or ()),
            page.linked,
            page.targets,
            page.said,
        )
        self._pack.add(self.key(page), marshal.dumps(entry))


class KeptPage(Page):
    """A page whose body may be known."""

    bodies: BodyCache
    targets: Targets
    """What its links asked for, once it is rendered or restored."""
    said: Said
    """What was said while it was rendered."""
    is_unsure = False
    """Whether it shows what neither its text nor the configuration tells."""

    def render(self, config: MkDocsConfig, files: "Files") -> None:
        """As MkDocs does, unless the cache has it."""
        self.is_unsure = INCLUDES in (self.markdown or "")
        if not self.is_unsure and self.bodies.restored(self, files):
            return
        asked = _Asked(files)
        with heard() as records:
            super().render(config, cast("Files", asked))
        self.targets = asked.found
        self.said = tuple(
            (record.name, record.levelno, record.getMessage()) for record in records
        )
        if not self.is_unsure:
            self.bodies.keep(self)

    @property
    def linked(self) -> dict[str, dict[str, str]]:
        """Anchors in other pages that it leads to, by their articles."""
        links = self.links_to_anchors or {}
        return {file.src_uri: dict(anchors) for file, anchors in links.items()}

    def restore_links(
        self,
        anchors: Iterable[Any],
        linked: Mapping[str, dict[str, str]],
        files: "Files",
    ) -> None:
        """Set what MkDocs compares once all pages are there."""
        self.present_anchor_ids = set(anchors)
        found = {files.get_file_from_path(uri): here for uri, here in linked.items()}
        self.links_to_anchors = cast("dict[File, dict[str, str]]", found)


def lead_where_they_did(targets: Targets, files: "Files") -> bool:
    """Whether links that asked for ``targets`` would find the same."""
    return all(_target(files, uri) == found for uri, found in targets.items())


def say_again(said: Said) -> None:
    """Log what was heard when the page was rendered."""
    for name, level, text in said:
        logging.getLogger(name).log(level, "%s", text)


class _Asked:
    """The site's files, noting which were looked for and what was found."""

    def __init__(self, files: "Files") -> None:
        self._files = files
        self.found: Targets = {}

    def get_file_from_path(self, path: str) -> "File | None":
        """The file at ``path``, if there is one."""
        self.found[path] = _target(self._files, path)
        return self._files.get_file_from_path(path)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands for another
        return getattr(self._files, name)


class _Hearer(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one more."""
        self.records.append(record)


@contextmanager
def heard() -> Iterator[list[logging.LogRecord]]:
    """What is logged while a page is made."""
    hearer = _Hearer()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    for logger in loggers:
        logger.addHandler(hearer)
    try:
        yield hearer.records
    finally:
        for logger in loggers:
            logger.removeHandler(hearer)


def _target(files: "Files", uri: str) -> tuple[str, str] | None:
    """What a link to ``uri`` leads to."""
    # Most are written as MkDocs writes them: it would make a path of each first.
    file = files.src_uris.get(uri) or files.get_file_from_path(uri)
    return None if file is None else (file.url, _INCLUSIONS[file.inclusion])


def _plain(item: AnchorLink) -> tuple[str, str, int, tuple[Any, ...]]:
    return (str(item.title), item.id, item.level, tuple(map(_plain, item.children)))


def _anchor(title: str, anchor: str, level: int, children: Sequence[Any]) -> AnchorLink:
    link = AnchorLink(title, anchor, level)
    link.children = [_anchor(*child) for child in children]
    return link


def impurity(extensions: Sequence[object], configs: object) -> str:
    """What a page's body may depend on besides its text; empty for nothing."""
    for extension in extensions:
        if extension not in _PURE:
            return str(extension)
    for name, options in configs.items() if isinstance(configs, Mapping) else ():
        for option in _IMPURE_OPTIONS.get(name, ()):
            if _holds(options, option):
                return f"{name}: {option}"
        if foreign := next(_foreign(options), None):
            return f"{name}: {foreign}"
    return ""


def _holds(options: object, wanted: str) -> bool:
    return isinstance(options, Mapping) and any(
        (key == wanted and bool(value)) or _holds(value, wanted)
        for key, value in options.items()
    )


def _foreign(value: object) -> Iterator[str]:
    """Modules of the site's own that run within an extension."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _foreign(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _foreign(item)
    elif isinstance(value, partial):
        yield from _foreign([value.func, value.args, value.keywords])
    else:
        named = value if callable(value) and hasattr(value, "__name__") else type(value)
        module = f"{named.__module__}."
        if not module.startswith(_OWN_CODE):
            yield module.removesuffix(".")
