"""All rules, one module each; a module's docstring is the rule's manual."""

from typing import Any

from bitext.check.rule import Rule
from bitext.check.rules import (
    bracket_unbalanced,
    code_changed,
    code_extra,
    code_missing,
    conflict_marker,
    double_space,
    doubled_word,
    duplicate_msgid,
    edge_space,
    emphasis_broken,
    emphasis_lost,
    empty_target,
    fuzzy_used,
    html_tag_mismatch,
    link_broken,
    link_extra,
    link_missing,
    link_target_changed,
    link_text_empty,
    markup_punct,
    markup_spacing,
    number_mismatch,
    placeholder_mismatch,
    po_header,
    po_syntax,
    punct_space_after,
    punct_space_before,
    space_inside_markup,
    untranslated,
)

__all__ = ["ALL_RULES"]

# What a rule takes is told by what it needs: the engine picks them by that.
ALL_RULES: tuple[Rule[Any], ...] = (
    bracket_unbalanced.RULE,
    code_changed.RULE,
    code_extra.RULE,
    code_missing.RULE,
    conflict_marker.RULE,
    double_space.RULE,
    doubled_word.RULE,
    duplicate_msgid.RULE,
    edge_space.RULE,
    emphasis_broken.RULE,
    emphasis_lost.RULE,
    empty_target.RULE,
    fuzzy_used.RULE,
    html_tag_mismatch.RULE,
    link_broken.RULE,
    link_extra.RULE,
    link_missing.RULE,
    link_target_changed.RULE,
    link_text_empty.RULE,
    markup_punct.RULE,
    markup_spacing.RULE,
    number_mismatch.RULE,
    placeholder_mismatch.RULE,
    po_header.RULE,
    po_syntax.RULE,
    punct_space_after.RULE,
    punct_space_before.RULE,
    space_inside_markup.RULE,
    untranslated.RULE,
)
"""Every rule there is, by id."""
