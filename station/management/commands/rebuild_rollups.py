"""Hold the rollups of metrics against the records, count them anew, or fold them."""

from django.core.management.base import BaseCommand, CommandError

from station.actions import rollups

SHOWN = 10


class Command(BaseCommand):
    help = "Count the rollups of all metrics anew; --check only compares, --fold only folds."

    def add_arguments(self, parser):
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--check", action="store_true")
        one.add_argument("--fold", action="store_true")

    def handle(self, *args, check, fold, **options):
        if check:
            self._check()
        elif fold:
            self.stdout.write(f"{rollups.fold()} differences folded")
        else:
            self.stdout.write(f"{rollups.rebuild()} cells counted anew")

    def _check(self) -> None:
        """Fails where a rollup says something else than the records."""
        found = rollups.differences()
        for row in found[:SHOWN]:
            self.stdout.write(", ".join(f"{name} {row[name]}" for name in row))
        if found:
            raise CommandError(
                f"{len(found)} differences. Repair: manage.py rebuild_rollups"
            )
        self.stdout.write("The rollups say what the records say.")
