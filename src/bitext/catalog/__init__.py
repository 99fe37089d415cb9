"""Gettext catalogs: reading, writing, updating, compiling."""
