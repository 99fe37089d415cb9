"""How many built pages a second ``check --site`` judges, beside linkchecker."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bitext.site.project import load_project
from bitext.site.site_checks import check_site

__all__ = ["page_rates"]

_SAMPLE = 300
"""Pages that linkchecker gets: it takes minutes for thousands."""
_MISSING = "not installed"


def page_rates(config: Path) -> dict[str, object]:
    """Figures of the site that was built of the project of ``config``.

    Seconds are CPU time of all processes. Pages are read anew first, then again with
    what is kept of them. linkchecker reads some pages and asks for what they lead to,
    in an environment that is thrown away.
    """
    project = load_project(config)
    locales = project.config.locales
    codes = [one.locale.code for one in (project.config.source, *locales)]
    pages = sorted(project.site_dir.rglob("*.html"))
    findings: Counter[str] = Counter()

    def judge() -> None:
        findings.clear()
        findings.update(one.rule for one in check_site(project, locales=locales))

    for code in codes:
        (project.stage_dir / code / "pages.facts").unlink(missing_ok=True)
    started = time.monotonic()
    seconds = _seconds_of(judge)
    wall = time.monotonic() - started
    again = _seconds_of(judge)
    theirs = _linkchecker(pages[:: max(1, len(pages) // _SAMPLE)])
    return {
        "pages": len(pages),
        "seconds": wall,
        "pages_per_second": len(pages) / wall,
        "pages_per_cpu_second": len(pages) / seconds,
        "pages_per_cpu_second_again": len(pages) / again,
        "linkchecker_pages_per_cpu_second": theirs,
        "findings": dict(sorted(findings.items())),
    }


def _seconds_of(work: Callable[[], None]) -> float:
    """CPU time of ``work``, other processes included."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    known = [resource.getrusage(one) for one in who]
    return sum(one.ru_utime + one.ru_stime for one in known)


def _linkchecker(pages: list[Path]) -> float | str:
    with tempfile.TemporaryDirectory(prefix="bitext-bench-") as folder:
        scripts = Path(folder, "bin")
        try:
            for command in (
                [sys.executable, "-m", "venv", folder],
                [str(scripts / "pip"), "install", "--quiet", "linkchecker"],
            ):
                subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command lines
        except (OSError, subprocess.CalledProcessError):
            return _MISSING
        # As root it becomes nobody, who must be able to read what it is made of.
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - see above
        command = [
            str(scripts / "linkchecker"),
            "--no-status",
            "--quiet",
            "--recursion-level=1",
            *map(str, pages),
        ]
        started = _used()
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - as above
        return len(pages) / (_used() - started)
