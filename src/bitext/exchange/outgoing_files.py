"""Where exported files go, and what is left out of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from bitext.catalog import Catalog
from bitext.errors import BitextError
from bitext.exchange.unit import Outgoing

__all__ = ["NothingToExportError", "outgoing", "planned"]

Write = Callable[[Sequence[Outgoing]], bytes]
"""A format's writer: the file with these messages, those of an article together."""


class NothingToExportError(BitextError):
    """No article has a name that was asked for."""

    def __init__(self, patterns: Iterable[str]) -> None:
        super().__init__(
            f"{', '.join(patterns)}: no article has such a path; give paths below "
            f"docs/, such as guides/write.md or 'guides/*'"
        )


def outgoing(
    catalogs: Mapping[str, Catalog], *, patterns: Sequence[str] = ()
) -> dict[str, list[Outgoing]]:
    """The messages of the articles with paths like ``patterns``, or of all.

    Other people's plural entries are no sentences of an article and stay behind.
    Raises NothingToExportError.
    """
    found = {
        article: [
            Outgoing(article, message)
            for message in catalog.messages
            if message.plural_source is None
        ]
        for article, catalog in catalogs.items()
        if not patterns or any(fnmatchcase(article, one) for one in patterns)
    }
    if patterns and not found:
        raise NothingToExportError(patterns)
    return {article: messages for article, messages in found.items() if messages}


def planned(
    articles: Mapping[str, Sequence[Outgoing]],
    *,
    output: Path,
    suffix: str,
    write: Write,
) -> Iterator[tuple[Path, bytes]]:
    """The files to write: ``output`` alone if it ends like ``suffix``, else a folder.

    In a folder each article has a file, at its path.
    """
    if output.suffix.lower() == suffix:
        yield output, write([one for messages in articles.values() for one in messages])
        return
    for article, messages in articles.items():
        yield output / PurePosixPath(f"{article}{suffix}"), write(messages)
