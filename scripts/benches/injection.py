"""Faults put into good translations, one kind at a time, by rule and by chance."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from bitext.check.writing import attaches_prefixes, parts_words
from bitext.locales import Locale
from bitext.markdown.inline import Inline, Token, TokenKind

__all__ = ["FAULTS", "Case", "Fault"]


@dataclass(frozen=True, slots=True)
class Case:
    """A message, and chance."""

    source: str
    target: str
    locale: Locale
    chance: Random


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault."""

    put: Callable[[Case], tuple[str, str] | None]
    """Source and damaged translation; None for a message it cannot be put into."""
    rules: frozenset[str]
    """Any of these says what is wrong."""
    least: float | None = 0.99
    """The share that must be found; None where figures are only printed."""


_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_SIX = 6
_FEWEST_LOWER = 4
_LONG = 60
_SHORT_WORD = 3


def _tokens(text: str, kind: TokenKind) -> list[Token]:
    return [token for token in Inline(text).all_tokens if token.kind is kind]


def _with(case: Case, construct: str) -> tuple[str, str]:
    """Both sides with ``construct`` behind."""
    return f"{case.source} {construct}", f"{case.target} {construct}"


def _one(case: Case, kind: TokenKind, construct: str) -> tuple[str, str, Token]:
    """A message with a token of ``kind``: its own, or else ``construct``."""
    source, target = case.source, case.target
    own = _tokens(target, kind)
    if not own or not _tokens(source, kind):
        source, target = _with(case, construct)
        return source, target, _tokens(target, kind)[-1]
    return source, target, case.chance.choice(own)


def _put(text: str, token: Token, new: str) -> str:
    return text[: token.start] + new + text[token.end :]


# -- links, images and code ------------------------------------------------------


def _link_dropped(case: Case) -> tuple[str, str]:
    source, target, token = _one(case, TokenKind.LINK, "[a](https://a.example/b)")
    return source, _put(target, token, _label(target, token))


def _link_added(case: Case) -> tuple[str, str]:
    return case.source, f"{case.target} [a](https://a.example/added)"


def _link_changed(case: Case) -> tuple[str, str] | None:
    source, target, token = _one(case, TokenKind.LINK, "[a](https://a.example/b)")
    destination = token.destination or ""
    written = target[token.start : token.end]
    if len(destination) < _SHORT_WORD or f"({destination})" not in written:
        return None
    changed = destination[:-1] + ("x" if destination[-1] != "x" else "y")
    new = written.replace(f"({destination})", f"({changed})")
    return source, _put(target, token, new)


def _image(case: Case, new: str) -> tuple[str, str]:
    source, target, token = _one(case, TokenKind.IMAGE, "![a](a/b.png)")
    return source, _put(target, token, new).rstrip()


def _image_added(case: Case) -> tuple[str, str]:
    return case.source, f"{case.target} ![a](a/added.png)"


def _code_dropped(case: Case) -> tuple[str, str]:
    source, target, token = _one(case, TokenKind.CODE, "`row --fast`")
    return source, _put(target, token, token.content)


def _code_added(case: Case) -> tuple[str, str]:
    return case.source, f"{case.target} `added`"


def _code_changed(case: Case) -> tuple[str, str]:
    source, target, token = _one(case, TokenKind.CODE, "`row --fast`")
    content = token.content
    place = case.chance.randrange(len(content))
    new = content[:place] + "x" + content[place:]
    return source, _put(target, token, f"`{new}`")


# -- numbers, placeholders and HTML ----------------------------------------------


def _number_changed(case: Case) -> tuple[str, str]:
    source, target = case.source, case.target
    numbers = _numbers(target)
    if not numbers or not _numbers(source):
        source, target = _with(case, "(4711)")
        numbers = _numbers(target)
    found = case.chance.choice(numbers)
    changed = str(int(found[0]) + case.chance.randrange(1, 8))
    return source, target[: found.start()] + changed + target[found.end() :]


def _numbers(text: str) -> list[re.Match[str]]:
    """Numbers in prose, none within a link's address, code or a word."""
    spans = [
        (token.start, token.end)
        for token in Inline(text).tokens
        if token.kind is TokenKind.TEXT
    ]
    return [
        found
        for start, end in spans
        for found in _NUMBER.finditer(text, start, end)
        if not re.match(r"[\w.,:/-]", text[found.end() : found.end() + 1] or " ")
        and not re.match(r"[\w.,:/-]", text[found.start() - 1 : found.start()] or " ")
    ]


