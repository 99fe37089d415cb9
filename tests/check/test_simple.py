"""What is told fast of the usual texts is what the tokenizer tells of them."""

from hypothesis import example, given
from hypothesis import strategies as st

from bitext.check.rendered import rendered
from bitext.check.simple import simple
from bitext.markdown.inline import Inline

PIECES = """
** * ` [ ] ( ) ]( _ & &amp; x&y ! ： . , \\ ~ = == ^ $ { } <b> @ a@b.c : :: :x: ++
' " 日本 、 [a](b) **b** `c` < > _i_ a_b [^1]
![i](j) [a b](c "t") [*a*](b) # - | http://a.b www.a.b
""".split()
texts = st.lists(st.sampled_from([*PIECES, " ", "\n", "  \n", "a ", "\u00a0"])).map(
    "".join
)


def agrees(text: str) -> bool:
    """Whether a text is told alike; True where the shape is no usual one."""
    told, full = simple(text), Inline(text)
    return told is None or (
        told == (rendered(full), full.prose, full.destinations, full.code)
        and not full.literal_markers
    )


@given(texts)
@example("[][a](b)")
@example("[[a](b)：][a](b)")
@example("``a` b`")
@example("**Go to [a](b)**.")
def test_texts_are_told_as_the_tokenizer_tells_them(text: str) -> None:
    assert agrees(text)


def test_usual_texts_are_told() -> None:
    for text in (
        "Bail the boat.",
        "Open **File** > [New & old](new.md?a=1&b=2), then `row --fast` (**A**).",
        "メニューの**保存**をクリックします。",
        "An identifier_of_ours, [in brackets].",
    ):
        assert simple(text)
        assert agrees(text)


def test_other_texts_are_left_to_the_tokenizer() -> None:
    for text in ("**a", "a_ b_", "![a](b)", "<b>", "&amp;", "www.a.no", "[a][b]"):
        assert simple(text) is None
