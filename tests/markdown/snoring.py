"""An extension that reads letters: a line that says ZZZ becomes a rule and text."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor


class _Snore(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        del parent
        return re.search(r"^ZZZ$", block, re.MULTILINE) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        block = blocks.pop(0)
        SubElement(parent, "hr")
        SubElement(parent, "p").text = block
        return True


class SnoringExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - its name
        md.parser.blockprocessors.register(_Snore(md.parser), "snore", 200)
