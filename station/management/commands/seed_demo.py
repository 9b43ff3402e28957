"""Fill an empty database with stations that look lived in."""

from random import Random
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from station.demo.people import ACCOUNTS, PeopleMaker
from station.models import User
from station.registry import registry


class Command(BaseCommand):
    """Made-up people in real places; refused in production and on a database in use."""

    help = "Load the demonstration: stations, people, households, months of history."

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale",
            type=float,
            default=0.2,
            help="share of Huayuan's 53,000 residents to make (default 0.2; 1 is all)",
        )
        parser.add_argument("--seed", type=int, default=1963, help="for another draw")

    def handle(self, *, scale: float, seed: int, **options):
        self._check(scale)
        began, at, chance = monotonic(), timezone.now(), Random(seed)
        call_command("load_divisions", stdout=self.stdout)
        with transaction.atomic():
            PeopleMaker(chance=chance, at=at).make()
            self._say(f"{User.objects.count()} people in their posts", began)
        for key, maker in registry.demo_makers():
            self._say(f"{key}: {maker(chance=chance, at=at, scale=scale)}", began)
            self._count()
        self._say(f"Who can sign in stands in {settings.VAR_DIR / ACCOUNTS}", began)

    def _count(self) -> None:
        """Let the planner know what stands in the tables that were empty just now."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _check(self, scale: float) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration is not for production.")
        if User.objects.exists():
            raise CommandError("There are people in this database already.")
        if not 0 < scale <= 1:
            raise CommandError("--scale must be above 0 and at most 1.")

    def _say(self, text: str, began: float) -> None:
        self.stdout.write(f"[{monotonic() - began:5.1f} s] {text}")
        self.stdout.flush()
