"""The tallies say what a plain recount of the records says, whatever happened."""

from collections import Counter
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from patrols.actions import tallies
from patrols.coverage.tally_sql import DEEDS, TABLES
from patrols.models import (
    AreaHour,
    CheckIn,
    Finding,
    Patrol,
    PointHour,
    Shift,
    TeamDay,
)
from station.models import CallRecord
from tests import factories as make
from tests.factories.clock import NOW

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
KEYS = {
    AreaHour: ("area_id", "day", "hour"),
    PointHour: ("point_id", "day", "hour"),
    TeamDay: ("team_id", "area_id", "day"),
}


def hours_of(start, end):
    """Each hour of the clock with its minutes, twelve hours at the most."""
    start = start.astimezone(CHINA).replace(second=0, microsecond=0)
    end = end.astimezone(CHINA).replace(second=0, microsecond=0)
    end = min(end, start + 12 * HOUR)
    slot = start.replace(minute=0)
    while slot < end:
        inside = min(end, slot + HOUR) - max(start, slot)
        yield slot.date(), slot.hour, inside // timedelta(minutes=1)
        slot += HOUR


def when(at):
    at = at.astimezone(CHINA)
    return at.date(), at.hour


def walk_of(patrol):
    """Minute by minute: where the person had last been seen, or was going to."""
    start = patrol.started_at.replace(second=0, microsecond=0)
    end = patrol.ended_at.replace(second=0, microsecond=0)
    seen = [
        (row.at.replace(second=0, microsecond=0), row.pk, row.area_id)
        for row in patrol.check_ins.filter(struck_at=None)
        if patrol.started_at <= row.at <= patrol.ended_at
    ]
    seen.sort()
    found = Counter()
    at = start
    while at < min(end, start + 12 * HOUR):
        before = [area for moment, _pk, area in seen if moment <= at]
        after = [area for _moment, _pk, area in seen]
        area = (before[-1:] or after[:1] or [patrol.area_id])[0]
        found[area, *when(at)] += 1
        at += timedelta(minutes=1)
    for (area, day, hour), minutes in found.items():
        yield area, day, hour, minutes


def recount_minutes():
    found = Counter()
    for row in Shift.objects.exclude(status="cancelled"):
        for day, hour, minutes in hours_of(row.starts_at, row.ends_at):
            found[row.area_id, day, hour, "planned"] += minutes * row.needed
    for row in Patrol.objects.filter(ended_at__isnull=False):
        for area, day, hour, minutes in walk_of(row):
            found[area, day, hour, "minutes"] += minutes
    return found


def recount_areas():
    found = recount_minutes()
    for row in CheckIn.objects.filter(struck_at=None):
        found[row.area_id, *when(row.at), "check_ins"] += 1
    for row in Finding.objects.exclude(kind__in=DEEDS):
        found[row.area_id, *when(row.found_at), "findings"] += 1
    for row in CallRecord.objects.all():
        if (row.kind or row.proposed_kind) != "fraud":
            found[row.area_id, *when(row.called_at), "calls"] += 1
    return +found


def recount_points():
    found = Counter()
    for row in CheckIn.objects.filter(struck_at=None):
        found[row.point_id, *when(row.at), "check_ins"] += 1
    for row in Finding.objects.exclude(kind__in=DEEDS).filter(point__isnull=False):
        found[row.point_id, *when(row.found_at), "findings"] += 1
    return +found


def recount_teams():
    found = Counter()
    for row in Patrol.objects.filter(ended_at__isnull=False):
        key = row.team_id, row.area_id, when(row.started_at)[0]
        found[*key, "patrols"] += 1
        found[*key, "minutes"] += row.minutes
    for row in CheckIn.objects.filter(struck_at=None).select_related("patrol"):
        key = row.patrol.team_id, row.patrol.area_id, when(row.at)[0]
        found[*key, "check_ins"] += 1
        found[*key, "doubtful"] += bool(row.doubts)
    return +found


def plain_recount():
    """The same as the tallies, record by record."""
    return {
        AreaHour: recount_areas(),
        PointHour: recount_points(),
        TeamDay: recount_teams(),
    }


def told():
    """What the tallies say."""
    found = {}
    for table, (model, keys) in zip(TABLES, KEYS.items(), strict=True):
        assert table.name == model._meta.db_table
        counts = Counter()
        for row in model.objects.all():
            key = tuple(getattr(row, name) for name in keys)
            for name in table.amounts:
                counts[*key, name] += getattr(row, name)
        found[model] = {key: n for key, n in counts.items() if n}
    return found


