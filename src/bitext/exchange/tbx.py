"""Termbases in TBX, the XML of ISO 30042, versions 2 and 3.

A concept has terms in several languages; a term's status tells whether it is to be
used. What else a TBX file may hold is not asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bitext.exchange.errors import ExchangeFileError
from bitext.exchange.incoming_files import safe_xml
from bitext.exchange.inline_xml import local

__all__ = ["Concept", "ConceptTerm", "read"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_STATUS = ("administrativeStatus", "normativeAuthorization")
_AVOIDED = ("deprecated", "superseded", "obsolete", "notRecommended")


@dataclass(frozen=True, slots=True)
class ConceptTerm:
    """A term of a concept in one language."""

    language: str
    """As the file names it."""
    text: str
    is_avoided: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What several terms mean."""

    terms: tuple[ConceptTerm, ...]
    note: str = ""


def read(content: bytes, *, shown: str) -> Iterator[Concept]:
    """The concepts of a file, in order.

    Nothing is fetched, and no entity resolved. Raises ExchangeFileError.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(safe_xml(content, shown=shown), parser)
    except etree.XMLSyntaxError as error:
        raise ExchangeFileError(
            f"{shown}:{error.lineno}",
            what=f"is no XML: {error.msg}",
            cure="export it anew",
        ) from error
    concepts = [one for one in root.iter() if _is(one, _CONCEPTS)]
    if not concepts and local(root) not in {"martif", "tbx"}:
        raise ExchangeFileError(
            shown, what="is no TBX file", cure="export the termbase as TBX"
        )
    for concept in concepts:
        terms = tuple(
            found
            for language in concept.iter()
            if _is(language, _LANGUAGES)
            for found in _terms(language)
        )
        notes = (one for one in concept if _is(one, ("note",)))
        yield Concept(terms, _text(next(notes, None)))


def _terms(language: etree._Element) -> Iterator[ConceptTerm]:
    code = language.get(_LANGUAGE, "")
    for section in language.iter():
        if not _is(section, _TERMS):
            continue
        parts = list(section.iter())
        texts = [_text(one) for one in parts if _is(one, ("term",))]
        statuses = [
            (one.text or "")
            for one in parts
            if _is(one, ("termNote",)) and one.get("type") in _STATUS
        ]
        is_avoided = any(word in one for one in statuses for word in _AVOIDED)
        yield from (ConceptTerm(code, text, is_avoided) for text in texts if text)


def _text(element: etree._Element | None) -> str:
    texts = () if element is None else element.itertext()
    return " ".join("".join(map(str, texts)).split())


def _is(element: etree._Element, names: tuple[str, ...]) -> bool:
    # Comments have a function for a tag.
    return isinstance(element.tag, str) and local(element) in names
