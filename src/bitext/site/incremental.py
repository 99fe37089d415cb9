"""A build that reads and renders only the pages whose input has changed.

It takes the steps of MkDocs' own build and gives plugins the same events; a page whose
record of the last build still holds is neither read nor rendered. This module and
``bodies`` alone touch what MkDocs declares as its own.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from shutil import rmtree
from typing import TYPE_CHECKING, Any, cast

import mkdocs.commands.build as steps
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.utils import CountHandler, get_build_date

from bitext.site.bodies import BodyCache, KeptPage, lead_where_they_did, say_again
from bitext.site.coverage import Coverage
from bitext.site.inputs import FileDigests, code_digest
from bitext.site.known_pages import (
    Surroundings,
    forget,
    know,
    own_title,
    settings_digest,
)
from bitext.site.language_part import LanguagePart
from bitext.site.page_records import (
    PageRecord,
    PageRecords,
    Stat,
    around_all,
    packed_meta,
    stat_of,
)
from bitext.site.places import Places
from bitext.site.quick_paths import quick_paths
from bitext.site.result import Progress, ProgressCallback
from bitext.site.search_entries import search_entries
from bitext.site.template_cache import keep_compiled
from bitext.site.theme_files import add_theme_files
from bitext.site.tree_files import write_file

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

__all__ = ["IncrementalBuild", "Opened"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A site of which every page is known or read, and none rendered yet."""

    files: Files
    documents: Sequence["File"]
    """Those of ``files`` that are pages."""
    nav: Navigation
    pages: Sequence["Page"]
    env: "Environment"
    around: bytes
    """A digest of what the templates show of other pages."""


@dataclass(slots=True)
class _Kept:
    """What the next build will know."""

    pages: dict[str, PageRecord] = field(default_factory=dict)
    copies: dict[str, Stat] = field(default_factory=dict)
    templates: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)


