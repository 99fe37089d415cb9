"""Articles cut into segments, kept by content between runs."""

import json
import marshal
import re
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from itertools import accumulate, chain, repeat, starmap
from pathlib import Path
from typing import Any

from bitext.files import WriteError, decode, read_bytes
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
    Span,
)
from bitext.markdown.marks import RESERVED_LEAD, milestone, strip_marks
from bitext.markdown.originals import Original
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split
from bitext.site.article_pack import ArticlePack
from bitext.site.inputs import FileDigests, code_digest
from bitext.site.project import Project

__all__ = ["ArticleReader", "PreparedArticle", "pack_of"]

# Blocks that show a word of the renderer where the article gives them no title.
_TITLED = re.compile(r"^[ \t>]*(?:!!!|\?\?\?|/{3,}|\[!)", re.MULTILINE)
# What may need more of a page than its beginning.
_WHOLE = re.compile(r"-8<-|\[\^|^[ \t>]*(?:!!!|\?\?\?|/{3,}|\[!)", re.MULTILINE)
_HEADING = re.compile(r"^#[^#\r\n].*\r?\n?", re.MULTILINE)
# Text that is rendered to itself.
_PLAIN = re.compile(r"[\w ,;?!()%.]*")
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
    originals: Mapping[int, Original] = field(default_factory=dict)
    """Index of a segment to what it is rendered to, where that is not its text."""
    key: bytes = b""
    """A digest of the article and of all that decides how it is read."""


