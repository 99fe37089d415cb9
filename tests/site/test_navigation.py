import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from bitext.site.navigation import NavigationCache

PAGES = (
    "index.md",
    "a.md",
    "b.md",
    "guide/index.md",
    "guide/x.md",
    "guide/y.md",
    "guide/deep/index.md",
    "guide/deep/p.md",
    "guide/deep/er/q.md",
    "ref/one.md",
    "ref/two.md",
    "ref/sub/three.md",
    "in-no-menu.md",
)
DEEP = [
    {"Home & <home>": "index.md"},
    {
        "Guide": [
            "guide/index.md",
            "guide/x.md",
            {"Deep": ["guide/deep/index.md", "guide/deep/p.md", "guide/deep/er/q.md"]},
            "guide/y.md",
        ]
    },
    {"Ref": [{"One": "ref/one.md"}, {"Inner": ["ref/two.md", "ref/sub/three.md"]}]},
    {"Elsewhere": "https://example.org/"},
    {"Beside": "guide/y/"},
    "a.md",
    "b.md",
]
FEATURES = ("tabs", "sections", "indexes", "expand", "path", "prune")


class Settings(Config):  # type: ignore[no-untyped-call]  # in MkDocs
    pass


class Installer(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # as above
    def __init__(self) -> None:
        self.reason = ""
        self.asked: list[str] = []
        """Addresses that templates asked for."""
        self._nav: Navigation | None = None

    def on_nav(self, nav: Navigation, /, **_: object) -> Navigation:
        self._nav = nav
        return nav

    def on_env(
        self, env: Environment, /, *, config: MkDocsConfig, files: Files
    ) -> Environment:
        del files
        assert self._nav is not None
        cache = NavigationCache(config=config, nav=self._nav)
        cache.install(env)
        self.reason = cache.reason
        url = env.filters["url"]

        @pass_context
        def noted(context: Context, value: str) -> str:
            self.asked.append(str(value))
            return str(url(context, value))

        env.filters["url"] = noted
        return env


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    yield
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)


def write_docs(folder: Path) -> None:
    for page in PAGES:
        path = folder / "docs" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\nicon: material/home\nstatus: new\nsubtitle: Of {page}\n---\n"
            f"# Title of {page} & <b>more</b>\n\n## One\n\n### Two\n\n## Three\n",
            encoding="utf-8",
        )


def built(
    folder: Path, *, installer: Installer | None, settings: Mapping[str, Any]
) -> dict[str, bytes]:
    """Pages and the page for missing ones, of a site with ``settings``."""
    config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    site = folder / "site"
    config.load_dict(
        {
            "site_name": "Boats",
            "site_url": "https://example.com/under/",
            "repo_url": "https://example.com/repository",
            "docs_dir": str(folder / "docs"),
            "site_dir": str(site),
            "plugins": [],
            **settings,
        }
    )
    assert config.validate() == ([], [])
    if installer:
        config.plugins["installer"] = installer
    build(config)
    return {str(path): path.read_bytes() for path in sorted(site.rglob("*.html"))}


def themed(
    features: Sequence[str], *, nav: object, **settings: object
) -> dict[str, object]:
    names = [f"navigation.{name}" for name in features]
    theme = {"name": "material", "font": False, "features": names}
    return {"theme": theme, "nav": nav, **settings}


def assert_same_with_and_without(folder: Path, settings: Mapping[str, Any]) -> None:
    installer = Installer()
    assert built(folder, installer=None, settings=settings) == built(
        folder, installer=installer, settings=settings
    )
    assert installer.reason == ""


@pytest.mark.parametrize(
    "features",
    [
        (),
        FEATURES,
        ("tabs", "sections"),
        ("sections", "indexes", "prune"),
        ("tabs", "prune", "path"),
        ("expand", "indexes"),
    ],
    ids="+".join,
)
@pytest.mark.parametrize("nav", [DEEP, None], ids=["nested", "by folder"])
def test_pages_are_those_of_the_theme(
    tmp_path: Path, features: tuple[str, ...], nav: object
) -> None:
    write_docs(tmp_path)
    assert_same_with_and_without(tmp_path, themed(features, nav=nav))


