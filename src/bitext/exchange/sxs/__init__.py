"""The side-by-side format of Microsoft's documentation localization pipeline."""

from bitext.exchange.sxs.article import Choice, Original, Target
from bitext.exchange.sxs.document import Damage, Document, Fault, Unit, read, repair
from bitext.exchange.sxs.draft import Outcome
from bitext.exchange.sxs.export import Exported, ExportSource, export_folder
from bitext.exchange.sxs.facts import Facts, catalog_facts, facts_of
from bitext.exchange.sxs.folder import (
    ImportPlan,
    ImportRefusedError,
    Splitting,
    Summary,
    import_folder,
)
from bitext.exchange.sxs.records import records_followed

__all__ = [
    "Choice",
    "Damage",
    "Document",
    "ExportSource",
    "Exported",
    "Facts",
    "Fault",
    "ImportPlan",
    "ImportRefusedError",
    "Original",
    "Outcome",
    "Splitting",
    "Summary",
    "Target",
    "Unit",
    "catalog_facts",
    "export_folder",
    "facts_of",
    "import_folder",
    "read",
    "records_followed",
    "repair",
]
