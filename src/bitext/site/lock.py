"""One build at a time in a folder of staged trees; a second one waits its turn."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bitext.files import WriteError

__all__ = ["locked"]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold ``folder``, which is made if need be, until the block ends.

    The system lets go of it when the process dies, however it dies. Where the system
    has no such locks nothing is held. Raises WriteError.
    """
    path = folder / ".lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    except OSError as error:
        raise WriteError(path, error) from error
    with stream:
        try:
            fcntl = importlib.import_module("fcntl")
        except ImportError:
            pass
        else:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
