"""Whatever a translated page has other than its source page is found."""

from argparse import Namespace
from pathlib import Path

import pytest

from benches.structure import differences, page_of, run
from bitext.config import LocaleConfig
from bitext.locales import parse_locale
from bitext.site.build import build_site
from bitext.site.project import load_project
from tests.site.boats import make_site, write

EN = LocaleConfig(parse_locale("en"), "English", "")
AR = LocaleConfig(parse_locale("ar"), "العربية", "ar")
PAGE = """\
<html lang="{lang}"><body dir="{dir}"><nav><a href="/">Home</a></nav>
<article>{text}</article></body></html>
"""
SOURCE = (
    '<h1 id="oars">Oars</h1><ul><li>Put <em>them</em> '
    '<a href="../boat/">away</a>.<img src="oar.png"></li></ul>'
)
TARGET = (
    '<h1 id="oars"><span data-s="1">مجاديف</span></h1><ul><li>'
    '<span data-s="2"><a href="../boat/">أبعد</a> <em>ها</em>.'
    '<img src="oar.png"></span>'
    "</li></ul>"
)
NOTICE = '<div data-bitext-notice="partial"><p><a href="/">Original</a></p></div>'
IN_ENGLISH = TARGET.replace(
    '<span data-s="1">مجاديف',
    '<span data-s="1" data-state="untranslated" lang="en" dir="ltr">Oars',
)


def different(
    folder: Path, text: str, *, lang: str = "ar", direction: str = "rtl"
) -> list[str]:
    """What the bench says of ``text`` for a translation of SOURCE."""
    source = write(folder / "en.html", PAGE.format(lang="en", dir="ltr", text=SOURCE))
    target = write(folder / "ar.html", PAGE.format(lang=lang, dir=direction, text=text))
    return list(
        differences(page_of(source), page_of(target), language=AR, written_in=EN)
    )


@pytest.mark.parametrize("text", [TARGET, NOTICE + TARGET, IN_ENGLISH])
def test_a_translated_page_is_as_its_source(tmp_path: Path, text: str) -> None:
    assert different(tmp_path, text) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("<ul><li>", "<ul><li></li><li>", ["blocks"]),
        ('id="oars"', 'id="مجاديف"', ["ids"]),
        ("../boat/", "../../boat/", ["links"]),
        ('<img src="oar.png">', "", ["images"]),
        ("<em>ها</em>", "ها", ["emphasis"]),
        ("</a>", "</a></b>", ["faults of HTML"]),
        ('<span data-s="1">', '<span data-s="1" lang="en">', ["language of sentences"]),
        (
            '<span data-s="1">',
            '<span data-s="1" data-state="fuzzy">',
            ["language of sentences"],
        ),
    ],
)
def test_what_differs_is_found(
    tmp_path: Path, old: str, new: str, found: list[str]
) -> None:
    assert different(tmp_path, TARGET.replace(old, new, 1)) == found


@pytest.mark.parametrize(("lang", "direction"), [("en", "rtl"), ("ar", "ltr")])
def test_language_and_direction_of_a_page_are_looked_at(
    tmp_path: Path, lang: str, direction: str
) -> None:
    assert different(tmp_path, TARGET, lang=lang, direction=direction) == ["language"]


@pytest.mark.slow
def test_half_translated_site_has_the_structure_of_its_source(tmp_path: Path) -> None:
    config = make_site(tmp_path)
    assert build_site(load_project(config), jobs=1).errors == ()
    figures = run(Namespace(config=config))
    assert figures["ok"], figures
