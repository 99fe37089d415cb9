"""All rules, one module each; a module's docstring is the rule's manual."""

from typing import Any

from bitext.check.rule import Rule
from bitext.check.rules import (
    catalog_outdated,
    code_changed,
    code_extra,
    code_missing,
    conflict_marker,
    duplicate_msgid,
    emphasis_broken,
    emphasis_lost,
    empty_target,
    fuzzy_used,
    html_tag_mismatch,
    link_broken,
    link_extra,
    link_missing,
    link_target_changed,
    number_mismatch,
    placeholder_mismatch,
    po_header,
    po_syntax,
    translation_conflict,
    untranslated,
)

__all__ = ["ALL_RULES"]

# What a rule takes is told by what it needs: the engine picks them by that.
ALL_RULES: tuple[Rule[Any], ...] = (
    catalog_outdated.RULE,
    code_changed.RULE,
    code_extra.RULE,
    code_missing.RULE,
    conflict_marker.RULE,
    duplicate_msgid.RULE,
    emphasis_broken.RULE,
    emphasis_lost.RULE,
    empty_target.RULE,
    fuzzy_used.RULE,
    html_tag_mismatch.RULE,
    link_broken.RULE,
    link_extra.RULE,
    link_missing.RULE,
    link_target_changed.RULE,
    number_mismatch.RULE,
    placeholder_mismatch.RULE,
    po_header.RULE,
    po_syntax.RULE,
    translation_conflict.RULE,
    untranslated.RULE,
)
"""Every rule there is, by id."""
