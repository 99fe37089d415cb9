"""Judgements of the guard are kept only as long as they are true."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bitext.check.guard import Judge, Judgement
from bitext.locales import Locale, parse_locale
from bitext.markdown.renderer import Renderer
from bitext.site import judgements
from bitext.site.articles import ArticleReader
from bitext.site.checks import check_project
from bitext.site.judgements import Judgements
from bitext.site.project import load_project
from tests.site.boats import CONFIG, make_site, write
from tests.site.test_stage import stage

HOSTILE = "Båter <script>flyter</script>."


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the guard itself: a language for each page."""
    asked: list[str] = []
    judge = Judge.judge

    def noted(
        self: Judge, translations: Sequence[str | None], *, locale: Locale
    ) -> Judgement:
        asked.append(locale.code)
        return judge(self, translations, locale=locale)

    monkeypatch.setattr(Judge, "judge", noted)
    return asked


def judge(path: Path, translation: str = HOSTILE, *, code: str = "nb") -> Judgement:
    """The judgement of a page with one translation, in a new process as it were."""
    project = load_project(path)
    reader = ArticleReader(project)
    prepared = reader.read("index.md")
    offered = [
        translation if segment.text.startswith("Boats float") else segment.text
        for segment in prepared.article.segments
    ]
    kept = Judgements(project, reader=reader)
    one = kept.of("index.md", prepared.article, key=prepared.key)
    return one.judge(offered, locale=parse_locale(code))


def packs(path: Path) -> list[Path]:
    return sorted((path.parent / ".cache/bitext/judgements").glob("*.pack"))


def test_page_is_judged_once_and_again_when_anything_asked_for_changes(
    site: Path, judged: list[str]
) -> None:
    first = judge(site)
    assert [one.reason for one in first.refusals]
    assert judge(site) == first
    assert judged == ["nb"]
    assert not judge(site, "Båter flyter.").refusals
    judge(site, code="ar")
    text = (site.parent / "docs/index.md").read_text(encoding="utf-8")
    write(site.parent / "docs/index.md", text.replace("Boats", "Boats float. Boats"))
    judge(site)
    write(site, CONFIG.replace("  - attr_list\n", ""))
    judge(site)
    assert judged == ["nb", "nb", "ar", "nb", "nb"]


def test_judgement_of_other_code_or_another_renderer_is_not_used(
    site: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    judge(site)
    monkeypatch.setattr(judgements, "versions", lambda: {"bitext": "another guard"})
    judge(site)
    assert judged == ["nb", "nb"]


def test_prepared_page_is_rendered_for_its_translation_alone(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = load_project(site)
    reader = ArticleReader(project)
    prepared = reader.read("index.md")
    kept = Judgements(project, reader=reader)
    kept.of("index.md", prepared.article, key=prepared.key).prepare()
    expected = judge(make_site(site.parent.parent / "other"), "Båter flyter her.")
    rendered: list[str] = []
    html = Renderer.html

    def noted(self: Renderer, body: str) -> str:
        rendered.append(body)
        return html(self, body)

    monkeypatch.setattr(Renderer, "html", noted)
    assert judge(site, "Båter flyter her.") == expected
    assert all("Båter flyter her." in body for body in rendered)
    assert rendered


def test_checks_and_builds_share_what_they_judged(
    site: Path, judged: list[str]
) -> None:
    project = load_project(site)
    locales = project.config.locales
    findings = check_project(project, locales=locales)
    assert sorted(set(judged)) == ["ar", "nb"]
    judged.clear()
    assert check_project(project, locales=locales) == findings
    stage(site)
    assert not judged


def test_every_damage_to_the_cache_leaves_the_judgement_what_it_is(
    site: Path,
) -> None:
    expected = judge(site)
    (pack,) = packs(site)
    whole = pack.read_bytes()
    for at in range(0, len(whole), 7):
        pack.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        assert judge(site) == expected
        pack.write_bytes(whole[:at])
        assert judge(site) == expected


def test_cache_of_a_project_that_was_moved_is_used(
    site: Path, judged: list[str]
) -> None:
    first = judge(site)
    moved = shutil.move(site.parent, site.parent.parent / "elsewhere")
    assert judge(Path(moved) / "mkdocs.yml") == first
    assert judged == ["nb"]


@pytest.mark.parametrize(
    "extension", ["pymdownx.snippets:\n      auto_append: [docs/abc.txt]", "oars"]
)
def test_nothing_is_kept_where_more_than_the_text_decides(
    new_site: Callable[[str], Path],
    judged: list[str],
    monkeypatch: pytest.MonkeyPatch,
    extension: str,
) -> None:
    site = new_site(f"{CONFIG}  - {extension}\n")
    write(site.parent / "docs/abc.txt", "*[ABC]: Letters\n")
    write(
        site.parent / "oars.py",
        "from markdown import Extension\nclass Oars(Extension):\n"
        "    def extendMarkdown(self, md):\n        pass\n"
        "def makeExtension(**_):\n    return Oars()\n",
    )
    monkeypatch.syspath_prepend(str(site.parent))
    assert judge(site) == judge(site)
    assert judged == ["nb", "nb"]
    assert not packs(site)


def test_article_that_includes_files_is_judged_each_time(
    new_site: Callable[[str], Path], judged: list[str]
) -> None:
    site = new_site(f"{CONFIG}  - pymdownx.snippets\n")
    text = (site.parent / "docs/index.md").read_text(encoding="utf-8")
    write(site.parent / "docs/index.md", f'{text}\n--8<-- "docs/boat.md"\n')
    write(site.parent / "docs/boat.md", "A boat.\n")
    assert judge(site) == judge(site)
    assert judged == ["nb", "nb"]
