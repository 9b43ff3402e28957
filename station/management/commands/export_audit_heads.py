"""Write the heads of the access chain, signed, to a file to be kept elsewhere."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from station.actions import audit


class Command(BaseCommand):
    help = "Append one signed line with the heads of the access records to FILE."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, *, file: Path | None, **options):
        file = file or settings.AUDIT_HEADS_FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(audit.export_heads(at=timezone.now()) + "\n")
        self.stdout.write(f"Heads appended to {file}. Keep a copy on another machine.")
