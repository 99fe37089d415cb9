"""A badge for a README: how much is translated, as SVG in the flat style."""

import unicodedata
from html import escape

from bitext.catalog import Statistics

__all__ = ["render"]

_HEIGHT = 20
_PADDING = 6
# White on each of them has a contrast of 4.5 : 1 or more (WCAG 2.2, 1.4.3).
_LABEL = "#555"
_COLOURS = ((100, "#2a7d2e"), (80, "#57720b"), (50, "#8a6100"), (0, "#b3261e"))
_SHAPE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" \
role="img" aria-label="{title}">
<title>{title}</title>
<clipPath id="r"><rect width="{width}" height="{height}" rx="3"/></clipPath>
<g clip-path="url(#r)">
<rect width="{left}" height="{height}" fill="{label_colour}"/>
<rect x="{left}" width="{right}" height="{height}" fill="{colour}"/>
</g>
<g aria-hidden="true" fill="#fff" text-anchor="middle" \
font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
<text x="{label_x}" y="14" textLength="{label_length}" \
lengthAdjust="spacingAndGlyphs">{label}</text>
<text x="{value_x}" y="14" textLength="{value_length}" \
lengthAdjust="spacingAndGlyphs">{value}</text>
</g>
</svg>
"""


def render(figures: Statistics, *, label: str) -> str:
    """A badge of ``figures`` that says ``label`` and the percentage in whole numbers.

    A hundred stands only where all is translated.
    """
    percent = int(figures.percent)
    value = f"{percent}%"
    label = " ".join(label.split())
    label_length, value_length = _length(label), _length(value)
    left, right = label_length + 2 * _PADDING, value_length + 2 * _PADDING
    return _SHAPE.format(
        title=escape(f"{label}: {value}"),
        label=escape(label),
        value=value,
        width=left + right,
        height=_HEIGHT,
        left=left,
        right=right,
        label_colour=_LABEL,
        colour=next(colour for least, colour in _COLOURS if percent >= least),
        label_x=left / 2,
        value_x=left + right / 2,
        label_length=label_length,
        value_length=value_length,
    )


def _length(text: str) -> int:
    """Pixels of ``text`` in Verdana of 11 pixels, nearly: textLength does the rest.

    It must change the letters: blanks between them part those that join in Arabic.
    """
    return round(sum(map(_advance, text)))


def _advance(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 11
    # Arabic letters are narrow where they join.
    if character in "fijlrtI .,:;!|'()" or unicodedata.bidirectional(character) == "AL":
        return 4.2
    if character in "mwMW%@":
        return 10.5
    return 7.6 if character.isupper() else 6.8
