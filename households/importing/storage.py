"""Uploaded workbooks at rest: sealed, under random names, gone after seven days."""

from station.private_files import PrivateFolder

_FOLDER = PrivateFolder("imports")

folder = _FOLDER.path
keep = _FOLDER.keep
write = _FOLDER.write
read = _FOLDER.read
opened = _FOLDER.opened


def drop(name: str) -> None:
    """Remove a file and what was made from it."""
    _FOLDER.drop(name, correction_of(name))


def correction_of(name: str) -> str:
    """Where the workbook of bad rows belonging to a file is kept."""
    return f"{name}-correction"
