"""Patterns that are not looked for would not have been found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.util import AtomicString

from benches.extensions import ALL_EXTENSIONS, CONFIGS
from bitext.markdown.quick_inline import hasten, needed_signs

PATTERNS = {
    r"\[x": "[",
    r"(?:a|\*)b\_": "_",
    r"  \n": "\n",
    r"(?i)<k{2}": "<",
    r"(?>[<>])+y?": "<>",
    r"(?:\$|€|[&@])": "$€&@",
    r"(\^{2,}|~+?)z*": "^~",
    r"#(?P<n>[0-9])?(?(n)!|\?)": "#",
    r"(?<=\*)a": "a",
}
UNKNOWN = [r"\*?", r"\w+", r"[^*]", r"a|", r"(?i)kelvin", r".", r"(?=\*)", r"(?!\*)x?"]


@pytest.mark.parametrize(("pattern", "signs"), PATTERNS.items())
def test_signs_a_match_must_have_are_read_off_its_pattern(
    pattern: str, signs: str
) -> None:
    assert needed_signs(re.compile(pattern)) == frozenset(signs)


@pytest.mark.parametrize("pattern", UNKNOWN)
def test_pattern_that_may_match_without_a_sign_is_always_looked_for(
    pattern: str,
) -> None:
    assert needed_signs(re.compile(pattern)) is None


@given(st.data())
def test_no_text_without_the_signs_matches(data: st.DataObject) -> None:
    pattern = re.compile(data.draw(st.sampled_from([*PATTERNS, *UNKNOWN])))
    text = data.draw(st.from_regex(pattern))
    signs = needed_signs(pattern)
    assert signs is None or not signs.isdisjoint(text)


def new(*extensions: str) -> Markdown:
    if extensions:
        return Markdown(extensions=extensions)
    return Markdown(extensions=ALL_EXTENSIONS, extension_configs=CONFIGS)


PAGES = [
    "Words alone, and more of them.\n",
    "*Em*, __strong__, `code`, [a *b* `c`](d.md 'e'), ![f](g.png), <b>h</b>, i&nbsp;j.",
    "Line  \nbreak, \\* escape, <https://k.example>, [l][m], [n].\n\n[m]: o\n[n]: p\n",
    "- *a\n- b* _c_\n\n| `d|` | **e** |\n|---|---|\n| f ~~g~~ | ==h== ++ctrl+i++ |\n",
    "A[^1] note, :smile:, $x$, H~2~O^3^, https://q.example, r@s.example.\n\n[^1]: T",
    "klzzwxh:0001 \x02klzzwxh:0000\x03 `u` 0001\n",
]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_rendered_as_python_markdown_does(page: str) -> None:
    plain, quick = new(), new()
    hasten(quick)
    assert quick.convert(page) == plain.convert(page)


class _Late(InlineProcessor):
    """Replaces a sign by text that has signs of other patterns."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802 - its name
        del data
        return "*", m.start(0), m.end(0)


class _Old(Pattern):
    """A pattern of the older kind, which sees the whole text."""

    def handleMatch(self, m: re.Match[str]) -> str:  # noqa: N802 - its name
        return AtomicString(m.group(2).upper())


def test_patterns_of_other_extensions_are_found_however_late_they_come() -> None:
    made = []
    for is_quick in (False, True):
        md = new("extra")
        if is_quick:
            hasten(md)
        md.convert("before %a% and %% it")
        md.inlinePatterns.register(_Late("%%", md), "late", 200)
        md.inlinePatterns.register(_Old("%(.)%", md), "old", 5)
        made.append(md.convert("before %a% and %% it *b%%c*"))
    assert made[0] == made[1]
    assert "A" in made[0]


def test_another_way_of_finding_inline_elements_is_left_alone() -> None:
    md = new("extra")
    kind = type(md.treeprocessors["inline"])
    other = type("Other", (kind,), {})
    md.treeprocessors["inline"].__class__ = other
    hasten(md)
    assert type(md.treeprocessors["inline"]) is other


def test_nothing_is_looked_for_in_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    md = new("extra")
    hasten(md)

    def look(*_: object) -> None:
        pytest.fail("a pattern was looked for")

    inline = md.treeprocessors["inline"]
    monkeypatch.setattr(inline, "_InlineProcessor__applyPattern", look)
    assert md.convert("Words alone.") == "<p>Words alone.</p>"
