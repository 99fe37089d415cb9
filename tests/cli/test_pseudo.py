"""A site in pseudo-locales, beside the one that is published."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Run, tree

PAGE = f"""{ARTICLE}
See [oars].

```sh title="Row it"
row --fast
```

[oars]: other.md "About oars"
"""


@pytest.mark.slow
def test_pseudo_site_shows_what_no_translation_reaches(run: Run, project: Path) -> None:
    (project / "docs/index.md").write_text(PAGE)
    (project / "docs/other.md").write_text("# Oars\n")
    config = project / "mkdocs.yml"
    extensions = "markdown_extensions: [pymdownx.superfences]\n"
    config.write_text(config.read_text() + extensions)
    run("update")
    before = tree(project)
    stats = run("stats").out

    outcome = run("pseudo", "--find")
    assert outcome.code == 1
    assert outcome.err == ""
    lines = outcome.out.splitlines()
    assert lines[0] == "en-XA: .cache/bitext/pseudo/site/en-XA/index.html"
    assert lines[-2:] == [
        "index.html: span.filename: Row it",
        "1 text never became a segment",
    ]
    site = project / ".cache/bitext/pseudo/site"
    accented = (site / "en-XA/index.html").read_text()
    assert 'lang="en-XA"' in accented
    assert "⟦Ɓåîļ ţĥé ƀöåţ" in accented
    assert 'href="other.html"' in accented
    mirrored = (site / "ar-XB/index.html").read_text()
    assert 'dir="rtl"' in mirrored
    assert "باي" in mirrored
    assert "nb" not in {path.name for path in site.iterdir()}

    assert tree(project) == before
    assert run("stats").out == stats
    built = (site / "en-XA/index.html").stat().st_mtime_ns
    (project / "docs/index.md").write_text(ARTICLE)
    (project / "docs/other.md").unlink()
    assert run("pseudo", "--find").out.endswith("all text became segments\n")
    assert (site / "en-XA/index.html").stat().st_mtime_ns != built
    pages = {path.name for path in site.glob("../locales/*/LC_MESSAGES/*")}
    assert pages == {"index.md.po", "mkdocs.yml.po"}
    built = (site / "en-XA/index.html").stat().st_mtime_ns
    report = json.loads(run("pseudo", "--find", "--json").out)
    assert report == {
        "site": ".cache/bitext/pseudo/site",
        "errors": [],
        "refused": [],
        "plain_texts": [],
    }
    assert (site / "en-XA/index.html").stat().st_mtime_ns == built


def test_pseudo_locales_are_no_languages_of_a_site(run: Run, project: Path) -> None:
    outcome = run("add", "en-XA")
    assert outcome.code == 2
    assert '"en-XA" is a pseudo-locale, which bitext pseudo builds' in outcome.err
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("[nb]", "[nb, ar-XB]"))
    outcome = run("build")
    assert outcome.code == 2
    assert 'locales[1]: "ar-XB" is a pseudo-locale' in outcome.err
