"""Statistics over REST: the figures of the pages, and the rows they counted."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.workflow import FollowUpStatus
from station.actions import tokens
from station.metrics.declared import book
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Asked, read, read_by_area, read_months
from station.models import Area
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY, person

pytestmark = pytest.mark.django_db
URL = "/api/v1/statistics/"
DAY = timedelta(days=1)
OCTOBER = datetime(2026, 10, 12, 2, tzinfo=NOW.tzinfo)
SEPTEMBER = datetime(2026, 9, 12, 2, tzinfo=NOW.tzinfo)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def follow_up(area, due_at, **facts):
    home = make.HouseholdFactory(area=area, address__area=area)
    row = make.FollowUpFactory(household=home, due_at=due_at)
    type(row).objects.filter(pk=row.pk).update(**facts)
    return row


def made(area, due_at, *, late: bool = False):
    at = due_at + (DAY if late else -DAY)
    done = {"status": FollowUpStatus.DONE, "settled_at": at}
    row = follow_up(area, due_at)
    done["settled_by"] = row.assigned_to
    type(row).objects.filter(pk=row.pk).update(**done)
    return row


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


def ask(api, key, **params) -> dict:
    response = api.get(f"{URL}{key}/", params)
    assert response.status_code == 200, response.content
    return response.json()


def test_declarations_are_told_in_the_readers_language(api):
    rows = {row["key"]: row for row in api.get(URL).json()["results"]}

    assert list(rows) == [metric.key for metric in book.in_order]
    on_time = rows["follow_ups.on_time"]
    assert on_time["is_rate"]
    assert on_time["is_of_period"]
    assert on_time["direction"] == "more"
    assert on_time["resource"] == "follow-ups"
    english = api.get(URL, headers={"accept-language": "en"}).json()["results"]
    told = next(row for row in english if row["key"] == "follow_ups.late")
    assert told["label"] == "Late follow-ups"
    assert told["definition"].startswith("Follow-up visits that are not made")


class TestFigures:
    def test_are_told_with_the_days_they_are_held_against(self, api, village, station):
        made(village, OCTOBER)
        made(village, OCTOBER, late=True)
        made(village, SEPTEMBER)

        told = ask(api, "follow_ups.on_time", period="last_month")

        assert told["area"]["id"] == station.pk
        assert told["period"]["from_on"] == "2026-10-01"
        assert told["period"]["until_on"] == "2026-10-31"
        assert told["against"]["from_on"] == "2026-09-01"
        figure = told["figure"]
        assert (figure["part"], figure["whole"], figure["percent"]) == (1, 2, 50)
        assert (figure["before"]["percent"], figure["change"]) == (100, -50)

    def test_are_those_of_the_page(self, api, chief, village, station):
        other = make.CommunityFactory(parent=village.parent)
        for area, late in ((village, False), (village, True), (other, False)):
            made(area, OCTOBER, late=late)
        follow_up(other, NOW - DAY)
        asked = Asked(chief, NOW, chosen(Choice.LAST_MONTH, today=TODAY))
        metrics = list(book.in_order)
        areas = [village, other]
        page = read(asked, metrics, station)
        lines = read_by_area(asked, metrics, areas)
        months = read_months(asked, metrics, station, 3)

        by_area = api.get(f"{URL}figures/", {"period": "last_month", "by": "area"})
        by_month = api.get(
            f"{URL}figures/", {"period": "last_month", "by": "month", "months": 3}
        )

        results = {row["key"]: row for row in by_area.json()["results"]}
        assert set(results) == set(page)
        assert results["follow_ups.late"]["figure"]["part"] == 1
        for key, row in results.items():
            amount = page[key].amount
            assert row["figure"]["part"] == amount.part
            assert row["figure"]["whole"] == amount.whole
            said = {line["area"]["id"]: line["part"] for line in row["lines"]}
            assert said == {a.pk: lines[a.pk][key].amount.part for a in areas}
        for row in by_month.json()["results"]:
            if row["lines"] is not None:
                told = [line["part"] for line in row["lines"]]
                assert told == [f.amount.part for f in months[row["key"]]]

    def test_take_days_one_by_one(self, api, village):
        made(village, OCTOBER)

        days = {"from": "2026-10-12", "until": "2026-10-12"}
        figure = ask(api, "follow_ups.done", **days)["figure"]
        earlier = {"from": "2026-10-11", "until": "2026-10-11"}

        assert figure["part"] == 0
        assert ask(api, "follow_ups.done", **earlier)["figure"]["part"] == 1

    def test_lead_to_exactly_the_rows_they_counted(self, api, village):
        counted = made(village, OCTOBER)
        other = made(village, OCTOBER, late=True)
        made(village, SEPTEMBER)
        follow_up(make.CommunityFactory(), OCTOBER)

        figure = ask(api, "follow_ups.on_time", period="last_month")["figure"]

        rows = api.get(figure["list"]).json()["results"]
        assert [row["id"] for row in rows] == [counted.pk]
        rows = api.get(figure["whole_list"]).json()["results"]
        assert {row["id"] for row in rows} == {counted.pk, other.pk}

    def test_are_not_sent_twice(self, api, village):
        url = f"{URL}follow_ups.late/"
        tag = api.get(url)["ETag"]

        assert api.get(url, headers={"if-none-match": tag}).status_code == 304
        follow_up(village, NOW - DAY)
        assert api.get(url, headers={"if-none-match": tag}).status_code == 200

    def test_cost_as_many_queries_however_much_there_is(self, api, village):
        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                answer = api.get(
                    f"{URL}figures/", {"by": "area", "period": "last_month"}
                )
            assert answer.status_code == 200
            return len(found)

        queries()
        few = queries()
        for _ in range(3):
            made(make.CommunityFactory(parent=village.parent), OCTOBER)

        assert queries() == few


class TestScope:
    def test_begins_where_one_serves(self, client, village):
        client.force_login(person(Role.COMMUNITY_OFFICER, village))

        assert ask(client, "follow_ups.late")["area"]["id"] == village.pk

    def test_ends_where_the_right_ends(self, api, client, village):
        elsewhere = make.CommunityFactory()
        found = api.get(f"{URL}follow_ups.late/", {"area": elsewhere.pk})

        assert found.status_code == 404
        assert (
            api.get(f"{URL}figures/", {"area": elsewhere.parent.pk}).status_code == 404
        )

    def test_knows_no_other_metric(self, api):
        assert api.get(f"{URL}follow_ups.none/").status_code == 404
        found = api.get(f"{URL}figures/", {"metrics": "follow_ups.late,no.such"})
        assert found.status_code == 404

    def test_hides_few_from_the_county_and_gives_it_no_rows(self, client, village):
        county = Area.objects.above(village).get(kind="county")
        client.force_login(person(Role.COUNTY_SUPERVISOR, county))
        for _ in range(3):
            follow_up(village, NOW - DAY)

        told = ask(client, "follow_ups.late", by="area")

        figure = told["figure"]
        assert (figure["part"], figure["is_hidden"]) == (None, True)
        assert figure["hidden_because"]
        assert figure["list"] is None
        assert [line["part"] for line in told["lines"] if line["is_hidden"]] == [None]

    def test_is_of_an_account_of_a_machine_too(self, client, village):
        client.force_login(person(Role.API_CLIENT, village))
        follow_up(village, NOW - DAY)

        figure = ask(client, "follow_ups.late")["figure"]

        assert figure["part"] == 1


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"from": "2026-10-01"}, "until"),
        ({"until": "2026-10-01"}, "from"),
        ({"from": "2026-02-31", "until": "2026-03-01"}, "from"),
        ({"from": "2026-10-02", "until": "2026-10-01"}, "until"),
        ({"from": "2010-10-02", "until": "2026-10-01"}, "until"),
        ({"from": "0001-01-01", "until": "0001-01-02"}, "from"),
        (
            {"from": "2026-10-01", "until": "2026-10-02", "period": "last_week"},
            "period",
        ),
        ({"period": "days"}, "period"),
        ({"against": "never"}, "against"),
        ({"by": "colour"}, "by"),
        ({"by": "month"}, "by"),
        ({"months": "0"}, "months"),
        ({"area": "x"}, "area"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_makes_no_sense_is_said_by_field(api, params, field):
    response = api.get(f"{URL}follow_ups.late/", params)

    assert response.status_code == 400
    assert field in response.json()["errors"], response.content


class TestLists:
    @pytest.mark.parametrize(
        ("params", "field"),
        [
            ({"figure": "no.such"}, "figure"),
            ({"figure": ""}, "figure"),
            ({"figure_from": "2026-10-01"}, "figure"),
            ({"figure": "follow_ups.done", "figure_of": "whole"}, "figure"),
            ({"figure": "follow_ups.done", "figure_area": "x"}, "figure_area"),
            ({"figure": "follow_ups.done", "figure_area": "1" * 30}, "figure_area"),
            ({"figure": "follow_ups.done", "figure_from": "31.2."}, "figure_from"),
            (
                {"figure": "follow_ups.done", "figure_until": "2026-02-31"},
                "figure_until",
            ),
            ({"figure": "follow_ups.done", "figure_part": "colour:red"}, "figure_part"),
        ],
    )
    def test_say_what_is_wrong_with_a_figure(self, api, params, field):
        response = api.get("/api/v1/follow-ups/", params)

        assert response.status_code == 400
        assert list(response.json()["errors"]) == [field]

    def test_know_no_figure_of_another_list(self, api):
        found = api.get("/api/v1/visits/", {"figure": "follow_ups.done"})

        assert found.status_code == 400

    def test_stay_within_what_the_reader_sees(self, client, village, chief):
        follow_up(village, NOW - DAY)
        there = follow_up(make.CommunityFactory(parent=village.parent), NOW - DAY)
        client.force_login(person(Role.COMMUNITY_OFFICER, village))

        rows = client.get("/api/v1/follow-ups/", {"figure": "follow_ups.late"}).json()[
            "results"
        ]

        assert len(rows) == 1
        assert there.pk not in {row["id"] for row in rows}


def test_a_key_of_some_fields_reads_figures_but_not_their_rows(client, village, chief):
    machine = make.UserFactory(is_service=True)
    make.PostFactory(user=machine, role=Role.API_CLIENT, area=village)
    _token, key = tokens.issue(
        user=machine,
        name="figures",
        fields={"follow-ups": ["due_at"]},
        expires_at=NOW + 30 * DAY,
        by=chief,
        at=NOW,
    )
    headers = {"Authorization": f"Token {key}"}
    follow_up(village, NOW - DAY)

    figure = client.get(f"{URL}follow_ups.late/", headers=headers).json()["figure"]
    rows = client.get(
        "/api/v1/follow-ups/", {"figure": "follow_ups.late"}, headers=headers
    )

    assert (figure["part"], figure["list"]) == (1, None)
    assert rows.status_code == 400
    assert list(rows.json()["errors"]) == ["figure"]
