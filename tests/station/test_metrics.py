"""Figures as people read them: scope, periods, what is hidden, and the list behind."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from station.actions import rollups
from station.metrics import triggers
from station.metrics.declared import LAST, Split, book
from station.metrics.periods import Against, Choice, Period, chosen, recent_months
from station.metrics.reading import Asked, read, read_by_area, read_months, read_parts
from station.metrics.sums import pieces_of
from station.models.metric import MetricCell
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATE = book.metrics["follow_ups.late"]
DONE = book.metrics["follow_ups.done"]
ON_TIME = book.metrics["follow_ups.on_time"]
UNSTAFFED = book.metrics["territory.unstaffed"]
FIRST_OF_GROUPS = sorted({m.group: m.key for m in reversed(book.in_order)}.values())


@pytest.fixture
def at_now(time_machine):
    """Pages read the clock."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def station(village):
    return village.parent.parent


@pytest.fixture
def chief(station):
    return person(Role.STATION_CHIEF, station)


@pytest.fixture
def county(station):
    return person(Role.COUNTY_SUPERVISOR, station.parent)


def asked(user, period=None, against=Against.BEFORE):
    return Asked(user, NOW, period or chosen(Choice.THIS_MONTH, today=TODAY), against)


def late_ones(area, count=1):
    for _ in range(count):
        home = make.HouseholdFactory(area=area, address__area=area)
        make.FollowUpFactory(household=home, due_at=NOW - DAY)


def done_ones(area, days, *, late=0):
    """Follow-ups made on these days, the first so many of them after their time."""
    for number, day in enumerate(days):
        home = make.HouseholdFactory(area=area, address__area=area)
        at = NOW + (day - TODAY) * 1
        due = at - DAY if number < late else at
        row = make.FollowUpFactory(household=home, due_at=due)
        row.status, row.settled_at, row.settled_by = "done", at, row.assigned_to
        row.save()


class TestPeriods:
    @pytest.mark.parametrize(
        ("choice", "first", "last", "before"),
        [
            ("this_week", (2026, 11, 16), (2026, 11, 20), (2026, 11, 11)),
            ("last_week", (2026, 11, 9), (2026, 11, 15), (2026, 11, 2)),
            ("this_month", (2026, 11, 1), (2026, 11, 20), (2026, 10, 1)),
            ("last_month", (2026, 10, 1), (2026, 10, 31), (2026, 9, 1)),
            ("this_year", (2026, 1, 1), (2026, 11, 20), (2025, 1, 1)),
            ("last_year", (2025, 1, 1), (2025, 12, 31), (2024, 1, 1)),
        ],
    )
    def test_end_today_or_with_their_last_day(self, choice, first, last, before):
        period = chosen(choice, today=TODAY)

        assert (period.from_on, period.until_on) == (date(*first), date(*last))
        assert period.held_against(Against.BEFORE).from_on == date(*before)

    def test_a_whole_month_is_held_against_a_whole_month(self):
        october = chosen("last_month", today=TODAY)

        assert october.held_against(Against.BEFORE).until_on == date(2026, 9, 30)
        assert october.held_against(Against.YEAR) == Period(
            date(2025, 10, 1), date(2025, 10, 31)
        )

    def test_a_short_month_ends_where_it_ends(self):
        march = Period(date(2026, 3, 1), date(2026, 3, 31), Choice.LAST_MONTH)

        assert march.held_against(Against.BEFORE).until_on == date(2026, 2, 28)

    def test_months_run_until_today(self):
        months = recent_months(TODAY, 12)

        assert len(months) == 13
        assert months[0].from_on == date(2025, 11, 1)
        assert months[-1].until_on == TODAY

    def test_what_is_no_period_is_refused(self):
        with pytest.raises(ValueError, match="for ever"):
            chosen("for ever", today=TODAY)


class TestPieces:
    @pytest.mark.parametrize("days", [0, 1, 5, 27, 40, 400])
    @pytest.mark.parametrize("back", range(0, 62, 7))
    def test_cover_each_day_once(self, days, back):
        first = TODAY - back * DAY
        last = first + days * DAY

        covered = []
        for grain, start, end in pieces_of(first, last):
            if grain == "m":
                end = (end.replace(day=1) + 32 * DAY).replace(day=1) - DAY
            covered += [start + n * DAY for n in range((end - start).days + 1)]

        assert sorted(covered) == [first + n * DAY for n in range(days + 1)]

    def test_have_no_end_where_none_is_asked(self):
        assert pieces_of(TODAY, LAST)[-1][0] in {"m", "d"}
        assert pieces_of(TODAY, TODAY - DAY) == []