def test_pages_are_those_of_the_theme_without_directory_addresses(
    tmp_path: Path,
) -> None:
    write_docs(tmp_path)
    settings = themed(("indexes",), nav=DEEP, use_directory_urls=False)
    assert_same_with_and_without(tmp_path, settings)


@pytest.mark.slow
def test_pages_are_those_of_the_theme_with_all_features_together(
    tmp_path: Path,
) -> None:
    write_docs(tmp_path)
    for count in range(len(FEATURES) + 1):
        for features in combinations(FEATURES, count):
            assert_same_with_and_without(tmp_path, themed(features, nav=DEEP))


def test_pages_of_a_blog_are_those_of_the_theme(tmp_path: Path) -> None:
    write_docs(tmp_path)
    for day in range(1, 13):
        path = tmp_path / f"docs/blog/posts/post-{day}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"---\ndate: 2024-0{day % 3 + 1}-{day:02}\ncategories: [Sails]\n---\n"
            f"# Post {day}\n\nText.\n",
            encoding="utf-8",
        )
    (tmp_path / "docs/blog/index.md").write_text("# Blog\n", encoding="utf-8")
    nav = [*DEEP, {"Blog": ["blog/index.md"]}]
    settings = themed(("indexes", "tabs"), nav=nav, plugins=["material/blog"])
    assert_same_with_and_without(tmp_path, settings)


def test_a_list_is_rendered_once_for_the_pages_of_a_folder(tmp_path: Path) -> None:
    for number in range(30):
        path = tmp_path / f"docs/p{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# Page {number}\n", encoding="utf-8")
    installer = Installer()
    built(tmp_path, installer=installer, settings=themed((), nav=None))
    rendered = installer.asked
    # Once for the others, once as the page's own, and from beside it.
    assert rendered.count("p7/") <= 4


def test_an_override_of_the_site_is_what_is_rendered(tmp_path: Path) -> None:
    write_docs(tmp_path)
    override = tmp_path / "overrides/partials/nav-item.html"
    override.parent.mkdir(parents=True)
    override.write_text(
        "{% macro render(nav_item, path, level, parent) %}"
        "<li>mine {{ nav_item.title }}</li>{% endmacro %}",
        encoding="utf-8",
    )
    installer = Installer()
    settings = themed((), nav=DEEP)
    theme: dict[str, object] = dict(settings["theme"])  # type: ignore[call-overload]  # a mapping
    settings["theme"] = {**theme, "custom_dir": str(tmp_path / "overrides")}
    pages = built(tmp_path, installer=installer, settings=settings)
    assert b"mine Guide" in pages[str(tmp_path / "site/a/index.html")]
    assert "nav-item.html" in installer.reason


def test_a_page_that_stands_twice_is_left_to_the_theme(tmp_path: Path) -> None:
    write_docs(tmp_path)
    installer = Installer()
    settings = themed((), nav=["index.md", "a.md", {"Again": ["a.md", "b.md"]}])
    with_cache = built(tmp_path, installer=installer, settings=settings)
    assert built(tmp_path, installer=None, settings=settings) == with_cache
    assert installer.reason == "it leads to a/ twice"


def test_a_hook_that_may_rename_pages_meanwhile_is_given_way(tmp_path: Path) -> None:
    write_docs(tmp_path)
    hook = tmp_path / "hook.py"
    hook.write_text(
        "def on_page_context(context, page, config, nav):\n"
        "    page.title = page.title.upper()\n",
        encoding="utf-8",
    )
    installer = Installer()
    settings = themed((), nav=None, hooks=[str(hook)])
    with_cache = built(tmp_path, installer=installer, settings=settings)
    assert built(tmp_path, installer=None, settings=settings) == with_cache
    assert "may change it" in installer.reason
