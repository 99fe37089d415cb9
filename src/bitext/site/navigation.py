"""The navigation of Material's pages, each of its entries rendered once.

Material renders the whole navigation anew on every page: the square of the number of
pages. An entry that leads to another page is the same text on every page of a folder,
but for nothing; so what its own templates gave for the first is kept for the others.
Only the branch that leads to the page itself is rendered on each.
"""

import posixpath
import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Any, Final, cast

from jinja2 import BaseLoader, Environment, TemplateNotFound, pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

__all__ = ["NavigationCache"]

_CACHE: Final = "bitext_navigation"
# Loops of the theme's templates, and what does the same from the cache. The text must
# stand in a template exactly once and as it is here, blanks included.
_LOOPS: Final = {
    "partials/nav.html": (
        (
            "{% for nav_item in nav.items %}\n"
            '      {% set path = "__nav_" ~ loop.index %}\n'
            "      {{ item.render(nav_item, path, 1) }}\n"
            "    {% endfor %}"
        ),
        f"{{{{ {_CACHE}.top(item.render, nav.items) }}}}",
    ),
    "partials/nav-item.html": (
        (
            "{% for item in nav_item.children %}\n"
            "              {% if not index or item != index %}\n"
            '                {{ render(item, path ~ "_" ~ loop.index, level + 1, '
            "nav_item) }}\n"
            "              {% endif %}\n"
            "            {% endfor %}"
        ),
        f"{{{{ {_CACHE}.below(render, nav_item, path, level, index) }}}}",
    ),
    "partials/tabs.html": (
        (
            "{% for nav_item in nav.items %}\n"
            "        {{ item.render(nav_item) }}\n"
            "      {% endfor %}"
        ),
        f"{{{{ {_CACHE}.tabs(item.render, nav.items) }}}}",
    ),
}
# Blanks that the loops above leave around each entry, and in place of one left out.
_AROUND_TOP: Final = ("\n      \n      ", "\n    ")
_AROUND_BELOW: Final = (
    "\n              \n                ",
    "\n              \n            ",
)
_LEFT_OUT: Final = "\n              \n            "
_AROUND_TAB: Final = ("\n        ", "\n      ")
# An address before it is made relative to a page; noncharacters stand in no address.
_SLOT: Final = re.compile("\ufdd4([^\ufdd5]*)\ufdd5")
# Plugins that may change what other pages are called while pages are rendered would
# make an entry depend on when it was rendered; these are known not to.
_HARMLESS: Final = ("bitext", "material.", "mkdocs.contrib.")
_KEPT_FOLDERS: Final = 4

_Render = Callable[..., str]
_Lists = dict[tuple[object, ...], list[str | None]]


@dataclass(frozen=True, slots=True)
class _Branch:
    """Entries that stand below each other in one list."""

    items: Sequence[Any]
    path: str | None
    """What the ids of its entries begin with; None for tabs, which have none."""
    level: int
    parent: Any
    around: tuple[str, str]
    index: Any = None
    """An entry that the list leaves out, since its heading leads there."""

    @property
    def key(self) -> tuple[object, ...]:
        is_active = bool(self.parent is not None and self.parent.active)
        return (id(self.items), self.path, self.level, is_active, id(self.index))


