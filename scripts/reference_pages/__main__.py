"""``scripts/reference``: write the pages."""

import sys

from reference_pages import main

if __name__ == "__main__":
    sys.exit(main())
