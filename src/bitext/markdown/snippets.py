"""Which files an article's snippet lines (``--8<--``) name.

The extension, pymdownx.snippets, is asked itself.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from markdown import Markdown

__all__ = ["SNIPPETS", "SnippetLines"]

SNIPPETS: Final = "pymdownx.snippets"
"""The name of the extension."""

_SIGN = "8<-"
_FENCED = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t>]*(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


class SnippetLines:
    """Reads snippet lines with the options of a site.

    ``options`` are those of the extension. No file is opened and nothing downloaded.
    """

    def __init__(self, options: Mapping[str, object]) -> None:
        quiet = {**options, "check_paths": False, "url_download": False}
        configs = {SNIPPETS: {"auto_append": [], **quiet, "base_path": []}}
        reader = Markdown(extensions=[SNIPPETS], extension_configs=configs)
        preprocessor: Any = reader.preprocessors["snippet"]
        self._preprocessor = preprocessor
        self._find: Callable[[str], str | None] = preprocessor.get_snippet_path
        preprocessor.get_snippet_path = self._note
        self._appended = bool(preprocessor.auto_append)
        self._found: dict[Path, None] = {}

    def included(self, text: str, *, bases: Sequence[Path]) -> tuple[Path, ...]:
        """Absolute paths of the files that ``text`` includes, in order, each once.

        Files appended to every article are among them. What is included into a code
        fence is not: no part of it is translated. ``bases`` are absolute.
        """
        if _SIGN not in text:
            if not self._appended:
                return ()
            text = ""
        self._preprocessor.base_path = [str(base) for base in bases]
        self._found = {}
        self._preprocessor.run(_FENCED.sub("", text).splitlines())
        return tuple(self._found)

    def _note(self, path: str) -> None:
        """Note what a snippet line names; as if nothing was there it is not read."""
        found = self._find(path)
        if found and Path(found).is_file():
            self._found[Path(found)] = None
