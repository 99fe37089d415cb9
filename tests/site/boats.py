"""A small site in four languages that uses what real ones use."""

from pathlib import Path

CONFIG = """\
site_name: Boats
site_description: All about boats
site_url: https://example.org/docs/
theme:
  name: material
  font: false
nav:
  - Home: index.md
  - Guide:
      - Start: guide/start.md
      - guide/tables.md
plugins:
  - search
  - bitext:
      source: en
      locales: [nb, ja, ar]
markdown_extensions:
  - admonition
  - attr_list
  - toc:
      permalink: true
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
"""
INDEX = """\
---
title: Welcome aboard
---
# Welcome aboard

Boats float. See [the guide](guide/start.md#storage).
"""
START = """\
# Start

!!! note "Mind the gap"
    Step over it.

## Storage

Put the oars away. Then *close* the hatch.

## Storage

=== "Small boat"

    Lift it.

```sh
row --strict  # do not translate
```
"""
TABLES = """\
# Tables

| Boat | Price |
|------|------:|
| Dinghy | 12 |

![A boat](../boat.png)
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
NB = {
    "mkdocs.yml": {"Boats": "Båter", "Home": "Hjem", "Guide": "Veiledning"},
    "index.md": {
        "Welcome aboard": "Velkommen om bord",
        "Boats float.": "Båter flyter.",
        "See [the guide](guide/start.md#storage).": (
            "Se [veiledningen](guide/start.md#storage)."
        ),
    },
    "guide/start.md": {
        "Start": "Begynn",
        "Storage": "Oppbevaring",
        "Mind the gap": "Se opp",
        "Put the oars away.": "Legg bort årene.",
        "Small boat": "Liten båt",
    },
}
AR = {"guide/start.md": {"Start": "ابدأ", "Storage": "التخزين"}}
# A picture of one transparent point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def catalog(messages: dict[str, str]) -> str:
    entries = (
        f'\nmsgid "{source}"\nmsgstr "{target}"\n'
        for source, target in messages.items()
    )
    return HEADER + "".join(entries)


def make_site(root: Path, config: str = CONFIG) -> Path:
    write(root / "mkdocs.yml", config)
    write(root / "docs/index.md", INDEX)
    write(root / "docs/guide/start.md", START)
    write(root / "docs/guide/tables.md", TABLES)
    (root / "docs/boat.png").write_bytes(PNG)
    for gettext, articles in {"nb": NB, "ar": AR}.items():
        for article, messages in articles.items():
            folder = root / "locales" / gettext / "LC_MESSAGES"
            write(folder / f"{article}.po", catalog(messages))
    return root / "mkdocs.yml"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
