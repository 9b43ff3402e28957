"""Keep a local copy of Fengqiao's records in step: pull once, then follow the changes.

Needs nothing but Python 3.11. May be killed at any moment: what it has and where it
goes on are written in one transaction. See README.md beside this file.
"""

import argparse
import email.utils
import gzip
import http.client
import json
import os
import random
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Iterator
from pathlib import Path

TABLES = """
CREATE TABLE IF NOT EXISTS record (
    resource TEXT NOT NULL,
    id INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (resource, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS progress (
    resource TEXT PRIMARY KEY,
    position TEXT NOT NULL,       -- where the feed goes on
    pulled_to INTEGER NOT NULL,   -- the last id of a pull that is not finished
    is_whole INTEGER NOT NULL     -- the pull is finished
);
"""
SAVE = "INSERT OR REPLACE INTO record VALUES (?, ?, ?)"
DROP = "DELETE FROM record WHERE resource = ? AND id = ?"
BATCH = 500  # rows of a pull written at once
PAGE = 1000  # changes asked for at once
PATIENCE = 60  # seconds without a byte
LONGEST_WAIT = 60  # seconds between two tries
PASSING = {408, 425, 429, 500, 502, 503, 504}
CUT = (OSError, EOFError, http.client.HTTPException, ValueError, zlib.error)


class RefusedError(Exception):
    """The server understood and said no; trying again would not help."""


class Server:
    """Asks, waits when told to, and tries again when something passes."""

    def __init__(self, address: str, key: str, language: str) -> None:
        if not address.startswith(("https://", "http://")):
            raise RefusedError(f"{address} is no address of a server.")
        self.address = address.rstrip("/")
        self.headers = {
            "Authorization": f"Token {key}",
            "Accept-Language": language,
            "Accept-Encoding": "gzip",
        }

    def open(self, path: str, *, tag: str = "", **query):
        """The answer as a stream, its tag with it; None when nothing is new."""
        url = f"{self.address}/api/v1/{path}?{urllib.parse.urlencode(query)}"
        headers = self.headers | ({"If-None-Match": tag} if tag else {})
        tries = 0
        while True:
            try:
                request = urllib.request.Request(url, headers=headers)
                return urllib.request.urlopen(request, timeout=PATIENCE)
            except urllib.error.HTTPError as error:
                with error:
                    if error.code == 304:
                        return None
                    if error.code not in PASSING:
                        said = error.read().decode(errors="replace")
                        raise RefusedError(f"{error.code} {url}: {said}") from error
                    asked = error.headers.get("Retry-After")
                self.wait(tries, asked)
            except CUT as error:
                print(f"{url}: {error}", file=sys.stderr)
                self.wait(tries, None)
            tries += 1

    def wait(self, tries: int, asked: str | None) -> None:
        """As long as the server asks, else longer each time, never in step."""
        seconds = min(LONGEST_WAIT, 2**tries) * random.uniform(0.5, 1)
        time.sleep(max(seconds if asked is None else 0, _seconds(asked)))


def _seconds(asked: str | None) -> float:
    """Retry-After is a number of seconds or a date."""
    if not asked:
        return 0
    if asked.isdigit():
        return int(asked)
    then = email.utils.parsedate_to_datetime(asked)
    return max(0.0, then.timestamp() - time.time())


def _body(answer):
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.GzipFile(fileobj=answer) if packed else answer


