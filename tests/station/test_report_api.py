"""Reports over REST: what the pages can do, a machine can."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from station.actions import jobs, reports
from station.models import AccessRecord, Area, Job, Report
from station.reports.shown import shown
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, ReportFactory, person
from tests.factories.reports import WEEK

pytestmark = pytest.mark.django_db
URL = "/api/v1/reports/"
DAY = timedelta(days=1)
JSON = {"content_type": "application/json"}


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
def api(client, chief):
    client.force_login(chief)
    return client


def one(report, verb: str = "") -> str:
    return f"{URL}{report.pk}/" + (f"{verb}/" if verb else "")


def follow_ups(village, count: int) -> None:
    for _n in range(count):
        home = make.HouseholdFactory(area=village, address__area=village)
        make.FollowUpFactory(household=home, due_at=NOW - 3 * DAY)


def late_told(answer: dict) -> dict:
    """What the answer says of late follow-ups."""
    return next(
        row
        for row in answer["figures"]["late"]
        if row["metric"]["key"] == "follow_ups.late"
    )


class TestFromAskingToSigning:
    def test_a_machine_can_go_the_whole_way(self, api, station):
        asked = {"kind": "weekly", "area": station.pk, "starts_on": "2026-11-09"}
        made = api.post(URL, asked, **JSON)
        assert made.status_code == 201, made.content
        told = made.json()
        assert (told["status"], told["figures"]) == ("making", None)
        assert told["job"]["state"] == "queued"

        jobs.run(pk=told["job"]["id"], at=NOW)

        url = f"{URL}{told['id']}/"
        draft = api.get(url)
        assert draft.json()["status"] == "draft"
        assert draft.json()["figures"]["area"]["id"] == station.pk
        written = api.patch(
            url, {"next": "照旧。"}, headers={"if-match": draft["ETag"]}, **JSON
        )
        assert written.status_code == 200, written.content
        texts = {row["part"]: row for row in written.json()["texts"]}
        assert texts["next"]["text"] == "照旧。"
        assert texts["next"]["is_worded"]
        assert not texts["overview"]["is_worded"]
        signed = api.post(f"{url}sign/", {"version": written.json()["version"]}, **JSON)
        assert (signed.status_code, signed.json()["status"]) == (200, "signed")
        corrected = api.post(f"{url}correct/", {"reason": "漏报两起"}, **JSON)
        assert corrected.status_code == 201
        assert corrected.json()["supersedes"] == told["id"]
        assert Job.objects.count() == 2

    def test_a_draft_is_counted_again_or_dropped(self, api, station):
        report = ReportFactory(area=station)

        again = api.post(one(report, "count-again"), {}, **JSON)
        assert (again.status_code, again.json()["status"]) == (200, "making")
        dropped = api.post(one(report, "drop"), {"reason": "不需要了"}, **JSON)
        assert (dropped.status_code, dropped.json()["status"]) == (200, "dropped")

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"kind": "yearly"}, "kind"),
            ({"starts_on": "今天"}, "starts_on"),
            ({"area": 10**9}, "area"),
            ({"ends_on": "2026-11-15"}, "ends_on"),
        ],
    )
    def test_what_cannot_be_is_said_by_field(self, api, station, sent, field):
        asked = {"kind": "weekly", "area": station.pk, "starts_on": "2026-11-09"}

        answer = api.post(URL, asked | sent, **JSON)

        assert answer.status_code == 400
        assert field in str(answer.json())

    def test_what_the_rules_refuse_is_a_conflict(self, api, station):
        running = {"kind": "weekly", "area": station.pk, "starts_on": "2026-11-16"}
        assert api.post(URL, running, **JSON).status_code == 409
        signed = ReportFactory(area=station, is_signed=True)
        for verb, body in (
            ("sign", {"version": 1}),
            ("count-again", {}),
            ("drop", {"reason": "不需要了"}),
        ):
            assert api.post(one(signed, verb), body, **JSON).status_code == 409, verb
        answer = api.patch(one(signed), {"next": "改", "version": 1}, **JSON)
        assert answer.status_code == 409

    def test_a_stale_version_is_told(self, api, chief, station):
        report = ReportFactory(area=station)
        reports.write(report=report, texts={"next": "一"}, by=chief, at=NOW)

        stale = {"version": report.version}
        assert (
            api.patch(one(report), {**stale, "next": "二"}, **JSON).status_code == 412
        )
        assert api.post(one(report, "sign"), stale, **JSON).status_code == 412
        assert api.post(one(report, "sign"), {}, **JSON).status_code == 400

    def test_the_county_signs_its_own_and_no_stations(self, client, station):
        client.force_login(person(Role.COUNTY_SUPERVISOR, station.parent))
        own, other = ReportFactory(area=station.parent), ReportFactory(area=station)

        said = {"version": 1}
        assert client.post(one(own, "sign"), said, **JSON).status_code == 200
        assert client.post(one(other, "sign"), said, **JSON).status_code == 404


class TestFigures:
    def test_are_those_of_the_page(self, api, chief, station, village):
        follow_ups(village, 3)
        report = ReportFactory(area=station)

        told = late_told(api.get(one(report)).json())

        figure = shown(report, chief).figures["follow_ups.late"]
        assert told["part"] == figure.amount.part == 3
        assert told["metric"]["definition"] == figure.metric.definition
        assert told["is_hidden"] is False

    def test_few_are_hidden_from_the_county(self, client, station, village):
        follow_ups(village, 3)
        report = ReportFactory(area=station, is_signed=True)
        client.force_login(person(Role.COUNTY_SUPERVISOR, station.parent))

        answer = client.get(one(report)).json()

        told = late_told(answer)
        assert (told["part"], told["is_hidden"]) == (None, True)
        assert told["hidden_because"]
        assert answer["figures"]["has_hidden"]

    def test_fit_the_schema(self, api, station, village):
        from jsonschema import validate

        from station.api.report_figures import SCHEMA

        follow_ups(village, 3)
        report = ReportFactory(area=station, is_whole=True)

        validate(api.get(one(report)).json()["figures"], SCHEMA)

    def test_are_not_in_the_list(self, api, station, django_assert_max_num_queries):
        ReportFactory(area=station)

        (row,) = api.get(URL).json()["results"]

        assert not {"figures", "texts"} & set(row)


class TestTakingAway:
    @pytest.mark.parametrize(("form", "head"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
    def test_is_written_down(self, api, chief, station, form, head):
        report = ReportFactory(area=station, is_signed=True)

        answer = api.get(one(report, form))

        body = answer.getvalue()
        assert answer.status_code == 200
        assert body.startswith(head)
        record = AccessRecord.objects.get()
        assert (record.actor, record.fields) == (chief, form)
        assert record.subject == f"station.report:{report.pk}"

    def test_tells_in_the_workbook_what_it_tells_here(self, api, station, village):
        follow_ups(village, 3)
        report = ReportFactory(area=station)
        label = late_told(api.get(one(report)).json())["metric"]["label"]

        body = api.get(one(report, "xlsx")).getvalue()

        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        rows = [
            row
            for n in book.sheet_names
            for row in book.get_sheet_by_name(n).to_python()
        ]
        assert any(label in row and 3 in row for row in rows)

    def test_is_not_there_before_it_is_counted(self, api, station, chief):
        report = reports.ask(
            kind="weekly", area=station, starts_on=WEEK, by=chief, at=NOW
        )
        for form in ("pdf", "xlsx"):
            assert api.get(one(report, form)).status_code == 404


class TestTheFeed:
    @pytest.mark.django_db(transaction=True)
    def test_tells_a_machine_of_a_report_once_it_is_signed(
        self, client, chief, station
    ):
        machine = make.UserFactory(is_service=True)
        make.PostFactory(user=machine, role=Role.API_CLIENT, area=station)
        draft = ReportFactory(area=station)
        reports.write(report=draft, texts={"next": "一"}, by=chief, at=NOW)
        client.force_login(machine)

        def told():
            rows = client.get("/api/v1/changes/").json()["results"]
            return [row for row in rows if row["type"] == "reports"]

        assert client.get(one(draft)).status_code == 404
        assert told() == []
        reports.sign(report=Report.objects.get(pk=draft.pk), by=chief, at=NOW)
        assert {row["data"]["status"] for row in told()} == {"signed"}
