import json
from collections.abc import Callable
from pathlib import Path

import yaml

from bitext.markdown.marks import strip_marks
from bitext.site.articles import ArticleReader
from bitext.site.inputs import FileDigests
from bitext.site.project import Project, load_project
from bitext.site.result import Progress, Unpublished
from bitext.site.stage import Stager
from tests.site.boats import CONFIG, INDEX, NB, catalog, tree, write

NewSite = Callable[[str], Path]


def stage(path: Path, code: str = "nb") -> tuple[Project, tuple[Unpublished, ...]]:
    project = load_project(path)
    language = next(one for one in project.config.locales if one.locale.code == code)
    stager = Stager(
        project,
        language,
        reader=ArticleReader(project),
        digests=FileDigests(project.cache_dir / "files.digests"),
    )
    steps: list[Progress] = []
    _, unpublished = stager.stage(
        output=project.stage_dir / code / "site", progress=steps.append
    )
    own = project.variants.pages(code)
    assert steps[-1].done == steps[-1].total >= len(set(project.articles) - set(own))
    return project, unpublished


def page(project: Project, article: str, code: str = "nb") -> str:
    path = project.stage_dir / code / "docs" / article
    return strip_marks(path.read_text(encoding="utf-8"))


def test_translations_stand_in_the_place_of_their_segments(site: Path) -> None:
    project, unpublished = stage(site)
    assert not unpublished
    assert page(project, "index.md") == (
        "---\ntitle: Velkommen om bord\n---\n# Velkommen om bord\n\n"
        "Båter flyter. Se [veiledningen](guide/start.md#storage).\n"
    )
    assert "Legg bort årene. Then *close* the hatch." in page(project, "guide/start.md")


def test_page_without_translation_is_its_source_but_for_the_marks(site: Path) -> None:
    project, _ = stage(site, "ja")
    for article in project.articles:
        source = (project.docs_dir / article).read_text(encoding="utf-8")
        assert page(project, article, "ja") == source


def test_everything_else_lies_in_the_tree_too(site: Path) -> None:
    hidden = write(site.parent / "docs/.snippets/note.md", "Note.\n")
    project, _ = stage(site)
    staged = tree(project.stage_dir / "nb" / "docs")
    assert staged["boat.png"] == (project.docs_dir / "boat.png").read_bytes()
    assert staged[".snippets/note.md"] == hidden.read_bytes()
    hidden.unlink()
    stage(site)
    assert sorted(tree(project.stage_dir / "nb" / "docs")) == [
        "assets/bitext/original/pages/guide/start.md.js",
        "assets/bitext/original/pages/guide/tables.md.js",
        "assets/bitext/original/pages/index.md.js",
        "boat.png",
        "guide/start.md",
        "guide/tables.md",
        "index.md",
    ]


def test_nothing_is_written_to_the_project_itself(site: Path) -> None:
    before = tree(site.parent)
    stage(site)
    after = {
        path: content
        for path, content in tree(site.parent).items()
        if not path.startswith(".cache/")
    }
    assert after == before


def test_current_pages_are_not_written_again(site: Path) -> None:
    project, _ = stage(site)
    folder = project.stage_dir / "nb" / "docs"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.md")}
    folder_of_nb = site.parent / "locales/nb/LC_MESSAGES"
    write(
        folder_of_nb / "index.md.po", catalog({**NB["index.md"], "Boats float.": "Ja."})
    )
    stage(site)
    changed = {path for path in before if path.stat().st_mtime_ns != before[path]}
    # Pages that lack a translation may take one from any catalog.
    assert folder / "index.md" in changed
    assert "Ja. Se" in page(project, "index.md")


def test_moved_text_is_published_before_any_update(site: Path) -> None:
    write(site.parent / "docs/new.md", "# New\n\nPut the oars away.\n")
    project, _ = stage(site)
    assert page(project, "new.md") == "# New\n\nLegg bort årene.\n"


def test_fuzzy_text_is_shown_in_the_source_language(site: Path) -> None:
    po = site.parent / "locales/nb/LC_MESSAGES/index.md.po"
    text = po.read_text(encoding="utf-8")
    write(po, text.replace('\nmsgid "Boats', '\n#, fuzzy\nmsgid "Boats'))
    project, _ = stage(site)
    assert "Boats float. Se [v" in page(project, "index.md")


def test_translation_that_would_change_the_page_is_refused_with_its_place(
    site: Path,
) -> None:
    po = site.parent / "locales/nb/LC_MESSAGES/index.md.po"
    evil = {**NB["index.md"], "Boats float.": "<script>alert(1)</script>"}
    write(po, catalog(evil))
    project, unpublished = stage(site)
    assert "script" not in page(project, "index.md")
    (one,) = unpublished
    assert one.path == "locales/nb/LC_MESSAGES/index.md.po"
    assert po.read_text(encoding="utf-8").splitlines()[one.line - 1].startswith("msg")
    assert stage(site)[1] == unpublished


