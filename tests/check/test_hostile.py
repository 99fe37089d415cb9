"""Hostile catalogs: whatever a translation holds, the page does what its source does.

Each attack is staged as a build stages it, rendered by a Python-Markdown with the
extensions Material recommends, and compared with the staged source.
"""

import re
import time
from collections import Counter

import pytest
import yaml
from lxml import html

from bitext.check.guard import Judge, Judgement, refuse_text
from bitext.locales import parse_locale
from bitext.markdown import frontmatter
from bitext.markdown.anchors import AnchorReader
from bitext.markdown.article import Article, Kind
from bitext.markdown.marks import RESERVED, State, milestone
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split
from tests.hostile.attacks import (
    ARTICLE,
    CONFIGS,
    EXTENSIONS,
    HARMLESS_ALONE,
    PLACES,
    Attack,
    attacks,
)

HIDDEN = "The word is swordfish."
A, B = "Alpha one here.", "Beta two here."
ALONE = "Lonely paragraph"


@pytest.fixture(scope="module")
def configs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("snippets")
    (folder / "secret.txt").write_text(HIDDEN, encoding="utf-8")
    return {**CONFIGS, "pymdownx.snippets": {"base_path": [str(folder)]}}


class Site:
    """One page, staged and rendered as a build does."""

    def __init__(self, configs: dict[str, dict[str, object]], text: str) -> None:
        self._renderer = Renderer(EXTENSIONS, configs)
        self._final = AnchorReader(EXTENSIONS, configs)
        self.article: Article = split(text, renderer=self._renderer)
        self.judge_of = Judge(self.article, renderer=self._renderer)
        self._anchors: dict[int, str] = {}
        nothing = [None] * len(self.article.segments)
        marked = join(self.article, nothing, mark=milestone)
        self._anchors = dict(self._final.anchors(_body(marked)))
        self.source = self.rendered(Judgement(tuple(nothing), ()))

    def judge(self, attack: dict[str, str], *, code: str = "nb") -> Judgement:
        texts = [segment.text for segment in self.article.segments]
        assert attack.keys() <= set(texts)
        offered = [attack.get(text) for text in texts]
        return self.judge_of.judge(offered, locale=parse_locale(code))

    def staged(self, judgement: Judgement, *, spaced: bool = True) -> str:
        def mark(index: int | None) -> str:
            if index is None:
                return milestone(None)
            is_source = judgement.published[index] is None
            state = State.UNTRANSLATED if is_source else State.TRANSLATED
            return milestone(index, state=state, anchor=self._anchors.get(index))

        return join(self.article, judgement.published, spaced=spaced, mark=mark)

    def rendered(self, judgement: Judgement, *, spaced: bool = True) -> str:
        staged = self.staged(judgement, spaced=spaced)
        # The instance the anchors are read with is the site's own with our marks.
        return self._final._markdown.reset().convert(_body(staged))  # noqa: SLF001 - see above


def _body(text: str) -> str:
    return text[frontmatter.read(text).end :]


@pytest.fixture(scope="module")
def site(configs: dict[str, dict[str, object]]) -> Site:
    return Site(configs, ARTICLE)


def does(page: str) -> tuple[list[str], Counter[tuple[object, ...]]]:
    """What a page does: blocks in order, all elements with their attributes."""
    root = html.fragment_fromstring(page, create_parent="div")
    blocks, elements = [], Counter[tuple[object, ...]]()
    for element in root.iter():
        if not isinstance(element.tag, str):
            elements["comment", element.text] += 1
            continue
        attributes = {
            name: "" if name in {"alt", "title"} else value
            for name, value in element.attrib.items()
            if name not in {"data-s", "data-state"}
        }
        is_words = element.tag in {"em", "strong"} or "data-s" in element.attrib
        if is_words and not attributes:
            continue
        machine = element.tag in {"code", "kbd", "pre", "script"}
        machine = machine or "arithmatex" in attributes.get("class", "")
        words = element.text_content() if machine else ""
        elements[element.tag, *sorted(attributes.items()), words] += 1
        if element.tag not in {"a", "code", "kbd", "span", "img", "sup"}:
            blocks.append(element.tag)
    # Parsers drop end tags that end nothing; browsers need not.
    for tag in re.findall(r"</[^>]*>", page):
        if tag not in {"</em>", "</strong>", "</span>"}:
            elements["end", tag] += 1
    return blocks, elements


def assert_harmless(site: Site, judgement: Judgement, *, spaced: bool = True) -> None:
    page = site.rendered(judgement, spaced=spaced)
    assert does(page) == does(site.source)
    text = html.fragment_fromstring(page, create_parent="div").text_content()
    before = html.fragment_fromstring(site.source, create_parent="div").text_content()
    assert not set(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f]", text))
    shady = "[\u2028-\u202e\u2060-\u206f\u2800\ufff9-\ufffb\U000e0000-\U000e007f]"
    assert not re.search(shady, text)
    assert not RESERVED.search(text)
    assert HIDDEN not in text
    staged = site.staged(judgement, spaced=spaced)
    for directive in ("{{", "{%", "{#", "{!", "-8<-", ":::", "[TOC]"):
        assert staged.count(directive) == 0
    # What stands in a heading becomes a title, which templates print unescaped.
    heading = re.compile(r"<h1.*?</h1>", re.DOTALL)
    title = html.fragment_fromstring(heading.findall(page)[0]).text_content()
    assert not re.search("[<>]", title)
    assert bool(text.strip()) == bool(before.strip())


