"""Stage and build a site in all its languages; only this and the plugin use MkDocs."""