def _fingerprint(project: Project) -> str:
    """A digest of all but the article that decides how it is cut."""
    config = project.config
    parts = [
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
    return sha256(json.dumps(parts).encode()).hexdigest()


def pack_of(project: Project) -> Path:
    """Where articles are kept as they are cut now."""
    name = _fingerprint(project)[:32]
    return project.cache_dir / "articles" / f"{name}.pack"


class ArticleReader:
    """Cuts a project's articles, or takes them from the cache.

    One serves a whole process. What is damaged in the cache is made anew.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._docs_dir = str(project.docs_dir)
        self._anchors: AnchorReader | None = None
        self._pages = frozenset(project.articles)
        included = project.snippets.included
        self._included = {str(file): parts for file, parts in included.items()}
        self._digests = FileDigests(project.cache_dir / "files.digests")
        self.renderer = Renderer(
            project.markdown_extensions,
            project.markdown_configs,
            mermaid=project.config.mermaid,
        )
        self.fingerprint = _fingerprint(project)
        self._pack = ArticlePack(pack_of(project))

    def read(self, path: str) -> PreparedArticle:
        """The article ``path``, a page or a snippet.

        Raises EncodingError when it is not UTF-8, ReadError when it cannot be read.
        """
        is_page = path in self._pages
        # Paths as text: making a Path takes longer than all else for a short article.
        file = f"{self._docs_dir}/{path}" if is_page else str(self._project.file(path))
        content = read_bytes(file)
        text = decode(content, shown=file)
        # No text of an article or a translation can pass for a mark of ours.
        if RESERVED_LEAD in content:
            text = strip_marks(text)
        context = f"{self._context(file)}{is_page}"
        key = sha256(context.encode() + content).digest()
        entry = self._pack.get(key)
        if entry is not None:
            return _loaded(entry, text, key=key)
        prepared = self._prepare(text, is_fragment=not is_page)
        prepared = replace(prepared, key=key)
        # Without a cache it takes longer, that is all.
        with suppress(WriteError):
            self._pack.add(key, _dumped(prepared))
        return prepared

    def beginning(self, path: str) -> PreparedArticle | None:
        """The page ``path`` up to its first heading, which mostly is its title.

        None where more of it may be needed: there is none, the page includes others, or
        the renderer itself writes words on it. Raises what ``read`` raises.
        """
        file = f"{self._docs_dir}/{path}"
        content = read_bytes(file)
        text = decode(content, shown=file)
        found = _HEADING.search(text)
        if found is None or path not in self._pages or _WHOLE.search(text):
            return None
        text = strip_marks(text[: found.end()])
        key = sha256(f"beginning {self._context(file)}".encode() + text.encode())
        return replace(self._prepare(text, is_fragment=False), key=key.digest())

    def _context(self, file: str) -> str:
        """What else decides how the article in ``file`` is read: what it includes."""
        included = self._included.get(file, ())
        contents = [self._digests.digest(one) for one in included]
        return f"{self.fingerprint}{''.join(contents)}"

    def cut(self, text: str, *, is_fragment: bool) -> Article:
        """``text`` cut as articles of the project are; it is kept nowhere."""
        config = self._project.config
        return split(
            text,
            renderer=self.renderer,
            language=config.source.locale.language,
            front_matter=None if is_fragment else config.front_matter,
            segmentation=config.segmentation,
        )

    def _prepare(self, text: str, *, is_fragment: bool) -> PreparedArticle:
        article = self.cut(text, is_fragment=is_fragment)
        named = {Kind.HEADING, Kind.TITLE, Kind.FOOTNOTE, Kind.CAPTION}
        if (
            not _TITLED.search(text)
            and not any(block.kind in named for block in article.blocks)
            and all(_PLAIN.fullmatch(segment.text) for segment in article.segments)
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
        originals = {
            index: original
            for index, original in self._anchors.originals.items()
            if original != (article.segments[index].text,)
        }
        return PreparedArticle(article, anchors, self._anchors.words, originals)


def _dumped(prepared: PreparedArticle) -> bytes:
    article = prepared.article
    segments = article.segments
    # Field by field: so the most of the reading is done without a line of Python.
    texts, segment_spans, contexts, notes = _columns(segments, Segment._fields)
    kinds, spans, cut, headings, left_out = _columns(article.blocks, Block._fields)
    given_up = tuple(map(astuple, article.given_up))
    faults = tuple(
        (fault.offset, str(fault.misuse), fault.text, fault.cure)
        for fault in article.faults
    )
    anchors = tuple(prepared.anchors.items())
    plain = (
        article.breaks_lines,
        article.is_fragment,
        texts,
        _packed(segment_spans),
        contexts if any(contexts) else None,
        notes if any(notes) else None,
        tuple(map(str, kinds)),
        _packed(spans),
        tuple(map(len, cut)),
        headings,
        left_out if any(left_out) else None,
        given_up,
        faults,
        anchors,
        prepared.words,
        tuple(prepared.originals.items()),
    )
    return marshal.dumps(plain, _FORMAT)


def _loaded(entry: bytes, text: str, *, key: bytes) -> PreparedArticle:
    (
        breaks_lines,
        is_fragment,
        texts,
        segment_spans,
        contexts,
        notes,
        kinds,
        spans,
        counts,
        headings,
        left_out,
        given_up,
        faults,
        anchors,
        words,
        originals,
    ) = marshal.loads(entry)  # noqa: S302 - as trusted as the __pycache__ beside it
    segments = tuple(
        map(
            _segment,
            zip(
                texts,
                _unpacked(segment_spans),
                contexts or repeat(None),
                notes or repeat(()),
                strict=False,
            ),
        )
    )
    ends = tuple(accumulate(counts, initial=0))
    fields = zip(
        map(_KINDS.__getitem__, kinds),
        _unpacked(spans),
        map(segments.__getitem__, map(slice, ends, ends[1:])),
        headings,
        left_out or repeat(()),
        strict=False,
    )
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
    article.__dict__["segments"] = segments
    return PreparedArticle(article, dict(anchors), words, dict(originals), key)


def _columns(
    rows: Sequence[tuple[Any, ...]], fields: tuple[str, ...]
) -> Sequence[tuple[Any, ...]]:
    return tuple(zip(*rows, strict=True)) or ((),) * len(fields)


def _packed(spans: Sequence[tuple[Span, ...]]) -> tuple[bytes, dict[int, Any]]:
    """Spans of each text; most have one, and those are kept as bare numbers."""
    ones = [each[0] if len(each) == 1 else (0, 0) for each in spans]
    others = {index: each for index, each in enumerate(spans) if len(each) != 1}
    return array("Q", chain.from_iterable(ones)).tobytes(), others


def _unpacked(packed: tuple[bytes, dict[int, Any]]) -> Iterable[tuple[Span, ...]]:
    numbers, others = packed
    flat = iter(memoryview(numbers).cast("Q"))
    spans = list(zip(zip(flat, flat, strict=True), strict=True))
    for index, each in others.items():
        spans[index] = each
    return spans
