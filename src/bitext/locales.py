"""Languages: the names, direction, plural forms and theme words a code stands for.

Names, scripts and plural rules are CLDR's, as Babel ships it.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale as Cldr
from babel import UnknownLocaleError, localedata
from babel.core import get_global

from bitext.errors import BitextError

__all__ = [
    "MATERIAL_LANGUAGES",
    "Locale",
    "LocaleError",
    "cldr_of",
    "name_in",
    "parse_locale",
    "plural_category",
]

MATERIAL_LANGUAGES = frozenset(
    """
    af ar az be bg bn ca cs cy da de el en eo es et eu fa fi fr gl he hi hr hu hy id is
    it ja ka kn ko ku-IQ lb lt lv mk mn ms my nb nl nn pl pt pt-BR ro ru sa sh si sk sl
    sq sr sv ta te th tl tr uk ur uz vi zh zh-Hant zh-TW
    """.split()
)
"""The ids Material for MkDocs takes as ``theme.language``."""

# Material's id where it is neither the code nor the code's language. Bosnian and
# Serbo-Croatian are one language to ISO 639-3; Cantonese is read in Chinese letters.
_THEMES = {
    "bs": "sh",
    "ckb": "ku-IQ",
    "fil": "tl",
    "no": "nb",
    "sr-Latn": "sh",
    "yue-Hans": "zh",
    "yue-Hant": "zh-Hant",
    "zh-Hans": "zh",
    "zh-Hant": "zh-Hant",
}

# Material asks for a lunr file of Slovenian, and none is shipped: the search worker
# dies and the field stays dead.
_SEARCH = {"sl": "en"}

_RIGHT_TO_LEFT = frozenset(
    "Adlm Arab Aran Hebr Mand Mend Nkoo Rohg Samr Syrc Thaa Yezi".split()
)
_UNSPACED = frozenset("Bopo Hani Hans Hant Hira Hrkt Jpan Kana".split())

_NOT_SCRIPTS = frozenset("Zinh Zmth Zsye Zsym Zxxx Zyyy Zzzz".split())
# CLDR's codes of languages that only test; no site has them among its own.
_PSEUDO = frozenset({"ar-XB", "en-XA"})
_NOT_REGIONS = frozenset("EZ QO UN XA XB ZZ".split())

_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|[0-9]{3}))?")

_LIKELY: Mapping[str, str] = get_global("likely_subtags")
_TERRITORIES: Mapping[str, list[str]] = get_global("territory_aliases")
_SCRIPT_LENGTH = 4

# CLDR's own names for old and three-letter codes; Material calls Sorani by its country.
_RENAMED: Mapping[str, str] = {
    "ku-IQ": "ckb",
    **{
        old: new.replace("_", "-")
        for old, new in get_global("language_aliases").items()
    },
}

# What a suggestion prefers: few who write the macrolanguage mean to.
_PREFERRED = {"no": "nb"}
_NEAR = 0.8

# How gettext and POSIX write a script.
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab"}


class LocaleError(BitextError):
    """A language code is malformed or unknown.

    ``suggestion`` is a valid code it could have meant, or None.
    """

    def __init__(self, code: str, what: str, *, suggestion: str | None) -> None:
        self.code, self.suggestion = code, suggestion
        cure = (
            f'did you mean "{suggestion}"?'
            if suggestion
            else "write a code such as nb, pt-BR or zh-Hans"
        )
        super().__init__(f'"{code}" {what}; {cure}')


@dataclass(frozen=True, slots=True)
class Locale:
    """A language, perhaps in one script or region, as a site needs to know it."""

    code: str
    """BCP 47, in canonical case: ``pt-BR``, ``zh-Hans``; for HTML and addresses."""
    gettext: str
    """The name of its folder of catalogs: ``pt_BR``, ``zh_Hans``."""
    name: str
    """In the language itself, as an entry of a menu: ``Norsk bokmål``."""
    english_name: str
    direction: str
    """``ltr`` or ``rtl``."""
    theme: str
    """Material's ``theme.language``; ``en`` where Material has no words of it."""
    search: str | None
    """The language to force on Material's search, None where its default works."""
    plural_forms: str
    """The ``Plural-Forms`` of a catalog, valid for whole numbers."""
    spaced: bool
    """Whether a blank stands between two sentences."""
    script: str
    """ISO 15924, also where the code names none: ``Latn``, ``Jpan``."""
    language: str
    """The first subtag of the code."""


