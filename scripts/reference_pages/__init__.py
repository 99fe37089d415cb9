"""What the pages about commands and settings have from the code: options, defaults.

Writers write the pages; the lists in them are made here. A row that a writer has worded
keeps its words, and goes when its option does.
"""

from pathlib import Path

from bitext.files import write_atomic
from reference_pages.commands import command_pages
from reference_pages.settings import setting_pages

__all__ = ["DOCS", "main", "pages"]

DOCS = Path(__file__).resolve().parents[2] / "docs"


def pages() -> dict[str, str]:
    """Texts as they must be, by paths below ``docs/``."""
    return {**command_pages(DOCS), **setting_pages(DOCS)}


def main() -> int:
    """Write the pages that differ."""
    for path, text in pages().items():
        if write_atomic(DOCS / path, text.encode()):
            print(path)
    return 0
