"""Tests of what a language code stands for."""

import gettext
import re
import shutil
import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

import pytest
from babel import Locale as Cldr
from babel import localedata

from bitext.locales import MATERIAL_LANGUAGES, LocaleError, parse_locale

LANGUAGES = sorted(
    identifier
    for identifier in localedata.locale_identifiers()
    if "_" not in identifier and identifier != "root"
)
MSGFMT = shutil.which("msgfmt") or ""


@pytest.mark.parametrize(
    ("code", "name", "english", "theme"),
    [
        ("ar", "العربية", "Arabic", "ar"),
        ("bs", "Bosanski", "Bosnian", "sh"),
        ("ckb", "کوردیی ناوەندی", "Central Kurdish", "ku-IQ"),
        ("de-AT", "Österreichisches Deutsch", "Austrian German", "de"),
        ("en", "English", "English", "en"),
        ("fil", "Filipino", "Filipino", "tl"),
        ("fr", "Français", "French", "fr"),
        ("ja", "日本語", "Japanese", "ja"),
        ("ka", "ქართული", "Georgian", "ka"),
        ("mi", "Māori", "Māori", "en"),
        ("nb", "Norsk bokmål", "Norwegian Bokmål", "nb"),
        ("nb-SE", "Norsk bokmål (Sverige)", "Norwegian Bokmål (Sweden)", "nb"),
        ("nn", "Norsk nynorsk", "Norwegian Nynorsk", "nn"),
        ("no", "Norsk", "Norwegian", "nb"),
        ("pt", "Português", "Portuguese", "pt"),
        ("pt-BR", "Português (Brasil)", "Brazilian Portuguese", "pt-BR"),
        ("pt-PT", "Português europeu", "European Portuguese", "pt"),
        ("sr", "Српски", "Serbian", "sr"),
        ("sr-Latn", "Srpski (latinica)", "Serbian (Latin)", "sh"),
        ("uz-Cyrl", "Ўзбекча (Кирил)", "Uzbek (Cyrillic)", "en"),
        ("yue", "粵語", "Cantonese", "zh-Hant"),
        ("zh", "中文", "Chinese", "zh"),
        ("zh-Hans", "简体中文", "Simplified Chinese", "zh"),
        ("zh-Hant", "繁體中文", "Traditional Chinese", "zh-Hant"),
        (
            "zh-HK",
            "中文 (中國香港特別行政區)",
            "Chinese (Hong Kong SAR China)",
            "zh-Hant",
        ),
        ("zh-TW", "中文 (台灣)", "Chinese (Taiwan)", "zh-TW"),
        ("zu", "isiZulu", "Zulu", "en"),
    ],
)
def test_locale_has_its_names_and_theme(
    code: str, name: str, english: str, theme: str
) -> None:
    locale = parse_locale(code)
    assert (locale.name, locale.english_name, locale.theme) == (name, english, theme)
    assert locale.code == code
    assert locale.gettext == code.replace("-", "_")


@pytest.mark.parametrize(
    ("code", "script", "direction", "spaced"),
    [
        ("ar", "Arab", "rtl", True),
        ("az-Arab", "Arab", "rtl", True),
        ("de", "Latn", "ltr", True),
        ("he", "Hebr", "rtl", True),
        ("ja", "Jpan", "ltr", False),
        ("km", "Khmr", "ltr", True),
        ("ko", "Kore", "ltr", True),
        ("sr-ME", "Latn", "ltr", True),
        ("th", "Thai", "ltr", True),
        ("yue", "Hant", "ltr", False),
        ("zh-CN", "Hans", "ltr", False),
        ("zh-TW", "Hant", "ltr", False),
    ],
)
def test_script_decides_direction_and_blanks(
    code: str, script: str, direction: str, *, spaced: bool
) -> None:
    locale = parse_locale(code)
    found = (locale.script, locale.direction, locale.spaced)
    assert found == (script, direction, spaced)


def test_direction_is_that_of_cldr() -> None:
    names = {"ltr": "left-to-right", "rtl": "right-to-left"}
    for code in LANGUAGES:
        direction = parse_locale(code).direction
        assert names[direction] == Cldr(code).character_order, code


def test_plural_forms_count_as_cldr_does() -> None:
    for code in LANGUAGES:
        header = parse_locale(code).plural_forms
        match = re.fullmatch(r"nplurals=(\d); plural=(.+);", header)
        assert match is not None
        form = gettext.c2py(match[2])
        rule = Cldr(code).plural_form
        categories: dict[int, set[str]] = {}
        for number in range(1001):
            categories.setdefault(form(number), set()).add(rule(number))
        assert sorted(categories) == list(range(int(match[1]))), code
        assert all(len(together) == 1 for together in categories.values()), code


