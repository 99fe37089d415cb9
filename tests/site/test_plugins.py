"""The table of MkDocs plugins in the documentation: a build for each row."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.site.boats import CONFIG, make_site, write

pytestmark = pytest.mark.slow

TABLE = Path(__file__).parents[2] / "docs/reference/plugins.md"
NAV = re.compile(r"nav:\n(?:  .*\n)+")
FONTS = Path("/usr/share/fonts/truetype/noto")


@dataclass(frozen=True, slots=True)
class Row:
    """A plugin beside bitext, and what shows that it works."""

    settings: str = ""
    """Lines below the plugin's name."""
    files: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    """A text of each of these files of the built site."""
    has_nav: bool = True
    is_last: bool = False
    """Whether it stands below bitext."""


ROWS = {
    "search": Row(shown={"nb/search/search_index.json": "Legg bort"}),
    "tags": Row(
        files={
            "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
            "docs/t.md": "---\ntags: [Wood]\n---\n# Mast\n\nText.\n",
        },
        shown={"nb/tags/index.html": 'id="tag:wood"'},
    ),
    "blog": Row(
        has_nav=False,
        files={
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/one.md": (
                "---\ndate: 2024-01-31\n---\n# Launch\n\nIt floats.\n"
            ),
        },
        shown={
            "nb/blog/index.html": "31. januar 2024",
            "ja/blog/2024/01/31/launch/index.html": "2024年1月31日",
        },
    ),
    "meta": Row(
        files={"docs/guide/.meta.yml": "description: A guide\n"},
        shown={"nb/guide/start/index.html": 'name="description" content="A guide"'},
    ),
    "offline": Row(shown={"nb/guide/start.html": "Legg bort årene."}),
    "privacy": Row(
        settings="      assets: false\n",
        shown={"nb/guide/start/index.html": "Legg bort årene."},
    ),
    "group": Row(
        settings="      enabled: true\n      plugins: [glightbox]\n",
        shown={"nb/guide/tables/index.html": "glightbox"},
    ),
    "typeset": Row(shown={"nb/guide/start/index.html": "Legg bort årene."}),
    "mkdocstrings": Row(
        files={
            "docs/api.md": "# Made\n\n::: json.JSONDecodeError\n    options:\n"
            "      show_root_heading: true\n"
        },
        shown={
            "api/index.html": 'id="json.JSONDecodeError"',
            "nb/api/index.html": 'id="json.JSONDecodeError"',
        },
    ),
    "autorefs": Row(
        files={"docs/r.md": "# R\n\nSee [this][put-away].\n\n## Put away\n"},
        shown={"nb/r/index.html": 'href="#put-away"'},
    ),
    "macros": Row(
        files={"docs/m.md": "# M\n\nIt is {{ 2 + 3 }} knots.\n"},
        shown={"nb/m/index.html": "It is 5 knots."},
    ),
    "minify": Row(
        settings="      minify_html: true\n",
        shown={"nb/guide/start/index.html": "Legg bort årene."},
    ),
    "redirects": Row(
        settings="      redirect_maps: {old.md: guide/start.md}\n",
        shown={"nb/old/index.html": "../guide/start/"},
    ),
    "git-revision-date-localized": Row(
        shown={
            "nb/guide/start/index.html": "3. februar 2020",
            "ja/guide/start/index.html": "2020年2月3日",
        }
    ),
    "gen-files": Row(
        settings="      scripts: [gen.py]\n",
        files={
            "gen.py": (
                "import mkdocs_gen_files\n"
                'with mkdocs_gen_files.open("made.md", "w") as file:\n'
                '    print("# Made", file=file)\n'
            )
        },
        shown={"nb/made/index.html": "Made"},
    ),
    "literate-nav": Row(
        has_nav=False,
        files={"docs/SUMMARY.md": "* [Home](index.md)\n* [Guide](guide/start.md)\n"},
        shown={"nb/index.html": "\n    Hjem\n"},
    ),
    "section-index": Row(shown={"nb/guide/start/index.html": "Legg bort årene."}),
    "awesome-nav": Row(
        has_nav=False,
        files={"docs/.nav.yml": "nav:\n  - index.md\n  - Tools: guide\n"},
        shown={"nb/index.html": "Tools"},
    ),
    "awesome-pages": Row(
        has_nav=False,
        files={"docs/.pages": "nav:\n  - index.md\n  - Tools: guide\n"},
        shown={"nb/index.html": "Tools"},
    ),
    "include-markdown": Row(
        files={
            "docs/i.md": '# I\n\n{% include-markdown "oars.txt" %}\n',
            "docs/oars.txt": "Two oars.\n",
        },
        shown={"i/index.html": "Two oars.", "nb/i/index.html": "Two oars."},
    ),
    "glightbox": Row(shown={"nb/guide/tables/index.html": 'class="glightbox"'}),
    "rss": Row(
        settings="      use_git: false\n",
        shown={"nb/feed_rss_created.xml": "<language>nb</language>"},
    ),
    "exclude": Row(
        has_nav=False,
        settings="      glob: [guide/tables.md]\n",
        shown={"nb/guide/start/index.html": "Legg bort årene."},
    ),
    "print-site": Row(
        is_last=True, shown={"nb/print_page/index.html": "Legg bort årene."}
    ),
    "social": Row(shown={"nb/guide/start/index.html": "nb/assets/images/social"}),
}
REFUSED = {
    "i18n": "makes the languages too; take it out",
    "info": "ends every build to pack a bug report",
}


