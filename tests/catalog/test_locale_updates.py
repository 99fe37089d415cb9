"""Updating a whole locale loses nothing, changes nothing twice and ends the same."""

import gc
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.catalog import (
    Catalog,
    Edition,
    LocaleUpdate,
    Message,
    read_catalog,
    update_locale,
    write_catalog,
)
from bitext.layout import catalog_path, memory_path
from bitext.locales import Locale

Texts = Mapping[str, Sequence[str]]

WORDS = ("save", "your", "file", "before", "closing", "windows", "now")
SOURCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
ARTICLES = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/d.md", "mkdocs.yml"]),
    st.lists(SOURCES, unique=True, max_size=5),
)


class Project:
    """A folder of catalogs in Norwegian."""

    def __init__(self, root: Path, locale: Locale, edition: Edition) -> None:
        self.root, self.locale, self.edition = root, locale, edition

    def plan(self, texts: Texts) -> LocaleUpdate:
        templates = {
            article: tuple(
                Message(text, references=(f"docs/{article}",)) for text in sources
            )
            for article, sources in texts.items()
        }
        return update_locale(
            self.root, locale=self.locale, templates=templates, edition=self.edition
        )

    def update(self, texts: Texts) -> LocaleUpdate:
        planned = self.plan(texts)
        planned.changes.apply()
        return planned

    def path(self, article: str) -> Path:
        return catalog_path(self.root, gettext="nb", article=article)

    @property
    def memory(self) -> Path:
        return memory_path(self.root, gettext="nb")

    def read(self, article: str) -> Catalog:
        return read_catalog(self.path(article))

    def translate(self, article: str, *, numbered: str = "") -> None:
        """Translate and approve all messages: reversed, and told apart by number."""
        catalog = self.read(article)
        catalog.messages = [
            replace(m, target=m.source[::-1] + numbered, is_fuzzy=False)
            for m in catalog.messages
        ]
        write_catalog(self.path(article), catalog)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def targets(self) -> Counter[str]:
        """Every translation in any file, live, obsolete or in the memory."""
        found: Counter[str] = Counter()
        for path in self.root.rglob("*.po"):
            catalog = read_catalog(path)
            found.update(
                m.target for m in (*catalog.messages, *catalog.obsolete) if m.target
            )
        return found


def test_a_new_locale_gets_a_catalog_per_article(
    tmp_path: Path, nb: Locale, edition: Edition, gettext: Callable[..., str]
) -> None:
    project = Project(tmp_path / "locales", nb, edition)
    planned = project.plan({"index.md": ["Home"], "guide/a.md": ["One", "Two"]})
    assert not project.root.exists()
    assert planned.changes.apply() == 2
    assert planned.counts.untranslated == 3
    assert list(project.files()) == [
        "nb/LC_MESSAGES/guide/a.md.po",
        "nb/LC_MESSAGES/index.md.po",
    ]
    for path in project.root.rglob("*.po"):
        gettext("msgfmt", "--check", "-o", tmp_path / "out.mo", path)


def test_an_update_leaves_the_collector_of_garbage_as_it_was(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"a.md": ["One."]})
    assert gc.isenabled()
    gc.disable()
    try:
        project.update({"a.md": ["Two."]})
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_article_without_text_gets_no_catalog(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    assert not project.update({"empty.md": []}).changes


def test_a_moved_sentence_keeps_its_translation(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"a.md": ["One", "Two"], "b.md": ["Three"]})
    project.translate("a.md")
    planned = project.update({"a.md": ["One"], "b.md": ["Three", "Two"]})
    assert planned.counts.moved == 1
    assert project.read("b.md").published == {"Two": "owT"}


def test_a_renamed_article_keeps_its_translations(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"old/a.md": ["One", "Two"]})
    project.translate("old/a.md")
    planned = project.update({"new.md": ["One", "Two"]})
    assert planned.counts.moved == 2
    assert project.read("new.md").published == {"One": "enO", "Two": "owT"}
    assert not project.path("old/a.md").parent.exists()


def test_a_renamed_catalog_takes_everything_along(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"old.md": ["One", "Two", "Three", "Four"], "other.md": ["Five"]})
    project.translate("old.md")
    catalog = project.read("old.md")
    catalog.header["X-Page"] = "kept"
    catalog.messages[0] = replace(catalog.messages[0], is_fuzzy=True)
    write_catalog(project.path("old.md"), catalog)
    planned = project.update(
        {"new.md": ["One", "Two", "Three", "Fourth"], "other.md": ["Five"]}
    )
    assert planned.renamed == {"new.md": "old.md"}
    moved = project.read("new.md")
    assert moved.header == catalog.header
    assert [message.is_fuzzy for message in moved.messages] == [
        True,
        False,
        False,
        True,
    ]
    assert not project.path("old.md").exists()
    assert "nb/memory.po" not in project.files()


def test_an_article_with_other_text_is_not_the_one_that_vanished(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"old.md": ["One", "Two", "Three"]})
    project.translate("old.md")
    planned = project.update({"new.md": ["One", "Six", "Seven", "Eight"]})
    assert planned.renamed == {}
    assert "nb/memory.po" in project.files()


def test_each_vanished_article_becomes_one_of_those_like_it(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"a/x.md": ["One", "Two"], "a/y.md": ["One", "Two"]})
    planned = project.update({"b/x.md": ["One", "Two"], "b/y.md": ["One", "Two"]})
    assert planned.renamed == {"b/x.md": "a/x.md", "b/y.md": "a/y.md"}