def _placeholder_changed(case: Case) -> tuple[str, str]:
    old, new = case.chance.choice(
        (("{name}", "{navn}"), ("%s", "% s"), ("<tenant>", "<leier>"), ("$home", ""))
    )
    source, target = _with(case, old)
    return source, target.removesuffix(old) + new


def _html_changed(case: Case) -> tuple[str, str]:
    old, new = case.chance.choice(
        (
            ("<kbd>F1</kbd>", "<kbd>F1"),
            ("<kbd>F1</kbd>", "F1"),
            ("<kbd>F1</kbd>", "<b>F1</b>"),
            ('<a href="a.html">a</a>', '<a href="b.html">a</a>'),
            ('<span class="a">a</span>', "<span>a</span>"),
        )
    )
    source, target = _with(case, old)
    return source, target.removesuffix(old) + new


# -- emphasis and spacing --------------------------------------------------------


def _emphasis_broken(case: Case) -> tuple[str, str] | None:
    source, target = case.source, case.target
    if not Inline(target).emphasis or not Inline(source).emphasis:
        source, target = _with(case, "**Pay**")
    run = case.chance.choice(Inline(target).emphasis)
    inner = target[run.start : run.end]
    mark = "**" if run.tag == "strong" else "*"
    before, after = target[: run.start - len(mark)], target[run.end + len(mark) :]
    if not target[: run.start].endswith(mark) or inner[:1] in "*_ ":
        return None
    escaped = "".join(f"\\{sign}" for sign in mark)
    new = case.chance.choice(
        (
            f"{mark} {inner} {mark}",
            f"{escaped}{inner}{escaped}",
            f"{mark}{inner}",
            f"{inner}{mark}",
        )
    )
    return source, before + new + after


def _glued(case: Case) -> tuple[str, str] | None:
    if not parts_words(case.locale):
        return None
    places = []
    for found in re.finditer(
        r"(\w+) (?=\*\*\w|\[\w)|(?<=\w\*\*)( )(?=\w)", case.target
    ):
        is_before = found[1] is not None
        # A short word may be a prefix.
        if is_before and attaches_prefixes(case.locale):
            if len(found[1]) > _SHORT_WORD:
                places.append(found.end() - 1)
        else:
            places.append(found.end() - 1)
    inside = [(run.start, run.end) for run in Inline(case.target).emphasis] + [
        token.label or (0, 0) for token in _tokens(case.target, TokenKind.LINK)
    ]
    places = [
        place
        for place in places
        if not any(start < place < end for start, end in inside)
    ]
    if not places:
        return None
    place = case.chance.choice(places)
    return case.source, case.target[:place] + case.target[place + 1 :]


# -- text ------------------------------------------------------------------------


def _mojibake(case: Case) -> tuple[str, str] | None:
    damaged = "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)
        for byte in case.target.encode()
    )
    return None if damaged == case.target else (case.source, damaged)


def _left(case: Case) -> tuple[str, str] | None:
    words = Inline(case.source).prose.split()
    lower = sum(word.islower() for word in words)
    is_sentence = case.source.rstrip()[-1:] in ".?!"
    if len(words) < _SIX or lower < _FEWEST_LOWER or not is_sentence:
        return None
    return case.source, case.source


def _six_left(case: Case) -> tuple[str, str] | None:
    """Six words of the source within the translation."""
    prose = [
        case.source[token.start : token.end]
        for token in Inline(case.source).tokens
        if token.kind is TokenKind.TEXT
    ]
    runs = [
        words[start : start + _SIX]
        for words in (text.split() for text in prose)
        for start in range(len(words) - _SIX + 1)
    ]
    runs = [
        run
        for run in runs
        if sum(word.islower() for word in run) >= _FEWEST_LOWER
        and all(_WORD.fullmatch(word.strip(".,;:!?")) for word in run)
    ]
    blanks = [
        found.start()
        for token in Inline(case.target).tokens
        if token.kind is TokenKind.TEXT
        for found in re.finditer(" |(?<=[、。])", case.target[: token.end])
        if found.start() > token.start
    ]
    if not runs or not blanks:
        return None
    place = case.chance.choice(blanks)
    left = " ".join(case.chance.choice(runs))
    return case.source, f"{case.target[:place]} {left} {case.target[place:].lstrip()}"


