"""Builds that can be stopped at any moment: each in a process of its own."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bitext.errors import BitextError
from bitext.site.build import build_site
from bitext.site.job import result_from_json
from bitext.site.project import load_project
from bitext.site.result import SiteResult
from bitext.site.worker import parent_streams

__all__ = ["Order", "ServeBuild", "main"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    config_file: str
    site_dir: str
    stage_dir: str
    site_url: str
    locales: tuple[str, ...] | None
    """Codes; None for all languages."""
    jobs: int | None


class ServeBuild:
    """A build that has been started."""

    def __init__(self, order: Order) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bitext.site.serve_build"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        self._order = order

    def result(self) -> SiteResult | str | None:
        """What it gave, once it ends; a text says why it could not be done.

        None when it was stopped.
        """
        said, complaint = self._process.communicate(json.dumps(asdict(self._order)))
        if not said:
            return None if self._process.returncode < 0 else complaint.strip()
        answer = json.loads(said)
        if "error" in answer:
            return str(answer["error"])
        languages = tuple(map(result_from_json, answer["languages"]))
        return SiteResult(languages, answer["seconds"])

    def stop(self) -> None:
        """End it at once; its cache stays valid, and the site that was there."""
        self._process.kill()


def main() -> int:
    """Do what standard input says; the exit code is 0 unless we are at fault."""
    asked, channel = parent_streams()
    values = json.loads(asked.read())
    answer: object
    try:
        answer = asdict(_built(Order(**values)))
    except BitextError as error:
        answer = {"error": str(error)}
    channel.write(json.dumps(answer))
    channel.close()
    return 0


def _built(order: Order) -> SiteResult:
    project = replace(
        load_project(Path(order.config_file)),
        site_dir=Path(order.site_dir),
        stage_dir=Path(order.stage_dir),
        site_url=order.site_url,
    )
    return build_site(project, locales=order.locales, jobs=order.jobs)


if __name__ == "__main__":
    sys.exit(main())
