"""Documents at random: every construct of the dialect, nested, and pages cut up."""

from collections.abc import Sequence
from random import Random

__all__ = ["document", "mutated"]

_DEEPEST = 3
_LINE_ENDS = ("\n", "\r\n", "\r")
_BLANKS = (" ", " ", " ", "  ", "\t", "\u00a0", "\u3000", "\u200b", " \u2009")
_WORDS = (
    "harbour tide Boats fog. Sail! See 3. U.S. z.B. e.g. etc. λιμάνι; Гавань… "
    "灯台 入港する。 「はい。」と ميناء السفينة؟ नाव। ท่าเรือ a\u0301e\u0308. ﬁn. "
    "👩\u200d🚀 𐍈𐌰𐌹. 𠀋𠂉 \U0001f6a2 *[]( )_ ``a`` &amp; &#46; <b> </i> \\* {x} "
    "++ctrl+c++ :ship: $x$ ~~ == ^^"
).split()
_MARKERS = ("*", "**", "_", "__", "`", "~~", "==", "^^", "***", "``")
_TARGETS = ("a.md", "a_b.md#c", "<a b.md>", 'a.md "T. it"', "(x)", "https://e.org/?a=b")
_HEADS = ("!!! note", '!!! tip "On. Deck"', "??? info", '???+ x "Y"', '=== "Tab. One"')
_FENCES = ("```", "~~~", "``` python", '```{.py title="T"}', "````")
_TAGS = ("div", "p", "section", "table", "details", "span", 'div markdown="1"', "pre")
_LINES = (
    "---",
    "***",
    "[TOC]",
    "<!-- note -->",
    "<!-- bitext: join -->",
    "<!-- bitext: cut -->",
    "<!-- i18n:skip -->",
    "<!-- translate:off -->",
    "[ref]: a.md 'A title. Here'",
    "*[AB]: All boats",
    "--8<-- 'absent.md'",
    "{{ macro }}",
    "{% raw %}",
    "{: .class }",
    "![Alt. text](a.png){ .x }",
    "\\",
    "<br>",
    "|",
    ":",
    ">",
    "-",
    "#",
    "=====",
    "$$",
    "\x0c",
    "\u2028",
)
_FRONT = (
    "title: The harbour. At night",
    "description: >\n  Boats. Fog.",
    "title: 'It''s'",
    'title: "A\\nb"',
    "title: {a: b",
    "tags: [a, b]",
    "description: &x y",
    "title: *x",
    "date: 2024-99-99",
    "title: 入港。",
)
_PLANES = ((0x20, 0x2FF), (0x300, 0xD7FF), (0xE000, 0xFDCF), (0x10000, 0x10FFFF))


def document(random: Random) -> str:
    """A document: front matter perhaps, blocks in blocks, line ends of any kind."""
    lines = _front(random) + _blocks(random, depth=0)
    kinds = _LINE_ENDS if random.random() < 0.2 else (random.choice(_LINE_ENDS[:2]),)
    text = "".join(line + random.choice(kinds) for line in lines)
    text = "\ufeff" + text if random.random() < 0.05 else text
    return text.rstrip("\r\n") if random.random() < 0.3 else text


def mutated(random: Random, pages: Sequence[str]) -> str:
    """A part of a page with lines lost, doubled, moved, and mixed with another's."""
    lines = _part(random, random.choice(pages))
    for _ in range(random.randint(1, 6)):
        at, to = sorted(random.randint(0, len(lines)) for _ in range(2))
        match random.randint(0, 6):
            case 0:
                del lines[at:to]
            case 1:
                lines[at:at] = lines[at:to][:20]
            case 2:
                others = _part(random, random.choice(pages))
                mixed = zip(lines[at:to], others, strict=False)
                lines[at:to] = [line for pair in mixed for line in pair]
            case 3 if at < len(lines):
                cut = random.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut]
            case 4 if at < len(lines):
                lines[at] = " " * random.randint(1, 9) + lines[at]
            case 5 if at < len(lines):
                cut = random.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + _inline(random, 2) + lines[at][cut:]
            case _:
                lines[at:to] = reversed(lines[at:to])
    return "".join(lines)


def _part(random: Random, page: str) -> list[str]:
    lines = page.splitlines(keepends=True)
    start = random.randint(0, max(0, len(lines) - 10)) if random.random() < 0.7 else 0
    return lines[start : start + random.randint(1, 40)]


def _front(random: Random) -> list[str]:
    form = random.random()
    if form > 0.2:
        return []
    values = random.sample(_FRONT, random.randint(1, 3))
    fence = ["---"] if form < 0.15 else []
    return [*fence, *values, *fence, ""]


