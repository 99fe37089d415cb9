"""How long a catalog of 27,000 messages takes to follow its article, beside peers.

The messages are those of a folder of side-by-side articles, imported; a text that
stands in several has the article as its context. A seed decides which tenth of them
is edited and how: words are taken out, put in or exchanged. Seconds are CPU time, with
reading and writing the files; ``ok`` is whether ours are at most three.
"""

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import polib
from babel.messages.pofile import read_po, write_po

from benches.sxs import import_into, locale_of, target_of
from bitext.catalog import (
    Catalog,
    Counts,
    Edition,
    Key,
    Message,
    read_catalog,
    update_locale,
    write_catalog,
)
from bitext.catalog.header import complete_header
from bitext.config import parse_config
from bitext.layout import catalog_path, catalogs_folder
from bitext.locales import Locale
from bitext.site.carrying import carrying

_ARTICLE = "article.md"
_SUFFIX = ".po"
_AT_MOST_S = 3.0
_RUNS = 3
_SHARE = 10
"""One message in so many is edited."""
_EDITION = Edition("Bench", "", 1, datetime(2000, 1, 1, tzinfo=UTC))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench update``."""
    parser.add_argument("folder", type=Path, help="folder of side-by-side articles")
    parser.add_argument("--messages", type=int, default=27_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--babel",
        type=int,
        default=3,
        metavar="N",
        help="messages edited for Babel, which takes seconds for each "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "--no-peers", action="store_true", help="leave the other tools out"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Seconds of each tool; ``times_ours`` are theirs by ours."""
    with tempfile.TemporaryDirectory(prefix="bitext-bench-") as name:
        root = Path(name)
        locale, messages = _imported(arguments.folder, root / "import")
        messages = messages[: arguments.messages]
        edited = _edited(messages, len(messages) // _SHARE, seed=arguments.seed)
        work = _Work(root, locale, messages, edited)
        seconds, counts = work.ours()
        figures: dict[str, object] = {
            "messages": len(messages),
            "edited": len(messages) // _SHARE,
            "bitext": {"cpu_seconds": seconds, **asdict(counts)},
        }
        if not arguments.no_peers:
            few = _edited(messages, arguments.babel, seed=arguments.seed)
            babel = f"babel, fuzzy, {arguments.babel} edited"
            peers: dict[str, Callable[[], float | None]] = {
                "msgmerge": work.msgmerge,
                "polib, which offers no similar texts": work.polib,
                babel: partial(work.babel, few),
            }
            for peer, job in peers.items():
                figures[peer] = _beside(seconds, job())
        figures["ok"] = seconds <= _AT_MOST_S
    return figures


def _beside(ours: float, theirs: float | None) -> object:
    if theirs is None:
        return "not installed"
    return {"cpu_seconds": theirs, "times_ours": theirs / ours}


def _imported(folder: Path, root: Path) -> tuple[Locale, list[Message]]:
    """Return the translated messages of all articles."""
    locale = locale_of(folder)
    target = target_of(root, locale, [locale])
    import_into(folder, target)
    catalogs = catalogs_folder(target.locales_root, gettext=locale.gettext)
    messages: dict[Key, Message] = {}
    for path in sorted(catalogs.rglob(f"*{_SUFFIX}")):
        article = path.relative_to(catalogs).as_posix().removesuffix(_SUFFIX)
        for message in read_catalog(path).messages:
            if not message.is_translated:
                continue
            context = article if message.key in messages else message.context
            kept = replace(message, context=context, references=(f"docs/{_ARTICLE}",))
            messages.setdefault(kept.key, kept)
    return locale, list(messages.values())


def _edited(messages: Sequence[Message], number: int, *, seed: int) -> list[Message]:
    """Return the template after ``number`` of ``messages`` were edited."""
    chance = random.Random(seed)  # noqa: S311 - the same edits each time
    words = sorted({word for message in messages for word in message.source.split()})
    chosen = set(chance.sample(range(len(messages)), number))
    template: dict[Key, Message] = {}
    for index, message in enumerate(messages):
        source = message.source
        if index in chosen:
            source = _other_wording(source, words, chance)
        wanted = _wanted(replace(message, source=source))
        template.setdefault(wanted.key, wanted)
    return list(template.values())


def _other_wording(source: str, words: Sequence[str], chance: random.Random) -> str:
    held = source.split(" ")
    place = chance.randrange(len(held))
    removed = chance.randrange(2)
    is_only = not removed or len(held) == 1
    added = chance.choices(words, k=chance.randrange(is_only, 3))
    held[place : place + removed] = added
    return " ".join(held)


def _wanted(message: Message) -> Message:
    return Message(
        message.source,
        context=message.context,
        extracted=message.extracted,
        references=message.references,
        flags=message.flags,
    )


def _updated(
    locales_root: Path, locale: Locale, template: Sequence[Message]
) -> tuple[float, Counts]:
    config = parse_config({"source": "en", "locales": [locale.code]})
    started = time.process_time()
    update = update_locale(
        locales_root,
        locale=locale,
        templates={_ARTICLE: template},
        edition=_EDITION,
        carrying=carrying(config, locale=locale),
    )
    update.changes.apply()
    return time.process_time() - started, update.counts


class _Work:
    """A catalog, its new template and the tools that bring them together."""

    def __init__(
        self,
        root: Path,
        locale: Locale,
        messages: Sequence[Message],
        template: Sequence[Message],
    ) -> None:
        self._locale = locale
        self._template = template
        self._locales_root = root / "locales"
        self._before = root / "before.po"
        self._pot = root / "article.pot"
        self._out = root / "after.po"
        self._write(self._before, messages, locale=locale)
        self._write(self._pot, template, locale=None)

    def _write(
        self, path: Path, messages: Sequence[Message], *, locale: Locale | None
    ) -> None:
        header = complete_header({}, locale=locale, edition=_EDITION, is_new_set=True)
        write_catalog(path, Catalog(str(path), header, list(messages)))

    def ours(self) -> tuple[float, Counts]:
        """Least seconds of three runs, and what came of it."""
        least = float("inf")
        path = catalog_path(
            self._locales_root, gettext=self._locale.gettext, article=_ARTICLE
        )
        path.parent.mkdir(parents=True)
        for _ in range(_RUNS):
            shutil.copyfile(self._before, path)
            # A command does not hold what this bench has read before.
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                job = pool.submit(
                    _updated, self._locales_root, self._locale, self._template
                )
                seconds, counts = job.result()
            least = min(least, seconds)
        return least, counts

    def msgmerge(self) -> float | None:
        """GNU gettext's, with previous sources as ours has them."""
        program = shutil.which("msgmerge")
        if program is None:
            return None
        options = ("--quiet", "--previous", "--no-wrap", f"--output={self._out}")
        before = os.times()
        subprocess.run([program, *options, self._before, self._pot], check=True)  # noqa: S603 - our own command line
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    def polib(self) -> float:
        """Merge only: a text that changed is new."""
        started = time.process_time()
        catalog = polib.pofile(str(self._before), wrapwidth=0)
        catalog.merge(polib.pofile(str(self._pot)))
        catalog.save(str(self._out))
        return time.process_time() - started

    def babel(self, template: Sequence[Message]) -> float:
        """The same for the fewer edits of ``template``."""
        pot = self._pot.with_name("few.pot")
        self._write(pot, template, locale=None)
        started = time.process_time()
        with self._before.open("rb") as old, pot.open("rb") as new:
            catalog = read_po(old, locale=self._locale.gettext)
            catalog.update(read_po(new))
        with self._out.open("wb") as out:
            write_po(out, catalog, width=0, include_previous=True)
        return time.process_time() - started
