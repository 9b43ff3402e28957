"""Photos and papers: the file first, the row in the transaction of its record.

What dies in between leaves a file without a row, never a row without a file; the
sweep takes such files away an hour later.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from station import pictures, scans
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, Attachment, User, reference

FOLDER = "attachments"
ORPHAN_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class StoredFile:
    """A file that lies in the store and waits for its row."""

    file_name: str
    thumbnail_name: str
    content_type: str
    size: int
    width: int | None
    height: int | None
    sha256: bytes
    look: int | None = None


def path_of(name: str) -> Path:
    """Where a file of this name lies."""
    return Path(settings.MEDIA_ROOT) / FOLDER / name[:2] / name


def store_picture(raw: bytes) -> StoredFile:
    """Make a photo safe and put it into the store under a random name."""
    picture = pictures.read(raw)
    stem = secrets.token_hex(16)
    stored = StoredFile(
        file_name=f"{stem}.jpg",
        thumbnail_name=f"{stem}-small.jpg",
        content_type=pictures.CONTENT_TYPE,
        size=len(picture.body),
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(picture.body).digest(),
        look=picture.look,
    )
    try:
        _write(stored.file_name, picture.body)
        _write(stored.thumbnail_name, picture.thumbnail)
    except OSError:
        discard([stored])
        raise RuleError(
            _("The photo could not be stored: the disk is full or not writable."),
            code="storage_full",
        ) from None
    return stored


def _write(name: str, body: bytes) -> None:
    """On disk for good before the row that names it is committed."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with path.open("xb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o640)


@contextmanager
def stored_pictures(files: Iterable[File]) -> Iterator[list[StoredFile]]:
    """Pictures that came with a record; taken back where the record is refused."""
    stored: list[StoredFile] = []
    try:
        for file in files:
            file.seek(0)
            stored.append(store_picture(file.read()))
        yield stored
    except BaseException:
        discard(stored)
        raise


def store_pages(raw: bytes) -> Iterator[StoredFile]:
    """A photo, or each page of a PDF; kept as pictures."""
    pages = scans.pages_of(raw) if scans.is_pdf(raw) else [raw]
    return (store_picture(page) for page in pages)


@contextmanager
def stored_scans(files: Iterable[File]) -> Iterator[list[StoredFile]]:
    """Photos of papers and PDFs of the scanner, page by page; kept as pictures."""
    stored: list[StoredFile] = []
    try:
        for file in files:
            file.seek(0)
            stored.extend(store_pages(file.read()))
        yield stored
    except BaseException:
        discard(stored)
        raise


def discard(files: Iterable[StoredFile]) -> None:
    """Take back files whose record was not written."""
    for stored in files:
        for name in (stored.file_name, stored.thumbnail_name):
            with suppress(OSError):
                path_of(name).unlink(missing_ok=True)


@transaction.atomic
def attach(
    *,
    files: Sequence[StoredFile],
    kind: str,
    subject,
    by: User,
    at: datetime,
    area: Area | None = None,
    also=(),
) -> list[Attachment]:
    """Give stored files to a record."""
    area = area if area is not None else getattr(subject, "area", None)
    rows = [
        Attachment.objects.create(
            kind=kind,
            subject=reference(subject),
            area=area,
            uploaded_by=by,
            **stored.__dict__,
        )
        for stored in files
    ]
    if rows:
        record(
            kind="attachment.added",
            subject=subject,
            by=by,
            at=at,
            area=area,
            also=also,
        )
    return rows


def attached_to(obj):
    """What is attached to a record, oldest first."""
    return Attachment.objects.filter(subject=reference(obj)).order_by("pk")


def sweep_orphans(*, at: datetime) -> int:
    """Delete files that no row names; how many there were."""
    root = Path(settings.MEDIA_ROOT) / FOLDER
    oldest = (at - ORPHAN_AFTER).timestamp()
    folders = sorted(root.iterdir()) if root.is_dir() else []
    return sum(_sweep_folder(folder, oldest) for folder in folders if folder.is_dir())


def _sweep_folder(folder: Path, oldest: float) -> int:
    old = {
        path.name: path for path in folder.iterdir() if path.stat().st_mtime < oldest
    }
    rows = Attachment.objects.filter(
        Q(file_name__in=old) | Q(thumbnail_name__in=old)
    ).values_list("file_name", "thumbnail_name")
    named = {name for row in rows for name in row}
    orphans = [path for name, path in old.items() if name not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)
