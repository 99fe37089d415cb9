"""TMX 1.4b, the memory that all translation tools exchange.

https://www.gala-global.org/tmx-14b. Codes are ``ph``, ``bpt`` and ``ept`` with the
Markdown they stand for inside. A memory has no states; what waits for a translator or
was made by a machine says so in a property that other tools keep.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from bitext.exchange.codes import Code, Ref, Role, shown
from bitext.exchange.errors import UnitRefusedError
from bitext.exchange.incoming_files import safe_xml
from bitext.exchange.inline_xml import Element, Inner, local, parts_of, put
from bitext.exchange.intake import Refused
from bitext.exchange.languages import is_language
from bitext.exchange.toolkit import parsed, storage
from bitext.exchange.unit import Incoming, Outgoing, State
from bitext.locales import Locale

__all__ = ["SUFFIXES", "read", "write"]

SUFFIXES = (".tmx",)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ARTICLE = "x-bitext-article"
_FUZZY = "x-bitext-fuzzy"
_MACHINE = "x-bitext-machine"
_ELEMENTS = {Role.SINGLE: "ph", Role.OPEN: "bpt", Role.CLOSE: "ept"}
_ROLES = {
    "ph": Role.SINGLE,
    "it": Role.SINGLE,
    "ut": Role.SINGLE,
    "bpt": Role.OPEN,
    "ept": Role.CLOSE,
}
_CONTROL = "x-control"


def write(messages: Sequence[Outgoing], *, source: Locale, target: Locale) -> bytes:
    """The file with those of ``messages`` that have a translation.

    Raises ExtraMissingError.
    """
    module = storage("tmx")
    store = module.tmxfile(sourcelanguage=source.code, targetlanguage=target.code)
    store.encoding = "UTF-8"
    # Else what a text begins with is put on a line of its own where it is a code.
    store.XMLindent = {
        "indent": "  ",
        "max_level": 8,
        "leaves": {"prop", "seg"},
        "toplevel": False,
    }
    store.document.getroot().find("header").set("datatype", "x-markdown")
    for one in messages:
        if not one.message.target:
            continue
        unit = module.tmxunit(None)
        element: Element = unit.xmlelement
        element.set("tuid", one.id)
        if one.article:
            _property(element, _ARTICLE, shown(one.article))
        if one.state.is_fuzzy:
            _property(element, _FUZZY, "yes")
        if one.state.is_machine:
            _property(element, _MACHINE, "yes")
        for code, parts in ((source.code, one.source), (target.code, one.target)):
            variant = unit.createlanguageNode(code, "", "source")
            put(variant[0], parts, make=_code)
            element.append(variant)
        store.addunit(unit)
    return bytes(store)


def _property(unit: Element, kind: str, value: str) -> None:
    etree.SubElement(unit, "prop", type=kind).text = value


def _code(code: Code) -> Element:
    element = etree.Element(_ELEMENTS[code.role])
    element.set("x" if code.role is Role.SINGLE else "i", str(code.number))
    if code.role is not Role.CLOSE:
        element.set("type", f"x-{code.kind}")
    is_control = code.kind == "control"
    said = f"U+{ord(code.original):04X}" if is_control else shown(code.original)
    element.text = said
    return element


def read(
    content: bytes, *, shown_as: str, locale: Locale
) -> Iterator[Incoming | Refused]:
    """The units of a file that have a text in ``locale``, in order.

    A unit of another tool names no article. Raises ExchangeFileError where it is no
    such file, ExtraMissingError.
    """
    module = storage("tmx")
    store = parsed(module.tmxfile, safe_xml(content, shown=shown_as), shown=shown_as)
    header = store.document.getroot().find("header")
    declared = "" if header is None else header.get("srclang", "")
    for unit in store.units:
        element: Element = unit.xmlelement
        place = f"{shown_as}:{element.sourceline or 1}"
        try:
            found = _unit(unit, place=place, declared=declared, locale=locale)
        except UnitRefusedError as error:
            yield Refused(place, element.get("tuid", ""), str(error))
        else:
            if found:
                yield found


def _unit(
    unit: Any,  # noqa: ANN401 - the toolkit has no types
    *,
    place: str,
    declared: str,
    locale: Locale,
) -> Incoming | None:
    element: Element = unit.xmlelement
    variants = [
        (_language(variant), variant.find("seg")) for variant in unit.getlanguageNodes()
    ]
    source = element.get("srclang", declared).lower()
    originals = [text for code, text in variants if code.lower() == source]
    if not originals:
        # "*all*", or a region that only the header names.
        originals = [text for code, text in variants if not is_language(code, locale)]
    targets = [
        text
        for code, text in variants
        if code and is_language(code, locale) and text not in originals
    ]
    if not originals or not targets:
        return None
    properties = {one.get("type", ""): one.text or "" for one in element.iter("prop")}
    return Incoming(
        place,
        properties.get(_ARTICLE),
        element.get("tuid", "") if _ARTICLE in properties else "",
        parts_of(originals[0], read=_inner),
        parts_of(targets[0], read=_inner),
        State(
            is_fuzzy=_FUZZY in properties,
            is_machine=_MACHINE in properties,
        ),
        is_from_memory=_ARTICLE not in properties,
    )


def _language(variant: Element) -> str:
    return variant.get(_LANGUAGE) or variant.get("lang") or ""


def _inner(element: Element) -> Inner:
    """What a code says that it stands for; other tools number theirs otherwise."""
    name = local(element)
    if name == "hi":
        return Inner(has_words=True)
    if name not in _ROLES:
        raise UnitRefusedError(f"<{name}> is no code")
    said = "".join(map(str, element.itertext()))
    if element.get("type") == _CONTROL:
        said = _character(said)
    number = element.get("i") or element.get("x") or ""
    return Inner((Ref(number, _ROLES[name], said),))


def _character(said: str) -> str:
    try:
        return chr(int(said.removeprefix("U+"), 16))
    except (ValueError, OverflowError) as error:
        raise UnitRefusedError(f"{said!r} names no character") from error