def _loop(case: Case) -> tuple[str, str] | None:
    words = [
        found
        for token in Inline(case.target).tokens
        if token.kind is TokenKind.TEXT
        for found in _WORD.finditer(case.target, token.start, token.end)
        if len(found[0]) > _SHORT_WORD
    ]
    if not words:
        return None
    found = case.chance.choice(words)
    word, end = found[0], found.end()
    glue = " " if parts_words(case.locale) else ""
    added = case.chance.choice(((glue + word) * 4, word[:2] * 8, f"-{word}" * 4))
    return case.source, case.target[:end] + added + case.target[end:]


def _cut(case: Case, share: float) -> tuple[str, str] | None:
    """The translation up to a share of its letters, no markup left open."""
    if len(Inline(case.target).text) < _LONG:
        return None
    tokens = Inline(case.target).tokens
    limit = int(len(case.target) * share)
    kept = ""
    for token in tokens:
        if token.partner >= 0:
            continue
        piece = case.target[token.start : token.end]
        if token.kind is TokenKind.TEXT and token.end > limit:
            piece = piece[: max(0, limit - token.start)]
        elif token.end > limit:
            break
        kept += piece
    return (case.source, kept.strip()) if kept.strip() else None


def _swapped(case: Case) -> tuple[str, str] | None:
    """Destinations of two links exchanged, one of which keeps its text."""
    links = [
        token
        for token in _tokens(case.target, TokenKind.LINK)
        if token.destination
        and token.label
        and case.target[token.label[1] : token.end] == f"]({token.destination})"
    ]
    known = {link.text for link in Inline(case.source).links}
    texts = [case.target[slice(*(token.label or (0, 0)))] for token in links]
    kept = [index for index, text in enumerate(texts) if text in known]
    others = [
        index
        for index, token in enumerate(links)
        if kept and index != kept[0] and token.destination != links[kept[0]].destination
    ]
    if not kept or not others:
        return None
    first, second = sorted((links[kept[0]], links[others[0]]))
    target = case.target
    target = _put(target, second, _leading(target, second, first.destination))
    return case.source, _put(target, first, _leading(target, first, second.destination))


def _leading(text: str, token: Token, destination: str | None) -> str:
    return f"[{_label(text, token)}]({destination})"


def _label(text: str, link: Token) -> str:
    return text[slice(*(link.label or (0, 0)))]


def _rules(*ids: str) -> frozenset[str]:
    return frozenset(ids)


def _faults() -> Iterator[tuple[str, Fault]]:
    for name, put, rule in (
        ("link dropped", _link_dropped, "link-missing"),
        ("link added", _link_added, "link-extra"),
        ("link changed", _link_changed, "link-target-changed"),
        ("image dropped", lambda case: _image(case, ""), "image-missing"),
        ("image added", _image_added, "image-changed"),
        ("image changed", lambda case: _image(case, "![a](a/c.png)"), "image-changed"),
        ("code dropped", _code_dropped, "code-missing"),
        ("code added", _code_added, "code-extra"),
        ("code changed", _code_changed, "code-changed"),
        ("number changed", _number_changed, "number-mismatch"),
        ("placeholder changed", _placeholder_changed, "placeholder-mismatch"),
        ("emphasis broken", _emphasis_broken, "emphasis-broken"),
        ("mojibake", _mojibake, "bad-chars"),
        ("sentence left English", _left, "untranslated"),
        ("six words left English", _six_left, "partly-untranslated"),
        ("loop", _loop, "repeated-text"),
    ):
        yield name, Fault(put, _rules(rule))
    yield (
        "HTML changed",
        Fault(_html_changed, _rules("html-tag-mismatch", "html-attr-changed")),
    )
    yield (
        "markup glued",
        Fault(_glued, _rules("markup-spacing", "emphasis-broken", "punct-space-after")),
    )
    yield "destinations swapped", Fault(_swapped, _rules("link-target-changed"), 0.60)
    yield (
        "cut to half or less",
        Fault(lambda case: _cut(case, case.chance.uniform(0.2, 0.5)), _CUT, 0.80),
    )
    for share in (50, 65, 80, 90):
        yield f"cut to {share} %", Fault(_cut_to(share / 100), _CUT, None)


def _cut_to(share: float) -> Callable[[Case], tuple[str, str] | None]:
    return lambda case: _cut(case, share)


_CUT = _rules("length-ratio")

FAULTS: Mapping[str, Fault] = dict(_faults())
"""All kinds, by name."""
