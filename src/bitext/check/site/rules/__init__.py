"""Rules about the built site, one module each; a module's docstring is its manual."""

from typing import Final

from bitext.check.rule import Rule
from bitext.check.site.language import LanguageSite
from bitext.check.site.rules import (
    anchor_mismatch,
    broken_image,
    broken_link,
    duplicate_title,
    html_lang_dir,
    leaked_markup,
    link_wrong_language,
    meta_untranslated,
    mixed_language_page,
    orphan_page,
    page_missing,
    segment_misplaced,
    segment_missing,
    structure_mismatch,
    title_untranslated,
    ui_string_missing,
)

__all__ = ["SITE_RULES"]

SITE_RULES: Final[tuple[Rule[LanguageSite], ...]] = (
    anchor_mismatch.RULE,
    broken_image.RULE,
    broken_link.RULE,
    duplicate_title.RULE,
    html_lang_dir.RULE,
    leaked_markup.RULE,
    link_wrong_language.RULE,
    meta_untranslated.RULE,
    mixed_language_page.RULE,
    orphan_page.RULE,
    page_missing.RULE,
    segment_misplaced.RULE,
    segment_missing.RULE,
    structure_mismatch.RULE,
    title_untranslated.RULE,
    ui_string_missing.RULE,
)
"""In the order of their ids."""