def _blocks(random: Random, *, depth: int) -> list[str]:
    lines: list[str] = []
    for _ in range(random.randint(1, 3 if depth else 4)):
        lines += random.choice(_MAKERS)(random, depth + 1)
        if random.random() < 0.85:
            lines.append(random.choice(("", "", "", " ", "\t")))
    return lines


def _inner(random: Random, depth: int) -> list[str]:
    return _blocks(random, depth=depth) if depth < _DEEPEST else _paragraph(random, 0)


def _indented(random: Random, lines: Sequence[str], *, first: str = "") -> list[str]:
    indent = random.choice(("    ", "    ", "    ", "\t", "  ", "   "))
    shifted = [indent + line if line else line for line in lines]
    if first and lines:
        shifted[0] = first + lines[0]
    return shifted


def _paragraph(random: Random, _: int) -> list[str]:
    breaks = ("", "", "", "", "  ", "\\", " ", "<br>")
    return [
        _inline(random, random.randint(1, 9)) + random.choice(breaks)
        for _ in range(random.randint(1, 3))
    ]


def _heading(random: Random, _: int) -> list[str]:
    text = _inline(random, 3)
    if random.random() < 0.3:
        return [text, random.choice("=-") * random.randint(1, 5)]
    tail = random.choice(("", "", " #", " { #id .x }"))
    return ["#" * random.randint(1, 6) + random.choice((" ", "", "\t")) + text + tail]


def _list(random: Random, depth: int) -> list[str]:
    marker = random.choice(("- ", "* ", "1. ", "+   ", "a. ", "- [x] ", "10) "))
    lines: list[str] = []
    for _ in range(random.randint(1, 3)):
        lines += _indented(random, _inner(random, depth), first=marker)
    return lines


def _quote(random: Random, depth: int) -> list[str]:
    prefix = random.choice(("> ", ">", "> > ", "> [!NOTE] "))
    return [prefix + line for line in _inner(random, depth)]


def _container(random: Random, depth: int) -> list[str]:
    return [random.choice(_HEADS), "", *_indented(random, _inner(random, depth))]


def _slashes(random: Random, depth: int) -> list[str]:
    head = random.choice(("/// note | A. Title", "/// details", "/// tab | T", "/// x"))
    return [head, "    open: True", "", *_inner(random, depth), "///"]


def _fence(random: Random, _: int) -> list[str]:
    fence = random.choice(_FENCES)
    close = fence[:3] if random.random() < 0.9 else ""
    return [fence, *_paragraph(random, 0), close]


def _table(random: Random, _: int) -> list[str]:
    columns = random.randint(1, 3)
    rows = [
        " | ".join(_inline(random, 2) for _ in range(columns))
        for _ in range(random.randint(1, 3))
    ]
    rows[1:1] = ["|".join([random.choice(("---", ":-:", " -- "))] * columns)]
    return [f"| {row} |" if random.random() < 0.8 else row for row in rows]


def _html(random: Random, depth: int) -> list[str]:
    tag = random.choice(_TAGS)
    close = f"</{tag.split()[0]}>" if random.random() < 0.9 else ""
    return [f"<{tag}>", *_inner(random, depth), close]


def _definition(random: Random, depth: int) -> list[str]:
    term = _inline(random, 2)
    return [term, *_indented(random, _inner(random, depth), first=":   ")]


def _footnote(random: Random, depth: int) -> list[str]:
    name = random.choice("1ab")
    body = _indented(random, _inner(random, depth), first=f"[^{name}]: ")
    return [f"{_inline(random, 2)}[^{name}]", "", *body]


def _line(random: Random, _: int) -> list[str]:
    return [random.choice(_LINES)]


_MAKERS = (
    _paragraph,
    _paragraph,
    _paragraph,
    _heading,
    _list,
    _list,
    _quote,
    _container,
    _slashes,
    _fence,
    _table,
    _html,
    _definition,
    _footnote,
    _line,
)


def _inline(random: Random, words: int) -> str:
    return "".join(
        _piece(random, words) + random.choice(_BLANKS) for _ in range(words)
    ).rstrip("\r\n")


def _piece(random: Random, room: int) -> str:
    form = random.randint(0, 19)
    if form < 13 or room < 2:
        return random.choice(_WORDS)
    if form < 15:
        marker = random.choice(_MARKERS)
        return marker + _inline(random, room // 2).strip() + marker
    if form < 17:
        bang = random.choice(("", "", "!"))
        return f"{bang}[{_inline(random, room // 2)}]({random.choice(_TARGETS)})"
    if form == 17:
        return random.choice(("{++a++}", "{~~a~>b~~}", "[a][ref]", "[^1]", "<x@y.z>"))
    return "".join(
        chr(random.randint(*random.choice(_PLANES)))
        for _ in range(random.randint(1, 4))
    )
