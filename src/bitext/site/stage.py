"""One language's staged tree: its whole ``docs/`` and its configuration."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path

from bitext.catalog import catalogs_folder, memory_path
from bitext.check.guard import Judge
from bitext.config import LocaleConfig
from bitext.files import write_atomic
from bitext.markdown.marks import milestone
from bitext.markdown.segments import join
from bitext.site.articles import ArticleReader, PreparedArticle
from bitext.site.inputs import FileDigests
from bitext.site.project import Project
from bitext.site.result import Progress, ProgressCallback, Unpublished
from bitext.site.staged_config import SiteTexts, write_config
from bitext.site.translations import (
    Found,
    Translations,
    refuse_site_text,
    translated_nav,
)

__all__ = ["Stager"]


@dataclass(frozen=True, slots=True)
class _Staged:
    """A page as it was staged: by what, how it lies there, what it does not show."""

    key: str
    size: int
    changed_ns: int
    is_complete: bool
    unpublished: tuple[Unpublished, ...]


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
        self._translations = Translations(project.locales_dir, locale=language.locale)

    def stage(
        self, *, output: Path, progress: ProgressCallback
    ) -> tuple[Path, tuple[Unpublished, ...]]:
        """The staged ``mkdocs.yml``, which builds into ``output``, and what it lacks.

        Nothing is written outside the staged tree. A catalog that cannot be read leaves
        its page in the source language.
        """
        texts, unpublished = self._site_texts()
        config = write_config(self._project, self._language, output=output, texts=texts)
        record = self._folder / "pages.json"
        before, after = _loaded(record), {}
        total = len(self._project.articles)
        memory = self._memory_digest()
        for number, path in enumerate(self._project.articles, start=1):
            staged = self._current(path, before.get(path), memory=memory)
            after[path] = staged or self._page(path, memory=memory)
            unpublished += after[path].unpublished
            progress(Progress(self._language.locale.code, "stage", number, total))
        self._copy_files()
        write_atomic(record, _dumped(after))
        return config, tuple(unpublished)

    def _site_texts(self) -> tuple[SiteTexts, list[Unpublished]]:
        found = self._translations.site_texts()
        path = self._shown("mkdocs.yml")
        locale = self._language.locale
        unpublished = self._fault(found, path)

        def translate(text: str) -> str:
            target = found.published.get((None, text), text)
            reason = refuse_site_text(text, target, locale=locale)
            if reason:
                line = found.lines.get((None, text), 1)
                unpublished.append(
                    Unpublished(locale.code, path, line, reason, text, target)
                )
            return text if reason else target

        project = self._project
        texts: dict[str, object] = {"site_name": translate(project.site_name)}
        if project.site_description:
            texts["site_description"] = translate(project.site_description)
        if project.nav is not None:
            texts["nav"] = translated_nav(project.nav, translate)
        return texts, unpublished

    def _memory_digest(self) -> str:
        """A digest of every catalog: what an incomplete page's text may come from."""
        gettext = self._language.locale.gettext
        root = self._project.locales_dir
        files = sorted(catalogs_folder(root, gettext=gettext).rglob("*.po"))
        files.append(memory_path(root, gettext=gettext))
        digests = [(str(path), self._digests.digest(path)) for path in files]
        return sha256(json.dumps(digests).encode()).hexdigest()

    def _key(self, path: str, *, memory: str, is_complete: bool) -> str:
        parts = [
            self._reader.fingerprint,
            self._language.locale.code,
            self._digests.digest(self._project.docs_dir / path),
            self._digests.digest(self._translations.path(path)),
            "" if is_complete else memory,
        ]
        return sha256("\0".join(parts).encode()).hexdigest()

    def _current(
        self, path: str, staged: _Staged | None, *, memory: str
    ) -> _Staged | None:
        if staged is None:
            return None
        key = self._key(path, memory=memory, is_complete=staged.is_complete)
        try:
            state = (self._docs / path).stat()
        except OSError:
            return None
        lies_there = (state.st_size, state.st_mtime_ns)
        is_current = lies_there == (staged.size, staged.changed_ns)
        return staged if is_current and staged.key == key else None

    def _page(self, path: str, *, memory: str) -> _Staged:
        prepared = self._reader.read(path)
        found = self._translations.find(path, prepared.article)
        text, unpublished = self._text(path, prepared, found)
        target = self._docs / path
        # Not atomic: a page cut by a kill is not in the record and is made again.
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        state = target.stat()
        return _Staged(
            self._key(path, memory=memory, is_complete=found.is_complete),
            state.st_size,
            state.st_mtime_ns,
            found.is_complete,
            tuple(unpublished),
        )

    def _text(
        self, path: str, prepared: PreparedArticle, found: Found
    ) -> tuple[str, list[Unpublished]]:
        """The page in this language, each segment with its mark."""
        article = prepared.article
        locale = self._language.locale
        shown = self._shown(path)
        unpublished = self._fault(found, shown)
        wanted = [found.published.get(segment.key) for segment in article.segments]
        published: Sequence[str | None] = wanted
        if any(target is not None for target in wanted):
            judge = Judge(article, renderer=self._reader.renderer)
            judgement = judge.judge(wanted, locale=locale)
            published = judgement.published
            for refusal in judgement.refusals:
                segment = article.segments[refusal.index]
                unpublished.append(
                    Unpublished(
                        locale.code,
                        shown,
                        found.lines.get(segment.key, 1),
                        refusal.reason,
                        segment.text,
                        wanted[refusal.index] or "",
                    )
                )

        def mark(index: int | None) -> str:
            if index is None:
                return milestone(None)
            return milestone(
                index,
                is_source=published[index] is None,
                anchor=prepared.anchors.get(index),
            )

        return join(article, published, spaced=locale.spaced, mark=mark), unpublished

    def _fault(self, found: Found, shown: str) -> list[Unpublished]:
        if found.fault is None:
            return []
        fault = found.fault
        code = self._language.locale.code
        return [Unpublished(code, shown, fault.line, f"{fault.what}; {fault.cure}")]

    def _shown(self, article: str) -> str:
        path = self._translations.path(article)
        return os.path.relpath(path, self._project.root).replace(os.sep, "/")

    def _copy_files(self) -> None:
        """Make all else of ``docs_dir`` lie in the tree too, and nothing more."""
        kept = set(self._project.articles)
        for path in _files(self._project.docs_dir):
            if path not in kept:
                kept.add(path)
                _copy(self._project.docs_dir / path, self._docs / path)
        for path in list(_files(self._docs)):
            if path not in kept:
                (self._docs / path).unlink()
        for folder, _, _ in os.walk(self._docs, topdown=False):
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        self._docs.mkdir(parents=True, exist_ok=True)


def _files(folder: Path) -> Iterator[str]:
    for root, _, names in os.walk(folder, followlinks=True):
        for name in names:
            yield (Path(root) / name).relative_to(folder).as_posix()


def _copy(source: Path, target: Path) -> None:
    """Copy unless size and time say it has been.

    No hard link: whatever writes into a staged tree must not reach ``docs_dir``.
    """
    wanted = source.stat()
    if target.exists():
        state = target.stat()
        if (state.st_size, state.st_mtime_ns) == (wanted.st_size, wanted.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def _loaded(record: Path) -> dict[str, _Staged]:
    try:
        entries = json.loads(record.read_bytes())
        return {
            path: _Staged(
                key,
                size,
                changed,
                complete,
                tuple(Unpublished(*one) for one in refused),
            )
            for path, (key, size, changed, complete, refused) in entries.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _dumped(pages: dict[str, _Staged]) -> bytes:
    entries = {path: astuple(page) for path, page in pages.items()}
    return json.dumps(entries, ensure_ascii=False).encode("utf-8", "surrogatepass")
