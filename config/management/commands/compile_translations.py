"""Make the .mo files without gettext, or check that the translations are whole."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import translations


class Command(BaseCommand):
    help = "Compile the translations; with --check, fail where one is missing."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options):
        folder = Path(settings.LOCALE_PATHS[0])
        if not options["check"]:
            translations.compile_all(folder)
            return
        found = list(translations.faults(folder)) + self._uncollected(folder)
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} texts need a translation: make messages")

    def _uncollected(self, folder: Path) -> list[str]:
        """Texts in the code that the files lack; asks gettext where there is one."""
        if shutil.which("xgettext") is None or shutil.which("msgmerge") is None:
            self.stdout.write("gettext is not installed: new texts are not looked for.")
            return []
        kept = {path: path.read_bytes() for path in folder.glob("*/LC_MESSAGES/*.po")}
        try:
            call_command("makemessages", **translations.COLLECT)
            return list(translations.faults(folder))
        finally:
            for path, content in kept.items():
                path.write_bytes(content)
