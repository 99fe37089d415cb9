"""What writers make for one language alone stands in that language alone."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.site.build import build_site
from bitext.site.project import load_project
from bitext.site.sources import read_sources
from bitext.site.variants import find_variants
from tests.site.boats import CONFIG, PNG, tree, write
from tests.site.test_stage import page, stage

NewSite = Callable[[str], Path]
FIGURE = PNG + b"nb"
OURS = "# Ta båten\n\nBare på norsk. Se [mer](tips.md) og ![](../boat.png)\n"


@pytest.fixture
def varied(new_site: NewSite) -> Path:
    config = CONFIG.replace("nav:\n", "").replace("  - Home: index.md\n", "")
    config = re.sub(r"  - Guide:\n(?:      .*\n)+(?=plugins)", "", config)
    path = new_site(config)
    docs = path.parent / "docs"
    (docs / "boat.nb.png").write_bytes(FIGURE)
    write(docs / "guide/start.nb.md", OURS)
    write(docs / "guide/tips.nb.md", "# Tips\n\nBare her.\n")
    write(docs / "guide/tips.ar.md", "# نصائح\n")
    write(docs / "min.js", "a")
    write(docs / "min.nb.js", "b")
    return path


def html(path: Path, article: str) -> str:
    return (path.parent / "site" / article).read_text(encoding="utf-8")


def test_code_before_the_ending_names_the_language() -> None:
    paths = [
        "a.nb.md",
        "b.md",
        "b.pt-BR.md",
        "c.nb.png",
        "c.png",
        "d.nb.png",
        "e.nb.json",
        "e.json",
        "f.min.js",
        "g.de.md",
        "nb.md",
        ".nb.md",
        "deep.nb/h.md",
        "v1.2.nb.md",
    ]
    variants = find_variants(paths, ["nb", "pt-BR"])
    assert variants.of == {
        "nb": {"a.md": "a.nb.md", "c.png": "c.nb.png", "v1.2.md": "v1.2.nb.md"},
        "pt-BR": {"b.md": "b.pt-BR.md"},
    }
    assert variants.files == {"a.nb.md", "b.pt-BR.md", "c.nb.png", "v1.2.nb.md"}
    assert variants.pages("nb") == {"a.md": "a.nb.md", "v1.2.md": "v1.2.nb.md"}


def test_staged_tree_has_the_files_of_its_language(varied: Path) -> None:
    project, unpublished = stage(varied)
    assert not unpublished
    staged = tree(project.stage_dir / "nb/docs")
    assert staged["boat.png"] == FIGURE
    assert staged["guide/start.md"] == OURS.encode()
    assert "guide/tips.md" in staged
    assert staged["min.nb.js"] == b"b"
    assert not [path for path in staged if ".nb." in path and "min" not in path]
    assert not [path for path in staged if ".ar." in path]
    stage(varied, "ja")
    staged = tree(project.stage_dir / "ja/docs")
    assert staged["boat.png"] == PNG
    assert "guide/tips.md" not in staged
    assert page(project, "guide/start.md", "ja").startswith("# Start")


def test_they_are_no_articles_to_translate(varied: Path) -> None:
    project = load_project(varied)
    assert project.articles == ("guide/start.md", "guide/tables.md", "index.md")
    assert "guide/tips.nb.md" not in read_sources(project).templates


def test_page_is_translated_again_once_its_own_version_is_gone(varied: Path) -> None:
    stage(varied)
    (varied.parent / "docs/guide/start.nb.md").unlink()
    (varied.parent / "docs/boat.nb.png").unlink()
    project, _ = stage(varied)
    assert page(project, "guide/start.md").startswith("# Begynn")
    assert tree(project.stage_dir / "nb/docs")["boat.png"] == PNG


@pytest.mark.slow
def test_site_shows_them_where_they_belong(varied: Path) -> None:
    result = build_site(load_project(varied), jobs=1)
    assert result.errors == ()
    assert result.warnings == ()
    site = tree(varied.parent / "site")
    assert site["nb/boat.png"] == FIGURE
    assert site["boat.png"] == site["ja/boat.png"] == PNG
    assert not [path for path in site if "boat.nb" in path or "tips.nb" in path]
    assert {path for path in site if path.endswith("tips/index.html")} == {
        "nb/guide/tips/index.html",
        "ar/guide/tips/index.html",
    }
    start = html(varied, "nb/guide/start/index.html")
    assert "Bare på norsk." in start
    assert 'href="../tips/"' in start
    # A page of its own has no original to show, and nothing to say of it.
    assert "bitext-original" not in start.partition("</head>")[0]
    assert "bitext-notice" not in start.partition("</head>")[2]
    assert "noindex" not in start
    assert 'hreflang="x-default"' in start


@pytest.mark.slow
def test_page_of_one_language_leads_to_the_others_that_have_it(varied: Path) -> None:
    assert build_site(load_project(varied), jobs=1).errors == ()
    tips = html(varied, "nb/guide/tips/index.html")
    codes = re.findall(r'<link rel="alternate " hreflang="([^"]+)"', tips)
    assert codes == ["nb", "ar"]
    found = re.search(r'id="bitext-languages"[^>]*>(.*?)</script>', tips)
    assert found
    assert json.loads(found[1]) == {
        "en": ["../../..", 0],
        "nb": ["./", 1],
        "ja": ["../../../ja/", 0],
        "ar": ["../../../ar/guide/tips/", 1],
    }
    first = tree(varied.parent / "site")
    (varied.parent / "docs/guide/tips.ar.md").unlink()
    assert build_site(load_project(varied), jobs=1).errors == ()
    tips = html(varied, "nb/guide/tips/index.html")
    assert re.findall(r'<link rel="alternate " hreflang="([^"]+)"', tips) == ["nb"]
    write(varied.parent / "docs/guide/tips.ar.md", "# نصائح\n")
    assert build_site(load_project(varied), jobs=1).errors == ()
    after = tree(varied.parent / "site")
    days = {path for path in first if "sitemap" in path}
    assert {path for path in first if first[path] != after.get(path)} <= days
