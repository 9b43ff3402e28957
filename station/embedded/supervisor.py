"""Web, worker and beat under one parent, until Ctrl-C or SIGTERM."""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from station.embedded.child import Child

ROUND = 0.5


class Supervisor:
    """Starts the children, brings crashed ones back, stops them in order."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        report: Callable[[str], None],
        watches: Sequence[Callable[[], None]] = (),
    ) -> None:
        self.children = children
        self.report = report
        self.watches = watches
        self.is_stopping = False

    def catch_signals(self) -> None:
        """From now on a signal means: stop everything, then go."""
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._stop)

    def start(self) -> None:
        for child in self.children:
            if not self.is_stopping:
                child.start()

    def run(self) -> None:
        """Until somebody asks us to stop."""
        while not self.is_stopping:
            for child in self.children:
                if said := child.tend():
                    self.report(said)
            for watch in self.watches:
                watch()
            time.sleep(ROUND)

    def stop(self) -> None:
        """In the order in which the children stand."""
        for child in self.children:
            child.stop()

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        if not self.is_stopping:
            self.report("Stopping …")
        self.is_stopping = True


def every(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    """The act, at most once in so many seconds."""
    last = time.monotonic()

    def watch() -> None:
        nonlocal last
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            act()

    return watch
