"""``scripts/rules``: write the pages."""

import sys

from rule_pages import main

if __name__ == "__main__":
    sys.exit(main())
