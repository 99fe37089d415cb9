"""Articles that never were side by side, exported, read and imported again."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.exchange.sxs import Exported, ExportSource, Splitting, export_folder, read
from bitext.exchange.sxs.document import PIPELINE_KEYS
from bitext.exchange.sxs.english import english
from bitext.exchange.sxs.export import export_article
from bitext.locales import parse_locale
from bitext.markdown.article import JOINED, Article, Kind
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split
from tests.exchange.first_export import (
    IN_PLACE,
    KEY_LINE,
    assert_expected,
    exported,
    words,
)
from tests.exchange.side_by_side import file, unit
from tests.exchange.sxs_project import Project, write
from tests.markdown.conftest import CONFIGS, EXTENSIONS

RENDERER = Renderer(EXTENSIONS, CONFIGS)

INLINE = st.sampled_from(
    [
        "one",
        "Two words.",
        "Is it?",
        "**bold** text",
        "*One.* Two.",
        "`a  b`",
        "`x` \\* y",
        "[link](a.md)",
        '[link](a.md "Title of it")',
        "[text][ref]",
        "![Alt text](x.png)",
        "<kbd>Key</kbd>",
        "<span>paired</span>",
        "**half",
        "end.<br>After",
        "a&nbsp;b &amp; c",
        "[!INCLUDE[x](p.md)]",
        "tab\there",
        "10 \u00d7 20 \u2013 30\u00a0%",
        "1. Not a list",
        "<https://x.example>",
        "{{ macro }}",
        "[^1]",
        ":smile:",
        '<a name="own"></a>Own',
        '<a id="own"></a>Own',
        '<a name="x"></a>',
    ]
)
GAP = st.sampled_from([" ", " ", "  ", "\n", "  \n", "\\\n", "\t"])
RUN = st.builds(
    lambda first, rest: first + "".join(gap + text for gap, text in rest),
    INLINE,
    st.lists(st.tuples(GAP, INLINE), max_size=4),
)
LINE = RUN.map(lambda text: re.sub(r"\\?\s*\n", " ", text))


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line if line.strip() else line for line in text.split("\n"))


SMALL = st.one_of(
    RUN,
    LINE.map("# {}".format),
    LINE.map("###{} ##".format),
    LINE.map("## {} {{ #own }}".format),
    LINE.map("{}\n===".format),
    LINE.map("{}\n---".format),
    st.lists(RUN.map(lambda text: f"- {_indented(text, '  ').lstrip()}")).map(
        "\n".join
    ),
    st.lists(LINE.map("1.\t{}".format), min_size=1).map("\n".join),
    LINE.map(lambda text: f"[{text}](alone.md)"),
    st.just('![Alone](x.png "Its title")'),
    st.just("[![Alone. Twice.](x.png)](y.md)"),
    st.just("```python\n# no heading\n\tif x:\n\t\tpass\n```"),
    st.just("    indented code"),
    st.just("- [ ] A task\n- [x] Done. Well.\n\n    Inside.\n\n    - Deeper"),
    st.tuples(LINE, LINE).map(
        lambda cells: f"| A | B\t|\n| --- | --- |\n| {cells[0]} | {cells[1]} |"
    ),
    st.just("[ref]: a.md 'A title'"),
    st.just("[^1]: A note. With two."),
    st.just("*[HTML]: Language"),
    st.just("Term\n:   Definition. Of it.\n:   Another"),
    st.just("---"),
    st.just("> [!NOTE]\n> Text of it."),
    st.just("<!-- a comment -->"),
    st.just('<div markdown>\n\nText. In it.\n\n</div>\n<p title="t">Raw</p>'),
    st.just("[!INCLUDE [name](../includes/name.md)]"),
    st.just(":::image source='x.png' alt-text='Words':::"),
)
BLOCK = st.one_of(
    SMALL,
    SMALL.map(lambda text: _indented(text, "> ")),
    SMALL.map(lambda text: _indented(text, "> > ")),
    st.tuples(LINE, SMALL).map(
        lambda pair: f'!!! note "A title"\n{_indented(pair[1], "    ")}'
    ),
    SMALL.map(lambda text: f'=== "Tab"\n\n{_indented(text, chr(9))}'),
    SMALL.map(lambda text: f"- {_indented(text, '    ').lstrip()}"),
)
FRONT = st.sampled_from(
    [
        "",
        "",
        "---\ntitle: A title\n---\n",
        "---\ntitle: 'A: title' # why\ndescription: One. Two.\ntags:\n  - x\n---  \n\n",
        "---\ndescription: >\n  Folded. Text\n  of it.\nhide: [toc]\n---\n\n \n\n",
        '---\n{title: "In braces", x: 1}\n---\n',
        '---\n"title": Quoted key\n\n# comment\n---\n',
        "---\ntitle: Closed by dots\n...\n",
        "---\n---\n",
        "---\n- a list\n---\n",
        "---\nno: [yaml\n---\n\n",
        "---\nms.topic: x\nms.translationtype: HT\ntitle: Keys\n---\n",
        "title: A line. Of metadata.\nauthor: me\n\n",
        "---\ntitle: No end\n",
        "\n\n",
    ]
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(BLOCK, max_size=5))
    text = draw(FRONT) + "\n\n".join(blocks) + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


def translated(article: Article, seed: int) -> dict[str, str]:
    """Translations for most segments, some of them joined with the one before."""
    choose = random.Random(seed)  # noqa: S311  a sample, no secret
    counts = Counter(segment.text for segment in article.segments)
    found: dict[str, str] = {}
    for block in article.blocks:
        can_join = False
        for segment in block.segments:
            lot = choose.random()
            if segment.text in found or lot < 0.2:
                can_join = segment.text in found
            elif lot < 0.4 and can_join and counts[segment.text] == 1:
                found[segment.text] = JOINED
            else:
                text = segment.text.replace("\t", " ")
                is_link = text.startswith("[") and lot < 0.8
                found[segment.text] = f"[Ø {text[1:]}" if is_link else f"Ø {text}"
                can_join = True
    return found


@given(articles(), st.integers(0, 9))
@settings(max_examples=150)
def test_both_sides_of_an_export_are_the_article_and_its_translation(
    text: str, seed: int
) -> None:
    article = split(text, renderer=RENDERER)
    assert_expected(article, {})
    assert_expected(article, translated(article, seed))


@given(articles(), st.integers(0, 9))
@settings(max_examples=40)
def test_an_export_gives_an_empty_project_the_same_translations(
    text: str, seed: int
) -> None:
    article = split(text, renderer=RENDERER)
    translations = translated(article, seed)
    file = full_export(article, translations)
    with TemporaryDirectory() as folder:
        project = Project(Path(folder), renderer=lambda: RENDERER)
        plan = project.take({"a.md": file})
        assert plan.summary.damage == []
        assert_nothing_lost(project, article, translations)
        project.take({"a.md": file})
        assert one_export(project, "a.md") == file


def full_export(article: Article, translations: Mapping[str, str]) -> str:
    """An export with values in its keys that an import can read."""
    return assert_expected(article, translations).replace(
        "ms.contentlocale: x", "ms.contentlocale: nb-NO"
    )


def assert_nothing_lost(
    project: Project, article: Article, translations: Mapping[str, str]
) -> None:
    """The catalog, or the memory for what has two translations, has them all."""
    has_catalog = bool(list(project.locales.rglob("a.md.po")))
    held = project.catalog().published if has_catalog else {}
    spare = " ".join(" ".join(texts) for texts in project.memory().values())
    known = " ".join(held.values())
    for block in article.blocks:
        for segment in block.segments:
            target = translations.get(segment.text)
            source = segment.text.expandtabs(1)
            if target is None or target == JOINED:
                continue
            is_unit = block.kind not in IN_PLACE and block.kind is not Kind.FRONT_MATTER
            if is_unit and "\t" not in segment.text and source in held:
                assert held[source] == target or target in spare
            elif block.kind is Kind.FRONT_MATTER and target in project.article():
                # There is no sentence its unknown English could be made of.
                continue
            else:
                assert target in known or target in spare


def one_export(project: Project, article: str) -> str | None:
    source = ExportSource(
        docs=project.docs,
        locales_root=project.locales,
        locale=parse_locale("nb"),
        front_matter=("title", "description"),
        split=project.splitting.splitter(),
    )
    return export_article(article, source=source, exported=Exported())


MARKS = st.sampled_from(
    [
        '<span data-ttu-id="',
        '<span data-ttu-id="0a1b2-102">',
        '</span><span class="sxs-lookup"><span data-stu-id="0a1b2-102">',
        "</span></span>",
        "</span>",
        "<span>",
        "`<span>`",
        "`</span></span>`",
        "<spa",
        "&quot;",
        '<a name="x&quot;>',
        "Words.",
        "more",
        "\n\n",
        "\n",
        "# ",
        "    ",
        "```\n",
        unit("One.", "En."),
        "---\n",
        "title: x\n",
        " ",
    ]
)
MARKED = st.lists(MARKS, max_size=12).map("".join)


@given(MARKED, st.dictionaries(st.sampled_from(["Words.", "more"]), MARKED))
@settings(max_examples=200)
def test_article_with_marks_of_the_format_is_written_readably_or_left_out(
    text: str, translations: dict[str, str]
) -> None:
    article = split(text, renderer=RENDERER)
    known = {source: target for source, target in translations.items() if target}
    made = exported(article, known)
    document = read(made.text)
    assert document.join() == made.text
    if not made.is_exact:
        return
    assert not any(one.fault.loses_text for one in document.damage)
    assert len({one.prefix for one in document.units}) <= 1
    translatable = {
        " ".join(s.text.split()) for b in article.blocks for s in b.segments
    }
    for one in document.units:
        assert not translatable.isdisjoint(parts_of(one.source)), one
    in_place = {
        segment.text: known[segment.text]
        for block in article.blocks
        if block.kind in IN_PLACE | {Kind.FRONT_MATTER}
        for segment in block.segments
        if segment.text in known
    }
    if not in_place:
        source = english(document, path="a.md", keys=()).text
        assert words(source) == words(KEY_LINE.sub("", text))


def parts_of(source: str) -> set[str]:
    """A SOURCE on its own, or as the text of a link."""
    return {" ".join(source.split()), f"[{source}]"}


@pytest.mark.parametrize(
    ("text", "units", "bare"),
    [
        ("Use `<span>` here.\n", 1, 0),
        ("A <span>b</span> c.\n", 1, 0),
        ("Close `</span></span>` here.\n\nNext.\n", 1, 1),
        ("Use `<span>` here.\n\n```\n</span></span>\n```\n", 0, 1),
        ("Before `</span></span>`\tafter.\n", 0, 1),
    ],
)
def test_block_that_would_break_the_format_has_no_unit(
    text: str, units: int, bare: int
) -> None:
    article = split(text, renderer=RENDERER)
    made = exported(article, {})
    assert made.is_exact
    assert len(read(made.text).units) == units
    assert len(made.bare) == bare
    assert words(english(read(made.text), path="a.md", keys=()).text) == words(text)


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{unit('One', 'En')}\n```\n",
        'Write `<span data-ttu-id="0a1b2-102">` first.\n',
        "Words.\n\n    <span data-t",
    ],
)
def test_article_about_the_format_is_left_out_and_named(
    project: Project, text: str
) -> None:
    write(project.docs, {"a.md": text, "b.md": "Words.\n"})
    write(project.locales, {f"nb/LC_MESSAGES/{name}.md.po": PO for name in "ab"})
    done = export(project)
    assert done.left_out == ["a.md"]
    assert done.new == ["b.md"]
    assert not (project.root / "out/a.md").exists()


def test_edit_that_brings_marks_of_the_format_is_not_written_silently(
    project: Project,
) -> None:
    project.take({"a.md": file("{{Words.||Ord.}}\n"), "b.md": file("{{A||B}}\n")})
    for name, added in [
        ("a.md", f"```\n{unit('One', 'En')}\n```\n"),
        ("b.md", "\nClose `</span></span>` here.\n"),
    ]:
        text = project.article(name)
        (project.docs / name).write_text(f"{text}\n{added}")
    done = export(project)
    assert done.left_out == ["a.md"]
    assert done.edited == ["b.md"]
    assert done.bare == [("b.md", "Close `</span></span>` here.")]


def test_lines_of_the_keys_end_as_those_of_the_article(project: Project) -> None:
    write(project.docs, {"a.md": "---\r\ntitle: x\r\n---\r\nWords.\r\n"})
    write(project.locales, {"nb/LC_MESSAGES/a.md.po": PO})
    export(project)
    made = (project.root / "out/a.md").read_bytes()
    assert made.count(b"\n") == made.count(b"\r\n") == 10


def test_translation_with_marks_of_the_format_is_not_published(
    project: Project,
) -> None:
    write(project.docs, {"a.md": "Words.\n"})
    target = '</span><span class=\\"sxs-lookup\\"> <span data-ttu-id=\\"'
    write(project.locales, {"nb/LC_MESSAGES/a.md.po": PO.replace("Ord.", target)})
    done = export(project)
    assert done.refused == [("a.md", "Words.")]
    (only,) = read((project.root / "out/a.md").read_text()).units
    assert (only.source, only.target) == ("Words.", "Words.")


PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"POT-Creation-Date: 2026-01-02 10:00+0000\\n"

msgid "Words."
msgstr "Ord."
"""