@cache
def parse_locale(code: str) -> Locale:
    """The locale of BCP 47 ``code``: language, then script and region if needed.

    Codes are taken in canonical case only, so that one language has one spelling in
    configuration, folders and addresses. Raises LocaleError, with a suggestion where
    there is one.
    """
    tag = _TAG.fullmatch(code)
    if tag is None:
        raise LocaleError(
            code, "is not a BCP 47 language tag", suggestion=_suggestion(code)
        )
    language, script, region = tag.groups()
    if fault := _fault(language, script, region):
        suggestion = None if code in _PSEUDO else _suggestion(code)
        raise LocaleError(code, fault, suggestion=suggestion)
    cldr = _cldr(language, script, region)
    written = script or _likely_script(language, region)
    theme = _theme(code, language, written)
    name = _display_name(cldr, language, script, region)
    return Locale(
        code=code,
        gettext=code.replace("-", "_"),
        name=_as_menu_entry(name),
        english_name=_display_name(_english(), language, script, region),
        direction="rtl" if written in _RIGHT_TO_LEFT else "ltr",
        theme=theme,
        search=_SEARCH.get(theme),
        plural_forms=_plural_forms(cldr),
        spaced=written not in _UNSPACED,
        script=written,
        language=language,
    )


def cldr_of(locale: Locale) -> Cldr:
    """What Babel knows of the locale: how it writes numbers and dates."""
    return _cldr(*_TAG.split(locale.code)[1:4])


def name_in(locale: Locale, *, of: Locale) -> str:
    """The name of ``of`` in the language of ``locale``, as within a sentence."""
    return _display_name(cldr_of(locale), *_TAG.split(of.code)[1:4])


def plural_category(locale: Locale, number: int | Decimal) -> str:
    """CLDR's plural category of ``number``: zero, one, two, few, many or other."""
    return _plural_rule(locale.code)(number)


@cache
def _plural_rule(code: str) -> Callable[[int | Decimal], str]:
    language, script, region = _TAG.split(code)[1:4]
    rule: Callable[[int | Decimal], str] = _cldr(language, script, region).plural_form
    return rule


def _is_valid(code: str) -> bool:
    tag = _TAG.fullmatch(code)
    return tag is not None and _fault(*tag.groups()) is None


def _fault(language: str, script: str | None, region: str | None) -> str | None:
    """What is wrong with the subtags of a well-formed code."""
    english = _english()
    if f"{language}-{region}" in _PSEUDO:
        return "is a pseudo-locale, which bitext pseudo builds"
    if language in _RENAMED or f"{language}-{region}" in _RENAMED:
        return "is not the usual code"
    if language == "root" or not localedata.exists(language):
        name = english.languages.get(language)
        known = f" ({name})" if name else ""
        return f"names no language{known} that CLDR has data of"
    if script and (script in _NOT_SCRIPTS or script not in english.scripts):
        return f'has an unknown script, "{script}"'
    if region and (region in _NOT_REGIONS or region not in english.territories):
        return f'has an unknown region, "{region}"'
    return None


@cache
def _english() -> Cldr:
    return Cldr("en")


def _cldr(language: str, script: str | None, region: str | None) -> Cldr:
    """CLDR's nearest locale: not every language is described in every region."""
    for parts in ((language, script, region), (language, script), (language, region)):
        try:
            return Cldr.parse("_".join(part for part in parts if part))
        except UnknownLocaleError:
            continue
    return Cldr(language)


def _likely_script(language: str, region: str | None) -> str:
    """The script the language is written in where the code does not say."""
    full = _LIKELY.get(f"{language}_{region}") or _LIKELY.get(language)
    return full.split("_")[1] if full else "Latn"


def _theme(code: str, language: str, script: str) -> str:
    if code in MATERIAL_LANGUAGES:
        return code
    for known in (f"{language}-{script}", language):
        if known in _THEMES:
            return _THEMES[known]
    same_script = script == _likely_script(language, None)
    return language if language in MATERIAL_LANGUAGES and same_script else "en"


def _display_name(
    words: Cldr, language: str, script: str | None, region: str | None
) -> str:
    """The locale's name in the language of ``words``, most special name first."""
    parts = [part for part in (language, script, region) if part]
    names = words.languages
    for end in range(len(parts), 0, -1):
        if name := names.get("_".join(parts[:end])):
            details = [
                words.scripts.get(part) or words.territories.get(part) or part
                for part in parts[end:]
            ]
            return f"{name} ({', '.join(details)})" if details else name
    return "-".join(parts)


def _as_menu_entry(name: str) -> str:
    """``name`` with a capital, but isiZulu has its own and Georgian has none."""
    first = name.split(" ", maxsplit=1)[0]
    return name if first != first.lower() else name[:1].title() + name[1:]