class TestReading:
    def test_counts_an_area_with_all_below_it(self, chief, station, village):
        late_ones(village, 2)
        late_ones(make.GridFactory(parent=village))
        late_ones(make.CommunityFactory())

        figure = read(asked(chief), [LATE], station)[LATE.key]

        assert figure.amount.part == 3
        assert figure.before is None

    @pytest.mark.parametrize("is_folded", [True, False])
    def test_counts_days_and_holds_them_against_others(
        self, chief, station, village, is_folded
    ):
        done_ones(village, [TODAY, date(2026, 11, 1), date(2026, 10, 20)])
        done_ones(village, [date(2026, 10, 21), date(2026, 9, 30)])
        if is_folded:
            assert rollups.fold() > 0

        figure = read(asked(chief), [DONE], station)[DONE.key]

        assert (figure.amount.part, figure.before.part) == (2, 1)
        assert (figure.change, figure.change_percent, figure.tone) == (1, 100, "good")

    def test_a_rate_comes_with_both_its_numbers(self, chief, station, village):
        done_ones(village, [date(2026, 11, day) for day in range(2, 12)], late=3)

        figure = read(asked(chief), [ON_TIME], station)[ON_TIME.key]

        assert (figure.amount.part, figure.amount.whole) == (7, 10)
        assert figure.amount.percent == 70

    def test_today_is_not_judged_before_it_is_over(self, chief, station, village):
        done_ones(village, [TODAY])

        figure = read(asked(chief), [ON_TIME], station)[ON_TIME.key]

        assert figure.amount.whole == 0
        assert figure.is_empty
        assert figure.amount.percent is None

    def test_what_one_may_not_read_is_left_out(self, wang, village):
        elsewhere = make.CommunityFactory()
        late_ones(elsewhere, 6)

        lines = read_by_area(asked(wang), [LATE], [village, elsewhere])

        assert lines[village.pk][LATE.key].amount.part == 0
        assert lines[elsewhere.pk] == {}

    @pytest.mark.parametrize("steps", range(4))
    def test_who_serves_further_up_serves_here_too(self, chief, village, steps):
        grid = place = make.GridFactory(
            parent=make.CommunityFactory(parent=village.parent)
        )
        for _step in range(steps):
            place = place.parent

        def unstaffed():
            return read(asked(chief), [UNSTAFFED], grid)[UNSTAFFED.key].amount.part

        assert unstaffed() == 1
        person(Role.AUXILIARY_OFFICER, place)
        assert unstaffed() == 0

    def test_tells_months_one_by_one(self, chief, station, village):
        done_ones(village, [date(2026, 9, 3), date(2026, 9, 4), date(2026, 11, 5)])

        months = read_months(asked(chief), [DONE, LATE], station)

        assert [figure.amount.part for figure in months[DONE.key][-3:]] == [2, 0, 1]
        assert LATE.key not in months  # what stands now has no months

    def test_asks_as_often_for_many_figures_and_places(self, chief, station, village):
        late_ones(village)
        others = make.CommunityFactory.create_batch(3, parent=station)
        metrics = list(book.metrics.values())
        read(asked(chief), metrics, station)  # the rights are asked once

        counts = []
        for areas in ([station], [station, *others]):
            with CaptureQueriesContext(connection) as queries:
                read_by_area(asked(chief), metrics, areas)
            counts.append(
                len(
                    [q for q in queries if "unnest" in q["sql"] or "within" in q["sql"]]
                )
            )

        assert counts == [2, 2]


