"""A locale's register of translations, kept between builds."""

import json
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from bitext.catalog.register import catalog_marks, memory_marks
from bitext.catalog.standing import Held, Standing
from bitext.files import write_atomic
from bitext.site.inputs import FileDigests, code_digest

__all__ = ["RegisterFile"]


class RegisterFile:
    """Marks of all catalogs of one locale, file by file, in the cache at ``path``.

    Of a file that has not changed since they were made nothing but its digest is asked
    for. A cache that is damaged or of another bitext is made anew.
    """

    def __init__(self, path: Path, *, standing: Standing, digests: FileDigests) -> None:
        self._path = path
        self._standing = standing
        self._digests = digests

    @cached_property
    def marks(self) -> frozenset[str]:
        """All marks, as the files are now."""
        before = self._loaded()
        after: dict[str, tuple[str, list[str]]] = {}
        memory = self._standing.memory_file
        for path in (*self._standing.paths.values(), memory):
            digest = self._digests.digest(path)
            known = before.get(str(path))
            if known is None or known[0] != digest:
                known = self._made(path)
            after[str(path)] = known
        if after != before:
            kept = {"code": code_digest(), "files": after}
            write_atomic(self._path, json.dumps(kept).encode())
        return frozenset(mark for _, marks in after.values() for mark in marks)

    def _made(self, path: Path) -> tuple[str, list[str]]:
        held: Held | None = self._standing.file(path)
        if held is None:
            return "", []
        is_memory = path == self._standing.memory_file
        marks = (memory_marks if is_memory else catalog_marks)(held.catalog)
        # Of what was read: the file may have changed since it was asked for.
        return sha256(held.content).hexdigest(), sorted(set(marks))

    def _loaded(self) -> dict[str, tuple[str, list[str]]]:
        try:
            kept = json.loads(self._path.read_bytes())
            if kept["code"] != code_digest():
                return {}
            return {
                str(path): (str(digest), [str(mark) for mark in marks])
                for path, (digest, marks) in kept["files"].items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}
