"""The pages of reports: listed, asked for, worded, signed, printed."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse

from station.actions import jobs
from station.metrics.periods import Choice, Period, chosen
from station.models import AccessRecord, Area, Report
from station.reports import telling, ways
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY, ReportFactory, person
from tests.factories.reports import OCTOBER, WEEK
from tests.station.sign_in import just_signed_in

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
def at(client):
    """Opens a page as somebody."""

    def open_as(user, name, *args, data=None, **more):
        just_signed_in(client, user)
        url = reverse(f"station:{name}", args=args)
        act = client.get if data is None else client.post
        return act(url, {} if data is None else data, **more)

    return open_as


class TestList:
    def test_shows_drafts_to_who_makes_them_and_signed_ones_to_the_others(
        self, at, chief, station, village
    ):
        draft = ReportFactory(area=station)
        signed = ReportFactory(area=station, starts_on=WEEK - 7 * DAY, is_signed=True)
        officer = person(Role.COMMUNITY_OFFICER, village)

        rows = at(chief, "report_list").context["page"].rows
        assert [row.pk for row in rows] == [draft.pk, signed.pk]
        rows = at(officer, "report_list").context["page"].rows
        assert [row.pk for row in rows] == [signed.pk]

    def test_narrows_to_what_holds(self, client, chief, station):
        old = ReportFactory(area=station, is_signed=True, replaced_at=NOW)
        new = ReportFactory(area=station, is_signed=True)
        just_signed_in(client, chief)

        def shown(answer):
            address = reverse("station:report_list") + f"?in_force={answer}"
            return [row.pk for row in client.get(address).context["page"].rows]

        assert (shown("yes"), shown("no")) == ([new.pk], [old.pk])

    def test_leaves_as_a_file_of_just_the_rows_one_sees(
        self, client, chief, station, village
    ):
        ReportFactory(area=station)
        signed = ReportFactory(area=station, starts_on=WEEK - 7 * DAY, is_signed=True)

        def days(user):
            just_signed_in(client, user)
            answer = client.get(reverse("station:report_export") + "?as=csv")
            text = answer.getvalue().decode("utf-8-sig")
            return [line[0] for line in csv.reader(io.StringIO(text, newline=""))][1:]

        assert len(days(chief)) == 2
        officer = person(Role.COMMUNITY_OFFICER, village)
        assert days(officer) == [telling.period(signed)]

    def test_offers_to_make_the_first_one(self, at, chief):
        assert reverse("station:report_ask") in at(chief, "report_list").text


class TestAsk:
    def test_begins_with_the_month_that_is_over_and_ones_own_place(
        self, at, chief, station
    ):
        form = at(chief, "report_ask").context["form"]

        months = form.fields["days"].choices[0][1]
        assert months[0][0] == "monthly:2026-10-01"
        assert form.fields["area"].initial == station.pk

    def test_leaves_it_to_the_worker_and_goes_to_its_page(self, at, chief, station):
        said = {"days": "monthly:2026-10-01", "area": station.pk}

        answer = at(chief, "report_ask", data=said)

        made = Report.objects.get()
        assert answer.url == made.get_absolute_url()
        assert (made.kind, made.starts_on, made.area) == ("monthly", OCTOBER, station)

    def test_says_at_the_days_that_there_is_one(self, at, chief, station):
        ReportFactory(area=station)
        said = {"days": f"weekly:{WEEK}", "area": station.pk}

        assert "days" in at(chief, "report_ask", data=said).context["form"].errors

    def test_offers_no_place_of_others(self, at, chief):
        foreign = make.StationFactory()
        said = {"days": f"weekly:{WEEK}", "area": foreign.pk}

        assert "area" in at(chief, "report_ask", data=said).context["form"].errors
        assert not Report.objects.exists()


class TestPage:
    def test_tells_how_far_it_is_and_shows_itself_when_done(self, at, chief, station):
        said = {"days": f"weekly:{WEEK}", "area": station.pk}
        at(chief, "report_ask", data=said)
        report = Report.objects.get()
        asks = {"HTTP_HX_REQUEST": "true"}

        polled = at(chief, "report_detail", report.pk, **asks)
        assert 'id="job-progress"' in polled.text
        assert "<html" not in polled.text
        jobs.run(pk=report.job_id, at=NOW)
        polled = at(chief, "report_detail", report.pk, **asks)
        assert polled["HX-Refresh"] == "true"

    def test_offers_signing_as_the_one_next_step(self, at, chief, station):
        report = ReportFactory(area=station)

        page = at(chief, "report_detail", report.pk)

        assert page.context["may"]["sign"]
        step = page.text.partition("btn btn-primary")[2][:200]
        assert reverse("station:report_sign", args=[report.pk]) in step

    def test_lets_the_county_word_but_not_sign_for_a_station(self, at, station):
        report = ReportFactory(area=station)
        leader = person(Role.COUNTY_SUPERVISOR, station.parent)

        may = at(leader, "report_detail", report.pk).context["may"]

        assert (may["edit"], may["sign"]) == (True, False)
        assert at(leader, "report_sign", report.pk).status_code == 404

    def test_offers_to_try_again_what_failed(self, at, chief, station):
        report = ReportFactory(
            area=station, status="failed", figures=None, figures_at=None, due_on=None
        )

        page = at(chief, "report_detail", report.pk)

        assert reverse("station:report_count", args=[report.pk]) in page.text
        assert at(chief, "report_pdf", report.pk).status_code == 404

    def test_leads_from_a_replaced_one_to_its_correction(self, at, chief, station):
        old = ReportFactory(area=station, is_signed=True, replaced_at=NOW)
        new = ReportFactory(
            area=station, is_signed=True, supersedes=old, reason="更正数据"
        )

        assert new.get_absolute_url() in at(chief, "report_detail", old.pk).text
        page = at(chief, "report_detail", new.pk)
        assert old.get_absolute_url() in page.text
        assert "更正数据" in page.text


class TestSteps:
    def test_words_are_taken_and_stale_ones_shown(self, at, chief, station):
        report = ReportFactory(area=station)
        said = {"version": report.version, "overview": "本周平稳。"}

        at(chief, "report_texts", report.pk, data=said)
        report.refresh_from_db()
        assert report.text_of("overview") == "本周平稳。"
        assert report.text_of("next") == "继续走访。"
        assert at(chief, "report_texts", report.pk, data=said).status_code == 409

    def test_signs_what_was_read(self, at, chief, station):
        report = ReportFactory(area=station)

        page = at(chief, "report_sign", report.pk)
        assert "全周走访12户。" in page.text
        at(chief, "report_sign", report.pk, data={"version": report.version})
        report.refresh_from_db()
        assert (report.status, report.signed_by) == (Status.SIGNED, chief)

    def test_the_county_signs_its_own(self, at, station):
        report = ReportFactory(area=station.parent)
        leader = person(Role.COUNTY_SUPERVISOR, station.parent)
        assert "sign-county" in at(leader, "report_detail", report.pk).text

        said = {"version": report.version}
        at(leader, "report_sign_county", report.pk, data=said)

        report.refresh_from_db()
        assert report.signed_by == leader

    def test_counts_again_corrects_and_drops(self, at, chief, station):
        report = ReportFactory(area=station)
        at(chief, "report_count", report.pk, data={})
        report.refresh_from_db()
        assert report.status == Status.MAKING

        at(chief, "report_drop", report.pk, data={"reason": "不需要了"})
        report.refresh_from_db()
        assert report.status == Status.DROPPED

        signed = ReportFactory(area=station, is_signed=True)
        wrong = at(chief, "report_correct", signed.pk, data={"reason": ""})
        assert "reason" in wrong.context["form"].errors
        at(chief, "report_correct", signed.pk, data={"reason": "数据有误"})
        assert Report.objects.get(supersedes=signed).status == Status.MAKING


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "act", "begins"),
        [
            ("report_pdf", AccessRecord.Act.PRINT, b"%PDF"),
            ("report_xlsx", AccessRecord.Act.EXPORT, b"PK"),
        ],
    )
    def test_are_written_down_before_they_leave(
        self, at, chief, station, name, act, begins
    ):
        report = ReportFactory(area=station)

        answer = at(chief, name, report.pk)

        assert answer.getvalue().startswith(begins)
        assert answer["Cache-Control"].endswith("no-store")
        noted = AccessRecord.objects.get(act=act)
        assert noted.subject == f"station.report:{report.pk}"


class TestWay:
    """From the dashboard to the report of the days it shows."""

    def way(self, user, area, choice=Choice.LAST_MONTH):
        period = chosen(choice, today=TODAY)
        return ways.way_to(user, period, area, today=TODAY)

    def test_leads_to_the_report_there_is(self, chief, station):
        october = {
            "kind": "monthly",
            "starts_on": OCTOBER,
            "ends_on": date(2026, 10, 31),
        }
        report = ReportFactory(area=station, **october)

        assert self.way(chief, station).url == report.get_absolute_url()

    def test_leads_to_the_form_where_there_is_none(self, client, chief, station):
        url = self.way(chief, station, Choice.LAST_WEEK).url

        just_signed_in(client, chief)
        page = client.get(url)
        assert page.context["form"]["days"].value() == f"weekly:{WEEK}"

    def test_leads_to_the_list_while_the_days_run(self, chief, station):
        url = self.way(chief, station, Choice.THIS_MONTH).url

        assert url.startswith(reverse("station:report_list"))

    def test_knows_whole_weeks_and_months_only(self):
        assert ways.kind_of(Period(WEEK, WEEK + 6 * DAY)) == "weekly"
        assert ways.kind_of(Period(WEEK, WEEK + 5 * DAY)) == ""
        assert ways.kind_of(Period(OCTOBER, date(2026, 10, 31))) == "monthly"

    def test_stands_on_the_dashboard(self, client, chief, station):
        report = ReportFactory(area=station)
        just_signed_in(client, chief)

        page = client.get(reverse("station:dashboard") + "?period=last_week")

        assert report.get_absolute_url() in page.text
