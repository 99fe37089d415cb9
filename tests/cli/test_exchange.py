import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, tree
from tests.exchange.side_by_side import file

IMPORTED = file(
    '# <a name="tie-up"></a>{{Tie up||Fortøy}}\n\n{{Use two ropes.||Bruk to tau.}}\n'
)


def hand_off(root: Path, text: str = IMPORTED) -> Path:
    folder = root / "handoff"
    folder.mkdir()
    (folder / "mooring.md").write_bytes(text.encode())
    return folder


def test_what_was_imported_is_exported_byte_for_byte(run: Run, project: Path) -> None:
    folder = hand_off(project.parent)
    assert run("import", "sxs", str(folder), "--locale", "nb").code == 0
    shutil.rmtree(folder)
    outcome = run("export", "sxs", "out", "--locale", "nb")
    assert outcome.code == 0
    assert "1 article (1 as imported, 0 edited, 0 new), 1 file changed" in outcome.out
    assert tree(project / "out") == {"mooring.md": IMPORTED.encode()}
    again = json.loads(run("export", "sxs", "out", "--locale", "nb", "--json").out)
    assert again == {
        "articles": 1,
        "recorded": 1,
        "edited": [],
        "new": [],
        "gone": [],
        "left_out": [],
        "without_unit": [],
        "translation_refused": [],
        "files_changed": 0,
    }


def test_new_articles_are_exported_once_they_have_a_catalog(
    run: Run, project: Path
) -> None:
    run("update")
    assert (
        "1 article (0 as imported, 0 edited, 1 new)"
        in run("export", "sxs", "out", "--locale", "nb").out
    )
    text = (project / "out/index.md").read_text(encoding="utf-8")
    assert '# <a name="before-you-leave"></a><span data-ttu-id="' in text
    assert "ms.contentlocale: nb-NO\n" in text


def test_articles_edited_since_the_import_are_named(run: Run, project: Path) -> None:
    run("import", "sxs", str(hand_off(project.parent)), "--locale", "nb")
    article = project / "docs/mooring.md"
    article.write_text(article.read_text().replace("two", "three"))
    assert "mooring.md" in run("export", "sxs", "out", "--locale", "nb").err


def test_an_update_takes_the_record_of_a_renamed_article_along(
    run: Run, project: Path
) -> None:
    codes = "```\nx\n```\n"
    folder = hand_off(project.parent)
    (folder / "code.md").write_text(codes)
    run("import", "sxs", str(folder), "--locale", "nb")
    for name in ("mooring.md", "code.md"):
        (project / "docs/sub").mkdir(exist_ok=True)
        (project / "docs" / name).rename(project / "docs/sub" / name)
    outcome = run("export", "sxs", "early", "--locale", "nb")
    assert "renamed or deleted since the import: mooring.md" in outcome.err
    run("update")
    assert run("export", "sxs", "out", "--locale", "nb").err == ""
    exported = tree(project / "out")
    assert exported["sub/mooring.md"] == IMPORTED.encode()
    assert exported["sub/code.md"] == codes.encode()
    records = tree(project / "locales/nb/sxs")
    assert sorted(records) == ["sub/code.md.json", "sub/mooring.md.json"]


def test_an_update_deletes_the_record_of_a_deleted_article(
    run: Run, project: Path
) -> None:
    twice = IMPORTED + "\n" + IMPORTED.split("---\n")[2].replace("to tau", "begge tau")
    run("import", "sxs", str(hand_off(project.parent, twice)), "--locale", "nb")
    (project / "docs/mooring.md").unlink()
    run("update")
    assert not (project / "locales/nb/sxs").exists()
    memory = (project / "locales/nb/memory.po").read_text(encoding="utf-8")
    assert "Bruk to tau." in memory
    assert "Bruk begge tau." in memory
    before = tree(project / "locales")
    run("update")
    assert tree(project / "locales") == before


def test_what_the_format_cannot_hold_is_named(run: Run, project: Path) -> None:
    (project / "docs/format.md").write_text(
        'Words.\n\n    <span data-ttu-id="0a1b2-101">\n'
    )
    (project / "docs/tags.md").write_text("Close `</span></span>` here.\n")
    run("update")
    outcome = run("export", "sxs", "out", "--locale", "nb")
    assert outcome.code == 0
    assert "format.md: left out: readers would take tags" in outcome.err
    assert "tags.md: without a unit" in outcome.err
    assert not (project / "out/format.md").exists()
    assert (project / "out/tags.md").is_file()


@pytest.mark.parametrize("content", ["", "<<<<<<< mine\n"])
def test_damaged_record_is_an_error(run: Run, project: Path, content: str) -> None:
    run("import", "sxs", str(hand_off(project.parent)), "--locale", "nb")
    (project / "locales/nb/sxs/mooring.md.json").write_text(content)
    outcome = run("export", "sxs", "out", "--locale", "nb")
    assert outcome.code == 2
    assert "mooring.md.json" in outcome.err
    assert not (project / "out").exists()


def test_export_to_an_unknown_language_is_an_error(run: Run, project: Path) -> None:
    assert project.is_dir()
    assert run("export", "sxs", "out", "--locale", "ja").code == 2
