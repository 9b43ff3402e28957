"""Files at rest that only one person may read: sealed, under random names."""

import base64
import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from station import crypto

CHUNK = 256 * 1024  # of a large file, sealed by itself
LAST = "end"


class PrivateFolder:
    """A folder of sealed files below the media root."""

    def __init__(self, name: str) -> None:
        self.name = name

    def path(self) -> Path:
        """Where the sealed files lie; made on first use, for nobody else to read."""
        path = Path(settings.MEDIA_ROOT) / self.name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def keep(self, content: bytes) -> str:
        """Seal a file and keep it; returns its random name."""
        name = secrets.token_hex(16)
        self.write(name, content)
        return name

    def write(self, name: str, content: bytes) -> None:
        """Seal a file under a given name, whole or not at all."""
        place = self._place(name)
        self._write(
            name, [crypto.seal(base64.b64encode(content).decode(), place=place)]
        )

    def keep_file(self, path: Path) -> str:
        """Seal a large file chunk by chunk; returns its random name."""
        name = secrets.token_hex(16)
        with path.open("rb") as file:
            self._write(name, self._sealed(name, file))
        return name

    def _sealed(self, name: str, file) -> Iterator[str]:
        """A line for each chunk, bound to its place; the last one says that it is."""
        chunks = iter(lambda: file.read(CHUNK), b"")
        place, number = self._place(name), 0
        for number, chunk in enumerate(chunks, start=1):
            text = base64.b64encode(chunk).decode()
            yield crypto.seal(text, place=f"{place}.{number}") + "\n"
        yield crypto.seal(str(number), place=f"{place}.{LAST}") + "\n"

    def _write(self, name: str, pieces: Iterable[str]) -> None:
        waiting = self.path() / f"{name}.part"
        with waiting.open("w", encoding="ascii") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self.path() / name)

    def read(self, name: str) -> bytes:
        """The file in plain.

        Raises FileNotFoundError when it was dropped.
        """
        with contextlib.closing(self.pieces(name)) as pieces:
            return b"".join(pieces)

    def pieces(self, name: str) -> "Pieces":
        """The file in plain, chunk by chunk; it may be dropped meanwhile.

        Raises FileNotFoundError when it was dropped before, SealBroken where a chunk
        was altered, moved or is missing.
        """
        if not name:
            raise FileNotFoundError(name)
        return Pieces((self.path() / name).open(encoding="ascii"), self._place(name))

    @contextlib.contextmanager
    def opened(self, name: str, suffix: str = ".xlsx") -> Iterator[Path]:
        """The file in plain for as long as the block lasts, for a parser's eyes."""
        with tempfile.TemporaryDirectory(prefix="private-") as private:
            path = Path(private) / f"workbook{suffix}"
            path.write_bytes(self.read(name))
            yield path

    def drop(self, *names: str) -> None:
        """Remove files; one that is gone already is no matter."""
        for name in filter(None, names):
            (self.path() / name).unlink(missing_ok=True)

    def sweep(self, *, before: datetime) -> int:
        """Remove what is older, whoever forgot it; how many there were."""
        old = [
            path
            for path in self.path().iterdir()
            if path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _place(self, name: str) -> str:
        return f"{self.name}.{name}"


class Pieces:
    """A sealed file as it is read, chunk by chunk; closed even where nobody reads."""

    def __init__(self, file: IO[str], place: str) -> None:
        self._file, self._place = file, place
        self._line, self._number = file.readline(), 0

    def __iter__(self) -> "Pieces":
        return self

    def __next__(self) -> bytes:
        line = self._line
        self._line = "" if self._file.closed else self._file.readline()
        if not line:
            self.close()
            raise StopIteration
        if not line.endswith("\n"):  # sealed as a whole
            return _opened(line, self._place)
        if not self._line:
            self.close()
            self._check_end(line)
            raise StopIteration
        self._number += 1
        return _opened(line, f"{self._place}.{self._number}")

    def _check_end(self, line: str) -> None:
        said = crypto.unseal(line.rstrip(), place=f"{self._place}.{LAST}")
        if said != str(self._number):
            raise crypto.SealBroken("A part of the file is missing.")

    def close(self) -> None:
        self._file.close()


def _opened(line: str, place: str) -> bytes:
    return base64.b64decode(crypto.unseal(line.rstrip(), place=place))