# What people write for the numbers that are singular.
_SHORT = {(1,): "n != 1", (0, 1): "n > 1"}


def _plural_forms(cldr: Cldr) -> str:
    """The header's value: CLDR's rule for whole numbers, in C.

    Categories that only fractions or millions reach are left out, as all of gettext's
    own tables do: a catalog declares as many forms as people count with.
    """
    rule = cldr.plural_form
    numbers = range(200)  # no rule looks further but at thousands and millions
    reached = {rule(number) for number in numbers}
    order = ("zero", "one", "two", "few", "many", "other")
    forms = [category for category in order if category in reached]
    match forms:
        case [_]:
            return "nplurals=1; plural=0;"
        case [singular, _]:
            alone = [number for number in numbers if rule(number) == singular]
            if plain := _SHORT.get(tuple(alone)):
                return f"nplurals=2; plural=({plain});"
    choices = [
        f"{_condition(rule.rules[form])} ? {index} : "
        for index, form in enumerate(forms[:-1])
    ]
    return f"nplurals={len(forms)}; plural=({''.join(choices)}{len(forms) - 1});"


def _condition(rule: str) -> str:
    """A rule of Unicode TR 35, as Babel writes it, in C for whole numbers.

    Of its operands only n and i differ from 0 then, and they are equal.
    """
    alternatives = []
    for alternative in rule.split(" or "):
        relations = []
        for relation in alternative.split(" and "):
            subject, ranges, negated = _relation(relation)
            if subject[0] in "ni":
                relations.append(_in_c(f"n{subject[1:]}", ranges, negated=negated))
            elif any(low == 0 for low, _ in ranges) == negated:
                break  # always false, and with it the alternative
        else:
            alternatives.append(" && ".join(relations))
    return " || ".join(alternatives)


def _relation(relation: str) -> tuple[str, list[tuple[int, int]], bool]:
    """Of ``n mod 10 not in 2..4,9``: subject in C, ranges, whether negated."""
    subject, ranges = relation.split(" in ")
    bounds = [part.partition("..") for part in ranges.split(",")]
    return (
        subject.removesuffix(" not").replace(" mod ", " % "),
        [(int(low), int(high or low)) for low, _, high in bounds],
        subject.endswith(" not"),
    )


def _in_c(subject: str, ranges: list[tuple[int, int]], *, negated: bool) -> str:
    parts = []
    for low, high in ranges:
        if low == high:
            parts.append(f"{subject} {'!=' if negated else '=='} {low}")
        elif negated:
            parts.append(f"({subject} < {low} || {subject} > {high})")
        else:
            parts.append(f"{subject} >= {low} && {subject} <= {high}")
    if negated or len(parts) == 1:
        return " && ".join(parts)
    return f"({' || '.join(parts)})"


def _suggestion(written: str) -> str | None:
    """A valid code that ``written`` could stand for."""
    first, *others = re.split(r"[-_@\s]+", written.strip().split(".")[0])
    rest = sorted(map(_canonical, others), key=lambda part: len(part) != _SCRIPT_LENGTH)
    for language in _languages(first.lower()):
        subtags = [language, *rest]
        for end in range(len(subtags), 0, -1):
            code = "-".join(subtags[:end])
            code = _RENAMED.get(code, code)
            if _is_valid(code):
                return code
    return _by_name(written)


def _languages(written: str) -> Iterator[str]:
    """What the language of a code may mean: itself, a new code, a country's."""
    yield _PREFERRED.get(written, written)
    spoken = _LIKELY.get(f"und_{written.upper()}")
    if spoken:
        yield spoken.split("_")[0]


def _canonical(part: str) -> str:
    if part.lower() in _MODIFIERS:
        return _MODIFIERS[part.lower()]
    if len(part) == _SCRIPT_LENGTH:
        return part.title()
    region = part.upper()
    return _TERRITORIES.get(region, [region])[0]


def _by_name(written: str) -> str | None:
    """The code of the language whose name is nearest to ``written``."""
    names = {}
    for code in sorted(MATERIAL_LANGUAGES):
        if _is_valid(code):
            names[parse_locale(code).name.lower()] = code
    for cldr_id, name in _english().languages.items():
        code = cldr_id.replace("_", "-")
        if _is_valid(code):
            names[name.lower()] = _PREFERRED.get(code, code)
    word = written.strip().lower()
    near = difflib.get_close_matches(word, names, n=1, cutoff=_NEAR)
    return names[near[0]] if near else None
