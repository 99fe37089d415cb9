"""A segment's source with its translation in one locale."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

__all__ = [
    "CARRIED_FACT",
    "EDITED",
    "FLAGS_FACT",
    "FUZZY",
    "FUZZY_FACT",
    "MARKDOWN_TEXT",
    "ORIGIN_FACT",
    "PREVIOUS_FACTS",
    "Key",
    "Message",
    "before_edit",
    "fact_lines",
    "fuzzy_reason",
    "split_facts",
    "text_digest",
]

FUZZY = "fuzzy"
MARKDOWN_TEXT = "markdown-text"
"""The flag by which Weblate and po4a know a message to be Markdown."""

Key = tuple[str | None, str]
"""What gettext tells live messages apart by: context and source."""

FUZZY_FACT = "fuzzy"
"""Says why a message is fuzzy: ``edited`` or ``similar``; see ``fuzzy_reason``."""
EDITED = "edited"
CARRIED_FACT = "carried"
"""Says which changes of the source were made in a translation without a translator."""
ORIGIN_FACT = "origin"
"""``mt`` where a machine made the translation and nobody has approved of it."""
PREVIOUS_FACTS = {
    "msgctxt": "previous-context",
    "msgid": "previous",
    "msgid_plural": "previous-plural",
}
"""How an obsolete message tells its ``#~|``, which polib and others drop. Values are
escaped as in strings."""
FLAGS_FACT = "flags"
"""Repeats what flags a message has of other people: tools drop those they do not know,
and msgmerge those its template lacks."""
_FACT_PREFIX = "bitext:"
_DIGEST_DIGITS = 8
_LONGEST = 74
"""polib wraps comments that are longer; in quotes their end can be told."""
_MOST_LINES = 60
"""Of one fact; a site that wraps at 40 columns has none so long."""
_HYPHENATED = re.compile(r"[^\W\d_]-\Z")
_TO_ESCAPE = re.compile(r'["\\]')
_ESCAPED = re.compile(r"\\(.)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog.

    What we must not lose stands in ``facts``, ``is_fuzzy`` and ``previous``: every
    gettext tool keeps translator comments, the fuzzy mark and a live previous msgid.
    ``extracted``, ``references`` and the flag ``markdown-text`` are made again on
    every update.
    """

    source: str
    target: str = ""
    context: str | None = None
    is_fuzzy: bool = False
    previous: str | None = None
    """The last source the translation was valid for; None where nothing is known."""
    comments: tuple[str, ...] = ()
    """Translator comment lines that are no facts of ours, without the ``# ``."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """From ``# bitext: key=value``; a key given twice has one line per value."""
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    """All flags but fuzzy, those that a tool dropped included."""
    is_obsolete: bool = False
    plural_source: str | None = None
    """Never made by us; other people's plural entries are kept."""
    plural_targets: tuple[str, ...] = ()
    previous_context: str | None = None
    previous_plural: str | None = None
    line: int = field(default=0, compare=False)
    """Of the msgid in the file on disk, 1-based; 0 for a message new to it."""

    @property
    def key(self) -> Key:
        """What tells this message from the others of its catalog."""
        return (self.context, self.source)

    @property
    def has_target(self) -> bool:
        """Whether anybody, human or machine, has proposed a translation."""
        return bool(self.target) or any(self.plural_targets)

    @property
    def is_translated(self) -> bool:
        """Whether gettext publishes it: complete and not fuzzy."""
        if self.is_fuzzy:
            return False
        if self.plural_source is not None:
            return bool(self.plural_targets) and all(self.plural_targets)
        return bool(self.target)


def before_edit(message: Message) -> Message | None:
    """The valid message that an edit of its source made the proposal ``message`` of.

    None where it is no such proposal, or has another translation than that message
    had. So the old translation need not stand in the catalog twice.
    """
    reason, digest = fuzzy_reason(message)
    is_edited = message.is_fuzzy and reason == EDITED
    if not is_edited or message.previous is None or not message.target:
        return None
    if digest and digest != text_digest(message.target):
        # A translator has begun to make it that of the new text.
        return None
    if CARRIED_FACT in message.facts or message.plural_source is not None:
        return None
    return replace(
        message,
        source=message.previous,
        context=message.previous_context,
        is_fuzzy=False,
        previous=None,
        previous_context=None,
        facts={
            name: said for name, said in message.facts.items() if name != FUZZY_FACT
        },
    )


def fuzzy_reason(message: Message) -> tuple[str, str]:
    """Why ``message`` is fuzzy, and the ``text_digest`` of the valid translation.

    Both are empty where no update said so.
    """
    reason, _, digest = message.facts.get(FUZZY_FACT, "").partition(" ")
    return reason, digest


def text_digest(text: str) -> str:
    """What tells a translation from another of the same text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_DIGITS]


def split_facts(lines: Iterable[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Translator comment lines parted into other people's words and our facts.

    A value in quotes that a tool wrapped is put together again.
    """
    comments: list[str] = []
    facts: dict[str, str] = {}
    held = list(lines)
    after = 0
    for number, line in enumerate(held):
        if number < after:
            continue
        prefix, _, fact = line.strip().partition(" ")
        key, equals, value = fact.strip().partition("=")
        if prefix != _FACT_PREFIX or not equals or not key or key != key.strip():
            comments.append(line)
            continue
        if value.startswith('"'):
            value, taken = _unquoted(value, held[number + 1 : number + _MOST_LINES])
            after = number + 1 + taken
        facts[key] = f"{facts[key]}\n{value}" if key in facts else value
    return tuple(comments), facts


def _unquoted(value: str, following: Sequence[str]) -> tuple[str, int]:
    """What ``value`` holds in quotes, and how many lines after it they take in.

    Quotes that nothing closes are part of the value.
    """
    whole = value
    for number in range(len(following) + 1):
        if _QUOTED.fullmatch(whole):
            return _ESCAPED.sub(r"\1", whole[1:-1]), number
        if number < len(following):
            # polib wraps at blanks, which it drops, and within hyphenated words.
            blank = "" if _HYPHENATED.search(whole) else " "
            whole = f"{whole}{blank}{following[number].strip()}"
    return value, 0


def fact_lines(facts: Mapping[str, str]) -> Iterator[str]:
    """Comment lines for ``facts``, one each, sorted by key, as split_facts reads."""
    for key, value in sorted(facts.items()):
        for line in value.split("\n"):
            fact = f"{_FACT_PREFIX} {key}={line}"
            if len(fact) > _LONGEST or line.startswith('"'):
                quoted = _TO_ESCAPE.sub(r"\\\g<0>", line)
                fact = f'{_FACT_PREFIX} {key}="{quoted}"'
            yield fact