def export(project: Project, articles: tuple[str, ...] = ("a.md", "b.md")) -> Exported:
    source = ExportSource(
        docs=project.docs,
        locales_root=project.locales,
        locale=parse_locale("nb"),
        front_matter=("title", "description"),
        split=lambda text: split(text, renderer=RENDERER),
    )
    return export_folder(project.root / "out", articles, source=source)


def test_keys_of_a_first_export_say_what_is_known(project: Project) -> None:
    text = "Words.\n"
    write(project.docs, {"a.md": text})
    write(project.locales, {"nb/LC_MESSAGES/a.md.po": PO})
    export(project)
    keys = dict(
        line.split(": ")
        for line in (project.root / "out/a.md").read_text().splitlines()[1:7]
    )
    assert tuple(keys) == PIPELINE_KEYS
    assert keys["ms.openlocfilehash"] == sha1(text.encode()).hexdigest()  # noqa: S324  the format's
    assert keys["ms.sourcegitcommit"] == "0" * 40
    assert keys["ms.translationtype"] == "HT"
    assert keys["ms.contentlocale"] == "nb-NO"
    assert keys["ms.lasthandoff"] == "01/02/2026"
    assert re.fullmatch('"[0-9]{8}"', keys["ms.locfileid"])


@pytest.mark.parametrize(
    ("comment", "kind"), [("", "HT"), ("# bitext: origin=mt\n", "MT")]
)
def test_translation_type_is_machine_where_no_human_translated(
    project: Project, comment: str, kind: str
) -> None:
    write(project.docs, {"a.md": "Words.\n"})
    po = PO.replace('msgid "Words."', f'{comment}msgid "Words."')
    write(project.locales, {"nb/LC_MESSAGES/a.md.po": po})
    export(project)
    assert f"ms.translationtype: {kind}\n" in (project.root / "out/a.md").read_text()