@pytest.mark.skipif(not MSGFMT, reason="gettext is not installed")
def test_plural_forms_pass_msgfmt(tmp_path: Path) -> None:
    headers = {parse_locale(code).plural_forms: code for code in LANGUAGES}
    for header, code in headers.items():
        translations = "\n".join(
            f'msgstr[{form}] "x"' for form in range(int(header[len("nplurals=")]))
        )
        catalog = tmp_path / f"{code}.po"
        catalog.write_text(
            'msgid ""\nmsgstr ""\n'
            '"Project-Id-Version: x\\n"\n'
            '"PO-Revision-Date: 2026-01-01 00:00+0000\\n"\n'
            '"Last-Translator: x <x@example.org>\\n"\n'
            '"Language-Team: x <x@example.org>\\n"\n'
            f'"Language: {parse_locale(code).gettext}\\n"\n'
            '"MIME-Version: 1.0\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n'
            '"Content-Transfer-Encoding: 8bit\\n"\n'
            f'"Plural-Forms: {header}\\n"\n\n'
            f'msgid "x"\nmsgid_plural "x"\n{translations}\n'
        )
        run = subprocess.run(
            [MSGFMT, "--check", "-o", "-", str(catalog)],
            capture_output=True,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, b""), (code, header)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("de_DE", "de-DE"),
        ("zh_CN.UTF-8", "zh-CN"),
        ("sr@latin", "sr-Latn"),
        ("sr_RS@latin", "sr-Latn-RS"),
        ("PT-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("nb_no", "nb-NO"),
        ("no_NO", "nb-NO"),
        ("norwegian", "nb"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("germn", "de"),
        ("日本語", "ja"),
        ("simplified chinese", "zh-Hans"),
        ("jp", "ja"),
        ("cz", "cs"),
        ("deu", "de"),
        ("iw", "he"),
        ("sh", "sr-Latn"),
        ("tl", "fil"),
        ("ku-IQ", "ckb"),
        ("en-UK", "en-GB"),
        ("de-XX", "de"),
        ("nb-Zzzz", "nb"),
        ("ca-ES-valencia", "ca-ES"),
    ],
)
def test_wrong_code_is_told_what_it_could_be(written: str, meant: str) -> None:
    with pytest.raises(LocaleError) as caught:
        parse_locale(written)
    assert caught.value.suggestion == meant
    assert str(caught.value).startswith(f'"{written}" ')
    assert str(caught.value).endswith(f'; did you mean "{meant}"?')
    assert parse_locale(meant)


@pytest.mark.parametrize("written", ["", " ", "xx", "root", "und", "zz-ZZ", "🙂", "/"])
def test_code_that_could_be_nothing_is_told_what_codes_look_like(written: str) -> None:
    with pytest.raises(LocaleError, match="write a code such as nb, pt-BR or zh-Hans"):
        parse_locale(written)


def test_language_without_data_is_named() -> None:
    with pytest.raises(
        LocaleError, match=r"no language \(Klingon\) that CLDR has data"
    ):
        parse_locale("tlh")


def theme_words() -> dict[str, str]:
    """The theme's own words by language id, as text."""
    found = {}
    for file in files("mkdocs-material") or []:
        if file.match("partials/languages/*.html"):
            found[file.stem] = Path(str(file.locate())).read_text(encoding="utf-8")
    return found


def test_theme_has_exactly_the_languages_we_name() -> None:
    assert set(theme_words()) == MATERIAL_LANGUAGES


def test_theme_of_every_language_exists_and_runs_its_way() -> None:
    words = theme_words()
    for code in LANGUAGES:
        locale = parse_locale(code)
        if locale.theme != "en":
            is_rtl = '"direction": "rtl"' in words[locale.theme]
            assert is_rtl == (locale.direction == "rtl"), code


def test_every_theme_language_is_some_locale() -> None:
    reached = {parse_locale(code).theme for code in [*LANGUAGES, "pt-BR", "zh-TW"]}
    reached |= {parse_locale(code).theme for code in ("zh-Hant", "sr-Latn")}
    assert reached == MATERIAL_LANGUAGES


def test_search_is_forced_where_the_theme_ships_no_file_for_its_choice() -> None:
    shipped = {
        file.name.split(".")[1]
        for file in files("mkdocs-material") or []
        if file.match("lunr/min/lunr.*.min.js")
    }
    for theme, words in theme_words().items():
        chosen = re.search(r'"search\.config\.lang": "(\w+)"', words)
        is_broken = chosen is not None and chosen[1] not in {*shipped, "en"}
        code = {"tl": "fil", "sh": "sr-Latn", "ku-IQ": "ckb"}.get(theme, theme)
        assert (parse_locale(code).search is not None) == is_broken, theme
    assert parse_locale("sl").search == "en"
    assert parse_locale("nb").search is None


def test_import_is_light() -> None:
    code = "import sys, bitext.locales; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    loaded = set(run.stdout.split())
    assert not {"mkdocs", "material", "markdown", "babel.messages", "polib"} & loaded
