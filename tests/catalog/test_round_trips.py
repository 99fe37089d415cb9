"""What other tools do to our catalogs: nothing is lost, and an update undoes the rest.

Each tool reads and writes a catalog that holds all our writer can emit. What no tool
may lose is there afterwards; after the next update the file is what it was, to the
byte.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from bitext.catalog import (
    Edition,
    Message,
    extract,
    read_catalog,
    update_locale,
    write_catalog,
)
from bitext.layout import catalog_path
from bitext.locales import Locale

Gettext = Callable[..., str]
Tool = Callable[[Path, Path], None]

ARTICLE = "set up/my page.md"
SOURCES: dict[str, tuple[str | None, str]] = {
    "Save the file.": (None, "Lagre filen."),
    "Save": ("button", "Lagre"),
    'Say "yes" or `C:\\new\\table`.': (None, 'Si "ja" eller `C:\\new\\table`.'),
    "One\ttab and a line\u2028separator, a paragraph\u2029one.": (
        None,
        "En\ttabulator, en linje\u2028skiller, et avsnitt\u2029ett.",
    ),
    "A next\x85line.": (None, "En neste\x85linje."),
    "Blanks\u00a0that\u202fdo not break, and \U0001f680.": (None, "\u00a0\u202f."),
    " ".join(["A long sentence that no tool of ours wraps."] * 6): (
        None,
        " ".join(["En lang setning."] * 12),
    ),
    "文章は空白なしで続くので、どこで折り返すかは道具による。" * 4: (None, "Tekst."),
    "Nobody has translated this.": (None, ""),
    "%d of 100 % is no format.": (None, "%d av 100 % er intet format."),
}
GONE = {"Gone with its source.": "Borte.", "Gone too, %s.": "Også borte, %s."}


def template(sources: Sequence[str]) -> tuple[Message, ...]:
    return tuple(
        Message(
            source,
            context=SOURCES.get(source, (None, ""))[0],
            extracted=("paragraph in Set up › My page", "note: for the writer"),
            references=(f"docs/{ARTICLE}",),
            flags=("markdown-text",),
        )
        for source in sources
    )


class Shelf:
    """One catalog among the files of a locale."""

    def __init__(self, root: Path, locale: Locale, edition: Edition) -> None:
        self._root, self._locale, self._edition = root, locale, edition
        self.path = catalog_path(root, gettext="nb", article=ARTICLE)
        self.template = template([*SOURCES, *GONE])

    def update(self) -> None:
        update_locale(
            self._root,
            locale=self._locale,
            templates={ARTICLE: self.template},
            edition=self._edition,
        ).changes.apply()

    def pot(self, folder: Path) -> Path:
        extract({ARTICLE: self.template}, folder=folder, edition=self._edition).apply()
        return folder / f"{ARTICLE}.pot"

    def fill(self) -> None:
        """Have the catalog hold everything a catalog of ours can."""
        self.update()
        catalog = read_catalog(self.path)
        translations = {**{s: t for s, (_, t) in SOURCES.items()}, **GONE}
        first, second, *others = (
            replace(message, target=translations[message.source])
            for message in catalog.messages
        )
        catalog.messages = [
            replace(
                first,
                comments=("Ask Ola.", "", "See the style guide: § 4."),
                facts={
                    "origin": "mt",
                    "carried": "code, link",
                    "ignore": "link-missing\nnumber-mismatch the number is said in "
                    'words, as the style guide wants it: "en", "to", "tre" \\o/',
                },
            ),
            replace(
                second,
                flags=(*second.flags, "max-length:40", "no-wrap"),
                is_fuzzy=True,
                previous='Store "it"',
                previous_context="menu",
                facts={"fuzzy": "edited"},
            ),
            *others,
        ]
        catalog.messages[-1] = replace(
            catalog.messages[-1],
            is_fuzzy=True,
            previous=f"Older:\t{'gone ' * 30}",
            comments=("Was fuzzy when it went.",),
            flags=("terminology", "c-format"),
            facts={"fuzzy": "similar"},
        )
        catalog.header |= {
            "Last-Translator": "Kåre <kare@example.org>",
            "X-Zeta": "kept",
            "X-Bitext-Reviewed": "yes, twice",
            "X-Alpha": "kept too",
        }
        catalog.comments = ("Translations of the manual.", "", "Kåre, 2026.")
        write_catalog(self.path, catalog)
        self.template = template(list(SOURCES))
        self.update()


@pytest.fixture
def shelf(tmp_path: Path, nb: Locale, edition: Edition) -> Shelf:
    shelf = Shelf(tmp_path / "locales", nb, edition)
    shelf.fill()
    return shelf


def through_polib(path: Path, _pot: Path) -> None:
    polib.pofile(str(path)).save()


def through_toolkit(path: Path, _pot: Path) -> None:
    reason = "translate-toolkit, of the extra exchange, is not installed"
    pypo = pytest.importorskip("translate.storage.pypo", reason=reason)
    store = pypo.pofile.parsefile(str(path))
    path.write_bytes(bytes(store))


def through_an_editor_of_windows(path: Path, _pot: Path) -> None:
    content = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + content)


def by_gettext(gettext: Gettext, program: str, *options: str) -> Tool:
    def through(path: Path, pot: Path) -> None:
        inputs = (path, pot) if program == "msgmerge" else (path,)
        gettext(program, *options, "-o", path, *inputs)

    return through


GETTEXT = {
    "msgcat": ("msgcat",),
    "msgcat without wrapping": ("msgcat", "--no-wrap"),
    "msgcat, narrow": ("msgcat", "--width=40"),
    "msgmerge": ("msgmerge", "--quiet", "--previous", "--no-fuzzy-matching"),
}
OTHERS: dict[str, Tool] = {
    "polib": through_polib,
    "translate-toolkit": through_toolkit,
    "an editor of Windows": through_an_editor_of_windows,
}


@pytest.fixture(params=[*GETTEXT, *OTHERS])
def tool(request: pytest.FixtureRequest, gettext: Gettext) -> Tool:
    name: str = request.param
    return OTHERS[name] if name in OTHERS else by_gettext(gettext, *GETTEXT[name])


def lasting(messages: Sequence[Message]) -> dict[object, Message]:
    """What every tool has to keep of ``messages``."""
    return {
        message.key: replace(message, extracted=(), references=(), flags=())
        for message in messages
    }


def test_no_tool_loses_what_must_last(shelf: Shelf, tool: Tool, tmp_path: Path) -> None:
    before = read_catalog(shelf.path)
    assert len(before.obsolete) == len(GONE)
    tool(shelf.path, shelf.pot(tmp_path / "templates"))
    after = read_catalog(shelf.path)
    assert lasting(after.messages) == lasting(before.messages)
    assert lasting(after.obsolete) == lasting(before.obsolete)
    assert after.header == before.header
    assert after.comments == before.comments


def test_an_update_after_any_tool_restores_every_byte(
    shelf: Shelf, tool: Tool, tmp_path: Path
) -> None:
    before = shelf.path.read_bytes()
    tool(shelf.path, shelf.pot(tmp_path / "templates"))
    shelf.update()
    assert shelf.path.read_bytes().decode() == before.decode()


def test_polib_leaves_no_trace_above_a_header_without_comments(shelf: Shelf) -> None:
    catalog = read_catalog(shelf.path)
    catalog.comments = ()
    write_catalog(shelf.path, catalog)
    before = shelf.path.read_bytes()
    through_polib(shelf.path, shelf.path)
    assert shelf.path.read_bytes() != before
    shelf.update()
    assert shelf.path.read_bytes() == before


def test_msgfmt_accepts_all_we_write(shelf: Shelf, gettext: Gettext) -> None:
    gettext("msgfmt", "--check", "-o", os.devnull, shelf.path)
