"""Where a language's build reads and writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bitext.site.language_part import LanguagePart
from bitext.site.output import SiteFolder

__all__ = ["Places"]


@dataclass(frozen=True, slots=True)
class Places:
    """Of one language."""

    built: Path
    """What is written goes here first."""
    folder: SiteFolder
    """Then it is put in place there."""
    records: Path
    digests: Path
    templates: Path
    """Compiled templates."""
    theme: Path
    """Names of the theme's files."""
    parts: Sequence[LanguagePart] = ()
    """What other machines have made of the language."""

    def state(self, version: str) -> str:
        """``version`` together with the state of the site.

        A build that was killed may have left a new site beside the records of the last
        one, and these would be believed as soon as a text is what it was.
        """
        return f"{version} {self.folder.generation}"
