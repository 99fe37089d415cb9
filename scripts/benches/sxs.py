"""How fast side-by-side articles are read, written, imported and exported, in MB/s.

Reading and writing is the format alone, on one core. The growth of a hostile file is
the CPU time of one of ten megabytes over that of one of five, each the least of three:
2 is linear.
"""

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from benches.extensions import EXTENSIONS
from bitext.catalog import Edition
from bitext.exchange.sxs import (
    Document,
    ExportSource,
    Splitting,
    Target,
    export_folder,
    facts_of,
    import_folder,
    read,
    repair,
)
from bitext.exchange.sxs.document import damage_lines
from bitext.exchange.sxs.english import english
from bitext.files import read_text
from bitext.locales import Locale, parse_locale
from bitext.markdown.renderer import Renderer

Result = TypeVar("Result")
_MEGABYTE = 1_000_000
_RUNS = 3
_HOSTILE_BYTES = 10 * _MEGABYTE
_KEYS = ("title", "description")
_ID = "0a1b2-102"
_OPEN = f'<span data-ttu-id="{_ID}">'
_BETWEEN = f'</span><span class="sxs-lookup"><span data-stu-id="{_ID}">'
_CLOSE = "</span></span>"
_UNIT = f"{_OPEN}En setning.{_BETWEEN}A sentence.{_CLOSE}"
_OTHER_HALF = _BETWEEN.replace("102", "103")