class History:
    """Things happen in two villages, in any order."""

    def __init__(self, seed):
        self.chance = Random(seed)
        self.areas = [make.CommunityFactory(), make.CommunityFactory()]
        self.teams = [make.TeamFactory(area=area) for area in self.areas]
        self.points = [make.PatrolPointFactory(area=area) for area in self.areas]
        self.batch = make.CallBatchFactory()
        self.officer = make.UserFactory()

    def any_time(self):
        return NOW - timedelta(minutes=self.chance.randint(0, 30_000), seconds=13)

    def on_the_way(self, patrol):
        """Within the patrol, or a little beside it."""
        return patrol.started_at + timedelta(minutes=self.chance.randint(-30, 400))

    def any_of(self, model):
        rows = list(model.objects.order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def step(self):
        deeds = [
            name for name in dir(self) if name.startswith(("make_", "change_", "drop_"))
        ]
        getattr(self, self.chance.choice(deeds))()

    def make_patrol(self):
        start = self.any_time()
        end = start + timedelta(minutes=self.chance.randint(1, 900))
        make.WalkedPatrolFactory(
            team=self.chance.choice(self.teams),
            started_at=start,
            ended_at=end,
            minutes=self.chance.randint(0, 240),
        )

    def make_running_patrol(self):
        make.PatrolFactory(team=self.chance.choice(self.teams))

    def make_check_in(self):
        patrol = self.any_of(Patrol)
        if patrol is None:
            return
        make.CheckInFactory(
            patrol=patrol,
            point=self.chance.choice(self.points),
            at=self.on_the_way(patrol),
            doubts=self.chance.choice([[], ["far"]]),
        )

    def make_finding(self):
        make.FindingFactory(
            area=self.chance.choice(self.areas),
            point=self.chance.choice([None, *self.points]),
            kind=self.chance.choice(["hazard", "talk", "lost_person"]),
            found_at=self.any_time(),
        )

    def make_calls(self):
        """As they come: many in one statement."""
        CallRecord.objects.bulk_create(
            make.CallFactory.build(
                station=self.batch.area,
                area=self.chance.choice(self.areas),
                batch=self.batch,
                called_at=self.any_time(),
                proposed_kind=self.chance.choice(["other", "fraud", "dispute"]),
            )
            for _call in range(4)
        )

    def make_shift(self):
        start = self.any_time() + timedelta(days=7)
        make.ShiftFactory(
            team=self.chance.choice(self.teams),
            starts_at=start,
            ends_at=start + timedelta(minutes=self.chance.randint(30, 720)),
            needed=self.chance.randint(1, 5),
            status=self.chance.choice(["planned", "open"]),
        )

    def change_patrol(self):
        patrol = self.any_of(Patrol)
        if patrol is None:
            return
        patrol.team = self.chance.choice(self.teams)
        patrol.ended_at = patrol.started_at + timedelta(minutes=100)
        patrol.end, patrol.minutes = "captain", 90
        patrol.save()

    def change_check_in(self):
        row = self.any_of(CheckIn)
        if row is None:
            return
        if row.struck_at:
            row.struck_at, row.struck_by, row.strike_reason = None, None, ""
        else:
            row.struck_at, row.struck_by = NOW, self.officer
            row.strike_reason = "不在现场"
        row.save()

    def change_shifts(self):
        """One statement moves them all."""
        Shift.objects.update(needed=self.chance.randint(1, 4))

    def change_shift(self):
        shift = self.any_of(Shift)
        if shift is None:
            return
        shift.status, shift.cancelled_at = "cancelled", NOW
        shift.cancelled_by = self.officer
        shift.save()

    def change_call(self):
        call = self.any_of(CallRecord)
        if call is None:
            return
        call.kind, call.scam = "fraud", "fake_loan"
        call.status, call.decided_at, call.decided_by = "confirmed", NOW, self.officer
        call.save()

    def change_finding(self):
        Finding.objects.filter(point=None).update(point=self.points[0])

    def make_check_ins(self):
        """A phone sends all of a patrol at once."""
        patrol = self.any_of(Patrol)
        if patrol is None:
            return
        CheckIn.objects.bulk_create(
            make.CheckInFactory.build(
                patrol=patrol,
                point=point,
                area=point.area,
                at=self.on_the_way(patrol),
            )
            for point in self.points * 2
        )

    def change_check_ins(self):
        """One statement changes the place of many."""
        CheckIn.objects.filter(area=self.areas[0]).update(area=self.areas[1])

    def drop_check_ins(self):
        CheckIn.objects.filter(point=self.points[0]).delete()

    def drop_finding(self):
        Finding.objects.filter(area=self.areas[0]).delete()


class TestTallies:
    @pytest.mark.parametrize("seed", range(8))
    def test_say_what_a_plain_recount_says(self, seed):
        history = History(seed)

        for number in range(40):
            history.step()
            if number % 13 == 12:
                tallies.fold()

        wanted = plain_recount()
        assert sum(len(counts) for counts in wanted.values()) > 20
        assert told() == wanted
        assert [tallies.differences(table) for table in TABLES] == [[], [], []]

    def test_folding_leaves_one_row_for_each_hour(self):
        patrol = make.PatrolFactory()
        point = make.PatrolPointFactory(area=patrol.area)
        for _time in range(5):
            make.CheckInFactory(patrol=patrol, point=point)
        assert AreaHour.objects.count() == 5
        before = told()

        tallies.fold()

        assert AreaHour.objects.get().check_ins == 5
        assert not AreaHour.objects.filter(is_loose=True).exists()
        assert told() == before

    def test_an_hour_that_comes_to_nothing_is_folded_away(self):
        row = make.CheckInFactory()
        row.delete()

        tallies.fold()

        assert not AreaHour.objects.exists()


class TestRepair:
    def test_the_check_finds_what_is_wrong_and_the_rebuild_repairs_it(self, capsys):
        make.CheckInFactory()
        AreaHour.objects.update(check_ins=7)
        with pytest.raises(CommandError, match="rebuild"):
            call_command("patrol_tallies", "check")
        assert "check_ins -6" in capsys.readouterr().out

        call_command("patrol_tallies", "rebuild")

        call_command("patrol_tallies", "check")
        assert told() == plain_recount()

    def test_the_round_folds(self):
        make.CheckInFactory()

        call_command("patrol_tallies", "fold")

        assert not PointHour.objects.filter(is_loose=True).exists()