def test_catalog_with_a_syntax_error_leaves_its_page_alone_in_the_source_language(
    site: Path,
) -> None:
    write(site.parent / "locales/nb/LC_MESSAGES/index.md.po", 'msgid "a\n')
    project, unpublished = stage(site)
    assert page(project, "index.md") == INDEX
    assert "Legg bort" in page(project, "guide/start.md")
    assert [one.path for one in unpublished] == ["locales/nb/LC_MESSAGES/index.md.po"]


def test_no_text_can_pass_for_a_mark(site: Path) -> None:
    write(site.parent / "docs/index.md", "# A\n\nText\ufdd0\ufde1\ufdd2 here.\n")
    project, _ = stage(site)
    assert page(project, "index.md") == "# A\n\nText here.\n"


def test_damaged_caches_are_made_anew(site: Path) -> None:
    project, _ = stage(site)
    before = tree(project.stage_dir / "nb" / "docs")
    caches = [path for path in project.cache_dir.rglob("*.*") if path.is_file()]
    assert {path.suffix for path in caches} >= {".staged", ".pack"}
    for path in caches:
        path.write_bytes(path.read_bytes()[:40])
    (project.stage_dir / "nb/docs/index.md").write_text("cut")
    stage(site)
    assert tree(project.stage_dir / "nb" / "docs") == before


def test_staged_configuration_keeps_tags_and_resolves_paths(
    new_site: NewSite,
) -> None:
    path = new_site(
        CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: over\n")
        + "  - pymdownx.snippets:\n"
        "      base_path: [!relative $config_dir/parts, !relative $docs_dir]\n"
        "  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "hooks: [hooks/own.py]\n"
        "extra:\n  version: !ENV [VERSION, '1']\n"
    )
    root = path.parent
    (root / "over").mkdir()
    write(root / "hooks/own.py", "")
    project, _ = stage(path)
    text = (project.stage_dir / "nb" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "!!python/name:material.extensions.emoji.twemoji" in text
    assert f"{root}/parts" in text
    assert str(project.docs_dir) in text
    assert str(root / "over") in text
    assert str(root / "hooks/own.py") in text
    assert text.rindex("bitext.markdown.milestones") > text.rindex("pymdownx.emoji")


def test_search_is_told_the_language_where_its_default_fails(new_site: NewSite) -> None:
    path = new_site(
        CONFIG.replace("  - search\n", "  - search:\n      lang: en\n").replace(
            "[nb, ja, ar]", "[nb, sl]"
        )
    )
    for code, lang in {"nb": None, "sl": ["en"]}.items():
        project, _ = stage(path, code)
        text = (project.stage_dir / code / "mkdocs.yml").read_text(encoding="utf-8")
        (search, _) = yaml.safe_load(text)["plugins"]
        assert search == ("search" if lang is None else {"search": {"lang": lang}})


def test_mapping_of_plugins_and_extensions_is_only_added_to(new_site: NewSite) -> None:
    config = yaml.safe_load(CONFIG)
    config["plugins"] = {"search": {}, "bitext": {"source": "en", "locales": ["nb"]}}
    config["markdown_extensions"] = {"admonition": {}, "toc": {"permalink": True}}
    project, _ = stage(new_site(json.dumps(config)))
    text = (project.stage_dir / "nb" / "mkdocs.yml").read_text(encoding="utf-8")
    staged = yaml.safe_load(text)
    told = {"staged": "nb", "stage_dir": str(project.stage_dir)}
    assert staged["plugins"] == {"bitext": told}
    assert list(staged["markdown_extensions"]) == ["bitext.markdown.milestones"]


OPEN = """\
# Open

<!-- bitext: context: verb -->

- Open
- Open <!-- bitext: note: Said of a door. -->

Open

<!-- bitext: skip -->

Boats float.
"""


def test_context_gives_one_text_two_translations_on_a_page(site: Path) -> None:
    write(site.parent / "docs/open.md", OPEN)
    messages = '\nmsgid "Open"\nmsgstr "Åpen"\n\nmsgctxt "verb"\nmsgid "Open"\n'
    path = write(
        site.parent / "locales/nb/LC_MESSAGES/open.md.po",
        catalog({}) + messages + 'msgstr "Åpne"\n',
    )
    project, unpublished = stage(site)
    assert not unpublished
    staged = page(project, "open.md")
    assert staged == (
        OPEN.replace("- Open", "- Åpne")
        .replace("# Open", "# Åpen")
        .replace("\nOpen\n", "\nÅpen\n")
    )
    # What another context says is not taken for this one.
    write(path, catalog({"Open": "Åpen"}))
    project, _ = stage(site)
    assert page(project, "open.md") == staged.replace("- Åpne", "- Open")
