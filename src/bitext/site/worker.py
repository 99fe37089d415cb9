"""The process that cuts articles or builds one language.

A process of its own, because MkDocs, its plugins and their caches are global to one. It
is a copy of its parent where that is safe, or starts afresh with ``python -m`` this
module. It says JSON lines: progress, then a result.
"""

import gc
import importlib
import json
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from bitext.errors import BitextError
from bitext.site.cache_file import LOGGER
from bitext.site.job import Job, LanguageJob, SplitJob, job_from_json
from bitext.site.result import BuildResult, BuildWarning, Progress, summarized

if TYPE_CHECKING:
    from bitext.site.project import Project

__all__ = [
    "be_copy",
    "choose_host",
    "end_with_parent",
    "main",
    "parent_streams",
    "prepare",
]

_PROGRESS_EVERY_S = 0.1
_OBJECTS = 50_000
"""Made since the last look; Python's own 700 suit programs with few."""


def main() -> int:
    """Do the job of standard input; the exit code is 0 unless we are at fault."""
    asked, channel = parent_streams()
    job = job_from_json(asked.readline())
    choose_host(job)
    _work(job, channel, lifeline=asked.fileno())
    return 0


def parent_streams() -> tuple[TextIO, TextIO]:
    """What the parent says, and where to answer.

    They were standard input and output. Plugins and extensions print, and run programs
    that read: what they print goes to standard error, and there is nothing to read.
    """
    asked = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8")
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    return asked, channel


def prepare() -> None:
    """Import what building takes, for several copies of this process at once."""
    for name in ("site.stage", "site.site_builder", "plugin"):
        importlib.import_module(f"bitext.{name}")


def be_copy(
    job: Job, project: "Project", *, said: int, lifeline: int, other: int
) -> NoReturn:
    """Do ``job`` of ``project`` in this process, just copied from its parent; end it.

    ``said`` is a file for our lines, ``other`` one for what else is printed. It ends
    when ``lifeline``, which its parent holds open at the other side, does.
    """
    code = 1
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for ours, theirs in ((nothing, 0), (other, 1), (other, 2)):
            os.dup2(ours, theirs)
        # Those of the parent hold what it has not printed yet.
        sys.stdout = sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        with os.fdopen(said, "w", encoding="utf-8") as channel:
            _work(job, channel, lifeline=lifeline, project=project)
        code = 0
    except BaseException:  # noqa: BLE001 - it must not get into what the parent did
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _work(
    job: Job, channel: TextIO, *, lifeline: int, project: "Project | None" = None
) -> None:
    """Do ``job`` and say so on ``channel``.

    The process ends when the file ``lifeline``, which its parent holds open at the
    other side, comes to its end. ``project`` is that of the job, if it was loaded.
    """
    threading.Thread(target=end_with_parent, args=(lifeline,), daemon=True).start()
    _collect_seldom()
    sender = _Sender(channel)
    if isinstance(job, SplitJob):
        _split(job, sender.progress, project)
        sender.send({"result": None})
    else:
        sender.send({"result": asdict(_build(job, sender.progress, project))})


def _collect_seldom() -> None:
    """Look less often for what nothing refers to any more.

    What was imported stays, and most of what pages are made of; walking all of it took
    a sixth of a build in which little had changed.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)


def end_with_parent(lifeline: int) -> None:
    """Stop when the parent is gone, killed perhaps: nobody waits for the answer."""
    while os.read(lifeline, 1):
        pass
    os._exit(1)


def choose_host(job: Job) -> None:
    """Make ``mkdocs`` mean the package that the parent runs in."""
    if job.host == "properdocs":
        importlib.import_module("properdocs.replacement")


class _Sender:
    def __init__(self, channel: TextIO) -> None:
        self._channel = channel
        self._last = 0.0

    def send(self, message: object) -> None:
        self._channel.write(json.dumps(message) + "\n")
        self._channel.flush()

    def progress(self, progress: Progress) -> None:
        now = time.monotonic()
        is_last = progress.done == progress.total
        if is_last or now - self._last >= _PROGRESS_EVERY_S:
            self._last = now
            self.send({"progress": asdict(progress)})


def _split(
    job: SplitJob, progress: Callable[[Progress], None], project: "Project | None"
) -> None:
    from bitext.site.articles import ArticleReader  # noqa: PLC0415 - after the host
    from bitext.site.judgements import Judgements  # noqa: PLC0415 - as above
    from bitext.site.project import load_project  # noqa: PLC0415 - as above

    project = project or load_project(Path(job.config_file))
    reader = ArticleReader(project)
    judgements = Judgements(project, reader=reader)
    for number, path in enumerate(job.articles, start=1):
        try:
            prepared = reader.read(path)
            if prepared.article.segments:
                judge = judgements.of(path, prepared.article, key=prepared.key)
                judge.prepare()
        except BitextError:
            # Each language that needs the article says so.
            continue
        progress(Progress("articles", "split", number, len(job.articles)))


def _build(
    job: LanguageJob, progress: Callable[[Progress], None], project: "Project | None"
) -> BuildResult:
    started = time.monotonic()
    records = _Records()
    for name in ("mkdocs", "properdocs", LOGGER):
        logging.getLogger(name).addHandler(records)
    result = BuildResult(job.locale, job.target)
    is_ours = False
    try:
        from bitext.site.language_build import build_language  # noqa: PLC0415 - after the host

        result = build_language(job, result, progress=progress, project=project)
    except BitextError as error:
        is_ours = True
        result = replace(result, error=str(error))
    except OSError as error:
        result = replace(
            result, error=f"{error}; check permissions and free space there"
        )
    if result.error is not None and records.errors and not is_ours:
        text = "\n".join(dict.fromkeys([*records.errors, result.error]))
        result = replace(result, error=text)
    return replace(
        result,
        seconds=time.monotonic() - started,
        peak_bytes=_peak_bytes(),
        warnings=summarized(records.warnings),
    )


class _Records(logging.Handler):
    """Keeps what the builder warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[BuildWarning] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.errors.append(text)
        else:
            self.warnings.append(BuildWarning(text))


def _peak_bytes() -> int:
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return 0
    peak = int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    sys.exit(main())
