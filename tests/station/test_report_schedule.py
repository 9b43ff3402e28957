"""What is due is made once, though beat and workers die; the chief is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from station import tasks
from station.actions import jobs, reminders, report_schedule, reports
from station.models import Area, Delivery, Job, Reminder, Report
from station.report_panels import late_words, owed, to_tell, waiting_words
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY, ReportFactory, person
from tests.factories.reports import OCTOBER, WEEK

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = datetime(2026, 11, 22, 22, 30, tzinfo=NOW.tzinfo)  # 6:30 in Shanghai
Status = Report.Status


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def station(village) -> Area:
    station = Area.objects.above(village).get(kind="station")
    Area.objects.update(created_at=NOW - 400 * DAY)
    return Area.objects.get(pk=station.pk)


@pytest.fixture
def chief(station):
    return person(Role.STATION_CHIEF, station)


def due(*, at=NOW) -> set[tuple]:
    """What is made at this moment."""
    before = set(Report.objects.values_list("pk", flat=True))
    report_schedule.make_due(at=at)
    rows = Report.objects.exclude(pk__in=before).order_by("pk")
    return {(r.area_id, r.kind, r.starts_on) for r in rows}


class TestWhatIsDue:
    def test_is_the_last_two_weeks_and_months_of_the_place(self, chief, station):
        found = due()

        assert found == {
            (station.pk, "weekly", WEEK),
            (station.pk, "weekly", WEEK - 7 * DAY),
            (station.pk, "monthly", OCTOBER),
            (station.pk, "monthly", date(2026, 9, 1)),
        }
        assert set(Report.objects.values_list("made_by", flat=True)) == {None}
        assert set(Job.objects.values_list("owner", flat=True)) == {chief.pk}

    def test_is_made_once(self, chief, station):
        assert len(due()) == 4

        assert due() == set()
        assert due(at=NOW + HOUR) == set()

    def test_comes_at_six_on_monday(self, chief, station):
        due()

        assert due(at=MONDAY - HOUR) == set()
        assert due(at=MONDAY) == {(station.pk, "weekly", WEEK + 7 * DAY)}

    def test_comes_on_the_first_of_the_month(self, chief, station):
        due()
        december = datetime(2026, 11, 30, 22, 30, tzinfo=NOW.tzinfo)

        assert (station.pk, "monthly", date(2026, 11, 1)) in due(at=december)

    def test_is_not_made_where_somebody_asked_for_it(self, chief, station):
        reports.ask(kind="weekly", area=station, starts_on=WEEK, by=chief, at=NOW)
        ReportFactory(area=station, starts_on=WEEK - 7 * DAY, is_signed=True)

        assert {kind for _area, kind, _day in due()} == {"monthly"}

    def test_is_not_made_anew_where_it_was_dropped(self, chief, station):
        due()
        report = Report.objects.get(kind="weekly", starts_on=WEEK)
        reports.drop(report=report, reason="不需要了", by=chief, at=NOW)

        assert due() == set()

    def test_begins_with_the_place(self, chief, station):
        Area.objects.filter(pk=station.pk).update(created_at=NOW - 3 * DAY)

        assert due() == set()

    def test_waits_for_somebody_to_sign(self, station):
        assert due() == set()
        person(Role.COUNTY_SUPERVISOR, station.parent)

        assert {area for area, _kind, _day in due()} == {station.pk, station.parent_id}

    def test_after_months_off_is_no_more_than_two_of_a_kind(self, chief, station):
        due()

        assert len(due(at=NOW + 200 * DAY)) == 4

    def test_that_failed_is_tried_again_later(self, chief, station):
        due()
        Report.objects.filter(kind="weekly").update(status=Status.FAILED)
        Report.objects.update(updated_at=NOW)
        old = set(Job.objects.values_list("pk", flat=True))

        assert report_schedule.make_due(at=NOW + HOUR) == []
        again = report_schedule.make_due(at=NOW + 7 * HOUR)

        assert len(again) == 2
        assert not set(again) & old
        assert not Report.objects.filter(status=Status.FAILED).exists()

    def test_asks_the_same_for_one_place_and_for_many(
        self, chief, station, django_assert_num_queries
    ):
        due()
        with django_assert_num_queries(3):
            report_schedule.make_due(at=NOW)
        others = make.StationFactory.create_batch(3, parent=station.parent)
        for other in others:
            person(Role.STATION_CHIEF, other)
        Area.objects.update(created_at=NOW - 400 * DAY)
        due()

        with django_assert_num_queries(3):
            report_schedule.make_due(at=NOW)


class TestTheRound:
    def test_makes_and_rings(self, chief, station, monkeypatch):
        rung = []
        monkeypatch.setattr(tasks.run_job, "delay", rung.append)

        tasks.make_reports()

        assert rung == list(Job.objects.order_by("pk").values_list("pk", flat=True))
        assert len(rung) == 4

    def test_is_in_the_schedule(self):
        named = {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
        assert tasks.make_reports.name in named

    def test_whose_worker_died_is_taken_up(self, chief, station):
        """The row of a job that nobody rang for is found by the sweep of jobs."""
        report_schedule.make_due(at=NOW)
        report = Report.objects.order_by("pk").first()
        Job.objects.filter(pk=report.job_id).update(
            state="running", lease_until=NOW - DAY, attempts=1
        )

        assert report.job_id in jobs.due(at=NOW).values_list("pk", flat=True)
        jobs.run(pk=report.job_id, at=NOW)

        report.refresh_from_db()
        assert report.status == Status.DRAFT

    @pytest.mark.django_db(transaction=True)
    def test_twice_at_once_makes_each_once(self, time_machine):
        time_machine.move_to(NOW, tick=True)
        station = make.StationFactory()
        person(Role.STATION_CHIEF, station)
        Area.objects.update(created_at=NOW - 400 * DAY)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(_round, range(2)))

        assert Report.objects.count() == Job.objects.count() == 4


def _round(_number) -> None:
    try:
        report_schedule.make_due(at=NOW)
    finally:
        connections.close_all()


def counted(chief, station) -> Report:
    """A draft that nobody asked for."""
    report = reports.make(
        area=station, kind="weekly", starts_on=WEEK, owner=chief, by=None, at=NOW
    )
    jobs.run(pk=report.job_id, at=NOW)
    return Report.objects.get(pk=report.pk)


def reminder(kind) -> Reminder:
    return Reminder.objects.get(kind=kind)


class TestTheChief:
    def test_is_told_once_of_a_draft_that_was_due(self, chief, station):
        report = counted(chief, station)

        reminders.fire(at=NOW)

        told = Delivery.objects.filter(recipient=chief)
        assert [row.reminder.kind for row in told.select_related("reminder")] == [
            reports.WAITING
        ]
        words = waiting_words([reminder(reports.WAITING)], chief)
        notice = words[reminder(reports.WAITING).pk]
        assert notice.url == report.get_absolute_url()
        assert station.short_name not in notice.outside

    def test_who_asked_is_told_by_the_job_alone(self, chief, station):
        second = person(Role.STATION_CHIEF, station)
        report = reports.ask(
            kind="weekly", area=station, starts_on=WEEK, by=chief, at=NOW
        )
        jobs.run(pk=report.job_id, at=NOW)
        waiting = reminder(reports.WAITING)

        assert to_tell([waiting], NOW) == {waiting.pk: [second.pk]}
        second.posts.update(until_on=TODAY - DAY)
        assert to_tell([waiting], NOW) == {}
        assert Reminder.objects.filter(kind=jobs.FINISHED, recipient=chief).exists()

    def test_is_told_again_when_it_is_late(self, chief, station):
        report = counted(chief, station)
        late = reminder(reports.LATE)

        local = timezone.localtime(late.due_at)
        assert (local.date(), local.hour) == (report.due_on + DAY, 9)
        assert list(late_words([late], chief)) == [late.pk]

    def test_of_a_signed_one_hears_nothing_more(self, chief, station):
        report = counted(chief, station)
        reports.sign(report=report, by=chief, at=NOW)

        reminders.fire(at=NOW + 30 * DAY)

        assert not Delivery.objects.filter(recipient=chief).exists()
        late = reminder(reports.LATE)
        assert late_words([late], chief) == {}

    def test_has_it_among_the_days_work(self, chief, station, wang):
        report = counted(chief, station)

        (item,) = owed(chief, NOW)

        assert item.url == report.get_absolute_url()
        assert timezone.localtime(item.due_at).date() == report.due_on
        assert list(owed(wang, NOW)) == []