def site_with(name: str, row: Row, folder: Path) -> Path:
    """The ``mkdocs.yml`` of a new site with a plugin."""
    colon = f"{name}:\n{row.settings}" if row.settings else f"{name}\n"
    text = CONFIG if row.has_nav else NAV.sub("", CONFIG)
    if row.is_last:
        text = text.replace("markdown_ext", f"  - {colon}markdown_ext")
    elif name != "search":
        text = text.replace("  - bitext:", f"  - {colon}  - bitext:")
    config = make_site(folder / "project", text)
    for path, content in row.files.items():
        write(config.parent / path, content)
    return config


def built(config: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bitext", "build", *arguments]
    return subprocess.run(
        command, cwd=config.parent, capture_output=True, text=True, check=False
    )


def test_table_has_a_row_for_each() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(rows) == sorted({*ROWS, *REFUSED})


@pytest.mark.parametrize("name", ROWS)
def test_plugin_works_in_every_language(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ROWS[name]
    config = site_with(name, row, tmp_path)
    monkeypatch.setenv("DISABLE_MKDOCS_2_WARNING", "true")
    if name.startswith("git-"):
        commit(config.parent, monkeypatch)
    if name == "social":
        lay_out_fonts(config.parent)
    result = built(config)
    assert result.returncode == 0, result.stderr
    assert "warning" not in result.stderr + result.stdout
    for path, text in row.shown.items():
        page = config.parent / "site" / path
        assert text in page.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("name", REFUSED)
def test_plugin_is_refused_before_anything_is_built(name: str, tmp_path: Path) -> None:
    settings = "      languages: [{locale: en, name: E, default: true}]\n"
    config = site_with(name, Row(settings if name == "i18n" else ""), tmp_path)
    result = built(config)
    assert result.returncode == 2
    assert REFUSED[name] in result.stderr
    assert not (config.parent / "site").exists()


def commit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put all of ``folder`` into git, on a day of 2020."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2020-02-03T12:00:00Z")
        monkeypatch.setenv(f"GIT_{who}_NAME", "A rower")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "rower@boats.example")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Launch"]):
        subprocess.run(["git", *command], cwd=folder, check=True)  # noqa: S607 - of the machine


def lay_out_fonts(folder: Path) -> None:
    """Put fonts of the machine where the plugin keeps those it would fetch."""
    if not FONTS.is_dir():
        pytest.skip("no Noto fonts on this machine")
    target = folder / ".cache/plugin/social/fonts/Roboto"
    target.mkdir(parents=True)
    for style in ("Regular", "Bold"):
        shutil.copy(FONTS / f"NotoSans-{style}.ttf", target / f"{style}.ttf")
