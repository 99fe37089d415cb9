"""Articles cut into segments, kept by content between runs."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

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
from bitext.markdown.marks import milestone, strip_marks
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split
from bitext.site.inputs import FileDigests, code_digest
from bitext.site.project import Project

__all__ = ["ArticleReader", "PreparedArticle"]

# Blocks that show a word of the renderer where the article gives them no title.
_TITLED = re.compile(r"^[ \t>]*(?:!!!|\?\?\?|/{3,}|\[!)", re.MULTILINE)


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

    One serves a whole process. Damaged or foreign cache files are made anew.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._folder = project.cache_dir / "articles"
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

    def read(self, path: str) -> PreparedArticle:
        """The article ``path``, a page or a snippet.

        Raises EncodingError when it is not UTF-8, ReadError when it cannot be read.
        """
        file = self._project.file(path)
        content = read_bytes(file)
        is_fragment = path not in self._pages
        context = f"{self._context(file)}{is_fragment}"
        key = sha256(context.encode() + content).hexdigest()
        # No text of an article or a translation can pass for a mark of ours.
        text = strip_marks(decode(content, shown=str(file)))
        entry = self._folder / key[:2] / f"{key}.json"
        prepared = _load(entry, text)
        if prepared is None:
            prepared = self._prepare(text, is_fragment=is_fragment)
            # Not atomic: what is cut by a kill does not parse and is made again.
            entry.parent.mkdir(parents=True, exist_ok=True)
            entry.write_bytes(_dumped(prepared))
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
    blocks = [
        [
            str(block.kind),
            block.spans,
            [
                [segment.text, segment.spans, segment.context, segment.notes]
                for segment in block.segments
            ],
            block.headings,
            block.left_out,
        ]
        for block in article.blocks
    ]
    given_up = [[gone.offset, gone.text, gone.reason] for gone in article.given_up]
    faults = [astuple(fault) for fault in article.faults]
    anchors = list(prepared.anchors.items())
    words = prepared.words
    return json.dumps(
        [
            article.breaks_lines,
            article.is_fragment,
            blocks,
            given_up,
            faults,
            anchors,
            words,
        ],
        ensure_ascii=False,
    ).encode("utf-8", errors="surrogatepass")


def _load(path: Path, text: str) -> PreparedArticle | None:
    try:
        entry = json.loads(path.read_bytes())
        breaks_lines, is_fragment, blocks, given_up, faults, anchors, words = entry
        article = Article(
            text,
            tuple(
                Block(
                    Kind(kind),
                    _spans(spans),
                    tuple(
                        Segment(words, _spans(at), context, tuple(notes))
                        for words, at, context, notes in segments
                    ),
                    tuple(headings),
                    _spans(left_out),
                )
                for kind, spans, segments, headings, left_out in blocks
            ),
            tuple(GivenUp(*gone) for gone in given_up),
            breaks_lines,
            tuple(
                DirectiveFault(offset, Misuse(misuse), what, cure)
                for offset, misuse, what, cure in faults
            ),
            is_fragment,
        )
        return PreparedArticle(article, dict(anchors), tuple(words))
    except (OSError, ValueError, TypeError):
        return None


def _spans(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)
