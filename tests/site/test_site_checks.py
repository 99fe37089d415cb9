"""``bitext check --site`` on a site as it is built."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bitext.check import Finding
from bitext.check.site.reading import read_page
from bitext.check_config import CheckConfig
from bitext.external_config import ExternalConfig
from bitext.site.build import build_site
from bitext.site.project import Project, load_project
from bitext.site.site_checks import SiteNotBuiltError, check_site
from tests.site.boats import NB, catalog, make_site, write

pytestmark = pytest.mark.slow

# The catalogs of these articles are half done on purpose.
HALF_DONE = "mixed-language-page"
PAGE = "nb/guide/start/index.html"


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is built once, and mended after each test."""

    project: Project

    def check(self, jobs: int = 1) -> list[tuple[str, str, str]]:
        found = check_site(self.project, locales=self.project.config.locales, jobs=jobs)
        return [
            (one.rule, one.path, one.locale) for one in found if one.rule != HALF_DONE
        ]

    def findings(self) -> tuple[Finding, ...]:
        return check_site(self.project, locales=self.project.config.locales)

    def page(self, path: str = PAGE) -> Path:
        return self.project.site_dir / path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    config = make_site(tmp_path_factory.mktemp("checked") / "project")
    docs = config.parent / "docs"
    path = docs / "guide/tables.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nRow *well. Then* rest.\n", encoding="utf-8")
    catalogs = config.parent / "locales/nb/LC_MESSAGES"
    write(catalogs / "guide/tables.md.po", catalog({"A boat": "En båt"}))
    site_texts = {**NB["mkdocs.yml"], "All about boats": "Alt om båter"}
    write(catalogs / "mkdocs.yml.po", catalog(site_texts))
    result = build_site(load_project(config))
    assert result.errors == ()
    return load_project(config)


@pytest.fixture
def site(built: Project) -> Iterator[Site]:
    folders = (built.site_dir, built.docs_dir, built.locales_dir)
    before = {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    yield Site(built)
    for path, content in before.items():
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text), old
    path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")


def test_a_site_as_it_was_built_has_no_faults(site: Site) -> None:
    assert site.check() == []


def test_pages_are_what_the_test_needs(site: Site) -> None:
    facts = read_page(site.page().read_bytes())
    assert len(facts.spans) > 3
    assert len(facts.alternates) == 3


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (r"<span data-s[^>]*>([^<]*)</span>", r"\1", "segment-missing"),
        ("</article>", "<p><span data-s=7>x</span></p></article>", "segment-misplaced"),
        ('id="storage"', 'id="lager"', "anchor-mismatch"),
        ('<html lang="nb"', '<html lang="en"', "html-lang-dir"),
        ("</article>", '<a href="../nets/">x</a></article>', "broken-link"),
        ("</article>", '<img src="../nets.png"></article>', "broken-image"),
        ("</article>", '<a href="../../../">x</a></article>', "link-wrong-language"),
        ("</article>", "<p>**x**</p></article>", "leaked-markup"),
        ("</article>", "<p>x</p></article>", "structure-mismatch"),
    ],
)
def test_a_page_that_was_damaged_is_reported(
    site: Site, old: str, new: str, rule: str
) -> None:
    change(site.page(), old, new)
    assert (rule, f"site/{PAGE}", "nb") in site.check()


def test_a_page_that_is_gone_is_reported(site: Site) -> None:
    site.page().unlink()
    assert ("page-missing", f"site/{PAGE}", "nb") in site.check()


def test_a_text_of_an_attribute_that_is_gone_is_reported(site: Site) -> None:
    page = site.page("nb/guide/tables/index.html")
    change(page, 'alt="En båt"', 'alt="Boat"')
    assert [rule for rule, *_ in site.check()] == ["segment-missing"]


def test_faults_are_the_same_in_one_process_and_in_several(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(site.page(), 'id="storage"', 'id="lager"')
    alone = site.check()
    monkeypatch.setattr("bitext.site.site_checks._PAGES_A_PROCESS", 1)
    assert site.check(jobs=2) == alone


def test_a_fault_of_every_language_is_told_of_the_article(site: Site) -> None:
    for code in ("nb", "ja", "ar"):
        path = site.page(f"{code}/guide/start/index.html")
        change(path, "</article>", '<a href="../nets/">x</a></article>')
    found = [one for one in site.findings() if one.rule == "broken-link"]
    assert [(one.path, one.locale) for one in found] == [("docs/guide/start.md", "en")]
    assert "site/nb/guide/start/index.html" in found[0].text


def test_a_finding_has_the_line_of_the_article(site: Site) -> None:
    lost = site.page("boat.png")
    content = lost.read_bytes()
    lost.unlink()
    found = [one for one in site.findings() if one.rule == "broken-image"]
    lost.write_bytes(content)
    assert [(one.path, one.line) for one in found] == [("docs/guide/tables.md", 7)]


@pytest.mark.parametrize("place", ["docs/index.md", "mkdocs.yml", "nb"])
def test_a_site_that_is_older_than_its_input_is_refused(site: Site, place: str) -> None:
    path = site.project.root / place
    if place == "nb":
        path = next((site.project.locales_dir / "nb").rglob("*.po"))
    content = path.read_bytes()
    path.write_bytes(content + b"\n# More\n")
    with pytest.raises(SiteNotBuiltError, match=r"is older than .*; run: bitext build"):
        site.check()
    path.write_bytes(content)
    assert site.check() == []


def test_a_site_that_is_not_there_is_refused(site: Site) -> None:
    there = site.project.site_dir
    there.rename(there.with_name("elsewhere"))
    with pytest.raises(SiteNotBuiltError, match="is not there; run: bitext build"):
        site.check()
    there.with_name("elsewhere").rename(there)


def test_a_site_without_a_record_is_refused(site: Site) -> None:
    record = site.project.stage_dir / "ja/built.inputs"
    content = record.read_bytes()
    record.unlink()
    with pytest.raises(SiteNotBuiltError, match="ja: is older than"):
        site.check()
    record.write_bytes(content)


def test_other_sites_are_asked_once_for_all_languages(site: Site) -> None:
    class Host(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_error(404)

        do_GET = do_HEAD  # noqa: N815 - its name

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/nets"
    for code in ("", "nb/", "ja/", "ar/"):
        path = site.page(f"{code}guide/start/index.html")
        change(path, "</article>", f'<a href="{url}">x</a></article>')
    external = ExternalConfig(allow=("http://127.0.0.1:*",))
    config = replace(site.project.config, check=CheckConfig(external=external))
    found = check_site(
        replace(site.project, config=config),
        locales=site.project.config.locales,
        with_external=True,
    )
    server.shutdown()
    thread.join()
    server.server_close()
    told = [(one.path, one.text) for one in found if one.rule == "external-link-broken"]
    assert [path for path, _ in told] == ["docs/guide/start.md"]
    assert told[0][1].startswith(f"{url}: 404 Not Found")


def test_a_site_that_mkdocs_built_can_be_checked(tmp_path: Path) -> None:
    config = make_site(tmp_path / "project")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=config.parent, check=True, capture_output=True)
    project = load_project(config)
    found = check_site(project, locales=project.config.locales)
    assert {one.rule for one in found} <= {
        *("meta-untranslated", "title-untranslated", HALF_DONE)
    }
    (config.parent / "docs/index.md").write_text("# Other\n")
    with pytest.raises(SiteNotBuiltError, match="is older than"):
        check_site(load_project(config), locales=project.config.locales)
