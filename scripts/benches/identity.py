"""Random edits of a small site, each build compared with a clean one.

A site in three languages is edited at random: articles, catalogs, navigation,
configuration, theme, languages, the clock, files of the cache and of the site itself.
After each round of edits the site is built as it lies, and a copy without cache and
output is built anew; every file of both is compared.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bitext.site.build import build_site
from bitext.site.project import load_project

__all__ = ["Editor", "add_arguments", "differences", "make_project", "run"]

_EPOCH = "SOURCE_DATE_EPOCH"
_WORDS = "anchor boat cargo deck engine flag galley hull inlet jib keel lamp".split()
_CONFIG: dict[str, object] = {
    "site_name": "Harbour",
    "site_url": "https://example.org/docs/",
    "theme": {"name": "material", "font": False, "features": []},
    "plugins": [
        "search",
        {"bitext": {"source": "en", "locales": ["nb", "ar"]}},
    ],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        {"toc": {"permalink": True}},
        "pymdownx.superfences",
        {"pymdownx.snippets": {"base_path": ["."]}},
    ],
}
_LANGUAGES = ("nb", "ar", "ja", "de")
_FEWEST = 3
_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how many sequences, from which seed."""
    parser.add_argument("--sequences", type=int, default=200, help="how many (200)")
    parser.add_argument("--seed", type=int, default=0, help="of the first (0)")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """How many builds were compared, and what differed."""
    failures: list[str] = []
    builds = 0
    for seed in range(arguments.seed, arguments.seed + arguments.sequences):
        with tempfile.TemporaryDirectory(prefix="bitext-bench-") as folder:
            project = make_project(Path(folder, "project"), seed)
            editor = Editor(project, seed)
            for _ in range(editor.random.randint(1, 3)):
                builds += 1
                edits = editor.edit()
                if found := differences(project, Path(folder, "clean")):
                    failures.append(f"{seed}: after {edits}: {found[:_SHOWN]}")
                    print(failures[-1], file=sys.stderr)
                    break
        os.environ.pop(_EPOCH, None)
    return {
        "sequences": arguments.sequences,
        "builds compared": builds,
        "different": len(failures),
        "ok": int(not failures),
    }


