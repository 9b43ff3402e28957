"""Make the database and the static files ready; load the demo into an empty one."""

import time

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from station.models import User

DEMO = ("load_divisions", "seed_demo")


class Command(BaseCommand):
    help = "Migrate, compile the translations, collect static files, load the demo."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-demo", action="store_true", help="leave an empty database empty"
        )

    def handle(self, *args, **options):
        self.say("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("compile_translations")
        if not settings.DEBUG:
            call_command("collect_changed")
        if not options["no_demo"] and not settings.PRODUCTION:
            self.load_demo()

    def load_demo(self):
        """On an empty database; taken up again where it was broken off."""
        unfinished = settings.VAR_DIR / "demo_unfinished"
        if User.objects.exists() and not unfinished.exists():
            return
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        for name in DEMO:
            if name in get_commands():
                began = time.monotonic()
                self.say(f"Loading the demo: {name} …")
                call_command(name)
                self.say(f"{name} took {time.monotonic() - began:.0f} s")
        unfinished.unlink()

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()