class TestHiding:
    def test_small_numbers_are_told_inside_the_station(self, chief, village):
        late_ones(village, 3)

        figure = read(asked(chief), [LATE], village)[LATE.key]

        assert figure.amount.part == 3

    def test_and_hidden_outside(self, county, village):
        late_ones(village, 3)

        figure = read(asked(county), [LATE], village)[LATE.key]

        assert figure.is_hidden
        assert (figure.amount.part, figure.url) == (None, "")

    @pytest.mark.parametrize("count", [0, 5, 7])
    def test_none_and_many_are_told(self, county, village, count):
        late_ones(village, count)

        figure = read(asked(county), [LATE], village)[LATE.key]

        assert figure.amount.part == count

    def test_a_hidden_number_cannot_be_reckoned_back(self, county, station):
        sizes = (2, 8, 6)
        villages = make.CommunityFactory.create_batch(3, parent=station)
        for place, size in zip(villages, sizes, strict=True):
            late_ones(place, size)

        lines = read_by_area(asked(county), [LATE], villages)

        shown = [lines[place.pk][LATE.key].amount.part for place in villages]
        assert shown == [None, 8, None]

    @pytest.mark.parametrize(("cases", "is_told"), [(2, False), (6, True)])
    def test_a_sum_of_few_is_hidden_with_them(self, county, village, cases, is_told):
        make.FraudCaseFactory.create_batch(
            cases, area=village, happened_at=NOW, loss=900
        )
        metric = book.metrics["fraud_cases.loss"]

        amount = read(asked(county), [metric], village)[metric.key].amount

        assert amount.part == (900 * cases if is_told else None)

    def test_a_rate_does_not_betray_a_small_number(self, county, village):
        days = [date(2026, 11, day) for day in range(2, 12)]
        done_ones(village, days, late=2)

        figure = read(asked(county), [ON_TIME], village)[ON_TIME.key]

        assert figure.is_hidden
        assert figure.amount.percent is None


@pytest.mark.usefixtures("at_now")
class TestListBehind:
    def test_has_exactly_what_was_counted(self, client, chief, village):
        late_ones(village, 2)
        late_ones(make.CommunityFactory(parent=village.parent), 4)
        make.FollowUpFactory(household__area=village, due_at=NOW + DAY)
        client.force_login(chief)
        figure = read(asked(chief), [LATE], village)[LATE.key]

        page = client.get(figure.url)

        assert page.status_code == 200
        assert len(page.context["page"].rows) == figure.amount.part == 2
        assert str(LATE.label) in page.content.decode()

    def test_of_a_period_too(self, client, chief, village):
        done_ones(village, [TODAY, date(2026, 11, 2), date(2026, 10, 31)])
        client.force_login(chief)
        figure = read(asked(chief), [DONE], village)[DONE.key]

        page = client.get(figure.url)

        assert len(page.context["page"].rows) == figure.amount.part == 2

    def test_of_the_whole_of_a_rate_too(self, client, chief, village):
        done_ones(village, [date(2026, 11, day) for day in (2, 3, 4)], late=1)
        client.force_login(chief)
        figure = read(asked(chief), [ON_TIME], village)[ON_TIME.key]

        part, whole = client.get(figure.url), client.get(figure.whole_url)

        assert len(part.context["page"].rows) == figure.amount.part == 2
        assert len(whole.context["page"].rows) == figure.amount.whole == 3

    def test_opens_only_for_who_may_see_the_rows(self, county, wang, village):
        late_ones(village, 5)

        assert read(asked(county), [LATE], village)[LATE.key].url == ""
        assert read(asked(wang), [LATE], village)[LATE.key].url != ""

    def test_shows_nobody_elses_rows(self, client, wang, village):
        elsewhere = make.CommunityFactory()
        late_ones(elsewhere)
        client.force_login(wang)

        page = client.get(
            reverse("households:follow_up_list"),
            {"figure": LATE.key, "figure_area": elsewhere.pk},
        )

        assert page.context["page"].rows == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"figure": "nothing"},
            {"figure": LATE.key, "figure_area": "x"},
            {"figure": LATE.key, "figure_area": "9" * 18},
            {"figure": LATE.key, "figure_of": "whole"},
            {"figure": DONE.key, "figure_from": "2026-02-31"},
            {"figure": DONE.key, "figure_part": "tier:1"},
        ],
    )
    def test_a_wrong_address_says_so_and_shows_nothing(self, signed_in, village, wrong):
        late_ones(village)

        page = signed_in.get(reverse("households:follow_up_list"), wrong)

        assert page.status_code == 200
        assert page.context["page"].rows == []
        assert [str(m) for m in page.context["messages"]]


