"""What long work is made of: its kind, its result, and how it says how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@dataclass(frozen=True)
class JobResult:
    """What a job leaves behind: a file, a page to go to, or only what it did.

    ``failures`` is a file of what could not be done, ``failed`` how many that were. A
    large ``file`` stands for ``content``; it is sealed chunk by chunk and removed.
    """

    content: bytes = b""
    file: Path | None = None
    name: str = ""
    content_type: str = XLSX
    failures: bytes = b""
    failed: int = 0
    url: str = ""


@dataclass(frozen=True)
class JobKind:
    """A kind of long work.

    ``run(job, progress)`` gives a ``JobResult`` (or None). It calls
    ``progress(done, total)`` at least every minute, which keeps the lease, and may be
    run again from the start when its worker died: what it writes must bear that.
    ``permission`` is what the owner must still have when it runs and when the result
    is fetched. ``leaves(job)`` says what the access record tells of a fetched result:
    ``subject``, ``fields``, ``purpose``, ``reason``; ``fetched(job, by=, at=)`` is
    called then, and may refuse. ``until(job)`` says until when it can be fetched where
    that is not a week. ``failed(job, at=)`` is called when it failed for good, and
    ``is_quiet(job)`` says that its owner is told of its end in another way.
    """

    key: str
    label: str | Promise
    icon: str
    run: Callable
    permission: str = ""
    title: Callable | None = None  # (job) -> str, where the label says too little
    may: Callable | None = None  # (job) -> bool, where the permission says too little
    leaves: Callable | None = None
    fetched: Callable | None = None
    until: Callable | None = None
    failed: Callable | None = None
    is_quiet: Callable | None = None
