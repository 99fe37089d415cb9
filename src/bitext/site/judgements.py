"""What the guard decided of pages and their translations, kept by content.

A judgement says what translations may do on a page, so nothing is kept that could
become untrue: with extensions that may read files or keep what they saw on other pages,
and for articles that include files, the guard is asked each time.
"""

import json
import marshal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from hashlib import sha256
from typing import Any

from bitext.check.guard import Judge, Judgement, Refusal, Shapes
from bitext.files import WriteError
from bitext.guard_config import Danger
from bitext.locales import Locale
from bitext.site.article_pack import ArticlePack
from bitext.site.articles import ArticleReader, PreparedArticle
from bitext.site.bodies import INCLUDES, impurity
from bitext.site.inputs import versions
from bitext.site.project import Project

__all__ = ["Judgements"]


class Judgements:
    """The guard of a project's pages; it is asked what is not known.

    What is damaged in the cache is made anew.
    """

    def __init__(self, project: Project, *, reader: ArticleReader) -> None:
        self._renderer = reader.renderer
        parts = [reader.fingerprint, dict(versions())]
        fingerprint = sha256(json.dumps(parts).encode()).hexdigest()
        self._pack: ArticlePack | None = None
        if not impurity(project.markdown_extensions, project.markdown_configs):
            folder = project.cache_dir / "judgements"
            self._pack = ArticlePack(folder / f"{fingerprint[:32]}.pack")

    def prepare(self, prepared: PreparedArticle) -> None:
        """Note what judging any translation of an article needs of its source."""
        pack = self._pack_for(prepared)
        if (
            pack is not None
            and prepared.article.segments
            and not _shapes(pack, prepared)
        ):
            shapes: Shapes = {}
            Judge(
                prepared.article, renderer=self._renderer, shapes=shapes
            ).find_shapes()
            _keep(pack, _shapes_key(prepared), shapes)

    def judge(
        self,
        prepared: PreparedArticle,
        translations: Sequence[str | None],
        *,
        locale: Locale,
        is_included: bool,
    ) -> Judgement:
        """The most of ``translations`` that leaves the page what it is.

        ``translations[i]`` belongs to ``prepared.article.segments[i]``. ``is_included``
        says that other pages include it.
        """
        pack = self._pack_for(prepared)
        facts = (is_included, *_facts(locale))
        asked = marshal.dumps((facts, (*translations,)), _FORMAT)
        key = sha256(prepared.key + asked).digest()
        entry = pack.get(key) if pack else None
        if entry is not None:
            refused = marshal.loads(entry)  # noqa: S302 - as trusted as the __pycache__ beside it
            return Judgement.of(translations, (_refusal(*one) for one in refused))
        shapes = _shapes(pack, prepared) if pack else {}
        known = len(shapes)
        judge = Judge(
            prepared.article,
            renderer=self._renderer,
            is_included=is_included,
            shapes=shapes,
        )
        judgement = judge.judge(translations, locale=locale)
        if pack:
            if len(shapes) != known:
                _keep(pack, _shapes_key(prepared), shapes)
            _keep(pack, key, tuple(map(_packed, judgement.refusals)))
        return judgement

    def _pack_for(self, prepared: PreparedArticle) -> ArticlePack | None:
        return None if INCLUDES in prepared.article.text else self._pack


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


def _shapes_key(prepared: PreparedArticle) -> bytes:
    return sha256(prepared.key + b"shapes").digest()


def _shapes(pack: ArticlePack, prepared: PreparedArticle) -> Shapes:
    entry = pack.get(_shapes_key(prepared))
    return dict(marshal.loads(entry)) if entry else {}  # noqa: S302 - see above


def _keep(pack: ArticlePack, key: bytes, value: Any) -> None:  # noqa: ANN401 - plain values
    # Without a cache it takes longer, that is all.
    with suppress(WriteError):
        pack.add(key, marshal.dumps(value, _FORMAT))
