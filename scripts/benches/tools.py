"""What other tools do to all catalogs of a language, and what an update mends of it.

Side-by-side articles are imported; some are deleted again, so that the memory holds
their catalogs. Catalogs get what translators and their tools put there: comments,
fuzzy messages with the text before, flags, marks of machine translation, obsolete
messages, header fields. Then each tool reads and writes every file. ``lost`` counts
what is no longer there as polib reads it, comments by their words, which polib wraps;
``not restored`` the files that the next update does not make what they were, to the
byte.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import polib
from translate.storage.pypo import pofile

from benches.imported import Imported
from bitext.catalog import Message, extract, read_catalog, write_catalog
from bitext.site.catalogs import edition
from bitext.site.sources import read_sources

_KINDS = ("message", "comment", "fuzzy mark", "live previous text", "header field")
_DELETED = 10
"""One article in so many."""
_FIELDS = {"Last-Translator": "Kåre <kare@example.org>", "X-Reviewed": "yes, twice"}
_MADE = "POT-Creation-Date"
_Part = tuple[str, Path, object]
"""Its kind, its file, and what it is."""
_Tool = Callable[[Path, Path | None], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench tools``."""
    parser.add_argument("folder", type=Path, help="folder of side-by-side articles")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="take one article of N"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures by tool; ``ok`` is whether nothing is lost and all is restored."""
    with tempfile.TemporaryDirectory(prefix="bitext-bench-") as name:
        work = _Work.take(arguments.folder, Path(name), every=arguments.every)
        work.fill()
        held = Counter(kind for kind, _, _ in work.parts())
        refused = work.refused_by_msgfmt()
        figures: dict[str, object] = {
            "files": len(work.files()),
            "holding": {kind: held[kind] for kind in _KINDS},
            "refused by msgfmt --check": refused,
        }
        is_ok = not refused and all(held[kind] for kind in _KINDS)
        for tool, through in _TOOLS.items():
            found = work.pass_through(through)
            is_ok = is_ok and found.pop("ok") is True
            figures[tool] = found
    figures["ok"] = is_ok
    return figures


class _Work(Imported):
    def fill(self) -> None:
        """Have the catalogs hold all that catalogs can, as an update leaves it."""
        for path in self.articles()[::_DELETED]:
            path.unlink()
        self.update()
        number = 0
        for path in sorted(self.catalogs.rglob("*.po")):
            catalog = read_catalog(path)
            for index, message in enumerate(catalog.messages):
                catalog.messages[index] = _marked(message, number)
                number += 1
            catalog.obsolete += [
                Message(f"Gone, {path.name}.", "Borte.", is_obsolete=True),
                Message(
                    f"Gone too, {path.name}.",
                    "Også borte.",
                    is_obsolete=True,
                    is_fuzzy=True,
                    previous='Before it was "gone".',
                    comments=("Was fuzzy when it went.",),
                ),
            ]
            catalog.header |= _FIELDS
            write_catalog(path, catalog)
        self.update()

    def files(self) -> dict[Path, bytes]:
        """Catalogs and memory."""
        paths = sorted((self.root / "locales").rglob("*.po"))
        return {path: path.read_bytes() for path in paths}

    def parts(self) -> Iterator[_Part]:
        """All that no tool may lose."""
        for path in self.files():
            catalog = polib.pofile(path.read_text("utf-8"))
            yield from (("header field", path, one) for one in catalog.metadata.items())
            for entry in catalog:
                key = (entry.msgctxt, entry.msgid, entry.obsolete)
                yield "message", path, (*key, entry.msgstr)
                if comment := tuple(entry.tcomment.split()):
                    yield "comment", path, (*key, comment)
                if entry.fuzzy:
                    yield "fuzzy mark", path, key
                if entry.previous_msgid and not entry.obsolete:
                    yield "live previous text", path, (*key, entry.previous_msgid)

    def refused_by_msgfmt(self) -> int:
        program = _program("msgfmt")
        return sum(
            subprocess.run(  # noqa: S603 - our own command line
                [program, "--check", "-o", os.devnull, path],
                check=False,
                capture_output=True,
            ).returncode
            != 0
            for path in self.files()
        )

    def pass_through(self, tool: _Tool) -> dict[str, object]:
        """What ``tool`` does to every file; they are as before afterwards."""
        before, held = self.files(), Counter(self.parts())
        templates = self._templates()
        with ProcessPoolExecutor() as pool:
            list(pool.map(tool, before, map(templates.get, before), chunksize=_CHUNK))
        changed = sum(content != before[path] for path, content in self.files().items())
        lost = Counter(kind for kind, _, _ in (held - Counter(self.parts())).elements())
        seconds = self.update()
        after = self.files()
        apart = [
            path
            for path in before.keys() | after
            if before.get(path) != after.get(path)
        ]
        for path, content in before.items():
            path.write_bytes(content)
        return {
            "files changed": changed,
            "lost": {kind: lost[kind] for kind in _KINDS},
            "not restored": len(apart),
            "cpu_seconds of the update": seconds,
            "ok": not lost and not apart,
        }

    def _templates(self) -> dict[Path, Path]:
        """Our templates by their catalogs."""
        project = self.load()
        folder = self.root / "templates"
        sources = read_sources(project)
        extract(sources.templates, folder=folder, edition=edition(project)).apply()
        templates: dict[Path, Path] = {}
        for path in folder.rglob("*.pot"):
            catalog_path = self.catalogs / path.relative_to(folder).with_suffix(".po")
            templates[catalog_path] = path
            # Where templates are kept they are made with their catalogs.
            template = read_catalog(path)
            made = read_catalog(catalog_path).header[_MADE]
            template.header[_MADE] = made
            write_catalog(path, template)
        return templates


def _marked(message: Message, number: int) -> Message:
    """``message`` with what a translator may leave there; ``number`` says what."""
    facts = dict(message.facts)
    comments, flags = message.comments, message.flags
    if number % 5 == 0:
        comments = ("Ask Ola.", "", "See the style guide: § 4.")
    if number % 7 == 0:
        facts["origin"] = "mt"
    if number % 11 == 0:
        flags = (*flags, "max-length:40", "no-wrap")
    if number % 13 == 0:
        facts["ignore"] = "link-missing\nnumber-mismatch it is said in words"
    message = replace(message, comments=comments, flags=flags, facts=facts)
    if number % 3 == 0 and message.target:
        previous = f'{message.source} "Before."'
        return replace(message, is_fuzzy=True, previous=previous)
    return message


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        reason = f"{name} of GNU gettext is not installed"
        raise SystemExit(reason)
    return found


def _through_gettext(
    path: Path, template: Path | None, *, program: str, options: tuple[str, ...] = ()
) -> None:
    if program == "msgmerge" and template is None:
        return
    inputs = [path] if program == "msgcat" else [path, template]
    command = [_program(program), *options, "-o", path, *inputs]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command line


def _through_polib(path: Path, _template: Path | None) -> None:
    polib.pofile(str(path)).save()


def _through_toolkit(path: Path, _template: Path | None) -> None:
    store = pofile(path.read_bytes())
    for unit in store.units:
        # As if each had been edited: the others it copies.
        if not unit.isheader():
            unit.target = unit.target
    path.write_bytes(bytes(store))


_CHUNK = 16
_MERGE = ("--quiet", "--previous", "--no-fuzzy-matching")
_TOOLS: dict[str, _Tool] = {
    "msgcat": partial(_through_gettext, program="msgcat"),
    "msgmerge": partial(_through_gettext, program="msgmerge", options=_MERGE),
    "translate-toolkit": _through_toolkit,
    "polib": _through_polib,
}
