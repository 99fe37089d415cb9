import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bitext.catalog import Edition, read_catalog, update_locale, write_catalog
from bitext.errors import BitextError
from bitext.site.build import build_site
from bitext.site.project import load_project
from bitext.site.result import BuildWarning, SiteResult, summarized
from bitext.site.sources import read_sources
from tests.site.boats import CONFIG, NB, catalog, tree, write

ROOT = Path(__file__).parents[2]
NewSite = Callable[[str], Path]
PREFIXED = CONFIG.replace("source: en", "source: {code: en, path: en}")

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def build(path: Path, *, locales: list[str] | None = None) -> SiteResult:
    result = build_site(load_project(path), jobs=2, locales=locales)
    assert result.errors == ()
    return result


def run(host: str, path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(host)
    command = [str(program), "build", "-f", str(path), *options]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=path.parent
    )


def html(path: Path, page: str) -> str:
    return (path.parent / "site" / page).read_text(encoding="utf-8")


def test_site_stands_in_every_language_with_the_ids_of_its_source(site: Path) -> None:
    result = build(site)
    assert [one.locale for one in result.languages] == ["en", "nb", "ja", "ar"]
    ids = re.findall(r'<h\d id="([^"]*)"', html(site, "guide/start/index.html"))
    assert ids == ["start", "storage", "storage_1"]
    for code, title in {"nb": "Begynn", "ja": "Start", "ar": "ابدأ"}.items():
        page = html(site, f"{code}/guide/start/index.html")
        assert re.findall(r'<h\d id="([^"]*)"', page) == ids
        assert title in page
        assert f'<html lang="{code}"' in page
    assert '<body dir="rtl"' in html(site, "ar/index.html")
    assert 'data-state="untranslated" dir="ltr" lang="en">Then <em>close</em>' in html(
        site, "nb/guide/start/index.html"
    )
    assert "<span data-s" not in html(site, "guide/start/index.html")


def test_nav_and_name_are_translated(site: Path) -> None:
    build(site)
    page = html(site, "nb/guide/tables/index.html")
    assert "<title>Tables - Båter</title>" in page
    assert "Veiledning" in page


def test_building_again_builds_nothing_and_leaves_every_byte(site: Path) -> None:
    build(site)
    folder = site.parent / "site"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = build(site)
    assert all(one.is_unchanged for one in again.languages)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_change_of_a_catalog_builds_its_language_alone(site: Path) -> None:
    build(site)
    po = site.parent / "locales/nb/LC_MESSAGES/index.md.po"
    write(po, catalog({**NB["index.md"], "Boats float.": "Båter kan flyte."}))
    result = build(site)
    built = [one.locale for one in result.languages if not one.is_unchanged]
    assert built == ["nb"]
    assert "Båter kan flyte." in html(site, "nb/index.html")


def test_damaged_output_is_built_again(site: Path) -> None:
    build(site)
    before = tree(site.parent / "site")
    (site.parent / "site/ja/index.html").unlink()
    result = build(site)
    assert [one.locale for one in result.languages if not one.is_unchanged] == ["ja"]
    assert tree(site.parent / "site") == before


def test_two_clean_builds_are_equal(site: Path, tmp_path: Path) -> None:
    build(site)
    first = tree(site.parent / "site")
    for folder in ("site", ".cache"):
        (site.parent / folder).rename(tmp_path / folder)
    build(site)
    assert tree(site.parent / "site") == first


@pytest.mark.parametrize("config", [CONFIG, PREFIXED], ids=["root", "prefixed"])
def test_mkdocs_build_gives_the_same_site(new_site: NewSite, config: str) -> None:
    site = new_site(config)
    build(site)
    ours = tree(site.parent / "site")
    done = run("mkdocs", site, "--strict")
    assert done.returncode == 0, done.stderr
    theirs = tree(site.parent / "site")
    assert sorted(theirs) == sorted(ours)
    assert [path for path in ours if ours[path] != theirs[path]] == []


