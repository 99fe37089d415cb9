"""Headers are complete, without placeholders, and change only with cause."""

from bitext.catalog import Edition
from bitext.catalog.header import complete_header, revised
from bitext.locales import Locale


def test_a_new_header_is_complete(nb: Locale, edition: Edition) -> None:
    header = complete_header({}, locale=nb, edition=edition, is_new_set=True)
    assert header == {
        "Project-Id-Version": "Help 1.0",
        "Report-Msgid-Bugs-To": "bugs@example.org",
        "POT-Creation-Date": "2026-03-01 12:30+0000",
        "PO-Revision-Date": "2026-03-01 12:30+0000",
        "Last-Translator": "",
        "Language-Team": "Norwegian Bokmål",
        "Language": "nb",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": nb.plural_forms,
        "X-Generator": "bitext",
        "X-Bitext-Segmentation": "1",
    }


def test_what_translators_and_their_tools_wrote_is_kept(
    nb: Locale, edition: Edition
) -> None:
    old = {
        "X-Team-Note": "hello",
        "PO-Revision-Date": "2020-01-01 00:00+0100",
        "Last-Translator": "Kari <kari@example.org>",
        "Language-Team": "Team",
        "Plural-Forms": "nplurals=1; plural=0;",
        "X-Generator": "Poedit 3.4",
        "POT-Creation-Date": "2019-01-01 00:00+0100",
    }
    header = complete_header(old, locale=nb, edition=edition, is_new_set=False)
    assert {name: header[name] for name in old} == old
    assert list(header)[-1] == "X-Team-Note"


def test_placeholders_are_replaced(nb: Locale, edition: Edition) -> None:
    old = {
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Content-Type": "text/plain; charset=CHARSET",
        "Plural-Forms": "nplurals=INTEGER; plural=EXPRESSION;",
    }
    fresh = complete_header({}, locale=nb, edition=edition, is_new_set=False)
    assert complete_header(old, locale=nb, edition=edition, is_new_set=False) == fresh


def test_only_a_new_set_of_messages_moves_the_creation_date(
    nb: Locale, edition: Edition, later: Edition
) -> None:
    old = complete_header({}, locale=nb, edition=edition, is_new_set=True)
    same = complete_header(old, locale=nb, edition=later, is_new_set=False)
    new = complete_header(old, locale=nb, edition=later, is_new_set=True)
    assert same == old
    assert new == {**old, "POT-Creation-Date": "2027-08-09 10:11+0000"}


def test_a_template_names_no_language(edition: Edition) -> None:
    header = complete_header({}, locale=None, edition=edition, is_new_set=True)
    assert header["Language"] == ""
    assert "Plural-Forms" not in header


def test_a_revision_date_that_is_none_is_the_oldest() -> None:
    assert revised({"PO-Revision-Date": "1970-01-01 01:01+0100"}) == 60.0
    assert revised({"PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE"}) == 0.0
    assert revised({}) == 0.0
