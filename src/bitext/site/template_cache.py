"""Compiled templates, kept between builds."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import BytecodeCache

from bitext.site.cache_file import read_cached, write_cached

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.theme import Theme

__all__ = ["keep_compiled"]

_FORMAT: Final = "template 1"


def keep_compiled(theme: "Theme", folder: Path) -> None:
    """Let every environment of ``theme``, those that plugins make too, use ``folder``.

    What stands there is not compiled again.
    """
    made = theme.get_env
    cache = _TemplateCache(folder)

    def get_env() -> "Environment":
        env = made()
        env.bytecode_cache = cache
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # MkDocs has no other way


class _TemplateCache(BytecodeCache):
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
