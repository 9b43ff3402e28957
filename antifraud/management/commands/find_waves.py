"""Look for waves now, as the worker does every morning."""

from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from antifraud.actions import waves


class Command(BaseCommand):
    help = "Raise what is beyond chance in the fraud cases of the last days."

    def add_arguments(self, parser):
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            help="judge the end of every day from this one on (2026-05-01)",
        )

    def handle(self, *args, since, **options):
        raised = waves.find(at=timezone.now(), since=since)
        for wave in raised:
            self.stdout.write(
                f"{wave.until_on} {wave}: {wave.observed} in {wave.days} days, "
                f"{wave.expected} expected, chance {wave.chance:.2g}"
            )
        self.stdout.write(f"{len(raised)} waves raised")
