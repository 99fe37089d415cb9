"""The leak check on a project of our own, and what it finds when there is a leak."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from benches.leakcheck import pages
from benches.leakcheck.__main__ import main
from benches.leakcheck.pages import Site, Verdict
from benches.leakcheck.pseudo import OPEN, Translator
from bitext.markdown.article import Article
from bitext.markdown.segments import split
from tests.markdown.test_blocks import CONFIGS, CONSTRUCTS, EXTENSIONS

BASE = """\
markdown_extensions:
  toc:
    permalink: true
  tables: {}
  abbr: {}
  admonition: {}
  attr_list: {}
  def_list: {}
  footnotes: {}
  md_in_html: {}
  not_an_extension: {}
  pymdownx.arithmatex: {generic: true}
  pymdownx.critic: {mode: view}
  pymdownx.details: {}
  pymdownx.blocks.admonition: {}
  pymdownx.blocks.caption: {}
  pymdownx.blocks.definition: {}
  pymdownx.blocks.details: {}
  pymdownx.blocks.html: {}
  pymdownx.blocks.tab: {alternate_style: true}
  pymdownx.superfences:
    custom_fences:
      - name: drawing
        class: drawing
        format: !!python/name:not_a_package.draw
      - name: mermaid
        class: mermaid
        format: !!python/name:pymdownx.superfences.fence_code_format
  pymdownx.tabbed:
    alternate_style: true
    slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
  pymdownx.tasklist: {custom_checkbox: true}
  pymdownx.smartsymbols: {}
  pymdownx.magiclink: {repo_url_shorthand: true, user: a, repo: b}
"""
CONFIG = """\
INHERIT: base.yml
site_name: Boats
docs_dir: pages
edit_uri: !ENV [NOT_SET_ANYWHERE, ""]
plugins:
  - search
  - not_a_plugin
  - bitext: {source: en, locales: [nb], mermaid: true}
hooks: [not_there.py]
"""
INLINE = """\
---
title: A page
---

# The page

See @user, user/repo#12, the 1st of (c) and c/o, and [link] or [link][] or [it][link].

[link]: a.md 'Of `all` places'

A **bold [link *in* it](b.md "Its
title") word**, `code`, <kbd>Esc</kbd> <code>raw code</code> and https://example.org/x.

![A picture &amp; more](c.png "Its title") with $a_b$ and {{ macro }}, [`x`][elsewhere].

> [!NOTE]
> An alert.

- One\\
  two  
  three<br>four

```drawing
not text
```

```mermaid
graph LR
  A[Start here] --> B
```
"""  # noqa: W291 - blanks at the end of a line break it


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    docs = tmp_path / "pages"
    docs.mkdir()
    (tmp_path / "base.yml").write_text(BASE, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (docs / "inline.md").write_text(INLINE, encoding="utf-8")
    for number, (written, _) in enumerate(CONSTRUCTS.values()):
        page = dedent(written).replace("--8<--", "")
        (docs / f"{number}.md").write_text(page, encoding="utf-8")
    return tmp_path


def test_every_construct_is_translated_without_a_leak(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(project)])
    *left_out, last = capsys.readouterr().out.splitlines()
    count = len(CONSTRUCTS) + 1
    assert last == f"{count} of {count} pages clean, 0 blocks given up"
    assert [line.split("(")[0].strip() for line in left_out] == [
        "left out, not installed: object not_a_package.draw",
        "left out, not installed: extension not_an_extension",
        "left out, not installed: plugin not_a_plugin",
        "left out, not installed: hook not_there.py",
    ]
    assert code == 0


def test_blocks_given_up_are_listed_and_their_page_is_clean(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "One.\n\nTwo\nlines\n---\n"
    (project / "pages" / "inline.md").write_text(text, encoding="utf-8")
    assert main([str(project / "mkdocs.yml")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].endswith("pages clean, 1 blocks given up")
    assert lines[-2].startswith("inline.md:3: given up: Two lines: ")


def test_a_folder_without_a_configuration_takes_one(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loose = tmp_path / "loose"
    loose.mkdir()
    (loose / "page.txt").write_text("# A page\n", encoding="utf-8")
    config = project / "base.yml"
    given = [str(loose), "--config", str(config), "--suffix", ".txt"]
    assert main(given) == 0
    assert capsys.readouterr().out.endswith("1 of 1 pages clean, 0 blocks given up\n")
    assert main([str(loose)]) == 2


@pytest.fixture
def judge() -> Callable[[str], Verdict]:
    return Site(EXTENSIONS, CONFIGS).judge


def faults(verdict: Verdict) -> list[str]:
    return [f"{fault.line}: {fault.text}" for fault in verdict.faults]


def test_text_without_a_segment_is_a_leak(
    judge: Callable[[str], Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(text: str, **options: object) -> Article:
        article = split(text, **options)  # type: ignore[arg-type] # handed on
        return replace(article, blocks=article.blocks[:-1])

    monkeypatch.setattr(pages, "split", forgetful)
    verdict = judge("One paragraph.\n\nAnother `one`.\n")
    assert faults(verdict) == ["3: left untranslated: Another"]


def test_translated_code_and_addresses_are_faults(
    judge: Callable[[str], Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(self: Translator, text: str) -> str:
        del self
        return text.replace("code", f"{OPEN}codeʬz").replace(".md", f"{OPEN}ʬz.md")

    monkeypatch.setattr(Translator, "translate", careless)
    found = faults(judge("See `code` [there](a.md).\n"))
    assert "1: code changed: code" in found
    assert "1: href of <a> changed: a.md" in found


def test_a_changed_structure_is_a_fault(
    judge: Callable[[str], Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    def loud(self: Translator, text: str) -> str:
        return f"**{self.translate_plain(text)}**"

    monkeypatch.setattr(Translator, "translate", loud)
    (found,) = faults(judge("Words.\n"))
    assert found == "1: structure changed: 'Words.' became no text"