def make_project(folder: Path, seed: int) -> Path:
    """A site of a few articles, built once; the folder that holds it."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    docs = folder / "docs"
    for number in range(chance.randint(3, 8)):
        _write(docs / _name(chance, number), _article(chance, number))
    _write(docs / "index.md", "# Home\n\nWelcome [aboard](a0.md).\n")
    _write(folder / "shared.md", "Mind the *gap*.\n")
    _write(docs / "fig.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
    _write(folder / "mkdocs.yml", yaml.safe_dump(_CONFIG, sort_keys=False))
    for code in ("nb", "ar"):
        for path in sorted(docs.rglob("*.md")):
            _translate(folder, code, path.relative_to(docs).as_posix(), chance)
    build(folder)
    return folder


def build(project: Path) -> None:
    """Build all languages; what cannot be built is an error."""
    result = build_site(load_project(project))
    if result.errors:
        raise RuntimeError("\n".join(result.errors))


def differences(project: Path, clean: Path) -> list[str]:
    """Files in which the site as it is built now differs from a clean one."""
    build(project)
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(project, clean, ignore=shutil.ignore_patterns(".cache", "site"))
    build(clean)
    ours, theirs = _tree(project / "site"), _tree(clean / "site")
    return sorted(
        path
        for path in ours.keys() | theirs.keys()
        if ours.get(path) != theirs.get(path)
    )


def _tree(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Editor:
    """Edits a project at random, the same for a seed."""

    def __init__(self, project: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self._project = project
        self._docs = project / "docs"

    def edit(self) -> list[str]:
        """Do one to three edits; their names."""
        edits: list[Callable[[], None]] = [
            self.edit_article,
            self.edit_article,
            self.edit_title,
            self.add_article,
            self.delete_article,
            self.rename_article,
            self.edit_catalog,
            self.edit_catalog,
            self.delete_catalog,
            self.spoil_catalog,
            self.edit_snippet,
            self.edit_image,
            self.change_nav,
            self.change_settings,
            self.override_theme,
            self.change_languages,
            self.move_clock,
            self.spoil_cache,
            self.swap_cache,
            self.spoil_site,
        ]
        chosen = [self.random.choice(edits) for _ in range(self.random.randint(1, 3))]
        for one in chosen:
            one()
        return [one.__name__ for one in chosen]

    # -- articles ------------------------------------------------------------

    def edit_article(self) -> None:
        """A sentence more."""
        path = self._article()
        text = path.read_text("utf-8")
        _write(path, f"{text}\n{_sentence(self.random)}\n")

    def edit_title(self) -> None:
        """Another first heading."""
        path = self._article()
        _, _, rest = path.read_text("utf-8").partition("\n")
        _write(path, f"# {self.random.choice(_WORDS)} title\n{rest}")

    def add_article(self) -> None:
        """One more, with translations or without."""
        number = self.random.randint(10, 99)
        name = _name(self.random, number)
        _write(self._docs / name, _article(self.random, number))
        for code in self._languages():
            if self.random.random() < 0.5:  # noqa: PLR2004 - one in two
                _translate(self._project, code, name, self.random)

    def delete_article(self) -> None:
        """One less; links to it lead nowhere."""
        path = self._article()
        if len(self._pages()) > _FEWEST:
            path.unlink()

    def rename_article(self) -> None:
        """Another name, elsewhere perhaps."""
        path = self._article()
        target = self._docs / _name(self.random, self.random.randint(100, 199))
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)

    def edit_snippet(self) -> None:
        """What other articles include."""
        _write(self._project / "shared.md", f"{_sentence(self.random)}\n")

    def edit_image(self) -> None:
        """A file that is no article."""
        number = self.random.randint(1, 99)
        _write(
            self._docs / "fig.svg",
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number}"/>\n',
        )

    def _article(self) -> Path:
        found = sorted(self._docs.rglob("*.md"))
        return self.random.choice([path for path in found if path.name != "index.md"])

    # -- catalogs ------------------------------------------------------------

    def edit_catalog(self) -> None:
        """A message with another translation."""
        path = self._catalog()
        if path is None:
            return
        parts = path.read_text("utf-8").split('msgstr "')
        place = self.random.randrange(1, max(len(parts), 2))
        if place >= len(parts):
            return
        _, _, rest = parts[place].partition('"\n')
        number = self.random.randint(1, 9)
        parts[place] = f'{self.random.choice(_WORDS)} x{number}."\n{rest}'
        _write(path, 'msgstr "'.join(parts))

    def delete_catalog(self) -> None:
        """An article without translations."""
        if path := self._catalog():
            path.unlink()

    def spoil_catalog(self) -> None:
        """One that cannot be read: its page is in the source language."""
        path = self._catalog()
        if path is not None:
            _write(path, path.read_text("utf-8").replace('msgstr "', "msgstr ", 1))

    def _catalog(self) -> Path | None:
        found = sorted((self._project / "locales").rglob("*.po"))
        return self.random.choice(found) if found else None

    def _languages(self) -> list[str]:
        languages: list[str] = self._config()["plugins"][1]["bitext"]["locales"]
        return languages

    # -- the site ------------------------------------------------------------

    def change_nav(self) -> None:
        """None, or all articles in a random order, in sections or not."""
        config = self._config()
        config.pop("nav", None)
        paths = [path.relative_to(self._docs).as_posix() for path in self._pages()]
        self.random.shuffle(paths)
        kind = self.random.randrange(3)
        if kind == 1:
            config["nav"] = [*paths]
        elif kind:
            middle = len(paths) // 2
            config["nav"] = [
                {"One": paths[:middle] or ["index.md"]},
                {f"Two {self.random.choice(_WORDS)}": paths[middle:]},
            ]
        self._save(config)

    def change_settings(self) -> None:
        """A setting that every page shows, or how addresses look."""
        config = self._config()
        features = ["navigation.tabs", "navigation.prune", "navigation.footer"]
        chosen = self.random.sample(features, self.random.randrange(3))
        config["theme"]["features"] = chosen
        config["copyright"] = _sentence(self.random)
        config["use_directory_urls"] = self.random.random() < 0.7  # noqa: PLR2004
        self._save(config)

    def override_theme(self) -> None:
        """A template of the site's own: one that changes, or looks at every page."""
        config = self._config()
        config["theme"]["custom_dir"] = "overrides"
        self._save(config)
        shown = self.random.choice(
            [
                self.random.choice(_WORDS),
                "{{ nav.pages | length }} {{ nav.pages[0].title }}",
                "{% for file in pages %}{{ file.page.content | length }} {% endfor %}",
                "{{ page and page.previous_page and page.previous_page.meta.tags }}",
            ]
        )
        text = (
            '{% extends "base.html" %}{% block announce %}' + shown + "{% endblock %}\n"
        )
        _write(self._project / "overrides" / "main.html", text)

    def change_languages(self) -> None:
        """One more or less, or other names of them."""
        config = self._config()
        count = self.random.randint(0, 3)
        chosen = self.random.sample(_LANGUAGES, count)
        config["plugins"][1]["bitext"]["locales"] = chosen
        for code in set(_LANGUAGES) - set(chosen):
            # What is not configured must not lie there.
            shutil.rmtree(self._project / "locales" / code, ignore_errors=True)
        for code in chosen:
            if not (self._project / "locales" / code).exists():
                _translate(self._project, code, "index.md", self.random)
        self._save(config)

    def move_clock(self) -> None:
        """To another day."""
        os.environ[_EPOCH] = str(86_400 * self.random.randint(10_000, 20_000))

    def spoil_cache(self) -> None:
        """Cut a file of the cache, or write into it."""
        files = self._files(".cache")
        if files:
            path = self.random.choice(files)
            data = path.read_bytes()
            place = self.random.randrange(len(data) + 1)
            cut = self.random.random() < 0.5  # noqa: PLR2004 - one in two
            path.write_bytes(
                data[:place] if cut else data[:place] + b"\0" + data[place:]
            )

    def swap_cache(self) -> None:
        """Put a file of the cache in the place of another of its kind."""
        files = self._files(".cache")
        if not files:
            return
        one = self.random.choice(files)
        like = [path for path in files if path.suffix == one.suffix and path != one]
        if like:
            other = self.random.choice(like)
            one.rename(one.with_name("swapped"))
            other.rename(one)
            one.with_name("swapped").rename(other)

    def spoil_site(self) -> None:
        """Remove a file of the site, change one, or add one."""
        path = self.random.choice(self._files("site"))
        kind = self.random.randrange(3)
        if kind == 0:
            path.unlink()
        elif kind == 1:
            path.write_bytes(b"spoilt")
        else:
            path.with_name("stale.html").write_bytes(b"stale")

    def _files(self, folder: str) -> list[Path]:
        return sorted(
            path
            for path in (self._project / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".lock")
        )

    def _pages(self) -> list[Path]:
        return sorted(self._docs.rglob("*.md"))

    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = yaml.safe_load(
            (self._project / "mkdocs.yml").read_text("utf-8")
        )
        return config

    def _save(self, config: Mapping[str, object]) -> None:
        text = yaml.safe_dump(dict(config), sort_keys=False)
        _write(self._project / "mkdocs.yml", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(['', 'guide/', 'guide/deep/'])}a{number}.md"


