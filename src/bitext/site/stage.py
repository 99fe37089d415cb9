"""One language's staged tree: its whole ``docs/`` and its configuration."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.layout import catalogs_folder
from bitext.site.articles import ArticleReader, PreparedArticle
from bitext.site.coverage import Coverage, expected, write_coverage
from bitext.site.file_states import FileStates, are_unchanged, file_states
from bitext.site.inputs import FileDigests
from bitext.site.language_part import LanguagePart, supplied_parts
from bitext.site.manifest import PageManifest, write_manifest
from bitext.site.original_paths import original_path
from bitext.site.originals import Originals
from bitext.site.page_texts import PageText, PageTexts
from bitext.site.project import Project
from bitext.site.result import Progress, ProgressCallback, Unpublished
from bitext.site.staged_config import SNIPPETS_FOLDER
from bitext.site.staged_copies import Copy, copies_of
from bitext.site.staged_pages import StagedPage, load_staged, save_staged
from bitext.site.staged_site import SiteStager, unread
from bitext.site.translations import Found, Translations
from bitext.site.tree_files import copy_file, files_below, write_file

__all__ = ["FreshPage", "Stager"]


@dataclass(frozen=True, slots=True)
class FreshPage:
    """A page as it would be staged."""

    text: str
    coverage: Coverage
    files: Mapping[str, bytes]
    """What else it brings into the site, by paths below ``docs_dir``."""


@dataclass(frozen=True, slots=True)
class _Made:
    prepared: PreparedArticle
    found: Found
    page: PageText
    original: bytes | None
    """The source of its segments; None where readers may not ask for it."""


class Stager:
    """Makes the staged tree of one language; pages that are current stay."""

    def __init__(
        self,
        project: Project,
        language: LocaleConfig,
        *,
        reader: ArticleReader,
        digests: FileDigests,
    ) -> None:
        self._project = project
        self._language = language
        self._reader = reader
        self._digests = digests
        self._folder = project.stage_dir / language.locale.code
        self._docs = self._folder / "docs"
        self._translations = Translations(
            project, locale=language.locale, reader=reader, digests=digests
        )
        self._site = SiteStager(
            project, language, translations=self._translations, digests=digests
        )
        self._texts = PageTexts(project, language, reader=reader)
        self._originals = Originals(project, language)
        # Paths as text: making 10,000 of them takes longer than all else.
        self._catalogs = str(
            catalogs_folder(project.locales_dir, gettext=language.locale.gettext)
        )
        included = project.snippets.included
        self._included = {str(file): parts for file, parts in included.items()}
        self._common = (
            f"{reader.fingerprint}\0{language.locale.code}\0"
            f"{project.config.source.locale.code}\0{project.config.carry}\0"
            f"{project.config.outdated}\0{language.links}\0"
            f"{self._originals.fingerprint}"
        )
        """What all pages depend on."""
        self._parts = [
            (part, part.staged(version=self._common))
            for part in supplied_parts(project.stage_dir, language.locale.code)
        ]

    def stage(
        self,
        *,
        output: Path,
        progress: ProgressCallback,
        only: Collection[str] | None = None,
    ) -> tuple[Path, tuple[Unpublished, ...]]:
        """The staged ``mkdocs.yml``, which builds into ``output``, and what it lacks.

        Nothing is written outside the staged tree. A catalog that cannot be read leaves
        its page in the source language. Of articles that are not in ``only``, no more
        may be staged than their beginnings.
        """
        record = self._folder / "pages.staged"
        before, after = load_staged(record, version=self._common), {}
        copies = list(copies_of(self._project, self._language))
        unpublished = self._memory_fault()
        begun = self._folder / "pages.begun"
        beginnings = load_staged(begun, version=self._common) if only else {}
        begins: dict[str, StagedPage] = {}
        for number, copy in enumerate(copies, start=1):
            held = before.get(copy.target)
            staged = self._current(copy, held) or self._supplied(copy)
            if staged or only is None or copy.article in only:
                after[copy.target] = staged or self._copy(copy)
            elif beginning := self._begin(copy, beginnings.get(copy.target)):
                begins[copy.target] = beginning
            else:
                after[copy.target] = self._copy(copy)
            code = self._language.locale.code
            progress(Progress(code, "stage", number, len(copies)))
        for staged in after.values():
            unpublished += staged.unpublished
        originals = {self._original(copy) for copy in copies}
        trees = {*after, *begins}
        self._copy_files({*trees, *originals} if self._originals.is_on else trees)
        if only is not None:
            save_staged(begun, begins, version=self._common)
        if after != before:
            save_staged(record, after, version=self._common)
        own = self._project.variants.pages(self._language.locale.code)
        coverage = self._coverage(copies, after)
        write_coverage(self._folder, coverage, own=own)
        write_manifest(self._folder, self._manifest(copies, after, coverage))
        words = {word for staged in after.values() for word in staged.words}
        config, refused = self._site.stage(words, output=output)
        unpublished += refused
        # An article that is staged twice lacks the same in both places.
        return config, tuple(dict.fromkeys(unpublished))

    def hand_over(self, articles: Collection[str], part: LanguagePart) -> None:
        """Begin ``part``, beside the staged tree, with the pages of ``articles``."""
        record = self._folder / "pages.staged"
        known = load_staged(record, version=self._common)
        pages, files = {}, []
        for copy in copies_of(self._project, self._language):
            if copy.article in articles and not copy.is_snippet:
                pages[copy.target] = known[copy.target]._replace(inputs=(), outputs=())
                files += [copy.target, self._original(copy)]
        there = [name for name in files if (self._folder / name).is_file()]
        part.write_staged(pages, there, version=self._common)

    def _supplied(self, copy: Copy) -> StagedPage | None:
        """The page as another machine staged it, put into the tree."""
        for part, pages in self._parts:
            staged = pages.get(copy.target)
            if (
                staged is None
                or staged.key != self._key(copy, staged.remembered)
                or (staged.missed and not self._translations.is_missing(staged.missed))
            ):
                continue
            inputs = self._input_states(copy)
            outputs = []
            for name in (copy.target, self._original(copy)):
                if (data := part.staged_file(name)) is not None:
                    write_file(self._folder / name, data)
                    outputs.append(f"{self._folder}/{name}")
            if outputs:
                return staged._replace(inputs=inputs, outputs=file_states(outputs))
        return None

    def _coverage(
        self, copies: Iterable[Copy], staged: Mapping[str, StagedPage]
    ) -> Mapping[str, Coverage]:
        """Of each page, with what it includes."""
        of_file = {
            copy.file: Coverage(*staged[copy.target].coverage)
            if copy.target in staged
            else expected(is_translated=Path(self._catalog(copy)).is_file())
            for copy in copies
        }
        return {
            copy.article: sum(
                (
                    of_file.get(str(file), Coverage())
                    for file in self._included.get(copy.file, ())
                ),
                start=of_file[copy.file],
            )
            for copy in copies
            if not copy.is_snippet
        }

    def _manifest(
        self,
        copies: Iterable[Copy],
        staged: Mapping[str, StagedPage],
        coverage: Mapping[str, Coverage],
    ) -> Mapping[str, PageManifest]:
        """What the built page of each article must carry."""
        of_file = {copy.file: staged[copy.target] for copy in copies if copy.is_snippet}
        found = {}
        for copy in copies:
            if copy.is_snippet or copy.target not in staged:
                continue
            own = staged[copy.target]
            parts = [
                of_file[str(file)].numbers
                for file in self._included.get(copy.file, ())
                if str(file) in of_file
            ]
            found[copy.article] = PageManifest(
                own.numbers,
                tuple(number for part in parts for number in part),
                own.unmarked,
                coverage[copy.article].percent,
            )
        return found

    def _key(self, copy: Copy, remembered: Collection[int]) -> str:
        digest = self._digests.digest
        parts = (
            self._common,
            copy.target,
            str(copy.is_snippet),
            copy.file.removeprefix(str(self._project.root)),
            digest(copy.file),
            *map(digest, self._included.get(copy.file, ())),
            digest(self._catalog(copy)),
            self._translations.memory_digest(remembered) if remembered else "",
        )
        return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()

    def _current(self, copy: Copy, staged: StagedPage | None) -> StagedPage | None:
        if staged is None or not are_unchanged(staged.outputs):
            return None
        is_known = not staged.remembered and are_unchanged(staged.inputs)
        if not is_known and staged.key != self._key(copy, staged.remembered):
            return None
        if staged.missed and not self._translations.is_missing(staged.missed):
            return None
        return staged

    def fresh(self, article: str) -> FreshPage | None:
        """The page of ``article`` as it would be staged now; nothing is written.

        None where it is no page of this language, includes others or is included.
        """
        copies = [
            one
            for one in copies_of(self._project, self._language)
            if one.article == article
        ]
        if len(copies) != 1 or copies[0].is_snippet or copies[0].file in self._included:
            return None
        made = self._made(copies[0])
        path = original_path(article, is_snippet=False)
        originals = {} if made.original is None else {path: made.original}
        return FreshPage(made.page.text, made.page.coverage, originals)

    def _made(self, copy: Copy) -> _Made:
        prepared = self._reader.read(copy.article)
        found = self._translations.find(copy.article, prepared.article)
        shown = self._shown(copy.article)
        page = self._texts.of(
            copy.article,
            prepared,
            found,
            catalog=shown,
            is_snippet=copy.is_snippet,
        )
        original = None
        if self._originals.is_on:
            original = self._originals.content(
                copy.article,
                prepared,
                lines=found.lines,
                catalog=shown,
                is_snippet=copy.is_snippet,
            )
        return _Made(prepared, found, page, original)

    def _begin(self, copy: Copy, held: StagedPage | None) -> StagedPage | None:
        """Stage the beginning of a page for its title; None where it takes more."""
        if copy.is_snippet or copy.file in self._included:
            return None
        if staged := self._current(copy, held):
            return staged
        inputs = self._input_states(copy)
        prepared = self._reader.beginning(copy.article)
        if prepared is None:
            return None
        found = self._translations.find(copy.article, prepared.article)
        shown = self._shown(copy.article)
        page = self._texts.of(
            copy.article, prepared, found, catalog=shown, is_snippet=False
        )
        target = f"{self._folder}/{copy.target}"
        write_file(Path(target), page.text.encode())
        return StagedPage(
            self._key(copy, found.remembered),
            inputs,
            file_states([target]),
            found.missed,
            found.remembered,
            (),
            (),
            (),
            (),
            (),
        )

    def _catalog(self, copy: Copy) -> str:
        return f"{self._catalogs}/{copy.article}.po"

    def _copy(self, copy: Copy) -> StagedPage:
        inputs = self._input_states(copy)
        made = self._made(copy)
        outputs = [f"{self._folder}/{copy.target}"]
        write_file(Path(outputs[0]), made.page.text.encode())
        if made.original is not None:
            original = self._folder / self._original(copy)
            # Seldom another: left as it is, it is not copied to the site again.
            if not original.is_file() or original.read_bytes() != made.original:
                write_file(original, made.original)
            outputs.append(str(original))
        found, page = made.found, made.page
        shown = self._shown(copy.article)
        return StagedPage(
            self._key(copy, found.remembered),
            inputs,
            file_states(outputs),
            found.missed,
            found.remembered,
            made.prepared.words,
            page.coverage.values,
            page.numbers,
            page.unmarked,
            (*unread(found.fault, shown, locale=self._language.locale), *page.refusals),
        )

    def _input_states(self, copy: Copy) -> FileStates:
        paths = [
            copy.file,
            *map(str, self._included.get(copy.file, ())),
            self._catalog(copy),
        ]
        return file_states(paths, is_racy=True)

    def _original(self, copy: Copy) -> str:
        """Where the source of its segments goes, below the staged tree."""
        path = original_path(copy.article, is_snippet=copy.is_snippet)
        return f"docs/{path}"

    def _memory_fault(self) -> list[Unpublished]:
        fault = self._translations.memory_fault
        shown = self._relative(Path(fault.path)) if fault else ""
        locale = self._language.locale
        return unread(fault, shown, locale=locale, meanwhile="nothing of it is used")

    def _shown(self, article: str) -> str:
        return self._relative(self._translations.path(article))

    def _relative(self, path: Path) -> str:
        return os.path.relpath(path, self._project.root).replace(os.sep, "/")

    def _copy_files(self, staged: Collection[str]) -> None:
        """Make all else of ``docs_dir`` lie in the tree too, and nothing more.

        ``staged`` are the copies of articles, by their paths below the tree.
        """
        kept = set(staged)
        docs_dir, variants = self._project.docs_dir, self._project.variants
        own = variants.of.get(self._language.locale.code, {})
        others = (path for path in files_below(docs_dir) if path not in variants.files)
        for path in (*own, *others):
            if f"docs/{path}" not in kept:
                kept.add(f"docs/{path}")
                copy_file(docs_dir / own.get(path, path), self._docs / path)
        for name in ("docs", SNIPPETS_FOLDER):
            for path in list(files_below(self._folder / name)):
                if f"{name}/{path}" not in kept:
                    (self._folder / name / path).unlink()
            for folder, _, _ in os.walk(self._folder / name, topdown=False):
                if not any(Path(folder).iterdir()):
                    Path(folder).rmdir()
        self._docs.mkdir(parents=True, exist_ok=True)
