"""Makes the county in a database of its own; see the package."""

import argparse
import importlib
import sys
import time

from bench.county import database

SEED = 1963


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="its name must say that it is for benches")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--no-demo", action="store_true")
    asked = parser.parse_args()
    began = time.monotonic()
    database.use(asked.database)
    filling = importlib.import_module("bench.county.filling")  # with Django set up
    filling.make(scale=asked.scale, seed=asked.seed, has_demo=not asked.no_demo)
    print(f"{asked.database}: {time.monotonic() - began:.0f} s in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
