"""The termbases of a project, from its files."""

from collections.abc import Iterator
from pathlib import Path

from bitext.check.termbase import Term, Termbase, TermbaseError, Use, read_csv
from bitext.exchange import tbx
from bitext.exchange.incoming_files import decoded, read_within_bounds
from bitext.exchange.languages import is_language
from bitext.locales import Locale
from bitext.site.project import Project

__all__ = ["read_termbase"]

_TBX = (".tbx", ".xml")
_TABLES = (".csv", ".tsv")


def read_termbase(project: Project) -> Termbase:
    """All terms that the setting ``check.terms`` names; none without it.

    Raises TermbaseError and ExchangeFileError for files that cannot be used.
    """
    return Termbase(
        tuple(
            term
            for name in project.config.check.terms
            for term in _terms(project, name)
        )
    )


def _terms(project: Project, name: str) -> Iterator[Term]:
    path = project.root / name
    suffix = Path(name).suffix.lower()
    if suffix not in _TBX + _TABLES:
        raise TermbaseError(f"{name}: is no termbase; give a .csv or .tbx file")
    content = read_within_bounds(path)
    if suffix in _TABLES:
        yield from read_csv(decoded(content, shown=name), shown=name)
    else:
        yield from _of_concepts(content, project, shown=name)


def _of_concepts(content: bytes, project: Project, *, shown: str) -> Iterator[Term]:
    """What concepts say of the project's languages.

    A term of the source with no word of a language says nothing of it.
    """
    source = project.config.source.locale
    for concept in tbx.read(content, shown=shown):
        originals = _texts(concept, source, is_avoided=False)
        for item in project.config.locales:
            wanted = _texts(concept, item.locale, is_avoided=False)
            avoided = _texts(concept, item.locale, is_avoided=True)
            code, note = item.locale.code, concept.note
            for original in originals:
                for use, texts in ((Use.TARGET, wanted), (Use.AVOID, avoided)):
                    if texts:
                        yield Term(original, use, texts, code, note=note)


def _texts(
    concept: tbx.Concept, locale: Locale, *, is_avoided: bool
) -> tuple[str, ...]:
    return tuple(
        one.text
        for one in concept.terms
        if one.is_avoided is is_avoided and is_language(one.language, locale)
    )
