"""Whether documents at random, and pages cut up, survive being cut and joined."""

import argparse
import os
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random

from markdown import Markdown

from benches.documents import document, mutated
from benches.extensions import ALL_EXTENSIONS, CONFIGS
from bitext.files import read_text
from bitext.markdown.article import Article, Kind, Span
from bitext.markdown.directives import without_directives
from bitext.markdown.marks import milestone, strip_marks
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split

_CHUNK = 500
_LIMIT_S = 5.0
"""Processor time a case may take, and then the renderer alone."""
_MARKER = re.compile("⟦([0-9]+)⟧")
_UNRENDERED = "unrendered"
_PAGES = "pages"
_DOCUMENTS = "documents"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench fuzz``."""
    parser.add_argument(
        "folders", nargs="*", type=Path, help="folders of .md files to cut up"
    )
    parser.add_argument("--cases", type=int, default=10_000, help="default: 10000")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="write failing texts to this folder")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """How many cases were run and how many failed; failures are printed.

    With folders every other case is a page cut up; each case has a seed of its own.
    """
    started = time.perf_counter()
    pages = [
        text
        for folder in arguments.folders
        for path in sorted(folder.rglob("*.md"))
        if (text := strip_marks(read_text(path)))
    ]
    cases: Counter[str] = Counter()
    faults = 0
    with ProcessPoolExecutor(
        arguments.jobs, initializer=_begin, initargs=(pages,)
    ) as pool:
        chunks = [
            pool.submit(_chunk, first, min(first + _CHUNK, arguments.cases), arguments)
            for first in range(0, arguments.cases, _CHUNK)
        ]
        for done, chunk in enumerate(as_completed(chunks), start=1):
            counted, failed = chunk.result()
            cases.update(counted)
            faults += len(failed)
            for number, what, text in failed:
                print(f"case {number}: {what}", file=sys.stderr)
                if arguments.keep:
                    arguments.keep.mkdir(exist_ok=True)
                    content = text.encode("utf-8", errors="surrogatepass")
                    (arguments.keep / f"{number}.md").write_bytes(content)
            print(f"{done} of {len(chunks)} chunks", end="\r", file=sys.stderr)
    return {
        "seed": arguments.seed,
        **{f"{kind}_cases": cases[kind] for kind in (_DOCUMENTS, _PAGES)},
        "segments": cases["segments"],
        "given_up": cases["given_up"],
        "failed_in_the_renderer_too": cases[_UNRENDERED],
        "failed": faults,
        "seconds": time.perf_counter() - started,
    }


class _Process:
    """What each process makes once."""

    pages: Sequence[str] = ()
    renderer: Renderer


def _begin(pages: Sequence[str]) -> None:
    _Process.pages = pages
    _Process.renderer = Renderer(ALL_EXTENSIONS, CONFIGS)


def _chunk(
    first: int, last: int, arguments: argparse.Namespace
) -> tuple[Counter[str], list[tuple[int, str, str]]]:
    counted: Counter[str] = Counter()
    failed = []
    for number in range(first, last):
        random = Random(f"{arguments.seed}/{number}")  # noqa: S311 - a repeatable case
        is_page = bool(_Process.pages) and number % 2 == 1
        made = mutated(random, _Process.pages) if is_page else document(random)
        text = strip_marks(made)
        counted[_PAGES if is_page else _DOCUMENTS] += 1
        found = ""
        try:
            with _limited():
                article = split(text, renderer=_Process.renderer)
                counted["segments"] += len(article.segments)
                counted["given_up"] += len(article.given_up)
                found = next(faults_of(article), "")
        except TimeoutError:
            found = f"took more than {_LIMIT_S} s"
        # Whatever is raised is a fault to report.
        except Exception:  # noqa: BLE001 - as above
            found = traceback.format_exc(limit=-3)
        if found and not _renders(text):
            counted[_UNRENDERED] += 1
            found = ""
        if found:
            failed.append((number, found, text))
    return counted, failed


@contextmanager
def _limited() -> Iterator[None]:
    """Raises TimeoutError when the block takes too much time."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    # Again and again: an extension may take the error for one of its own.
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT_S, _LIMIT_S / 10)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _renders(text: str) -> bool:
    """Whether the renderer, without us, makes a page of ``text``, and ends."""
    renderer = Markdown(extensions=list(ALL_EXTENSIONS), extension_configs=CONFIGS)
    try:
        with _limited():
            renderer.convert(text)
    # No page is no page, whatever is raised.
    except Exception:  # noqa: BLE001 - as above
        return False
    return True


def faults_of(article: Article) -> Iterator[str]:
    """What is wrong with an article that was cut, or with what it is joined to."""
    text, segments = article.text, article.segments
    untouched = [None] * len(segments)
    if join(article, untouched) != text:
        yield "joined without a translation it is another text"
    if strip_marks(join(article, untouched, mark=milestone)) != text:
        yield "without its marks the marked text is another one"
    yield from _misplaced(article)
    yield from _misjoined(article)


def _misplaced(article: Article) -> Iterator[str]:
    position = 0
    for block in article.blocks:
        spans = [span for segment in block.segments for span in segment.spans]
        is_value = block.kind is Kind.FRONT_MATTER
        # All segments of a value stand where it stands, be it of several lines.
        for start, end in dict.fromkeys(spans) if is_value else spans:
            if not position <= start < end <= len(article.text):
                yield f"span {start}-{end} is out of order"
            if not is_value and re.search(r"[\r\n]", article.text[start:end]):
                yield f"span {start}-{end} is no part of a line"
            position = end


def _misjoined(article: Article) -> Iterator[str]:
    """Each marker stands where its segment stood, and all around is as it was."""
    text = article.text
    places: list[tuple[Span, int] | None] = [
        ((segment.spans[0][0], segment.spans[-1][1]), number)
        if block.kind is not Kind.FRONT_MATTER
        else None
        for number, block in enumerate(article.blocks)
        for segment in block.segments
    ]
    joined = join(
        article, [place and f"⟦{index}⟧" for index, place in enumerate(places)]
    )
    if _MARKER.search(text):
        return
    pieces = _MARKER.split(joined)
    marked = [(index, *place) for index, place in enumerate(places) if place]
    if [int(index) for index in pieces[1::2]] != [index for index, _, _ in marked]:
        yield "translations are lost or out of order"
        return
    edges = [(0, 0, -1), *((*span, block) for _, span, block in marked)]
    gaps = [
        (text[before[1] : after[0]], before[2] == after[2])
        for before, after in pairwise([*edges, (len(text), 0, -2)])
    ]
    for piece, (gap, is_within) in zip(pieces[::2], gaps, strict=True):
        may_close = is_within and not without_directives(gap).strip(" \t\r\n>")
        if piece != gap and not (may_close and not piece.strip()):
            yield f"{gap!r} became {piece!r}"
