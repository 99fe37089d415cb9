"""Texts of mkdocs.yml that the theme shows are translated with the site's name."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bitext.site.build import build_site
from bitext.site.config_texts import configured_texts
from bitext.site.project import load_project
from tests.site.boats import CONFIG, catalog, write
from tests.site.test_stage import stage

NewSite = Callable[[str], Path]

TEXTS = CONFIG.replace(
    "  font: false\n",
    """\
  font: false
  palette:
    - scheme: default
      toggle: {icon: material/toggle-switch, name: Switch to dark mode}
    - scheme: slate
      toggle: {icon: material/toggle-switch, name: Switch to light mode}
copyright: Copyright &copy; 2026 <a href="https://example.org/">The crew</a>
""",
)
EXTRA = """\
extra:
  consent:
    title: Cookie consent
    description: We use cookies.
    actions: [accept, manage]
    cookies:
      analytics: Our analytics
      other: {name: Others, checked: false}
  analytics:
    provider: !ENV [PROVIDER, google]
    property: G-1
    feedback:
      title: Was this page helpful?
      ratings:
        - {icon: material/thumb-up, name: It was helpful, data: 1, note: Thanks!}
  social:
    - {icon: fontawesome/brands/github, link: !ENV [LINK, /], name: Our code}
    - {icon: fontawesome/brands/github, link: /, name: !ENV [NAME, Hers]}
  status:
    new: Recently added
"""
FOUND = (
    'Copyright &copy; 2026 <a href="https://example.org/">The crew</a>',
    "Switch to dark mode",
    "Switch to light mode",
    "Cookie consent",
    "We use cookies.",
    "Our analytics",
    "Others",
    "Was this page helpful?",
    "It was helpful",
    "Thanks!",
    "Our code",
    "Recently added",
)
NB = {
    "Boats": "Båter",
    "Switch to dark mode": "Bytt til mørk visning",
    "It was helpful": "Nyttig",
    "Others": "Andre",
    "Our analytics": "Vår statistikk",
    "Our code": "Koden vår",
    "Recently added": "Nylig lagt til",
}


@pytest.fixture
def site(new_site: NewSite) -> Path:
    path = new_site(TEXTS + EXTRA)
    folder = path.parent / "locales/nb/LC_MESSAGES"
    write(folder / "mkdocs.yml.po", catalog(NB))
    return path


def staged(site: Path) -> str:
    project, _ = stage(site)
    return (project.stage_dir / "nb/mkdocs.yml").read_text(encoding="utf-8")


def test_every_text_the_theme_shows_is_found_once(site: Path) -> None:
    assert set(configured_texts(site)) == set(FOUND)


def test_texts_are_staged_in_their_language_and_nothing_else_changes(
    site: Path,
) -> None:
    text = staged(site)
    assert "!ENV [LINK, /]" in text
    config = yaml.safe_load(text.replace("!ENV", ""))
    # What is inherited is merged: only what differs is written.
    assert config["extra"]["consent"] == {
        "cookies": {"analytics": "Vår statistikk", "other": {"name": "Andre"}}
    }
    assert config["extra"]["status"] == {"new": "Nylig lagt til"}
    (rating,) = config["extra"]["analytics"]["feedback"]["ratings"]
    assert rating == {
        "icon": "material/thumb-up",
        "name": "Nyttig",
        "data": 1,
        "note": "Thanks!",
    }
    toggles = [one["toggle"]["name"] for one in config["theme"]["palette"]]
    assert toggles == ["Bytt til mørk visning", "Switch to light mode"]
    assert "copyright" not in config


def test_text_of_an_inherited_file_is_found_and_the_nearest_one_wins(
    new_site: NewSite,
) -> None:
    path = new_site("INHERIT: base.yml\nextra: {status: {new: Newly added}}\n")
    write(path.parent / "base.yml", TEXTS + EXTRA)
    found = configured_texts(path)
    assert "Newly added" in found
    assert "Recently added" not in found
    assert "Our code" in found
    folder = path.parent / "locales/nb/LC_MESSAGES"
    write(folder / "mkdocs.yml.po", catalog({"Newly added": "Nytt"}))
    config = yaml.safe_load(staged(path).replace("!ENV", ""))
    assert config["extra"] == {"status": {"new": "Nytt"}}


def test_translation_that_adds_markup_to_a_text_is_refused(site: Path) -> None:
    folder = site.parent / "locales/nb/LC_MESSAGES"
    evil = {"Our code": "<img src=x onerror=alert(1)>"}
    write(folder / "mkdocs.yml.po", catalog(evil))
    project, unpublished = stage(site)
    assert [one.source for one in unpublished] == ["Our code"]
    text = (project.stage_dir / "nb/mkdocs.yml").read_text(encoding="utf-8")
    assert "onerror" not in text


@pytest.mark.slow
def test_built_pages_show_the_texts(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    result = build_site(load_project(site), jobs=2)
    assert not result.errors
    nb = (site.parent / "site/nb/index.html").read_text(encoding="utf-8")
    en = (site.parent / "site/index.html").read_text(encoding="utf-8")
    for text in ("Bytt til mørk visning", "Koden vår", "Vår statistikk"):
        assert text in nb
        assert text not in en
    assert 'href="https://example.org/">The crew</a>' in nb
