"""The figures of a report: those of the dashboard at that moment, and so for ever."""

import json
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import translation

from households.workflow import FollowUpStatus
from station import policy_table
from station.dashboard.board import cards, groups, side_by_side
from station.dashboard.late import late
from station.metrics.declared import book
from station.metrics.hiding import Reader
from station.metrics.periods import Choice, Period
from station.metrics.reading import Asked, read, read_months
from station.models import Area, Report
from station.reports import frozen, wording
from station.reports.moment import one_moment
from station.reports.shown import shown
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, ReportFactory, person
from tests.factories.reports import OCTOBER

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON_TIME, LATE = "follow_ups.on_time", "follow_ups.late"
OCT = datetime(2026, 10, 12, 2, tzinfo=NOW.tzinfo)
SEPTEMBER = datetime(2026, 9, 12, 2, tzinfo=NOW.tzinfo)
LAST_YEAR = datetime(2025, 10, 12, 2, tzinfo=NOW.tzinfo)
MONTH = {"kind": "monthly", "starts_on": OCTOBER, "ends_on": OCTOBER + 30 * DAY}


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


def follow_up(area, due_at, **facts):
    home = make.HouseholdFactory(area=area, address__area=area)
    row = make.FollowUpFactory(household=home, due_at=due_at)
    type(row).objects.filter(pk=row.pk).update(**facts)
    return row


def done(area, due_at, *, is_late: bool = False):
    row = follow_up(area, due_at)
    type(row).objects.filter(pk=row.pk).update(
        status=FollowUpStatus.DONE,
        settled_at=due_at + (DAY if is_late else -DAY),
        settled_by=row.assigned_to,
    )
    return row


@pytest.fixture
def history(village, station):
    """Some work of October, of the month before and a year before; some is late."""
    other = make.CommunityFactory(parent=station)
    for _n in range(6):
        done(village, OCT)
    for _n in range(2):
        done(other, OCT, is_late=True)
    for _n in range(5):
        done(village, SEPTEMBER)
    done(village, LAST_YEAR)
    for n in range(7):
        follow_up(village if n else other, NOW - 3 * DAY)
    follow_up(village, NOW + 2 * DAY)


def month(area, **facts) -> Report:
    return ReportFactory(area=area, is_whole=True, **MONTH, **facts)


def numbers(amount):
    return amount and (amount.part, amount.whole)


class TestAreThoseOfTheDashboard:
    def test_each_with_its_months_parts_and_places(self, history, chief, station):
        asked = Asked(
            chief, NOW, Period(OCTOBER, OCTOBER + 30 * DAY, Choice.LAST_MONTH)
        )

        now = late(asked, station)  # before there is a report to sign

        found = shown(month(station), chief)

        board = [
            card
            for group in groups(asked, station)
            for card in cards(asked, station, group.key)
        ]
        told = [figure for group in found.groups for figure in group.figures]
        assert [f.metric.key for f in told] == [card.key for card in board]
        for figure, card in zip(told, board, strict=True):
            assert numbers(figure.amount) == numbers(card.figure.amount), card.key
            assert numbers(figure.before) == numbers(card.figure.before), card.key
            assert (figure.change, figure.tone) == (
                card.figure.change,
                card.figure.tone,
            )
        assert found.figures[ON_TIME].amount.percent == 75
        assert [numbers(f.amount) for f in found.late] == [
            numbers(f.amount) for f in now.kinds
        ]
        assert found.late_total == now.total >= 7
        assert len(found.soon) == len(now.soon) > 0
        beside = side_by_side(asked, station, "places")
        assert [
            [numbers(f.amount) for f in line] for _place, line in found.places.lines
        ] == [[numbers(f.amount) for f in line] for _place, line in beside.lines]

    def test_with_the_months_until_its_own(self, history, chief, station):
        asked = Asked(chief, NOW, Period(OCTOBER, OCTOBER + 30 * DAY))

        months = shown(month(station), chief).figures[ON_TIME].months

        metric = book.metrics[ON_TIME]
        live = read_months(asked, [metric], station)[ON_TIME]
        assert len(months) == 13
        assert months[-1].month.from_on == OCTOBER
        assert [numbers(f.amount) for f in months[1:]] == [
            numbers(f.amount) for f in live[:-1]
        ]

    def test_and_of_the_statistics(self, history, client, chief, station):
        client.force_login(chief)
        told = client.get("/api/v1/statistics/figures/", {"period": "last_month"})

        found = shown(month(station), chief).figures

        rows = {row["key"]: row["figure"] for row in told.json()["results"]}
        for key, figure in found.items():
            row = rows[key]
            assert numbers(figure.amount) == (row["part"], row["whole"]), key
        assert set(rows) == set(book.metrics)

    def test_held_against_the_month_and_the_year_before(self, history, chief, station):
        figure = shown(month(station), chief).figures[ON_TIME]

        assert numbers(figure.before) == (5, 5)
        assert numbers(figure.year) == (1, 1)
        assert (figure.change, figure.year_change) == (-25, -25)