class NavigationCache:
    """Renders a site's navigation with the templates of its theme, and no other.

    One serves one build of one site. ``reason`` says why it does nothing, if so.
    """

    def __init__(self, *, config: MkDocsConfig, nav: Navigation) -> None:
        self.reason = _reason(config, nav)
        self._is_slotted = False
        self._url: Callable[[Context, str], str]
        self._slotted: _Lists = {}
        """Entries with unfinished addresses; None is one not rendered yet."""
        self._finished: OrderedDict[tuple[str, str], _Lists] = OrderedDict()
        """The same for the pages of one folder."""
        self._places: dict[tuple[object, ...], dict[int, int]] = {}
        """Positions of the entries of a list."""
        self._above = frozenset(_above(_entries(nav.items)))

    def install(self, env: Environment) -> None:
        """Let the templates of ``env`` ask here, if they are those we know."""
        if self.reason:
            return
        sources: dict[str, tuple[str, str | None]] = {}
        for name, (loop, call) in _LOOPS.items():
            found = _source(env, name)
            if found is None or found[0].count(loop) != 1 or not _is_own(found[1]):
                self.reason = f"{name} is not the theme's own, or not one known here"
                return
            sources[name] = (found[0].replace(loop, call), found[1])
        if env.trim_blocks or env.lstrip_blocks or env.loader is None:
            self.reason = "templates are read with other rules for blanks"
            return
        env.loader = _Replaced(env.loader, sources)
        if env.cache is not None:
            env.cache.clear()
        env.globals[_CACHE] = self
        url = self._url = env.filters["url"]

        @pass_context
        def slotted(context: Context, value: object) -> str:
            if self._is_slotted:
                return f"\ufdd4{value}\ufdd5"
            return str(url(context, value))

        env.filters["url"] = slotted

    # -- what the templates call ---------------------------------------------

    @pass_context
    def top(self, context: Context, render: _Render, items: Sequence[Any]) -> str:
        """The entries of the first level."""
        branch = _Branch(items, "__nav", 1, None, _AROUND_TOP)
        return self._list(context, render, branch)

    @pass_context
    def below(  # noqa: PLR0913, PLR0917 - as the theme's template knows them
        self,
        context: Context,
        render: _Render,
        parent: Any,  # noqa: ANN401 - an entry of any kind, of MkDocs or a plugin
        path: str,
        level: int,
        index: Any,  # noqa: ANN401 - as above
    ) -> str:
        """The entries below ``parent``."""
        branch = _Branch(
            parent.children, path, level + 1, parent, _AROUND_BELOW, index or None
        )
        return self._list(context, render, branch)

    @pass_context
    def tabs(self, context: Context, render: _Render, items: Sequence[Any]) -> str:
        """The tabs: one for each entry of the first level."""
        branch = _Branch(items, None, 0, None, _AROUND_TAB)
        return self._list(context, render, branch)

    # -- lists ---------------------------------------------------------------

    def _list(self, context: Context, render: _Render, branch: _Branch) -> str:
        key = branch.key
        count = len(branch.items)
        slotted = self._slotted.setdefault(key, [None] * count)
        known = slotted if self._is_slotted else self._of_folder(context, key, count)
        parts = list(known)
        own = self._active(context, key, branch.items)
        if own is not None and branch.items[own].active:
            parts[own] = self._rendered(render, branch, own)
        if None in parts:
            for number, part in enumerate(parts):
                if part is None:
                    parts[number] = self._entry(
                        context, render, branch, number, known=known
                    )
        return "".join(cast("list[str]", parts))

    def _active(
        self, context: Context, key: tuple[object, ...], items: Sequence[Any]
    ) -> int | None:
        """Which of ``items`` leads to the page, without asking each of a long list."""
        places = self._places.get(key)
        if places is None:
            places = {id(item): number for number, item in enumerate(items)}
            self._places[key] = places
        item = context.get("page")
        while item is not None:
            if (number := places.get(id(item))) is not None:
                return number
            item = item.parent
        return None

    def _of_folder(
        self, context: Context, key: tuple[object, ...], count: int
    ) -> list[str | None]:
        """What is known of a list for the pages beside that of ``context``."""
        folder = self._folder(context)
        lists = self._finished.setdefault(folder, {})
        self._finished.move_to_end(folder)
        if len(self._finished) > _KEPT_FOLDERS:
            self._finished.popitem(last=False)
        return lists.setdefault(key, [None] * count)

    def _entry(
        self,
        context: Context,
        render: _Render,
        branch: _Branch,
        number: int,
        *,
        known: list[str | None],
    ) -> str:
        item = branch.items[number]
        if item.active or _has_views(item):
            return self._rendered(render, branch, number)
        slotted = self._slotted[branch.key]
        text = slotted[number]
        if text is None:
            was_slotted, self._is_slotted = self._is_slotted, True
            try:
                text = slotted[number] = self._rendered(render, branch, number)
            finally:
                self._is_slotted = was_slotted
        if not self._is_slotted:
            text = _SLOT.sub(lambda found: self._url(context, found[1]), text)
            known[number] = text
        return text

    def _rendered(self, render: _Render, branch: _Branch, number: int) -> str:
        item = branch.items[number]
        if branch.index is not None and item == branch.index:
            return _LEFT_OUT
        before, after = branch.around
        if branch.path is None:
            return f"{before}{render(item)}{after}"
        path = f"{branch.path}_{number + 1}"
        above = () if branch.parent is None else (branch.parent,)
        return f"{before}{render(item, path, branch.level, *above)}{after}"

    def _folder(self, context: Context) -> tuple[str, str]:
        """Pages with the same have the same relative addresses of all but themselves.

        What a page's own address is the beginning of is nearer to it than to others.
        """
        page = context.get("page")
        if page is None:
            return ("none", str(context.get("base_url")))
        folder, _, name = page.url.rpartition("/")
        place = _normal(folder if "." in name else page.url)
        if place in self._above:
            return ("at", place)
        return ("in", place.rpartition("/")[0])


