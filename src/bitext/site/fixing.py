"""Mends what is mechanical in a project's translations."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bitext.catalog import Catalog, Changes, kind_of, until_settled
from bitext.check.fixes import Fix, fixed
from bitext.check.guard import refuse_text
from bitext.config import LocaleConfig
from bitext.layout import catalog_path
from bitext.markdown.article import JOINED
from bitext.site.catalogs import update_catalogs
from bitext.site.exchange import with_catalogs
from bitext.site.lock import catalogs_held
from bitext.site.project import Project
from bitext.site.sources import Sources, read_sources

__all__ = ["Mended", "apply_fixes", "find_fixes"]

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Mended:
    """A message that can be mended."""

    locale: str
    path: Path
    """Its catalog."""
    fix: Fix


def find_fixes(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    rules: Collection[str] = (),
    advance: Advance | None = None,
) -> tuple[Mended, ...]:
    """What can be mended, of ``rules`` alone if any are named; nothing is written.

    Raises what update_catalogs raises.
    """
    sources = read_sources(project, advance=advance)
    return tuple(
        Mended(item.locale.code, path, fix)
        for item in locales
        for path, _, fixes in _fixes(project, item, sources=sources, rules=rules)
        for fix in fixes
    )


def apply_fixes(
    project: Project,
    *,
    locales: Sequence[LocaleConfig],
    rules: Collection[str] = (),
) -> int:
    """Bring catalogs up to date and mend them; the number of messages mended.

    Raises what find_fixes raises, and what writing catalogs raises.
    """
    count = 0
    with catalogs_held(project):
        sources = read_sources(project)
        for item in locales:

            def decide(item: LocaleConfig = item) -> tuple[int, Changes]:
                return _decided(project, item, sources=sources, rules=rules)

            (mended, _), _ = until_settled(decide, lambda decided: decided[1].apply())
            count += mended
    return count


def _decided(
    project: Project,
    item: LocaleConfig,
    *,
    sources: Sources,
    rules: Collection[str],
) -> tuple[int, Changes]:
    update = update_catalogs(project, locales=[item], sources=sources)[item.locale.code]
    mended: dict[str, Catalog] = {}
    count = 0
    for _, article, fixes in _fixes(project, item, sources=sources, rules=rules):
        by_key = {fix.before.key: fix.after for fix in fixes}
        catalog = update.catalogs[article]
        messages = [by_key.get(one.key, one) for one in catalog.messages]
        mended[article] = replace(catalog, messages=messages)
        count += len(fixes)
    return count, with_catalogs(project, update, catalogs=mended, locale=item.locale)


def _fixes(
    project: Project,
    item: LocaleConfig,
    *,
    sources: Sources,
    rules: Collection[str],
) -> Iterator[tuple[Path, str, list[Fix]]]:
    """Path, article and fixes of each catalog that has any."""
    update = update_catalogs(project, locales=[item], sources=sources)[item.locale.code]
    source_locale = project.config.source.locale
    for article, catalog in update.catalogs.items():
        fixes = []
        joined = _joined(catalog)
        for message in catalog.messages:
            if (
                not message.is_translated
                or message.plural_source is not None
                or message.facts.get("source") == "unknown"
                or message.key in joined
            ):
                continue
            kind = kind_of(message)
            fix = fixed(
                message, locale=item.locale, source_locale=source_locale, kind=kind
            )
            if fix is None or (rules and not set(fix.rules) & set(rules)):
                continue
            text = fix.after.target
            if not refuse_text(message.source, text, kind=kind, locale=item.locale):
                fixes.append(fix)
        if fixes:
            gettext = item.locale.gettext
            path = catalog_path(project.locales_dir, gettext=gettext, article=article)
            yield path, article, fixes


def _joined(catalog: Catalog) -> set[object]:
    """Messages that hold the words of others, or whose words another holds."""
    joined: set[object] = set()
    before = None
    for message in catalog.messages:
        if message.target == JOINED:
            joined.add(message.key)
            if before is not None:
                joined.add(before.key)
        else:
            before = message
    return joined
