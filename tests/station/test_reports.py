"""Reports: asked for, counted, worded, signed, corrected; never altered once signed."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from station.actions import jobs, report_counting, reports
from station.errors import RuleError, StaleVersion
from station.models import AccessRecord, Area, Event, Job, Reminder, Report
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY, ReportFactory, person
from tests.factories.reports import OCTOBER, WEEK

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Status = Report.Status


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def station(village) -> Area:
    return Area.objects.above(village).get(kind="station")


@pytest.fixture
def chief(station):
    return person(Role.STATION_CHIEF, station)


@pytest.fixture
def supervisor(station):
    return person(Role.COUNTY_SUPERVISOR, station.parent)


def ask(chief, area, *, kind="weekly", starts_on=WEEK) -> Report:
    return reports.ask(kind=kind, area=area, starts_on=starts_on, by=chief, at=NOW)


def made(chief, area, **facts) -> Report:
    report = ask(chief, area, **facts)
    jobs.run(pk=report.job_id, at=NOW)
    report.refresh_from_db()
    return report


def refused(code: str, act, **given) -> None:
    with pytest.raises(RuleError) as caught, transaction.atomic():
        act(**given)
    assert caught.value.code == code


class TestAsking:
    def test_leaves_the_counting_to_a_worker(self, chief, station):
        report = ask(chief, station)

        assert report.status == Status.MAKING
        assert report.ends_on == date(2026, 11, 15)
        assert (report.made_by, report.job.owner) == (chief, chief)
        assert report.job.params == {"report": report.pk, "is_due": False}
        assert Event.objects.filter(kind="report.asked", actor=chief).exists()

    @pytest.mark.parametrize(
        ("kind", "starts_on"),
        [
            ("weekly", WEEK + DAY),  # no Monday
            ("weekly", WEEK + 7 * DAY),  # runs still
            ("monthly", date(2026, 11, 1)),
            ("monthly", date(2026, 10, 2)),
            ("monthly", date(1999, 12, 1)),
            ("weekly", date(9999, 12, 27)),
        ],
    )
    def test_wants_a_whole_week_or_month_that_is_over(
        self, chief, station, kind, starts_on
    ):
        refused(
            "period",
            reports.ask,
            kind=kind,
            area=station,
            starts_on=starts_on,
            by=chief,
            at=NOW,
        )

    def test_is_for_the_places_in_ones_charge(self, chief, station, wang, village):
        elsewhere = make.StationFactory()

        for by, area in (
            (chief, elsewhere),
            (chief, station.parent),
            (wang, village),
        ):
            refused(
                "area",
                reports.ask,
                kind="weekly",
                area=area,
                starts_on=WEEK,
                by=by,
                at=NOW,
            )

    def test_is_made_of_villages_too_but_not_of_grids(self, chief, village):
        grid = make.GridFactory(parent=village)

        assert made(chief, village).status == Status.DRAFT
        refused(
            "area",
            reports.ask,
            kind="weekly",
            area=grid,
            starts_on=WEEK,
            by=chief,
            at=NOW,
        )

    def test_makes_one_draft_of_the_same_days(self, chief, station):
        ask(chief, station)

        refused(
            "exists",
            reports.ask,
            kind="weekly",
            area=station,
            starts_on=WEEK,
            by=chief,
            at=NOW,
        )

    def test_does_not_make_twice_what_is_signed(self, chief, station):
        ReportFactory(area=station, is_signed=True)

        refused(
            "signed",
            reports.ask,
            kind="weekly",
            area=station,
            starts_on=WEEK,
            by=chief,
            at=NOW,
        )


class TestCounting:
    def test_keeps_figures_and_suggests_words(self, chief, station):
        report = made(chief, station, kind="monthly", starts_on=OCTOBER)

        assert report.status == Status.DRAFT
        assert report.figures_at == NOW
        assert report.due_on == date(2026, 11, 25)  # three working days
        assert set(report.suggested) == set(Report.Part.values)
        assert station.name in report.text_of("overview")
        assert report.texts == {}
        job = report.job
        assert (job.state, job.result_url) == ("done", report.get_absolute_url())
        assert job.done == job.total > 5

    def test_of_a_job_that_runs_twice_changes_nothing(self, chief, station):
        report = made(chief, station)
        Job.objects.filter(pk=report.job_id).update(state="queued")

        jobs.run(pk=report.job_id, at=NOW + DAY)

        again = Report.objects.get(pk=report.pk)
        assert (again.version, again.figures_at) == (report.version, NOW)

    def test_that_fails_says_so_and_can_be_tried_again(
        self, chief, station, monkeypatch
    ):
        report = ask(chief, station)
        monkeypatch.setattr(report_counting, "count", broken)
        Job.objects.filter(pk=report.job_id).update(attempts=2)

        jobs.run(pk=report.job_id, at=NOW)

        report.refresh_from_db()
        assert (report.status, report.job.state) == (Status.FAILED, "failed")
        monkeypatch.undo()
        jobs.retry(job=report.job, by=chief, at=NOW)
        jobs.run(pk=report.job_id, at=NOW)
        report.refresh_from_db()
        assert report.status == Status.DRAFT

    def test_again_keeps_what_was_written_and_suggests_anew(self, chief, station):
        report = ReportFactory(area=station)
        reports.write(report=report, texts={"next": "本周查电动车。"}, by=chief, at=NOW)
        again = reports.count_again(report=report, by=chief, at=NOW)
        assert again.status == Status.MAKING

        jobs.run(pk=again.job_id, at=NOW)

        again.refresh_from_db()
        assert again.status == Status.DRAFT
        assert again.text_of("next") == "本周查电动车。"
        assert again.text_of("overview") != report.suggested["overview"]
        assert again.due_on == report.due_on

    def test_again_that_fails_leaves_the_draft(self, chief, station, monkeypatch):
        report = ReportFactory(area=station)
        again = reports.count_again(report=report, by=chief, at=NOW)
        monkeypatch.setattr(report_counting, "count", broken)
        Job.objects.filter(pk=again.job_id).update(attempts=2)

        jobs.run(pk=again.job_id, at=NOW)

        again.refresh_from_db()
        assert (again.status, again.job) == (Status.DRAFT, None)
        assert again.figures == report.figures

    def test_is_refused_while_it_runs_and_after_signing(self, chief, station):
        again = {"by": chief, "at": NOW}

        refused("busy", reports.count_again, report=ask(chief, station), **again)
        signed = ReportFactory(area=station, is_signed=True, starts_on=WEEK - 7 * DAY)
        refused("not_draft", reports.count_again, report=signed, **again)

    def test_stops_where_the_right_was_lost(self, chief, station):
        report = ask(chief, station)
        chief.posts.update(until_on=TODAY - DAY)

        jobs.run(pk=report.job_id, at=NOW)

        report.refresh_from_db()
        assert report.status == Status.FAILED

    def test_of_a_dropped_one_is_not_done(self, chief, station):
        report = ask(chief, station)
        reports.drop(report=report, reason="不需要了", by=chief, at=NOW)

        jobs.run(pk=report.job_id, at=NOW)

        report.refresh_from_db()
        assert (report.status, report.figures) == (Status.DROPPED, None)
        assert report.job.state == "failed"


def broken(*_args, **_named):
    raise RuntimeError


class TestWriting:
    def test_keeps_the_officers_words(self, chief, station):
        report = ReportFactory(area=station)

        found = reports.write(
            report=report,
            texts={"overview": "  本周平稳。\r\n第二行 "},
            by=chief,
            at=NOW,
            version=report.version,
        )

        assert found.texts == {"overview": "本周平稳。\n第二行"}
        assert found.is_worded("overview")
        assert not found.is_worded("next")
        assert Event.objects.get(kind="report.written").changes == {"texts": None}

    def test_of_nothing_or_the_same_takes_up_the_suggestion(self, chief, station):
        report = ReportFactory(area=station, texts={"overview": "平稳", "next": "好"})
        same = {"overview": "", "next": report.suggested["next"]}

        assert reports.write(report=report, texts=same, by=chief, at=NOW).texts == {}

    @pytest.mark.parametrize(
        ("text", "code"),
        [("字" * 4001, "too_long"), ("联系13912345678", "personal_number")],
    )
    def test_refuses(self, chief, station, text, code):
        report = ReportFactory(area=station)
        refused(
            code, reports.write, report=report, texts={"next": text}, by=chief, at=NOW
        )

    def test_over_somebody_elses_words_is_told(self, chief, station):
        report = ReportFactory(area=station)
        reports.write(report=report, texts={"next": "一"}, by=chief, at=NOW)

        with pytest.raises(StaleVersion):
            reports.write(
                report=report,
                texts={"next": "二"},
                by=chief,
                at=NOW,
                version=report.version,
            )

    def test_and_dropping_are_not_for_an_officer(self, wang, station):
        report = ReportFactory(area=station)
        named = {"report": report, "by": wang, "at": NOW}

        refused("forbidden", reports.write, texts={"next": "一"}, **named)
        refused("forbidden", reports.drop, reason="不需要了", **named)
        refused("forbidden", reports.count_again, **named)


class TestSigning:
    def test_closes_it_with_the_words_as_they_stand(self, chief, station):
        report = ReportFactory(area=station, texts={"next": "照旧。"})

        found = reports.sign(report=report, by=chief, at=NOW, version=report.version)

        assert (found.status, found.signed_by, found.signed_at) == (
            Status.SIGNED,
            chief,
            NOW,
        )
        assert found.texts == report.suggested | {"next": "照旧。"}

    def test_of_a_stations_report_is_its_chiefs(self, supervisor, chief, station):
        report = ReportFactory(area=station)
        other = person(Role.STATION_CHIEF, make.StationFactory(parent=station.parent))

        for by in (supervisor, other):
            refused("forbidden", reports.sign, report=report, by=by, at=NOW)

    def test_of_the_countys_is_its_leaders(self, supervisor, chief, station):
        report = ReportFactory(area=station.parent)

        refused("forbidden", reports.sign, report=report, by=chief, at=NOW)
        found = reports.sign(report=report, by=supervisor, at=NOW)
        assert found.status == Status.SIGNED

    def test_wants_an_overview_and_a_draft(self, chief, station):
        bare = ReportFactory(area=station, suggested={})
        refused("empty_text", reports.sign, report=bare, by=chief, at=NOW)
        making = ask(chief, station, starts_on=WEEK - 7 * DAY)
        refused("not_draft", reports.sign, report=making, by=chief, at=NOW)

    def test_ends_what_was_to_be_told(self, chief, station):
        report = made(chief, station)
        kinds = {reports.WAITING, reports.LATE}
        pending = Reminder.objects.filter(kind__in=kinds, state="pending")
        assert pending.count() == 2

        reports.sign(report=report, by=chief, at=NOW)

        assert not pending.exists()

    def test_once_done_nothing_may_move(self, chief, station):
        report = ReportFactory(area=station, is_signed=True)
        named = {"report": report, "by": chief, "at": NOW}

        refused("not_draft", reports.write, texts={"next": "改"}, **named)
        refused("not_draft", reports.sign, **named)
        refused("not_open", reports.drop, reason="不需要了", **named)

    @pytest.mark.parametrize(
        "change",
        [
            {"figures": {}},
            {"texts": {"next": "改"}},
            {"signed_at": NOW + DAY},
            {"figures_at": NOW + DAY},
            {"status": "draft", "signed_by": None, "signed_at": None},
        ],
    )
    def test_the_database_keeps_it_as_it_is(self, station, change):
        report = ReportFactory(area=station, is_signed=True)

        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            report.delete()


class TestCorrecting:
    def test_makes_another_that_replaces_it_when_signed(self, chief, station):
        old = ReportFactory(
            area=station, is_signed=True, texts={"overview": "改写", "next": "好"}
        )

        new = reports.correct(report=old, reason="漏报两起", by=chief, at=NOW)
        jobs.run(pk=new.job_id, at=NOW)

        new.refresh_from_db()
        assert (new.supersedes, new.reason) == (old, "漏报两起")
        assert new.texts == {"overview": "改写", "next": "好"}
        old.refresh_from_db()
        assert not old.is_replaced
        reports.sign(report=new, by=chief, at=NOW + DAY)
        old.refresh_from_db()
        assert old.replaced_at == NOW + DAY
        assert old.status == Status.SIGNED
        assert list(Report.objects.in_force()) == [new]

    def test_carries_on_only_what_an_officer_wrote(self, chief, station):
        draft = ReportFactory(area=station, texts={"next": "照旧。"})
        signed = reports.sign(report=draft, by=chief, at=NOW)

        new = reports.correct(report=signed, reason="漏报两起", by=chief, at=NOW)

        assert new.texts == {"next": "照旧。"}

    def test_is_refused_without_a_reason_or_a_second_time(self, chief, station):
        old = ReportFactory(area=station, is_signed=True)
        named = {"report": old, "by": chief, "at": NOW}

        refused("reason_missing", reports.correct, reason=" 改 ", **named)
        new = reports.correct(reason="漏报两起", **named)
        refused("exists", reports.correct, reason="漏报两起", **named)
        refused("not_signed", reports.correct, **named | {"report": new}, reason="漏报")
        jobs.run(pk=new.job_id, at=NOW)
        reports.sign(report=new, by=chief, at=NOW)
        refused("replaced", reports.correct, reason="漏报两起", **named)

    def test_that_was_dropped_leaves_the_signed_one_in_force(self, chief, station):
        old = ReportFactory(area=station, is_signed=True)
        new = reports.correct(report=old, reason="漏报两起", by=chief, at=NOW)

        reports.drop(report=new, reason="没有漏报", by=chief, at=NOW)

        assert list(Report.objects.in_force()) == [old]
        assert Event.objects.get(kind="report.dropped").note == "没有漏报"


class TestWhoSees:
    def test_signed_ones_are_for_the_station_drafts_for_its_chief(
        self, chief, supervisor, wang, station
    ):
        signed = ReportFactory(area=station, is_signed=True)
        draft = ReportFactory(area=station, starts_on=WEEK - 7 * DAY)
        county = ReportFactory(area=station.parent)

        def seen(user):
            return set(Report.objects.visible_to(user))

        assert seen(wang) == {signed}
        assert seen(chief) == {signed, draft}
        assert seen(supervisor) == {signed, draft, county}
        other = person(Role.STATION_CHIEF, make.StationFactory(parent=station.parent))
        assert seen(other) == set()

    def test_what_waits_for_a_signature_is_ones_own(self, chief, supervisor, station):
        own = ReportFactory(area=station)
        county = ReportFactory(area=station.parent)

        assert list(Report.objects.to_sign(chief)) == [own]
        assert list(Report.objects.to_sign(supervisor)) == [county]

    def test_a_copy_is_written_down_before_it_leaves(self, chief, station):
        report = ReportFactory(area=station)

        reports.take(report=report, form="pdf", by=chief, at=NOW)

        record = AccessRecord.objects.get()
        assert (record.act, record.fields, record.area) == ("export", "pdf", station)


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "change",
        [
            {"status": "lost"},
            {"starts_on": WEEK + DAY, "ends_on": WEEK + 7 * DAY},
            {"ends_on": WEEK + 5 * DAY},
            {"kind": "monthly"},
            {"kind": "monthly", "starts_on": OCTOBER, "ends_on": date(2026, 10, 30)},
            {"kind": "yearly"},
            {"figures_at": None},
            {"due_on": None},
            {"signed_at": NOW},
            {"status": "signed"},
            {"replaced_at": NOW},
        ],
    )
    def test_what_makes_no_sense(self, station, change):
        report = ReportFactory(area=station)

        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)

    def test_a_correction_that_says_not_why(self, station):
        old = ReportFactory(area=station, is_signed=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFactory(area=station, supersedes=old)
        draft = ReportFactory(area=station)
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=draft.pk).update(supersedes=F("pk"), reason="漏报")

    def test_two_drafts_or_two_in_force(self, station):
        ReportFactory(area=station)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFactory(area=station)
        ReportFactory(area=station, is_signed=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFactory(area=station, is_signed=True)
