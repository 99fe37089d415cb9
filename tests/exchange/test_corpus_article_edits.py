"""Real articles are edited: in the export their block changes, nothing else does."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bitext.exchange.sxs import Unit, read
from bitext.exchange.sxs.record import read_record
from bitext.exchange.sxs.slug import slug
from bitext.markdown.article import JOINED, Article, Block, Kind
from tests.exchange.sxs_project import Project
from tests.exchange.test_corpora import FOLDERS
from tests.exchange.test_export import one_file

pytestmark = pytest.mark.slow

EDITS = 150
"""In each of two languages."""
RARE = 60
NEW = "Something new is here."


@dataclass(frozen=True)
class Edit:
    """What is done to an article, and which block it is done to."""

    name: str
    text: str
    """The article afterwards."""
    block: Block
    takes: int = 0
    """Characters behind the block that go with it."""
    partner: Block | None = None


def edits_of(article: Article, choose: random.Random) -> Iterator[Edit]:
    """Every kind of edit once, in an order of its own, as far as there is a place."""
    text = article.text
    blocks = [
        block
        for block in article.blocks
        if block.kind not in {Kind.FRONT_MATTER, Kind.ALT, Kind.LINK_TITLE}
        and not text.startswith("[!", block.spans[0][0])
    ]
    choose.shuffle(blocks)
    seen: set[str] = set()
    for block in blocks:
        start, end = block.spans[0][0], block.spans[-1][1]
        line = text[text.rfind("\n", 0, start) + 1 : start]
        name = "quote" if line.startswith(">") else block.kind.value
        name = f"{name} on lines" if len(block.spans) > 1 else name
        for kind, place in (("begins", start), ("ends", end)):
            if f"{name} {kind}" not in seen:
                seen.add(f"{name} {kind}")
                word = "Extra " if kind == "begins" else " extra"
                yield Edit(f"{name} {kind}", text[:place] + word + text[place:], block)
        if len(block.segments) > 1 and block.spans == (block.spans[0],):
            place = block.segments[-1].spans[0][0]
            cut = text[: block.segments[-2].spans[-1][1]] + text[end:]
            added = f"{text[:end]} {NEW}{text[end:]}"
            middle = f"{text[:place]}{NEW} {text[place:]}"
            yield Edit("sentence removed", cut, block)
            yield Edit("sentence added", added, block)
            yield Edit("sentence inserted", middle, block)
        is_alone = not line and text[start - 2 : start] == "\n\n"
        if not is_alone or block.kind is not Kind.PARAGRAPH:
            continue
        yield Edit(
            "paragraph inserted", f"{text[:start]}{NEW}\n\n{text[start:]}", block
        )
        if text[end : end + 2] != "\n\n":
            continue
        yield Edit("block deleted", text[:start] + text[end + 2 :], block, 2)
        for other in blocks:
            last = other.spans[-1][1]
            is_next = other.spans[0][0] == end + 2 and text[last : last + 1] == "\n"
            if other.kind is Kind.PARAGRAPH and is_next:
                swapped = f"{text[end + 2 : last]}\n\n{text[start:end]}"
                text_after = text[:start] + swapped + text[last:]
                yield Edit("paragraph moved", text_after, block, partner=other)


@pytest.mark.parametrize("code", ["nb", "ja"])
def test_an_edit_of_an_article_changes_its_block_alone(
    code: str, unpacked: Callable[[str], Path], project: Project
) -> None:
    project.plan(unpacked(FOLDERS[code]) / "AlchemyInsights", code, workers=2).write()
    records = project.locales / code / "sxs"
    choose = random.Random(7)  # noqa: S311 - a sample, no secret
    split = project.splitting.splitter()
    paths = sorted(records.rglob("*.json"))
    choose.shuffle(paths)
    # Tables and quotes are rare: articles that have some come first.
    paths.sort(
        key=lambda path: not has_rare_blocks(project.article(article_of(path, records)))
    )
    paths[RARE:] = choose.sample(paths[RARE:], len(paths) - RARE)
    tried: Counter[str] = Counter()
    faults: list[str] = []
    for path in paths:
        name = article_of(path, records)
        article = split(project.article(name))
        by_rarity = sorted(edits_of(article, choose), key=lambda edit: tried[edit.name])
        for edit in by_rarity[:2]:
            fault = "; ".join(faults_of(project, code, name, article, edit))
            if fault != "skipped":
                tried[edit.name] += 1
            if fault and fault != "skipped":
                faults.append(f"{edit.name}: {name}: {fault}")
        if tried.total() >= EDITS:
            break
    report = "\n".join(faults)
    assert not faults, f"{len(faults)} of {tried}:\n{report}"
    assert tried.total() >= EDITS
    assert {"cell begins", "quote begins", "item on lines ends"} <= set(tried)


def article_of(record: Path, records: Path) -> str:
    return record.relative_to(records).as_posix().removesuffix(".json")


def has_rare_blocks(text: str) -> bool:
    return bool(re.search(r"^(?:\|.*\||> (?!\[!))", text, re.MULTILINE))


def faults_of(
    project: Project, code: str, name: str, article: Article, edit: Edit
) -> Iterator[str]:
    record = project.locales / code / "sxs" / f"{name}.json"
    layout = read_record(record.read_bytes(), text=article.text, path=name).layout
    places = [unit for unit in layout.units if unit.number]
    first, last = edit.block.spans[0][0], edit.block.spans[-1][1]
    if edit.partner:
        last = edit.partner.spans[-1][1]
    mine = [
        number
        for number, place in enumerate(places)
        if place.start < last and first < place.end
    ]
    before = one_file(project, name, code)
    (project.docs / name).write_bytes(edit.text.encode())
    after = one_file(project, name, code)
    (project.docs / name).write_bytes(article.text.encode())
    old = read(before)
    if len(old.units) != len(places) or not mine:
        yield "skipped"
        return
    start, end = region(before, old.units, mine, is_cell=edit.block.kind is Kind.CELL)
    end += edit.takes
    if edit.name == "paragraph inserted":
        end = start
    rest = len(before) - end
    if after[:start] != before[:start]:
        yield f"before the block: {differing(before, after)}"
    elif after[len(after) - rest :] != before[end:]:
        yield f"behind the block: {differing(before[::-1], after[::-1])[::-1]}"
    else:
        new = after[start : len(after) - rest]
        yield from faults_inside(
            project.catalog(name, code).published, edit, new, old.units
        )


def region(
    text: str, units: tuple[Unit, ...], mine: list[int], *, is_cell: bool
) -> tuple[int, int]:
    """Where the lines of a block begin and end in the file, or its part of a line."""
    spots: list[tuple[int, int]] = []
    position = 0
    for unit in units:
        start = text.index(unit.render(), position)
        position = start + len(unit.render())
        spots.append((start, position))
    start = text.rfind("\n", 0, spots[mine[0]][0]) + 1
    end = text.find("\n", spots[mine[-1]][1])
    end = len(text) if end < 0 else end
    if is_cell:
        start = max([start, *(last for _, last in spots[: mine[0]])])
        end = min([end, *(first for first, _ in spots[mine[-1] + 1 :])])
    return start, end


def faults_inside(
    published: Mapping[str, str], edit: Edit, new: str, old: tuple[Unit, ...]
) -> Iterator[str]:
    units = read(new).units
    numbers = {unit.number for unit in old}
    kept = [unit for unit in units if unit.number in numbers]
    if kept and not edit.partner:
        yield f"kept numbers: {new}"
    if edit.partner and not 0 < len(kept) < len(units):
        yield f"kept {len(kept)} of {len(units)} units: {new}"
    if edit.name == "block deleted":
        if new:
            yield f"left: {new}"
        return
    for unit in units:
        is_merged = unit.number.startswith("p")
        known = published.get(unit.source, JOINED)
        expected = unit.source if known == JOINED else known
        if unit not in kept and not is_merged and unit.target != expected:
            yield f"target: {unit}"
    english = "".join(
        part.source if isinstance(part, Unit) else part for part in read(new).parts
    )
    anchors = re.findall('<a name="([^"]*)"></a>', english)
    plain = re.sub('<a name="[^"]*"></a>', "", english)
    if squeezed(plain) not in squeezed(edit.text):
        yield f"English: {english}"
    if edit.block.kind is Kind.HEADING and anchors[:1] != [slug(plain.lstrip("# "))]:
        yield f"anchor: {anchors} of {plain}"


def squeezed(text: str) -> str:
    return " ".join(re.sub(r"^[ \t>]*", "", text, flags=re.MULTILINE).split())


def differing(one: str, other: str) -> str:
    place = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0
    )
    return (
        f"{one[place - 60 : place + 200]!r} became {other[place - 60 : place + 200]!r}"
    )


def test_other_line_ends_of_an_article_change_nothing_else(
    unpacked: Callable[[str], Path], project: Project
) -> None:
    project.plan(unpacked(FOLDERS["nb"]) / "AlchemyInsights", workers=2).write()
    for path in sorted(project.docs.rglob("*.md"))[::20]:
        name = path.relative_to(project.docs).as_posix()
        before = one_file(project, name)
        path.write_bytes(path.read_bytes().replace(b"\r", b"").replace(b"\n", b"\r\n"))
        after = one_file(project, name)
        assert after.replace("\r", "") == before.replace("\r", ""), name
        assert after.count("\r") > before.count("\r")
