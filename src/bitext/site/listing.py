"""The files below ``docs_dir`` that MkDocs knows, without asking it each time."""

import os
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from bitext.files import WriteError
from bitext.site.cache_file import read_cached, write_cached

__all__ = ["Listing", "list_files", "listing_path"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths below ``docs_dir``, with slashes, in the order of MkDocs."""

    files: tuple[str, ...]
    pages: tuple[str, ...]
    """Those of ``files`` that MkDocs makes pages of."""


def listing_path(cache_dir: Path) -> Path:
    """The file of the cache that keeps MkDocs' answer."""
    return cache_dir / "docs.listing"


def list_files(config: MkDocsConfig, *, cache_dir: Path) -> Listing:
    """What MkDocs finds, or found when the same files were there before.

    For thousands of files looking at their names alone takes a fifth of the time.
    The answer is kept below ``cache_dir``, if that can be written.
    """
    known_as, cache = _version(config), listing_path(cache_dir)
    known = read_cached(cache, version=known_as)
    if known is not None:
        return Listing(*known)
    found = get_files(config)
    listing = Listing(
        tuple(file.src_uri for file in found),
        tuple(file.src_uri for file in found.documentation_pages()),
    )
    # A project that cannot be written is read as well.
    with suppress(WriteError):
        write_cached(cache, (listing.files, listing.pages), version=known_as)
    return listing


def _version(config: MkDocsConfig) -> str:
    """All that MkDocs' answer depends on."""
    start = len(config.docs_dir)
    names = [
        [folder[start:], *sorted(files)]
        for folder, _, files in sorted(os.walk(config.docs_dir, followlinks=True))
    ]
    rules = [
        [(one.include, str(one.regex and one.regex.pattern)) for one in spec.patterns]
        for spec in (config.exclude_docs, config.draft_docs)
        if spec is not None
    ]
    place = (config.docs_dir, config.use_directory_urls, version("mkdocs"))
    return repr((place, rules, names))
