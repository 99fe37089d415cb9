"""What an edit of an article costs its translation, in words, beside a peer.

Each old article is translated whole by a translator that knows no language, then
updated to the new one. A word counts as valid when the rendered new page shows its
translation. Sentences are this bench's own: text of a rendered block, cut after
``.``, ``!`` or ``?`` and a blank, outside code and links.

Words that need a human are told apart by what became of their sentence: it is
``unchanged``; its words are the same, their case, figures or signs are not; its words
stood in a row in the old article, and it was cut or joined; or there are new words in
it. ``floor`` counts the words of the sentences that are not unchanged: what somebody
has to look at who keeps all the rest. ``floor_of_blocks`` is that of a tool whose
messages are blocks.

An article the peer cannot read it leaves to a human whole; ``without_failed`` compares
both on the others alone.
"""

import argparse
import json
import lzma
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import groupby
from pathlib import Path

import lxml.html
import polib
from lxml.html import HtmlElement

from benches.extensions import CONFIGS, EXTENSIONS
from benches.leakcheck.pseudo import CLOSE, OPEN, Translator
from bitext.catalog import Edition, template, update_locale
from bitext.check.guard import Judge
from bitext.config import Config, parse_config
from bitext.markdown import frontmatter
from bitext.markdown.article import Article
from bitext.markdown.renderer import Renderer
from bitext.markdown.segments import join, split
from bitext.site.carrying import carrying

_UNCHANGED, _SAME_WORDS = "unchanged", "same_words"
_CUT_OR_JOINED, _NEW_WORDS = "cut_or_joined", "new_words"
_FATES = (_UNCHANGED, _SAME_WORDS, _CUT_OR_JOINED, _NEW_WORDS)
_KEYS = ("title", "description")
_NAME = "article.md"
_CODE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea"})
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i img ins kbd mark q s samp small span "
    "strong sub sup time u var".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Characters no article uses.
