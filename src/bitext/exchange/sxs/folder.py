"""A folder of side-by-side files into a project, decided before anything is written."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bitext.catalog import (
    Catalog,
    CatalogError,
    Changes,
    catalog_bytes,
    parse_catalog,
)
from bitext.catalog.changes import digest, digest_of
from bitext.catalog.header import complete_header
from bitext.catalog.memory import merge_memory
from bitext.errors import BitextError
from bitext.exchange.languages import is_language
from bitext.exchange.sxs.article import Choice, Imported, Importer, Original, Target
from bitext.exchange.sxs.carried import carried_folder, is_media
from bitext.exchange.sxs.document import Fault, read, repair
from bitext.exchange.sxs.draft import Outcome
from bitext.exchange.sxs.facts import facts_of
from bitext.exchange.sxs.media import MediaPlan, plan_media
from bitext.files import read_text, write_all
from bitext.layout import memory_path
from bitext.locales import Locale
from bitext.markdown.article import Article
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import Segmentation, split

__all__ = ["ImportPlan", "ImportRefusedError", "Splitting", "Summary", "import_folder"]

_CONTENTS = "toc.md"
"""Its entries are translated without units; it lists pages and is none."""
_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
_FEW = 200
"""Fewer files than this are done before a second process has started."""
_SHOWN = 20


class ImportRefusedError(BitextError):
    """Files that cannot be imported; nothing of the folder was."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        more = len(faults) - _SHOWN
        shown = [*faults[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]
        super().__init__(
            "\n".join([*shown, "nothing was imported; mend or remove these files"])
        )


@dataclass(frozen=True, slots=True)
class Splitting:
    """How English articles are cut; can be sent to another process."""

    renderer: Callable[[], Renderer]
    """Makes the site's own renderer, once in each process."""
    front_matter: tuple[str, ...] = ("title", "description")
    language: str = "en"
    segmentation: Segmentation = "sentence"

    def splitter(self) -> Callable[[str], Article]:
        """Return a function that cuts an article."""
        return partial(
            split,
            renderer=self.renderer(),
            language=self.language,
            front_matter=self.front_matter,
            segmentation=self.segmentation,
        )


@dataclass(slots=True)
class Summary:
    """What an import found, and what became of it."""

    articles: Counter[Choice] = field(default_factory=Counter)
    units: Counter[Outcome] = field(default_factory=Counter)
    originals: Counter[Original] = field(default_factory=Counter)
    changed_originals: list[str] = field(default_factory=list)
    """Articles whose original is not the one the hand-off names by its hash."""
    given_up: int = 0
    """Runs of articles that could not be placed and stay untranslated."""
    kept: list[tuple[str, Choice]] = field(default_factory=list)
    """Articles that read otherwise than this hand-off, with the reason."""
    contested: list[tuple[str, str]] = field(default_factory=list)
    """Article and text whose translation was edited here and is kept; that of the
    newer hand-off is in ``memory.po``."""
    damage: list[tuple[str, int, Fault]] = field(default_factory=list)
    """Path, line and fault of what was imported in spite of damage."""
    media: int = 0
    """Images and the like that are carried along into ``docs/``."""
    other_media: list[str] = field(default_factory=list)
    """Media that ``docs/`` has with other bytes; the locale keeps its own."""
    left_out: list[str] = field(default_factory=list)
    """Files that are no articles: kept for an export, not translated."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would write."""

    summary: Summary
    changes: Changes
    """Memory first, then catalogs and articles: what moves is never nowhere."""
    copies: tuple[tuple[Path, Path], ...]
    """Files that are no articles: from, to."""

    def write(self) -> int:
        """Carry the plan out; the number of files that changed. Raises WriteError."""
        copied = write_all(
            (target, source.read_bytes()) for source, target in self.copies
        )
        return copied + self.changes.apply()


def import_folder(
    folder: Path,
    *,
    target: Target,
    splitting: Splitting,
    workers: int | None = None,
    on_article: Callable[[int, int], None] = lambda _done, _all: None,
) -> ImportPlan:
    """Plan the import of every side-by-side file below ``folder``.

    Paths below ``folder`` become paths of articles. ``workers`` is a number of
    processes, by default one for each processor this one may use; the plan is the same
    for any number. ``on_article`` is told how many files are done, of how many.

    Raises ImportRefusedError that lists every file that is cut, not UTF-8, of another
    language, or stands in the way unreadably in the project.
    """
    if not folder.is_dir():
        raise ImportRefusedError([f"{folder}: no such folder; check the path"])
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and _VERSION_CONTROL.isdisjoint(path.relative_to(folder).parts)
    )
    articles = [path for path in paths if _is_article(path.relative_to(folder))]
    texts, faults = _read_all(folder, articles, locale=target.locale)
    if faults:
        raise ImportRefusedError(faults)
    if not texts:
        raise ImportRefusedError(
            [f"{folder}: no Markdown files; name the folder that holds the articles"]
        )
    summary = Summary()
    imported: list[Imported] = []
    jobs = _jobs(target, splitting, texts, workers=workers or _processors())
    for done, result in enumerate(jobs, start=1):
        if isinstance(result, Imported):
            imported.append(result)
        else:
            faults.append(result)
        on_article(done, len(texts))
    memories = _memories(imported, target, faults=faults)
    if faults:
        raise ImportRefusedError(faults)
    media, copies = _media(folder, paths, target, summary)
    _sum_up(summary, imported)
    writes = [write for one in imported for write in one.writes]
    # Catalogs before articles, so that an article never stands without its catalog.
    writes.sort(key=lambda write: (write[0].is_relative_to(target.docs), write[0]))
    known = {path: found for one in imported for path, found in one.known.items()}
    changes = Changes(
        (
            *_changed([(path, content) for path, content, _ in memories]),
            *writes,
            *media.writes.items(),
        ),
        tuple(media.deletions),
        known | {path: found for path, _, found in memories},
    )
    return ImportPlan(summary, changes, copies)


