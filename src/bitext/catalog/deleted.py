"""Catalogs of deleted articles: how ``memory.po`` holds them, and how they come back.

An article that returns, from version control or an undone merge, finds its catalog as
it was: header, comments, obsolete messages and dates, not only its translations.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bitext.catalog.catalog import Catalog
from bitext.catalog.memory import (
    DELETED_FACT,
    kept_in_memory,
    parted_context,
    recalled,
)
from bitext.catalog.message import MARKDOWN_TEXT, Message
from bitext.catalog.reader import header_fields

__all__ = ["MOST", "Deleted", "kept_catalog"]

MOST = 0.6
"""Share of their messages by which two articles are one that was moved or edited."""
_LIVE, _OBSOLETE, _CATALOG = "live", "obsolete", "catalog"
_HASH_DIGITS = 16


def kept_catalog(catalog: Catalog, *, article: str) -> list[Message]:
    """All that ``memory.po`` is to hold of ``catalog``, whose ``article`` is gone.

    Beside the messages somebody wrote something in, one that stands for the catalog
    itself: its msgid is the path of the article, its facts say the rest.
    """
    kept = [_whole(catalog, article)]
    for state, messages in (
        (_OBSOLETE, catalog.obsolete),
        (_LIVE, catalog.messages),
    ):
        for message in filter(_says_something, messages):
            facts = {**message.facts, DELETED_FACT: state}
            kept.append(
                kept_in_memory(replace(message, facts=facts, line=0), article=article)
            )
    return kept


def _whole(catalog: Catalog, article: str) -> Message:
    lines = {
        "header": [f"{name}: {value}" for name, value in catalog.header.items()],
        "comment": catalog.comments,
        "flag": catalog.header_flags,
        "trailer": catalog.trailer,
    }
    facts = {name: "\n".join(held) for name, held in lines.items() if held}
    return Message(
        article,
        context=f"{article}|",
        facts={
            **facts,
            DELETED_FACT: _CATALOG,
            "messages": _digest(catalog.messages),
        },
    )


def _says_something(message: Message) -> bool:
    """Whether an update could not make ``message`` again from its article."""
    is_marked = message.is_fuzzy or bool({*message.flags} - {MARKDOWN_TEXT})
    return message.has_target or is_marked or bool(message.comments or message.facts)


def _digest(messages: Iterable[Message]) -> str:
    keys = sorted((message.context or "", message.source) for message in messages)
    return sha256(repr(keys).encode("utf-8")).hexdigest()[:_HASH_DIGITS]


class Deleted:
    """The catalogs of deleted articles in a ``memory.po``."""

    def __init__(self, memory: Catalog) -> None:
        self._wholes: dict[str, Mapping[str, str]] = {}
        self._messages: dict[str, list[Message]] = defaultdict(list)
        for message in memory.messages:
            state = message.facts.get(DELETED_FACT)
            article = parted_context(message)
            if state is None or article is None:
                continue
            if state == _CATALOG:
                self._wholes[article] = message.facts
            else:
                self._messages[article].append(message)

    def catalog(
        self, article: str, *, path: Path, template: Sequence[Message]
    ) -> Catalog | None:
        """The catalog of ``article`` as it was, to be updated and written to ``path``.

        None where it was never deleted, or where the article of that name is another
        one now.
        """
        whole = self._wholes.get(article)
        if whole is None:
            return None
        held = list(self._held(article, _LIVE))
        wanted = {message.key for message in template}
        if whole.get("messages") == _digest(template):
            keys = {message.key for message in held}
            held += [message for message in template if message.key not in keys]
        elif sum(message.key in wanted for message in held) < max(1, MOST * len(held)):
            return None
        return Catalog(
            str(path),
            header_fields(whole.get("header", "")),
            held,
            list(self._held(article, _OBSOLETE)),
            comments=_lines(whole, "comment"),
            header_flags=_lines(whole, "flag"),
            trailer=_lines(whole, "trailer"),
        )

    def _held(self, article: str, state: str) -> Iterator[Message]:
        for message in self._messages[article]:
            if message.facts[DELETED_FACT] == state:
                yield replace(recalled(message), is_obsolete=state == _OBSOLETE)


def _lines(whole: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(whole[name].split("\n")) if name in whole else ()
