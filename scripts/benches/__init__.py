"""Benches: each module with ``run(arguments) -> figures`` is one.

It has ``add_arguments(parser)`` too, and its docstring is its help. A bench against
another program reports one that is not installed as missing and goes on.
"""
