"""An HTML tag has other attributes than in the source.

Addresses, classes and ids decide where a link leads and how a page looks. Attributes
that readers read may be translated, and so may the language of an address.

Fails:  ``<a href="a.md">Oars</a>`` → ``<a href="b.md">Årer</a>``
Passes: ``<b title="Oars">Oars</b>`` → ``<b title="Årer">Årer</b>``
"""

from collections.abc import Iterator

from bitext.check.addresses import normalized
from bitext.check.finding import Severity
from bitext.check.pair import Pair
from bitext.check.rule import Needs, Problem, Rule
from bitext.markdown.inline import Inline, Tag

__all__ = ["RULE"]


_READ = frozenset({"alt", "aria-label", "dir", "hreflang", "label", "lang", "title"})
_ADDRESSES = frozenset({"action", "cite", "href", "poster", "src"})


def check(pair: Pair) -> Iterator[Problem]:
    languages = frozenset({pair.source_locale.language, pair.locale.language})
    known, found = _tags(pair.source), _tags(pair.target)
    for name, tags in found.items():
        wanted = known.get(name, [])
        # Where there are more or fewer tags, html-tag-mismatch says so.
        if len(tags) == len(wanted):
            keys = [_key(tag, languages) for tag in wanted]
            added = [tag for tag in tags if _key(tag, languages) not in keys]
            keys = [_key(tag, languages) for tag in tags]
            lost = [tag for tag in wanted if _key(tag, languages) not in keys]
            for old, new in zip(lost, added, strict=False):
                yield Problem(f"<{name}> has {_said(new)}, not {_said(old)}")


def _tags(text: Inline) -> dict[str, list[Tag]]:
    """Opening tags by name."""
    found: dict[str, list[Tag]] = {}
    for tag in text.html:
        if tag.name[0] != "/":
            found.setdefault(tag.name, []).append(tag)
    return found


def _key(tag: Tag, languages: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """What of a tag must stay; the language of an address may differ."""
    return tuple(
        (
            name,
            normalized(value, languages=languages) if name in _ADDRESSES else value,
        )
        for name, value in tag.attributes
        if name not in _READ
    )


def _said(tag: Tag) -> str:
    said = (f"{name}={value!r}" for name, value in tag.attributes if name not in _READ)
    return " ".join(said) or "no attributes"


RULE = Rule(
    "html-attr-changed",
    Severity.ERROR,
    check,
    needs=Needs.PAIR,
    cure="copy the tag from the source",
    signs=("<",),
)
