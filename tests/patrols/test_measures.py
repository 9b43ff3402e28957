"""Visibility, matters handled, stability: each with both of its counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from patrols.coverage import measures
from patrols.coverage.definitions import RATES, By, usual
from patrols.coverage.presence import hours_of_need
from station.roles import Role
from tests import factories as make
from tests.factories.clock import NOW

pytestmark = pytest.mark.django_db
# Thursday 12 November 2026, 20:10 in China.
EVENING = datetime(2026, 11, 12, 12, 10, tzinfo=UTC)
WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
DEFINED = {found.key: found for found in RATES}


@pytest.fixture
def station():
    return make.TownshipFactory().parent


@pytest.fixture
def villages(station):
    township = station.children.get()
    return [make.CommunityFactory(parent=township) for _village in range(2)]


@pytest.fixture
def chief(station):
    return make.person(Role.STATION_CHIEF, station)


@pytest.fixture
def asked(chief, station):
    """The fortnight from Friday 6 to Thursday 19 November."""
    return usual(chief, station, at=NOW, from_on=date(2026, 11, 6))


def rate(line, key):
    found = line.rate(DEFINED[key])
    return (found.part, found.whole)


def settled(area, *, after=DAY, due=2 * DAY, found=EVENING, **said):
    return make.FindingFactory(
        area=area, found_at=found, due_at=found + due, status="closed",
        closed_at=found + after, closed_by=make.UserFactory(), **said,
    )  # fmt: skip


class TestVisible:
    def test_counts_hours_of_need_with_a_check_in(self, asked, villages):
        make.CallFactory(area=villages[0], called_at=EVENING)
        make.CheckInFactory(
            point=make.PatrolPointFactory(area=villages[0]), at=EVENING - 10 * HOUR
        )
        make.CheckInFactory(
            point=make.PatrolPointFactory(area=villages[0]), at=EVENING + WEEK
        )

        # Two Thursdays at eight in the evening; somebody came on the second.
        assert rate(measures.total(asked), "visible") == (1, 2)

    def test_somebody_next_door_is_nobody_here(self, asked, villages):
        make.CallFactory(area=villages[0], called_at=EVENING)
        make.CheckInFactory(point=make.PatrolPointFactory(area=villages[1]), at=EVENING)

        assert rate(measures.total(asked), "visible") == (0, 2)

    def test_the_chiefs_hours_are_hours_of_need(self, asked, villages):
        make.NeedWeightFactory(area=villages[0], weekdays=[4])
        make.NeedWeightFactory(
            area=villages[0], weekdays=[5], until_on=date(2026, 11, 1)
        )

        assert rate(measures.total(asked), "visible") == (0, 2 * 3)

    def test_the_parts_are_as_many_as_the_count(self, asked, villages):
        make.NeedWeightFactory(area=villages[0], weekdays=[3], from_hour=20)
        make.CheckInFactory(point=make.PatrolPointFactory(area=villages[0]), at=EVENING)

        seen = hours_of_need(asked, seen=True, most=50)
        needed = hours_of_need(asked, seen=False, most=50)

        assert (len(seen), len(needed)) == rate(measures.total(asked), "visible")
        assert [(row["day"], row["hour"]) for row in seen] == [(date(2026, 11, 12), 20)]


class TestHandled:
    def test_counts_what_is_settled_of_what_is_ripe(self, asked, villages):
        settled(villages[0])
        settled(villages[0], after=3 * DAY)
        make.FindingFactory(
            area=villages[0], found_at=EVENING, due_at=EVENING + DAY
        )  # late
        make.FindingFactory(area=villages[0], found_at=EVENING)  # not due yet
        settled(villages[0], kind="talk")

        line = measures.total(asked)

        assert rate(line, "handled") == (2, 3)
        assert rate(line, "in_time") == (1, 3)


class TestStable:
    @pytest.fixture
    def asked(self, chief, station):
        return usual(chief, station, at=NOW, from_on=date(2026, 9, 1))

    def test_counts_what_did_not_come_back(self, asked, villages):
        long_ago = datetime(2026, 10, 1, 4, tzinfo=UTC)
        point = make.PatrolPointFactory(area=villages[0])
        settled(villages[0], found=long_ago, point=point)
        settled(villages[0], found=long_ago, point=None, place="南河桥头")
        settled(villages[0], found=EVENING)  # not long enough ago
        make.FindingFactory(area=villages[0], point=point, found_at=long_ago + 20 * DAY)
        make.FindingFactory(
            area=villages[0], place="南河桥头", kind="dispute",
            found_at=long_ago + 20 * DAY,
        )  # fmt: skip

        assert rate(measures.total(asked), "stable") == (1, 2)


class TestLines:
    def test_by_team_place_and_month_say_the_same_in_all(self, asked, villages):
        for village in villages:
            team = make.TeamFactory(area=village)
            patrol = make.WalkedPatrolFactory(
                team=team, started_at=EVENING, ended_at=EVENING + HOUR, minutes=60
            )
            make.CheckInFactory(patrol=patrol, at=EVENING, doubts=["far"])
            settled(village, team=team)
        whole = measures.total(asked)
        assert whole.figures["minutes"] == 120
        assert whole.figures["doubtful"] == 2

        for by in By:
            found = measures.lines(usual(asked.user, asked.area, at=NOW, by=by,
                                         from_on=asked.from_on))  # fmt: skip
            assert len(found) == (1 if by == By.MONTH else 2)
            for name in ("patrols", "minutes", "check_ins", "settled"):
                assert (
                    sum(line.figures.get(name, 0) for line in found)
                    == (whole.figures[name])
                )

    @pytest.mark.parametrize("count", [1, 12])
    def test_the_number_of_queries_does_not_grow(
        self, count, asked, villages, django_assert_num_queries
    ):
        for _team in range(count):
            team = make.TeamFactory(area=villages[0])
            make.WalkedPatrolFactory(team=team, started_at=EVENING,
                                     ended_at=EVENING + HOUR)  # fmt: skip

        with django_assert_num_queries(7):
            measures.lines(asked)


class TestPages:
    @pytest.fixture(autouse=True)
    def _today(self):
        with time_machine.travel(NOW, tick=False):
            yield

    def test_each_count_leads_to_its_parts(self, client, chief, villages):
        finding = settled(villages[0])
        make.NeedWeightFactory(area=villages[0])
        client.force_login(chief)

        page = client.get("/patrols/measures/")

        shares = {share.definition.key: share for share in page.context["shares"]}
        parts = client.get(shares["handled"].part_url)
        assert [url for url, _title, _note in parts.context["rows"]] == [
            finding.get_absolute_url()
        ]
        for share in shares.values():
            for url, count in (
                (share.part_url, share.rate.part),
                (share.whole_url, share.rate.whole),
            ):
                rows = client.get(url).context["rows"]
                assert len(rows) == min(200, count)

    def test_the_workbook_is_there(self, client, chief, villages):
        settled(villages[0])
        client.force_login(chief)

        assert client.get("/patrols/measures/export/?by=area").status_code == 200

    def test_a_part_nobody_knows_is_not_there(self, client, chief):
        client.force_login(chief)

        assert client.get("/patrols/measures/parts/?part=x").status_code == 404

    def test_rest_says_the_same(self, chief, villages):
        settled(villages[0])
        make.NeedWeightFactory(area=villages[0])
        client = APIClient()
        client.force_authenticate(chief)

        told = client.get("/api/v1/patrol-measures/?by=area").json()
        coverage = client.get("/api/v1/patrol-coverage/?weeks=8").json()
        gaps = client.get("/api/v1/patrol-coverage/gaps/").json()

        assert told["total"]["rates"]["handled"]["part"] == 1
        assert told["results"][0]["label"] == villages[0].name
        assert [place["area"] for place in coverage["results"]] == [
            village.pk for village in villages
        ]
        assert gaps["results"][0]["need"] == 180


class TestWrongDays:
    """Said at their field; the usual days are shown meanwhile."""

    @pytest.fixture(autouse=True)
    def _today(self):
        with time_machine.travel(NOW, tick=False):
            yield

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ("from_on=0001-01-01", "from_on"),
            ("from_on=2026-02-30", "from_on"),
            ("until_on=0001-01-01", "until_on"),
            ("until_on=9999-12-31", "until_on"),
            ("from_on=2026-03-01&until_on=2026-02-01", "until_on"),
            ("by=nobody", "by"),
            ("area=nowhere", "area"),
        ],
    )
    def test_are_refused_at_their_field(self, said, field, client, chief):
        client.force_login(chief)

        page = client.get(f"/patrols/measures/?{said}")
        answer = client.get(f"/api/v1/patrol-measures/?{said}")

        assert page.status_code == 200
        assert list(page.context["form"].errors) == [field]
        assert page.context["asked"].until_on == date(2026, 11, 19)
        assert answer.status_code == 400
        assert field in answer.json()["errors"]

    def test_the_days_shown_stand_in_their_fields(self, client, chief):
        client.force_login(chief)

        page = client.get("/patrols/measures/")

        assert 'value="2026-08-20"' in page.text
        assert 'value="2026-11-19"' in page.text
