"""Where the sentences of a block begin: rules over masked inline Markdown.

The rules are our own and have a number, so that no library's update moves a boundary
and parts a translation from its source. What they know of a language stands in
``sentence_data.toml``.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple

from bitext.markdown.inline import Token, TokenKind, tokenize

__all__ = ["RULES_VERSION", "boundaries", "joiner"]

RULES_VERSION: Final = 2
"""Raised whenever a rule or an abbreviation moves a boundary."""

# What stands for markup in the masked text, character by character.
_GLUE = "\ue000"  # tags and delimiters: nothing to a reader
_OBJECT = "\ue001"  # code, images, addresses: a word without letter case
_JOINT = "\ue002"  # a blank at which nothing may be cut
_OBJECTS = frozenset(
    {
        TokenKind.CODE,
        TokenKind.IMAGE,
        TokenKind.AUTOLINK,
        TokenKind.URL,
        TokenKind.KEYS,
        TokenKind.MATH,
        TokenKind.MACRO,
        TokenKind.EMOJI,
    }
)

# Patterns that begin with a character, and look behind it, are found far faster.
_BLANKS = " \t\r\n"
_BLANK = re.compile(f"[{_BLANKS}]")
_TERMINATORS = ".!?…‼⁇⁈⁉؟۔।॥։።፧"
_CLOSERS = rf"\])}}\"'’”»›“‘*_~{_GLUE}"
_OPENERS = rf"\"'“‘«‹„‚(\[{{<¿¡*_~\\{_GLUE}"
_OPENING = re.compile(f"[{_OPENERS}]*")
_WORD_EDGES = frozenset('([{"“‘«*_<>/' + _GLUE)
_LEAD = f"{_BLANKS}*_{_GLUE}"
_SPACED = re.compile(rf"(?<![^\W_])(?:[^\W\d_]{{1,3}}\.[{_BLANKS}]?)+[^\W\d_]+\Z")
_SHORTEST = len("z.")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 40
_BRACKET = re.compile(r"[\])}）】〉》]")
_ELLIPSIS = re.compile(r"…+|\.{3,}")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LONGEST_ABBREVIATION = 5
_LETTERS = re.compile(r"[^\W\d_]+(?:[.-][^\W\d_]+)*")
_ORDINAL = re.compile(r"\d{1,2}")
# "b. Then ..." in a run of lettered steps.
_STEP = re.compile(rf"[a-z][.)][{_BLANKS}]")
_STEP_LINE = re.compile(rf"\n[ \t]*(?=[b-z][.)][{_BLANKS}])")
# "nuget.org", "jQuery", "my_table": names a sentence may begin with.
_SMALL_NAME = re.compile(r"[^\W\d_]+(?:[._][^\W_]|(?<=[a-z])[A-Z])")
_NO_START = re.compile(r"[/|&+=>–—-](?! )|[.,;:!?)](?![^\W_])")

_CJK_END = re.compile(
    rf"[。！？｡](?<![。！？｡]{{2}})[。！？｡]*+([」』）】〉》”’\"'*_)\]{_GLUE}]*+)\s*+(?=[^{_JOINT}])"
)
_CJK_PAIRS = dict(zip("「『（(【《〈“［[", "」』）)】》〉”］]", strict=True))
_CJK_BRACKET = re.compile(f"[{re.escape(''.join(chain(*_CJK_PAIRS.items())))}]")
# A quotation is the object of what follows it: 「…。」と.
_GOES_ON = re.compile(rf"{_GLUE}*[ぁ-ゖ]")
_CJK = (
    r"\u2e80-\u303f\u3040-\u30ff\u3100-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff"
)
_ENDS_CJK = re.compile(rf"[{_CJK}][*_~\"'”’)\]]*\Z")
_BEGINS_CJK = re.compile(rf"[*_~\"'“‘(\[]*[{_CJK}]")


@dataclass(frozen=True, slots=True)
class _Language:
    """What the rules need to know of a language; the data file says what is what."""

    hint: re.Pattern[str]
    """Matches in every text that ``end`` and its like may match in, markup and all."""
    end: re.Pattern[str]
    never: frozenset[str]
    before_number: frozenset[str]
    before_small: frozenset[str]
    starters: frozenset[str]
    has_ordinals: bool
    is_whole: bool


@cache
def _data() -> dict[str, dict[str, object]]:
    source = resources.files("bitext.markdown").joinpath("sentence_data.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _language(code: str) -> _Language:
    data = _data()
    own = data.get(code, {})

    def words(key: str) -> frozenset[str]:
        lists = (table.get(key) for table in (data["common"], own))
        return frozenset(
            word for found in lists if isinstance(found, list) for word in found
        )

    terminators = f"{_TERMINATORS}{own.get('terminators', '')}"
    return _Language(
        re.compile(rf"[{terminators}。！？｡&)]"),
        re.compile(
            rf"([{terminators}](?<![{terminators}]{{2}})[{terminators}]*+)"
            rf"([{_CLOSERS}]*+)[{_BLANKS}]\s*+(?=\S)"
        ),
        words("never"),
        words("before_number"),
        words("before_small"),
        words("starters"),
        own.get("ordinals") is True,
        own.get("whole") is True,
    )


def boundaries(
    text: str, *, language: str, tokens: Sequence[Token] | None = None
) -> list[int]:
    """Offsets at which a new sentence begins, that of the first left out.

    ``text`` is the inline Markdown of one block, its line ends counting as blanks;
    ``language`` is a primary language subtag; ``tokens`` are those of ``text``, for
    who has them already. A sentence never ends within code, a link, HTML or paired
    emphasis; it always ends at a hard line break outside these.
    """
    rules = _language(language.lower())
    if tokens is None:
        tokens = tokenize(text)
    outside = list(_outside_pairs(tokens))
    places = {token.end for token in outside if _is_hard_break(text, token)}
    if not rules.is_whole and rules.hint.search(text):
        places.update(_cuts(text, tokens, outside, rules))
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return sorted(place for place in places if start < place < end)


def joiner(before: str, after: str, *, spaced: bool) -> str:
    """What to put between two sentences of a block.

    ``spaced`` is False for languages that write no blank between sentences. Even
    there a blank parts two sentences that both show another script at the joint.
    """
    if spaced:
        return " "
    is_tight = _ENDS_CJK.search(before[-_LONGEST_WORD:]) or _BEGINS_CJK.match(after)
    return "" if is_tight else " "


def _outside_pairs(tokens: Sequence[Token]) -> Iterator[Token]:
    """Tokens that no emphasis holds; of the pairs, the opening delimiters."""
    until = -1
    for index, token in enumerate(tokens):
        if index > until:
            yield token
            until = token.partner


def _is_hard_break(text: str, token: Token) -> bool:
    return token.kind is TokenKind.HARD_BREAK or (
        token.kind is TokenKind.HTML
        and text[token.start : token.start + 3].lower() == "<br"
    )


def _cuts(
    text: str, tokens: Sequence[Token], outside: Sequence[Token], rules: _Language
) -> Iterator[int]:
    pairs = [token for token in outside if token.partner >= 0]
    masked = "".join([_mask(text, token) for token in tokens])
    for end in _ends(masked, rules):
        place = _before_openers(text, tokens, end)
        at = bisect_left(tokens, place, key=attrgetter("start")) - 1
        if at >= 0 and tokens[at].kind is TokenKind.LINK and place < tokens[at].end:
            continue
        number = bisect_left(pairs, place, key=attrgetter("start")) - 1
        if number < 0 or place >= tokens[pairs[number].partner].end:
            yield place


def _before_openers(text: str, tokens: Sequence[Token], place: int) -> int:
    """``place``, or where the markup begins that opens right before it."""
    at = bisect_left(tokens, place, key=attrgetter("start")) - 1
    while at >= 0:
        token = tokens[at]
        is_opener = token.partner > at or (
            token.kind is TokenKind.HTML
            and not text.startswith("</", token.start)
            and not _is_hard_break(text, token)
        )
        is_link = token.kind is TokenKind.LINK and token.label
        if not (is_opener or (is_link and token.label and place <= token.label[0])):
            break
        place = token.start
        at -= 1
    return place


def _mask(text: str, token: Token) -> str:
    """A token as a reader's eye takes it, character for character as long."""
    length = token.end - token.start
    if token.kind is TokenKind.TEXT:
        return text[token.start : token.end]
    if token.kind is TokenKind.HARD_BREAK:
        return " " * length
    if token.kind in {TokenKind.ESCAPE, TokenKind.ENTITY}:
        shown = token.content[:1]
        return (_JOINT if shown.isspace() else shown) + _GLUE * (length - 1)
    if token.kind is TokenKind.LINK and token.label:
        start, end = token.label
        label = "".join(_mask(text, child) for child in token.children)
        # Only what ends the whole label may end a sentence.
        sealed = _BLANK.sub(_JOINT, label)
        return _GLUE * (start - token.start) + sealed + _GLUE * (token.end - end)
    return (_OBJECT if token.kind in _OBJECTS else _GLUE) * length


