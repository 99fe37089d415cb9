"""Pseudo-translates pages of a MkDocs project and compares what they render to."""
