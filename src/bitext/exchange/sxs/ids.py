"""Faults in the ids of units, which every file keeps that the pipeline wrote."""

from collections.abc import Iterator

from bitext.exchange.sxs.document import Damage, Document, Fault, Unit

__all__ = ["id_faults"]


def id_faults(document: Document) -> Iterator[Damage]:
    """Yield ids used twice, the first number that does not rise, and empty halves.

    Such units are read like all others: nothing in a project goes by their ids.
    """
    seen: set[str] = set()
    highest = 0
    rises = True
    offset = len(document.bom) + len(document.front)
    for part in document.parts:
        if not isinstance(part, Unit):
            offset += len(part)
            continue
        name = f"{part.prefix}-{part.number}"
        if name in seen:
            yield Damage(Fault.DUPLICATE, offset)
        elif part.number.isdigit():
            # One is enough: all after it might be said not to rise.
            if rises and int(part.number) < highest:
                rises = False
                yield Damage(Fault.UNSORTED, offset)
            highest = max(highest, int(part.number))
        seen.add(name)
        if not part.source.strip() or not part.target.strip():
            yield Damage(Fault.EMPTY, offset)
        offset += len(part.render())
