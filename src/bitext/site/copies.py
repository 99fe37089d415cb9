"""Copies of this process that share one piece of work."""

import os
import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from mmap import mmap
from selectors import EVENT_READ, DefaultSelector
from signal import SIGKILL
from struct import Struct
from typing import Final

from bitext.site.worker import end_with_parent

__all__ = ["can_share", "in_copies"]

_COUNT: Final = Struct("Q")
_READ_BYTES: Final = 1 << 16
_HEARD_EVERY_S: Final = 0.1
_Work = Callable[[int, Callable[[], None]], bytes]


def can_share() -> bool:
    """Whether the system can copy a process."""
    return sys.platform == "linux"


def in_copies(
    count: int, work: _Work, *, advance: Callable[[int], None]
) -> list[bytes] | None:
    """What ``work`` gives for each number below ``count``, in a copy of this process.

    The second argument of ``work`` is to be called after each step; ``advance`` hears
    how many all have taken. None when a copy failed: whoever does its work then learns
    why. All copies have ended at the end.
    """
    steps = mmap(-1, count * _COUNT.size)
    copies: dict[int, tuple[int, bytearray]] = {}
    """Channel of each to its process and what it said."""
    lifelines: list[int] = []
    is_whole = False
    try:
        for number in range(count):
            pid, channel, lifeline = _copied(number, work, steps, [*copies, *lifelines])
            lifelines.append(lifeline)
            copies[channel] = (pid, bytearray())
        _hear(copies, lambda: advance(sum(one for (one,) in _COUNT.iter_unpack(steps))))
        is_whole = True
    finally:
        codes = []
        for channel, (pid, _) in copies.items():
            if not is_whole:
                os.kill(pid, SIGKILL)
            codes.append(os.waitpid(pid, 0)[1])
            os.close(channel)
        for lifeline in lifelines:
            os.close(lifeline)
    if any(codes):
        return None
    # They were started, and noted, in their order.
    return [bytes(said) for _, said in copies.values()]


def _hear(
    copies: Mapping[int, tuple[int, bytearray]], tell: Callable[[], None]
) -> None:
    with DefaultSelector() as selector:
        for channel in copies:
            selector.register(channel, EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select(_HEARD_EVERY_S):
                data = os.read(key.fd, _READ_BYTES)
                copies[key.fd][1].extend(data)
                if not data:
                    selector.unregister(key.fd)
            tell()


def _copied(
    number: int, work: _Work, steps: mmap, others: list[int]
) -> tuple[int, int, int]:
    """Process, channel and lifeline of a new copy; it never returns there."""
    channel, said = os.pipe()
    watched, lifeline = os.pipe()
    with warnings.catch_warnings():
        # Other threads of ours do nothing but wait.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(said)
        os.close(watched)
        return pid, channel, lifeline
    code = 1
    try:
        for handle in (channel, lifeline, *others):
            os.close(handle)
        # The process copied may be killed: nobody waits for the answer then.
        threading.Thread(target=end_with_parent, args=(watched,), daemon=True).start()
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            _COUNT.pack_into(steps, number * _COUNT.size, done)

        with os.fdopen(said, "wb") as stream:
            stream.write(work(number, step))
        code = 0
    finally:
        # It must not get into what the process copied did.
        os._exit(code)
