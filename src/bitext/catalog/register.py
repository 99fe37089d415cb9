"""Which texts a locale has translations of, told without reading its catalogs.

A register is a set of marks: short hashes of the texts that have a valid or a fuzzy
translation somewhere, of the words of the valid ones, and of the deleted articles that
``memory.po`` keeps. Made of one file at a time, it can be kept; what has no mark in it
need not be looked for, and what has one is in the files that gave it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol

from bitext.catalog.atoms import words_key
from bitext.catalog.catalog import Catalog
from bitext.catalog.memory import (
    DELETED_FACT,
    Memory,
    Remembered,
    parted_context,
    recalled,
)
from bitext.catalog.message import Key, Message, before_edit
from bitext.catalog.standing import Standing

__all__ = [
    "Glance",
    "Register",
    "Sought",
    "catalog_marks",
    "deleted_mark",
    "memory_marks",
]

_MARK_BYTES = 8
_KEPT_MEMORIES = 64


class Register(Protocol):
    """Marks, and the files that gave them."""

    def __contains__(self, mark: int, /) -> bool:
        """Whether a file gave ``mark``."""

    def files(self, mark: int) -> tuple[str, ...]:
        """The files that gave ``mark``, in path order."""


def catalog_marks(catalog: Catalog) -> Iterator[int]:
    """Marks of what an update may take from the catalog of an article."""
    for message in (*catalog.messages, *catalog.obsolete):
        yield from _marks(message)


def memory_marks(memory: Catalog) -> Iterator[int]:
    """Marks of what an update may take from ``memory.po``."""
    for message in (*memory.messages, *memory.obsolete):
        article = parted_context(message)
        if article is None:
            yield from _marks(message)
            continue
        yield from _marks(recalled(message))
        if DELETED_FACT in message.facts:
            yield deleted_mark(article)


def deleted_mark(article: str) -> int:
    """Stands for anything that ``memory.po`` keeps of a deleted article."""
    return _mark("deleted", article)


def _marks(message: Message) -> Iterator[int]:
    valid = before_edit(message) or message
    if valid.is_translated:
        yield _text_mark(valid.key, is_fuzzy=False)
        yield _words_mark(valid.key)
    if message.is_fuzzy and message.has_target:
        yield _text_mark(message.key, is_fuzzy=True)


def _text_mark(key: Key, *, is_fuzzy: bool) -> int:
    context, source = key
    return _mark("fuzzy" if is_fuzzy else "valid", source, *_also(context))


def _words_mark(key: Key) -> int:
    context, source = key
    return _mark("words", words_key(source), *_also(context))


def _also(context: str | None) -> tuple[str, ...]:
    return () if context is None else (context,)


def _mark(*parts: str) -> int:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    digest = blake2b(text, digest_size=_MARK_BYTES).digest()
    return int.from_bytes(digest, "little")


class Sought:
    """The memory of one locale, of which only the files are read that a text is in."""

    def __init__(self, standing: Standing, *, register: Register) -> None:
        self.register = register
        self._standing = standing
        self._memory = lru_cache(_KEPT_MEMORIES)(self._made)

    def having(self, mark: int) -> Memory:
        """What the files that gave ``mark`` hold."""
        return self._memory(self.register.files(mark))

    def _made(self, files: Iterable[str]) -> Memory:
        return Memory(self._standing.entries(frozenset(files)))


class Glance:
    """A memory that is not looked into for what the register does not name.

    It notes what it was asked for on behalf of one article. It knows nothing similar:
    no reader is shown what only resembles a text, or told of it.
    """

    def __init__(self, memory: Sought) -> None:
        self._memory = memory
        self.missed: set[int] = set()
        """Marks asked for and not found: once one is there, the answer may differ."""
        self.found: set[int] = set()
        """Marks asked for and found: the answer is in the files that gave them."""

    def exact(
        self, wanted: Message, *, article: str, is_fuzzy: bool
    ) -> Remembered | None:
        """As Memory has it."""
        mark = _text_mark(wanted.key, is_fuzzy=is_fuzzy)
        if not self.has(mark):
            return None
        memory = self._memory.having(mark)
        return memory.exact(wanted, article=article, is_fuzzy=is_fuzzy)

    def similar(self, wanted: Message, *, article: str) -> Remembered | None:
        """None."""
        del wanted, article
        return None

    def same_words(self, wanted: Message, *, article: str) -> Sequence[Remembered]:
        """As Memory has it."""
        mark = _words_mark(wanted.key)
        if not self.has(mark):
            return ()
        return self._memory.having(mark).same_words(wanted, article=article)

    def has(self, mark: int) -> bool:
        """Whether the register has ``mark``; noted either way."""
        if mark in self._memory.register:
            self.found.add(mark)
            return True
        self.missed.add(mark)
        return False
