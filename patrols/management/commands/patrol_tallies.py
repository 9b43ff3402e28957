"""Hold the tallies of coverage against the records, count them anew, or fold them."""

from django.core.management.base import BaseCommand, CommandError

from patrols.actions import tallies
from patrols.coverage.tally_sql import TABLES

SHOWN = 10


class Command(BaseCommand):
    help = (
        "Check, rebuild or fold the tallies that the coverage of patrols is read from."
    )

    def add_arguments(self, parser):
        parser.add_argument("do", choices=["check", "rebuild", "fold"])

    def handle(self, *args, do, **options):
        getattr(self, f"_{do}")()

    def _check(self) -> None:
        """Fails where a tally says something else than the records."""
        wrong = 0
        for table in TABLES:
            found = tallies.differences(table)
            wrong += len(found)
            self.stdout.write(f"{table.name}: {len(found)} differences")
            for row in found[:SHOWN]:
                told = ", ".join(f"{name} {value}" for name, value in row.items())
                self.stdout.write(f"  {told}")
        if wrong:
            raise CommandError("Repair them with: manage.py patrol_tallies rebuild")

    def _rebuild(self) -> None:
        for name, count in tallies.rebuild().items():
            self.stdout.write(f"{name}: {count} rows")

    def _fold(self) -> None:
        self.stdout.write(f"{tallies.fold()} rows folded")
