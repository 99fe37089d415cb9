from collections.abc import Callable
from pathlib import Path

import pytest

from bitext.config import ConfigError
from bitext.errors import BitextError
from bitext.site.project import load_project
from tests.site.boats import CONFIG, write

NewSite = Callable[[str], Path]


def test_project_is_what_mkdocs_reads(site: Path) -> None:
    project = load_project(site)
    assert project.site_name == "Boats"
    assert project.site_url == "https://example.org/docs/"
    assert project.docs_dir == site.parent / "docs"
    assert project.articles == ("guide/start.md", "guide/tables.md", "index.md")
    assert project.markdown_extensions[:3] == ("toc", "tables", "fenced_code")
    assert project.markdown_configs["toc"] == {"permalink": True}
    assert [one.path for one in project.config.locales] == ["nb", "ja", "ar"]


def test_project_is_found_in_its_folder(site: Path) -> None:
    assert load_project(site.parent) == load_project(site)


def test_excluded_pages_are_no_articles(new_site: NewSite) -> None:
    path = new_site(CONFIG + "exclude_docs: guide/tables.md\n")
    write(path.parent / "docs/.hidden/page.md", "# Hidden\n")
    assert load_project(path).articles == ("guide/start.md", "index.md")


def test_inherited_and_environment_values_are_resolved(
    new_site: NewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOATS_URL", "https://boats.example/")
    path = new_site(
        CONFIG.replace("https://example.org/docs/", "!ENV BOATS_URL").replace(
            "site_name: Boats\n", "INHERIT: base.yml\n"
        )
    )
    write(path.parent / "base.yml", "site_name: Ships\n")
    project = load_project(path)
    assert (project.site_name, project.site_url) == (
        "Ships",
        "https://boats.example/",
    )


def test_fingerprint_of_markdown_is_the_same_for_the_same_extensions(
    new_site: NewSite,
) -> None:
    slugs = (
        "      slugify: !!python/object/apply:pymdownx.slugs.slugify\n"
        "        kwds: {case: lower}\n"
    )
    path = new_site(CONFIG.replace("      permalink: true\n", slugs))
    first = load_project(path).markdown_fingerprint
    assert load_project(path).markdown_fingerprint == first
    path.write_text(path.read_text().replace("lower", "upper"))
    assert load_project(path).markdown_fingerprint != first


def test_folder_without_configuration_is_named_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(BitextError, match=r"holds no mkdocs.yml; run: bitext init"):
        load_project(tmp_path)


def test_yaml_fault_has_its_line(new_site: NewSite) -> None:
    path = new_site("site_name: A\nplugins: [search\nnav: x\n")
    with pytest.raises(BitextError, match=r"mkdocs.yml:3: .*not valid YAML"):
        load_project(path)


def test_all_faults_of_the_configuration_are_named(new_site: NewSite) -> None:
    path = new_site(CONFIG + "docs_dir: nowhere\nedit_uri: 3\ndev_addr: x\n")
    with pytest.raises(BitextError) as caught:
        load_project(path)
    text = str(caught.value)
    assert "docs_dir" in text
    assert "nowhere" in text
    assert "dev_addr" in text


def test_missing_plugin_is_told_how_to_add_it(new_site: NewSite) -> None:
    path = new_site("site_name: A\nplugins: [search]\n")
    with pytest.raises(BitextError, match="bitext is not listed"):
        load_project(path)


def test_faults_of_the_plugins_own_settings_come_first(new_site: NewSite) -> None:
    path = new_site(CONFIG.replace("[nb, ja, ar]", "[nb, xx_YY]"))
    with pytest.raises(ConfigError, match=r"locales\[1\]"):
        load_project(path)


def test_folder_of_articles_may_not_lie_where_a_language_goes(site: Path) -> None:
    write(site.parent / "docs/nb/page.md", "# A\n")
    with pytest.raises(BitextError, match="docs/nb: lies where the site of nb goes"):
        load_project(site)
