"""Figures of fraud cases: months, last year, and by what."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antifraud import figures
from antifraud.figures import PARTS, Asked
from antifraud.models import FraudCase
from station import working_days
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    FraudCaseFactory,
    ScamTypeFactory,
    person,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


def case(village, year: int, month: int, day: int = 5, **said) -> FraudCase:
    moment = working_days.at_clock(date(year, month, day), datetime.min.time())
    return FraudCaseFactory(
        area=village,
        happened_at=moment,
        reported_at=moment + timedelta(hours=1),
        **said,
    )


def trend(user, **said) -> figures.Trend:
    return figures.trend(Asked(user=user, on=ON, **said), parts=PARTS)


class TestMonths:
    def test_stand_beside_the_year_before(self, village, wang):
        case(village, 2026, 10)
        case(village, 2025, 10)
        case(village, 2025, 10, 31)

        october = trend(wang).months[-2]

        assert (october.first, october.is_whole) == (date(2026, 10, 1), True)
        assert (october.sums.cases, october.last_year.cases) == (1, 2)

    def test_end_with_the_running_one(self, village, wang):
        case(village, 2026, 11)

        months = trend(wang).months

        assert len(months) == 13
        assert (months[-1].sums.cases, months[-1].is_whole) == (1, False)

    def test_begin_at_midnight_of_the_office(self, village, wang):
        case(village, 2026, 10, 1)

        assert trend(wang).months[-2].sums.cases == 1

    def test_leave_out_what_was_struck_out(self, village, wang):
        case(village, 2026, 10, status="void", ended_at="2026-10-09T00:00Z",
             ended_by=wang)  # fmt: skip

        assert trend(wang).total.sums.cases == 0


class TestLines:
    def test_count_twelve_whole_months_against_the_twelve_before(self, village, wang):
        rebates = ScamTypeFactory()
        for month in (3, 10):
            case(village, 2026, month, scam_type=rebates)
        case(village, 2025, 10, scam_type=rebates)
        case(village, 2026, 11, scam_type=rebates)  # not over yet

        line = trend(wang).parts["scam_type"][0]

        assert (line.key, line.sums.cases, line.last_year.cases) == (rebates.pk, 2, 1)
        assert line.change == 100

    def test_name_groups_and_unknown_ages(self, village, wang):
        case(village, 2026, 10, group="elderly", age_band="")

        parts = trend(wang).parts

        assert parts["group"][0].key == "elderly"
        assert parts["age_band"][0].label

    def test_add_up_what_stayed_lost(self, village, wang):
        case(village, 2026, 10, outcome="partly", loss=900, stopped=200)
        case(village, 2026, 10, outcome="attempt", loss=0)

        total = trend(wang).total

        assert (total.sums.lost, total.sums.attempts) == (700, 1)


class TestScope:
    def test_of_a_village_is_for_its_auxiliary(self, village):
        helper = person(Role.AUXILIARY_OFFICER, village)
        case(village, 2026, 10)
        case(CommunityFactory(), 2026, 10)

        assert trend(helper).total.sums.cases == 1

    def test_narrows_to_place_type_and_group(self, village, wang):
        rebates = ScamTypeFactory()
        case(village, 2026, 10, scam_type=rebates)
        case(village, 2026, 10, group="elderly")

        assert trend(wang, scam_type=rebates).total.sums.cases == 1
        assert trend(wang, group="elderly").total.sums.cases == 1
        assert trend(wang, area=CommunityFactory()).total.sums.cases == 0


def test_asks_as_often_for_many_as_for_few(village, wang):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            trend(wang)
        return len(queries)

    case(village, 2026, 10)
    asked()  # what this person may is read once
    few = asked()
    for month in range(1, 10):
        case(village, 2026, month)

    assert asked() == few
