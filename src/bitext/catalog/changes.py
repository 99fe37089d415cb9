"""Files to write and to delete, decided before the first of them is touched."""

from dataclasses import dataclass
from pathlib import Path

from bitext.files import WriteError, write_all

__all__ = ["Changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command would do to the files; nothing happens before ``apply``."""

    writes: tuple[tuple[Path, bytes], ...]
    """In the order they are made."""
    deletions: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.writes or self.deletions)

    def apply(self) -> int:
        """Number of files that changed: all writes in order, then the deletions.

        Each file is replaced atomically, so a run that is killed leaves old and new
        files, and the next run completes it. Raises WriteError.
        """
        changed = write_all(self.writes)
        for path in self.deletions:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise WriteError(path, error) from error
            _prune(path.parent)
        return changed + len(self.deletions)


def _prune(folder: Path) -> None:
    while not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
