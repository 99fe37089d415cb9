"""What the pipeline says about a file, and how a catalog's header keeps it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bitext.exchange.sxs.document import Document

__all__ = [
    "FIELDS",
    "Ballot",
    "Facts",
    "ballot_of",
    "catalog_facts",
    "digest",
    "elect",
    "facts_of",
    "header_fields",
    "key_lines",
]

_FIELD_OF_KEY = {
    "ms.openlocfilehash": "X-Sxs-Hash",
    "ms.sourcegitcommit": "X-Sxs-Commit",
    "ms.translationtype": "X-Sxs-Translation-Type",
    "ms.contentlocale": "X-Sxs-Content-Locale",
    "ms.lasthandoff": "X-Sxs-Handoff",
    "ms.locfileid": "X-Sxs-File-Id",
}
_ARTICLE_FIELD = "X-Sxs-Article"
_ORIGINAL = "original"

FIELDS = (*_FIELD_OF_KEY.values(), _ARTICLE_FIELD)
"""The header fields of a catalog that came from a side-by-side file, in order."""

_KEY = re.compile(
    rf"^({'|'.join(map(re.escape, _FIELD_OF_KEY))}):[ \t]*(.*?)[ \t\r]*$", re.MULTILINE
)
_AMERICAN_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DIGEST_LENGTH = 32

# The format's fingerprint; nothing is protected by it.
_sha1 = partial(hashlib.sha1, usedforsecurity=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """The six keys of the pipeline; empty where a file lacks one."""

    hash: str = ""
    """SHA-1 or SHA-256 of the English file's bytes, in hex."""
    commit: str = ""
    """Of the English repository at the hand-off; zeros where there was none."""
    translation_type: str = ""
    """``MT`` or ``HT``."""
    content_locale: str = ""
    """Language and region as the pipeline names them: ``nb-NO``."""
    handoff: str = ""
    """ISO date; what the file says, where that is no date."""
    file_id: str = ""
    article: str = ""
    """Fingerprint of the text that a catalog's article had when it was imported, be it
    the English file or made of the hand-off's units; empty for a file's own facts."""

    @property
    def is_machine(self) -> bool | None:
        """Whether a machine made the translation; None where the file does not say."""
        return {"MT": True, "HT": False}.get(self.translation_type)

    @property
    def date(self) -> date | None:
        """The day the English went to translation; None where it is not known."""
        try:
            return date.fromisoformat(self.handoff)
        except ValueError:
            return None

    def is_of(self, text: str) -> bool:
        """Whether ``text`` is the English of the hand-off, so nothing is outdated.

        It is the English file, by its hash, or what an import made the article of.
        ``text`` is the article as ``files.read_text`` gives it.
        """
        return self.names(text) or (bool(self.article) and self.article == digest(text))

    def names(self, text: str) -> bool:
        """Whether ``hash`` is that of ``text``, with its line ends or with CRLF."""
        lines = text.replace("\r\n", "\n")
        return any(
            self.hash == hasher(form.encode("utf-8")).hexdigest()
            for form in (text, lines, lines.replace("\n", "\r\n"))
            for hasher in (_sha1, hashlib.sha256)
        )


def facts_of(document: Document) -> Facts:
    """Facts in the front matter of ``document``."""
    values = {
        found[1]: found[2].strip("\"'") for found in _KEY.finditer(document.front)
    }
    if found := _AMERICAN_DATE.fullmatch(values.get("ms.lasthandoff", "")):
        month, day, year = map(int, found.groups())
        values["ms.lasthandoff"] = f"{year:04}-{month:02}-{day:02}"
    return Facts(*(values.get(key, "") for key in _FIELD_OF_KEY))


def catalog_facts(header: Mapping[str, str]) -> Facts | None:
    """Return what a catalog's header keeps of the hand-off its translations are from.

    None for a catalog that never was side by side. Whoever asks for provenance, the
    age of a translation or whether it is outdated asks here: ``is_machine``, ``date``
    and ``is_of`` are for them.
    """
    values = [header.get(name, "") for name in _FIELD_OF_KEY.values()]
    ballot = ballot_of(header)
    if not ballot and not any(values):
        return None
    return replace(Facts(*values), article=ballot.digest if ballot else "")


def digest(text: str) -> str:
    """Return a short fingerprint by which a catalog remembers its article's text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGEST_LENGTH]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one locale's hand-off says the article's text is."""

    handoff: str
    """ISO date."""
    digest: str
    is_original: bool
    """The text is the English file itself, not what a translation was made from."""


def header_fields(facts: Facts, ballot: Ballot | None = None) -> dict[str, str]:
    """Header fields of a catalog, those without a value left out."""
    article = ballot.digest if ballot else ""
    if ballot and ballot.is_original:
        article = f"{article} {_ORIGINAL}"
    values = (
        facts.hash,
        facts.commit,
        facts.translation_type,
        facts.content_locale,
        facts.handoff,
        facts.file_id,
        article,
    )
    return {field: value for field, value in zip(FIELDS, values, strict=True) if value}


def key_lines(header: Mapping[str, str], *, eol: str = "\n") -> str:
    """Return the lines of front matter that say what a catalog's header keeps."""
    lines: list[str] = []
    for key, name in _FIELD_OF_KEY.items():
        value = header.get(name, "")
        if found := _ISO_DATE.fullmatch(value):
            value = f"{found[2]}/{found[3]}/{found[1]}"
        if value:
            written = f'"{value}"' if key == "ms.locfileid" else value
            lines.append(f"{key}: {written}{eol}")
    return "".join(lines)


def ballot_of(header: Mapping[str, str]) -> Ballot | None:
    """Return the ballot a catalog's header remembers; None where it has none."""
    article, _, kind = header.get(_ARTICLE_FIELD, "").partition(" ")
    if not article:
        return None
    handoff = header.get(_FIELD_OF_KEY["ms.lasthandoff"], "")
    return Ballot(handoff, article, kind == _ORIGINAL)


def elect(ballots: list[Ballot]) -> str:
    """Return the digest of the text that most of the newest ballots name.

    Only the newest hand-off votes; an original outvotes any number of texts made from
    translations; a tie falls to the lesser digest. So the result depends on who
    votes, never on the order in which locales are imported.
    """
    newest = max(ballot.handoff for ballot in ballots)
    voting = [ballot for ballot in ballots if ballot.handoff == newest]
    originals = [ballot for ballot in voting if ballot.is_original]
    votes: dict[str, int] = {}
    for ballot in originals or voting:
        votes[ballot.digest] = votes.get(ballot.digest, 0) + 1
    return min(votes, key=lambda name: (-votes[name], name))
