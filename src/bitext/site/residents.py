"""The processes that hold the languages being looked at open; see ``resident``."""

import json
import subprocess
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from bitext.site.job import LanguageJob, job_to_json

__all__ = ["ResidentProcess"]

_PATIENCE_S = 10.0


class ResidentProcess:
    """Starts at once and is ready later; ``close`` ends it."""

    def __init__(self, job: LanguageJob) -> None:
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._is_ready = False
        self.is_spent = False
        """Whether it has ended, since more has changed than it can make."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bitext.site.resident"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What is wrong with a page, its next build says.
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        threading.Thread(target=self._hear, daemon=True).start()
        self._tell(job_to_json(job))

    def make(self, article: str) -> bool:
        """Whether the page of ``article`` has been made and lies in the site.

        Not where it cannot be made alone, and not while the site is being opened.
        """
        if not self._is_ready:
            with suppress(Empty):
                self._is_ready = bool(self._answers.get_nowait())
        if not self._is_ready or self.is_spent:
            return False
        self._tell(json.dumps(article))
        try:
            made = self._answers.get(timeout=_PATIENCE_S)
        except Empty:
            made = None
        if made is None or made["is_last"]:
            self.is_spent = True
            self.close()
        return bool(made and made["files"])

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    def _tell(self, line: str) -> None:
        # A process that has died says so where its answer is waited for.
        with suppress(BrokenPipeError, ValueError):
            if self._process.stdin:
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()

    def _hear(self) -> None:
        for line in self._process.stdout or ():
            self._answers.put(json.loads(line))
        self._answers.put(None)
