"""Words and codes as the inline elements of an XML format, and back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from bitext.exchange.codes import Code, Part, Ref
from bitext.exchange.errors import UnitRefusedError

__all__ = ["Element", "Inner", "local", "parts_of", "put"]

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Inner:
    """What an inline element stands for."""

    start: tuple[str | Ref, ...] = ()
    end: tuple[str | Ref, ...] = ()
    has_words: bool = False
    """Whether its contents belong to the text, between the two."""


Reader = Callable[[Element], Inner]
"""What a format makes of an inline element; raises UnitRefusedError."""


def local(element: Element) -> str:
    """Name of an element without its namespace."""
    return etree.QName(element).localname


def put(
    element: Element, parts: Sequence[Part], *, make: Callable[[Code], Element]
) -> None:
    """Add to ``element``; each code becomes the element ``make`` makes of it."""
    last: Element | None = element[-1] if len(element) else None
    for part in parts:
        if isinstance(part, Code):
            last = make(part)
            element.append(last)
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def parts_of(element: Element | None, *, read: Reader) -> tuple[str | Ref, ...]:
    """What an element holds, as words and codes; nothing for no element.

    Raises UnitRefusedError for what ``read`` does not know.
    """
    return () if element is None else tuple(_parts(element, read=read, depth=0))


def _parts(element: Element, *, read: Reader, depth: int) -> Iterator[str | Ref]:
    if depth > _DEEPEST:
        raise UnitRefusedError("its codes are nested too deep")
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            inner = read(child)
            yield from inner.start
            if inner.has_words:
                yield from _parts(child, read=read, depth=depth + 1)
            yield from inner.end
        elif child.tag is etree.Entity:
            raise UnitRefusedError("it holds an entity that nothing defines")
        if child.tail:
            yield child.tail
