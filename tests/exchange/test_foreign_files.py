"""Files as other tools hand them back, and files nobody should have sent."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.catalog import Catalog, Message
from bitext.exchange import xliff, xliff2
from bitext.exchange.codes import Code, coded
from bitext.exchange.errors import ExchangeFileError
from bitext.exchange.formats import FORMATS
from bitext.exchange.incoming_files import find_files, read_within_bounds, safe_xml
from bitext.exchange.intake import Intake, Outcome, Refused, take_in
from bitext.exchange.toolkit import storage
from bitext.exchange.unit import Incoming, Outgoing
from bitext.locales import parse_locale

ENGLISH, NORWEGIAN = parse_locale("en"), parse_locale("nb")
SOURCE = "See **[setup](setup.md)** and `run` now."
TARGET = "Se `run` og **[oppsett](setup.md)** nå."
STORES: dict[str, Any] = {
    "xliff": storage("xliff").Xliff1File,
    "xliff2": storage("xliff2").Xliff2File,
    "tmx": storage("tmx").tmxfile,
    "csv": storage("csvl10n").csvfile,
}
FORM = pytest.mark.parametrize("form", ["xliff", "xliff2", "tmx"])


def message(source: str = SOURCE, target: str = "") -> Message:
    return Message(
        source, target, extracted=("paragraph in Rigging",), flags=("markdown-text",)
    )


def written(form: str, *messages: Message) -> str:
    units = [Outgoing("guides/rig.md", one) for one in messages]
    content = FORMATS[form].write(units, source=ENGLISH, target=NORWEGIAN)
    return content.decode("utf-8")


def taken(form: str, text: str | bytes, *messages: Message) -> Intake:
    content = text.encode() if isinstance(text, str) else text
    units = list(FORMATS[form].read(content, shown_as="nb", locale=NORWEGIAN))
    intake = take_in(
        [unit for unit in units if isinstance(unit, Incoming)],
        catalogs={"guides/rig.md": Catalog("rig.po", messages=list(messages))},
        faults=lambda _: None,
    )
    intake.refused += [unit for unit in units if isinstance(unit, Refused)]
    return intake


def only(intake: Intake) -> Message:
    assert not intake.refused
    return intake.catalogs["guides/rig.md"].messages[0]


@given(st.text() | st.from_regex(r"([*_`\[\]()<>&!{}=~ab:/.\x01 -]|<b>|</b>){1,30}"))
@pytest.mark.parametrize("form", list(FORMATS))
def test_any_text_comes_back_to_the_letter(form: str, text: str) -> None:
    if not text.strip() or not text.isprintable():
        # White space alone is no translation; a catalog has text on one line.
        text = f"a {text.replace(chr(13), '').replace(chr(10), '')} b"
    unit = Outgoing("a.md", message("Words.", text.replace("\0", "")))
    content = FORMATS[form].write([unit], source=ENGLISH, target=NORWEGIAN)
    (found,) = FORMATS[form].read(content, shown_as="", locale=NORWEGIAN)
    assert isinstance(found, Incoming)
    assert unit.known.restored(found.target) == unit.message.target
    assert unit.known.restored(found.source) == "Words."
    assert found.id == unit.id


@pytest.mark.parametrize(
    "text",
    [
        "**a *b* c** `d`",
        '[a **b**](c.md "d") ![e](f.png)',
        "<b>a <i>b</b> c</i> *d <b>e* f</b>",
        "\\* &nbsp; x\x0by",
    ],
)
def test_parts_give_their_text_back(text: str) -> None:
    parts = coded(text, is_markup=True)
    joined = "".join(
        part.original if isinstance(part, Code) else part for part in parts
    )
    assert joined == text
    assert sum(isinstance(part, Code) for part in parts)


def test_codes_that_stand_for_the_same_have_the_same_number() -> None:
    source = coded(SOURCE, is_markup=True)
    target = coded(TARGET, is_markup=True, like=source)
    wanted = {(one.number, one.original) for one in source if isinstance(one, Code)}
    assert wanted == {(o.number, o.original) for o in target if isinstance(o, Code)}


PROPOSAL = (
    '<note from="tm">88 %</note><alt-trans match-quality="88">'
    "<source>x</source><target>y</target></alt-trans>"
)


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        # Another prefix for the namespace.
        ("xliff", r"<(/?)(?=[a-z])", r"<\1x:"),
        ("xliff2", r"<(/?)(?=[a-z])", r"<\1x:"),
        # Indented anew, without xml:space.
        ("xliff", r"(<target[^>]*>)|(</target>)", "\\1\n      \\2"),
        ("xliff2", r"(<source>|<target>)", "\\1\n      "),
        ("xliff", r' xml:space="preserve"', ""),
        ("tmx", r"(<seg>)", "\\1\n\t"),
        # More notes, another tool's proposals, its own attributes.
        (
            "xliff",
            r"</trans-unit>",
            f"{PROPOSAL}</trans-unit>",
        ),
        ("xliff", r"<trans-unit", '<trans-unit maxwidth="9" xmlns:o="urn:o" o:a="b"'),
        ("xliff", r"<target ", '<target xml:lang="nb-NO" '),
        ("xliff", r"<source>(.*)</source>", r"<source>\1</source><seg-source/>"),
        ("xliff", r"(<target[^>]*>)(.*)</t", r"\1<mrk mtype='seg'>\2</mrk></t"),
        ("xliff2", r"<source>", "<source><mrk id='m1' type='term'/>"),
        # Codes without what they stand for.
        ("xliff", r"(<(?:ph|bpt|ept)[^>]*)>[^<]*</(?:ph|bpt|ept)>", r"\1/>"),
        (
            "xliff",
            r"<bpt id=\"2\"[^>]*>[^<]*</bpt>(.*?)<ept id=\"2\">[^<]*</ept>",
            r'<g id="2">\1</g>',
        ),
        ("xliff2", r' dataRef\w*="[^"]*"', ""),
        # Ids of its own.
        ("xliff", r'<trans-unit([^>]*) id="[^"]*"', r'<trans-unit\1 id="7"'),
        ("xliff2", r'<unit id="[^"]*"', '<unit id="u7"'),
        # Comments and processing instructions.
        ("xliff", r"nå", "<!-- c -->nå<?p i?>"),
    ],
)
def test_what_other_tools_do_to_a_file_does_no_harm(
    form: str, before: str, after: str
) -> None:
    text = written(form, message(SOURCE, TARGET))
    changed = re.sub(before, after, text)
    assert changed != text
    if "x:" in after:
        changed = changed.replace(" xmlns=", " xmlns:x=")
    assert only(taken(form, changed, message())).target == TARGET


def test_attributes_may_stand_in_any_order() -> None:
    text = written("xliff", message(SOURCE, TARGET))
    reordered = re.sub(r'<(\w+) (\w+="[^"]*") (\w+="[^"]*")', r"<\1 \3 \2", text)
    assert reordered != text
    assert only(taken("xliff", reordered, message())).target == TARGET


@pytest.mark.parametrize(
    ("attributes", "approved", "is_fuzzy"),
    [
        ('state="final"', "", False),
        ('state="signed-off"', 'approved="no"', False),
        ('state="translated"', "", False),
        ('state="translated"', 'approved="no"', True),
        ('state="needs-translation"', "", True),
        ('state="needs-adaptation"', 'approved="yes"', True),
        ('state="needs-l10n"', "", True),
        ('state="needs-review-translation"', "", True),
        ('state="needs-review-l10n"', "", True),
        ('state="new"', "", True),
        ('state="x-other"', "", True),
        ('state-qualifier="fuzzy-match"', "", True),
        ('state-qualifier="exact-match"', "", False),
        ("", "", False),
        ("", 'approved="yes"', False),
        ("", 'approved="no"', True),
    ],
)
def test_states_of_all_tools_are_read(
    attributes: str, approved: str, *, is_fuzzy: bool
) -> None:
    text = written("xliff", message(SOURCE, TARGET))
    text = text.replace('state="final"', attributes).replace('approved="yes"', approved)
    assert only(taken("xliff", text, message())).is_fuzzy is is_fuzzy


@pytest.mark.parametrize(
    ("state", "is_fuzzy"),
    [
        ("initial", True),
        ("translated", False),
        ("reviewed", False),
        ("final", False),
        (None, False),
    ],
)
def test_states_of_the_newer_standard_are_read(
    state: str | None, *, is_fuzzy: bool
) -> None:
    text = written("xliff2", message(SOURCE, TARGET))
    text = text.replace(' state="final"', f' state="{state}"' if state else "")
    assert only(taken("xliff2", text, message())).is_fuzzy is is_fuzzy


def test_a_unit_cut_into_segments_is_put_together() -> None:
    text = written("xliff2", message("One. Two.", "En. To."))
    text = text.replace("<source>One. Two.</source>", "<source>One.</source>")
    cut = (
        "<target>En.</target></segment><ignorable><source> </source></ignorable>"
        '<segment state="final"><source>Two.</source><target>To.</target>'
    )
    text = text.replace("<target>En. To.</target>", cut)
    assert only(taken("xliff2", text, message("One. Two."))).target == "En. To."


def test_origin_of_a_match_is_kept() -> None:
    text = written("xliff", message(SOURCE, TARGET))
    for qualifier, origin in (
        ("exact-match", "memory"),
        ("leveraged-mt", "mt"),
        ("x-own", "human"),
    ):
        marked = text.replace("<target ", f'<target state-qualifier="{qualifier}" ')
        assert only(taken("xliff", marked, message())).facts == {"origin": origin}


def test_a_memory_of_another_tool_fills_what_is_untranslated() -> None:
    text = (
        '<?xml version="1.0" encoding="utf-16"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="en-US"'
        ' datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" '
        'creationtool="x" creationtoolversion="1"/><body><tu>'
        '<tuv xml:lang="de"><seg>Hallo</seg></tuv><tuv xml:lang="EN-US"><seg>Use '
        '<bpt i="1">**</bpt>rope<ept i="1">**</ept>.</seg></tuv><tuv xml:lang="no">'
        '<seg>Bruk <bpt i="1">**</bpt>tau<ept i="1">**</ept>.</seg></tuv></tu></body>'
        "</tmx>"
    ).encode("utf-16")
    wanted = message("Use **rope**.")
    found = only(taken("tmx", text, wanted))
    assert (found.target, found.facts) == ("Bruk **tau**.", {"origin": "memory"})
    kept = message("Use **rope**.", "Ta **tau**.")
    assert not taken("tmx", text, kept).catalogs
    refused = taken("tmx", text, message()).refused
    assert [one.reason for one in refused] == ["no article has this text"]


def test_two_translations_of_one_text_are_not_both_taken() -> None:
    text = written("xliff", message(SOURCE, TARGET))
    unit = text[text.index("<trans-unit") : text.index("</body>")]
    twice = text.replace("</body>", f"{unit.replace('nå', 'no')}</body>")
    intake = taken("xliff", twice, message())
    assert [one.reason for one in intake.refused] == [
        "the import has another translation of this text"
    ]
    assert intake.outcomes[Outcome.TRANSLATED] == 1


@FORM
@pytest.mark.parametrize(
    "name", ["../rig.md", "/etc/passwd", "guides/../../x", "C:\\x", "no.md", "a\u2028b"]
)
def test_a_unit_of_no_article_is_refused(form: str, name: str) -> None:
    text = written(form, message(SOURCE, TARGET)).replace("guides/rig.md", name)
    intake = taken(form, text, message())
    assert not intake.catalogs
    assert len(intake.refused) == 1
    assert repr(name) in intake.refused[0].reason


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
HOSTILE = {
    "an external entity": '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "a thousand laughs": f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>',
    "parameter entities": '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://x/"> %p;]>',
    "default attributes": '<!DOCTYPE r [<!ATTLIST target state CDATA "final">]>',
    "two document types": "<!DOCTYPE a><!DOCTYPE b [<!ENTITY e 'x'>]>",
    "a hidden document type": "<?p a?b?><!DOCTYPE r [<!ENTITY e 'x'>]>",
}


@FORM
@pytest.mark.parametrize("declared", HOSTILE.values(), ids=list(HOSTILE))
def test_declarations_are_refused_before_a_parser_sees_them(
    form: str, declared: str
) -> None:
    text = written(form, message(SOURCE, TARGET))
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text).replace("?>\n", f"?>{declared}", 1)
    for content in (text.encode(), text.replace("UTF-8", "UTF-16").encode("utf-16")):
        with pytest.raises(ExchangeFileError):
            taken(form, content, message())


@FORM
def test_an_entity_that_nothing_declares_is_no_text(form: str) -> None:
    text = written(form, message(SOURCE, TARGET)).replace("nå", "&e;")
    with pytest.raises(ExchangeFileError, match="not XML"):
        taken(form, text, message())


@FORM
def test_an_inclusion_is_refused_and_not_followed(form: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        f'href="{secret.as_uri()}"/>'
    )
    text = written(form, message(SOURCE, TARGET)).replace("nå", include)
    intake = taken(form, text, message())
    assert not intake.catalogs
    assert "include" in intake.refused[0].reason


@FORM
@pytest.mark.parametrize("name", ["mrk", "g", "pc", "hi", "a"])
def test_depth_is_bounded(form: str, name: str) -> None:
    for depth in (100, 100_000):
        deep = f"{f'<{name}>' * depth}x{f'</{name}>' * depth}"
        text = written(form, message(SOURCE, TARGET)).replace("nå", deep)
        try:
            intake = taken(form, text, message())
        except ExchangeFileError:
            continue
        assert depth == 100
        assert not intake.catalogs


def test_size_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlf"
    with path.open("wb") as stream:
        stream.truncate(2**40)
    with pytest.raises(ExchangeFileError, match="larger than 128 MiB"):
        read_within_bounds(path)


@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"<a/>",
        b"<xliff>",
        b"source,target\n\0,x\n",
        b"\xff\xfe\xff",
        b"\xe6",
        b'<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>',
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:9"/>',
        b"not, a, table",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
    ],
)
def test_a_file_of_another_kind_is_an_error_that_names_it(
    form: str, content: bytes
) -> None:
    with pytest.raises(ExchangeFileError, match=r"^nb"):
        taken(form, content, message())


def test_a_field_without_end_is_no_csv() -> None:
    content = f'source,target\nx,"{"y" * 200_000}\n'
    with pytest.raises(ExchangeFileError, match="is not CSV"):
        taken("csv", content, message())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_every_office_is_read(delimiter: str) -> None:
    text = delimiter.join(["source", "target", "location"])
    text += "\r\n" + delimiter.join(["Bail.", "Øs.", "guides/rig.md"]) + "\r\n"
    for content in (text.encode("utf-8-sig"), text.encode("utf-16"), text.encode()):
        assert only(taken("csv", content, message("Bail."))).target == "Øs."


def test_a_file_of_another_language_is_an_error() -> None:
    for module, attribute in ((xliff, "target-language"), (xliff2, "trgLang")):
        content = module.write(
            [Outgoing("a.md", message())], source=ENGLISH, target=NORWEGIAN
        )
        other = content.decode().replace(f'{attribute}="nb"', f'{attribute}="de-DE"')
        with pytest.raises(ExchangeFileError, match="into de-DE, not nb"):
            list(module.read(other.encode(), shown_as="nb", locale=NORWEGIAN))


def test_links_out_of_a_folder_are_refused_and_others_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xlf").write_text("x")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xlf").write_text("x")
    (folder / "b.xlf").symlink_to(folder / "a.xlf")
    (folder / "linked").symlink_to(outside)
    found = list(find_files([folder], suffixes=(".xlf",)))
    assert [path.name for path in found] == ["a.xlf", "b.xlf"]
    (folder / "c.xlf").symlink_to(outside / "secret.xlf")
    with pytest.raises(ExchangeFileError, match="link out of its folder"):
        list(find_files([folder], suffixes=(".xlf",)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlf")
    for paths in ([tmp_path], [tmp_path / "a.xlf"], [tmp_path / "no"]):
        with pytest.raises(ExchangeFileError):
            list(find_files(paths, suffixes=(".xlf",)))


def test_a_document_type_alone_is_cut_off() -> None:
    content = b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE tmx SYSTEM "x.dtd">\n<tmx/>'
    assert safe_xml(content, shown="x").strip() == b"<tmx/>"


def test_the_toolkit_sees_texts_and_states_as_they_are_meant() -> None:
    fuzzy = Message(
        "Bail.", "Øs.", is_fuzzy=True, extracted=("item",), facts={"origin": "mt"}
    )
    messages = (message(SOURCE, TARGET), fuzzy, message("Untranslated."))
    for form, kind in STORES.items():
        store = kind.parsestring(written(form, *messages).encode())
        if form != "xliff2":
            # It takes the codes of the newer standard for nothing.
            assert (store.units[0].source, store.units[0].target) == (SOURCE, TARGET)
        assert store.units[0].istranslated()
        if form != "tmx":
            states = [(one.isfuzzy(), bool(one.target)) for one in store.units]
            assert states == [(False, True), (True, True), (False, False)]


@pytest.mark.parametrize("form", ["xliff", "xliff2"])
def test_what_the_toolkit_writes_anew_is_read(form: str) -> None:
    store = STORES[form].parsestring(written(form, message(SOURCE, TARGET)).encode())
    for unit in store.units:
        unit.rich_target = unit.rich_target
        unit.addnote("Seen.", origin="translator")
    found = only(taken(form, bytes(store), message()))
    assert (found.target, found.is_fuzzy) == (TARGET, False)