each_text = pytest.mark.parametrize("attack", [*attacks(of="text")], ids=str)


@each_text
def test_hostile_text_changes_nothing(site: Site, attack: Attack) -> None:
    text = attack.text
    places = {"The heading": text, ALONE: text, A: f"文。{text}"}
    assert_harmless(site, site.judge(places))


@pytest.mark.slow
@each_text
def test_hostile_text_changes_nothing_wherever_it_stands(
    site: Site, attack: Attack
) -> None:
    for place in PLACES:
        assert_harmless(site, site.judge({place: attack.text}))
        # Attacks that wait for text before them.
        assert_harmless(site, site.judge({place: f"Tekst {attack.text}"}))
        assert_harmless(site, site.judge({place: f"文。{attack.text}"}))


@pytest.mark.parametrize("attack", attacks(of="messages"), ids=str)
@pytest.mark.parametrize("code", ["nb", "ja"])
def test_hostile_texts_that_need_one_another_change_nothing(
    site: Site, attack: Attack, code: str
) -> None:
    spaced = parse_locale(code).spaced
    judgement = site.judge(
        {"Numbered item": "Nummer"} | dict(attack.messages), code=code
    )
    assert_harmless(site, judgement, spaced=spaced)
    assert "Nummer" in judgement.published


@pytest.mark.parametrize(
    "attack",
    [one for one in attacks() if one.hidden == HARMLESS_ALONE],
    ids=str,
)
def test_texts_that_are_harmless_alone_are_refused_together(
    site: Site, attack: Attack
) -> None:
    for place, text in attack.messages.items():
        alone = site.judge({place: text}, code=attack.locale)
        assert alone.refusals == ()
        assert text in alone.published
    together = site.judge(dict(attack.messages), code=attack.locale)
    assert 0 < len(together.refusals) < len(attack.messages)


@pytest.mark.parametrize("attack", attacks(of="value"), ids=str)
@pytest.mark.parametrize("source", ["Fish", "All of them.", "Every fish."])
def test_hostile_values_stay_values(site: Site, source: str, attack: Attack) -> None:
    judgement = site.judge({source: attack.value})
    staged = site.staged(judgement)
    assert staged.endswith(_body(site.staged(Judgement(judgement.published, ()))))
    matter = staged[4 : staged.index("\n---\n")]
    values = yaml.safe_load(matter)
    assert values.keys() == {"title", "description"}
    for value in values.values():
        assert isinstance(value, str)
        assert value.strip()
        assert not re.search('[<>"\x00-\x1f\x7f-\x9f\u2028-\u202e]|&lt;|{[{%]', value)
    assert_harmless(site, judgement)


@pytest.mark.parametrize(
    "text",
    [
        *(one.nav or one.site or one.value or one.text for one in attacks()),
        "x\ny",
    ],
    ids=range(len(attacks()) + 1),
)
def test_hostile_titles_hold_no_markup(text: str) -> None:
    for kind in (Kind.NAV, Kind.SITE):
        if refuse_text("Title", text, kind=kind, locale=parse_locale("nb")) is None:
            assert not re.search('[<>"\r\n\x00-\x08\u202e\u2028]|&lt;|{[{%]', text)


def test_there_are_attacks_of_every_sort() -> None:
    found = attacks()
    assert len(found) >= 300
    assert sum(one.is_split for one in found) >= 60
    assert sum(bool(one.value or one.nav or one.site) for one in found) >= 40
    assert sum(one.hidden == HARMLESS_ALONE for one in found) >= 20
    assert len({one.name for one in found}) == len(found)


def test_flow_mapping_of_front_matter_gains_no_key(
    configs: dict[str, dict[str, object]],
) -> None:
    text = "---\n{title: Fish, description: Boats}\n---\n# A heading\n"
    site = Site(configs, text)
    for attack in ("x, template", "x}", "x]", "x: y", "[x"):
        judgement = site.judge({"Fish": attack, "Boats": attack})
        values = yaml.safe_load(site.staged(judgement).split("---")[1])
        assert values.keys() == {"title", "description"}


@pytest.mark.parametrize(
    "attack", [one for one in attacks() if one.kind == "oversized"], ids=str
)
def test_oversized_text_is_refused_at_once(site: Site, attack: Attack) -> None:
    start = time.perf_counter()
    judgement = site.judge({A: attack.text, "Fish": attack.text})
    assert time.perf_counter() - start < 2
    assert len(judgement.refusals) == 2
