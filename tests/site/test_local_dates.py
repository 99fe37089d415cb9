"""Dates on a page have the form of its language."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from bitext.locales import parse_locale
from bitext.site.build import build_site
from bitext.site.local_dates import local_date
from bitext.site.project import load_project
from bitext.site.staged_config import SiteTexts, write_config
from tests.site.boats import CONFIG, INDEX, write

NewSite = Callable[[str], Path]
DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("en", "March 9, 2026"),
        ("nb", "9. mars 2026"),
        ("de-AT", "9. März 2026"),
        ("ja", "2026年3月9日"),
        ("ar", "9 مارس 2026"),
        ("zh-Hans", "2026年3月9日"),
    ],
)
def test_date_is_written_as_in_the_language(code: str, shown: str) -> None:
    assert local_date(DAY, locale=parse_locale(code)) == shown


@pytest.mark.parametrize(
    "value",
    [DAY, datetime(2026, 3, 9, 23, 59, tzinfo=UTC), "2026-03-09", " 2026-03-09"],
)
def test_values_of_front_matter_are_dates(value: object) -> None:
    nb = parse_locale("nb")
    assert local_date(value, locale=nb) == "9. mars 2026"
    assert local_date(value, "short", locale=nb) == "09.03.2026"


@pytest.mark.parametrize("value", ["spring", "2026-13-40", "", 2026])
def test_what_is_no_date_stays(value: object) -> None:
    assert local_date(value, locale=parse_locale("nb")) == str(value)


@pytest.mark.parametrize("listed", [True, False])
def test_dates_of_revisions_are_in_the_language(
    new_site: NewSite, *, listed: bool
) -> None:
    name = "git-revision-date-localized"
    given = f"  - {name}:\n      type: date\n      locale: en\n"
    path = new_site(CONFIG)
    # The project is loaded before the plugin, which need not be installed, is listed.
    project = load_project(path)
    if listed:
        write(path, CONFIG.replace("  - search\n", f"  - search\n{given}"))
    else:
        values = yaml.safe_load(CONFIG)
        values["plugins"] = {
            "search": {},
            name: {"type": "date"},
            "bitext": {"source": "en", "locales": ["nb"]},
        }
        write(path, yaml.safe_dump(values, sort_keys=False))
    nb = project.config.locales[0]
    output = project.stage_dir / "nb/site"
    staged = write_config(project, nb, output=output, texts=SiteTexts())
    plugins = yaml.safe_load(staged.read_text("utf-8"))["plugins"]
    if listed:
        assert {name: {"type": "date", "locale": "nb"}} in plugins
    else:
        assert plugins[name] == {"locale": "nb"}


@pytest.mark.slow
def test_template_shows_a_date_of_front_matter(new_site: NewSite) -> None:
    site = new_site(CONFIG.replace("theme:\n", "theme:\n  custom_dir: overrides\n"))
    write(
        site.parent / "overrides/main.html",
        '{% extends "base.html" %}{% block footer %}'
        "{% if page %}<time>{{ page.meta.date | bitext_date }}</time>{% endif %}"
        "{% endblock %}",
    )
    dated = INDEX.replace("---\n", "---\ndate: 2026-03-09\n", 1)
    write(site.parent / "docs/index.md", dated)
    assert build_site(load_project(site), jobs=1).errors == ()
    for folder, shown in {"": "March 9, 2026", "nb/": "9. mars 2026"}.items():
        page = (site.parent / "site" / folder / "index.html").read_text("utf-8")
        assert f"<time>{shown}</time>" in page
