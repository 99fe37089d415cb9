"""Character references, such as ``&amp;``, and the characters they stand for."""

import html
import re

__all__ = ["LONG_REFERENCE", "unescape"]

LONG_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]|[0-9])[0-9a-fA-F]{8,};?")
"""A number no character has. Python fails to read a long one."""


def unescape(text: str) -> str:
    """``text`` with the characters for its references; U+FFFD for a long number."""
    if "&" not in text:
        return text
    return html.unescape(LONG_REFERENCE.sub("\ufffd", text))
