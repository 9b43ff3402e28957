"""Stop the embedded services."""

import time

from django.core.management.base import BaseCommand, CommandError

from station.embedded import lease

PATIENCE = 60


class Command(BaseCommand):
    help = "Stop the embedded services that `up` left running."
    requires_system_checks = ()

    def handle(self, *args, **options):
        for name in reversed(lease.SERVICES):
            use = lease.Lease(lease.var_folder(), name)
            use.desk.pinned.unlink(missing_ok=True)
            if use.desk.is_kept():
                self._wait_until_closed(use)
            self.stdout.write(f"{use.title} is stopped.")

    def _wait_until_closed(self, use):
        """The keeper closes as soon as nobody uses the service."""
        deadline = time.monotonic() + PATIENCE
        while use.desk.is_kept():
            if use.desk.is_used():
                raise CommandError(
                    f"{use.title} is in use by a running command (make run?): "
                    "it stops when that does."
                )
            if time.monotonic() > deadline:
                raise CommandError(f"{use.title} does not stop: see {use.desk.log}.")
            time.sleep(0.05)
