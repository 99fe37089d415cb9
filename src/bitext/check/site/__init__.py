"""The built HTML of all languages, judged together."""

from bitext.check.site.engine import Fault, judge_language, told_once
from bitext.check.site.language import BuiltPage, LanguageSite, Layout, Wanted
from bitext.check.site.rules import SITE_RULES

__all__ = [
    "SITE_RULES",
    "BuiltPage",
    "Fault",
    "LanguageSite",
    "Layout",
    "Wanted",
    "judge_language",
    "told_once",
]