class _Replaced(BaseLoader):
    """Templates of ``loader``, some of them with another text."""

    def __init__(
        self, loader: BaseLoader, sources: Mapping[str, tuple[str, str | None]]
    ) -> None:
        self._loader = loader
        self._sources = sources

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Text, file, and whether it still is what stands there."""
        if template in self._sources:
            return (*self._sources[template], lambda: True)
        return self._loader.get_source(environment, template)

    def list_templates(self) -> list[str]:
        """Names of all templates."""
        return self._loader.list_templates()


def _source(env: Environment, name: str) -> tuple[str, str | None] | None:
    if env.loader is None:
        return None
    try:
        text, file, _ = env.loader.get_source(env, name)
    except TemplateNotFound:
        return None
    return text, file


def _is_own(file: str | None) -> bool:
    """Whether a template is Material's and no override of the site."""
    return file is not None and ("material", "templates") in pairwise(
        PurePath(file).parts
    )


def _reason(config: MkDocsConfig, nav: Navigation) -> str:
    """Why entries may differ from page to page in what is not known here."""
    for method in config.plugins.events["page_context"]:
        owner = getattr(method, "__self__", method)
        module = getattr(owner, "__module__", "") or ""
        if not f"{module}.".startswith(_HARMLESS):
            return f"{module} may change it while pages are rendered"
    urls = Counter(item.url for item in _entries(nav.items) if item.is_page)
    twice = [url for url, count in urls.items() if count > 1]
    return f"it leads to {twice[0]} twice" if twice else ""


def _entries(items: Iterable[Any]) -> Iterator[Any]:
    """All entries, sections aside."""
    for item in items:
        if item.children:
            yield from _entries(item.children)
        elif not item.is_section:
            yield item


def _above(items: Iterable[Any]) -> Iterator[str]:
    """Addresses that the addresses of ``items`` begin with."""
    for item in items:
        place = _normal(item.url or "")
        if item.is_link:
            yield place
        while place:
            place = place.rpartition("/")[0]
            yield place


def _normal(url: str) -> str:
    return posixpath.normpath(f"/{url}")[1:]


def _has_views(item: Any) -> bool:  # noqa: ANN401 - as above
    """Whether it or an entry below it stands for several pages, as those of a blog."""
    return bool(getattr(item, "pages", None)) or any(
        _has_views(child) for child in item.children or ()
    )
