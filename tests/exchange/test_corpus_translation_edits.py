"""Translations of real articles are edited: their TARGETs change, nothing else does."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bitext.catalog import (
    Catalog,
    Message,
    catalog_bytes,
    read_catalog,
)
from bitext.exchange.sxs import Document, read
from bitext.exchange.sxs.layout import UnitPlace
from bitext.exchange.sxs.record import read_record
from bitext.layout import catalog_path
from bitext.markdown.article import JOINED, Article, Span
from tests.exchange.sxs_project import Project
from tests.exchange.test_corpora import FOLDERS
from tests.exchange.test_export import one_file

pytestmark = pytest.mark.slow

LEAST = 12
"""Messages tried of each kind, if there are that many."""
MARK = "\ua756"
"""A letter no article has."""
KINDS = (
    "ordinary",
    "link peeled",
    "merged unit",
    "said again",
    "front matter",
    "several units",
    "own bytes",
    "in place",
)


@dataclass(frozen=True)
class Tried:
    """A message, and the units that stand for it or for a part of it."""

    article: str
    message: Message
    units: tuple[int, ...]
    """Numbers from 0 among the units of the file."""


def messages_of(project: Project, code: str) -> dict[str, list[Tried]]:
    """All translated messages of the locale, by what is special about their units."""
    found: dict[str, list[Tried]] = defaultdict(list)
    split = project.splitting.splitter()
    folder = project.locales / code / "sxs"
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix().removesuffix(".json")
        catalog_file = catalog_path(project.locales, gettext=code, article=name)
        if catalog_file.is_file():
            cut = split(project.article(name))
            catalog = read_catalog(catalog_file)
            for kind, tried in kinds_of(name, cut, catalog, path):
                found[kind].append(tried)
    return found


def kinds_of(
    name: str, article: Article, catalog: Catalog, record: Path
) -> Iterator[tuple[str, Tried]]:
    text = article.text
    layout = read_record(record.read_bytes(), text=text, path=name).layout
    places = [unit for unit in layout.units if unit.number]
    loose = [unit for unit in layout.units if not unit.number]
    for message in catalog.messages:
        if not message.is_translated or message.target == JOINED:
            continue
        spans = [one.spans for one in article.segments if one.text == message.source]
        units = tuple(
            number
            for number, place in enumerate(places)
            if any(overlap(place, span) for span in spans)
        )
        here = [places[number] for number in units]
        own = [place for place in here if place.messages]
        holds = {
            "front matter": is_front_matter(message),
            "merged unit": any(place.number.startswith("p") for place in here),
            "said again": len(spans) > 1,
            "several units": len(here) > len(spans),
            "link peeled": any(is_inside(place) for place in own),
            "own bytes": any(place.target is not None for place in here),
            "in place": any(overlap(place, span) for place in loose for span in spans),
            "ordinary": bool(here) and not own,
        }
        tried = Tried(name, message, units)
        yield from ((kind, tried) for kind in KINDS if holds[kind])


def overlap(place: UnitPlace, spans: Sequence[Span]) -> bool:
    return place.start < spans[-1][1] and spans[0][0] < place.end


def is_inside(place: UnitPlace) -> bool:
    start, end = place.messages[0][0][0], place.messages[-1][-1][1]
    return start < place.start and place.end < end


def is_front_matter(message: Message) -> bool:
    return any(line.startswith("front-matter") for line in message.extracted)


def edited(target: str, choose: random.Random) -> str | None:
    """A letter more, somewhere in the words of ``target``."""
    words = re.sub(r"\]\([^)]*\)|<[^<>]*>|`[^`]*`", lambda no: "-" * len(no[0]), target)
    spots = [found.end() for found in re.finditer(r"(?<=\w)\w(?=\w)", words)]
    if not spots:
        return None
    spot = choose.choice(spots)
    return f"{target[:spot]}{MARK}{target[spot:]}"


@pytest.mark.parametrize("code", ["nb", "ja"])
def test_an_edited_translation_changes_its_targets_and_no_other_byte(
    code: str, unpacked: Callable[[str], Path], project: Project
) -> None:
    project.plan(unpacked(FOLDERS[code]) / "AlchemyInsights", code, workers=2).write()
    found = messages_of(project, code)
    assert set(found) <= set(KINDS)
    choose = random.Random(5)  # noqa: S311 - a sample, no secret
    faults: list[str] = []
    number = 0
    for kind in KINDS:
        sample = choose.sample(found[kind], min(len(found[kind]), 3 * LEAST))
        done = 0
        for tried in sample:
            new = edited(tried.message.target, choose)
            if new is None or done == LEAST:
                continue
            done += 1
            number += 1
            fault = fault_of(project, code, tried, new)
            if fault:
                faults.append(f"{kind}: {tried.article}: {new!r}: {fault}")
    assert not faults, "\n".join(faults)
    assert number >= LEAST * (len(KINDS) - 2)


def fault_of(project: Project, code: str, tried: Tried, new: str) -> str:
    """What is wrong with the file after the edit; the catalog is put back."""
    path = catalog_path(project.locales, gettext=code, article=tried.article)
    held = path.read_bytes()
    before = one_file(project, tried.article, code)
    catalog = read_catalog(path)
    catalog.messages = [
        replace(message, target=new) if message.key == tried.message.key else message
        for message in catalog.messages
    ]
    path.write_bytes(catalog_bytes(catalog))
    after = one_file(project, tried.article, code)
    path.write_bytes(held)
    if one_file(project, tried.article, code) != before:
        return "the old catalog does not give the old file"
    return "; ".join(differences(read(before), read(after), tried))


def differences(before: Document, after: Document, tried: Tried) -> Iterator[str]:
    """Yield what differs beyond the TARGETs of the message, or does not and should."""
    if len(before.units) != len(after.units):
        yield "other units"
        return
    pairs = list(zip(before.units, after.units, strict=True))
    for number, (old, new) in enumerate(pairs):
        if number not in tried.units and old != new:
            yield f"not of this message: {old} became {new}"
        elif replace(old, target="") != replace(new, target=""):
            yield f"more than the target: {old} became {new}"
    is_front = is_front_matter(tried.message)
    if (before.bom + before.front != after.bom + after.front) != is_front:
        yield f"front matter: {after.front}"
    bodies = [
        [part for part in file.parts if isinstance(part, str)]
        for file in (before, after)
    ]
    whole = "".join(new.target for old, new in pairs if old != new)
    skeleton = "".join(bodies[1])
    if bodies[0] != [part.replace(MARK, "") for part in bodies[1]]:
        yield f"other skeleton: {skeleton}"
    if MARK not in whole + skeleton and (tried.units or not is_front):
        yield f"no target has the letter: {whole}"