def test_properdocs_builds_the_same_site(site: Path) -> None:
    build(site)
    ours = tree(site.parent / "site")
    done = run("properdocs", site)
    assert done.returncode == 0, done.stderr
    theirs = tree(site.parent / "site")
    names = re.compile(rb'content="mkdocs-[^,]*')
    assert sorted(theirs) == sorted(ours)
    differing = [
        path
        for path in ours
        if names.sub(b"", ours[path]) != names.sub(b"", theirs[path])
        and not path.endswith((".gz", "search_index.json"))
    ]
    assert differing == []


def test_staged_tree_builds_with_plain_mkdocs(site: Path) -> None:
    build(site)
    stage = site.parent / ".cache/bitext/stage/nb"
    done = run("mkdocs", stage / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert tree(stage / "site") == tree(site.parent / "site/nb")


@pytest.fixture(scope="module")
def help_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own project, built in Norwegian."""
    project = tmp_path_factory.mktemp("help")
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, project / name)
    config = project / "mkdocs.yml"
    shutil.copy(ROOT / "mkdocs.yml", config)
    assert build_site(load_project(config), jobs=2, locales=["nb"]).errors == ()
    return project


def test_staged_help_site_builds_with_properdocs(help_project: Path) -> None:
    stage = help_project / ".cache/bitext/stage/nb"
    done = run("properdocs", stage / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    theirs, ours = tree(stage / "site"), tree(help_project / "site/nb")
    shutil.rmtree(stage / "site")
    pages = [path for path in ours if path.endswith(".html")]
    names = re.compile(rb'content="mkdocs-[^,]*')
    assert [path for path in pages if path not in theirs] == []
    differing = [
        path
        for path in pages
        if names.sub(b"", ours[path]) != names.sub(b"", theirs[path])
    ]
    assert differing == []


def test_staged_help_site_builds_with_zensical(help_project: Path) -> None:
    project = help_project
    stage = project / ".cache/bitext/stage/nb"
    done = run("zensical", stage / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    theirs, ours = (
        {
            path: words(content)
            for path, content in tree(folder).items()
            if path.endswith("index.html")
        }
        for folder in (stage / "site", project / "site/nb")
    )
    assert sorted(theirs) == sorted(ours)
    page = (stage / "site/guides/write/index.html").read_text(encoding="utf-8")
    assert '<html lang="nb"' in page
    assert "<span data-s=" in page
    assert not re.search("[\ufdd0-\ufdef]", page)
    assert [path for path in ours if ours[path] != theirs[path]] == []


def words(page: bytes) -> list[str]:
    """Words of each sentence of an article, in order."""
    # Zensical marks the table of contents too.
    text = page.decode().partition("<article")[2].partition("</article>")[0]
    found = re.findall(r"<span data-s=[^>]*>(.*?)</span>", text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", one).split()) for one in found]


def test_prefixed_source_leaves_a_way_in_at_the_root(new_site: NewSite) -> None:
    site = new_site(PREFIXED)
    build(site)
    assert 'url=en/"' in html(site, "index.html")
    assert 'f=["nb", "ja", "ar"]' in html(site, "404.html")
    assert 'hreflang="x-default" href="https://example.org/docs/en/"' in html(
        site, "en/index.html"
    )


def test_pages_lead_to_themselves_in_every_language(new_site: NewSite) -> None:
    ours = "      locales: [nb, ja, ar]\n"
    site = new_site(CONFIG.replace(ours, f"{ours}      reader: {{index_from: 0}}\n"))
    build(site)
    page = html(site, "nb/guide/start/index.html")
    assert 'href="../../../guide/start/" hreflang="en"' in page
    assert 'href="../../../ja/guide/start/" hreflang="ja"' in page
    assert (
        '<link rel="alternate " hreflang="ar" '
        'href="https://example.org/docs/ar/guide/start/">'
    ) in page
    assert html(site, "sitemap.xml").count("<xhtml:link") == 3 * 5
    missing = html(site, "nb/404.html")
    assert 'href="/docs/ja/" hreflang="ja"' in missing


def test_without_an_address_no_alternates_are_named(new_site: NewSite) -> None:
    site = new_site(CONFIG.replace("site_url: https://example.org/docs/\n", ""))
    build(site)
    page = html(site, "nb/guide/start/index.html")
    assert 'rel="alternate' not in page
    assert 'href="../../../guide/start/" hreflang="en"' in page


def test_without_an_address_a_missing_page_leads_on_in_its_language(
    new_site: NewSite,
) -> None:
    site = new_site(CONFIG.replace("site_url: https://example.org/docs/\n", ""))
    build(site)
    assert 'href="/nb/guide/start/"' in html(site, "nb/404.html")
    assert 'href="/guide/start/"' in html(site, "404.html")
    assert 'href="/nb/' in html(site, "404.html")
    assert 'href="/guide/start/"' not in html(site, "nb/404.html")


def test_one_language_alone_is_what_mkdocs_builds_without_us(new_site: NewSite) -> None:
    site = new_site(CONFIG.replace("[nb, ja, ar]", "[]"))
    shutil.rmtree(site.parent / "locales")
    build(site)
    ours = tree(site.parent / "site")
    text = site.read_text(encoding="utf-8")
    write(site, re.sub(r"  - bitext:\n.*\n.*\n", "", text))
    assert run("mkdocs", site).returncode == 0
    assert tree(site.parent / "site") == ours


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_build(new_site: NewSite, theme: str) -> None:
    config = CONFIG.replace("  name: material\n  font: false\n", f"  name: {theme}\n")
    site = new_site(config)
    build(site)
    assert "Legg bort" in html(site, "nb/guide/start/index.html")
    assert '<html lang="ar"' in html(site, "ar/index.html")


def test_language_that_fails_keeps_its_site_and_hides_no_other(
    new_site: NewSite,
) -> None:
    site = new_site(CONFIG + "hooks: [own.py]\n")
    hook = write(site.parent / "own.py", "")
    build(site)
    before = tree(site.parent / "site/nb")
    write(
        hook,
        "def on_config(config):\n"
        "    if 'nb' in config.theme.get('language', ''):\n"
        "        raise ValueError('no nb')\n",
    )
    result = build_site(load_project(site), jobs=2)
    (error,) = result.errors
    assert "own.py:3: ValueError: no nb" in error
    assert [one.locale for one in result.languages if one.error] == ["nb"]
    assert tree(site.parent / "site/nb") == before


def test_strict_build_fails_on_warnings_of_mkdocs(site: Path) -> None:
    write(site.parent / "docs/bad.md", "# Bad\n\n[gone](gone.md)\n")
    result = build_site(load_project(site), jobs=2, strict=True)
    assert len(result.errors) == 4
    assert all("strict" in error for error in result.errors)
    assert not (site.parent / "site").exists()
    (warning,) = [one for one in result.warnings if "gone.md" in one.text]
    assert (warning.count, set(warning.locales)) == (4, {"en", "nb", "ja", "ar"})
    assert run("mkdocs", site, "--strict").returncode == 1


def test_mkdocs_tells_of_faults_without_a_traceback(site: Path) -> None:
    text = site.read_text(encoding="utf-8")
    write(site, text.replace("[nb, ja, ar]", "[nb, nb, de_DE]"))
    done = run("mkdocs", site)
    assert done.returncode == 1
    assert "locales[1]" in done.stderr
    assert "locales[2]" in done.stderr
    write(site, text)
    write(site.parent / "docs/nb/page.md", "# A\n")
    done = run("mkdocs", site)
    assert done.returncode == 1
    assert "docs/nb: lies where" in done.stderr
    assert "Traceback" not in done.stderr


def test_languages_can_be_chosen(site: Path) -> None:
    build(site, locales=["nb"])
    assert sorted(os.listdir(site.parent / "site")) == ["nb"]  # noqa: PTH208 - names
    with pytest.raises(BitextError, match="no language de; there are en, nb, ja, ar"):
        build(site, locales=["de"])


def test_article_that_is_not_utf_8_is_named(site: Path) -> None:
    (site.parent / "docs/bad.md").write_bytes(b"# Bad\n\n\xff\n")
    result = build_site(load_project(site), jobs=2)
    assert len(result.errors) == 4
    assert "bad.md:3: byte 0xff" in result.errors[1]


def test_warnings_of_one_kind_are_one() -> None:
    many = [BuildWarning(f"Doc 'a{n}' has 'b{n}'", 1, ("nb",)) for n in range(9)]
    assert summarized([*many, BuildWarning("Other")]) == (
        BuildWarning("Doc 'a0' has 'b0'", 9, ("nb",)),
        BuildWarning("Other"),
    )


def test_change_of_a_snippet_is_built(
    new_site: NewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = "  - pymdownx.snippets:\n      base_path: [parts]\n"
    path = new_site(CONFIG + options)
    monkeypatch.chdir(path.parent)
    write(path.parent / "parts/tide.md", "High water.\n")
    write(path.parent / "docs/tides.md", '# Tides\n\n--8<-- "tide.md"\n')
    build(path)
    assert all(one.is_unchanged for one in build(path).languages)
    write(path.parent / "parts/tide.md", "Low water.\n")
    build(path)
    assert "Low water." in html(path, "nb/tides/index.html")


def test_change_of_a_variable_the_configuration_asks_for_is_built(
    new_site: NewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_site(CONFIG + "copyright: !ENV [BOATS_OWNER, nobody]\n")
    build(path)
    monkeypatch.setenv("BOATS_OWNER", "The harbour master")
    build(path)
    assert "The harbour master" in html(path, "nb/index.html")


def test_two_builds_at_once_make_the_site_of_one(site: Path) -> None:
    program = [str(Path(sys.executable).with_name("bitext")), "build"]
    both = [
        subprocess.Popen(program, cwd=site.parent, stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]
    assert [one.wait() for one in both] == [0, 0]
    first = tree(site.parent / "site")
    shutil.rmtree(site.parent / "site")
    build(site)
    assert tree(site.parent / "site") == first


def test_directives_are_followed_from_the_article_to_the_built_page(site: Path) -> None:
    text = (
        "# Open\n\n<!-- bitext: context: verb -->\nOpen\n\n"
        "<!-- bitext: note: Said of a door. -->\nOpen\n\n"
        "Go on. <!-- bitext: join --> And on.\n\n"
        "<!-- bitext: off -->\n\nBoats float.\n\n<!-- bitext: on -->\n"
    )
    write(site.parent / "docs/open.md", text)
    project = load_project(site)
    locale = project.config.locales[0].locale
    edition = Edition("Boats", "", segmentation=1, now=datetime.now(UTC))
    update_locale(
        project.locales_dir,
        locale=locale,
        templates=read_sources(project).templates,
        edition=edition,
    ).changes.apply()
    path = project.locales_dir / "nb/LC_MESSAGES/open.md.po"
    updated = read_catalog(path)
    words = {
        (None, "Open"): "Åpen",
        ("verb", "Open"): "Åpne",
        (None, "Go on. And on."): "Gå videre.",
    }
    assert {message.key for message in updated.messages} == words.keys()
    plain = next(one for one in updated.messages if one.context is None)
    assert plain.extracted[2:] == ("Said of a door.",)
    updated.messages = [
        replace(message, target=words[message.key]) for message in updated.messages
    ]
    write_catalog(path, updated)
    assert build(site).unpublished == ()
    source, translated = html(site, "open/index.html"), html(site, "nb/open/index.html")
    found = re.findall(r"<(?:h1|p)\b[^>]*>(.*?)</(?:h1|p)>", translated)
    seen = [re.sub(r"<a .*?</a>|<[^>]*>", "", one) for one in found]
    assert [one for one in seen if one in {*words.values(), "Boats float."}] == [
        "Åpen",
        "Åpne",
        "Åpen",
        "Gå videre.",
        "Boats float.",
    ]
    assert source.count("<!-- bitext:") == 5
