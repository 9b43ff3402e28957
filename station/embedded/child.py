"""A process of ours that never outlives us."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from station.embedded.account import Account

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # seconds of life after which a crash counts as the first again

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signum: int, *, parent: int) -> None:
    """Ask the kernel to send this process a signal when its parent dies."""
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    if os.getppid() != parent:  # it died before we could ask
        os.kill(os.getpid(), signum)


@dataclass
class Child:
    """One supervised process: started, restarted after a crash, stopped."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    stop_signal: int = signal.SIGTERM
    death_signal: int = signal.SIGTERM
    patience: float = 20.0
    output: IO[bytes] | None = None
    account: Account | None = None
    stdin: bytes | None = None
    cwd: str | Path = "/"
    process: subprocess.Popen | None = field(default=None, init=False)
    crashes: int = field(default=0, init=False)
    started_at: float = field(default=0.0, init=False)
    resume_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it in a group of its own, so that Ctrl-C reaches only us."""
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            [str(part) for part in self.argv],
            env=dict(self.env),
            cwd=self.cwd,
            stdin=subprocess.DEVNULL if self.stdin is None else subprocess.PIPE,
            stdout=self.output,
            stderr=subprocess.STDOUT if self.output else None,
            process_group=0,
            preexec_fn=lambda: die_with_parent(self.death_signal, parent=parent),
            **(self.account.popen() if self.account else {}),
        )
        if self.stdin is not None and self.process.stdin is not None:
            with contextlib.suppress(BrokenPipeError), self.process.stdin as pipe:
                pipe.write(self.stdin)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tend(self) -> str | None:
        """Bring it back after a crash, each time a little later; says what it did."""
        if self.process is None or self.is_running:
            return None
        now = time.monotonic()
        if self.resume_at == 0.0:
            if now - self.started_at > STEADY_AFTER:
                self.crashes = 0
            pause = min(LONGEST_PAUSE, 0.5 * 2**self.crashes)
            self.crashes += 1
            self.resume_at = now + pause
            return f"{self.name} ended with {self.ending}, again in {pause:g} s"
        if now >= self.resume_at:
            self.resume_at = 0.0
            self.start()
            return f"{self.name} started again"
        return None

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        code = self.process.returncode if self.process else None
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"code {code}"

    def stop(self) -> None:
        """Ask it to end; insist when it does not."""
        if not self.is_running or self.process is None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
