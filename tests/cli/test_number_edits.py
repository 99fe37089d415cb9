"""Numbers edited in the source never end up beside the wrong plural form."""

import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import polib
import pytest
from babel import Locale

from tests.cli.conftest import CONFIG, Run

EDITS = 200
NUMBER = re.compile(r"\d+(?:\.\d+)?")
TRANSLATIONS = {
    "ru": "Провести {} лодок мимо маяка {}.",
    "ar": "مرّر {} قوارب بجانب المنارة {}.",
    "pl": "Przeprowadź {} łodzi obok latarni {}.",
    "ja": "灯台{1}のそばに{0}隻の船を通す。",
}
LETTERS = "abcdefghijklmnopqrst"


def number(chance: random.Random) -> str:
    """Small ones, whose category changes with each step, large and broken ones."""
    match chance.randrange(8):
        case 0:
            return str(chance.randint(100, 1999))
        case 1:
            return f"{chance.randint(0, 9)}.{chance.randint(0, 9)}"
        case 2 | 3:
            return str(chance.randint(20, 99))
        case _:
            return str(chance.randint(0, 19))


def name(index: int) -> str:
    """A word of letters: a digit in it would be one more number."""
    return f"Qu{LETTERS[index // 20]}z{LETTERS[index % 20]}"


def write(project: Path, numbers: list[str]) -> None:
    lines = [
        f"Pass {value} boats by the light {name(index)}."
        for index, value in enumerate(numbers)
    ]
    (project / "docs/index.md").write_text("\n\n".join(lines) + "\n")


def category(locale: Locale, value: str) -> str:
    return str(locale.plural_form(Decimal(value)))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_edited_number_is_valid_in_another_plural_form(
    code: str, project: Path, run: Run
) -> None:
    chance = random.Random(code)  # noqa: S311 - no secret depends on it
    (project / "mkdocs.yml").write_text(CONFIG.replace("[nb]", f"[{code}]"))
    olds = [number(chance) for _ in range(EDITS)]
    news = [chance.choice([n for n in map(str, range(200)) if n != o]) for o in olds]
    news[::2] = [_other(chance, old) for old in olds[::2]]
    write(project, olds)
    assert run("update").code == 0
    path = project / f"locales/{code}/LC_MESSAGES/index.md.po"
    catalog = polib.pofile(path.read_text(encoding="utf-8"))
    for index, (entry, old) in enumerate(zip(catalog, olds, strict=True)):
        entry.msgstr = TRANSLATIONS[code].format(old, name(index))
    catalog.save(str(path))
    write(project, news)
    assert run("update").code == 0

    locale = Locale.parse(code)
    outcomes: Counter[tuple[bool, bool]] = Counter()
    entries = [e for e in polib.pofile(path.read_text("utf-8")) if not e.obsolete]
    for entry, old, new in zip(entries, olds, news, strict=True):
        assert NUMBER.findall(entry.msgid) == [new]
        is_valid = not entry.fuzzy and bool(entry.msgstr)
        if is_valid:
            assert NUMBER.findall(entry.msgstr) == [new]
        outcomes[category(locale, old) == category(locale, new), is_valid] += 1
    assert not outcomes[False, True]
    assert outcomes[True, True] > EDITS // 10
    # Japanese has one category.
    assert (outcomes[False, False] > EDITS // 10) == (code != "ja")


def _other(chance: random.Random, old: str) -> str:
    while (new := number(chance)) == old:
        pass
    return new
