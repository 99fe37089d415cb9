"""What translated pages weigh more than plain ones, as sent: compressed by gzip.

A plain page is the same without the spans of its sentences and without what loads the
original on demand.
"""

import argparse
import gzip
import re
from pathlib import Path
from statistics import median

_SPAN = re.compile(r"<span(?P<ours> data-s(?:ource)?=[^>]*)?[^>]*>|</span>")
_LOADS = re.compile(
    r"[^\n]*(?:<meta name=\"bitext-original\"|data-bitext-original|"
    r"assets/bitext/(?:words\.js|original\.))[^\n]*\n"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which language's built site to weigh."""
    parser.add_argument("site", type=Path, help="for example site/nb")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Growth of the pages in per cent, and the size of the source files beside them."""
    growths: list[float] = []
    for path in sorted(arguments.site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        if " data-s=" in page:
            size, plain = _sent(page), _sent(_plain(page))
            growths.append(100 * (size - plain) / plain)
    sources = [
        _sent(path.read_text(encoding="utf-8"))
        for path in arguments.site.glob("assets/bitext/original/**/*.js")
    ]
    script = arguments.site / "assets/bitext"
    return {
        "pages": len(growths),
        "growth, median %": median(growths),
        "growth, most %": max(growths),
        "source file, median bytes": median(sources),
        "script and style, bytes": sum(
            _sent((script / name).read_text(encoding="utf-8"))
            for name in ("original.js", "original.css", "words.js")
        ),
    }


def _sent(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


def _plain(page: str) -> str:
    page = _LOADS.sub("", page)
    are_ours: list[bool] = []

    def kept(tag: re.Match[str]) -> str:
        if tag[0] != "</span>":
            are_ours.append(tag["ours"] is not None)
        is_ours = are_ours[-1] if are_ours else False
        if tag[0] == "</span>" and are_ours:
            are_ours.pop()
        return "" if is_ours else tag[0]

    return _SPAN.sub(kept, page)
