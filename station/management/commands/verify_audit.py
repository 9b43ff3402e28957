"""Check that no access record was changed, removed or cut off."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from station.actions import audit


class Command(BaseCommand):
    help = (
        "Check the chain of access records; every fault is named by shard and record."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads",
            type=Path,
            help="a file of export_audit_heads (default: AUDIT_HEADS_FILE if it exists)",
        )

    def handle(self, *, heads: Path | None, **options):
        report = audit.verify(heads=self._read(heads))
        for fault in report.faults[:50]:
            self.stderr.write(str(fault))
        if report.faults:
            raise CommandError(
                f"The chain does not hold: {len(report.faults)} faults in "
                f"{report.records:,} records."
            )
        self.stdout.write(f"{report.records:,} records, every link holds.")

    def _read(self, heads: Path | None) -> list[dict]:
        file = heads or settings.AUDIT_HEADS_FILE
        if not file.exists():
            if heads:
                raise CommandError(f"{file} is not there.")
            self.stdout.write("No exported heads: a cut-off end would not show.")
            return []
        try:
            with file.open(encoding="utf-8") as lines:
                return audit.read_heads(lines)
        except ValueError as error:
            raise CommandError(f"{file}: {error}.") from error
