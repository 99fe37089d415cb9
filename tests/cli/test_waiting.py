"""One command writes catalogs at a time, and none reads what is half updated."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import polib
import pytest

from bitext.check.engine import check_source
from bitext.site import build
from bitext.site.build import build_site
from bitext.site.checks import check_project
from bitext.site.lock import catalogs_held
from bitext.site.project import Project, load_project
from tests.cli.conftest import Run
from tests.cli.interruptions import bitext, in_child

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nothing is held there")

READERS = [["check"], ["build"], ["stats"], ["update", "--check"]]


class Clock:
    """Time that passes while somebody sleeps; at ``then`` something is done."""

    def __init__(self, *, then: float = 1e9, act: Callable[[], None] = print) -> None:
        self.now = 0.0
        self._then, self._act = then, act

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        is_before = self.now < self._then
        self.now += seconds
        if is_before and self.now >= self._then:
            self._act()


@pytest.fixture
def held(project: Path) -> Project:
    """A project that another command will hold."""
    del project
    return load_project(Path("mkdocs.yml"))


@pytest.mark.parametrize("command", [["update"], ["add", "ja"], *READERS])
def test_a_command_that_waited_in_vain_names_who_holds_the_catalogs(
    command: list[str], held: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr("bitext.site.lock.time", clock)
    with catalogs_held(held):
        outcome = run(*command)
    assert outcome.code == 2
    assert f"process {os.getpid()} on " in outcome.err
    assert 10 <= clock.now < 11
    assert not held.locales_dir.exists()


@pytest.mark.parametrize("command", [["update"], ["check"], ["stats"]])
def test_a_command_waits_for_one_that_ends(
    command: list[str], held: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = ExitStack()
    holder.enter_context(catalogs_held(held))
    clock = Clock(then=5, act=holder.close)
    monkeypatch.setattr("bitext.site.lock.time", clock)
    assert run(*command).code == 0
    assert 5 <= clock.now < 6


class Once:
    """Does what ``what`` does; just before the first time catalogs are updated."""

    def __init__(
        self, what: Callable[..., object], *, when: Callable[..., bool]
    ) -> None:
        self._what, self._when = what, when
        self.codes: list[int] = []

    def __call__(self, *arguments: object, **named: object) -> object:
        if not self.codes and self._when(*arguments):
            self.codes.append(in_child(bitext("update")))
        return self._what(*arguments, **named)


def renamed(project: Project) -> None:
    """Have all catalogs translated, and an article renamed since."""
    assert in_child(bitext("update")) == 0
    for path in project.locales_dir.rglob("*.po"):
        catalog = polib.pofile(path.read_text(encoding="utf-8"))
        for entry in catalog:
            entry.msgstr = entry.msgid.upper()
        catalog.save(str(path))
    assert in_child(bitext("update")) == 0
    (project.docs_dir / "index.md").rename(project.docs_dir / "boats.md")
    (project.docs_dir / "index.md").write_text("# Home\n")


def test_a_check_does_not_miss_what_an_update_moves_under_it(
    held: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed(held)
    project = load_project(Path("mkdocs.yml"))
    judge = Once(check_source, when=lambda *_: True)
    monkeypatch.setattr("bitext.site.checks.check_source", judge)
    found = check_project(project, locales=project.config.locales)
    assert judge.codes == [0]
    assert found == check_project(project, locales=project.config.locales)


def test_a_build_that_an_update_ran_into_is_that_of_the_new_catalogs(
    held: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed(held)
    project = load_project(Path("mkdocs.yml"))
    record = Once(vars(build)["_record"], when=lambda _, built: built.locale == "nb")
    monkeypatch.setattr("bitext.site.build._record", record)
    build_site(project, jobs=1)
    assert record.codes == [0]
    again = build_site(project, jobs=1)
    assert all(language.is_unchanged for language in again.languages)
    assert "CHECK THE" in (project.site_dir / "nb/boats/index.html").read_text()