class TestStayAsTheyWere:
    def test_whatever_is_done_later(self, history, chief, station, village):
        report = month(station)
        before = shown(report, chief)

        done(village, OCT)
        follow_up(village, NOW - 5 * DAY)

        again = shown(Report.objects.get(pk=report.pk), chief)
        assert again.late_total == before.late_total
        assert again.figures[ON_TIME].amount == before.figures[ON_TIME].amount

    def test_when_a_metric_a_place_and_a_right_are_gone(
        self, history, chief, station, wang, monkeypatch
    ):
        report = month(station)
        label = shown(report, chief).figures[ON_TIME].metric.label
        Area.objects.filter(parent=station, kind="community").update(name="并掉的村")
        monkeypatch.setattr(book, "metrics", {})
        monkeypatch.setattr(book, "groups", {})
        table = {k: v for k, v in policy_table.TABLE.items() if k != "tip"}
        monkeypatch.setattr("station.policy.TABLE", table)

        found = shown(report, chief)

        assert found.figures[ON_TIME].metric.label == label
        assert "并掉的村" not in {place.name for place, _line in found.places.lines}
        keys = {row["metric"]["key"] for g in report.figures["groups"]
                for row in g["figures"] if row["metric"]["permission"] == "tip.figures"}  # fmt: skip
        assert keys
        kept = {f.metric.key for g in found.groups for f in g.figures}
        assert any(key in kept for key in keys)
        officer = shown(report, wang)
        assert not keys & {f.metric.key for g in officer.groups for f in g.figures}

    def test_in_both_languages(self, station, chief):
        report = month(station)
        with translation.override("en"):
            english = shown(report, chief)
        with translation.override("zh-hans"):
            chinese = shown(report, chief)

        assert english.figures[ON_TIME].metric.label == _in(
            "en", book.metrics[ON_TIME].label
        )
        assert chinese.figures[ON_TIME].metric.whole_label == _in(
            "zh-hans", book.metrics[ON_TIME].whole_label
        )
        assert english.figures[ON_TIME].metric.whole_label != (
            chinese.figures[ON_TIME].metric.whole_label
        )


def _in(language: str, text) -> str:
    with translation.override(language):
        return str(text)


