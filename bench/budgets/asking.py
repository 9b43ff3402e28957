"""Asking over HTTP and by SQL, in turns, so that noise falls on all alike."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.crypto import get_random_string

HOST = "127.0.0.1"
IDLE = 5  # seconds after which a new connection is opened


@dataclass
class Asker:
    """One person or machine at one open connection."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        self._connect()

    def _connect(self) -> None:
        self.line = http.client.HTTPConnection(HOST, self.port, timeout=120)
        self.used = time.monotonic()

    def begin(self, path: str, *, method="GET", body: str | None = None, **more):
        """The answer before its body; the server hangs up on who is silent for long."""
        if time.monotonic() - self.used > IDLE:
            self.line.close()
            self._connect()
        self.line.request(method, path, body=body, headers=self.headers | more)
        answer = self.line.getresponse()
        self.used = time.monotonic()
        return answer

    def ask(self, path: str, *, method="GET", body: str | None = None, **more) -> bytes:
        """The body of an answer that went well; a 304 has none."""
        answer = self.begin(path, method=method, body=body, **more)
        said = answer.read()
        if answer.status not in {200, 201, 304}:
            raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")
        self.tag = answer.headers.get("ETag", "")
        return said

    def again(self) -> "Asker":
        """The same one at another connection."""
        return Asker(self.port, self.headers)


def signed_in(user, port: int) -> Asker:
    """A browser in which this person is signed in."""
    client = Client(headers={"host": HOST})
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    secret = get_random_string(32)  # what the browser sends back with every form
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: secret}
    said = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Asker(port, {"Cookie": said, "X-CSRFToken": secret})


def by_hand(sql: str, *values: object) -> Callable[[], list]:
    """One statement through psycopg, all of its rows."""

    def ask() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


def in_turns(rounds: int, **works: Callable[[], object]) -> dict[str, float]:
    """The middle time of each in milliseconds; the first two rounds only warm up."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 2):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            if number > 1:
                took[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times) for name, times in took.items()}


def a_second(
    ask: Callable[[Asker], object], of: Asker, many: int, seconds: float
) -> float:
    """Answers a second at so many connections; every one must be a good one."""
    end, counts, wrong = time.perf_counter() + seconds, [0] * many, []

    def work(number: int) -> None:
        own = of.again()
        while time.perf_counter() < end:
            try:
                ask(own)
            except (RuntimeError, OSError) as error:
                wrong.append(error)
                return
            counts[number] += 1

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(n,)) for n in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {many} connections failed: {wrong[0]}")
    return sum(counts) / (time.perf_counter() - began)
