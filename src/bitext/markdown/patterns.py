"""The renderer's inline patterns, rewritten so that each takes linear time.

Source: ``markdown.inlinepatterns`` of Python-Markdown 3.11 and the extensions of
pymdown-extensions 13 that Material for MkDocs recommends.
"""

import re

from bitext.markdown.flanking import CLOSE, OPEN

__all__ = [
    "ATTRIBUTES",
    "AUTOLINK",
    "AUTOMAIL",
    "EMOJI",
    "ENTITY",
    "ESCAPE",
    "FOOTNOTE",
    "HARD_BREAK",
    "HTML",
    "KEYS",
    "LAST_ATTRIBUTES",
    "MACRO",
    "MAIL",
    "MATH",
    "NO_PLACEHOLDER",
    "OPENERS",
    "PLACEHOLDER",
    "PROGRESS",
    "PROSE",
    "SECOND_LABEL",
    "may_be_in_words",
    "may_be_markup",
]

_SPECIAL = re.compile(r"[`\\$*_~^=\[<&{@\x02\x03]")
_NAMED = re.compile(r":(?:[-+\w]+:|//)")
PLACEHOLDER = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
NO_PLACEHOLDER = str.maketrans({OPEN: "\ufffd", CLOSE: "\ufffd"})

# Characters a backslash escapes: Python-Markdown's own and those that tables,
# arithmatex, caret, emoji, magiclink, mark and tilde add.
_ESCAPED = "\\\\`*_{}\\[\\]()>#+\\-.!|$^ :@=~"
ESCAPE = re.compile(rf"\\([{_ESCAPED}])|\\.", re.DOTALL)
HARD_BREAK = re.compile(r"(?<! )(?<!(?<!\\)\\) {2,}\n|\\\n")
MACRO = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}", re.DOTALL)
MATH = re.compile(
    r"""
    \$\$[^$\x02\x03]+\$\$
  | (?<![\\$\w])\$(?![\s$])(?:\\.|[^\\$\x02\x03])+?(?<!\s)\$(?![\w$])
  | (?<!\\)\\\((?:[^\\\x02\x03]|\\[^()])+\\\)
  | (?<!\\)\\\[(?:[^\\\x02\x03]|\\[^\[\]])+\\\]
    """,
    re.VERBOSE | re.DOTALL,
)
# Brackets escaped for no reason are commoner than mathematics in words.
PROSE = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
KEYS = re.compile(
    r"""
    (?<!\\)\+\+((?:[\w-]+|"(?:\\.|[^\\"])+"|'(?:\\.|[^\\'])+')
    (?:\+(?:[\w-]+|"(?:\\.|[^\\"])+"|'(?:\\.|[^\\'])+'))*)\+\+
    """,
    re.VERBOSE,
)
FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
OPENERS = {False: re.compile(r"(?<!!)\["), True: re.compile(r"!\[")}
SECOND_LABEL = re.compile(r"(\s?)\[([^\]]*)\]")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
AUTOMAIL = re.compile(r"<([^<> !]+@[^@<> ]+)>")
HTML = re.compile(
    r"""
    <(?:
      /?+[a-zA-Z][^\s"'<>@]*+
      (?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+\s*+/?
    | !--(?:(?!<!--|-->).)*--
    | [?](?:(?!<[?]|[?]>).)*[?]
    | !\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]
    )>
    """,
    re.VERBOSE | re.DOTALL,
)
MAIL = re.compile(
    r"""
    (?<![-/+@a-z\d_])(?<![-+a-z\d_]\.)(?:[-+a-z\d_](?:[-a-z\d_+]|\.(?!\.))*)
    (?<!\.)@(?:[-a-z\d_]+\.)(?:(?:[-a-z\d_]|(?<!\.)\.(?!\.))*)[a-z]\b(?![-@])
    """,
    re.VERBOSE | re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")
EMOJI = re.compile(r"(?<![^\W_]):(?=[-+\d]*[^\W\d])[-+\w]+:(?![^\W_])")
PROGRESS = re.compile(r"\[=+[^\[\]\n]*\]")
_ATTRIBUTE = r"""(?:[.#][^\s{}]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+)"""
ATTRIBUTES = re.compile(
    rf"\{{:?[ ]*{_ATTRIBUTE}|[\w-]+)(?:[ ]+{_ATTRIBUTE}|[\w-]+))*[ ]*\}}"
)
LAST_ATTRIBUTES = re.compile(
    rf"(?:(?<![ ])[ ]+|\n[ ]*)"
    rf"(\{{:?[ ]*{_ATTRIBUTE})(?:[ ]+{_ATTRIBUTE}|[\w-]+))*[ ]*\}})[ ]*\Z"
)


def may_be_markup(text: str) -> bool:
    """False for text that is certain to be nothing else."""
    # A set alone is searched for in a tenth of the time of alternatives.
    return _SPECIAL.search(text) is not None or "  \n" in text or may_be_in_words(text)


def may_be_in_words(text: str) -> bool:
    """Whether there may be addresses, keys or names between colons."""
    return (
        (":" in text and _NAMED.search(text) is not None)
        or "++" in text
        or "www." in text.lower()
    )
