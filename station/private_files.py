"""Files at rest that only one person may read: sealed, under random names."""

import base64
import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from station import crypto


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
        sealed = crypto.seal(
            base64.b64encode(content).decode(), place=self._place(name)
        )
        waiting = self.path() / f"{name}.part"
        with waiting.open("w", encoding="ascii") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self.path() / name)

    def read(self, name: str) -> bytes:
        """The file in plain.

        Raises FileNotFoundError when it was dropped.
        """
        if not name:
            raise FileNotFoundError(name)
        sealed = (self.path() / name).read_text(encoding="ascii")
        return base64.b64decode(crypto.unseal(sealed, place=self._place(name)))

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
