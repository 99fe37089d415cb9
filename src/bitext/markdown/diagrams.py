"""Labels of Mermaid diagrams: what of a diagram's lines a reader reads.

Source: the syntax reference of Mermaid 11. What is not surely a label is none: names
of nodes, styles and links stay as they are.
"""

import re
from collections.abc import Iterator, Sequence

from bitext.markdown.article import Span

__all__ = ["labels"]

_COMMENT = re.compile(r"\s*%%")
# Text of a label without quotes; a line break in it is a tag.
_TEXT = r"((?:[^\"\[\](){}|<>;`\n]|<br\s*/?>)+?)"
_QUOTED = re.compile(r'"([^"`]+)"')
_FLOW = (
    # Shapes open with up to three signs, right behind the name of a node.
    re.compile(
        rf"[\w-](?:\(\(\(|\(\(|\(\[|\[\[|\[\(|\[[/\\]|\[|\(|\{{\{{|\{{|>)\s*{_TEXT}\s*"
        rf"(?:[/\\]?\]|\)|\}})"
    ),
    re.compile(rf"(?:-->|---|-\.->|-\.-|==>|===|--[xo])\|\s*{_TEXT}\s*\|"),
    re.compile(rf"\s--\s+{_TEXT}\s+--+[->xo]"),
    re.compile(rf"\s-\.\s+{_TEXT}\s+\.-+>?"),
    re.compile(rf"\s==\s+{_TEXT}\s+==+[=>]"),
)
_FLOW_OTHER = re.compile(
    r"\s*(?:click|style|classDef|class|linkStyle|direction|end|accTitle|accDescr)\b"
)
_SEQUENCE = (
    re.compile(r"\s*[^:\n]+?--?(?:>>|>|x|\))[+-]?\s*[^:\n]+?:\s*([^;#]+?)\s*$"),
    re.compile(r"\s*(?:create\s+)?(?:participant|actor)\s+\S+\s+as\s+([^;#]+?)\s*$"),
    re.compile(r"\s*[Nn]ote\s+(?:left of|right of|over)\s+[^:]+:\s*([^;#]+?)\s*$"),
    re.compile(
        r"\s*(?:loop|alt|else|opt|par|and|critical|option|break)\s+([^;#]+?)\s*$"
    ),
    re.compile(r"\s*title:?\s+([^;#]+?)\s*$"),
)
_STATE = (
    re.compile(r"\s*(?:[\w\]]+|\[\*\])\s*-->\s*(?:\w+|\[\*\])\s*:\s*([^;#]+?)\s*$"),
    re.compile(r"\s*note\s+(?:left|right)\s+of\s+\w+\s*:\s*([^;#]+?)\s*$"),
)
_CLASS = (re.compile(r"\s*\w+\s+\S*(?:--|\.\.)\S*\s+\w+\s*:\s*([^;#<>{}\"]+?)\s*$"),)
_TITLED = (
    re.compile(r"\s*(?:pie\s+(?:showData\s+)?)?(?:title|section)\s+([^;#:]+?)\s*$"),
)
_TASKS = (
    *_TITLED,
    re.compile(
        r"\s*(?!(?:title|section|excludes|includes)\b)"
        r"(?![a-z]+[A-Z])([^;#:]*?[^;#:\s])\s*:[^:]"
    ),
)
_RULES: dict[str, tuple[re.Pattern[str], ...]] = {
    "graph": _FLOW,
    "flowchart": _FLOW,
    "sequenceDiagram": _SEQUENCE,
    "stateDiagram": _STATE,
    "stateDiagram-v2": _STATE,
    "classDiagram": _CLASS,
    "erDiagram": (),
    "pie": _TITLED,
    "gantt": _TASKS,
    "journey": _TASKS,
}
_LETTER = re.compile(r"[^\W\d_]")


def labels(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Where the labels of a diagram stand that ``text`` has at ``lines``, in order."""
    name = ""
    for start, end in lines:
        line = text[start:end]
        if _COMMENT.match(line):
            continue
        if not name:
            name = (line.split() or [""])[0].rstrip(";")
        if name not in _RULES:
            return
        rules = _RULES[name]
        if rules is _FLOW and _FLOW_OTHER.match(line):
            continue
        found = {
            match.span(1)
            for rule in (*rules, _QUOTED)
            for match in rule.finditer(line)
            if _LETTER.search(match[1])
        }
        last = 0
        for first, until in sorted(found):
            if first >= last:
                yield start + first, start + until
                last = until
