"""Pages in the source language are those that MkDocs makes without us."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bitext.site.build import build_site
from bitext.site.project import load_project
from tests.site.boats import CONFIG, make_site, tree, write

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CODES = ("nb", "ja", "ar", "de")
RICH = """\
# Rigging

A mast[^1] stands. It has a **stay**, ==new== and `shroud`.[^1]

[^1]: Of wood.

??? tip "Look up"
    1. Loosen the *halyard*.
    2. Pull.

        > Never let go.

=== "Sloop"

    One mast.

=== "Ketch"

    | Mast | Height |
    |:-----|-------:|
    | main | 12 m   |

![A boat](../boat.png){ width=10 }

Sheet
:   A rope, not a sail.

```python title="hoist.py" hl_lines="1"
print("up")  # (1)!
```

1.  Not down.

<div markdown>*In* HTML.</div>
"""
EXTENSIONS = """\
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - pymdownx.betterem
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.mark
"""
# What the documentation says of the head and of the menu, and nothing else.
DOCUMENTED = (
    re.compile(r'<link rel="alternate " hreflang="[^"]*" href="[^"]*">\n'),
    re.compile(r'<script id="bitext-languages".*?</script>\n', re.DOTALL),
    re.compile(r'<script src="[^"]*assets/bitext/language.js"></script>\n'),
    # Pages for missing pages keep the address asked for, in the language it is of.
    re.compile(
        r"(?<=<head>)<script>\(function\(\)\{(?:var b|try).*?</script>", re.DOTALL
    ),
)
MENU = re.compile(
    r'\s*<div class="md-header__option">\s*<div class="md-select">.*?</div>\s*</div>'
    r"\s*</div>",
    re.DOTALL,
)
ALTERNATES = re.compile(r"\s*<xhtml:link [^>]*/>")
NAMESPACE = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def source_files(config: Path, folder: str) -> dict[str, str]:
    """Files of the source language that ``config`` builds, what is documented aside."""
    assert build_site(load_project(config), jobs=2).errors == ()
    ours: dict[str, str] = {}
    for path, content in tree(config.parent / "site").items():
        below = path.removeprefix(folder)
        if not path.startswith(folder) or below.startswith(
            (*(f"{code}/" for code in CODES), "assets/bitext/", "translations/")
        ):
            continue
        text = content.decode("utf-8", "surrogateescape")
        if path.endswith(".html"):
            for pattern in DOCUMENTED:
                text = pattern.sub("", text)
            text = MENU.sub("", text)
        elif path.endswith("sitemap.xml"):
            text = ALTERNATES.sub("", text).replace(NAMESPACE, "")
        ours[below] = text
    return ours


def files_without_us(config: Path, *, site_url: str) -> dict[str, str]:
    """Files that MkDocs makes of the same site without the plugin."""
    # Ours names a function, as Material's manual has it for diagrams.
    settings = yaml.unsafe_load(config.read_text(encoding="utf-8"))
    settings["plugins"] = [
        one for one in settings["plugins"] if "bitext" not in one and one != "bitext"
    ]
    settings["site_url"] = site_url
    settings["site_dir"] = "plain"
    plain = config.with_name("plain.yml")
    write(plain, yaml.dump(settings, sort_keys=False))
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(plain)]
    subprocess.run(command, cwd=config.parent, check=True, capture_output=True)
    return {
        path: content.decode("utf-8", "surrogateescape")
        for path, content in tree(config.parent / "plain").items()
    }


def different(ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Where two sites differ, and from where on."""
    found = {}
    for path in sorted({*ours, *theirs} - {"sitemap.xml.gz"}):
        one, other = ours.get(path, ""), theirs.get(path, "")
        if _bare(one) != _bare(other):
            start = next(
                (
                    at
                    for at, pair in enumerate(zip(one, other, strict=False))
                    if pair[0] != pair[1]
                ),
                min(len(one), len(other)),
            )
            found[path] = (
                f"{one[start - 60 : start + 200]!r} {other[start : start + 200]!r}"
            )
    return found


def _bare(text: str) -> str:
    """Without empty lines: the theme leaves others where it has a language menu."""
    return "\n".join(line for line in text.split("\n") if line.strip())


@pytest.mark.parametrize("folder", ["", "en/"])
def test_pages_of_the_source_language_are_those_of_mkdocs(
    tmp_path: Path, folder: str
) -> None:
    text = CONFIG.replace("  - attr_list\n", EXTENSIONS)
    if folder:
        text = text.replace("source: en", "source: {code: en, path: en}")
    config = make_site(tmp_path / "project", text)
    write(config.parent / "docs/guide/rigging.md", RICH)
    ours = source_files(config, folder)
    url = f"https://example.org/docs/{folder}"
    assert different(ours, files_without_us(config, site_url=url)) == {}


def test_with_one_language_every_byte_is_that_of_mkdocs(tmp_path: Path) -> None:
    text = CONFIG.replace("  - attr_list\n", EXTENSIONS)
    settings = "locales: []\n      reader: {status: true, suggest: false}"
    text = text.replace("locales: [nb, ja, ar]", settings)
    config = make_site(tmp_path / "project", text)
    shutil.rmtree(config.parent / "locales")
    write(config.parent / "docs/guide/rigging.md", RICH)
    assert build_site(load_project(config), jobs=1).errors == ()
    files_without_us(config, site_url="https://example.org/docs/")
    ours, theirs = tree(config.parent / "site"), tree(config.parent / "plain")
    # Its header has the name of the file and the second.
    for files in (ours, theirs):
        del files["sitemap.xml.gz"]
    assert ours == theirs


def test_help_site_in_english_is_that_of_mkdocs(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, project / name)
    # Search with Pagefind has another box, in each language; the pages that say how
    # much is translated are pages more.
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = project / "mkdocs.yml"
    for setting in ("      search: pagefind\n", "      reader: {status: true}\n"):
        assert setting in text
        text = text.replace(setting, "")
    write(config, text)
    ours = source_files(config, "")
    theirs = files_without_us(config, site_url="https://bitext.example/")
    assert different(ours, theirs) == {}
