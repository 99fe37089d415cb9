"""Snippets are articles of their own, and pages include their translations."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from bitext.check.other_findings import REFUSED, UNPLACED
from bitext.cli.main import main
from bitext.site.build import build_site
from bitext.site.checks import check_project
from bitext.site.project import Project, load_project
from bitext.site.snippets import SnippetClashError
from bitext.site.sources import read_sources
from tests.site.boats import CONFIG, catalog, write
from tests.site.test_stage import stage

NewSite = Callable[[str], Path]

SNIPPETS = CONFIG.replace(
    "locales: [nb, ja, ar]", "locales: [nb, ja, ar]\n      snippets: [includes]"
).replace(
    "  - attr_list\n",
    "  - attr_list\n"
    "  - abbr\n"
    "  - pymdownx.snippets:\n"
    "      base_path: [!relative $config_dir, !relative $docs_dir]\n"
    "      check_paths: true\n",
)
OARS = """\
# Oars { .wide }

Oars are made
of wood. They float.

<!-- --8<-- [start:care] -->
## Care

Keep them dry.
<!-- --8<-- [end:care] -->
"""
OARS_NB = {
    "Oars": "Årer",
    "Oars are made of wood.": "Årer er av tre.",
    "They float.": "De flyter.",
    "Care": "Stell",
    "Keep them dry.": "Hold dem tørre.",
}


@pytest.fixture
def site(new_site: NewSite) -> Path:
    path = new_site(SNIPPETS)
    write(path.parent / "includes/oars.md", OARS)
    translate(path, "includes/oars.md", OARS_NB)
    return path


def translate(site: Path, article: str, messages: dict[str, str]) -> None:
    folder = site.parent / "locales/nb/LC_MESSAGES"
    write(folder / f"{article}.po", catalog(messages))


def rendered(project: Project, article: str, code: str = "nb") -> str:
    """HTML of a staged page, as MkDocs makes it with the staged configuration."""
    path = project.stage_dir / code / "mkdocs.yml"
    config = MkDocsConfig(config_file_path=str(project.config_file))
    with path.open("rb") as stream:
        config.load_file(stream)
    config.load_dict({"docs_dir": str(path.parent / config["docs_dir"])})
    errors, _ = config.validate()
    assert not errors
    extensions, configs = config.markdown_extensions, config.mdx_configs or {}
    text = (Path(config.docs_dir) / article).read_text(encoding="utf-8")
    return Markdown(extensions=extensions, extension_configs=configs).convert(text)


def words(html: str) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return " ".join(text.replace("¶", "").split())


def page(site: Path, text: str, code: str = "nb") -> str:
    """What a reader of the page ``new.md`` sees."""
    write(site.parent / "docs/new.md", text)
    project, unpublished = stage(site, code)
    assert not unpublished
    return rendered(project, "new.md", code)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            '--8<-- "includes/oars.md"',
            "Årer Årer er av tre. De flyter. Stell Hold dem tørre.",
        ),
        (
            "--8<--\nincludes/oars.md\n--8<--",
            "Årer Årer er av tre. De flyter. Stell Hold dem tørre.",
        ),
        ('--8<-- "includes/oars.md:care"', "Stell Hold dem tørre."),
        ('--8<-- "includes/oars.md:7:9"', "Stell Hold dem tørre."),
        ('--8<-- "includes/oars.md:1:1,9:9"', "Årer Hold dem tørre."),
        ('--8<-- "includes/oars.md:-3:"', "Hold dem tørre."),
        (';--8<-- "includes/oars.md"', '--8<-- "includes/oars.md"'),
        ('--8<-- "; includes/oars.md"', ""),
    ],
)
def test_every_form_of_snippet_line_includes_the_translation(
    site: Path, line: str, shown: str
) -> None:
    text = f"New.\n\n{line}\n\nLast.\n"
    html = words(page(site, text))
    assert html == " ".join(f"New. {shown} Last.".split())


def test_snippet_line_in_a_list_and_an_admonition_is_translated(site: Path) -> None:
    text = (
        '- One\n\n    --8<-- "includes/oars.md:care"\n\n'
        '!!! note "Two"\n    --8<-- "includes/oars.md:care"\n'
    )
    assert words(page(site, text)).count("Hold dem tørre.") == 2


def test_untranslated_snippet_is_shown_as_it_is(site: Path) -> None:
    html = page(site, '--8<-- "includes/oars.md"\n', "ja")
    assert "They float." in words(html)
    assert '<span data-s="' in html
    assert 'lang="en">They float.' in html


def test_numbers_of_segments_are_unique_on_a_page(site: Path) -> None:
    html = page(site, 'One. Two.\n\n--8<-- "includes/oars.md"\n')
    numbers = re.findall(r'data-s="(\d+)"', html)
    assert len(numbers) == len(set(numbers)) == 7


def test_ids_of_included_headings_are_those_of_the_source_page(site: Path) -> None:
    text = (
        "# New\n\n## Care\n\n"
        '--8<-- "includes/oars.md"\n\n'
        "## Care\n\n"
        '--8<-- "includes/oars.md:care"\n'
    )
    html = page(site, text)
    project = load_project(site)
    source = Markdown(
        extensions=list(project.markdown_extensions),
        extension_configs={
            name: dict(options) for name, options in project.markdown_configs.items()
        },
    ).convert(text)
    ids = re.findall(r'<h\d(?: class="wide")? id="([^"]*)"', source)
    assert ids == ["new", "care", "oars", "care_1", "care_2", "care_3"]
    assert re.findall(r'<h\d(?: class="wide")? id="([^"]*)"', html) == ids


def test_snippet_includes_snippets(site: Path) -> None:
    write(site.parent / "includes/all.md", 'All.\n\n--8<-- "includes/oars.md:care"\n')
    translate(site, "includes/all.md", {"All.": "Alt."})
    html = page(site, '--8<-- "includes/all.md"\n')
    assert words(html) == "Alt. Stell Hold dem tørre."


def test_snippets_in_docs_are_found_by_themselves_whatever_mkdocs_excludes(
    new_site: NewSite,
) -> None:
    site = new_site(SNIPPETS + "exclude_docs: /parts/\n")
    for name in ("parts/a.md", "_b.md", ".c/c.md"):
        write(site.parent / "docs" / name, "Hold on.\n")
        translate(site, name, {"Hold on.": f"Hold fast {name}."})
    write(site.parent / "docs/parts/draft.md", "A draft.\n")
    lines = '--8<-- "parts/a.md"\n\n--8<-- "_b.md"\n\n--8<-- ".c/c.md"\n'
    html = words(page(site, lines))
    assert html == "Hold fast parts/a.md. Hold fast _b.md. Hold fast .c/c.md."
    assert "parts/draft.md" not in load_project(site).translated


def test_page_that_is_a_snippet_too_is_translated_in_both_places(site: Path) -> None:
    html = page(site, '# Care\n\n--8<-- "guide/start.md:3:99"\n')
    assert "Oppbevaring Legg bort årene." in words(html)
    project, _ = stage(site)
    own = rendered(project, "guide/start.md")
    assert re.findall(r'<h\d id="([^"]*)"', own) == ["start", "storage", "storage_1"]
    assert re.search(r'<span data-s="\d{1,6}">Begynn', own)


def test_what_is_no_markdown_or_stands_in_code_is_left_alone(site: Path) -> None:
    write(site.parent / "includes/row.sh", "row --strict\n")
    write(site.parent / "includes/example.md", "# Oars\n")
    text = (
        '```sh\n--8<-- "includes/row.sh"\n```\n\n'
        '```md\n--8<-- "includes/example.md"\n```\n'
    )
    html = page(site, text)
    assert words(html) == "row --strict # Oars"
    assert "includes/example.md" not in load_project(site).translated


def test_abbreviations_of_an_appended_file_serve_every_page(
    new_site: NewSite,
) -> None:
    config = SNIPPETS.replace("check_paths", "auto_append: [includes/a.md]\n      &")
    site = new_site(config.replace("&", "check_paths"))
    write(site.parent / "includes/a.md", "*[Boats]: Ships of any size\n")
    translate(site, "includes/a.md", {"Ships of any size": "Skip av alle slag"})
    html = page(site, "Boats.\n")
    assert '<abbr title="Skip av alle slag">Boats</abbr>.' in html
    assert "\ufdd0" not in html
    assert 'title="Ships of any size"' in page(site, "Boats.\n", "ja")


def test_abbreviation_of_a_page_is_translated(site: Path) -> None:
    translate(site, "new.md", {"Ships": "Skip", "Boats.": "Boats!"})
    html = page(site, "Boats.\n\n*[Boats]: Ships\n")
    assert '<abbr title="Skip">Boats</abbr>!' in html


def test_path_that_leads_out_of_the_base_path_is_never_read(site: Path) -> None:
    write(site.parent.parent / "secret.md", "Secret.\n")
    write(site.parent / "includes/a.md", "In.\n")
    (site.parent / "mkdocs.yml").write_text(
        SNIPPETS.replace("check_paths: true", "check_paths: false")
    )
    text = 'New.\n\n--8<-- "../secret.md"\n\n--8<-- "includes/../../secret.md"\n'
    assert words(page(site, text)) == "New."
    assert load_project(site).snippets.articles == {}


def test_dots_within_the_base_path_lead_to_the_translation(site: Path) -> None:
    line = '--8<-- "docs/../includes/./oars.md:care"\n'
    assert words(page(site, line)) == "Stell Hold dem tørre."


def test_missing_file_fails_the_build_as_in_the_source(site: Path) -> None:
    with pytest.raises(Exception, match=r"gone\.md"):
        page(site, '--8<-- "includes/gone.md"\n')


def test_linked_folder_is_read_by_the_name_it_has(site: Path) -> None:
    (site.parent / "linked").symlink_to(site.parent / "includes")
    config = SNIPPETS.replace("snippets: [includes]", "snippets: [linked]")
    (site.parent / "mkdocs.yml").write_text(config)
    translate(site, "linked/oars.md", OARS_NB)
    line = '--8<-- "linked/oars.md:care"\n'
    assert words(page(site, line)) == "Stell Hold dem tørre."


def test_snippet_that_no_setting_names_stays_and_is_reported(site: Path) -> None:
    write(site.parent / "more/a.md", "Plain.\n")
    assert words(page(site, '--8<-- "more/a.md"\n')) == "Plain."
    project = load_project(site)
    found = check_project(project, locales=project.config.locales)
    (one,) = [one for one in found if one.rule == UNPLACED]
    assert (one.path, one.source) == ("docs/new.md", "more/a.md")


def test_snippet_with_the_path_of_an_article_is_an_error(site: Path) -> None:
    write(site.parent / "docs/includes/oars.md", "# Oars\n")
    write(site.parent / "docs/new.md", '--8<-- "includes/oars.md"\n')
    with pytest.raises(SnippetClashError, match=r"includes/oars\.md"):
        load_project(site)


def test_templates_and_findings_name_the_file_of_a_snippet(site: Path) -> None:
    write(site.parent / "docs/new.md", '--8<-- "includes/oars.md"\n')
    project = load_project(site)
    messages = read_sources(project).templates["includes/oars.md"]
    assert messages[0].references == ("includes/oars.md",)
    assert messages[1].source == "Oars are made of wood."
    translate(site, "includes/oars.md", {"They float.": "<b>De</b>"})
    found = check_project(project, locales=project.config.locales)
    refused = [one.path for one in found if one.rule == REFUSED]
    assert refused == ["locales/nb/LC_MESSAGES/includes/oars.md.po"]


def test_translation_cannot_include_anything(site: Path) -> None:
    write(site.parent / "docs/new.md", '--8<-- "includes/oars.md"\n')
    for evil in ('--8<-- "mkdocs.yml"', "-8<-", "a\n--8<--\nmkdocs.yml\n--8<--"):
        sent = evil.replace('"', '\\"').replace("\n", "\\n")
        translate(site, "includes/oars.md", {"They float.": sent})
        project, unpublished = stage(site)
        assert [one.source for one in unpublished] == ["They float."]
        assert "They float." in words(rendered(project, "new.md"))


def test_beginning_of_a_snippet_is_no_front_matter(site: Path) -> None:
    write(site.parent / "includes/a.md", "Note: hold on.\n\nMore.\n")
    translate(site, "includes/a.md", {"Note: hold on.": "Merk: hold fast."})
    line = '--8<-- "includes/a.md"\n'
    assert words(page(site, line)) == "Merk: hold fast. More."


@pytest.mark.slow
def test_change_of_a_snippet_builds_the_pages_that_include_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    # Else the page comes to search engines, of which the other languages tell.
    reader = "locales: [nb, ja, ar]\n      reader: {index_from: 0}"
    config = site.read_text(encoding="utf-8")
    write(site, config.replace("locales: [nb, ja, ar]", reader))
    hidden = write(site.parent / "includes/.hidden.md", "Hold on.\n")
    line = '--8<-- "includes/.hidden.md"\n'
    write(site.parent / "docs/new.md", line)

    def built() -> list[str]:
        result = build_site(load_project(site), jobs=2)
        assert not result.errors
        return [one.locale for one in result.languages if not one.is_unchanged]

    assert built() == ["en", "nb", "ja", "ar"]
    assert built() == []
    translate(site, "includes/.hidden.md", {"Hold on.": "Hold fast."})
    assert built() == ["nb"]
    assert "Hold fast." in (site.parent / "site/nb/new/index.html").read_text()
    hidden.write_text("# Hold on.\n")
    assert built() == ["en", "nb", "ja", "ar"]
    assert "Hold fast." in (site.parent / "site/nb/new/index.html").read_text()


def test_commands_know_the_catalogs_of_snippets(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site.parent / "docs/new.md", '--8<-- "includes/oars.md"\n')
    monkeypatch.chdir(site.parent)
    for command in (["update"], ["update"], ["extract", "pot"], ["stats"]):
        monkeypatch.setattr("sys.argv", ["bitext", *command])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert not stopped.value.code
    capsys.readouterr()
    po = site.parent / "locales/nb/LC_MESSAGES/includes/oars.md.po"
    assert 'msgstr "Årer er av tre."' in po.read_text(encoding="utf-8")
    assert (site.parent / "locales/ja/LC_MESSAGES/includes/oars.md.po").is_file()
    assert (site.parent / "pot/includes/oars.md.pot").is_file()
