"""Exit codes: the same for every command, whatever the form of its report."""

__all__ = [
    "EXIT_FINDINGS",
    "EXIT_INTERRUPTED",
    "EXIT_OK",
    "EXIT_OUR_FAULT",
    "EXIT_USER_FAULT",
]

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_USER_FAULT = 2
EXIT_OUR_FAULT = 3
EXIT_INTERRUPTED = 130
"""What shells give for a program stopped by Ctrl-C."""
