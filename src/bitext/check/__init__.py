"""Finds what is wrong with translations; never prints, knows no MkDocs."""