def test_numbers_are_kept_for_what_has_no_unit() -> None:
    text = (
        "---\ntitle: Cards\ndescription: One. Two.\n---\n# Pay\n\n"
        '![A card](x.png "Its title")\n\nSave it. Keep it. Send it.\n\n- [All](a.md)\n'
    )
    article = split(text, renderer=RENDERER)
    found = {"Save it.": "Ta vare på og send.", "Keep it.": JOINED, "A card": "Et kort"}
    made = assert_expected(article, found)
    assert [(one.number, one.source) for one in read(made).units] == [
        ("104", "Pay"),
        ("p101", "Save it. Keep it."),
        ("109", "Send it."),
        ("110", "All"),
    ]
    assert '![Et kort](x.png "Its title")' in made
    assert '# <a name="pay"></a><span' in made


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("# Pay & go\n", '# <a name="pay--go"></a><span'),
        ("Pay\n===\n", '<a name="pay"></a><span'),
        ("- # Pay\n", '- # <a name="pay"></a><span'),
        ("> ## Pay\n", '> ## <a name="pay"></a><span'),
        ("## Pay ##\n", '## <a name="pay"></a><span'),
        ("## Pay { #x }\n", '## <a name="pay"></a><span'),
        ('# <a name="x"></a>Pay\n', '# <a name="pay"></a><span'),
        ('# <a id="x"></a>Pay\n', "# <span"),
        ("# `code`\n", "# `code`"),
    ],
)
def test_headings_with_units_have_an_anchor(heading: str, written: str) -> None:
    made = assert_expected(split(heading, renderer=RENDERER), {})
    assert f"\n{written}" in made


