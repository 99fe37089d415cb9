"""Whole repositories: what is no article goes through a project byte for byte."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bitext.exchange.sxs import Exported, ExportSource, ImportRefusedError
from bitext.exchange.sxs import export_folder as export_to
from bitext.locales import parse_locale
from tests.exchange.side_by_side import file
from tests.exchange.sxs_project import Project

ARTICLE = file("{{Save it.||Lagre det.}}\n").encode()
GERMAN = file("{{Save it.||Speichern.}}\n", locale="de-DE").encode()
PNG = bytes(range(256)) + b"\r\n\x1a\n\0"


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def export(project: Project, code: str = "nb") -> dict[str, bytes]:
    out = project.root / "out" / code
    source = ExportSource(
        docs=project.docs,
        locales_root=project.locales,
        locale=parse_locale(code),
        front_matter=("title", "description"),
        split=project.splitting.splitter(),
    )
    done = export_to(out, [], source=source)
    assert isinstance(done, Exported)
    return content(out)


REPOSITORY = {
    "articles/a.md": ARTICLE,
    "articles/TOC.md": b"# [Kort](a.md)\r\n",
    "articles/toc.yml": b"- name: Kort\n  href: a.md\n",
    "index.yml": "### YamlMime:Hub\ntitle: \u00d8\n".encode(),
    "includes/only.md": b"[!INCLUDE [name](../includes/name.md)]\n",
    "includes/name.md": file("{{Save it.||Lagre det.}}").encode(),
    "includes/code.md": b"```\nx\n```",
    "includes/empty.md": b"",
    "media/card.png": PNG,
    "media/Med blanke og \u00e6\u00f8\u00e5 \u65e5\u672c.PNG": PNG[::-1],
    "media/none.svg": b"",
    "data/latin-1.txt": "\u00e6\u00f8\u00e5".encode("latin-1"),
    "data/Regneark 1 (nytt).xlsx": PNG * 3,
    "no extension": b"\xff\xfe",
    ".openpublishing.publish.config.json": b"{}",
    ".github/README.md": b"# Not a page\n",
    "docfx.json": b'{"build": {}}',
}


def test_whole_repository_comes_out_as_it_came_in(project: Project) -> None:
    folder = lay(project.root / "handoff", REPOSITORY)
    (folder / "nothing/in here").mkdir(parents=True)
    lay(folder, {".git/config": b"[core]", "sub/.git/HEAD": b"ref"})
    plan = project.plan(folder)
    plan.write()
    assert plan.summary.media == 3
    assert plan.summary.left_out == [
        ".github/README.md",
        ".openpublishing.publish.config.json",
        "articles/TOC.md",
        "articles/toc.yml",
        "data/Regneark 1 (nytt).xlsx",
        "data/latin-1.txt",
        "docfx.json",
        "index.yml",
        "no extension",
    ]
    assert export(project) == REPOSITORY
    assert not project.plan(folder).write()


def test_each_locale_gets_its_own_bytes_back(project: Project) -> None:
    german = {
        "articles/a.md": GERMAN,
        "articles/toc.yml": b"- name: Karten\n",
        "media/card.png": PNG * 2,
        "media/none.svg": b"",
        "media/Med blanke og \u00e6\u00f8\u00e5 \u65e5\u672c.PNG": PNG[::-1],
    }
    project.plan(lay(project.root / "nb", REPOSITORY)).write()
    plan = project.plan(lay(project.root / "de", german), "de")
    plan.write()
    assert plan.summary.other_media == []
    assert (project.docs / "media/card.png").read_bytes() == PNG * 2
    assert export(project, "nb") == REPOSITORY
    assert export(project, "de") == german


def test_media_of_the_site_do_not_depend_on_the_order_of_imports(
    project: Project,
) -> None:
    images = {"nb": PNG, "de": PNG * 2}
    articles = {"nb": ARTICLE, "de": GERMAN}
    hand_offs = {
        code: lay(
            project.root / "in" / code,
            {"a.md": articles[code], "media/card.png": image},
        )
        for code, image in images.items()
    }
    for code, folder in hand_offs.items():
        project.plan(folder, code).write()
    first = {name: data for name, data in project.tree().items() if "card.png" in name}
    assert (project.docs / "media/card.png").read_bytes() == PNG * 2
    for place in (project.docs, project.locales):
        shutil.rmtree(place)
    for code, folder in reversed(hand_offs.items()):
        project.plan(folder, code).write()
    second = {name: data for name, data in project.tree().items() if "card.png" in name}
    assert first == second
    for code in hand_offs:
        assert export(project, code)["media/card.png"] == images[code]


def test_picture_that_somebody_put_on_the_site_stays(project: Project) -> None:
    lay(project.docs, {"media/card.png": PNG * 4})
    folder = lay(project.root / "in", {"a.md": ARTICLE, "media/card.png": PNG})
    project.plan(folder).write()
    assert (project.docs / "media/card.png").read_bytes() == PNG * 4
    assert export(project)["media/card.png"] == PNG


def test_newest_hand_off_gives_its_own_media(project: Project) -> None:
    for image in (PNG, PNG * 2, PNG * 3, PNG):
        folder = lay(
            project.root / "handoff", {"a.md": ARTICLE, "media/card.png": image}
        )
        project.plan(folder).write()
        assert export(project)["media/card.png"] == image


def test_article_that_is_not_utf_8_is_refused_and_nothing_is_carried(
    project: Project,
) -> None:
    folder = lay(project.root / "handoff", {**REPOSITORY, "b.md": b"\xe6\n"})
    with pytest.raises(ImportRefusedError, match=r"b\.md.*is not UTF-8"):
        project.plan(folder)
    assert project.tree() == {}
