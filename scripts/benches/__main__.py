"""``scripts/bench NAME``: run one bench and print its figures."""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path


def main() -> int:
    """Run the bench named on the command line."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    benches = parser.add_subparsers(metavar="NAME")
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if found.name == "__main__":
            continue
        module = importlib.import_module(f"benches.{found.name}")
        if not hasattr(module, "run"):
            continue
        first_line = (module.__doc__ or "").splitlines()[0]
        bench = benches.add_parser(
            found.name, help=first_line, description=module.__doc__
        )
        bench.add_argument(
            "--json", action="store_true", help="print one JSON object and nothing else"
        )
        module.add_arguments(bench)
        bench.set_defaults(run=module.run)
    arguments = parser.parse_args()
    if "run" not in arguments:
        parser.print_help()
        return 0
    figures = arguments.run(arguments)
    if arguments.json:
        json.dump(figures, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        _print(figures, indent="")
    return 0


def _print(figures: Mapping[str, object], *, indent: str) -> None:
    width = max((len(name) for name in figures), default=0)
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            print(f"{indent}{name}:")
            _print(figure, indent=indent + "  ")
        elif isinstance(figure, float):
            print(f"{indent}{name:{width}}  {figure:,.4g}")
        else:
            print(f"{indent}{name:{width}}  {figure}")


if __name__ == "__main__":
    sys.exit(main())
