"""Runs jobs in processes of their own and hears what they say."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from queue import SimpleQueue
from selectors import EVENT_READ, DefaultSelector
from signal import SIGKILL
from tempfile import TemporaryFile
from typing import IO, Any, Final

from bitext.site.head_start import HeadStart, HeadStartLostError
from bitext.site.job import Job, job_to_json
from bitext.site.project import Project
from bitext.site.result import Progress
from bitext.site.worker import be_copy, prepare

__all__ = ["WorkerError", "Workers"]

_READ_BYTES: Final = 1 << 16
_ProgressOfJob = Callable[[Job, Progress], None]


class WorkerError(RuntimeError):
    """A build process ended without an answer; the text has what it complained of."""

    def __init__(self, code: int, complaint: str) -> None:
        super().__init__(f"the build process ended with {code}:\n{complaint.strip()}")


class Workers:
    """At most ``jobs`` processes at a time, by default one for each processor.

    ``host`` is the package that builds: ``mkdocs`` or ``properdocs``. With ``may_copy``
    they are copies of this one, which have imported what it has: a second less each. Or
    they are copies of ``head_start``, which has imported what building takes.
    """

    def __init__(
        self,
        jobs: int | None,
        *,
        host: str,
        may_copy: bool,
        head_start: HeadStart | None = None,
    ) -> None:
        self.number = max(1, jobs or os.cpu_count() or 1)
        self.host = host
        self._may_copy = may_copy
        self._head_start = head_start

    def prepare(self) -> None:
        """Import what building takes, once for all copies."""
        if self._may_copy and self._head_start is None:
            prepare()

    def run(
        self, jobs: Iterable[Job], *, project: Project, progress: _ProgressOfJob
    ) -> Iterator[tuple[Job, Any]]:
        """Each job of ``project`` with its answer or WorkerError, as they end.

        The next job is asked for when a process can do it. All processes end when the
        caller stops asking. ``progress`` is called from the thread that asks.
        """
        if self._may_copy:
            return _copied(jobs, self.number, progress, project, self._head_start)
        return _fresh(jobs, self.number, progress)


def _copied(
    jobs: Iterable[Job],
    workers: int,
    progress: _ProgressOfJob,
    project: Project,
    head_start: HeadStart | None,
) -> Iterator[tuple[Job, Any]]:
    waiting = iter(jobs)
    running: set[_Copy] = set()
    with DefaultSelector() as selector:
        try:
            while True:
                for job in islice(waiting, workers - len(running)):
                    copy = _copy(job, project, head_start, siblings=running)
                    running.add(copy)
                    selector.register(copy.channel, EVENT_READ, copy)
                if not running:
                    return
                for key, _ in selector.select():
                    copy = key.data
                    if copy.hear(progress):
                        continue
                    selector.unregister(copy.channel)
                    running.remove(copy)
                    yield copy.job, copy.ended()
        finally:
            for copy in running:
                os.kill(copy.pid, SIGKILL)
                copy.ended()


@dataclass(eq=False, slots=True)
class _Copy:
    """A copy of a process at work."""

    job: Job
    pid: int
    channel: int
    """What it says arrives here."""
    lifeline: int
    """It ends when this file, held open here, is closed."""
    complaints: IO[bytes]
    head_start: HeadStart | None
    """What it is a copy of, if not of this process."""
    answer: dict[str, Any] | None = None
    _line: bytearray = field(default_factory=bytearray)

    def hear(self, progress: _ProgressOfJob) -> bool:
        """Take what has arrived; False at the end."""
        data = os.read(self.channel, _READ_BYTES)
        self._line += data
        *lines, rest = self._line.split(b"\n")
        self._line = bytearray(rest)
        for line in lines:
            message = json.loads(line)
            if "progress" in message:
                progress(self.job, Progress(**message["progress"]))
            else:
                self.answer = message
        return bool(data)

    def ended(self) -> Any:  # noqa: ANN401 - JSON
        """Its answer, or a WorkerError, once it is gone."""
        os.close(self.channel)
        code = self._exit_code()
        os.close(self.lifeline)
        with self.complaints as stream:
            stream.seek(0)
            complaint = stream.read().decode(errors="replace")
        if code or self.answer is None:
            return WorkerError(code, complaint)
        return self.answer["result"]

    def _exit_code(self) -> int:
        if self.head_start is None:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        try:
            return self.head_start.exit_code(self.pid)
        except HeadStartLostError:
            # Nobody knows; an answer says that it came to its end.
            return 0 if self.answer else -SIGKILL


def _copy(
    job: Job, project: Project, head_start: HeadStart | None, *, siblings: set[_Copy]
) -> _Copy:
    channel, said = os.pipe()
    watched, lifeline = os.pipe()
    complaints = TemporaryFile()  # noqa: SIM115 - closed when the copy has ended
    other = complaints.fileno()
    pid = 0
    if head_start is not None:
        try:
            pid = head_start.copy(
                job, project, said=said, lifeline=watched, other=other
            )
        except HeadStartLostError:
            head_start = None
    if head_start is None:
        pid = os.fork()
        if not pid:
            for handle in (channel, lifeline, *(one.lifeline for one in siblings)):
                os.close(handle)
            be_copy(job, project, said=said, lifeline=watched, other=other)
    os.close(said)
    os.close(watched)
    return _Copy(job, pid, channel, lifeline, complaints, head_start)


def _fresh(
    jobs: Iterable[Job], workers: int, progress: _ProgressOfJob
) -> Iterator[tuple[Job, Any]]:
    # Progress comes from threads that wait for the processes; the caller's hears it.
    heard: SimpleQueue[tuple[Job, Progress | None]] = SimpleQueue()
    running: set[subprocess.Popen[str]] = set()
    waiting = iter(jobs)

    def run(job: Job) -> Any:  # noqa: ANN401 - JSON
        try:
            return _run(job, lambda step: heard.put((job, step)), running)
        finally:
            heard.put((job, None))

    with ThreadPoolExecutor(workers) as pool:
        answers: dict[Job, Future[Any]] = {}
        try:
            while True:
                for job in islice(waiting, workers - len(answers)):
                    answers[job] = pool.submit(run, job)
                if not answers:
                    return
                job, step = heard.get()
                if step is None:
                    yield job, answers.pop(job).result()
                else:
                    progress(job, step)
        finally:
            for process in list(running):
                process.kill()


def _run(
    job: Job,
    progress: Callable[[Progress], None],
    running: set[subprocess.Popen[str]],
) -> Any:  # noqa: ANN401 - JSON
    with (
        subprocess.Popen(
            [sys.executable, "-m", "bitext.site.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as process,
        ThreadPoolExecutor(1) as reader,
    ):
        running.add(process)
        # Both pipes are read at once: a full one would stop the process.
        complaints = reader.submit(_all_of, process.stderr)
        answer = _answer(process, job, progress)
        process.wait()
        running.discard(process)
        if process.returncode or answer is None:
            return WorkerError(process.returncode, complaints.result())
    return answer["result"]


def _all_of(stream: IO[str] | None) -> str:
    return stream.read() if stream else ""


def _answer(
    process: subprocess.Popen[str], job: Job, progress: Callable[[Progress], None]
) -> dict[str, Any] | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        # It stays open: its end tells the process that nobody waits for it any more.
        process.stdin.write(job_to_json(job) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        # It died before it read; what it wrote to standard error says why.
        return None
    answer = None
    for line in process.stdout:
        message = json.loads(line)
        if "progress" in message:
            progress(Progress(**message["progress"]))
        else:
            answer = message
    return answer
