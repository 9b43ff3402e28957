"""The product as it is served, on a port of its own, with nobody counted out."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
WIDE = "1000000"  # no limit is what is measured here
SERVED = {
    "DEBUG": "0",
    "LOG_LEVEL": "WARNING",
    "FENGQIAO_PROCESS": "web",
    "PUBLIC_SENDS_PER_ADDRESS": WIDE,
    "PUBLIC_SENDS_PER_CARD": WIDE,
}


@contextmanager
def served(*, is_ready: bool) -> Iterator[int]:
    """gunicorn as in production; gives its port."""
    environ = os.environ | SERVED
    if not is_ready:
        manage = [sys.executable, "manage.py", "prepare", "--no-demo"]
        subprocess.run(manage, cwd=HERE, env=environ, check=True, stdout=sys.stderr)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"),
        *("--bind", f"127.0.0.1:{port}", "bench.budgets.stock:application"),
    ]
    running = subprocess.Popen(command, cwd=HERE, env=environ)
    try:
        _wait(port)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait(port: int) -> None:
    for _try in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2)
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("gunicorn does not answer")
