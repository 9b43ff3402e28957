"""Give somebody a post from the server's console: how the first people come in."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from station.actions import posts, users
from station.errors import RuleError
from station.models import Area, User
from station.roles import Role


class Command(BaseCommand):
    help = (
        "Give somebody a post; makes the account where there is none and prints its "
        "one-time password. Meant for the first administrator and supervisor: everybody "
        "else is appointed on the pages."
    )

    def add_arguments(self, parser):
        parser.add_argument("badge_number")
        parser.add_argument("name")
        parser.add_argument(
            "role", choices=[r for r in Role.values if r != "api_client"]
        )
        parser.add_argument("area", help="statistical code, or the name of the area")

    @transaction.atomic
    def handle(self, *, badge_number: str, name: str, role: str, area: str, **options):
        now = timezone.now()
        place = self._area(area)
        try:
            user, password = self._account(badge_number, name, now)
            posts.appoint(
                user=user,
                role=role,
                area=place,
                from_on=timezone.localdate(),
                by=None,
                at=now,
            )
        except RuleError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{user.badge_number} {user.name}: {Role(role)}, {place.name}"
        )
        if password:
            self.stdout.write(f"One-time password: {password}")

    def _account(self, badge_number: str, name: str, at) -> tuple[User, str]:
        badge = users.checked_badge(badge_number)
        known = User.objects.filter(badge_number=badge).first()
        if known is None:
            return users.create(badge_number=badge, name=name, by=None, at=at)
        if known.name != name:
            raise CommandError(f"{badge} is {known.name}, not {name}.")
        return known, ""

    def _area(self, text: str) -> Area:
        found = list(
            Area.objects.filter(code=text) or Area.objects.filter(name=text)[:2]
        )
        if len(found) != 1:
            raise CommandError(
                f"{'No' if not found else 'More than one'} area is called {text}; "
                "load_divisions loads them, the code tells them apart."
            )
        return found[0]
