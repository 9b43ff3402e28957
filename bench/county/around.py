"""What the dashboards read beside visits and disputes: calls, fraud cases, patrols."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from antifraud.models import FraudCase, ScamType
from bench import patrol_coverage
from bench.county.loading import as_if_at, first_of, quick
from bench.county.register import local
from bench.county.visits import Homes
from disputes.demo.stories import STORIES
from patrols.actions import tallies
from station.actions.numbers import next_block
from station.copying import copy_in
from station.demo import names
from station.models import CallBatch, CallRecord

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
YEARS = 2
GROUPS = ("resident", "villager", "villager", "elderly", "student", "parent")
AGES = ("under_18", "18_25", "26_40", "41_59", "60_over")
WAYS = ("phone", "sms", "chat", "short_video", "shopping")


class Around:
    """As many as a county of this size has in two years."""

    def __init__(self, *, chance: Random, at: datetime, homes: Homes, villages) -> None:
        self.chance, self.at, self.homes, self.villages = chance, at, homes, villages

    def make(self, calls: int, cases: int, check_ins: int) -> None:
        with quick(CallBatch, CallRecord):
            self._calls(calls)
        scams = list(ScamType.objects.all())
        if scams:
            with quick(FraudCase), as_if_at(self.at):
                first, count = first_of(FraudCase, cases), cases
                numbers = next_block("ZP-BENCH", count)
                copy_in(
                    self._case(first + n, f"ZP-{numbers[n]:07d}", scams, n / count)
                    for n in range(count)
                )
        patrol_coverage.load(check_ins, path=self.villages[0].station.parent.path)
        tallies.rebuild()

    def _moment(self, part: float) -> datetime:
        days = int(YEARS * 365 * (1 - part)) + 1
        return local(self.at.date() - days * DAY, self.chance.randint(0, 24 * 60 - 1))

    def _calls(self, count: int) -> None:
        """One batch for each station, decided but for the last days."""
        stations = {village.station.pk: village for village in self.villages}
        for number, (station, village) in enumerate(stations.items()):
            size = count // len(stations)
            batch = CallBatch(
                pk=first_of(CallBatch, 1),
                area_id=station,
                name="110",
                day=self.at.date(),
                sent_by_id=village.officer,
            )
            here = [v for v in self.villages if v.station.pk == station]
            first = first_of(CallRecord, size)
            with as_if_at(self.at):
                copy_in([batch])
                copy_in(
                    self._call(first + n, batch, here, n / size, number)
                    for n in range(size)
                )

    def _call(self, key, batch, here, part: float, number: int) -> CallRecord:
        chance, village = self.chance, self.chance.choice(here)
        moment = self._moment(part)
        kind = chance.choice(("dispute", "fraud", "other", "other"))
        story = chance.choice(STORIES)
        waits = part > 0.997
        field = story.field if kind == "dispute" and not waits else ""
        row = CallRecord(
            pk=key,
            station_id=batch.area_id,
            area_id=village.area.pk,
            batch_id=batch.pk,
            number=f"{moment:%Y%m%d}{number:02d}{key:08d}",
            called_at=moment,
            caller_name=names.full_name(chance, sex="male"),
            place=f"{village.name}{chance.randint(1, 8)}社",
            summary=story.summary,
            proposed_kind=kind,
            confidence=chance.randint(50, 99),
            status="proposed" if waits else "confirmed",
            kind="" if waits else kind,
            field=field,
            scam="brushing" if kind == "fraud" and not waits else "",
            decided_at=None if waits else moment + HOUR,
            decided_by_id=None if waits else village.officer,
        )
        row.write_phone(names.phone(chance))
        return row

    def _case(self, key: int, number: str, scams, part: float) -> FraudCase:
        chance = self.chance
        moment = self._moment(part)
        place = chance.randrange(len(self.homes.keys))
        outcome = chance.choice(("lost", "lost", "partly", "stopped", "attempt"))
        loss = 0 if outcome == "attempt" else chance.randrange(500, 90_000, 100)
        stopped = {"partly": loss // 2, "stopped": loss}.get(outcome, 0)
        is_open = part > 0.98
        return FraudCase(
            pk=key,
            number=number,
            area_id=self.homes.areas[place],
            scam_type=chance.choice(scams),
            channel=chance.choice(WAYS),
            outcome=outcome,
            loss=Decimal(loss),
            stopped=Decimal(stopped),
            group=chance.choice(GROUPS),
            age_band=chance.choice(AGES),
            happened_at=moment - HOUR,
            reported_at=moment,
            source="hand",
            victim_name=names.full_name(chance, sex="female"),
            status="open" if is_open else "closed",
            owner_id=self.homes.officers[place],
            ended_at=None if is_open else moment + 5 * DAY,
            ended_by_id=None if is_open else self.homes.officers[place],
        )
