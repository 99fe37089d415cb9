"""How much is translated: a table, JSON, CSV, Markdown and a badge."""