def _ends(text: str, rules: _Language) -> Iterator[int]:
    lead = len(text) - len(text.lstrip(_LEAD))
    for found in rules.end.finditer(text):
        if _is_end(text, found, rules, lead=lead):
            yield found.end()
    yield from _cjk_ends(text)
    for found in _STEP_LINE.finditer(text):
        yield found.end()


def _cjk_ends(text: str) -> Iterator[int]:
    quoted: list[tuple[int, int]] | None = None
    for found in _CJK_END.finditer(text):
        closers, place = found[1].replace(_GLUE, ""), found.end()
        goes_on = closers and _GOES_ON.match(text, place)
        if goes_on or _BRACKET.search(closers):
            continue
        if quoted is None:
            quoted = _quotations(text)
        number = bisect_left(quoted, (place,)) - 1
        if number < 0 or place >= quoted[number][1]:
            yield place


def _quotations(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of CJK brackets: what they hold is part of one sentence."""
    found: list[tuple[int, int]] = []
    open_pairs: list[tuple[str, int]] = []
    for bracket in _CJK_BRACKET.finditer(text):
        if closing := _CJK_PAIRS.get(bracket[0]):
            open_pairs.append((closing, bracket.start()))
        elif open_pairs and open_pairs[-1][0] == bracket[0]:
            start = open_pairs.pop()[1]
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, bracket.end()))
    return found


def _is_end(text: str, found: re.Match[str], rules: _Language, *, lead: int) -> bool:
    terminator, closers = found[1], found[2].replace(_GLUE, "")
    # What stands in brackets belongs to the sentence around it.
    if _BRACKET.search(closers):
        return False
    opening = _OPENING.match(text, found.end())
    at = opening.end() if opening else found.end()
    opened, following = text[found.end() : at], text[at : at + 1]
    if _ELLIPSIS.fullmatch(terminator):
        # Dots within a label, "Group by...", are part of it.
        return following.isupper() and not found[2]
    if _NO_START.match(text, at):
        return False
    stop = _Stop(text, found.start(), _word(text, found.start()), at, lead)
    if terminator == "." and not closers and stop.is_abbreviation(rules):
        return False
    if not following.islower() or _STEP.match(text, at) or _SMALL_NAME.match(text, at):
        return True
    return terminator == "." and not closers and ("(" in opened or stop.is_plain(rules))


def _word(text: str, end: int) -> str:
    """The word, or its last letters, that ends at ``end``."""
    start, furthest = end, max(0, end - _LONGEST_WORD)
    while start > furthest:
        before = text[start - 1]
        if before in _WORD_EDGES or before.isspace():
            break
        start -= 1
    return text[start:end]


class _Stop(NamedTuple):
    """A full stop, the word before it and what follows."""

    text: str
    place: int
    word: str
    following: int
    """Where the next word begins."""
    lead: int
    """Where the text's first word begins."""

    def is_abbreviation(self, rules: _Language) -> bool:
        """Whether the full stop is part of its word, and the sentence goes on."""
        word, following = self.word, self.text[self.following : self.following + 1]
        if self._opens_block():
            return word.isdigit()
        # "VS." is no "vs."
        is_shouted = len(word) > 1 and word.isalpha() and word.isupper()
        small = {word.lower(), self._spaced()}
        return (
            (not is_shouted and not small.isdisjoint(rules.never))
            or (following.isdigit() and not small.isdisjoint(rules.before_number))
            or (not following.isupper() and not small.isdisjoint(rules.before_small))
            or (rules.has_ordinals and bool(_ORDINAL.fullmatch(word)))
            or self._is_first_part(rules)
            or self._is_initial(rules)
        )

    def is_plain(self, rules: _Language) -> bool:
        """Whether no abbreviation looks so: a small letter after it is a slip."""
        if self._opens_block():
            return not self.word.isdigit()
        return len(self.word) > _LONGEST_ABBREVIATION or not (
            _LETTERS.fullmatch(self.word)
            or (rules.has_ordinals and self.word.isdigit())
        )

    def _spaced(self) -> str:
        """The abbreviation the word ends, its blanks left out: "z.b" of "z. B."."""
        start = self.place - len(self.word)
        # A search is slow, and far the most words follow no full stop.
        if start < _SHORTEST or self.text[start - 2] != ".":
            return self.word.lower()
        found = _SPACED.search(self.text, max(0, start - _LONGEST_WORD), self.place)
        return _BLANK.sub("", found[0]).lower() if found else self.word.lower()

    def _is_first_part(self, rules: _Language) -> bool:
        """Whether an abbreviation goes on behind a blank: "z." of "z. B."."""
        following = _NEXT_WORD.match(self.text, self.following)
        if not following or self.text[following.end() : following.end() + 1] != ".":
            return False
        whole = f"{self._spaced()}.{following[0].lower()}"
        return whole in rules.never or whole in rules.before_small

    def _opens_block(self) -> bool:
        """Whether it is a step's number or letter: "1. Open", "a. Open"."""
        is_label = self.word.isdigit() or (len(self.word) == 1 and self.word.islower())
        return is_label and self.place - len(self.word) <= self.lead

    def _is_initial(self, rules: _Language) -> bool:
        """Whether a name follows initials: "K. Scott", "the U.S. Army"."""
        if self.word == "I" or not _INITIALS.fullmatch(self.word):
            return False
        following = _NEXT_WORD.match(self.text, self.following)
        if not following or not following[0][0].isupper():
            return False
        return len(self.word) == 1 or following[0].lower() not in rules.starters
