"""The process that keeps one embedded service running while somebody uses it."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import IO

from station.embedded.child import Child
from station.embedded.errors import EmbeddedError
from station.embedded.lease import PATIENCE, SERVICES, Desk, take

LARGEST_LOG = 5_000_000


class Keeper:
    """Starts the service, brings it back after a crash, stops it when unused."""

    def __init__(self, name: str, var: Path, *, for_tests: bool) -> None:
        self.desk = Desk(var, name)
        self.users = self.desk.lock("users")
        self.asked_to_stop = False
        self.service = SERVICES[name](var, for_tests=for_tests)

    def run(self) -> None:
        """From start to end."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        with self._open_log() as log:
            child = self.service.child(log)
            try:
                self._start(child)
                self.desk.write(address=self.service.address)
                self._keep(child, log)
            finally:
                child.stop()
        self.desk.state.unlink(missing_ok=True)

    def _keep(self, child: Child, log: IO[bytes]) -> None:
        while not self.asked_to_stop and not self._is_unused():
            if said := child.tend():
                log.write(f"{said}\n".encode())
                log.flush()
                self.service.before_start()
            time.sleep(0.25)

    def _start(self, child: Child) -> None:
        """Start and wait until it answers; a rest of the last run may still be going."""
        deadline = time.monotonic() + PATIENCE - 5
        self.service.before_start()
        child.start()
        while not self.service.make_ready():
            if child.tend() and child.crashes > 5:
                break
            if self.asked_to_stop or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return
        raise EmbeddedError(f"{self.service.title} did not start: see {self.desk.log}.")

    def _is_unused(self) -> bool:
        return not self.desk.pinned.exists() and take(self.users)

    def _open_log(self) -> IO[bytes]:
        log = self.desk.log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        return log.open("ab")

    def _stop(self, *_: object) -> None:
        self.asked_to_stop = True


def main() -> None:
    name, var, mode = sys.argv[1:]
    desk = Desk(Path(var), name)
    with desk.lock("keeper") as file:  # says that we are alive, until we are not
        deadline = time.monotonic() + 2
        while not take(file):  # somebody may just be looking
            if time.monotonic() > deadline:
                return
            time.sleep(0.02)
        if os.fork():  # who started us need not wait for our end
            os._exit(0)
        try:
            Keeper(name, Path(var), for_tests=mode == "tests").run()
        except EmbeddedError as error:
            desk.write(error=str(error))


if __name__ == "__main__":
    main()
