"""What a reader sees of a sentence that has changed since it was translated."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.catalog import read_catalog
from bitext.site.catalogs import update_catalogs
from bitext.site.coverage import Coverage, read_coverage
from bitext.site.project import load_project
from tests.site.boats import CONFIG, catalog, write
from tests.site.test_snippets import rendered
from tests.site.test_stage import stage

NewSite = Callable[[str], Path]
KEEP = CONFIG.replace("locales: [nb", "outdated: keep\n      locales: [nb")
ARTICLE = "# Oars\n\nDry the oars. Then close [the hatch](index.md) at night.\n"
OLD = {
    "Oars": "Årer",
    "Dry the oars.": "Tørk årene.",
    "Then close [the hatch](index.md) at night.": "Lukk så [luken](index.md) om natta.",
}


@pytest.fixture
def kept(new_site: NewSite) -> Path:
    path = new_site(KEEP)
    write(path.parent / "docs/oars.md", ARTICLE)
    write(po(path), catalog(OLD))
    return path


def po(path: Path) -> Path:
    return path.parent / "locales/nb/LC_MESSAGES/oars.md.po"


def coverage_of(path: Path) -> Coverage:
    return read_coverage(load_project(path).stage_dir / "nb").coverage["oars.md"]


def edit(path: Path, old: str, new: str) -> None:
    article = path.parent / "docs/oars.md"
    write(article, article.read_text("utf-8").replace(old, new))


def html(path: Path) -> str:
    project, unpublished = stage(path)
    assert unpublished == ()
    return rendered(project, "oars.md")


def state_of(page: str, text: str) -> str:
    found = re.search(rf'<span data-s="\d+"([^>]*)>{re.escape(text)}', page)
    assert found, page
    return found[1]


def test_changed_sentence_keeps_the_translation_it_had(kept: Path) -> None:
    edit(kept, "Dry the oars.", "Dry the long oars.")
    page = html(kept)
    assert state_of(page, "Tørk årene.") == ' data-state="outdated"'
    assert state_of(page, "Lukk") == ""
    coverage = coverage_of(kept)
    assert coverage == Coverage(words=11, translated=11, changed=4)


def test_by_default_a_changed_sentence_is_shown_in_the_source_language(
    kept: Path,
) -> None:
    write(kept, CONFIG)
    edit(kept, "Dry the oars.", "Dry the long oars.")
    assert 'data-state="fuzzy"' in state_of(html(kept), "Dry the long oars.")
    coverage = coverage_of(kept)
    assert coverage == Coverage(words=11, translated=7, changed=4)


def test_it_is_the_same_once_the_update_is_written(kept: Path) -> None:
    edit(kept, "Dry the oars.", "Dry the long oars.")
    before = html(kept)
    project = load_project(kept)
    for update in update_catalogs(project, locales=project.config.locales).values():
        update.changes.apply()
    assert html(kept) == before


def test_translation_of_a_similar_text_is_never_shown(kept: Path) -> None:
    edit(kept, "Dry the oars.", "Dry the oars. Dry the long oars.")
    page = html(kept)
    assert "Dry the long oars." in page
    assert "outdated" not in page


def test_fuzzy_message_that_does_not_say_why_is_shown_in_the_source_language(
    kept: Path,
) -> None:
    # As msgmerge writes them: the text may be merely similar.
    edit(kept, "Dry the oars.", "Dry the long oars.")
    text = po(kept).read_text("utf-8")
    entry = '\n#, fuzzy\n#| msgid "Dry the oars."\nmsgid "Dry the long oars."'
    write(po(kept), text.replace('\nmsgid "Dry the oars."', entry))
    assert "outdated" not in html(kept)


def test_older_translation_that_its_older_text_refuses_is_not_shown(
    kept: Path,
) -> None:
    text = po(kept).read_text("utf-8")
    write(po(kept), text.replace("Tørk årene.", "Tørk `årene`."))
    edit(kept, "Dry the oars.", "Dry the long `årene`.")
    assert "outdated" not in html(kept)


@pytest.mark.parametrize(
    "evil",
    [
        "Tørk <b onclick='x()'>årene</b>.",
        "Tørk [årene](https://evil.example/).",
        "Tørk ![årene](https://evil.example/x.png).",
    ],
)
def test_forged_previous_text_lets_nothing_in(kept: Path, evil: str) -> None:
    edit(kept, "Dry the oars.", "Dry the long oars.")
    text = po(kept).read_text("utf-8")
    entry = (
        f'\n# bitext: fuzzy=edited\n#, fuzzy\n#| msgid "{evil}"\n'
        f'msgid "Dry the long oars."\nmsgstr "{evil}"'
    )
    old = '\nmsgid "Dry the oars."\nmsgstr "Tørk årene."'
    assert old in text
    write(po(kept), text.replace(old, entry))
    held = {one.source: one for one in read_catalog(po(kept)).messages}
    assert held["Dry the long oars."].previous == evil
    page = html(kept)
    assert "evil" not in page
    assert "onclick" not in page
    assert "outdated" not in page


def test_previous_text_that_is_no_sentence_is_passed_over(kept: Path) -> None:
    edit(kept, "Dry the oars.", "Dry the long oars.")
    edit(kept, "at night", "every night")
    text = po(kept).read_text("utf-8")
    entry = (
        '\n# bitext: fuzzy=edited\n#, fuzzy\n#| msgid "Two. Sentences."\n'
        'msgid "Dry the long oars."\nmsgstr "Tørk årene."'
    )
    old = '\nmsgid "Dry the oars."\nmsgstr "Tørk årene."'
    write(po(kept), text.replace(old, entry))
    page = html(kept)
    assert "Dry the long oars." in page
    assert state_of(page, "Lukk så") == ' data-state="outdated"'
