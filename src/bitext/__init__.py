"""Multilingual MkDocs sites from Markdown in one language."""

__version__ = "0.1.0"
