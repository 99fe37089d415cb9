"""The checker of translate-toolkit, the most used of its kind."""

import argparse
import importlib
import time
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

__all__ = ["RULES", "Pofilter"]

_MODULES = ("filters.checks", "filters.pofilter", "storage.po")

RULES: Mapping[str, frozenset[str]] = {
    name: frozenset(rules.split())
    for name, rules in {
        "blank": "empty-target blank-target",
        "brackets": "bracket-unbalanced link-broken link-missing link-extra",
        "doublespacing": "double-space",
        "doublewords": "doubled-word",
        "emails": "literal-changed",
        "endpunc": "end-punctuation markup-punct",
        "endwhitespace": "edge-space",
        "escapes": "emphasis-broken escape-broken markup-spacing",
        "filepaths": "literal-changed",
        "functions": "literal-changed",
        "long": "length-ratio",
        "numbers": "number-mismatch",
        "options": "literal-changed",
        "printf": "placeholder-mismatch",
        "puncspacing": "punct-space-before punct-space-after locale-punct",
        "pythonbraceformat": "placeholder-mismatch",
        "short": "length-ratio",
        "simplecaps": "start-case",
        "startcaps": "start-case",
        "startwhitespace": "edge-space",
        "unchanged": "untranslated partly-untranslated",
        "untranslated": "empty-target",
        "urls": "link-target-changed link-missing link-extra literal-changed",
        "validchars": "foreign-script",
        "variables": "placeholder-mismatch",
        "xmltags": "html-tag-mismatch html-attr-changed",
    }.items()
}
"""What of our rules each of its filters may mean; others mean none."""


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
        units = []
        for source, target in pairs:
            unit = self._po.pounit(source)
            unit.target = target
            store.addunit(unit)
            units.append(unit)
        return units

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
