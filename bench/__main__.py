"""Every performance run, one after the other: ``make bench``.

Brings its own services and a database with the demo unless ``DATABASE_URL`` names
one, and keeps what each run printed in ``bench/results/``.
"""

import os
import subprocess
import sys
from pathlib import Path

from station.embedded import keys, lease

HERE = Path(__file__).parent
RESULTS = HERE / "results"
# On an empty database first, then with the demo in it.
EMPTY = ("reminders",)
WITH_DEMO = ("import_register", "api_lists", "pages")


def run(name: str) -> int:
    """One run in a process of its own; what it says is shown and kept."""
    print(f"== {name}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}"],
        cwd=HERE.parent,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(done.stdout, flush=True)
    (RESULTS / f"{name}.txt").write_text(done.stdout)
    return done.returncode


def manage(*words: str) -> None:
    """A command of the product, on the database of the runs."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=HERE.parent, check=True)


def main() -> int:
    var = lease.var_folder() / "bench"
    var.mkdir(parents=True, exist_ok=True)
    os.environ["FENGQIAO_VAR"] = str(var)
    keys.provide(os.environ, var=var)
    lease.provide(os.environ, var=var)
    RESULTS.mkdir(exist_ok=True)
    manage("migrate", "--verbosity", "0")
    manage("flush", "--no-input")
    failed = [name for name in EMPTY if run(name)]
    manage("flush", "--no-input")
    manage("seed_demo")
    failed += [name for name in WITH_DEMO if run(name)]
    lease.give_back(wait=True)
    if failed:
        print("Failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
