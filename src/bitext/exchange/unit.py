"""A message on its way out of the project, and what a file brings back of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from bitext.catalog import Message, kind_of
from bitext.catalog.message import MARKDOWN_TEXT
from bitext.exchange.codes import Known, Part, Ref, coded
from bitext.markdown.article import Kind

__all__ = ["Incoming", "Origin", "Outgoing", "State", "address", "is_markup"]

_KEY_DIGITS = 16
_STATE_DIGITS = 8


class Origin(StrEnum):
    """Who made a translation, as the fact ``origin`` of its message says."""

    HUMAN = "human"
    MACHINE = "mt"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class State:
    """How far a translation is."""

    is_fuzzy: bool = False
    """Waits for somebody to look it over; not published."""
    is_machine: bool = False

    @classmethod
    def of(cls, message: Message) -> "State":
        """That of the translation a message has."""
        return cls(message.is_fuzzy, message.facts.get("origin") == Origin.MACHINE)


def address(message: Message) -> str:
    """What tells a message from the others of its article, whatever its translation."""
    context = "" if message.context is None else f"{message.context}\0"
    return _digest(f"{context}\0{message.source}", _KEY_DIGITS)


def stamp(target: str, state: State) -> str:
    """What tells one translation of a message from another."""
    return _digest(f"{target}\0{state.is_fuzzy:d}{state.is_machine:d}", _STATE_DIGITS)


def is_markup(message: Message) -> bool:
    """Whether a message of an updated catalog is inline Markdown or HTML."""
    if MARKDOWN_TEXT in message.flags:
        return True
    return bool(message.extracted) and kind_of(message) is Kind.HTML


@dataclass(frozen=True)
class Outgoing:
    """A message of an updated catalog as files show it."""

    article: str
    message: Message

    @cached_property
    def id(self) -> str:
        """Address of the message, a dot and the stamp of its translation.

        The stamp tells later what was edited: the unit, the message, or both.
        """
        return f"{address(self.message)}.{self.stamp}"

    @property
    def state(self) -> State:
        """State of the translation."""
        return State.of(self.message)

    @property
    def stamp(self) -> str:
        """Stamp of the translation that the message has now."""
        return stamp(self.message.target, self.state)

    @cached_property
    def is_markup(self) -> bool:
        """Whether it may have codes."""
        return is_markup(self.message)

    @cached_property
    def source(self) -> tuple[Part, ...]:
        """The source with its codes."""
        return coded(self.message.source, is_markup=self.is_markup)

    @cached_property
    def target(self) -> tuple[Part, ...]:
        """The translation with its codes; empty where there is none."""
        return coded(
            self.message.target,
            is_markup=self.is_markup,
            like=self.source,
            follows=not self.message.is_fuzzy,
        )

    @cached_property
    def known(self) -> Known:
        """What a file may name of it."""
        return Known(self.source, self.target)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a translator should know: kind and headings, notes, last source."""
        message = self.message
        context = [f"context: {message.context}"] if message.context else []
        previous = (
            [f"previous source: {message.previous}"]
            if message.is_fuzzy and message.previous
            else []
        )
        return (*context, *message.extracted, *message.comments, *previous)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A unit of a file."""

    place: str
    """File and line, as messages to the user name it."""
    article: str | None
    """As the file says; None where it does not."""
    id: str
    source: Sequence[str | Ref]
    target: Sequence[str | Ref]
    """Empty where there is no translation."""
    state: State | None = None
    """None where the file does not say; a changed translation is valid then."""
    is_from_memory: bool = False

    @property
    def words(self) -> str:
        """The source without codes, to name the unit by."""
        return "".join(part for part in self.source if isinstance(part, str)).strip()


def _digest(text: str, digits: int) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
