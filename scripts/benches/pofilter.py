"""The checker of translate-toolkit, the most used of its kind."""

import argparse
import importlib
import time
from collections.abc import Iterable
from types import ModuleType
from typing import Any

__all__ = ["Pofilter"]

_MODULES = ("filters.checks", "filters.pofilter", "storage.po")


class Pofilter:
    """pofilter with all its filters, as its command runs them for a language.

    Raises SystemExit where translate-toolkit is not installed.
    """

    def __init__(self, language: str) -> None:
        try:
            checks, self._pofilter, self._po = map(_module, _MODULES)
        except ImportError as error:
            message = f"{error}; install bitext with the extra exchange"
            raise SystemExit(message) from error
        options = argparse.Namespace(
            excludefilters={},
            limitfilters=None,
            includefuzzy=True,
            includereview=True,
            autocorrect=False,
        )
        self._filter = self._pofilter.pocheckfilter(
            options,
            [checks.StandardChecker, checks.StandardUnitChecker],
            checks.CheckerConfig(targetlanguage=language),
        )

    def load(self, pairs: Iterable[tuple[str, str]]) -> list[Any]:
        """Units of a PO file for sources and their translations."""
        store = self._po.pofile()
        for source, target in pairs:
            unit = self._po.pounit(source)
            unit.target = target
            store.addunit(unit)
        return list(store.units)

    def findings(self, unit: Any) -> frozenset[str]:  # noqa: ANN401 - theirs
        """Ids of the filters that ``unit`` fails."""
        return frozenset(self._filter.filterunit(unit))

    def timed(self, units: Iterable[Any]) -> tuple[float, int]:
        """CPU seconds of filtering ``units``, and how many findings there are."""
        started = time.process_time()
        count = sum(len(self._filter.filterunit(unit)) for unit in units)
        return time.process_time() - started, count


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"translate.{name}")
