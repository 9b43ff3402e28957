"""Measures every budget; see the package."""

import argparse
import importlib
import sys

from bench.county import database


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="where bench.county made its county")
    parser.add_argument("--quick", action="store_true", help="few rounds, to try it")
    parser.add_argument("--only", nargs="*", default=[], help="parts: lists tips …")
    parser.add_argument(
        "--ready", action="store_true", help="migrated, static collected"
    )
    asked = parser.parse_args()
    database.use(asked.database)
    measuring = importlib.import_module("bench.budgets.measuring")  # Django is set up
    return measuring.run(quick=asked.quick, parts=asked.only, is_ready=asked.ready)


if __name__ == "__main__":
    sys.exit(main())