_BLANK, _CODE_BEGINS, _CODE_ENDS = "\ue000", "\ue001", "\ue002"
# Code, addresses and directives of other renderers: nobody translates them.
_NOT_WORDS = re.compile(
    rf"{_CODE_BEGINS}[^{_CODE_ENDS}]*{_CODE_ENDS}|\S+://\S+|www\.\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[![^\[\]]*\]?"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``scripts/bench edits``."""
    parser.add_argument(
        "file", type=Path, help='JSON lines {"old", "new"}: Markdown; plain or .xz'
    )
    parser.add_argument(
        "--locale", default="nb", help="whose rules apply (default: nb)"
    )
    parser.add_argument("--limit", type=int, help="take this many edits only")
    parser.add_argument("--carry", default="all", choices=("never", "links", "all"))
    parser.add_argument(
        "--no-peer", action="store_true", help="leave po4a and msgmerge out"
    )


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Words by outcome; shares are 0.0 to 1.0."""
    rows = list(_rows(arguments.file))[: arguments.limit]
    work = partial(_judged, locale=arguments.locale, carry=arguments.carry)
    has_peer = not arguments.no_peer and shutil.which("po4a-updatepo") is not None
    with ProcessPoolExecutor() as pool:
        ours = list(pool.map(work, rows, chunksize=4))
        figures: dict[str, object] = {
            "articles": len(rows),
            **sum(ours, _Tally()).figures(),
        }
        if has_peer:
            peers = list(pool.map(_peer_judged, rows, chunksize=4))
            figures["po4a_msgmerge"] = _beside(ours, peers)
    if not has_peer and not arguments.no_peer:
        figures["po4a_msgmerge"] = "not installed"
    return figures


def _beside(ours: Sequence["_Tally"], peers: Sequence["_Tally"]) -> dict[str, object]:
    """Figures of ``peers``, with ours of the articles of which they made a page."""
    pairs = zip(ours, peers, strict=True)
    both = [(one, peer) for one, peer in pairs if not peer.failed]
    of_peers = sum(peer.needs_human for _, peer in both)
    of_bitext = sum(one.needs_human for one, _ in both)
    return {
        **sum(peers, _Tally()).figures(),
        "articles_failed": len(peers) - len(both),
        "without_failed": {
            "needs_human": of_peers,
            "needs_human_of_bitext": of_bitext,
            "share": of_bitext / max(of_peers, 1),
        },
    }


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["old"], row["new"]


@dataclass(frozen=True, slots=True)
class _Tally:
    words: int = 0
    words_by: Counter[str] = field(default_factory=Counter)
    """By what became of the sentence."""
    valid_by: Counter[str] = field(default_factory=Counter)
    in_changed_blocks: int = 0
    """Words of blocks that do not stand in the old article."""
    translations: int = 0
    vanished: int = 0
    """Translations that stand in no file any more."""
    failed: int = 0
    """1 for an article of which no translated page was made."""

    def __add__(self, other: "_Tally") -> "_Tally":
        return _Tally(
            *(
                getattr(self, one.name) + getattr(other, one.name)
                for one in fields(self)
            )
        )

    @property
    def needs_human(self) -> int:
        """Words that the new page does not show translated."""
        return self.words - self.valid_by.total()

    def figures(self) -> dict[str, object]:
        unchanged = self.words_by[_UNCHANGED]
        return {
            "kept_unchanged": self.valid_by[_UNCHANGED] / max(unchanged, 1),
            "needs_human": self.needs_human,
            "vanished": self.vanished,
            "floor": self.words - unchanged,
            "floor_of_blocks": self.in_changed_blocks,
            "needs_human_of": {
                fate: self.words_by[fate] - self.valid_by[fate] for fate in _FATES
            },
            "words": self.words,
            "words_of": {fate: self.words_by[fate] for fate in _FATES},
            "translations": self.translations,
        }


def _judged(row: tuple[str, str], *, locale: str, carry: str) -> _Tally:
    """One edit, done by bitext in files of its own."""
    config = parse_config({"source": "en", "locales": [locale], "carry": carry})
    old, new = (_split(text) for text in row)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _update(root, old, config)
        before = _translate_files(root, row[0])
        published = _update(root, new, config)
        after = _translations(root)
    target = config.locales[0].locale
    judge = Judge(new, renderer=_renderer())
    judged = judge.judge(
        [published.get(segment.key) for segment in new.segments], locale=target
    )
    page = join(new, judged.published, spaced=target.spaced)
    return _scored(row, page, before=before, after=after)


def _update(
    root: Path, article: Article, config: Config
) -> Mapping[tuple[str | None, str], str]:
    """Update the catalogs below ``root``; the translations that are published."""
    locale = config.locales[0].locale
    update = update_locale(
        root,
        locale=locale,
        templates={_NAME: template(article.blocks, reference=_NAME)},
        edition=Edition("Edits", "", 1, datetime.now(UTC)),
        carrying=carrying(config, locale=locale),
    )
    update.changes.apply()
    catalog = update.catalogs.get(_NAME)
    return catalog.translations if catalog else {}


def _translate_files(root: Path, text: str) -> Counter[str]:
    """Translate every catalog below ``root``, with polib, as translators' tools do.

    ``text`` is the article: it says what labels and abbreviations a translator keeps.
    """
    parsed = _renderer().parse(text[frontmatter.read(text).end :])
    translator = Translator(
        parsed.references, parsed.abbreviations, _renderer().shorthands
    )
    for path in root.rglob("*.po"):
        catalog = polib.pofile(str(path), wrapwidth=0)
        for entry in catalog:
            entry.msgstr = translator.translate(entry.msgid)
        catalog.save()
    return _translations(root)


def _translations(root: Path) -> Counter[str]:
    """All translations in the files below ``root``, whatever they are good for."""
    return Counter(
        entry.msgstr
        for path in root.rglob("*.po")
        for entry in polib.pofile(str(path))
        if entry.msgstr
    )


def _scored(
    row: tuple[str, str], page: str, *, before: Counter[str], after: Counter[str]
) -> _Tally:
    old, new = row
    past = _Past(list(_sentences(old)))
    blocks = [list(block) for _, block in groupby(_sentences(new), lambda s: s.block)]
    shown = [
        [word for sentence in block for word in sentence.words]
        for _, block in groupby(_sentences(page), lambda s: s.block)
    ]
    in_changed_blocks = sum(
        len(sentence.words)
        for block in blocks
        if not past.has_block(block)
        for sentence in block
    )
    # A page put together otherwise than its source is judged as one block.
    if [len(words) for words in shown] != [
        sum(len(sentence.words) for sentence in block) for block in blocks
    ]:
        blocks = [[sentence for block in blocks for sentence in block]]
        shown = [[word for words in shown for word in words]]
    words_by: Counter[str] = Counter()
    valid_by: Counter[str] = Counter()
    for block, found in zip(blocks, shown, strict=True):
        is_aligned = len(found) == sum(len(sentence.words) for sentence in block)
        left = Counter(found)
        position = 0
        for sentence in block:
            right = 0
            for word in sentence.words:
                wanted = f"{OPEN}{word}{CLOSE}"
                if is_aligned:
                    right += found[position] == wanted
                elif left[wanted]:
                    left[wanted] -= 1
                    right += 1
                position += 1
            fate = past.fate(sentence)
            words_by[fate] += len(sentence.words)
            valid_by[fate] += right
    return _Tally(
        words_by.total(),
        words_by,
        valid_by,
        in_changed_blocks,
        before.total(),
        (before - after).total(),
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    block: int
    key: str
    """Its text, blanks made one."""
    words: tuple[str, ...]
    """Those outside code."""

    @property
    def said(self) -> str:
        """Its words without their case."""
        return " ".join(self.words).casefold()


class _Past:
    """What stood in the old article."""

    def __init__(self, sentences: list[_Sentence]) -> None:
        self._keys = {sentence.key for sentence in sentences}
        self._words = {sentence.said for sentence in sentences}
        self._text = f" {' '.join(sentence.said for sentence in sentences)} "
        self._blocks = {
            tuple(sentence.key for sentence in block)
            for _, block in groupby(sentences, lambda sentence: sentence.block)
        }

    def has_block(self, block: list[_Sentence]) -> bool:
        return tuple(sentence.key for sentence in block) in self._blocks

    def fate(self, sentence: _Sentence) -> str:
        if sentence.key in self._keys:
            return _UNCHANGED
        if sentence.said in self._words:
            return _SAME_WORDS
        return _CUT_OR_JOINED if f" {sentence.said} " in self._text else _NEW_WORDS


def _sentences(text: str) -> Iterator[_Sentence]:
    """Sentences a reader sees of an article, values of its front matter among them."""
    front = frontmatter.read(text, keys=_KEYS)
    html = _renderer().html(text[front.end :].replace("\r\n", "\n"))
    tree = lxml.html.fragment_fromstring(html or "<p></p>", create_parent="div")
    values = [value.text for value in front.values]
    for number, block in enumerate([*values, *_blocks(tree)]):
        for piece in _SENTENCE_END.split(block):
            words = tuple(
                word
                for word in _WORD.findall(_NOT_WORDS.sub(" ", piece))
                if _LETTER.search(word)
            )
            if words:
                key = " ".join(piece.replace(_BLANK, " ").split())
                yield _Sentence(number, key, words)


def _blocks(tree: HtmlElement) -> Iterator[str]:
    """Text between the block tags, blanks in links and code out of a splitter's way."""
    parts: list[str] = []
    for piece in _pieces(tree, held=False):
        if piece is None:
            yield "".join(parts)
            parts = []
        else:
            parts.append(piece)
    yield "".join(parts)


def _pieces(element: HtmlElement, *, held: bool) -> Iterator[str | None]:
    """Text in order; None where a block begins or ends."""
    is_block = element.tag not in _INLINE
    is_code = element.tag in _CODE
    inner = held or is_code or element.tag == "a"
    yield from (None,) * is_block
    yield from (_CODE_BEGINS,) * is_code
    yield from _text(element.text, held=inner)
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child, held=inner)
        yield from _text(child.tail, held=inner)
    yield from (_CODE_ENDS,) * is_code
    yield from (None,) * is_block


def _text(text: str | None, *, held: bool) -> Iterator[str]:
    if text:
        yield _BLANKS.sub(_BLANK, text) if held else text


@cache
def _renderer() -> Renderer:
    return Renderer(EXTENSIONS, CONFIGS)


def _split(text: str) -> Article:
    return split(text, renderer=_renderer(), front_matter=_KEYS)


def _peer_judged(row: tuple[str, str]) -> _Tally:
    """One edit, done by po4a: a message per paragraph, msgmerge, an article again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        master, catalog, made = root / _NAME, root / "x.po", root / "made.md"
        _write(master, row[0])
        _po4a("po4a-updatepo", "-m", master, "-p", catalog)
        before = _translate_files(root, row[0])
        _write(master, row[1])
        _po4a("po4a-updatepo", "-m", master, "-p", catalog)
        after = _translations(root)
        _po4a("po4a-translate", "-k", "0", "-m", master, "-p", catalog, "-l", made)
        is_failed = not made.exists()
        page = row[1] if is_failed else made.read_text(encoding="utf-8")
    tally = _scored(row, page, before=before, after=after)
    return replace(tally, failed=int(is_failed))


def _write(path: Path, text: str) -> None:
    path.write_text(text.lstrip("\ufeff").replace("\r\n", "\n"), encoding="utf-8")


def _po4a(program: str, *arguments: object) -> None:
    options = ("-f", "text", "-o", "markdown", "-o", f"yfm_keys={','.join(_KEYS)}")
    command = [program, *options, "-M", "UTF-8", *map(str, arguments)]
    if program == "po4a-translate":
        command += ["-L", "UTF-8"]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a peer
