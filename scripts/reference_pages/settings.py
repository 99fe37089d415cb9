"""The pages about settings: the list of all with their defaults."""

from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path

from bitext.config import Config
from reference_pages.tables import front_matter, row, with_table

__all__ = ["setting_pages"]

_FOLDER = "reference/configuration"
_INDEX = f"{_FOLDER}/index.md"


def setting_pages(docs: Path) -> dict[str, str]:
    """The text of the list, by its path below ``docs``; each setting has a page."""
    rows = []
    for one in fields(Config):
        text = (docs / _FOLDER / f"{one.name}.md").read_text(encoding="utf-8")
        words = front_matter(text)["description"].rstrip(".")
        meaning = words[:1].lower() + words[1:]
        rows.append(row(f"[`{one.name}`]({one.name}.md)", _default(one), meaning))
    index = (docs / _INDEX).read_text(encoding="utf-8")
    return {_INDEX: with_table(index, rows, heading="Setting", head="")}


def _default(one: "Field[object]") -> str:
    if one.default is MISSING and one.default_factory is MISSING:
        return "required"
    value = one.default if one.default_factory is MISSING else one.default_factory()
    if is_dataclass(value):
        return ""
    if value == ():
        return "none"
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"`{_shown(each)}`" for each in values)


def _shown(value: object) -> str:
    """As it is written in YAML; ``none`` is a word of ours."""
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
