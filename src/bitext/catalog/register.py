"""Which texts a locale has translations of, told without reading its catalogs.

A register is a set of marks: short hashes of the texts that have a valid or a fuzzy
translation somewhere, of the words of the valid ones, and of the deleted articles that
``memory.po`` keeps. Made of one file at a time, it can be kept; what has no mark in it
need not be looked for.
"""

from collections.abc import Container, Iterator, Sequence
from hashlib import blake2b

from bitext.catalog.atoms import words_key
from bitext.catalog.catalog import Catalog
from bitext.catalog.memory import (
    DELETED_FACT,
    Lookups,
    Remembered,
    parted_context,
    recalled,
)
from bitext.catalog.message import Key, Message

__all__ = ["Glance", "catalog_marks", "deleted_mark", "memory_marks"]

_MARK_BYTES = 8


def catalog_marks(catalog: Catalog) -> Iterator[str]:
    """Marks of what an update may take from the catalog of an article."""
    for message in (*catalog.messages, *catalog.obsolete):
        yield from _marks(message)


def memory_marks(memory: Catalog) -> Iterator[str]:
    """Marks of what an update may take from ``memory.po``."""
    for message in (*memory.messages, *memory.obsolete):
        article = parted_context(message)
        if article is None:
            yield from _marks(message)
            continue
        yield from _marks(recalled(message))
        if DELETED_FACT in message.facts:
            yield deleted_mark(article)


def deleted_mark(article: str) -> str:
    """Stands for anything that ``memory.po`` keeps of a deleted article."""
    return _mark("deleted", article)


def _marks(message: Message) -> Iterator[str]:
    if message.is_translated:
        yield _text_mark(message.key, is_fuzzy=False)
        yield _words_mark(message.key)
    elif message.is_fuzzy and message.has_target:
        yield _text_mark(message.key, is_fuzzy=True)


def _text_mark(key: Key, *, is_fuzzy: bool) -> str:
    context, source = key
    return _mark("fuzzy" if is_fuzzy else "valid", source, *_also(context))


def _words_mark(key: Key) -> str:
    context, source = key
    return _mark("words", words_key(source), *_also(context))


def _also(context: str | None) -> tuple[str, ...]:
    return () if context is None else (context,)


def _mark(*parts: str) -> str:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=_MARK_BYTES).hexdigest()


class Glance:
    """A memory that is not looked into for what the register does not name.

    It notes what it was asked for on behalf of one article. It knows nothing similar:
    no reader is shown what only resembles a text, or told of it.
    """

    def __init__(self, memory: Lookups, *, register: Container[str]) -> None:
        self._memory = memory
        self._register = register
        self.missed: set[str] = set()
        """Marks asked for and not found: once one is there, the answer may differ."""
        self.is_used = False
        """Whether the memory itself was asked."""

    def exact(
        self, wanted: Message, *, article: str, is_fuzzy: bool
    ) -> Remembered | None:
        """As Memory has it."""
        if not self.has(_text_mark(wanted.key, is_fuzzy=is_fuzzy)):
            return None
        return self._memory.exact(wanted, article=article, is_fuzzy=is_fuzzy)

    def similar(self, wanted: Message, *, article: str) -> Remembered | None:
        """None."""
        del wanted, article
        return None

    def same_words(self, wanted: Message, *, article: str) -> Sequence[Remembered]:
        """As Memory has it."""
        if not self.has(_words_mark(wanted.key)):
            return ()
        return self._memory.same_words(wanted, article=article)

    def has(self, mark: str) -> bool:
        """Whether the register has ``mark``; noted either way."""
        if mark in self._register:
            self.is_used = True
            return True
        self.missed.add(mark)
        return False
