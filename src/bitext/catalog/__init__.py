"""PO files to messages and back; updates that lose no translation."""

from bitext.catalog.carry import Carry
from bitext.catalog.catalog import (
    SITE_ARTICLE,
    Catalog,
)
from bitext.catalog.changes import Changes, FileChangedError, until_settled
from bitext.catalog.compile import compile_mo
from bitext.catalog.effects import Affected, Effect, LanguageEffects, effects
from bitext.catalog.errors import CatalogError
from bitext.catalog.header import Edition
from bitext.catalog.leftovers import Leftovers, find_leftovers, without_leftovers
from bitext.catalog.locale_update import LocaleUpdate, update_locale
from bitext.catalog.memory import Memory, Remembered
from bitext.catalog.message import Key, Message
from bitext.catalog.offers import CARRY_NOTHING, Carrying
from bitext.catalog.overview import LanguageStatistics, PageStatistics
from bitext.catalog.reader import parse_catalog, read_catalog
from bitext.catalog.statistics import Amount, Statistics, count, words
from bitext.catalog.template import extract, kind_of, template
from bitext.catalog.update import Counts, UpdateResult, update
from bitext.catalog.writer import catalog_bytes, write_catalog

__all__ = [
    "CARRY_NOTHING",
    "SITE_ARTICLE",
    "Affected",
    "Amount",
    "Carry",
    "Carrying",
    "Catalog",
    "CatalogError",
    "Changes",
    "Counts",
    "Edition",
    "Effect",
    "FileChangedError",
    "Key",
    "LanguageEffects",
    "LanguageStatistics",
    "Leftovers",
    "LocaleUpdate",
    "Memory",
    "Message",
    "PageStatistics",
    "Remembered",
    "Statistics",
    "UpdateResult",
    "catalog_bytes",
    "compile_mo",
    "count",
    "effects",
    "extract",
    "find_leftovers",
    "kind_of",
    "parse_catalog",
    "read_catalog",
    "template",
    "until_settled",
    "update",
    "update_locale",
    "without_leftovers",
    "words",
    "write_catalog",
]
