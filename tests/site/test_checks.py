from pathlib import Path

import pytest

from bitext.check import Finding
from bitext.site.checks import check_project
from bitext.site.folders import UnknownFolderError
from bitext.site.project import load_project
from tests.site.boats import HEADER


def findings(site: Path) -> list[Finding]:
    project = load_project(site)
    return list(check_project(project, locales=project.config.locales))


def rules(site: Path, path: str) -> list[str]:
    return [finding.rule for finding in findings(site) if finding.path == path]


def write(site: Path, path: str, content: str) -> None:
    target = site.parent / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")


def test_faults_of_a_catalog_are_findings_with_path_and_line(site: Path) -> None:
    path = "locales/nb/LC_MESSAGES/index.md.po"
    write(site, path, HEADER + '\nmsgid "Boats float."\nmsgstr "Båter\n')
    found = [finding for finding in findings(site) if finding.path == path]
    assert [(one.rule, one.line) for one in found] == [("po-syntax", 5)]


def test_catalog_of_no_article_is_read_for_its_faults(site: Path) -> None:
    path = "locales/nb/LC_MESSAGES/gone.md.po"
    write(site, path, HEADER + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')
    assert rules(site, path) == ["duplicate-msgid"]


def test_guard_judges_the_texts_of_the_configuration(site: Path) -> None:
    path = "locales/nb/LC_MESSAGES/mkdocs.yml.po"
    write(site, path, HEADER + '\nmsgid "Home"\nmsgstr "<b>Hjem</b>"\n')
    assert "translation-refused" in rules(site, path)


def test_guard_cannot_be_silenced_from_within_the_catalogs(site: Path) -> None:
    path = "locales/nb/LC_MESSAGES/index.md.po"
    write(
        site,
        path,
        HEADER + "\n# bitext: ignore=translation-refused, html-tag-mismatch\n"
        'msgid "Boats float."\nmsgstr "<b onclick=x>Båter</b> flyter."\n',
    )
    assert rules(site, path).count("translation-refused") == 1
    assert "html-tag-mismatch" not in rules(site, path)


def test_message_that_stands_twice_in_an_article_is_one_finding(site: Path) -> None:
    write(site, "docs/twice.md", "Mind the gap.\n\nMind the gap.\n")
    path = "locales/nb/LC_MESSAGES/twice.md.po"
    write(site, path, HEADER + '\nmsgid "Mind the gap."\nmsgstr "> Se opp."\n')
    assert rules(site, path).count("translation-refused") == 1


def test_catalogs_of_an_unknown_language_are_an_error(site: Path) -> None:
    write(site, "locales/de/LC_MESSAGES/index.md.po", HEADER)
    with pytest.raises(UnknownFolderError, match="bitext add de"):
        findings(site)


def test_directives_that_cannot_be_followed_are_findings(site: Path) -> None:
    text = (
        "# Oars\n\n<!-- bitext: skpi -->\n\nOne.\n\n<!-- bitext: join -->\n\n"
        "Two.\n\n<!-- bitext: off -->\n\nThree.\n"
    )
    write(site, "docs/oars.md", text)
    found = [one for one in findings(site) if one.path == "docs/oars.md"]
    assert [(one.line, one.rule, str(one.severity)) for one in found] == [
        (3, "directive-unknown", "error"),
        (7, "directive-unused", "warning"),
        (11, "directive-unbalanced", "error"),
    ]
    assert found[0].text == "unknown directive `skpi`; did you mean `skip`?"
    assert found[0].source == "<!-- bitext: skpi -->"
    # From the cache they are the same.
    assert [one for one in findings(site) if one.path == "docs/oars.md"] == found


def test_each_context_of_a_text_is_judged_by_itself(site: Path) -> None:
    write(
        site,
        "docs/open.md",
        "# Open\n\n- <!-- bitext: context: verb --> Open\n- Row\n",
    )
    path = "locales/nb/LC_MESSAGES/open.md.po"
    bad = 'msgctxt "verb"\nmsgid "Open"\nmsgstr "<b>Åpne</b>"\n'
    write(site, path, HEADER + '\nmsgid "Open"\nmsgstr "Åpen"\n\n' + bad)
    found = [one for one in findings(site) if one.path == path]
    assert [
        (one.line, one.target) for one in found if one.rule == "translation-refused"
    ] == [(8, "<b>Åpne</b>")]
