"""The attacks of this folder, one JSON object a line.

``kind`` says what an attack tries, ``hidden`` how it tries to pass. It holds one of:

``text``
    what is put into the place of any message (``times`` repeats it);
``messages``
    what is put into the places of some messages of ``article.md``, together; with
    ``hidden`` "harmless alone" each of them is published without the others, in the
    language ``locale``;
``value``
    what is put into the place of the article's title and description;
``nav``, ``site``
    what is put into the place of a title of the navigation, of a text of the site.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = [
    "ARTICLE",
    "CONFIGS",
    "EXTENSIONS",
    "HARMLESS_ALONE",
    "OVER_BLOCKS",
    "OVER_MESSAGES",
    "PLACES",
    "Attack",
    "attacks",
]

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.html",
]
CONFIGS: dict[str, dict[str, object]] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.magiclink": {
        "repo_url_shorthand": True,
        "social_url_shorthand": True,
        "user": "squidfunk",
        "repo": "mkdocs-material",
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "toc": {"permalink": True},
}
_FOLDER = Path(__file__).parent
ARTICLE = (_FOLDER / "article.md").read_text(encoding="utf-8")
"""The article all of them aim at."""
PLACES = (
    "The heading",
    "Alpha one here.",
    "Lonely paragraph",
    "First item",
    "Cell one",
    "Title here",
    "Tab one",
    "Definition here.",
    "Raw inside here.",
    "The note text.",
)
"""A message of each kind of block."""
HARMLESS_ALONE = "harmless alone"
OVER_MESSAGES = "over messages"
OVER_BLOCKS = "over blocks"


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack; see above."""

    name: str
    kind: str
    hidden: str
    text: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    nav: str = ""
    site: str = ""
    locale: str = ""

    @property
    def is_split(self) -> bool:
        """Whether it needs several messages."""
        return self.hidden in {OVER_MESSAGES, OVER_BLOCKS, HARMLESS_ALONE}

    def __str__(self) -> str:
        return self.name


def attacks(*, of: str | None = None) -> list[Attack]:
    """All attacks in the order of the files; ``of`` names what they hold."""
    found = []
    for path in sorted(_FOLDER.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            values = json.loads(line)
            if of is None or of in values:
                values["text"] = values.get("text", "") * values.pop("times", 1)
                found.append(Attack(f"{path.stem}-{number}", **values))
    return found
