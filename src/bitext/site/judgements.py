"""What the guard decided of pages and their translations, kept by content.

A judgement says what translations may do on a page, so nothing is kept that could
become untrue: with extensions that may read files or keep what they saw on other pages,
and for articles that include files, the guard is asked each time.
"""

import json
import marshal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from bitext.check.guard import Judge, Judgement, Refusal
from bitext.files import WriteError
from bitext.guard_config import Danger
from bitext.locales import Locale
from bitext.markdown.article import Article
from bitext.site.article_pack import ArticlePack
from bitext.site.articles import ArticleReader
from bitext.site.bodies import INCLUDES, impurity
from bitext.site.inputs import versions
from bitext.site.project import Project

__all__ = ["Judgements", "PageJudge"]


class Judgements:
    """The guard of a project's pages; it is asked what is not known.

    What is damaged in the cache is made anew.
    """

    def __init__(self, project: Project, *, reader: ArticleReader) -> None:
        self._renderer = reader.renderer
        self._included = project.snippets.articles
        parts = [reader.fingerprint, dict(versions())]
        fingerprint = sha256(json.dumps(parts).encode()).hexdigest()
        self._pack: ArticlePack | None = None
        if not impurity(project.markdown_extensions, project.markdown_configs):
            folder = project.cache_dir / "judgements"
            self._pack = ArticlePack(folder / f"{fingerprint[:32]}.pack")

    def of(self, name: str, article: Article, *, key: bytes) -> "PageJudge":
        """Who judges translations of the article ``name``, in any language.

        ``key`` is that of the article as it was prepared.
        """
        pack = None if INCLUDES in article.text else self._pack
        shapes = _Shapes(pack, key)
        judge = Judge(
            article,
            renderer=self._renderer,
            is_included=name in self._included,
            shapes=shapes,
        )
        return PageJudge(judge, pack, key, name in self._included, shapes)


@dataclass(frozen=True, slots=True)
class PageJudge:
    """Judges translations of one article; made by ``Judgements.of``."""

    _judge: Judge
    _pack: ArticlePack | None
    _key: bytes
    _is_included: bool
    _shapes: "_Shapes"

    def prepare(self) -> None:
        """Note what judging any translation needs of the source."""
        if self._pack is not None and not self._shapes:
            self._judge.find_shapes()
            self._shapes.keep()

    def judge(self, translations: Sequence[str | None], *, locale: Locale) -> Judgement:
        """As the guard's own judge does, who is asked if need be."""
        facts = (self._is_included, *_facts(locale))
        asked = marshal.dumps((facts, (*translations,)), _FORMAT)
        key = sha256(self._key + asked).digest()
        entry = self._pack.get(key) if self._pack else None
        if entry is not None:
            refused = marshal.loads(entry)  # noqa: S302 - as trusted as the __pycache__ beside it
            return Judgement.of(translations, (_refusal(*one) for one in refused))
        judgement = self._judge.judge(translations, locale=locale)
        if self._pack:
            self._shapes.keep()
            _keep(self._pack, key, tuple(map(_packed, judgement.refusals)))
        return judgement


class _Shapes(dict[bool, bytes]):
    """Shapes of an article's source, as far as they are known."""

    def __init__(self, pack: ArticlePack | None, key: bytes) -> None:
        super().__init__()
        self._pack = pack
        self._key = sha256(key + b"shapes").digest()
        entry = pack.get(self._key) if pack else None
        if entry is not None:
            self.update(marshal.loads(entry))  # noqa: S302 - as above
        self._kept = len(self)

    def keep(self) -> None:
        """Put those that were found since into the cache."""
        if self._pack and len(self) != self._kept:
            self._kept = len(self)
            _keep(self._pack, self._key, dict(self))


# Without references to equal parts: what is equal has equal bytes.
_FORMAT = 2


@cache
def _facts(locale: Locale) -> tuple[Any, ...]:
    """All that the guard may ask of a locale."""
    return astuple(locale)


def _packed(refusal: Refusal) -> tuple[int, str, str]:
    return refusal.index, refusal.reason, refusal.danger.value


def _refusal(index: int, reason: str, danger: str) -> Refusal:
    return Refusal(index, reason, Danger(danger))


def _keep(pack: ArticlePack, key: bytes, value: Any) -> None:  # noqa: ANN401 - plain values
    # Without a cache it takes longer, that is all.
    with suppress(WriteError):
        pack.add(key, marshal.dumps(value, _FORMAT))
