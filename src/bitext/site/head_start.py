"""A process that imports what building takes while a command finds out what to build.

It is a copy of a command that has hardly begun, so that both import at once; each job
then gets a copy of it. It ends with the command.
"""

import os
import pickle
import signal
import socket
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from bitext.site.job import Job
    from bitext.site.project import Project

__all__ = ["HeadStart", "HeadStartLostError", "begin", "can_copy"]

_COPY: Final = b"c"
_WAIT: Final = b"w"
_HANDLES: Final = 3


class HeadStartLostError(Exception):
    """The process is gone: it could not import, or somebody stopped it."""


def can_copy() -> bool:
    """Whether jobs may be done by copies of this process: it must have no threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def begin() -> "HeadStart | None":
    """The process, begun; None where no copy is safe, or two would not run at once."""
    if not can_copy() or len(os.sched_getaffinity(0)) == 1:
        return None
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        _serve(theirs)
    theirs.close()
    return HeadStart(pid, ours)


class HeadStart:
    """The process, as the command sees it."""

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        """Its number."""
        self._channel = channel
        self._stream = channel.makefile("rwb")

    def copy(
        self, job: "Job", project: "Project", *, said: int, lifeline: int, other: int
    ) -> int:
        """Have a new process do ``job``, as ``be_copy`` says; its number.

        Raises HeadStartLostError.
        """
        try:
            socket.send_fds(self._channel, [_COPY], [said, lifeline, other])
        except OSError as error:
            raise HeadStartLostError from error
        return self._answer((job, project))

    def exit_code(self, pid: int) -> int:
        """What the process ``pid`` that was begun here ended with, once it has.

        Raises HeadStartLostError.
        """
        try:
            self._channel.sendall(_WAIT)
        except OSError as error:
            raise HeadStartLostError from error
        return self._answer(pid)

    def end(self) -> None:
        """Stop the process; those that it began go on."""
        # It may be gone, with a question unheard.
        with suppress(OSError):
            self._stream.close()
        self._channel.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def _answer(self, question: object) -> int:
        try:
            pickle.dump(question, self._stream)
            self._stream.flush()
            answer: int = pickle.load(self._stream)  # noqa: S301 - of a copy of ourselves
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            raise HeadStartLostError from error
        return answer


def _serve(channel: socket.socket) -> NoReturn:
    """Be the process: answer until the other side is gone."""
    code = 1
    try:
        is_interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if is_interruptible:
            # Ctrl-C reaches it too; what is to be said of it, its parent says.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        from bitext.site.inputs import code_digest  # noqa: PLC0415 - the reason for all this
        from bitext.site.worker import be_copy, prepare  # noqa: PLC0415 - as above

        prepare()
        code_digest()
        with channel.makefile("rwb") as stream:
            # Nothing is asked before the last answer, so no message is read too early.
            while True:
                kind, handles, _, _ = socket.recv_fds(channel, 1, _HANDLES)
                if not kind:
                    code = 0
                    break
                question = pickle.load(stream)  # noqa: S301 - of what we are a copy of
                if kind == _WAIT:
                    _, status = os.waitpid(question, 0)
                    answer = os.waitstatus_to_exitcode(status)
                else:
                    answer = os.fork()
                    if not answer:
                        channel.close()
                        if is_interruptible:
                            signal.signal(signal.SIGINT, signal.default_int_handler)
                        job, project = question
                        said, lifeline, other = handles
                        be_copy(job, project, said=said, lifeline=lifeline, other=other)
                    for handle in handles:
                        os.close(handle)
                pickle.dump(answer, stream)
                stream.flush()
    finally:
        os._exit(code)