def test_a_deleted_article_comes_back_as_it_was(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    texts = {"a.md": ["One", "Two"], "b.md": ["One"]}
    project.update(texts)
    project.translate("a.md", numbered="1")
    project.translate("b.md", numbered="2")
    catalog = project.read("a.md")
    catalog.messages[1] = replace(
        catalog.messages[1], comments=("Ask.",), facts={"origin": "mt"}
    )
    write_catalog(project.path("a.md"), catalog)
    before = project.path("a.md").read_bytes()
    project.update({"b.md": ["One"]})
    assert not project.path("a.md").exists()
    project.update(texts)
    assert project.path("a.md").read_bytes() == before


def test_the_memory_file_is_an_ordinary_catalog(
    tmp_path: Path, nb: Locale, edition: Edition, gettext: Callable[..., str]
) -> None:
    project = Project(tmp_path / "locales", nb, edition)
    project.update({"a.md": ["One", "Two"], "b.md": ["Two"]})
    project.translate("a.md", numbered="1")
    project.translate("b.md", numbered="2")
    project.update({})
    assert list(project.files()) == ["nb/memory.po"]
    gettext("msgfmt", "--check", "-o", tmp_path / "out.mo", project.memory)
    held = read_catalog(project.memory).messages
    assert sum(message.has_target for message in held) == 3


def test_a_catalog_with_a_fault_is_left_alone_and_the_others_are_updated(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"a.md": ["One"], "b.md": ["Two"]})
    broken = project.path("a.md").read_bytes() + b"<<<<<<< HEAD\n"
    project.path("a.md").write_bytes(broken)
    planned = project.update({"a.md": ["One"], "b.md": ["Two", "Three"]})
    (fault,) = planned.faults
    assert fault.path == str(project.path("a.md"))
    assert project.path("a.md").read_bytes() == broken
    assert len(project.read("b.md").messages) == 2
    assert list(planned.catalogs) == ["b.md"]


def test_nothing_is_written_while_the_memory_cannot_be_read(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"a.md": ["One"], "b.md": ["Two"]})
    project.translate("a.md")
    project.memory.write_bytes(b"broken")
    planned = project.plan({"b.md": ["Two", "Three"]})
    assert [fault.path for fault in planned.faults] == [str(project.memory)]
    assert not planned.changes
    assert len(planned.catalogs["b.md"].messages) == 2


def test_po_files_that_are_not_ours_are_left_alone(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    theirs = project.path("messages").with_name("messages.po")
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b'msgid "One"\nmsgstr "En"\n')
    planned = project.update({"a.md": ["One"]})
    assert planned.counts.untranslated == 1
    assert theirs.exists()


def test_a_catalog_made_by_hand_is_taken_over(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.path("a.md").parent.mkdir(parents=True)
    project.path("a.md").write_bytes(b'# Mine.\nmsgid "One"\nmsgstr "En"\n')
    project.update({"a.md": ["One"]})
    catalog = project.read("a.md")
    assert catalog.published == {"One": "En"}
    assert catalog.messages[0].comments == ("Mine.",)
    assert catalog.header["Language"] == "nb"


def test_an_edit_changes_the_lines_of_its_message_only(
    tmp_path: Path, nb: Locale, edition: Edition, later: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    texts = [f"Sentence number {number} is about saving." for number in range(200)]
    project.update({"a.md": texts})
    before = project.path("a.md").read_text(encoding="utf-8").splitlines()
    project.edition = later
    texts[100] = "Sentence number 100 is only about saving."
    project.update({"a.md": texts})
    after = project.path("a.md").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        (
            'msgid "Sentence number 100 is about saving."',
            'msgid "Sentence number 100 is only about saving."',
        )
    ]


def test_writing_starts_with_the_memory_and_ends_with_deletions(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    project = Project(tmp_path, nb, edition)
    project.update({"a.md": ["One"], "b.md": ["Two"]})
    project.translate("a.md")
    changes = project.plan({"b.md": ["Two", "One"]}).changes
    assert [path for path, _ in changes.writes] == [
        project.memory,
        project.path("b.md"),
    ]
    assert changes.deletions == (project.path("a.md"),)


def test_a_run_that_is_killed_loses_nothing_and_the_next_completes_it(
    tmp_path: Path, nb: Locale, edition: Edition
) -> None:
    before = {"a.md": ["One", "Two"], "b.md": ["Three"], "c.md": ["Four"]}
    after = {"b.md": ["Three", "Two"], "c.md": ["One"]}
    ends: list[dict[str, bytes]] = []
    for steps in range(5):
        project = Project(tmp_path / str(steps), nb, edition)
        project.update(before)
        for article in before:
            project.translate(article)
        targets = set(project.targets())
        changes = project.plan(after).changes
        partial = replace(changes, writes=changes.writes[:steps], deletions=())
        partial.apply()
        assert set(project.targets()) == targets
        project.update(after)
        assert set(project.targets()) == targets
        ends.append(project.files())
    assert all(end == ends[-1] for end in ends)


@settings(max_examples=60, deadline=None)
@given(history=st.lists(st.tuples(ARTICLES, st.sets(st.integers(0, 3))), max_size=4))
def test_no_translation_is_lost_and_a_second_update_changes_nothing(
    history: list[tuple[dict[str, list[str]], set[int]]],
    nb: Locale,
    edition: Edition,
    later: Edition,
) -> None:
    with TemporaryDirectory() as folder:
        project = Project(Path(folder), nb, edition)
        for turn, (texts, translated) in enumerate(history):
            had = project.targets()
            planned = project.update(texts)
            assert not had.keys() - project.targets().keys()
            files = project.files()
            again = Project(Path(folder), nb, later).plan(
                dict(reversed(list(texts.items())))
            )
            assert not again.changes
            assert project.files() == files
            assert again.catalogs == planned.catalogs
            for number, article in enumerate(sorted(texts)):
                if number in translated and project.path(article).exists():
                    project.translate(article, numbered=str(turn))