def _is_article(name: Path) -> bool:
    """Whether a file is a page of the site; ``name`` is relative to its folder."""
    is_hidden = any(part.startswith(".") for part in name.parts)
    is_page = name.suffix.lower() == ".md" and name.name.lower() != _CONTENTS
    return is_page and not is_hidden


def _read_all(
    folder: Path, paths: Sequence[Path], *, locale: Locale
) -> tuple[dict[str, str], list[str]]:
    """Texts by article, and what is wrong with files that cannot be imported."""
    texts: dict[str, str] = {}
    faults: list[str] = []
    for path in paths:
        try:
            text = read_text(path)
        except BitextError as error:
            faults.append(str(error))
            continue
        document = read(repair(text))
        for damage in document.damage:
            if damage.fault.loses_text:
                line = text.count("\n", 0, damage.offset) + 1
                cure = "the file is cut or damaged: fetch it again"
                faults.append(f"{path}:{line}: {damage.fault}; {cure}")
        language = facts_of(document).content_locale
        if not is_language(language, locale):
            faults.append(
                f"{path}: ms.contentlocale is {language}, not {locale.code}; "
                f"import it with --locale of its own language"
            )
        texts[path.relative_to(folder).as_posix()] = text
    return texts, faults


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _jobs(
    target: Target, splitting: Splitting, texts: dict[str, str], *, workers: int
) -> Iterator[Imported | str]:
    """Results in path order; a text is what is wrong with a file of the project."""
    if workers == 1 or len(texts) < _FEW:
        importer = Importer(target, split=splitting.splitter())
        for item in texts.items():
            yield _run(importer, item)
        return
    # A new process each, never a fork: the caller may be drawing a progress bar.
    with ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(target, splitting),
    ) as pool:
        yield from pool.map(_run_in_worker, texts.items(), chunksize=25)


_worker: list[Importer] = []


def _start_worker(target: Target, splitting: Splitting) -> None:
    _worker[:] = [Importer(target, split=splitting.splitter())]


def _run_in_worker(item: tuple[str, str]) -> Imported | str:
    return _run(_worker[0], item)


def _run(importer: Importer, item: tuple[str, str]) -> Imported | str:
    try:
        known = {path: digest_of(path) for path in importer.paths(item[0])}
        imported = importer.run(*item)
    except BitextError as error:
        return str(error)
    imported.writes = _changed(imported.writes)
    imported.known = {path: known[path] for path, _ in imported.writes}
    return imported


def _changed(writes: Sequence[tuple[Path, bytes]]) -> list[tuple[Path, bytes]]:
    return [
        (path, content)
        for path, content in writes
        if not path.is_file() or path.read_bytes() != content
    ]


def _memories(
    imported: Sequence[Imported], target: Target, *, faults: list[str]
) -> list[tuple[Path, bytes, bytes | None]]:
    """``memory.po`` of each locale that gets something to keep, and what it was."""
    found: list[tuple[Path, bytes, bytes | None]] = []
    for locale in (target.locale, *target.others):
        kept = [
            message
            for one in imported
            for message in one.displaced.get(locale.gettext, ())
        ]
        if not kept:
            continue
        path = memory_path(target.locales_root, gettext=locale.gettext)
        memory = Catalog(str(path))
        known = None
        if path.is_file():
            try:
                held = path.read_bytes()
                memory = parse_catalog(held, path=str(path))
            except CatalogError as error:
                faults.append(str(error))
                continue
            known = digest(held)
        header = complete_header(
            memory.header, locale=locale, edition=target.edition, is_new_set=False
        )
        memory.messages = merge_memory(memory, kept)
        memory.header = header
        found.append((path, catalog_bytes(memory), known))
    return found


def _media(
    folder: Path, paths: Sequence[Path], target: Target, summary: Summary
) -> tuple[MediaPlan, tuple[tuple[Path, Path], ...]]:
    """Plan media, and copies of the other files that are no articles."""
    own = carried_folder(target.locales_root, gettext=target.locale.gettext)
    media: dict[str, Path] = {}
    copies: list[tuple[Path, Path]] = []
    for path in paths:
        name = path.relative_to(folder)
        if _is_article(name):
            continue
        if is_media(path):
            media[name.as_posix()] = path
        else:
            summary.left_out.append(name.as_posix())
            copies.append((path, own / name))
    plan = plan_media(
        media,
        docs=target.docs,
        locales_root=target.locales_root,
        gettext=target.locale.gettext,
        others=tuple(locale.gettext for locale in target.others),
    )
    summary.media = plan.shown
    summary.other_media += plan.own
    return plan, tuple(copies)


def _sum_up(summary: Summary, imported: Sequence[Imported]) -> None:
    for one in imported:
        summary.articles[one.choice] += 1
        summary.originals[one.original] += 1
        summary.units.update(one.units)
        summary.given_up += one.given_up
        summary.contested += [(one.article, source) for source in one.contested]
        summary.damage += [(one.article, *fault) for fault in one.damage]
        if one.original is Original.CHANGED:
            summary.changed_originals.append(one.article)
        if one.choice in {Choice.OUTVOTED, Choice.EDITED}:
            summary.kept.append((one.article, one.choice))
