"""What search engines are told of a page's languages follows what is translated."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.site.build import build_site
from bitext.site.project import load_project
from bitext.site.result import NO_SITE_URL
from tests.site.boats import AR, CONFIG, NB, catalog, tree, write
from tests.site.test_build import run

NewSite = Callable[[str], Path]
HOME = "https://example.org/docs/"
THRESHOLD = "      reader: {index_from: %d}\n"

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def build(path: Path) -> dict[str, int]:
    """Pages rendered, by language."""
    result = build_site(load_project(path), jobs=1)
    assert result.errors == ()
    return {
        one.locale: 0 if one.is_unchanged else one.rendered for one in result.languages
    }


def html(path: Path, page: str) -> str:
    return (path.parent / "site" / page).read_text(encoding="utf-8")


def alternates(path: Path, page: str) -> dict[str, str]:
    links = re.findall(
        r'<link rel="alternate " hreflang="([^"]+)" href="([^"]+)">', html(path, page)
    )
    assert len(links) == len(dict(links))
    return dict(links)


def sitemap(path: Path, folder: str = "") -> dict[str, list[str]]:
    """Languages of each page of a sitemap."""
    urls = re.findall(
        r"<loc>([^<]+)</loc>(.*?)</url>", html(path, f"{folder}sitemap.xml"), re.DOTALL
    )
    return {url: re.findall('hreflang="([^"]+)"', rest) for url, rest in urls}


def test_only_languages_that_have_enough_of_a_page_are_named(site: Path) -> None:
    build(site)
    # Of start.md's 21 words 12 are translated into nb, 3 into ar, none into ja.
    wanted = {
        "en": f"{HOME}guide/start/",
        "nb": f"{HOME}nb/guide/start/",
        "x-default": f"{HOME}guide/start/",
    }
    assert alternates(site, "guide/start/index.html") == wanted
    assert alternates(site, "nb/guide/start/index.html") == wanted
    assert alternates(site, "ja/guide/start/index.html") == {}


def test_page_that_is_hardly_translated_is_kept_from_search_engines(site: Path) -> None:
    build(site)
    robots = '<meta name="robots" content="noindex">'
    for page, is_hidden in {
        "": False,
        "nb/": False,
        "ja/": True,
        "guide/start/": False,
        "nb/guide/start/": False,
        "ja/guide/start/": True,
        "ar/guide/start/": True,
        "nb/guide/tables/": True,
    }.items():
        text = html(site, f"{page}index.html")
        assert (robots in text) == is_hidden, page
        assert f'<link rel="canonical" href="{HOME}{page}">' in text


def test_sitemaps_hold_the_pages_that_search_engines_get(site: Path) -> None:
    build(site)
    assert sitemap(site) == {
        HOME: ["en", "nb", "x-default"],
        f"{HOME}guide/start/": ["en", "nb", "x-default"],
        f"{HOME}guide/tables/": ["en", "x-default"],
    }
    assert sitemap(site, "nb/") == {
        f"{HOME}nb/": ["en", "nb", "x-default"],
        f"{HOME}nb/guide/start/": ["en", "nb", "x-default"],
    }
    assert sitemap(site, "ja/") == {}


@pytest.mark.parametrize(
    ("threshold", "languages"),
    [
        (0, ["en", "nb", "ja", "ar", "x-default"]),
        (57, ["en", "nb", "x-default"]),
        (58, ["en", "x-default"]),
    ],
)
def test_setting_says_how_much_is_enough(
    new_site: NewSite, threshold: int, languages: list[str]
) -> None:
    ours = "      locales: [nb, ja, ar]\n"
    site = new_site(CONFIG.replace(ours, ours + THRESHOLD % threshold))
    build(site)
    assert list(alternates(site, "guide/start/index.html")) == languages


def test_page_that_gets_translated_is_named_by_the_other_languages(
    site: Path, tmp_path: Path
) -> None:
    assert build(site) == {"en": 3, "nb": 3, "ja": 3, "ar": 3}
    po = site.parent / "locales/ar/LC_MESSAGES/guide/start.md.po"
    rest = dict.fromkeys(("Put the oars away.", "Mind the gap", "Lift it."), "نص")
    write(po, catalog(AR["guide/start.md"] | rest))
    # Its own page, and the two that lead to it; where it is not named, nothing changes.
    assert build(site) == {"en": 1, "nb": 1, "ja": 0, "ar": 1}
    for page in ("guide/start/", "nb/guide/start/", "ar/guide/start/"):
        assert list(alternates(site, f"{page}index.html")) == [
            "en",
            "nb",
            "ar",
            "x-default",
        ]
    assert f"{HOME}ar/guide/start/" in html(site, "sitemap.xml")
    assert build(site) == {"en": 0, "nb": 0, "ja": 0, "ar": 0}
    after = tree(site.parent / "site")
    (site.parent / ".cache").rename(tmp_path / "cache")
    (site.parent / "site").rename(tmp_path / "site")
    build(site)
    assert tree(site.parent / "site") == after


def test_mkdocs_names_the_same_languages(site: Path) -> None:
    po = site.parent / "locales/nb/LC_MESSAGES/guide/start.md.po"
    build(site)
    write(po, catalog({"Start": NB["guide/start.md"]["Start"]}))
    done = run("mkdocs", site)
    assert done.returncode == 0, done.stderr
    assert list(alternates(site, "guide/start/index.html")) == ["en", "x-default"]
    theirs = tree(site.parent / "site")
    build(site)
    assert tree(site.parent / "site") == theirs


def test_language_built_alone_is_told_of_later(site: Path) -> None:
    result = build_site(load_project(site), jobs=1, locales=["nb"])
    assert result.errors == ()
    build(site)
    first = tree(site.parent / "site")
    assert list(alternates(site, "nb/index.html")) == ["en", "nb", "x-default"]
    build(site)
    assert tree(site.parent / "site") == first


def test_without_an_address_one_line_says_what_is_absent(new_site: NewSite) -> None:
    site = new_site(CONFIG.replace(f"site_url: {HOME}\n", ""))
    command = [sys.executable, "-m", "bitext", "build", "-f", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout + done.stderr).count(NO_SITE_URL) == 1
    for page in ("index.html", "nb/index.html"):
        text = html(site, page)
        assert 'rel="alternate' not in text
        assert "canonical" not in text
    done = run("mkdocs", site, "--strict")
    assert done.returncode == 0
    assert (done.stdout + done.stderr).count(NO_SITE_URL) == 1
