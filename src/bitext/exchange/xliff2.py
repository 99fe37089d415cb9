"""XLIFF 2.0, the newer and quite different standard.

http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. Codes are ``ph``
and ``pc``; the Markdown they stand for is each unit's ``originalData``.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from bitext.exchange.codes import Code, Part, Ref, Role, shown
from bitext.exchange.errors import UnitRefusedError
from bitext.exchange.incoming_files import safe_xml
from bitext.exchange.inline_xml import Element, Inner, local, parts_of, put
from bitext.exchange.intake import Refused
from bitext.exchange.languages import require_language
from bitext.exchange.toolkit import parsed, storage
from bitext.exchange.unit import Incoming, Outgoing, State
from bitext.locales import Locale

__all__ = ["SUFFIXES", "read", "write"]

SUFFIXES = (".xlf", ".xliff")
_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MACHINE = "bitext:mt"


def _named(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def write(messages: Sequence[Outgoing], *, source: Locale, target: Locale) -> bytes:
    """The file with ``messages``, those of an article together.

    Raises ExtraMissingError.
    """
    module = storage("xliff2")
    store = module.Xliff2File(sourcelanguage=source.code, targetlanguage=target.code)
    store.encoding = "UTF-8"
    root = store.document.getroot()
    for file in root.findall(_named("file")):
        root.remove(file)
    for index, (article, group) in enumerate(
        groupby(messages, lambda one: one.article)
    ):
        # A file's id must be a name token, which a path need not be.
        store.body = etree.SubElement(root, _named("file"))
        store.body.set("id", f"f{index + 1}")
        store.body.set("original", shown(article))
        for one in group:
            _add(store, one, module=module)
    return bytes(store)


def _add(store: Any, one: Outgoing, *, module: Any) -> None:  # noqa: ANN401 - the toolkit has no types
    unit = module.Xliff2Unit("")
    store.addunit(unit)
    element: Element = unit.getunitelement()
    element.set("id", one.id)
    element.set("canResegment", "no")
    segment: Element = unit.xmlelement
    # The standard has it here, the toolkit at the segment.
    element.set(_SPACE, segment.attrib.pop(_SPACE))
    children: list[Element] = []
    if one.notes:
        notes = etree.Element(_named("notes"))
        for note in one.notes:
            etree.SubElement(notes, _named("note"), category="developer").text = shown(
                note
            )
        children.append(notes)
    data = _data(one)
    if len(data):
        children.append(data)
    element[:0] = children
    ids = {part: name for name, part in _originals(one)}
    _put(unit.source_dom, one.source, ids=ids)
    if one.message.target:
        target = unit.createlanguageNode("", "", "target")
        unit.set_target_dom(target, append=True)
        _put(target, one.target, ids=ids)
    segment.set("state", _state(one))
    if one.message.target and one.state.is_machine:
        segment.set("subState", _MACHINE)


def _state(one: Outgoing) -> str:
    if not one.message.target or one.state.is_fuzzy:
        return "initial"
    return "translated" if one.state.is_machine else "final"


def _originals(one: Outgoing) -> Iterator[tuple[str, str]]:
    """Names for what the codes of a unit stand for, each once."""
    found = dict.fromkeys(
        part.original for part in (*one.source, *one.target) if isinstance(part, Code)
    )
    for index, original in enumerate(found):
        yield f"d{index + 1}", original


def _data(one: Outgoing) -> Element:
    data = etree.Element(_named("originalData"))
    for name, original in _originals(one):
        etree.SubElement(data, _named("data"), id=name).text = shown(original)
    return data


def _put(element: Element, parts: Sequence[Part], *, ids: Mapping[str, str]) -> None:
    """Fill ``element``; pairs that cross each other are written in halves."""
    stack: list[tuple[Code, int]] = []
    nested: dict[int, int] = {}
    for index, part in enumerate(parts):
        if not isinstance(part, Code):
            continue
        if part.role is Role.OPEN:
            stack.append((part, index))
        elif part.role is Role.CLOSE and stack and stack[-1][0].number == part.number:
            nested[stack.pop()[1]] = index
        elif part.role is Role.CLOSE:
            stack = [one for one in stack if one[0].number != part.number]
    _put_between(element, parts, 0, len(parts), nested=nested, ids=ids)


def _put_between(  # noqa: PLR0913 - a range of a text and how it is written
    element: Element,
    parts: Sequence[Part],
    start: int,
    end: int,
    *,
    nested: Mapping[int, int],
    ids: Mapping[str, str],
) -> None:
    index = start
    while index < end:
        part = parts[index]
        last = nested.get(index)
        if last is None:
            put(element, [part], make=lambda code: _half(code, ids))
            index += 1
            continue
        close = parts[last]
        inner = etree.SubElement(element, _named("pc"))
        if isinstance(part, Code) and isinstance(close, Code):
            inner.set("id", str(part.number))
            inner.set("dataRefStart", ids[part.original])
            inner.set("dataRefEnd", ids[close.original])
        _put_between(inner, parts, index + 1, last, nested=nested, ids=ids)
        index = last + 1


def _half(code: Code, ids: Mapping[str, str]) -> Element:
    """A code that is no pair, or half of one that crosses another."""
    name = {Role.SINGLE: "ph", Role.OPEN: "sc", Role.CLOSE: "ec"}[code.role]
    element = etree.Element(_named(name))
    element.set("startRef" if code.role is Role.CLOSE else "id", str(code.number))
    element.set("dataRef", ids[code.original])
    return element


def read(
    content: bytes, *, shown_as: str, locale: Locale
) -> Iterator[Incoming | Refused]:
    """The units of a file, in order; what cannot be read of one is said.

    Raises ExchangeFileError where it is no such file or of another language,
    ExtraMissingError.
    """
    module = storage("xliff2")
    store = parsed(module.Xliff2File, safe_xml(content, shown=shown_as), shown=shown_as)
    require_language(store.gettargetlanguage(), locale, path=shown_as)
    elements = dict.fromkeys(unit.getunitelement() for unit in store.units)
    for element in elements:
        if element.get("translate") == "no":
            continue
        file = next(element.iterancestors(store.namespaced("file")), None)
        place = f"{shown_as}:{element.sourceline or 1}"
        try:
            article = "" if file is None else file.get("original", file.get("id", ""))
            yield _unit(element, place=place, article=article)
        except UnitRefusedError as error:
            yield Refused(place, element.get("id", ""), str(error))


def _unit(element: Element, *, place: str, article: str) -> Incoming:
    said: dict[str | None, str] = {
        data.get("id"): "".join(
            part if isinstance(part, str) else ""
            for part in parts_of(data, read=_character)
        )
        for data in element.iter()
        if isinstance(data.tag, str) and local(data) == "data"
    }

    def inner(code: Element) -> Inner:
        return _inner(code, said)

    source: list[str | Ref] = []
    target: list[str | Ref] = []
    states: list[State] = []
    # A tool may have cut the unit further, and left out the space between.
    for piece in element:
        if not isinstance(piece.tag, str) or local(piece) not in {
            "segment",
            "ignorable",
        }:
            continue
        texts = {local(child): child for child in piece if isinstance(child.tag, str)}
        original = parts_of(texts.get("source"), read=inner)
        source += original
        if local(piece) == "segment":
            target += parts_of(texts.get("target"), read=inner)
            states.append(_read_state(piece))
        else:
            target += parts_of(texts.get("target"), read=inner) or original
    return Incoming(
        place,
        article,
        element.get("id", ""),
        tuple(source),
        tuple(target),
        State(
            is_fuzzy=any(state.is_fuzzy for state in states),
            is_machine=any(state.is_machine for state in states),
        ),
    )


def _read_state(segment: Element) -> State:
    return State(
        is_fuzzy=segment.get("state") == "initial",
        is_machine=segment.get("subState") == _MACHINE,
    )


def _inner(code: Element, said: Mapping[str | None, str]) -> Inner:
    name = local(code)
    number = code.get("id", "")
    if name == "cp":
        return _character(code)
    if name in {"mrk", "sm", "em"}:
        return Inner(has_words=name == "mrk")
    if name == "pc":
        return Inner(
            (Ref(number, Role.OPEN, said.get(code.get("dataRefStart"))),),
            (Ref(number, Role.CLOSE, said.get(code.get("dataRefEnd"))),),
            has_words=True,
        )
    ref = said.get(code.get("dataRef"))
    if name == "ph":
        return Inner((Ref(number, Role.SINGLE, ref),))
    if name == "sc":
        return Inner((Ref(number, Role.OPEN, ref),))
    if name == "ec":
        return Inner((Ref(code.get("startRef", number), Role.CLOSE, ref),))
    raise UnitRefusedError(f"<{name}> is no code of this message")


def _character(code: Element) -> Inner:
    """A character that XML cannot hold, by its number."""
    if local(code) != "cp":
        raise UnitRefusedError(f"<{local(code)}> stands among original data")
    try:
        return Inner((chr(int(code.get("hex", ""), 16)),))
    except (ValueError, OverflowError) as error:
        raise UnitRefusedError("<cp> names no character") from error