class TestAreHidden:
    def test_outside_the_station_where_they_are_few(
        self, history, supervisor, chief, station
    ):
        report = month(station)

        inside, outside = shown(report, chief), shown(report, supervisor)

        assert not inside.has_hidden
        assert outside.has_hidden
        rate = outside.figures[ON_TIME]  # two of eight were late
        assert rate.is_hidden
        assert (rate.amount.part, rate.amount.whole) == (None, None)
        assert (rate.before.part, rate.year) == (None, None)
        assert outside.figures[LATE].amount.part == 7
        told = json.dumps(report.figures)
        assert '"now": [6, 8, null]' in told  # kept whole all the same

    def test_but_not_from_an_officer_of_one_of_its_villages(
        self, history, wang, station
    ):
        assert not shown(month(station), wang).has_hidden

    def test_as_the_live_figures_are(self, history, supervisor, station):
        asked = Asked(
            supervisor, NOW, Period(OCTOBER, OCTOBER + 30 * DAY, Choice.LAST_MONTH)
        )
        live = read(asked, book.in_order, station)

        found = shown(month(station), supervisor).figures

        hidden = {key for key, figure in found.items() if figure.is_hidden}
        assert hidden
        assert hidden == {k for k in found if live[k].is_hidden}
        for key, figure in found.items():
            assert numbers(figure.before) == numbers(live[key].before), key

    def test_in_the_places_so_that_none_is_reckoned_back(
        self, history, supervisor, station
    ):
        table = shown(month(station.parent), supervisor).late_places
        column = [m.key for m in table.metrics].index(LATE)

        assert [line[column].amount.part for _area, line in table.lines] == [7]
        table = shown(month(station), supervisor).late_places
        assert all(line[column].is_hidden for _area, line in table.lines if
                   line[column].amount.part != 0)  # fmt: skip

    def test_where_a_right_of_its_own_is_needed(self, chief, wang, station):
        report = month(station)

        def keys(reader):
            found = shown(report, reader)
            return {f.metric.key for g in found.groups for f in g.figures}

        kept = {m.key for m in book.in_order if m.permission == "tip.figures"}
        kept = {k for k in kept if not book.metrics[k].board & {"late", "soon"}}
        assert kept <= keys(chief)
        assert not kept & keys(wang)
        assert not kept & keys(Reader.ANYBODY)


class TestTheWordsSuggested:
    def test_are_there_for_each_part_where_nothing_happened(self, station):
        texts = wording.suggested(month(station))

        assert set(texts) == set(Report.Part.values)
        assert all(texts.values())

    def test_name_no_small_number(self, history, station, village, supervisor):
        """Two late, eight due: neither the two nor what leads to it is said."""
        report = month(station)

        texts = "".join(wording.suggested(report).values())

        label = _in("zh-hans", book.metrics[ON_TIME].label)
        assert label not in texts  # its rate would tell the two that were late
        late_label = _in("zh-hans", book.metrics[LATE].label)
        assert late_label in texts
        assert village.short_name not in texts

    def test_say_more_where_there_are_enough(self, station, village):
        for _n in range(10):
            done(village, OCT)
        for _n in range(6):
            done(village, OCT, is_late=True)
        for _n in range(9):
            done(village, SEPTEMBER)

        texts = wording.suggested(month(station))

        assert "62%" in texts["overview"]
        assert "16" in texts["overview"]  # out of how many
        assert "100%" in texts["stood_out"]  # the month before


class TestOneMoment:
    @pytest.mark.django_db(transaction=True)
    def test_is_the_same_in_every_reading(self):
        def areas():
            with moment.reading():
                return Area.objects.count()

        with one_moment() as moment:
            first = areas()
            thread = Thread(target=elsewhere)
            thread.start()
            thread.join()
            assert areas() == first
        assert Area.objects.count() == first + 1

    def test_in_a_transaction_is_that_ones_own(self):
        with one_moment() as moment, moment.reading():
            assert connection.in_atomic_block


def elsewhere():
    make.ProvinceFactory()
    connection.close()


def test_reading_asks_no_more_for_more_places(station, django_assert_max_num_queries):
    def count():
        reading = frozen.Reading.of(ReportFactory.build(area=station), at=NOW)
        groups = [frozen.group(reading, *row) for row in frozen.groups()]
        return len(groups)

    with django_assert_max_num_queries(400) as few:
        count()
    make.CommunityFactory.create_batch(5, parent=station)
    with django_assert_max_num_queries(len(few)):
        count()
