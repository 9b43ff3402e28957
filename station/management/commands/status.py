"""Which embedded services run, and where."""

from django.core.management.base import BaseCommand, CommandError

from station.embedded import lease


class Command(BaseCommand):
    help = "Say which embedded services run, and their addresses."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--database-url",
            action="store_true",
            help="print only the address of the running PostgreSQL",
        )

    def handle(self, *args, **options):
        desks = {name: lease.Desk(lease.var_folder(), name) for name in lease.SERVICES}
        if options["database_url"]:
            address = desks["postgres"].read().get("address")
            if not address or not desks["postgres"].is_kept():
                raise CommandError("PostgreSQL is not running: manage.py up")
            self.stdout.write(address)
            return
        for name, desk in desks.items():
            title = lease.SERVICES[name].title
            if not desk.is_kept():
                self.stdout.write(f"{title}: stopped")
                continue
            kind = "until `down`" if desk.pinned.exists() else "while it is used"
            self.stdout.write(f"{title}: running {kind}, log in {desk.log}")
