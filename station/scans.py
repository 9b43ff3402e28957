"""Scanned papers of strangers made safe: a PDF becomes the pictures of its pages.

Nothing of the file itself is kept: no script, no file within, no link, only what a
printer would have put on paper.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from station import pdf_pages
from station.errors import RuleError
from station.pictures import MEGABYTE

LARGEST = 20 * MEGABYTE
MOST_PAGES = 60
SECONDS = 90
MARK = b"%PDF-"
# The codes of what this and the pictures refuse: all about the file that was chosen.
CODES = (
    *("too_large", "wrong_type", "too_many_pixels", "broken"),
    *("encrypted", "active", "too_many_pages", "too_many_scans"),
)


class ScanError(RuleError):
    """The PDF is none we take; the message says why."""


def check_room(pages: int, *, most: int) -> None:
    """A paper takes so many pages and no more."""
    if pages > most:
        raise RuleError(
            _("At most %(n)d pages under one paper.") % {"n": most},
            code="too_many_scans",
        )


def is_pdf(raw: bytes) -> bool:
    """Told by the bytes, never by the name."""
    return MARK in raw[:1024]


def pages_of(raw: bytes) -> list[bytes]:
    """The pages as pictures, drawn apart from everything else."""
    if len(raw) > LARGEST:
        raise _refusal("too_large")
    with TemporaryDirectory() as folder:
        (Path(folder) / pdf_pages.NAME).write_bytes(raw)
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-m", pdf_pages.__name__, folder, str(MOST_PAGES)],
                capture_output=True,
                timeout=SECONDS,
                cwd=Path(settings.BASE_DIR),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _refusal("broken") from None
    said, _line, rest = done.stdout.partition(b"\n")
    if done.returncode != 0 or said != b"ok":
        raise _refusal(said.decode("ascii", "replace") if not done.returncode else "")
    return list(_parted(rest))


def _parted(rest: bytes):
    """Each page behind its length."""
    at = 0
    while at < len(rest):
        size = int.from_bytes(rest[at : at + 8], "big")
        yield rest[at + 8 : at + 8 + size]
        at += 8 + size


def _refusal(code: str) -> ScanError:
    texts = {
        "too_large": _("This PDF is too large: at most 20 MB, and no huge pictures."),
        "encrypted": _("This PDF is locked with a password. Save it without one."),
        "active": _("This PDF holds scripts or other files. Print it and scan it."),
        "too_many_pages": _("A PDF may have at most %(n)d pages.") % {"n": MOST_PAGES},
    }
    broken = _("This PDF cannot be read. Please scan the paper again.")
    return ScanError(texts.get(code, broken), code=code if code in texts else "broken")
