"""Measures: three shares against a world counted by hand, and the lists behind them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from disputes.lists.disputes import DISPUTES
from disputes.measures import figures
from disputes.measures.asking import By, usual
from disputes.models import (
    Agreement,
    Dispute,
    DisputeFollowUp,
    Obligation,
    WarningReading,
)
from disputes.warnings import judging
from disputes.warnings.book import Line
from disputes.workflow import Outcome, Status
from station.lists import Listing
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    CriminalTurnFactory,
    DisputeFactory,
    FollowUpFactory,
    HouseholdFactory,
    PartyFactory,
    ResidentFactory,
    person,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def case(village, *, days, took=(), outcome="", **more) -> Dispute:
    """Reported so many days ago; taken up, mediated and ended so many days later."""
    reported = NOW - days * DAY
    moments = [reported + n * DAY for n in took]
    fields = dict(
        zip(("taken_up_at", "mediated_at", "ended_at"), moments, strict=False)
    )
    if outcome:
        fields |= {"status": Status.ENDED, "outcome": outcome}
    home = more.pop("household", None) or HouseholdFactory(address__community=village)
    made = DisputeFactory(
        household=home, reported_at=reported, due_at=NOW + 9 * DAY, **fields | more
    )
    if outcome:
        Dispute.objects.filter(pk=made.pk).update(ended_by=made.reported_by)
    return made


def agreement(dispute, *, due_on, status):
    made = Agreement.objects.create(
        dispute=dispute,
        number=f"协{dispute.pk}",
        form="people",
        status=status,
        facts="事实",
        terms="条款",
        reached_on=due_on,
        effective_on=due_on,
        kept_on=due_on if status == "kept" else None,
        broken_on=due_on if status == "broken" else None,
        written_by=dispute.reported_by,
    )
    Obligation.objects.create(
        agreement=made, party=PartyFactory(dispute=dispute), what="修墙", due_on=due_on
    )


def went_back(dispute, *, put_off=0, late=0):
    """The day after the mediation, put off so many days, or so many days late."""
    due_at = dispute.mediated_at + DAY
    promise = FollowUpFactory(
        household=dispute.household,
        due_at=due_at + put_off * DAY,
        first_due_at=due_at if put_off else None,
        status="done",
        settled_at=NOW,
        settled_by=dispute.reported_by,
    )
    DisputeFollowUp.objects.create(
        dispute=dispute,
        follow_up=promise,
        occasion="next_day",
        performance="kept",
        satisfaction="satisfied",
        recorded_at=promise.due_at + late * DAY,
        recorded_by=dispute.reported_by,
    )


@pytest.fixture
def world(village, wang):
    """Six disputes; what every figure must be stands in the tests."""
    li = ResidentFactory()
    made = {}
    with_ender = {"ended_by": wang}
    made["kept"] = case(
        village, days=200, took=(1, 5, 40), outcome=Outcome.SETTLED, **with_ender
    )
    made["back"] = case(
        village, days=190, took=(3, 9, 20), outcome=Outcome.SETTLED, **with_ender
    )
    made["again"] = case(
        village, days=150, took=(2, 4, 6), outcome=Outcome.FAILED, field="debt",
        **with_ender,
    )  # fmt: skip
    for name in ("back", "again"):
        PartyFactory(dispute=made[name], resident=li, name=li.name)
    made["young"] = case(
        village, days=20, took=(1, 3), status=Status.SETTLED, assigned_to=wang
    )
    made["open"] = case(village, days=10, field="debt")
    made["late"] = case(village, days=400)
    Dispute.objects.filter(pk=made["late"].pk).update(due_at=NOW - DAY)
    for name, first, gone in (("kept", 0, 0), ("back", 2, 0), ("again", 0, 3)):
        went_back(made[name], put_off=first, late=gone)
    agreement(made["kept"], due_on=date(2026, 6, 1), status="kept")
    agreement(made["back"], due_on=date(2026, 7, 1), status="broken")
    agreement(made["young"], due_on=date(2026, 12, 24), status="effective")
    return made


@pytest.fixture
def asked(chief, world):
    return usual(chief, at=NOW)


class TestShares:
    def test_the_three_shares_are_counted_apart(self, asked):
        line = figures.total(asked)

        assert (line.agreed.part, line.agreed.whole, line.agreed.percent) == (3, 4, 75)
        assert (line.kept.part, line.kept.whole) == (1, 2)
        assert (line.not_back.part, line.not_back.whole) == (1, 2)
        assert line.agreed.is_small

    def test_gone_back_on_time_is_by_the_day_first_set(self, asked):
        """One on the day, one only because it was put off, one late."""
        line = figures.total(asked)

        assert (line.on_time.part, line.on_time.whole) == (1, 3)

    def test_a_follow_up_of_today_counts_once_somebody_went(self, asked, world):
        went_back(world["young"])
        row = world["young"].follow_ups.get()
        row.follow_up.due_at = NOW
        row.follow_up.save()
        row.recorded_at, row.recorded_by = None, None
        row.save()
        assert figures.total(asked).on_time.whole == 3

        row.recorded_at, row.recorded_by = NOW, row.follow_up.settled_by
        row.save()
        assert figures.total(asked).on_time.whole == 4

    def test_reported_ended_open_and_late(self, asked):
        line = figures.total(asked)

        counts = [line.count(name) for name in ("reported", "ended", "open", "late")]
        assert counts == [5, 3, 3, 1]

    def test_time_per_step_is_median_and_ninetieth(self, asked):
        spells = figures.total(asked).spells

        # taken up after 1, 3, 2 and 1 days; mediated 4, 6, 2 and 2 days later
        assert (spells["taken_up"].count, spells["taken_up"].median) == (4, 1.5)
        assert spells["mediated"].median == 3.0
        # concluded after 40, 20 and 6 days: nine of ten within 20 + 0.8 × 20
        assert (spells["whole"].median, spells["whole"].ninetieth) == (20.0, 36.0)

    def test_by_kind_the_lines_add_up(self, asked):
        lines = {line.key: line for line in figures.lines(asked)}

        assert lines["debt"].count("reported") == 2
        assert lines["debt"].agreed.percent == 0
        assert sum(line.count("reported") for line in lines.values()) == 5

    @pytest.mark.parametrize("by", [By.MONTH, By.YEAR])
    def test_a_month_and_a_year_stand_in_one_line(self, asked, by):
        lines = figures.lines(type(asked)(**{**asked.__dict__, "by": by}))

        labels = [line.label for line in lines]
        assert len(labels) == len(set(labels))

    @pytest.mark.parametrize("by", By.values)
    def test_every_figure_opens_its_list(self, asked, chief, by, monkeypatch):
        """What stands on the page is what the list behind it counts."""
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
        lines = figures.lines(type(asked)(**{**asked.__dict__, "by": by}))

        for line in [figures.total(asked), *lines]:
            for name, query in line.queries.items():
                if name not in line.figures:
                    continue
                listing = Listing(DISPUTES, user=chief, params=QueryDict(query))
                assert listing.rows.count() == line.count(name), (by, line.key, name)

    def test_many_cost_as_many_queries_as_few(self, asked, village):
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                figures.total(asked)
                figures.lines(asked)
                figures.years(asked)
            return len(queries)

        count()  # the words are read once
        few = count()
        for days in range(20):
            case(village, days=days, field="wages")

        assert count() == few


class TestScope:
    def test_of_another_station_nothing_is_counted(self, world):
        other = person(Role.STATION_CHIEF, CommunityFactory().parent.parent)

        assert figures.total(usual(other, at=NOW)).count("reported") == 0

    def test_a_supervisor_sees_figures_and_no_list(self, world, village, client):
        county = village.parent.parent.parent
        client.force_login(person(Role.COUNTY_SUPERVISOR, county))

        page = client.get("/disputes/measures/")

        assert page.status_code == 200
        assert "/disputes/?" not in page.content.decode()
        assert client.get("/disputes/").status_code == 404
        assert client.get("/disputes/measures/export/").status_code == 404

    def test_over_rest_the_same(self, world, chief, client):
        client.force_login(chief)

        body = client.get(
            "/api/v1/dispute-measures/?from_on=2025-11-21&until_on=2026-11-20&by=field"
        ).json()

        assert body["total"]["agreed"]["part"] == 3
        assert body["total"]["agreed"]["whole"] == 4
        assert {row["key"] for row in body["results"]} >= {"debt", "neighbour"}


class TestHowOftenItWasRight:
    @pytest.fixture
    def judged(self, village):
        """Four were high, one of them turned; one low one turned as well."""
        line = Line()
        for score, turned_after in ((80, 30), (60, 0), (60, 200), (55, 0), (12, 10)):
            dispute = case(village, days=300)
            at = dispute.reported_at
            WarningReading.objects.create(dispute=dispute, at=at, score=score)
            if turned_after:
                day = (at + turned_after * DAY).date()
                CriminalTurnFactory(dispute=dispute, turned_on=day)
        case(village, days=10)  # may still turn
        return line

    def test_precision_recall_and_what_was_missed(self, judged, chief):
        asked = usual(chief, at=NOW)

        found = judging.judge(asked, judged)

        # one of four turned within ninety days; of two that turned one was warned of
        assert (found.precision.part, found.precision.whole) == (1, 4)
        assert (found.recall.part, found.recall.whole) == (1, 2)
        assert (found.missed, found.watched) == (1, 5)
        assert [row.peak for row in judging.missed(asked, judged)] == [12]

    def test_over_rest_the_same(self, judged, chief, client):
        client.force_login(chief)

        body = client.get(
            "/api/v1/warning-record/?from_on=2025-11-21&until_on=2026-11-20"
        ).json()

        assert (body["precision"]["part"], body["precision"]["whole"]) == (1, 4)
        assert (body["missed"], body["watched"]) == (1, 5)
        assert body["bands"][-1]["most"] is None

    def test_is_not_for_everybody(self, village, client):
        client.force_login(person(Role.MEDIATOR, village))

        assert client.get("/api/v1/warning-record/").status_code in {403, 404}

    def test_by_band(self, judged, chief):
        bands = judging.judge(usual(chief, at=NOW), judged).bands

        shown = {band.least: (band.rate.part, band.rate.whole) for band in bands}
        assert shown == {0: (0, 0), 10: (1, 1), 25: (0, 0), 50: (0, 3), 75: (1, 1)}

    def test_the_figures_open_their_lists(self, judged, chief):
        found = judging.judge(usual(chief, at=NOW), judged)

        counts = {
            name: Listing(DISPUTES, user=chief, params=QueryDict(query)).rows.count()
            for name, query in found.queries.items()
        }
        assert counts == {"above": 4, "hit": 1, "turned": 2, "missed": 1, "watched": 5}

    def test_the_page_names_the_missed(self, judged, chief, client):
        client.force_login(chief)

        page = client.get("/disputes/warnings/record/?until_on=2026-11-20")

        assert [row.peak for row in page.context["missed"]] == [12]
