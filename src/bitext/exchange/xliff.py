"""XLIFF 1.2, the file of translators' desktop tools.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. Codes are ``ph``, ``bpt`` and
``ept`` with the Markdown they stand for inside.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from bitext.exchange.codes import Code, Ref, Role, shown
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
_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SKELETON = (
    f'<?xml version="1.0" encoding="UTF-8"?>'
    f'<xliff version="1.2" xmlns="{_NAMESPACE}">'
    f'<file original="NoName" source-language="en" datatype="x-markdown"><body/></file>'
    f"</xliff>"
)
_ELEMENTS = {Role.SINGLE: "ph", Role.OPEN: "bpt", Role.CLOSE: "ept"}
_ROLES = {
    "ph": Role.SINGLE,
    "x": Role.SINGLE,
    "bpt": Role.OPEN,
    "bx": Role.OPEN,
    "ept": Role.CLOSE,
    "ex": Role.CLOSE,
}
_BOLD = frozenset({"**", "__"})
_KINDS = {"bold": "bold", "emphasis": "italic", "link": "link"}
_MACHINE = frozenset({"leveraged-mt", "mt-suggestion"})
_MEMORY = frozenset({"leveraged-tm", "leveraged-repository", "exact-match", "id-match"})
_SIGNED = frozenset({"signed-off", "final"})
_DONE = _SIGNED | {"translated"}


def write(messages: Sequence[Outgoing], *, source: Locale, target: Locale) -> bytes:
    """The file with ``messages``, those of an article together.

    Raises ExtraMissingError.
    """
    module = storage("xliff")
    store = module.Xliff1File.parsestring(_SKELETON.encode())
    store.encoding = "UTF-8"
    store.setsourcelanguage(source.code)
    store.settargetlanguage(target.code)
    for one in messages:
        if store.switchfile(shown(one.article), createifmissing=True):
            store.body.getparent().set("datatype", "x-markdown")
        unit = module.Xliff1Unit("")
        store.addunit(unit)
        unit.xmlelement.set("id", one.id)
        put(unit.source_dom, one.source, make=_code)
        state = one.state
        unit.markapproved(one.message.is_translated)
        if one.message.target:
            element = unit.createlanguageNode(target.code, "", "target")
            unit.set_target_dom(element, append=True)
            put(element, one.target, make=_code)
            element.set("state", _state(state))
            if state.is_machine:
                element.set("state-qualifier", "leveraged-mt")
        for note in one.notes:
            unit.addnote(shown(note), origin="developer")
    # The toolkit makes each unit in the namespace of XLIFF 1.1 first.
    etree.cleanup_namespaces(store.document)
    return bytes(store)


def _state(state: State) -> str:
    if state.is_fuzzy:
        return "needs-review-translation"
    return "translated" if state.is_machine else "final"


def _code(code: Code) -> Element:
    element = etree.Element(f"{{{_NAMESPACE}}}{_ELEMENTS[code.role]}")
    element.set("id", str(code.number))
    if code.role is not Role.CLOSE:
        kind = "bold" if code.original in _BOLD else code.kind
        element.set("ctype", _KINDS.get(kind, f"x-{kind}"))
    element.text = shown(code.original)
    return element


def read(
    content: bytes, *, shown_as: str, locale: Locale
) -> Iterator[Incoming | Refused]:
    """The units of a file, in order; what cannot be read of one is said.

    Raises ExchangeFileError where it is no such file or of another language,
    ExtraMissingError.
    """
    module = storage("xliff")
    store = parsed(module.Xliff1File, safe_xml(content, shown=shown_as), shown=shown_as)
    for file in store.document.getroot().iterchildren(store.namespaced("file")):
        require_language(file.get("target-language"), locale, path=shown_as)
    for unit in store.units:
        element: Element = unit.xmlelement
        file = next(element.iterancestors(store.namespaced("file")), None)
        if file is None or element.get("translate") == "no":
            continue
        article = file.get("original", "")
        place = f"{shown_as}:{element.sourceline or 1}"
        try:
            yield _unit(unit, place=place, article=article)
        except UnitRefusedError as error:
            yield Refused(place, element.get("id", ""), str(error))


def _unit(unit: Any, *, place: str, article: str) -> Incoming:  # noqa: ANN401 - the toolkit has no types
    element: Element = unit.xmlelement
    # Not unit.target: its text has the codes in it, and a lone target is no source.
    target = element.find(unit.namespaced("target"))
    qualifier = "" if target is None else target.get("state-qualifier", "")
    return Incoming(
        place,
        article,
        element.get("id", ""),
        parts_of(element.find(unit.namespaced("source")), read=_inner),
        parts_of(target, read=_inner),
        State(
            is_fuzzy=_is_fuzzy(element, target, qualifier),
            is_machine=qualifier in _MACHINE,
        ),
        is_from_memory=qualifier in _MEMORY,
    )


def _is_fuzzy(unit: Element, target: Element | None, qualifier: str) -> bool:
    """Whether the translation waits for somebody, by the states of many tools."""
    state = None if target is None else target.get("state")
    if state in _SIGNED:
        return False
    if qualifier == "fuzzy-match" or (state and state not in _DONE):
        return True
    return unit.get("approved") == "no"


def _inner(element: Element) -> Inner:
    name = local(element)
    if name == "mrk":
        return Inner(has_words=True)
    number = element.get("id", "")
    if name == "g":
        return Inner(
            (Ref(number, Role.OPEN),), (Ref(number, Role.CLOSE),), has_words=True
        )
    if name not in _ROLES or len(element):
        raise UnitRefusedError(f"<{name}> is no code of this message")
    return Inner((Ref(number, _ROLES[name], element.text),))
