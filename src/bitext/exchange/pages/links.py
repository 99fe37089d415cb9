"""Addresses of a translated page as its source writes them.

A site keeps its languages in folders or by suffixes, and pages that were translated as
wholes lead to their own language. A translation of bitext leads where its source does:
the site is made of it in each language.
"""

import posixpath
import re
from urllib.parse import urlsplit

__all__ = ["as_in_source"]

_ADDRESS = re.compile(r"(\]\(\s*<?)([^\s()<>]+)")
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def as_in_source(target: str, source: str, *, codes: frozenset[str]) -> str:
    """``target`` with its addresses as ``source`` has them, where they mean the same.

    ``codes`` are what files and folders of the language are called by. An address of
    the same file is that of the source, whatever anchor it names: headings keep the
    source's ids.
    """
    wanted = [found[2] for found in _ADDRESS.finditer(source)]
    left = list(wanted)
    for found in _ADDRESS.finditer(target):
        if found[2] in left:
            left.remove(found[2])
    here = list(wanted)

    def replaced(found: re.Match[str]) -> str:
        address = found[2]
        if address in here:
            here.remove(address)
            return found[0]
        if _REMOTE.match(address):
            return found[0]
        meant = _bare(address, codes)
        for one in left:
            if not _REMOTE.match(one) and _bare(one, codes) == meant:
                left.remove(one)
                return f"{found[1]}{one}"
        return found[0]

    return _ADDRESS.sub(replaced, target)


def _bare(address: str, codes: frozenset[str]) -> str:
    """The file of an address without folders above, language and anchor."""
    path = urlsplit(address).path
    stem, suffix = posixpath.splitext(path)
    rest, dot, code = stem.rpartition(".")
    if dot and code.lower() in codes:
        stem = rest
    parts = [
        part
        for part in posixpath.normpath(f"{stem}{suffix}").split("/")
        if part not in {"..", "."} and part.lower() not in codes
    ]
    return "/".join(parts)