def _sentence(chance: random.Random) -> str:
    return f"The {chance.choice(_WORDS)} has a {chance.choice(_WORDS)}."


def _article(chance: random.Random, number: int) -> str:
    parts = [f"# The {chance.choice(_WORDS)} {number}", _sentence(chance)]
    extras = [
        '!!! note "Mind"\n    Step over it.',
        "See [home](/index.md) and ![a figure](/fig.svg).",
        f"See [another](a{chance.randrange(9)}.md#part).",
        "## Part\n\nOne. Two.",
        '--8<-- "shared.md"',
        "| a | b |\n|---|---|\n| one | two |",
        "```sh\nrow  # no words\n```",
    ]
    parts += chance.sample(extras, 3)
    text = "\n\n".join(parts) + "\n"
    if chance.random() < 0.3:  # noqa: PLR2004 - one in three or so
        date = f"2024-01-{chance.randint(10, 28)}"
        text = f"---\ntags: [{chance.choice(_WORDS)}]\ndate: {date}\n---\n{text}"
    return text


def _translate(project: Path, code: str, article: str, chance: random.Random) -> None:
    """A catalog that translates some sentences of an article."""
    lines = (project / "docs" / article).read_text("utf-8").splitlines()
    messages = {
        line.lstrip("# "): f"{code} {line.lstrip('# ')}"
        for line in lines
        if line.startswith(("#", "The ")) and chance.random() < 0.8  # noqa: PLR2004
    }
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    head += f'"Language: {code}\\n"\n'
    body = "".join(
        f'\nmsgid "{source}"\nmsgstr "{target}"\n'
        for source, target in messages.items()
    )
    path = project / "locales" / code / "LC_MESSAGES" / f"{article}.po"
    _write(path, head + body)
