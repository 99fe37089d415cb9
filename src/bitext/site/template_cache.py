"""Compiled templates, kept between builds."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import BytecodeCache

from bitext.site.cache_file import read_cached, write_cached

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

__all__ = ["TemplateCache"]

_FORMAT: Final = "template 1"


class TemplateCache(BytecodeCache):
    """Keeps what Jinja compiled in ``folder``, one file for a template.

    Jinja's own would run what was damaged, and leave files when it is killed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: "Bucket") -> None:
        """Take the code of ``bucket`` from its file, if that is whole."""
        code = read_cached(self._file(bucket), version=_FORMAT)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: "Bucket") -> None:
        """Keep the code of ``bucket``. Raises WriteError."""
        code = bucket.bytecode_to_string()
        write_cached(self._file(bucket), code, version=_FORMAT)

    def _file(self, bucket: "Bucket") -> Path:
        return self._folder / f"{bucket.key}.template"