_REPEATED = {
    "openings": _OPEN,
    "openings on lines": _OPEN + "\n",
    "cut openings": '<span data-ttu-id="',
    "nested spans": "<span>",
    "entities": "&quot;",
    "broken quotes": _UNIT.replace('"', "&quot;") + '"\n',
    "broken anchors": '<a name="x&quot;></a>\n',
    "the same id": _UNIT + "\n\n",
    "ids that never match": _OPEN + "x" + _OTHER_HALF + "y" + _CLOSE + "\n",
    "halves of separators": '</span><span class="sxs-lookup">',
    "closing tags": _CLOSE,
    "fences": "---\n",
    "anchors in tables": '| <a name="x"></a>' + _UNIT + " ",
    "anchors in headings": '## <a name="a-sentence"></a>' + _UNIT + "\n\n",
    "underlined headings": '<a name="a-sentence"></a>' + _UNIT + "\n===\n\n",
    "a heading without end": "# " + _UNIT,
}
"""Pieces of hostile files, by what they are."""
_AROUND = {
    "one unit": (_OPEN, "text ", _BETWEEN + "text" + _CLOSE),
    "spans in a unit": (_OPEN + "x" + _BETWEEN, "<span>", _CLOSE),
    "closing tags in a unit": (_OPEN + "x" + _BETWEEN + "y", "</span>", _CLOSE),
    "separators in a unit": (_OPEN, _BETWEEN, _CLOSE),
    "front matter without end": ("---\ntitle: x\n", "--- x\n", ""),
    "front matter of keys": ("---\n", "ms.locfileid: x\n", "---\n"),
}
"""Begin, repeated piece and end of other hostile files."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what there is to import."""
    parser.add_argument(
        "folders", nargs="*", type=Path, help="folders of side-by-side articles"
    )
    parser.add_argument(
        "--megabytes",
        type=int,
        default=_HOSTILE_BYTES // _MEGABYTE,
        help="size of the larger hostile file of each kind; 0 leaves them out",
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures of each folder, of all one after the other, and of hostile files."""
    figures: dict[str, object] = {
        str(folder): _format_speed(folder) for folder in arguments.folders
    }
    if arguments.folders:
        figures["imported into one project, one after the other"] = _project_speed(
            arguments.folders
        )
    if arguments.megabytes:
        figures["hostile files"] = {
            name: _growth(make, arguments.megabytes * _MEGABYTE)
            for name, make in _hostile()
        }
    figures["cores"] = os.cpu_count()
    return figures


def _format_speed(folder: Path) -> dict[str, object]:
    texts = [read_text(path) for path in sorted(folder.rglob("*.md"))]
    size = sum(len(text.encode()) for text in texts)
    read_seconds, documents = _cpu(lambda: [read(repair(text)) for text in texts])
    write_seconds, _ = _cpu(lambda: [document.join() for document in documents])
    return {
        "files": len(texts),
        "bytes": size,
        "units": sum(len(document.units) for document in documents),
        "read_megabytes_per_cpu_second": size / _MEGABYTE / read_seconds,
        "write_megabytes_per_cpu_second": size / _MEGABYTE / write_seconds,
    }


def _project_speed(folders: Sequence[Path]) -> dict[str, object]:
    """Import every folder into one project, then export each of their languages."""
    figures: dict[str, object] = {}
    locales = {folder: locale_of(folder) for folder in folders}
    with tempfile.TemporaryDirectory() as root:
        targets = {
            folder: target_of(Path(root), locale, tuple(locales.values()))
            for folder, locale in locales.items()
        }
        for folder, target in targets.items():
            size = sum(path.stat().st_size for path in folder.rglob("*.md"))
            figures[f"import {folder}"] = _speed(
                size, partial(import_into, folder, target)
            )
        for folder, target in targets.items():
            size = sum(path.stat().st_size for path in folder.rglob("*.md"))
            out = Path(root, "out", target.locale.gettext)
            figures[f"export {folder}"] = _speed(size, partial(_export, out, target))
    return figures


def locale_of(folder: Path) -> Locale:
    """The language the articles of ``folder`` say they are in: the first's."""
    for path in sorted(folder.rglob("*.md")):
        if code := facts_of(read(read_text(path))).content_locale:
            return parse_locale(code.partition("-")[0])
    message = f"{folder}: no side-by-side articles"
    raise SystemExit(message)


def target_of(root: Path, locale: Locale, locales: Sequence[Locale]) -> Target:
    """A project in the folder ``root`` that ``locale``, of ``locales``, goes into."""
    return Target(
        docs=root / "docs",
        locales_root=root / "locales",
        locale=locale,
        others=tuple(other for other in locales if other != locale),
        originals=None,
        front_matter=_KEYS,
        edition=Edition("Bench", "", 1, datetime(2000, 1, 1, tzinfo=UTC)),
    )


def _renderer() -> Renderer:
    return Renderer(EXTENSIONS, {"pymdownx.tabbed": {"alternate_style": True}})


def import_into(folder: Path, target: Target) -> None:
    """Import the side-by-side articles of ``folder``."""
    import_folder(folder, target=target, splitting=Splitting(_renderer)).write()


def _export(out: Path, target: Target) -> None:
    source = ExportSource(
        docs=target.docs,
        locales_root=target.locales_root,
        locale=target.locale,
        front_matter=_KEYS,
        split=Splitting(_renderer).splitter(),
    )
    export_folder(out, (), source=source)


def _speed(size: int, job: Callable[[], None]) -> dict[str, object]:
    before = os.times()
    job()
    after = os.times()
    seconds = after.elapsed - before.elapsed
    return {
        "seconds": seconds,
        "cpu_seconds": sum(after[:4]) - sum(before[:4]),
        "megabytes_per_second": size / _MEGABYTE / seconds,
    }


def _hostile() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Names of hostile files, each with what makes one of a size."""
    for name, piece in _REPEATED.items():
        yield name, partial(_filled, "", piece, "")
    for name, around in _AROUND.items():
        yield name, partial(_filled, *around)


def _filled(begin: str, piece: str, end: str, size: int) -> str:
    return begin + piece * ((size - len(begin) - len(end)) // len(piece)) + end


def _growth(make: Callable[[int], str], size: int) -> dict[str, object]:
    half, _ = _taken(make(size // 2))
    whole, format_alone = _taken(make(size))
    return {
        "growth": whole / half,
        "format_megabytes_per_cpu_second": size / _MEGABYTE / format_alone,
        "with_english_megabytes_per_cpu_second": size / _MEGABYTE / whole,
    }


def _taken(text: str) -> tuple[float, float]:
    """CPU seconds of all that is done before an article is cut; of the format alone."""
    mended_seconds, mended = _cpu(lambda: repair(text))
    read_seconds, document = _cpu(lambda: read(mended))
    joined_seconds, _ = _cpu(document.join)
    rest_seconds, _ = _cpu(lambda: _rest(text, document, mended))
    format_alone = mended_seconds + read_seconds + joined_seconds
    return format_alone + rest_seconds, format_alone


def _rest(text: str, document: Document, mended: str) -> None:
    damage_lines(text, document, mended)
    facts_of(document)
    english(document, path="a.md", keys=_KEYS)


def _cpu(job: Callable[[], Result]) -> tuple[float, Result]:
    """Least CPU seconds of three runs, and what the last of them returned."""
    least = float("inf")
    for _ in range(_RUNS):
        gc.collect()
        started = time.process_time()
        result = job()
        least = min(least, time.process_time() - started)
    return least, result
