"""Rules for links hold on the pages, before the guard and in checks."""

from collections.abc import Callable
from pathlib import Path

from bitext.site.checks import check_project
from tests.site.boats import CONFIG, catalog, write
from tests.site.test_snippets import rendered
from tests.site.test_stage import stage

NewSite = Callable[[str], Path]
RULES = CONFIG.replace(
    "[nb, ja, ar]", "[{code: nb, links: {/en-us/: /nb-no/}}, ja, ar]"
)
LINK = "See [the shop](https://shop.example/en-us/oars)."


def site_with(new_site: NewSite, target: str) -> Path:
    path = new_site(RULES)
    write(path.parent / "docs/shop.md", f"# Shop\n\n{LINK}\n")
    po = path.parent / "locales/nb/LC_MESSAGES/shop.md.po"
    write(po, catalog({LINK: target} if target else {}))
    return path


def test_link_leads_to_the_readers_language_there(new_site: NewSite) -> None:
    target = "Se [butikken](https://shop.example/en-us/oars)."
    path = site_with(new_site, target)
    project, unpublished = stage(path)
    assert not unpublished
    link = '<a href="https://shop.example/nb-no/oars">butikken</a>'
    assert link in rendered(project, "shop.md")


def test_sentence_shown_in_the_source_language_leads_there_too(
    new_site: NewSite,
) -> None:
    project, _ = stage(site_with(new_site, ""))
    link = '<a href="https://shop.example/nb-no/oars">the shop</a>'
    assert link in rendered(project, "shop.md")
    stage(project.config_file, "ja")
    assert "/en-us/oars" in rendered(project, "shop.md", "ja")


def test_translator_may_write_what_the_rule_makes(new_site: NewSite) -> None:
    target = "Se [butikken](https://shop.example/nb-no/oars)."
    path = site_with(new_site, target)
    project, unpublished = stage(path)
    assert not unpublished
    link = '<a href="https://shop.example/nb-no/oars">butikken</a>'
    assert link in rendered(project, "shop.md")
    languages = project.config.locales[:1]
    found = check_project(project, locales=languages)
    assert not [one for one in found if one.target == target]


def test_any_other_address_is_refused_as_ever(new_site: NewSite) -> None:
    target = "Se [butikken](https://evil.example/nb-no/oars)."
    project, unpublished = stage(site_with(new_site, target))
    assert [one.source for one in unpublished] == [LINK]
    assert "evil" not in rendered(project, "shop.md")