class Copy:
    """One resource in the local table."""

    def __init__(self, database: sqlite3.Connection, server: Server, name: str) -> None:
        self.database, self.server, self.name = database, server, name
        self.tag = ""  # of the last page of the feed that had nothing new

    def progress(self) -> tuple[str, int, int] | None:
        return self.database.execute(
            "SELECT position, pulled_to, is_whole FROM progress WHERE resource = ?",
            [self.name],
        ).fetchone()

    def step(self) -> None:
        """Finish the pull if it is not finished, then take all that changed."""
        tries = 0
        while not self.pull():
            self.server.wait(tries, None)
            tries += 1
        while self.follow():
            pass

    def pull(self) -> bool:
        """Every row from where the last pull was cut; is the copy whole now?"""
        found = self.progress()
        if found and found[2]:
            return True
        answer = self.server.open(f"{self.name}/pull/", after=found[1] if found else 0)
        try:
            with answer:
                return self._take(_body(answer))
        except CUT as error:
            print(f"{self.name}: the pull was cut: {error}", file=sys.stderr)
            return False

    def _take(self, lines) -> bool:
        batch: list[tuple[int, str]] = []
        for line in lines:
            said = json.loads(line)
            if "pull" in said:
                self._begin(said["position"])
            elif "end" in said:
                self._keep(batch, is_whole=True)
                return True
            else:
                batch.append((said["id"], _text(said)))
            if len(batch) >= BATCH:
                self._keep(batch)
                batch = []
        self._keep(batch)
        return False  # no last line: it was cut

    def _begin(self, position: str) -> None:
        """The place of the first pull stays: later ones know less of what is here."""
        with self.database:
            self.database.execute(
                "INSERT OR IGNORE INTO progress VALUES (?, ?, 0, 0)",
                [self.name, position],
            )

    def _keep(self, batch: list[tuple[int, str]], *, is_whole: bool = False) -> None:
        """The rows, and that they are here, in one transaction."""
        with self.database:
            rows = [(self.name, pk, text) for pk, text in batch]
            self.database.executemany(SAVE, rows)
            self.database.execute(
                "UPDATE progress SET pulled_to = max(pulled_to, ?), is_whole = ?"
                " WHERE resource = ?",
                [batch[-1][0] if batch else 0, is_whole, self.name],
            )

    def follow(self) -> bool:
        """One page of the feed; is there more?"""
        position = self.progress()[0]
        query = {"types": self.name, "after": position, "page_size": PAGE}
        answer = self.server.open("changes/", tag=self.tag, **query)
        if answer is None:
            return False
        try:
            with answer:
                page = json.load(_body(answer))
        except CUT as error:
            print(f"{self.name}: the feed was cut: {error}", file=sys.stderr)
            self.server.wait(0, None)
            return True
        self.tag = "" if page["results"] else answer.headers.get("ETag", "")
        self._apply(page)
        return page["has_more"]

    def _apply(self, page: dict) -> None:
        """What changed, and where to go on, in one transaction."""
        with self.database:
            for change in page["results"]:
                if change["change"] == "gone":
                    self.database.execute(DROP, [self.name, change["id"]])
                else:
                    row = [self.name, change["id"], _text(change["data"])]
                    self.database.execute(SAVE, row)
            self.database.execute(
                "UPDATE progress SET position = ? WHERE resource = ?",
                [page["next"], self.name],
            )


def _text(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False)


def connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=30)
    database.executescript(TABLES)
    return database


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("server", help="such as https://fengqiao.example")
    parser.add_argument("database", type=Path, help="the SQLite file of the copy")
    parser.add_argument("resources", nargs="+", help="such as disputes mediations")
    parser.add_argument("--every", type=float, default=30, help="seconds between looks")
    parser.add_argument("--once", action="store_true", help="stop when in step")
    parser.add_argument("--language", default="zh-hans", help="of the display texts")
    return parser.parse_args()


def rounds(every: float, *, once: bool) -> Iterator[None]:
    while True:
        yield
        if once:
            return
        time.sleep(every)


def main() -> int:
    asked = arguments()
    key = os.environ.get("FENGQIAO_KEY", "")
    if not key:
        print("Put the key into the variable FENGQIAO_KEY.", file=sys.stderr)
        return 2
    database = connect(asked.database)
    try:
        server = Server(asked.server, key, asked.language)
        copies = [Copy(database, server, name) for name in asked.resources]
        for _ in rounds(asked.every, once=asked.once):
            for copy in copies:
                copy.step()
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