@pytest.mark.parametrize(
    ("target", "source", "shown"),
    [
        ("[Alle](a.md)", "All", "Alle"),
        ("[Alle](b.md)", "[All](a.md)", "[Alle](b.md)"),
        ("Se [alle](a.md)", "[All](a.md)", "Se [alle](a.md)"),
    ],
)
def test_link_alone_holds_its_unit_where_the_translation_leads_to_the_same_place(
    target: str, source: str, shown: str
) -> None:
    article = split("- [All](a.md)\n", renderer=RENDERER)
    (only,) = read(assert_expected(article, {"[All](a.md)": target})).units
    assert (only.source, only.target) == (source, shown)


def test_sentence_joined_to_none_before_it_shows_its_source() -> None:
    article = split("# One\nTwo. Three.\n", renderer=RENDERER)
    made = exported(article, {"One": "En", "Two.": JOINED, "Three.": "Tre."})
    assert [(one.number, one.target) for one in read(made.text).units] == [
        ("101", "En"),
        ("102", "Two."),
        ("103", "Tre."),
    ]


def test_equal_texts_have_the_translations_of_their_contexts(project: Project) -> None:
    text = (
        "<!-- bitext: context: verb -->\nWords.\n\nWords.\n\n"
        "<!-- bitext: context: noun -->\nWords.\n"
    )
    write(project.docs, {"a.md": text})
    po = PO + '\nmsgctxt "verb"\nmsgid "Words."\nmsgstr "Verb."\n'
    write(project.locales, {"nb/LC_MESSAGES/a.md.po": po})
    export(project)
    units = read((project.root / "out/a.md").read_text()).units
    assert [one.target for one in units] == ["Verb.", "Ord.", "Words."]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("No. 7. <!-- bitext: join --> Ask.\n", 1),
        ("One <!-- bitext: cut --> two.\n", 2),
        ("One. <!-- bitext: skip --> Two. Three.\n", 2),
    ],
)
def test_directives_stay_in_the_source(text: str, sources: int) -> None:
    article = split(text, renderer=RENDERER)
    found = {segment.text: f"Ø {segment.text}" for segment in article.segments}
    for translations in ({}, found):
        made = exported(article, translations)
        assert made.is_exact
        document = read(made.text)
        assert english(document, path="a.md", keys=()).text == text
        assert len(document.units) == sources
        spliced = join(article, [translations.get(s.text) for s in article.segments])
        assert document.target().removeprefix(document.front) == spliced


