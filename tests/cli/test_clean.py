"""What no article needs any more goes on request, and never otherwise."""

import json
from pathlib import Path

import pytest

from bitext.site.lock import locked
from tests.cli.conftest import ARTICLE, CONFIG, Run, tree
from tests.cli.test_commands import translate

CATALOG = "locales/nb/LC_MESSAGES/index.md.po"
MEMORY = "locales/nb/memory.po"


@pytest.fixture
def leftovers(project: Path, run: Run) -> Path:
    """A project with an obsolete message, and the catalog of a deleted article."""
    docs = project / "docs"
    (docs / "gone.md").write_text("Sink slowly into the blue sea.\n")
    run("update")
    translate(project / CATALOG, {"Bail the boat.": "Øs båten."})
    translate(
        project / "locales/nb/LC_MESSAGES/gone.md.po",
        {"Sink slowly into the blue sea.": "Synk sakte i det blå hav."},
    )
    (docs / "gone.md").unlink()
    (docs / "index.md").write_text(ARTICLE.replace("Bail the boat. ", ""))
    return project


def test_nothing_is_dropped_unasked(run: Run, leftovers: Path) -> None:
    run("update")
    before = tree(leftovers)
    outcome = run("clean")
    assert outcome.code == 0
    assert (
        "nb: 1 obsolete message (3 words), 1 translation (6 words) in memory.po"
        in outcome.out
    )
    assert "nothing was dropped; choose" in outcome.out
    outcome = run("clean", "--obsolete", "--memory", "--cache")
    assert outcome.code == 2
    assert "add --yes" in outcome.err
    assert tree(leftovers) == before
    assert (leftovers / ".cache/bitext").is_dir()


def test_obsolete_messages_and_memory_are_dropped_apart(
    run: Run, leftovers: Path
) -> None:
    outcome = run("clean", "--obsolete", "--yes")
    assert "dropped: 1 obsolete message\n" in outcome.out
    assert "Øs båten" not in (leftovers / CATALOG).read_text()
    assert "Synk sakte" in (leftovers / MEMORY).read_text()
    before = tree(leftovers)
    run("update")
    assert tree(leftovers) == before
    assert "dropped: 1 translation in memory.po" in run("clean", "--memory", "-y").out
    assert not (leftovers / MEMORY).exists()
    assert "nothing was dropped\n" in run("clean", "--obsolete", "--memory", "-y").out


def test_sentence_that_came_back_is_no_leftover(run: Run, leftovers: Path) -> None:
    run("update")
    (leftovers / "docs/index.md").write_text(ARTICLE)
    assert "nothing was dropped" in run("clean", "--obsolete", "--yes").out
    (leftovers / "docs/new.md").write_text("Sink slowly into the blue sea.\n")
    run("clean", "--memory", "--yes")
    run("update")
    assert "Øs båten" in (leftovers / CATALOG).read_text()
    moved = leftovers / "locales/nb/LC_MESSAGES/new.md.po"
    assert "Synk sakte i det blå hav." in moved.read_text()


def test_what_others_put_into_the_memory_stays(run: Run, leftovers: Path) -> None:
    run("update")
    memory = leftovers / MEMORY
    others = '\nmsgid "Anchor"\nmsgstr "Anker"\n'
    memory.write_text(memory.read_text() + others)
    assert "dropped: 1 translation in memory.po" in run("clean", "--memory", "-y").out
    assert memory.read_text().endswith(others)


def test_only_languages_asked_for_are_cleaned(run: Run, leftovers: Path) -> None:
    (leftovers / "mkdocs.yml").write_text(CONFIG.replace("[nb]", "[nb, ja]"))
    run("update")
    report = json.loads(run("clean", "--json", "-l", "ja", "--obsolete", "-y").out)
    assert report["locales"]["ja"]["obsolete"] == {"messages": 0, "words": 0}
    assert report["is_dropped"] is False
    assert "Øs båten" in (leftovers / CATALOG).read_text()
    report = json.loads(run("clean", "--json", "--obsolete", "-y").out)
    assert report["locales"]["nb"]["obsolete"] == {"messages": 1, "words": 3}
    assert report["is_dropped"] is True


def test_cache_is_emptied_but_not_under_a_build(run: Run, leftovers: Path) -> None:
    run("update")
    before = tree(leftovers)
    cache = leftovers / ".cache/bitext"
    (cache / "site").symlink_to(leftovers / "docs")
    with locked(cache / "stage"):
        outcome = run("clean", "--cache", "--yes")
        assert outcome.code == 2
        assert "a build is at work" in outcome.err
    outcome = run("clean", "--cache", "--yes")
    assert outcome.code == 0
    assert "MB of cache" in outcome.out
    left = {path.name for path in cache.rglob("*") if not path.is_dir()}
    assert left == {".lock", "catalogs.lock"}
    assert tree(leftovers) == before
    assert json.loads(run("clean", "--cache", "--json").out)["cache_bytes"] == 0