class IncrementalBuild:
    """One build of one language, of a configuration fresh from validation.

    ``bodies`` must be among its plugins. With ``is_whole`` every page is rendered.
    """

    def __init__(  # noqa: PLR0913 - each is another thing
        self,
        config: MkDocsConfig,
        *,
        bodies: BodyCache,
        places: Places,
        locale: str,
        progress: ProgressCallback,
        is_whole: bool = False,
    ) -> None:
        self._config = config
        self._bodies = bodies
        self._places = places
        self._locale = locale
        self._progress = progress
        self._digests = FileDigests(places.digests)
        self._settings = settings_digest(config, self._digests)
        self._version = f"{locale} {code_digest()}"
        self._records = PageRecords(places.records, version=places.state(self._version))
        if is_whole:
            self._records.forget()
        self._parts = [
            (part, part.rendered(version=self._version))
            for part in places.parts
            if not is_whole
        ]
        self._supplied: dict[str, LanguagePart] = {}
        """Articles whose pages another machine has made, and where these are."""
        self._tellers: Sequence[Any] = [
            plugin for plugin in config.plugins.values() if hasattr(plugin, "facts")
        ]
        """Ours, which knows what pages show of translations."""
        self._kept = _Kept()
        self._read: set[str] = set()
        """Articles whose pages have content."""
        self._current: set[str] = set()
        """What lies in the site and stays."""

    def run(self) -> int:
        """Build and put the result in place; the number of pages rendered.

        Raises Abort and what plugins raise, as MkDocs does; NotReadError when a
        template needs more than is known: build once more with ``is_whole``.
        """
        logger = logging.getLogger("mkdocs")
        counter = CountHandler()
        counter.setLevel(logging.WARNING)
        if self._config.strict:
            logger.addHandler(counter)
        try:
            opened = self._build()
            if counts := counter.get_counts():
                text = ", ".join(f"{count} {name.lower()}s" for name, count in counts)
                raise Abort(f"Aborted with {text} in strict mode!")  # noqa: TRY301 - as MkDocs
        except Exception as error:
            self._config.plugins.on_build_error(error=error)
            if isinstance(error, BuildError):
                logger.error("%s", error)  # noqa: TRY400 - as MkDocs
                raise Abort("Aborted with a BuildError!") from error
            raise
        finally:
            logger.removeHandler(counter)
        self._finish(opened)
        return len(self._read)

    def open(self) -> Opened:
        """Take the steps up to the first page that is rendered.

        Raises what ``run`` raises, unless a plugin is to be told.
        """
        keep_compiled(self._config.theme, self._places.templates)
        config = self._config = self._config.plugins.on_config(self._config)
        plugins = config.plugins
        plugins.on_pre_build(config=config)
        if self._places.built.exists():
            rmtree(self._places.built)
        self._places.built.mkdir(parents=True)
        with quick_paths():
            files = get_files(config)
        env = config.theme.get_env()
        add_theme_files(files, env, config, store=self._places.theme)
        files = plugins.on_files(files, config=config)
        set_exclusions(files, config)
        with quick_paths():
            nav = get_navigation(files, config)
        nav = plugins.on_nav(nav, config=config, files=files)
        documents = files.documentation_pages()
        self._prepare(documents, files)
        pages = [self._known_or_read(file, files) for file in documents]
        around = Surroundings(config).digest(self._settings, nav, pages)
        for page in pages:
            if not self._is_current(page, around):
                self._read_page(page, files)
            elif page.file.src_uri not in self._read:
                say_again(self._records.pages[page.file.src_uri].said)
        env = plugins.on_env(env, config=config, files=files)
        return Opened(files, documents, nav, pages, env, around)

    def learn(self, article: str, coverage: Coverage) -> None:
        """Let our plugin know what is translated of a page that has changed."""
        for plugin in self._tellers:
            plugin.learn(article, coverage)

    def make(self, page: "Page", *, opened: Opened) -> None:
        """Read ``page`` once more and write it below the folder of what is built."""
        self._read.discard(page.file.src_uri)
        self._read_page(page, opened.files)
        entries = search_entries(self._config)
        start = len(entries)
        self._write(page, opened)
        # Search learns of it when the whole site is built.
        del entries[start:]

    def _build(self) -> Opened:
        opened = self.open()
        self._copy_static(opened.files)
        self._build_templates(opened)
        self._render(opened)
        level = self._config.validation.links.anchors
        for page in opened.pages:
            page.validate_anchor_links(files=opened.files, log_level=level)
        self._config.plugins.on_post_build(config=self._config)
        return opened

    # -- reading -------------------------------------------------------------

    def _key(self, page: "Page") -> bytes:
        """A digest of what the page's body depends on, known before it is read."""
        file = page.file
        parts = (
            file.src_uri,
            file.dest_uri,
            page.url,
            page.edit_url or "",
            str(page.is_homepage),
            self._digests.digest(file.abs_src_path or ""),
            *(plugin.facts(page) for plugin in self._tellers),
        )
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return sha256(self._settings + text).digest()

    def _known_or_read(self, file: "File", files: Files) -> "Page":
        page = self._bodies.adopted(file, self._config)
        for record, part in self._known(page, files):
            know(page, record, files)
            self._records.pages[file.src_uri] = record
            if part is not None:
                self._supplied[file.src_uri] = part
            return page
        self._read_page(page, files)
        return page

    def _prepare(self, documents: Sequence["File"], files: Files) -> None:
        """Whoever can may make now what ``_known_or_read`` will look for."""

    def _known(
        self, page: "Page", files: Files
    ) -> Iterator[tuple[PageRecord, LanguagePart | None]]:
        """What is known of a page and still true, by other machines' parts first."""
        article = page.file.src_uri
        for part, pages in [*self._parts, (None, self._records.pages)]:
            record = pages.get(article)
            if (
                record is not None
                and record.key == self._key(page)
                and lead_where_they_did(record.targets, files)
            ):
                yield record, part

    def _read_page(self, page: "Page", files: Files) -> None:
        if page.file.src_uri not in self._read:
            forget(page)
            steps._populate_page(page, self._config, files)  # noqa: SLF001 - see the module
            self._read.add(page.file.src_uri)

    def _is_current(self, page: "Page", around: bytes) -> bool:
        """Whether the page in the site, or a supplied one, is as it must be."""
        if page.file.src_uri in self._read:
            return False
        article, place = page.file.src_uri, page.file.dest_uri
        if self._records.pages[article].around != around:
            return False
        if article in self._supplied:
            return self._has_taken(article, place)
        return self._places.folder.is_unchanged(place)

    def _has_taken(self, article: str, place: str) -> bool:
        """Put the page that another machine made where it is to be."""
        content = self._supplied[article].rendered_file(place)
        if content is None:
            return False
        write_file(self._places.built / place, content)
        return True

    # -- rendering -----------------------------------------------------------

    def _render(self, opened: Opened) -> None:
        """Write the pages that were read; search learns of all, in their order."""
        entries = search_entries(self._config)
        done = 0
        for page in opened.pages:
            path = page.file.src_uri
            if path not in self._read:
                record = self._kept.pages[path] = self._records.pages[path]
                entries += record.entries
                continue
            self._render_page(page, opened, entries)
            done += 1
            self._progress(Progress(self._locale, "build", done, len(self._read)))

    def _render_page(
        self, page: "Page", opened: Opened, entries: list[dict[str, Any]]
    ) -> None:
        start = len(entries)
        self._write(page, opened)
        self._note(cast("KeptPage", page), tuple(entries[start:]))

    def _write(self, page: "Page", opened: Opened) -> None:
        steps._build_page(  # noqa: SLF001 - see the module
            page, self._config, opened.documents, opened.nav, opened.env
        )

    def _note(self, page: KeptPage, entries: tuple[dict[str, Any], ...]) -> None:
        """Make a record of a page just rendered, unless it must be made each time."""
        if page.is_unsure:
            return
        try:
            meta = packed_meta(page.meta)
        except TypeError:
            return
        self._kept.pages[page.file.src_uri] = PageRecord(
            key=self._key(page),
            around=b"",
            title=own_title(page),
            meta=meta,
            anchors=tuple(page.present_anchor_ids or ()),
            links=page.linked,
            targets=page.targets,
            said=page.said,
            entries=entries,
        )

    # -- writing -------------------------------------------------------------

    def _copy_static(self, files: Files) -> None:
        """Copy what is no page, unless it lies in the site already."""
        for file in files:
            if file.is_documentation_page() or not _is_included(file):
                continue
            source = stat_of(file.abs_src_path) if file.abs_src_path else None
            if source is not None:
                self._kept.copies[file.dest_uri] = source
            if (
                source is not None
                and source == self._records.copies.get(file.dest_uri)
                and self._places.folder.is_unchanged(file.dest_uri)
            ):
                self._current.add(file.dest_uri)
            else:
                file.copy_file()

    def _build_templates(self, opened: Opened) -> None:
        """Make what the theme has besides pages, unless it lies in the site already."""
        # The sitemap has the day.
        facts = [plugin.sitemap_facts for plugin in self._tellers]
        parts = "\0".join((get_build_date(), *facts))
        shown = sha256(opened.around + parts.encode("utf-8", "surrogatepass")).digest()
        for name in sorted(self._config.theme.static_templates):
            known = self._records.templates.get(name)
            if (
                known is not None
                and known[0] == shown
                and all(map(self._places.folder.is_unchanged, known[1]))
            ):
                self._kept.templates[name] = known
                self._current.update(known[1])
                continue
            steps._build_theme_template(  # noqa: SLF001 - see the module
                name, opened.env, opened.files, self._config, opened.nav
            )
            made = (name, f"{name}.gz")
            written = tuple(one for one in made if (self._places.built / one).exists())
            if written:
                self._kept.templates[name] = (shown, written)

    def _finish(self, opened: Opened) -> None:
        pages = opened.pages
        self._current.update(
            page.file.dest_uri
            for page in pages
            if page.file.src_uri not in self._read
            and page.file.src_uri not in self._supplied
        )
        places = self._places
        places.folder.replace(places.built, current=self._current)
        records = self._records
        records.pages = around_all(self._kept.pages, opened.around)
        records.copies = self._kept.copies
        records.templates = self._kept.templates
        records.save(version=places.state(self._version))
        self._digests.save()


def _is_included(file: "File") -> bool:
    is_included: bool = file.inclusion.is_included()  # type: ignore[no-untyped-call]  # in MkDocs
    return is_included