class TestTriggers:
    def test_stand_as_declared(self):
        changed, gone = triggers.outdated()

        assert not changed
        assert not gone

    def test_who_looks_beyond_the_own_table_is_refused(self, monkeypatch):
        counted = DONE.part.counted
        beyond = Split("x", "household__number", "x", dict)
        monkeypatch.setitem(counted.__dict__, "splits", (beyond,))

        with pytest.raises(ValueError, match="looks beyond"):
            triggers.wanted()

    def test_what_is_lost_is_found_and_mended(self, village, chief):
        done_ones(village, [TODAY, TODAY])
        rollups.fold()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE station_metriccell SET n = n + 5")
        assert rollups.differences() != []

        rollups.rebuild()

        assert rollups.differences() == []
        assert read(asked(chief), [DONE], village)[DONE.key].amount.part == 2

    def test_the_key_of_the_cells_is_there_again_after_a_recount(self, village):
        done_ones(village, [TODAY])

        rollups.rebuild()

        cell = model_to_dict(MetricCell.objects.filter(measure="follow_ups.done")[0])
        with pytest.raises(IntegrityError), transaction.atomic():
            MetricCell.objects.create(**{**cell, "id": None})

    def test_folding_moves_each_difference_once(self, village):
        done_ones(village, [TODAY])

        assert rollups.fold() > 0
        assert rollups.fold() == 0
        assert rollups.differences() == []

    def test_parts_are_read_by_their_names(self, chief, village):
        metric = book.metrics["disputes.open"]
        split = metric.part.counted.splits[0]
        make.DisputeFactory(area=village)

        rows = read_parts(asked(chief), metric, split, village)

        assert sum(row.amount.part for row in rows) == 1
        assert all(row.label for row in rows)


@pytest.mark.usefixtures("at_now")
class TestDashboard:
    def test_shows_late_matters_place_by_place(self, client, chief, village):
        late_ones(village, 2)
        client.force_login(chief)

        page = client.get(reverse("station:dashboard"))

        late = page.context["late"]
        assert [f.metric.key for f in late.kinds if f.amount.part == 2] == [LATE.key]
        assert {p.area.pk: p.total for p in late.places}[village.pk] == 2

    def test_the_county_sees_figures_and_no_rows(self, client, county, village):
        late_ones(village, 6)
        client.force_login(county)

        page = client.get(reverse("station:dashboard"))

        late = page.context["late"]
        assert all(not figure.url for figure in late.kinds)

    def test_keeps_what_was_chosen_in_the_address(self, client, chief, village):
        client.force_login(chief)

        page = client.get(
            reverse("station:dashboard"),
            {"area": village.pk, "period": "last_month", "against": "year"},
        )

        assert page.context["area"] == village
        assert page.context["asked"].period.from_on.day == 1
        assert "period=last_month" in page.content.decode()

    def test_a_place_of_others_is_not_offered(self, client, wang, village):
        elsewhere = make.CommunityFactory()
        client.force_login(wang)

        page = client.get(reverse("station:dashboard"), {"area": elsewhere.pk})

        assert page.context["area"] == village
        assert "area" in page.context["form"].errors

    @pytest.mark.parametrize(
        "days",
        [
            {"period": "days"},
            {"from_on": "2026-11-20", "until_on": "2026-11-01"},
            {"from_on": "2010-01-01", "until_on": "2026-11-01"},
            {"from_on": "yesterday", "until_on": "2026-11-01"},
            {"period": "for ever"},
        ],
    )
    def test_days_that_make_no_sense_are_said_at_their_field(self, client, chief, days):
        client.force_login(chief)

        page = client.get(reverse("station:dashboard"), days)

        assert page.status_code == 200
        assert page.context["form"].errors

    def test_an_open_page_asks_cheaply_until_something_is_written(
        self, client, chief, village
    ):
        client.force_login(chief)
        url = reverse("station:dashboard") + "?live=1"
        client.get(url)  # what ships is written once
        tag = client.get(url)["ETag"]

        with CaptureQueriesContext(connection) as queries:
            same = client.get(url, headers={"If-None-Match": tag})
        late_ones(village)
        changed = client.get(url, headers={"If-None-Match": tag})

        assert same.status_code == 304
        assert not [q for q in queries if "metric" in q["sql"]]
        assert changed.status_code == 200
        assert "<html" not in changed.content.decode()

    def test_an_unknown_figure_is_not_there(self, client, chief):
        client.force_login(chief)

        assert client.get(reverse("station:metric", args=["x.y"])).status_code == 404

    @pytest.mark.parametrize("key", FIRST_OF_GROUPS)
    def test_a_figure_of_every_group_has_its_page(self, client, chief, key):
        client.force_login(chief)

        assert client.get(reverse("station:metric", args=[key])).status_code == 200
