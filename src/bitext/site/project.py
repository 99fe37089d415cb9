"""A MkDocs project as bitext sees it: what ``mkdocs.yml`` says, resolved."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import (
    ConfigDirPlaceholder,
    DocsDirPlaceholder,
    RelativeDirPlaceholder,
)

from bitext.config import Config, ConfigError, parse_config
from bitext.errors import BitextError
from bitext.files import read_text
from bitext.markdown.snippets import SNIPPETS
from bitext.site.canonical import canonical
from bitext.site.listing import list_files
from bitext.site.read_config import read_config
from bitext.site.snippets import SnippetPlaces, Snippets, find_snippets
from bitext.site.suggestions import suggest_url
from bitext.site.variants import Variants, find_variants

__all__ = ["Project", "ProjectError", "load_project", "plugin_names", "project_of"]

_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_CACHE = ".cache/bitext"
_PLUGIN_NAMES = frozenset({"bitext", "/bitext"})


class ProjectError(BitextError):
    """``mkdocs.yml`` cannot be used as it stands; all its faults are named."""


@dataclass(frozen=True, slots=True)
class Project:
    """Everything a language's site is made from, but for file contents."""

    config_file: Path
    config: Config
    docs_dir: Path
    site_dir: Path
    """Where the whole site goes, all languages."""
    site_url: str | None
    """Address of the whole site, with a slash at its end."""
    site_name: str
    site_description: str | None
    nav: object
    """As written: nested lists and mappings of titles to paths; None if absent."""
    markdown_extensions: tuple[str, ...]
    """As MkDocs hands them to Python-Markdown, its built-in ones included."""
    markdown_configs: Mapping[str, Mapping[str, object]]
    articles: tuple[str, ...]
    """Paths below ``docs_dir`` of the pages MkDocs publishes, sorted."""
    snippets: Snippets
    """Markdown files that they include, pages among them."""
    variants: Variants
    """What writers made for one language alone."""
    theme: str | None
    theme_folders: tuple[Path, ...]
    """The site's own overrides of its theme: ``custom_dir``."""
    hooks: tuple[Path, ...]
    included: tuple[Path, ...]
    """Files and folders whose text pages may include."""
    use_directory_urls: bool
    plugins: tuple[str, ...]
    """Names of MkDocs plugins, in their order."""
    nav_file: str
    """Name of articles that are a navigation (plugin literate-nav); empty if none."""
    suggest_url: str
    """Where a catalog is edited: an address with placeholders, empty if unknown."""
    is_strict: bool
    stage_dir: Path
    """Where staged trees are made, one folder for each language."""
    is_pseudo: bool = False
    """Whether its languages are the pseudo-locales, which no site publishes."""

    @property
    def root(self) -> Path:
        """The folder of ``mkdocs.yml``."""
        return self.config_file.parent

    @property
    def translated(self) -> tuple[str, ...]:
        """Names of everything that has a catalog: pages and snippets, sorted."""
        return tuple(sorted({*self.articles, *self.snippets.articles}))

    def file(self, article: str) -> Path:
        """Where ``article``, a page or a snippet, lies."""
        file = self.snippets.articles.get(article)
        return file or self.docs_dir / PurePosixPath(article)

    def shown(self, article: str) -> str:
        """The file of ``article`` relative to the project, as catalogs name it."""
        file = self.file(article)
        if not file.is_relative_to(self.docs_dir):
            return article
        return f"{self.docs_shown}/{article}"

    @property
    def docs_shown(self) -> str:
        """``docs_dir`` relative to the project, with slashes, as catalogs name it."""
        if self.docs_dir.is_relative_to(self.root):
            return self.docs_dir.relative_to(self.root).as_posix()
        return self.docs_dir.name

    @property
    def locales_dir(self) -> Path:
        """The folder of all catalogs."""
        return self.root / self.config.locales_dir

    @property
    def cache_dir(self) -> Path:
        """What can be made again; safe to delete."""
        return self.root / _CACHE

    @property
    def markdown_fingerprint(self) -> str:
        """A digest of the Markdown extensions and their options.

        It is the same wherever the project lies.
        """
        text = canonical([self.markdown_extensions, self.markdown_configs])
        text = text.replace(str(self.root), ".")
        return sha256(text.encode()).hexdigest()


