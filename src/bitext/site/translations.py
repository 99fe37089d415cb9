"""The translations of one locale, as an update would leave them."""

from collections import Counter
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from bitext.catalog import SITE_ARTICLE, CatalogError, Key, Message
from bitext.catalog.message import CARRIED_FACT, FUZZY_FACT, before_edit
from bitext.catalog.offers import How
from bitext.catalog.register import Glance, Sought, deleted_mark
from bitext.catalog.scan import has_conflict
from bitext.catalog.standing import Standing
from bitext.catalog.update import updated_messages
from bitext.check.guard import Fault, fault_of_text
from bitext.guard_config import Danger
from bitext.locales import Locale
from bitext.markdown.article import Article, Kind
from bitext.markdown.marks import State
from bitext.site.articles import ArticleReader
from bitext.site.carrying import carrying
from bitext.site.inputs import FileDigests, config_files
from bitext.site.project import Project
from bitext.site.registers import RegisterFile
from bitext.site.sources import Templates

__all__ = [
    "Found",
    "Translations",
    "faults_of_site_texts",
    "nav_titles",
    "translated_nav",
]

_UNCLAIMED = -1
"""Stands for any PO file whose article is gone; no mark is negative."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a locale has for one article, and what that was found by."""

    published: Mapping[Key, str]
    """Context and source to the translation; not fuzzy, not empty."""
    lines: Mapping[Key, int]
    """Context and source to the line of the message in the catalog, 1-based.

    Without those that the catalog does not hold yet."""
    states: Mapping[Key, State] = field(default_factory=dict)
    """What else is known: what is fuzzy, what a machine or an update made."""
    older: Mapping[Key, Message] = field(default_factory=dict)
    """What was valid before an edit of the source, by the source's key today."""
    missed: tuple[int, ...] = ()
    """What was looked for outside the catalog, in vain: marks of a register."""
    remembered: tuple[int, ...] = ()
    """What was found outside the catalog: marks of a register."""
    fault: CatalogError | None = None
    """Why the catalog could not be read."""


