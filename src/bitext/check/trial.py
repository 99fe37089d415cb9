"""Finds the fewest translations of a page to refuse, by trying sets of them."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Protocol

from bitext.check.untrusted import PLAIN_KINDS
from bitext.locales import Locale
from bitext.markdown.article import JOINED, Article, Block

__all__ = ["Trial", "numbered"]

# Tries on the page for messages that change a page even by themselves.
_LAST_TRIES = 32
# Tries on a block for fewer messages to refuse, each of which renders it alone.
_MOST_SETS = 64


class _Page(Protocol):
    """The page the translations are tried on."""

    def matches(self, translations: Sequence[str | None], *, spaced: bool) -> bool:
        """Whether it is its source but for words."""

    def matches_alone(
        self, indexes: Sequence[int], offered: Sequence[str | None], *, spaced: bool
    ) -> bool:
        """The same for the block of ``indexes``, by itself."""


def numbered(article: Article) -> Iterator[tuple[int, Block]]:
    """Blocks with the index of their first segment."""
    first = 0
    for block in article.blocks:
        yield first, block
        first += len(block.segments)


class Trial:
    """Tries sets of translations until the largest one that fits is found.

    Blocks that differ even by themselves are set aside, so that a page with many bad
    messages is not rendered for each of them.
    """

    def __init__(
        self,
        page: _Page,
        article: Article,
        offered: Sequence[str | None],
        *,
        locale: Locale,
    ) -> None:
        self._page = page
        self._offered = offered
        self._spaced = locale.spaced
        self.accepted: list[str | None] = [None] * len(offered)
        self.refused: list[int] = []
        self._groups: list[list[int]] = []
        for first, block in numbered(article):
            last = first + len(block.segments)
            group = [i for i in range(first, last) if offered[i] is not None]
            if group and block.kind in PLAIN_KINDS:
                for index in group:
                    self.accepted[index] = offered[index]
            elif group:
                self._groups.append(group)

    def settle(self) -> None:
        """Accept what fits together, refuse the rest."""
        if not self._groups or self._fits(self._groups):
            return
        sure: list[list[int]] = []
        likely: list[list[int]] = []
        doubtful: list[list[int]] = []
        for group in self._groups:
            if self._fits_alone(group):
                sure.append(group)
                continue
            messages = list(self._messages(group))
            for message in messages:
                is_likely = len(messages) > 1 and self._fits_alone(message)
                (likely if is_likely else doubtful).append(message)
        for group in self._unfit(sure):
            likely += self._messages(group)
        unfit = self._unfit(likely)
        unfit += self._unfit(doubtful, tries=iter(range(_LAST_TRIES)))
        for group in self._groups:
            self.refused += self._fewest(
                group, [message for message in unfit if message[0] in group]
            )

    def _fewest(self, group: Sequence[int], unfit: list[list[int]]) -> list[int]:
        """Of a block, the messages ``unfit`` or fewer that will do as well.

        Which of two do not fit each other depends on the one that is tried first.
        """
        messages = list(self._messages(group))
        sets = (
            refused
            for count in range(1, len(unfit))
            for refused in combinations(messages, count)
        )
        for _, refused in zip(range(_MOST_SETS), sets, strict=False):
            kept = [message for message in messages if message not in refused]
            if self._fits_alone([i for part in kept for i in part]):
                before = self.accepted
                self.accepted = list(before)
                for index in group:
                    self.accepted[index] = None
                if self._fits(kept):
                    return [index for message in refused for index in message]
                self.accepted = before
        return [index for message in unfit for index in message]

    def _unfit(
        self, parts: Sequence[list[int]], *, tries: Iterator[int] | None = None
    ) -> list[list[int]]:
        """The ``parts`` that do not fit; the others are accepted.

        Without any of ``tries`` left nothing more fits.
        """
        is_tried = tries is None or next(tries, None) is not None
        if not parts or (is_tried and self._fits(parts)):
            return []
        if len(parts) == 1 or not is_tried:
            return list(parts)
        middle = len(parts) // 2
        return self._unfit(parts[:middle], tries=tries) + self._unfit(
            parts[middle:], tries=tries
        )

    def _fits(self, parts: Sequence[list[int]]) -> bool:
        trial = list(self.accepted)
        for index in (index for part in parts for index in part):
            trial[index] = self._offered[index]
        if not self._page.matches(trial, spaced=self._spaced):
            return False
        self.accepted = trial
        return True

    def _fits_alone(self, part: Sequence[int]) -> bool:
        return self._page.matches_alone(part, self._offered, spaced=self._spaced)

    def _messages(self, group: Sequence[int]) -> Iterator[list[int]]:
        """Messages of a block; what is said in one with another stays with it."""
        current: list[int] = []
        for index in group:
            if current and (self._offered[index] or "").strip() != JOINED:
                yield current
                current = []
            current.append(index)
        if current:
            yield current
