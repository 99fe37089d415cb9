"""Whatever happens while an update runs, no translation is lost."""

import os
import random
import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest

from bitext.catalog import Edition
from tests.cli.conftest import CONFIG
from tests.cli.interruptions import (
    Moments,
    bitext,
    die,
    ended,
    files,
    in_child,
    restored,
    started,
    translations,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")

WORDS = "bail boat check close hatch keep knot mind moor oars row rope sail tie".split()

EDITION = Edition("Boats", "", 1, datetime(2026, 3, 1, 12, 30, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Scene:
    """A project whose articles changed since its catalogs were updated."""

    root: Path
    before: Path
    """A copy of its catalogs as they stand."""
    old: dict[str, bytes]
    new: dict[str, bytes]
    """Its catalogs after an update that nothing disturbs."""

    @property
    def locales(self) -> Path:
        return self.root / "locales"

    def rewind(self) -> None:
        restored(self.locales, origin=self.before)


def chance(seed: int) -> random.Random:
    """The same numbers in every run."""
    return random.Random(seed)  # noqa: S311 - no secret depends on it


def sentences(random_: random.Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        words = random_.choices(WORDS, k=random_.randint(3, 7))
        made[f"{' '.join(words).capitalize()} {len(made) % 5}."] = None
    return list(made)


def scene(root: Path, *, articles: int) -> Scene:
    """Articles of ten sentences each, then some edited, moved, renamed and deleted."""
    random_ = chance(articles)
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG)
    os.chdir(root)
    texts = {
        f"part{number % 3}/{number}.md": sentences(random_, 10)
        for number in range(articles)
    }
    write(docs, {"index.md": ["Home."], "gone.md": ["An old text."], **texts})
    assert in_child(bitext("update")) == 0
    translate(root / "locales")
    # A memory and obsolete messages are there before anything goes wrong.
    write(docs, {"index.md": ["Home."], **texts})
    assert in_child(bitext("update")) == 0
    write(docs, {"index.md": ["Home."], **changed(texts, random_)})
    before = root / "before"
    restored(before, origin=root / "locales")
    old = files(before)
    assert in_child(bitext("update")) == 0
    return Scene(root, before, old, files(root / "locales"))


def changed(
    texts: dict[str, list[str]], random_: random.Random
) -> dict[str, list[str]]:
    after: dict[str, list[str]] = {}
    moving: list[str] = []
    for number, (path, held) in enumerate(texts.items()):
        kept = [*moving, *held]
        moving = []
        match number % 6:
            case 0:
                kept[3] = kept[3].replace(".", " today.")
                moving = [kept.pop()]
                after[path] = kept
            case 1:
                after[f"renamed/{number}.md"] = kept
            case 2:
                continue
            case 3:
                random_.shuffle(kept)
                after[path] = [*kept, "One more sentence."]
            case 4:
                after[path] = kept[:5]
                after[f"new/{number}.md"] = kept[5:]
            case _:
                after[path] = kept
    return after


def write(docs: Path, texts: dict[str, list[str]]) -> None:
    for path in sorted(docs.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, held in texts.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(held) + "\n")


def translate(locales: Path) -> None:
    """Give each message a translation of its own, every seventh as fuzzy."""
    for path in sorted(locales.rglob("*.po")):
        catalog = polib.pofile(path.read_text(encoding="utf-8"))
        for number, entry in enumerate(catalog):
            entry.msgstr = f"{entry.msgid[::-1]} {path.stem}"
            if number % 7 == 6:
                entry.flags.append("fuzzy")
        catalog.save(str(path))


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No figure of a catalog depends on when a test runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bitext.site.catalogs.edition", lambda _: EDITION)


@pytest.fixture
def small(tmp_path: Path) -> Scene:
    return scene(tmp_path / "small", articles=6)


def moments_of(scene: Scene) -> int:
    """How many there are while an update of ``scene`` runs."""
    count = scene.root / "count"

    def counted() -> None:
        moments = Moments(scene.locales)
        try:
            bitext("update")()
        finally:
            count.write_text(str(moments.count))

    scene.rewind()
    assert in_child(counted) == 0
    return int(count.read_text())


def killed(scene: Scene, moment: int) -> bool:
    def action() -> None:
        Moments(scene.locales, number=moment, act=die)
        bitext("update")()

    scene.rewind()
    return in_child(action) == -signal.SIGKILL


def require_whole(scene: Scene) -> None:
    """Each catalog is the old one or the new one, and no translation is missing."""
    for name, content in files(scene.locales).items():
        if not Path(name).name.startswith("."):
            assert content in {scene.old.get(name), scene.new.get(name)}, name
    missing = scene.old.keys() - files(scene.locales).keys()
    assert not missing & scene.new.keys()
    require_nothing_lost(scene)


def require_nothing_lost(scene: Scene) -> None:
    assert not translations(scene.before) - translations(scene.locales)


def require_completed(scene: Scene) -> None:
    """The next update ends where an undisturbed one does, and leaves no litter."""
    assert in_child(bitext("update")) == 0
    require_nothing_lost(scene)
    after = files(scene.locales)
    assert after.keys() == scene.new.keys()
    # Of a rename that was broken off the memory keeps a second copy.
    apart = {name for name in after if after[name] != scene.new[name]}
    assert apart <= {"nb/memory.po"}
    assert in_child(bitext("update")) == 0
    assert files(scene.locales) == after


def test_an_update_killed_at_any_moment_loses_nothing(small: Scene) -> None:
    count = moments_of(small)
    assert count > 30
    for moment in range(1, count + 1, 6):
        assert killed(small, moment)
        require_whole(small)
    require_completed(small)


@pytest.mark.slow
def test_an_update_killed_at_200_random_moments_loses_nothing(tmp_path: Path) -> None:
    large = scene(tmp_path / "large", articles=48)
    moments = range(1, moments_of(large) + 1)
    for number, moment in enumerate(chance(1).sample(moments, k=180)):
        assert killed(large, moment)
        require_whole(large)
        if number % 9 == 0:
            require_completed(large)
    large.rewind()
    began = time.monotonic()
    assert in_child(bitext("update")) == 0
    lasted = time.monotonic() - began
    for seed in range(20):
        large.rewind()
        process = started(bitext("update"))
        time.sleep(chance(seed).uniform(0, lasted))
        os.kill(process, signal.SIGKILL)
        ended(process)
        require_whole(large)
    require_completed(large)