class Translations:
    """What an update would leave in a locale's catalogs; nothing is written.

    An article whose catalog has all of its texts is told by that file alone. Of the
    memory, which is every catalog and every article, what holds a text that is asked
    for is read.
    """

    def __init__(
        self,
        project: Project,
        *,
        locale: Locale,
        reader: ArticleReader,
        digests: FileDigests,
    ) -> None:
        self._project = project
        self._locale = locale
        self._digests = digests
        self._templates = Templates(project, reader=reader, locale=locale)
        self._standing = Standing(
            project.locales_dir, locale=locale, templates=self._templates
        )
        self._carrying = carrying(project.config, locale=locale)
        register = RegisterFile(
            project.cache_dir / "registers" / f"{locale.gettext}.marks",
            standing=self._standing,
            digests=digests,
        )
        self._marks = _Marks(register, standing=self._standing)
        self._memory = Sought(self._standing, register=self._marks)

    def path(self, article: str) -> Path:
        """The catalog of ``article``, which need not exist."""
        return self._standing.path(article)

    def find(self, name: str, article: Article) -> Found:
        """Translations of the segments of the article named ``name``."""
        return self._find(name, self._templates.of(name, article))

    def site_texts(self, words: Iterable[str]) -> Found:
        """Translations of the configuration's texts and the renderer's ``words``."""
        return self._find(SITE_ARTICLE, self._templates.site(words))

    @property
    def memory_fault(self) -> CatalogError | None:
        """Conflict markers of a merge in ``memory.po``, or why it cannot be read.

        Other faults are found when the memory is read.
        """
        path = self._standing.memory_file
        try:
            is_suspect = has_conflict(path.read_bytes())
        except OSError:
            is_suspect = True
        if is_suspect:
            self._standing.file(path)
        return self._standing.faults.get(path)

    def is_missing(self, marks: Iterable[int]) -> bool:
        """Whether what an article missed is still to be found nowhere."""
        return not any(mark in self._marks for mark in marks)

    def memory_digest(self, marks: Collection[int]) -> str:
        """A digest of everything that what is taken for ``marks`` depends on."""
        project = self._project
        catalogs = {file for mark in marks for file in self._marks.files(mark)}
        names = self._articles
        if _UNCLAIMED not in marks:
            names = names & {self._article_of.get(file, "") for file in catalogs}
        files = [
            *sorted(catalogs),
            *(str(project.file(name)) for name in sorted(names)),
            *self._shared_files,
        ]
        root = str(project.root)
        digests = "\0".join(
            f"{path.removeprefix(root)}\0{self._digests.digest(path)}" for path in files
        )
        return sha256(digests.encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def _shared_files(self) -> tuple[str, ...]:
        """What any article may depend on."""
        project = self._project
        files = (*project.snippets.files, *config_files(project.config_file))
        return tuple(map(str, files))

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(self._project.translated)

    @cached_property
    def _article_of(self) -> dict[str, str]:
        return {path: article for article, path in self._standing.paths.items()}

    def _find(self, name: str, template: Sequence[Message]) -> Found:
        glance = Glance(self._memory)
        has_catalog = name in self._standing.paths
        if not has_catalog and template:
            # Both may bring a whole catalog along.
            glance.has(_UNCLAIMED)
            glance.has(deleted_mark(name))
        old = self._standing.old(name, template=template)
        if old is None:
            fault = self._standing.faults.get(self.path(name))
            return Found({}, {}, fault=fault)
        messages = updated_messages(
            old.catalog,
            article=name,
            template=template,
            memory=glance,
            locale=self._locale,
            carrying=self._carrying,
        )
        held = old.catalog.messages if has_catalog else ()
        return Found(
            {
                message.key: message.target
                for message in messages
                if message.target and not message.is_fuzzy
            },
            {message.key: message.line for message in held},
            {
                message.key: state
                for message in messages
                if (state := _state(message)) is not None
            },
            {
                message.key: older
                for message in messages
                if (older := before_edit(message)) is not None
            },
            tuple(sorted(glance.missed)),
            tuple(sorted(glance.found)),
        )


class _Marks:
    """A register that knows of unclaimed catalogs too."""

    def __init__(self, register: RegisterFile, *, standing: Standing) -> None:
        self._register = register
        self._standing = standing

    def __contains__(self, mark: int, /) -> bool:
        """Whether what ``mark`` stands for is to be found."""
        if mark == _UNCLAIMED:
            return bool(self._standing.unclaimed)
        return mark in self._register

    def files(self, mark: int) -> tuple[str, ...]:
        """Where it may be found."""
        if mark == _UNCLAIMED:
            return tuple(self._standing.paths.values())
        return self._register.files(mark)


def _state(message: Message) -> State | None:
    """What a message says of itself; None for a translation as any other.

    A translation of a similar text says nothing of this one.
    """
    if message.is_fuzzy:
        is_own = message.has_target and message.facts.get(FUZZY_FACT) != How.SIMILAR
        return State.FUZZY if is_own else None
    if message.facts.get("origin") == "mt":
        return State.MACHINE
    return State.CARRIED if CARRIED_FACT in message.facts else None


def translated_nav(nav: object, translate: Callable[[str], str]) -> object:
    """``nav`` with its titles translated; paths and addresses stay."""
    if isinstance(nav, list):
        return [translated_nav(item, translate) for item in nav]
    if isinstance(nav, Mapping):
        return {
            translate(str(title)): translated_nav(item, translate)
            for title, item in nav.items()
        }
    return nav


def nav_titles(nav: object) -> Iterator[str]:
    """The titles in ``nav`` of sections and of articles; not those of addresses."""
    if isinstance(nav, list):
        for item in nav:
            yield from nav_titles(item)
    elif isinstance(nav, Mapping):
        for title, item in nav.items():
            if isinstance(item, list) or str(item).endswith(".md"):
                yield str(title)
            yield from nav_titles(item)


def faults_of_site_texts(
    texts: Mapping[str, str], *, nav: object, locale: Locale
) -> dict[str, Fault]:
    """Why translations of nav titles, of the site's name and the like stay unused.

    ``texts`` are translations by their sources.
    """
    faults: dict[str, Fault] = {}
    for source, text in texts.items():
        fault = fault_of_text(source, text, kind=Kind.NAV, locale=locale)
        if fault:
            faults[source] = fault

    def translate(title: str) -> str:
        return title if title in faults else texts.get(title, title)

    # One title that falls back may meet another's translation.
    while clash := next(_clashes(nav, translate), None):
        reason = f"another entry of the navigation beside it says {translate(clash)!r}"
        faults[clash] = Fault(Danger.TITLES, reason)
    return faults


def _clashes(nav: object, translate: Callable[[str], str]) -> Iterator[str]:
    """Translated titles that stand in one mapping with an equal one.

    A mapping holds a key once: one of the two entries would be lost.
    """
    if isinstance(nav, list):
        for item in nav:
            yield from _clashes(item, translate)
    elif isinstance(nav, Mapping):
        titles = [str(title) for title in nav]
        count = Counter(map(translate, titles))
        for title in titles:
            if count[translate(title)] > 1 and translate(title) != title:
                yield title
        for item in nav.values():
            yield from _clashes(item, translate)