def load_project(config_file: Path) -> Project:
    """The project of a ``mkdocs.yml``, read as MkDocs reads it.

    ``config_file`` may be the folder that holds it. Raises ProjectError naming all that
    MkDocs finds wrong, ConfigError for faults in the plugin's own options.
    """
    path = _found(config_file)
    raw, options = _read(path)
    try:
        config = parse_config(options)
    except ConfigError as error:
        raise ConfigError(
            f"{path}: plugins: bitext: {fault}" for fault in error.faults
        ) from error
    errors, _ = raw.validate()
    if errors:
        raise ProjectError(
            "\n".join(f"{path}: {key}: {cause}" for key, cause in _all_errors(path))
        )
    return project_of(raw, config=config)


def project_of(raw: MkDocsConfig, *, config: Config) -> Project:
    """The project of a configuration that MkDocs has validated.

    Raises ProjectError when it came from no file, or when a folder of articles would
    lie where a language goes.
    """
    if not raw.config_file_path:
        raise ProjectError(
            "standard input: the other languages are built from the configuration "
            "file; name one with -f"
        )
    for language in () if config.source.path else config.locales:
        if Path(raw.docs_dir, language.path).exists():
            raise ProjectError(
                f"{raw.docs_dir}/{language.path}: lies where the site of "
                f"{language.locale.code} goes; rename it, or give the language another "
                f"path: {{code: {language.locale.code}, path: …}}"
            )
    theme = raw.theme
    path = Path(raw.config_file_path)
    cache_dir = path.parent / _CACHE
    listing = list_files(raw, cache_dir=cache_dir)
    for file in listing.files:
        if not _is_text(file):
            raise ProjectError(
                f"{raw.docs_dir}: the name of {file!r} is not UTF-8; rename it"
            )
    variants = find_variants(
        listing.files, [language.locale.code for language in config.locales]
    )
    articles = tuple(sorted(set(listing.pages) - variants.files))
    return Project(
        config_file=path,
        config=config,
        docs_dir=Path(raw.docs_dir),
        site_dir=Path(raw.site_dir),
        # Plugins leave it without the slash that MkDocs gives it.
        site_url=f"{raw.site_url.rstrip('/')}/" if raw.site_url else None,
        site_name=raw.site_name,
        site_description=raw.site_description,
        nav=raw.nav,
        markdown_extensions=tuple(raw.markdown_extensions),
        markdown_configs=_resolved(raw.mdx_configs or {}, Path(raw.docs_dir)),
        articles=articles,
        snippets=find_snippets(
            articles,
            places=SnippetPlaces(
                path.parent, Path(raw.docs_dir), _bases(raw), config.snippets
            ),
            options=_snippet_options(raw),
        ),
        variants=variants,
        theme=theme.name,
        theme_folders=(Path(theme.custom_dir),) if theme.custom_dir else (),
        hooks=tuple(Path(hook.__file__ or "") for hook in _hooks(raw)),
        included=_included(raw),
        use_directory_urls=raw.use_directory_urls,
        plugins=tuple(raw.plugins),
        nav_file=_nav_file(raw),
        suggest_url=suggest_url(raw),
        is_strict=raw.strict,
        stage_dir=cache_dir / "stage",
    )


def plugin_names(config_file: Path) -> tuple[str, ...]:
    """Plugins that a ``mkdocs.yml`` lists, in its order. Raises ConfigurationError."""
    raw = MkDocsConfig(config_file_path=str(config_file))
    read_config(raw, config_file)
    return tuple(str(name) for name, _ in _plugins(raw.get("plugins")))