def test_carriage_returns_stay_at_the_ends_of_lines() -> None:
    text = "---\r\ntitle: x\r\n---\r\n\r\nOne\r\nline.\r\n"
    made = assert_expected(split(text, renderer=RENDERER), {})
    assert [one.source for one in read(made).units] == ["One line."]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["material-docs", "fastapi-docs-en", "sxs-nb-NO"])
def test_pages_of_a_corpus_come_out_as_they_are(
    name: str, unpacked: Callable[[str], Path]
) -> None:
    for path in sorted(unpacked(name).rglob("*.md")):
        text = path.read_bytes().decode()
        if name.startswith("sxs"):
            keys = ("title", "description")
            text = english(read(text), path=path.name, keys=keys).text
        article = split(text, renderer=RENDERER)
        assert_expected(article, {})
        assert_expected(article, translated(article, 1))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["material-docs", "fastapi-docs-en"])
def test_pages_of_a_corpus_are_imported_with_nothing_lost(
    name: str, unpacked: Callable[[str], Path], project: Project
) -> None:
    project.splitting = Splitting(lambda: RENDERER)
    for path in sorted(unpacked(name).rglob("*.md")):
        article = split(path.read_bytes().decode(), renderer=RENDERER)
        translations = translated(article, 2)
        files = {"a.md": full_export(article, translations)}
        for old in project.root.rglob("*.*"):
            old.unlink()
        assert project.take(files).summary.damage == []
        assert_nothing_lost(project, article, translations)
        assert one_export(project, "a.md") == files["a.md"]
