"""The pages of the documentation about rules, made from the rules' own manuals."""

import json
import re
from pathlib import Path

from bitext.check.manual import Manual, manuals
from bitext.files import write_atomic

__all__ = ["main", "pages"]

_HERE = Path(__file__).resolve().parent
DOCS = _HERE.parents[1] / "docs"
FOLDER = "reference/rules"


def pages() -> dict[str, str]:
    """Texts by paths below ``docs/``."""
    found = manuals().values()
    rows = "\n".join(
        f"| [`{one.id}`]({one.id}.md) | {one.severity} | {_cell(one.summary)} |"
        for one in found
    )
    return {
        f"{FOLDER}/index.md": _template("index").format(rows=rows),
        **{f"{FOLDER}/{one.id}.md": _page(one) for one in found},
    }


def main() -> int:
    """Write the pages that differ, and remove those of rules that are gone."""
    texts = pages()
    for path, text in texts.items():
        if write_atomic(DOCS / path, text.encode()):
            print(path)
    for file in (DOCS / FOLDER).glob("*.md"):
        if file.relative_to(DOCS).as_posix() not in texts:
            file.unlink()
            print(f"{file.name}: removed")
    return 0


def _template(name: str) -> str:
    return (_HERE / f"{name}.template.md").read_text(encoding="utf-8")


def _page(manual: Manual) -> str:
    return _template("page").format(
        id=manual.id,
        summary=manual.summary,
        description=_scalar(manual.summary),
        severity=manual.severity.capitalize(),
        details=f"\n{manual.details}\n" if manual.details else "",
        fails=_examples(manual.fails),
        passes=_examples(manual.passes),
        cure=manual.cure,
    )


def _scalar(text: str) -> str:
    """``text`` as YAML holds it: in quotes where it has marks of YAML's own."""
    return json.dumps(text, ensure_ascii=False) if re.search(r": | #", text) else text


def _examples(examples: tuple[str, ...]) -> str:
    """Each as a block of code; what was code in its line stands for itself."""
    return "\n\n".join(f"```text\n{_plain(one)}\n```" for one in examples)


def _plain(example: str) -> str:
    source, arrow, rest = example.partition(" → ")
    lines = [source, f"→ {rest}"] if arrow else [source]
    return "\n".join(re.sub(r"(?<!`)`([^`]+)`(?!`)", r"\1", line) for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
