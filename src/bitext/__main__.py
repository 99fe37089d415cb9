"""``python -m bitext``, the same as the command ``bitext``."""

from bitext.cli.main import main

if __name__ == "__main__":
    main()
