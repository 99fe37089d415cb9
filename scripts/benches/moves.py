"""What moving text about costs: articles renamed, sections moved, articles restored.

Folders of side-by-side articles are imported into a project. Some articles are
deleted, the catalogs updated, the articles restored and the catalogs updated again:
their catalogs should be what they were, to the byte. Then half of the articles are
renamed, and of half of them the last section goes to the end of another. No sentence
is changed, so each that was translated should be so still. All shares are of what the
catalogs hold as polib reads them.
"""

import argparse
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from benches.imported import Imported
from bitext.markdown import frontmatter

__all__ = ["add_arguments", "cut", "rearranged", "run"]

_AT_LEAST = 0.99
_FENCE = re.compile(r"(```|~~~)")
_HEADING = re.compile(r"#{2,6} ")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench moves``."""
    parser.add_argument(
        "folders", nargs="+", type=Path, help="folders of side-by-side articles"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--deleted",
        type=int,
        default=300,
        metavar="N",
        help="articles deleted and restored (default: %(default)s)",
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Figures by language; ``ok`` is whether at least 99 % stay valid."""
    figures: dict[str, object] = {}
    is_ok = True
    for folder in arguments.folders:
        with tempfile.TemporaryDirectory(prefix="bitext-bench-") as name:
            work = _Work.take(folder, Path(name))
            chance = random.Random(arguments.seed)  # noqa: S311 - the same each time
            found = {
                "articles": len(work.articles()),
                "deleted and restored": work.delete_and_restore(
                    chance, number=arguments.deleted
                ),
                "moved": work.move(chance),
            }
        figures[work.locale.code] = found
        is_ok = is_ok and all(
            part.pop("ok") for part in found.values() if isinstance(part, dict)
        )
    figures["ok"] = is_ok
    return figures


@dataclass(frozen=True, slots=True)
class _Translations:
    """What catalogs hold, messages of several articles counted several times."""

    valid: Counter[tuple[str, str]]
    """Sources with their translations."""
    kept: frozenset[tuple[str, str]]
    """Those that stand anywhere: valid, fuzzy, obsolete or in the memory."""


class _Work(Imported):
    def files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.catalogs.rglob("*.po")}

    def translations(self) -> _Translations:
        valid: Counter[tuple[str, str]] = Counter()
        kept: set[tuple[str, str]] = set()
        for path in (self.root / "locales").rglob("*.po"):
            is_live = path.is_relative_to(self.catalogs)
            for entry in polib.pofile(path.read_text("utf-8")):
                if entry.msgstr:
                    kept.add((entry.msgid, entry.msgstr))
                    is_valid = is_live and not entry.obsolete and not entry.fuzzy
                    valid[entry.msgid, entry.msgstr] += is_valid
        return _Translations(+valid, frozenset(kept))

    def delete_and_restore(
        self, chance: random.Random, *, number: int
    ) -> dict[str, object]:
        before = self.files()
        articles = self.articles()
        chosen = chance.sample(articles, min(number, len(articles)))
        texts = {path: path.read_bytes() for path in chosen}
        for path in chosen:
            path.unlink()
        self.update()
        deleted = before.keys() - self.files().keys()
        for path, text in texts.items():
            path.write_bytes(text)
        self.update()
        after = self.files()
        same = sum(after.get(path) == before[path] for path in deleted)
        others = sum(
            after.get(path) != before[path] for path in before.keys() - deleted
        )
        return {
            "deleted": len(chosen),
            "catalogs deleted": len(deleted),
            "back to the byte": same,
            "other catalogs changed": others,
            "ok": same == len(deleted) and not others and after.keys() == before.keys(),
        }

    def move(self, chance: random.Random) -> dict[str, object]:
        before = self.translations()
        texts = {
            path.relative_to(self.docs).as_posix(): path.read_bytes().decode("utf-8")
            for path in self.articles()
        }
        after_texts, renamed, moved = rearranged(texts, chance)
        for path in self.articles():
            path.unlink()
        for name, text in after_texts.items():
            path = self.docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        seconds = self.update()
        after = self.translations()
        shutil.rmtree(self.root / ".cache")
        files = self.files()
        self.update()
        sources, sources_after = (
            Counter(source for source, _ in one.valid.elements())
            for one in (before, after)
        )
        sentences = sources.total()
        stay = (sources & sources_after).total() / sentences
        lost = len(before.kept - after.kept)
        return {
            "renamed": renamed,
            "sections moved": moved,
            "sentences": sentences,
            "stay valid": stay,
            "with the same translation": (before.valid & after.valid).total()
            / sentences,
            "translations lost": lost,
            "changed by a second update": sum(
                self.files().get(path) != content for path, content in files.items()
            ),
            "cpu_seconds": seconds,
            "ok": stay >= _AT_LEAST and not lost,
        }


def rearranged(
    texts: Mapping[str, str], chance: random.Random
) -> tuple[dict[str, str], int, int]:
    """Articles by their new paths, how many were renamed and sections moved.

    Half of the articles are renamed. The last sections of half of them, renamed or
    not, go to the end of the next one of that half.
    """
    paths = sorted(texts)
    renamed = set(chance.sample(paths, len(paths) // 2))
    after = dict(texts)
    chosen = chance.sample(paths, len(paths) // 2)
    moved = [(path, *cut(texts[path])) for path in chosen]
    moved = [(path, rest, section) for path, rest, section in moved if section]
    for index, (path, rest, _) in enumerate(moved):
        section = moved[index - 1][2]
        after[path] = f"{rest.rstrip()}\n\n{section.strip()}\n"
    names = {path: f"renamed/page-{n}.md" for n, path in enumerate(sorted(renamed))}
    return (
        {names.get(path, path): text for path, text in after.items()},
        len(renamed),
        len(moved),
    )


def cut(text: str) -> tuple[str, str]:
    """An article without its last section, and that; "" where it is but one.

    Where no heading but the first parts it, its last paragraph is a section.
    """
    text = text.replace("\r\n", "\n")
    lines = text.splitlines(keepends=True)
    first = text[: frontmatter.read(text).end].count("\n")
    headings = _beginnings(lines, first, is_heading=True)
    places = headings or _beginnings(lines, first, is_heading=False)[1:]
    if not places:
        return text, ""
    return "".join(lines[: places[-1]]), "".join(lines[places[-1] :])


def _beginnings(lines: Sequence[str], first: int, *, is_heading: bool) -> list[int]:
    """Numbers of lines a section may begin at, outside code, from 0."""
    found = []
    is_code = False
    for number, line in enumerate(lines[first:], first):
        if _FENCE.match(line.lstrip()):
            is_code = not is_code
        elif is_code or number == first or lines[number - 1].strip():
            continue
        elif _HEADING.match(line) if is_heading else line[0].isalpha():
            found.append(number)
    return found
