"""`make run` as a whole: up, taken ports, crashes, and nothing left behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from station.embedded import lease
from tests.station.test_embedded import office_folder, processes_of, until

pytestmark = pytest.mark.faults
NAMED = {"DATABASE_URL", "REDIS_URL", "FENGQIAO_VAR", "PORT", "HOST", "LOG_LEVEL"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, page):
    """What the page answers, also when it is not well; none when nobody answers."""
    address = f"http://127.0.0.1:{port}/{page}"
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return json.load(error)
    except OSError:
        return {}


def living(pids):
    """Those that still run; a zombie waits only for its parent."""
    found = {}
    for pid in pids:
        with contextlib.suppress(OSError):
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            if state != "Z":
                found[pid] = Path(f"/proc/{pid}/cmdline").read_text()
    return found


class Product:
    """The served product, in a folder of its own."""

    def __init__(self, folder):
        self.var, self.port, self.process = folder, free_port(), None
        self.log = folder / f"serve-{self.port}.log"

    def start(self):
        kept = {k: v for k, v in os.environ.items() if k not in NAMED}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--no-demo"],
                cwd=lease.PROJECT,
                env=kept | {"FENGQIAO_VAR": str(self.var), "PORT": str(self.port)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def comes_up(self):
        """Start and wait until all is well, or until it has given up."""
        self.start()
        until(lambda: self.is_ready() or self.process.poll() is not None, seconds=300)
        assert self.is_ready(), f"{ask(self.port, 'readyz')}\n{self.log.read_text()}"

    def is_ready(self):
        said = ask(self.port, "readyz")
        return bool(said) and set(said.values()) == {"ok"}

    def pids(self, *words):
        """Ids of the product's processes whose command line has all the words."""
        found = []
        for pid in processes_of(str(self.var)) + self._grandchildren():
            with contextlib.suppress(OSError):
                line = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
                if all(word in line for word in words):
                    found.append(pid)
        return sorted(set(found))

    def _grandchildren(self):
        tree, seen = [self.process.pid], []
        while tree:
            pid = tree.pop()
            with contextlib.suppress(OSError):
                listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
                children = listed.split()
                tree += map(int, children)
                seen += map(int, children)
        return seen

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        until(lambda: not processes_of(str(self.var)))


@pytest.fixture(scope="module")
def folder():
    """Empty for the first who serves; the others find the data that was kept."""
    with office_folder() as found:
        yield found


@pytest.fixture
def product(folder):
    found = Product(folder)
    yield found
    found.end()


class TestServe:
    def test_comes_up_ready_and_goes_down_clean(self, product):
        product.comes_up()
        own = product.pids()

        product.process.send_signal(signal.SIGTERM)

        product.process.wait(60)
        said = product.log.read_text()
        assert product.process.returncode == 0
        assert f"http://127.0.0.1:{product.port}/" in said
        assert "Stopped. The data is kept." in said
        assert until(lambda: not living(own), seconds=5), living(own)

    def test_nothing_stays_after_kill_9(self, product):
        product.comes_up()
        own = product.pids()

        product.process.kill()
        product.process.wait()

        assert len(own) >= 8
        assert until(lambda: not living(own), seconds=40), living(own)

    def test_brings_back_what_was_killed(self, product):
        product.comes_up()

        for words in (["gunicorn"], ["celery", "worker"], ["valkey-server"]):
            for pid in product.pids(*words):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        until(lambda: not product.is_ready(), seconds=5)

        assert until(product.is_ready, seconds=300), ask(product.port, "readyz")

    def test_says_so_when_the_port_is_taken(self, product):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", product.port))
            taken.listen()

            product.start()
            product.process.wait(30)
            said = product.log.read_text()

        assert product.process.returncode != 0
        assert f"port {product.port} cannot be used" in said
        assert f"PORT={product.port + 1}" in said
        assert not processes_of(str(product.var))
