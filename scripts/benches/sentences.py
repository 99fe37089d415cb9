"""How well, and how fast, blocks are cut into sentences, against boundaries given."""

import argparse
import json
import lzma
import time
from collections.abc import Iterator
from pathlib import Path

from bitext.markdown.inline import tokenize
from bitext.markdown.sentences import RULES_VERSION, boundaries

_CONTEXT = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench sentences``."""
    parser.add_argument(
        "file",
        type=Path,
        help='JSON lines {"text": inline Markdown, "segments": [...]}, plain or .xz',
    )
    parser.add_argument("--language", default="en", help="of the texts (default: en)")
    parser.add_argument(
        "--misses", action="store_true", help="list boundaries missed or made up"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Precision, recall, F1 and exact blocks, all 0.0 to 1.0, and speeds."""
    rows = list(_rows(arguments.file))
    right = extra = missed = exact = 0
    started = time.perf_counter()
    found = [boundaries(text, language=arguments.language) for text, _ in rows]
    elapsed_s = time.perf_counter() - started
    for (text, segments), cuts in zip(rows, found, strict=True):
        made = {_ink(text[:cut]) for cut in cuts}
        wanted = _starts(segments)
        right += len(made & wanted)
        extra += len(made - wanted)
        missed += len(wanted - made)
        exact += made == wanted
        if arguments.misses:
            _show(text, sorted(made - wanted), "made up")
            _show(text, sorted(wanted - made), "missed")
    started = time.perf_counter()
    for text, _ in rows:
        tokenize(text)
    tokenized_s = time.perf_counter() - started
    size_mb = sum(len(text.encode()) for text, _ in rows) / 1e6
    precision = right / max(right + extra, 1)
    recall = right / max(right + missed, 1)
    return {
        "blocks": len(rows),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "exact_blocks": exact / max(len(rows), 1),
        "rules_version": RULES_VERSION,
        "cut_mb_per_s": size_mb / elapsed_s,
        "tokenize_mb_per_s": size_mb / tokenized_s,
    }


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row["segments"]


def _ink(text: str) -> int:
    """Characters that are no blanks: segments and block differ in blanks only."""
    return sum(not character.isspace() for character in text)


def _starts(segments: list[str]) -> set[int]:
    """Where segments begin, the first left out, counted in ink."""
    ends = []
    position = 0
    for segment in segments[:-1]:
        position += _ink(segment)
        ends.append(position)
    return set(ends)


def _show(text: str, places: list[int], what: str) -> None:
    ink = [at for at, character in enumerate(text) if not character.isspace()]
    for place in places:
        at = ink[place]
        before = " ".join(text[max(0, at - _CONTEXT) : at].split())
        after = " ".join(text[at : at + _CONTEXT].split())
        print(f"{what}: {before} | {after}")
