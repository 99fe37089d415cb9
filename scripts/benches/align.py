"""How well pages that were translated as wholes are aligned with their articles.

The pages are made from a project whose sentences are known: the translated articles of
its staged trees. Some of their paragraphs are left out and some changed places, as in
pages that nobody brought up to date; what is aligned is held against the catalogs.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from bitext.catalog import read_catalog
from bitext.exchange.pages import Match, align
from bitext.layout import catalog_path
from bitext.markdown.marks import strip_marks
from bitext.markdown.segments import JOINED, split
from bitext.site.articles import ArticleReader
from bitext.site.project import load_project

_SHARES = (0.0, 0.1, 0.3)
"""Of paragraphs that are left out."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which project, and how much of it."""
    parser.add_argument("project", type=Path, help="a project that has been built")
    parser.add_argument("locales", nargs="+", help="codes of its languages")
    parser.add_argument("--articles", type=int, default=300, help="so many, at random")


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """By language and share left out: sentences, and how many of them are right."""
    return {
        code: {
            f"{share:.0%} left out": _figures(
                arguments.project, code, share, most=arguments.articles
            )
            for share in _SHARES
        }
        for code in arguments.locales
    }


def _figures(root: Path, code: str, share: float, *, most: int) -> dict[str, object]:
    project = load_project(root)
    locale = next(
        one.locale for one in project.config.locales if one.locale.code == code
    )
    reader = ArticleReader(project)
    chance = random.Random(f"{code} {share}")  # noqa: S311 - it chooses test data
    articles = sorted(project.articles)
    counts: Counter[str] = Counter()
    for article in chance.sample(articles, min(most, len(articles))):
        page = project.stage_dir / code / "docs" / article
        catalog = catalog_path(
            project.locales_dir, gettext=locale.gettext, article=article
        )
        if not page.is_file() or not catalog.is_file():
            continue
        truth = {
            message.source: " ".join(message.target.split())
            for message in read_catalog(catalog).messages
            if message.is_translated and message.target != JOINED
        }
        parts = strip_marks(page.read_text(encoding="utf-8")).split("\n\n")
        text = "\n\n".join(one for one in parts if chance.random() >= share)
        target = split(
            text,
            renderer=reader.renderer,
            language=locale.language,
            front_matter=project.config.front_matter,
        )
        for match in align(reader.read(article).article, target).matches:
            counts[_verdict(match, truth)] += 1
    valid = counts["valid right"] + counts["valid wrong"]
    return {**counts, "share of valid that is right": counts["valid right"] / valid}


def _verdict(match: Match, truth: dict[str, str]) -> str:
    """What a match is worth; texts that stayed in the source language tell nothing."""
    found = " ".join(" ".join(one.text for one in match.targets).split())
    known = [truth.get(segment.text, "") for segment in match.sources]
    if not all(known) or found == " ".join(one.text for one in match.sources):
        return "not known"
    state = "valid" if match.is_sure else "fuzzy"
    wanted = " ".join(known)
    # A sentence that was joined with its neighbours is cut otherwise here.
    is_right = found == wanted or wanted.startswith(found) or found.startswith(wanted)
    return f"{state} {'right' if is_right else 'wrong'}"
