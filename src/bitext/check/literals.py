"""What readers type as they see it, though nothing marks it as code."""

import re

__all__ = ["LITERAL", "MAY_BE_LITERAL"]

# Each is a shape that no prose has.
LITERAL = re.compile(
    r"""
    (?<!\w)[A-Za-z]:\\(?:[\w.$%~-]+\\)*[\w.$%~-]*                # Windows path
  | \\\\[\w.$-]+(?:\\[\w.$-]+)+                                  # network path
  | \bHK(?:EY_[A-Z_]+|LM|CU|CR)(?:\\[\w.-]+)*                    # registry key
  | (?<![\w./~-])(?:~|\.{1,2})?(?:/[\w.-]+){2,}/?                # POSIX path
  | (?<=\s)/[a-z][A-Za-z\d]{2,}(?![\w/])                         # option of a command
  | (?<!\S)--[a-z][\w-]+                                       # option
  | \b[\w-]+\.(?:exe|dll|msi|ps1|bat|cmd|sys|ini|pst|ost|olm|xml|json|ya?ml|toml|csv
      |tsv|log|txt|docx?|xlsx?|pptx?|pdf|zip|md|py|js|css|html?|png|svg|jpe?g)\b
  | (?<!\S)\.[a-z][a-z\d]{1,4}(?=[\s,;:)]|\.?\Z)                  # extension
  | \b(?:[\da-fA-F]{8}-(?:[\da-fA-F]{4}-){3}[\da-fA-F]{12})\b    # GUID
  | \b0x[\dA-Fa-f]{2,}\b
  | \bKB\d{5,}\b
  | \b(?:Add|Clear|Connect|Convert|Copy|Disable|Disconnect|Enable|Export|Find|Format
      |Get|Grant|Import|Install|Invoke|Move|New|Open|Out|Register|Remove|Rename|Reset
      |Restart|Resume|Revoke|Search|Select|Send|Set|Show|Start|Stop|Suspend|Test
      |Uninstall|Unregister|Update|Where|Write)-[A-Z][a-z]*[A-Za-z]{3,}\b  # cmdlet
  | \b[A-Z][a-z]+(?:[A-Z][a-z]+)+-[A-Z][A-Za-z]+\b                # name of a log
  | \b[A-Za-z][A-Za-z\d]*_[A-Za-z\d_]*[A-Za-z\d]\b               # identifier
  | \$_?\.?[A-Za-z_][\w]*\.[A-Za-z]\w*
    """,
    re.VERBOSE,
)
"""A path, a file name, a command or another text for machines."""

# A set comes first because it is found fast.
MAY_BE_LITERAL = re.compile(
    r"[\\/_$.KH0-](?:(?<=[\\/_$])|(?<=\.)\w|(?<=K)B\d|(?<=H)K|(?<=0)x"
    r"|(?<=-)(?:[A-Z-]|[\da-fA-F]{4}-))"
)
"""Matches in every text that LITERAL matches in, and in few others."""
