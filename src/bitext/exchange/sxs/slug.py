"""The name of a heading's anchor, made from its English text."""

import re

__all__ = ["slug"]

_IMAGE_OR_LINK = re.compile(
    r"!?\[((?:[^\[\]]++|\[[^\[\]]*+\])*+)\](?:\([^()]*\)|\[[^\[\]]*\])"
)
_INCLUDE = re.compile(r"\[!INCLUDE\s*\[([^\[\]]*)\]\([^()]*\)\]", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_DROPPED = re.compile(r"[^\w\- ]")


def slug(heading: str) -> str:
    """Return the anchor of ``heading``, the line's text behind its marks.

    Letters of every script, digits, ``-`` and ``_`` stay, each blank becomes ``-``.
    Headings with the same text have the same anchor.
    """
    text = _INCLUDE.sub(r"\1", heading)
    text = _IMAGE_OR_LINK.sub(r"\1", text)
    text = _TAG.sub("", text).strip().lower()
    return _DROPPED.sub("", text).replace(" ", "-")
