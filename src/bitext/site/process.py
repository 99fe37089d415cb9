"""Runs a job in a process of its own and hears what it says."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from bitext.site.job import Job, job_to_json
from bitext.site.result import Progress, ProgressCallback

__all__ = ["WorkerError", "run"]


class WorkerError(RuntimeError):
    """A build process ended without an answer; the text has what it complained of."""


def run(job: Job, progress: ProgressCallback) -> Any:  # noqa: ANN401 - JSON
    """The answer to ``job``; ``progress`` is called from this thread meanwhile.

    Raises WorkerError when the process ends without one.
    """
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
        # Both pipes are read at once: a full one would stop the process.
        complaints = reader.submit(_all_of, process.stderr)
        try:
            answer = _answer(process, job, progress)
        except BaseException:
            process.kill()
            raise
        process.wait()
        if process.returncode or answer is None:
            raise WorkerError(
                f"the build process ended with {process.returncode}:\n"
                f"{complaints.result().strip()}"
            )
    return answer["result"]


def _all_of(stream: IO[str] | None) -> str:
    return stream.read() if stream else ""


def _answer(
    process: subprocess.Popen[str], job: Job, progress: ProgressCallback
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
