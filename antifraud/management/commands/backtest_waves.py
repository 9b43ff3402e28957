"""Try the watch for waves on what has happened, with another setting too."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from antifraud.models import ScamType
from antifraud.waves import backtest
from antifraud.waves.rules import USUAL, Rules
from station.models import Area


class Command(BaseCommand):
    help = "Say which waves would have been raised, day by day; writes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--station", help="the station's name; else every station")
        parser.add_argument("--since", type=date.fromisoformat)
        parser.add_argument("--until", type=date.fromisoformat)
        parser.add_argument(
            "--a-year", type=Decimal, help="false alarms a year and series, at most"
        )
        parser.add_argument("--least", type=int, help="cases it takes at least")

    def handle(self, *args, station, since, until, a_year, least, **options):
        until = until or timezone.localdate() - timedelta(days=1)
        rules = None
        if a_year or least:
            rules = Rules(a_year or USUAL.a_year, least or USUAL.least)
        rows = Area.objects.filter(kind=Area.Kind.STATION, is_active=True)
        rows = rows.filter(name=station) if station else rows
        if station and not rows:
            raise CommandError(f"No station is called {station}.")
        for area in rows.order_by("path"):
            outcome = backtest.run(area, since=since, until=until, rules=rules)
            self._tell(area, outcome)

    def _tell(self, area: Area, outcome: backtest.Outcome) -> None:
        self.stdout.write(
            f"{area.name}: {len(outcome.found)} waves in {outcome.years:.1f} years, "
            f"{outcome.series} series with enough cases to be judged"
        )
        types = {row.pk: row for row in ScamType.objects.all()}
        for one in outcome.found:
            series, rise = one.series, one.rise
            self.stdout.write(
                f"  {one.on} {types[series.type_id]} · {series.group or 'all'} · "
                f"{outcome.areas[series.path].short_name}: {rise.observed} in "
                f"{rise.days} days, {rise.expected:.1f} expected, chance "
                f"{rise.chance:.2g} {outcome.judged(one)}".rstrip()
            )
