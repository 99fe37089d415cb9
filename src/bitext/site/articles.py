"""Articles cut into segments, kept by content between runs."""

import json
import marshal
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import starmap
from pathlib import Path
from typing import Any

from bitext.files import decode, read_bytes
from bitext.markdown import frontmatter
from bitext.markdown.anchors import AnchorReader
from bitext.markdown.article import (
    Article,
    Block,
    DirectiveFault,
    GivenUp,
    Kind,
    Misuse,
    Segment,
)
from bitext.markdown.marks import RESERVED_LEAD, milestone, strip_marks
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split
from bitext.site.article_pack import ArticlePack
from bitext.site.inputs import FileDigests, code_digest
from bitext.site.project import Project

__all__ = ["ArticleReader", "PreparedArticle"]

# Blocks that show a word of the renderer where the article gives them no title.
_TITLED = re.compile(r"^[ \t>]*(?:!!!|\?\?\?|/{3,}|\[!)", re.MULTILINE)
# As ``_make`` of the named tuples, in half its time.
_block = partial(tuple.__new__, Block)
_segment = partial(tuple.__new__, Segment)
_KINDS = {str(kind): kind for kind in Kind}
# With references to equal parts: headings stand with each block below them.
_FORMAT = 4


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article and the ids its headings and tabs have in every language."""

    article: Article
    anchors: Mapping[int, str]
    """Index of a heading's or tab's first segment to its id."""
    words: tuple[str, ...] = ()
    """What the renderer itself writes on the page."""


class ArticleReader:
    """Cuts a project's articles, or takes them from the cache.

    One serves a whole process. What is damaged in the cache is made anew.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._docs_dir = str(project.docs_dir)
        self._anchors: AnchorReader | None = None
        self._pages = frozenset(project.articles)
        self._digests = FileDigests(project.cache_dir / "digests.json")
        self.renderer = Renderer(
            project.markdown_extensions,
            project.markdown_configs,
            mermaid=project.config.mermaid,
        )
        config = project.config
        self.fingerprint = sha256(
            json.dumps(
                [
                    code_digest(),
                    sys.version_info[:2],
                    version("markdown"),
                    version("pymdown-extensions"),
                    project.markdown_fingerprint,
                    config.source.locale.language,
                    config.segmentation,
                    config.mermaid,
                    config.front_matter,
                ]
            ).encode()
        ).hexdigest()
        """A digest of all but the article that decides how it is cut."""
        folder = project.cache_dir / "articles"
        self._pack = ArticlePack(folder / f"{self.fingerprint[:32]}.pack")

    def read(self, path: str) -> PreparedArticle:
        """The article ``path``, a page or a snippet.

        Raises EncodingError when it is not UTF-8, ReadError when it cannot be read.
        """
        file = self._project.file(path)
        shown = str(file)
        content = read_bytes(shown)
        text = decode(content, shown=shown)
        # No text of an article or a translation can pass for a mark of ours.
        if RESERVED_LEAD in content:
            text = strip_marks(text)
        is_fragment = path not in self._pages
        context = f"{self._context(file)}{is_fragment}"
        key = sha256(context.encode() + content).digest()
        entry = self._pack.get(key)
        if entry is not None:
            return _loaded(entry, text)
        prepared = self._prepare(text, is_fragment=is_fragment)
        self._pack.add(key, _dumped(prepared))
        return prepared

    def _context(self, file: Path) -> str:
        """What else decides how the article in ``file`` is read: what it includes."""
        included = self._project.snippets.included.get(file, ())
        contents = [self._digests.digest(one) for one in included]
        return f"{self.fingerprint}{''.join(contents)}"

    def _prepare(self, text: str, *, is_fragment: bool) -> PreparedArticle:
        config = self._project.config
        article = split(
            text,
            renderer=self.renderer,
            language=config.source.locale.language,
            front_matter=None if is_fragment else config.front_matter,
            segmentation=config.segmentation,
        )
        named = {Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE, Kind.CAPTION}
        if not _TITLED.search(text) and not any(
            block.kind in named for block in article.blocks
        ):
            return PreparedArticle(article, {})
        marked = join(article, [None] * len(article.segments), mark=milestone)
        body = marked[0 if is_fragment else frontmatter.read(marked).end :]
        if self._anchors is None:
            self._anchors = AnchorReader(
                self._project.markdown_extensions, self._project.markdown_configs
            )
        body = body.replace("\r\n", "\n").replace("\r", "\n")
        anchors = self._anchors.anchors(body)
        return PreparedArticle(article, anchors, self._anchors.words)


def _dumped(prepared: PreparedArticle) -> bytes:
    article = prepared.article
    # Field by field: so the most of the reading is done without a line of Python.
    kinds, spans, segments, *rest = _columns(article.blocks)
    blocks = (
        tuple(map(str, kinds)),
        spans,
        tuple(tuple(map(tuple, each)) for each in segments),
        *rest,
    )
    given_up = tuple(map(astuple, article.given_up))
    faults = tuple(
        (fault.offset, str(fault.misuse), fault.text, fault.cure)
        for fault in article.faults
    )
    anchors = tuple(prepared.anchors.items())
    plain = (
        article.breaks_lines,
        article.is_fragment,
        blocks,
        given_up,
        faults,
        anchors,
        prepared.words,
    )
    return marshal.dumps(plain, _FORMAT)


def _columns(blocks: Sequence[Block]) -> Sequence[tuple[Any, ...]]:
    return tuple(zip(*blocks, strict=True)) or ((),) * len(Block._fields)


def _loaded(entry: bytes, text: str) -> PreparedArticle:
    loaded = marshal.loads(entry)  # noqa: S302 - as trusted as the __pycache__ beside it
    breaks_lines, is_fragment, blocks, given_up, faults, anchors, words = loaded
    kinds, spans, segments, *rest = blocks
    cut = [tuple(map(_segment, each)) for each in segments]
    fields = zip(map(_KINDS.__getitem__, kinds), spans, cut, *rest, strict=True)
    article = Article(
        text,
        tuple(map(_block, fields)),
        tuple(starmap(GivenUp, given_up)),
        breaks_lines,
        tuple(
            DirectiveFault(offset, Misuse(misuse), what, cure)
            for offset, misuse, what, cure in faults
        ),
        is_fragment,
    )
    return PreparedArticle(article, dict(anchors), words)
