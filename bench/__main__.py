"""Every performance run, one after the other: ``make bench``.

Brings its own services, one data folder that stays empty and one with the demo, and
keeps what each run printed in ``bench/results/``.
"""

import os
import subprocess
import sys
from pathlib import Path

from station.embedded import keys, lease

HERE = Path(__file__).parent
RESULTS = HERE / "results"
# On an empty database first, then with the demo in it.
EMPTY = ("reminders", "plates", "waves", "search", "client_pull")
WITH_DEMO = (
    "import_register",
    "api_lists",
    "exports",
    "pages",
    "roster_proposal",
    "patrol_coverage",
)


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


def in_folder(folder: str, names: tuple[str, ...], *, prepare: tuple[str, ...]) -> list:
    """The runs of one data folder with services of its own; gives those that failed."""
    var = lease.var_folder() / "bench" / folder
    var.mkdir(parents=True, exist_ok=True)
    before = dict(os.environ)
    os.environ["FENGQIAO_VAR"] = str(var)
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a line a request would count too
    try:
        keys.provide(os.environ, var=var)
        lease.provide(os.environ, var=var)
        manage(*prepare)
        return [name for name in names if run(name)]
    finally:
        lease.give_back(wait=True)
        os.environ.clear()
        os.environ.update(before)


def main() -> int:
    RESULTS.mkdir(exist_ok=True)
    failed = in_folder("empty", EMPTY, prepare=("migrate", "--verbosity", "0"))
    failed += in_folder("demo", WITH_DEMO, prepare=("prepare",))
    if failed:
        print("Failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
