"""Article text to blocks and segments, and back; knows no gettext, no MkDocs."""
