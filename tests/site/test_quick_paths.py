from pathlib import PurePath
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import files, pages

from bitext.site.quick_paths import quick_paths

PATHS = st.text(st.sampled_from("ab./\\ é"), max_size=9)
ADDRESSES = st.text(st.sampled_from("ab./%:?#;-&="), max_size=9)
BASES = st.sampled_from(
    [
        "https://example.org/",
        "https://example.org/a/",
        "https://example.org/a/../b/",
        "https://example.org/a",
        "https://example.org/?q#f",
        "http://localhost",
        "file:///a/",
        "mailto:one@example.org",
        "/a/b/",
        "",
    ]
)


@given(PATHS)
@example("")
@example(".")
@example("./a.md")
@example("a/../b.md")
@example("a//b.md")
@example("a./b.md")
@example("a/.hidden/b.md")
@example("a/")
def test_files_have_the_paths_that_mkdocs_gives_them(path: str) -> None:
    with quick_paths():
        quick = files.File(path, "docs", "site", use_directory_urls=True)
    own = files.File(path, "docs", "site", use_directory_urls=True)
    assert quick.src_uri == own.src_uri == PurePath(path).as_posix()
    assert type(quick.src_uri) is str


@given(BASES, ADDRESSES)
@example("https://example.org/", "")
@example("https://example.org/a/", "../b")
@example("https://example.org/a/", "b//c")
@example("https://example.org/a/", "b:c/")
@example("https://example.org/a/", "//b/")
def test_pages_have_the_addresses_that_mkdocs_gives_them(base: str, url: str) -> None:
    with quick_paths():
        assert pages.urljoin(base, url) == urljoin(base, url)  # type: ignore[attr-defined]  # what it imports


def test_pages_have_the_date_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with quick_paths():
        file = files.File("a.md", "docs", "site", use_directory_urls=True)
        page = pages.Page(None, file, MkDocsConfig())
    assert page.update_date == "1970-01-02"


def test_mkdocs_is_as_before() -> None:
    with quick_paths():
        pass
    assert pages.urljoin is urljoin  # type: ignore[attr-defined]  # what it imports
    assert files.PurePath is PurePath  # type: ignore[attr-defined]  # as above
