"""Start the embedded PostgreSQL and Redis-compatible server, and leave them on."""

from django.core.management.base import BaseCommand, CommandError

from station.embedded import lease
from station.embedded.errors import EmbeddedError


class Command(BaseCommand):
    help = "Start the embedded services and leave them running until `down`."
    requires_system_checks = ()

    def handle(self, *args, **options):
        for name in lease.SERVICES:
            use = lease.Lease(lease.var_folder(), name)
            try:
                address = use.acquire(self.stdout.write)
            except EmbeddedError as error:
                raise CommandError(str(error)) from error
            use.desk.pinned.touch()
            use.release()
            self.stdout.write(f"{use.variable}={address}")
