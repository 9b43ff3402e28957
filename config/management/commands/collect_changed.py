"""collectstatic, but only when a file has changed since the last time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config import staticfiles


class Command(BaseCommand):
    help = "Collect the static files if any of them has changed."
    requires_system_checks = ()

    def handle(self, *args, **options):
        stamp = Path(settings.STATIC_ROOT).with_suffix(".collected")
        mark = self._mark()
        is_there = Path(settings.STATIC_ROOT).is_dir() and stamp.exists()
        if is_there and stamp.read_text() == mark:
            return
        self.stdout.write("Collecting the static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(mark)

    def _mark(self) -> str:
        """How files are kept, and their names, sizes and times, in one number."""
        digest = hashlib.sha256(Path(staticfiles.__file__).read_bytes())
        for finder in get_finders():
            for path, storage in finder.list([]):
                status = Path(storage.path(path)).stat()
                digest.update(
                    f"{path} {status.st_size} {status.st_mtime_ns}\n".encode()
                )
        return digest.hexdigest()
