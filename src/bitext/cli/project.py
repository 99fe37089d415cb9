"""Opening the project a command works on."""

from collections.abc import Sequence
from pathlib import Path

from bitext.config import LocaleConfig
from bitext.errors import BitextError
from bitext.site.project import Project, load_project

__all__ = ["LocaleNotConfiguredError", "chosen", "open_project"]


class LocaleNotConfiguredError(BitextError):
    """A language asked for is not one of the project's."""

    def __init__(self, code: str, *, known: Sequence[str]) -> None:
        self.code = code
        super().__init__(
            f"--locale {code}: not a locale of this project "
            f"({', '.join(known) or 'it has none'}); run: bitext add {code}"
        )


def open_project(config_file: Path) -> Project:
    """The project configured by ``config_file``. Raises BitextError."""
    return load_project(config_file)


def chosen(project: Project, codes: Sequence[str]) -> tuple[LocaleConfig, ...]:
    """The project's locales named by ``codes``; all of them when none is named.

    Raises LocaleNotConfiguredError.
    """
    by_code = {item.locale.code: item for item in project.config.locales}
    for code in codes:
        if code not in by_code:
            raise LocaleNotConfiguredError(code, known=list(by_code))
    return tuple(by_code[code] for code in codes) if codes else tuple(by_code.values())
