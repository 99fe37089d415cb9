"""How many loaded messages a second all rules judge, beside pofilter, on one core.

Both judge the same messages of side-by-side articles in this process, one after the
other; seconds are CPU time, and loading is measured apart. ``ok`` is whether ours are
at least five times as fast. With ``--site`` the HTML of a project's site is judged too,
beside linkchecker.
"""

import argparse
import gc
import time
from collections import Counter
from pathlib import Path

from benches.html_pages import page_rates
from benches.messages import SOURCE, catalogs_of
from benches.pofilter import Pofilter
from bitext.check import Judged, check_catalogs
from bitext.locales import parse_locale

_TIMES = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench check``."""
    parser.add_argument(
        "folders", nargs="*", type=Path, help="folders of side-by-side articles"
    )
    parser.add_argument(
        "--site", type=Path, metavar="CONFIG", help="mkdocs.yml of a site that is built"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures by folder, and of all together."""
    figures: dict[str, object] = {}
    if arguments.site:
        figures["site"] = page_rates(arguments.site)
    if not arguments.folders:
        return figures
    messages, ours, theirs = 0, 0.0, 0.0
    for folder in arguments.folders:
        count, our_seconds, their_seconds, found = _compared(folder)
        figures[folder.name] = {
            "messages": count,
            **found,
            **_rates(count, our_seconds, their_seconds),
        }
        messages, ours, theirs = (
            messages + count,
            ours + our_seconds,
            theirs + their_seconds,
        )
    rates = _rates(messages, ours, theirs)
    is_ok = rates["times_as_fast"] >= _TIMES
    return {**figures, "all": {"messages": messages, **rates}, "ok": is_ok}


def _compared(folder: Path) -> tuple[int, float, float, dict[str, object]]:
    """Messages, our and their seconds, and what else there is to tell."""
    started = time.process_time()
    locale, catalogs = catalogs_of(folder)
    loaded = time.process_time() - started
    source_locale = parse_locale(SOURCE)
    _settle()
    started = time.process_time()
    findings = check_catalogs(
        (Judged(catalog, {}) for catalog in catalogs),
        locale=locale,
        source_locale=source_locale,
    )
    ours = time.process_time() - started
    by_severity = Counter(finding.severity.value for finding in findings)
    pairs = [
        (message.source, message.target)
        for catalog in catalogs
        for message in catalog.messages
    ]
    pofilter = Pofilter(locale.gettext)
    started = time.process_time()
    units = pofilter.load(pairs)
    their_loading = time.process_time() - started
    _settle()
    theirs, their_findings = pofilter.timed(units)
    return (
        len(pairs),
        ours,
        theirs,
        {
            "loading_seconds": loaded,
            "pofilter_loading_seconds": their_loading,
            "findings": dict(sorted(by_severity.items())),
            "pofilter_findings": their_findings,
        },
    )


def _settle() -> None:
    """Keep the collector from what is loaded: it would walk all of it at random."""
    gc.collect()
    gc.freeze()


def _rates(messages: int, ours: float, theirs: float) -> dict[str, float]:
    return {
        "messages_per_second": messages / ours,
        "pofilter_messages_per_second": messages / theirs,
        "times_as_fast": theirs / ours,
    }
