"""Uploaded workbooks at rest: sealed, under random names, gone after seven days."""

import base64
import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from station import crypto


def folder() -> Path:
    """Where sealed workbooks lie; made on first use, for nobody else to read."""
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(content: bytes) -> str:
    """Seal a file and keep it; returns its random name."""
    name = secrets.token_hex(16)
    write(name, content)
    return name


def write(name: str, content: bytes) -> None:
    """Seal a file under a given name, whole or not at all."""
    sealed = crypto.seal(base64.b64encode(content).decode(), place=_place(name))
    waiting = folder() / f"{name}.part"
    with waiting.open("w", encoding="ascii") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(folder() / name)


def read(name: str) -> bytes:
    """The file in plain.

    Raises FileNotFoundError when it was dropped.
    """
    sealed = (folder() / name).read_text(encoding="ascii")
    return base64.b64decode(crypto.unseal(sealed, place=_place(name)))


@contextlib.contextmanager
def opened(name: str) -> Iterator[Path]:
    """The file in plain for as long as the block lasts, for a parser's eyes."""
    with tempfile.TemporaryDirectory(prefix="register-") as private:
        path = Path(private) / "workbook.xlsx"
        path.write_bytes(read(name))
        yield path


def drop(name: str) -> None:
    """Remove a file and what was made from it."""
    for found in (name, correction_of(name)):
        (folder() / found).unlink(missing_ok=True)


def correction_of(name: str) -> str:
    """Where the workbook of bad rows belonging to a file is kept."""
    return f"{name}-correction"


def _place(name: str) -> str:
    return f"imports.{name}"