def _is_text(name: str) -> bool:
    """Whether a file's name can be written into a page."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _nav_file(raw: MkDocsConfig) -> str:
    plugin = raw.plugins.get("literate-nav")
    return str(plugin.config["nav_file"]) if plugin else ""


def _included(raw: MkDocsConfig) -> tuple[Path, ...]:
    """What ``watch`` names, and where snippets look for their files."""
    bases = [base for base in _bases(raw) if base]
    return (*(_absolute(one) for one in raw.watch), *bases)


def _bases(raw: MkDocsConfig) -> tuple[Path | None, ...]:
    """``base_path`` of the snippets, absolute; None is the folder of the page."""
    options = _snippet_options(raw)
    if options is None:
        return ()
    base: Any = options.get("base_path", ["."])
    return tuple(
        None if isinstance(one, RelativeDirPlaceholder) else _absolute(one)
        for one in (base if isinstance(base, list | tuple) else [base])
    )


def _absolute(path: Any) -> Path:  # noqa: ANN401 - YAML may hold anything
    return Path(os.path.abspath(str(path)))  # noqa: PTH100 - links stay as written


def _snippet_options(raw: MkDocsConfig) -> Mapping[str, object] | None:
    if SNIPPETS not in raw.markdown_extensions:
        return None
    return (raw.mdx_configs or {}).get(SNIPPETS) or {}


def _hooks(raw: MkDocsConfig) -> list[Any]:
    # MkDocs declares a list and holds a mapping of names to modules.
    hooks: Any = raw.hooks
    return list(hooks.values()) if isinstance(hooks, Mapping) else list(hooks)


def _found(config_file: Path) -> Path:
    path = config_file.absolute()
    if path.is_dir():
        candidates = [path / name for name in _NAMES if (path / name).is_file()]
        if not candidates:
            raise ProjectError(f"{path}: holds no mkdocs.yml; run: bitext init")
        return candidates[0]
    if not path.is_file():
        raise ProjectError(f"{path}: does not exist; run: bitext init")
    return path


def _read(path: Path) -> tuple[MkDocsConfig, Mapping[str, object]]:
    """The raw configuration and the plugin's options in it."""
    raw = MkDocsConfig(config_file_path=str(path))
    read_text(path)
    try:
        read_config(raw, path)
    except ConfigurationError as error:
        raise _syntax_error(path, error) from error
    except UnicodeDecodeError as error:
        raise ProjectError(f"{path}: is not UTF-8; save it as UTF-8") from error
    found = [
        options
        for name, options in _plugins(raw.get("plugins"))
        if name in _PLUGIN_NAMES
    ]
    if len(found) > 1:
        raise ProjectError(
            f"{path}: plugins: bitext is listed {len(found)} times; keep one of them"
        )
    if found and not isinstance(found[0] or {}, Mapping):
        raise ProjectError(
            f"{path}: plugins: bitext: {found[0]!r}: is no mapping of settings; write "
            f"under it, one a line: source: en and locales: [nb]"
        )
    if found:
        return raw, found[0] or {}
    raise ProjectError(
        f"{path}: plugins: bitext is not listed; run bitext init, or add it:\n"
        f"plugins:\n  - search\n  - bitext:\n      source: en\n      locales: [nb]"
    )


def _plugins(plugins: Any) -> Iterator[tuple[object, Mapping[str, object] | None]]:  # noqa: ANN401 - YAML may hold anything
    if isinstance(plugins, Mapping):
        yield from plugins.items()
    elif isinstance(plugins, list):
        for item in plugins:
            if isinstance(item, Mapping):
                yield from item.items()
            else:
                yield item, None


def _syntax_error(path: Path, error: ConfigurationError) -> ProjectError:
    cause = error.__context__
    if isinstance(cause, yaml.MarkedYAMLError) and cause.problem_mark:
        mark = cause.problem_mark
        return ProjectError(
            f"{mark.name}:{mark.line + 1}: column {mark.column + 1}: not valid YAML: "
            f"{cause.problem}; correct the syntax there"
        )
    return ProjectError(f"{path}: {error}")


def _all_errors(path: Path) -> Iterator[tuple[str, Exception]]:
    """All errors: MkDocs stops at the first, so what it names is left out in turn."""
    faulty: set[str] = set()
    while True:
        raw, _ = _read(path)
        for key in faulty:
            # One key without a default; any name will do to get past it.
            raw[key] = "site" if key == "site_name" else _default(key)
        errors = [(key, cause) for key, cause in raw.validate()[0] if key not in faulty]
        if not errors:
            return
        yield from errors
        faulty |= {key for key, _ in errors}


def _default(key: str) -> object:
    return MkDocsConfig().get(key)


def _resolved(value: Any, docs_dir: Path) -> Any:  # noqa: ANN401 - YAML may hold anything
    """``value`` with the paths that ``!relative`` makes as plain text.

    One relative to the page in hand is taken from ``docs_dir``: no page is in hand.
    """
    if isinstance(value, Mapping):
        return {key: _resolved(item, docs_dir) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, docs_dir) for item in value]
    if isinstance(value, RelativeDirPlaceholder):
        return str(docs_dir)
    if isinstance(value, ConfigDirPlaceholder | DocsDirPlaceholder):
        return os.fspath(value)
    return value
