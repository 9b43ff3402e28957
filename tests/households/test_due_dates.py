from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.actions import due_dates, rules, visits
from households.models import Household, HouseholdStanding, Visit, VisitRule
from station.errors import RuleError, StaleVersion
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    HouseholdFactory,
    HousingFactory,
    ResidentFactory,
    VisitRuleFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(village):
    found = HouseholdFactory(community=village)
    Household.objects.update(created_at=NOW - timedelta(days=400))
    return found


def seen(household, days: int) -> None:
    HouseholdStanding.objects.filter(household=household).update(
        last_visited_at=NOW - timedelta(days=days)
    )


def due_on(household) -> date | None:
    due_dates.recompute_all(on=TODAY)
    return HouseholdStanding.objects.get(household=household).next_due_on


class TestRecompute:
    def test_counts_from_the_last_visit(self, household, village):
        VisitRuleFactory(area=village, every_days=90)
        seen(household, 30)

        assert due_on(household) == TODAY + timedelta(days=60)

    def test_counts_from_the_first_day_of_the_rule_when_nobody_came(
        self, household, village
    ):
        rule = VisitRuleFactory(area=village, every_days=90)

        assert due_on(household) == rule.from_on + timedelta(days=90)

    def test_the_strictest_rule_wins_and_is_kept(self, household, village):
        VisitRuleFactory(area=village, every_days=180)
        strict = VisitRuleFactory(
            area=village.parent.parent, kind="care_elderly_alone", every_days=30
        )
        ResidentFactory(household=household, care_kinds=["elderly_alone"])
        seen(household, 10)

        assert due_on(household) == TODAY + timedelta(days=20)
        assert household.standing.__class__.objects.get().due_rule == strict

    def test_knows_rented_housing_and_migrants(self, household, village):
        VisitRuleFactory(area=village, kind="tenure_rented", every_days=60)
        VisitRuleFactory(area=village, kind="residence_migrant", every_days=40)
        HousingFactory(address=household.address, tenure="rented")
        seen(household, 0)
        assert due_on(household) == TODAY + timedelta(days=60)

        ResidentFactory(household=household, residence_kind="migrant")

        assert due_on(household) == TODAY + timedelta(days=40)

    def test_knows_who_moved_in_lately(self, household, village):
        VisitRuleFactory(area=village, kind="new", every_days=7)
        assert due_on(household) is None

        Household.objects.update(created_at=NOW - timedelta(days=5))

        assert due_on(household) == TODAY + timedelta(days=2)

    def test_what_was_agreed_counts_when_it_is_earlier(self, household, village):
        VisitRuleFactory(area=village, every_days=90)
        seen(household, 0)
        HouseholdStanding.objects.update(agreed_on=TODAY + timedelta(days=5))

        assert due_on(household) == TODAY + timedelta(days=5)
        assert HouseholdStanding.objects.get().due_rule is None

    def test_a_rule_elsewhere_or_of_another_time_does_not_hold(
        self, household, village
    ):
        VisitRuleFactory(area=CommunityFactory())
        VisitRuleFactory(area=village, from_on=TODAY + timedelta(days=1))
        VisitRuleFactory(
            area=village,
            from_on=date(2024, 1, 1),
            until_on=TODAY - timedelta(days=1),
        )

        assert due_on(household) is None

    @pytest.mark.parametrize(
        ("season", "days"),
        [
            (("11-15", "03-15"), 5),
            (("06-01", "09-01"), None),
            (("01-01", "12-31"), -20),
        ],
    )
    def test_a_season_counts_from_its_first_day(self, household, village, season, days):
        VisitRuleFactory(
            area=village,
            every_days=10,
            season_from=season[0],
            season_until=season[1],
        )
        seen(household, 30)

        expected = {5: date(2026, 11, 25), -20: TODAY - timedelta(days=20), None: None}
        assert due_on(household) == expected[days]

    def test_households_that_moved_away_are_left_alone(self, household, village):
        VisitRuleFactory(area=village)
        Household.objects.update(left_on=TODAY)

        assert due_on(household) is None

    def test_fills_in_households_without_a_standing(self, household, village):
        VisitRuleFactory(area=village)
        HouseholdStanding.objects.all().delete()

        due_dates.recompute_all(on=TODAY)

        assert HouseholdStanding.objects.get().next_due_on is not None

    def test_writes_nothing_when_nothing_changed(self, household, village):
        VisitRuleFactory(area=village)
        assert due_dates.recompute_all(on=TODAY) == 1

        assert due_dates.recompute_all(on=TODAY) == 0

    def test_ten_thousand_households_take_a_handful_of_queries(self, village):
        first = HouseholdFactory(community=village)
        many = [
            Household(
                address=first.address,
                area=village,
                station=first.station,
                number=f"9{n:06d}",
            )
            for n in range(10_000)
        ]
        Household.objects.bulk_create(many)
        HouseholdStanding.objects.bulk_create(
            HouseholdStanding(household=found) for found in many
        )
        VisitRuleFactory(area=village)
        with connection.cursor() as cursor:  # what autovacuum would have counted
            cursor.execute("ANALYZE households_household, households_householdstanding")

        with CaptureQueriesContext(connection) as caught:
            assert due_dates.recompute_all(on=TODAY) == 10_001
        assert len(caught) <= 5

    def test_a_visit_moves_the_day_at_once(self, household, village, wang):
        VisitRuleFactory(area=village, every_days=90)
        report = visits.Report(
            purpose="routine", outcome="met", visited_at=NOW, others_met="本人"
        )

        visits.record(household=household, report=report, by=wang, at=NOW)

        standing = HouseholdStanding.objects.get()
        assert standing.next_due_on == TODAY + timedelta(days=90)
        assert Visit.objects.count() == 1


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


TERMS = rules.Terms(kind="ordinary", every_days=180, from_on=date(2026, 1, 1))


class TestRules:
    def test_are_made_by_the_chief(self, chief, village):
        rule = rules.create(area=village, terms=TERMS, by=chief, at=NOW)

        assert VisitRule.objects.get() == rule

    def test_are_not_made_for_others_areas(self, chief):
        with pytest.raises(RuleError) as refusal:
            rules.create(area=CommunityFactory(), terms=TERMS, by=chief, at=NOW)
        assert refusal.value.code == "not_your_area"

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"every_days": 0}, "bad_days"),
            ({"until_on": date(2025, 1, 1)}, "ends_too_early"),
            ({"season_from": "11-01"}, "half_a_season"),
        ],
    )
    def test_must_make_sense(self, chief, village, more, code):
        terms = rules.Terms(
            **{"kind": "ordinary", "every_days": 9, "from_on": date(2026, 1, 1)} | more
        )
        with pytest.raises(RuleError) as refusal:
            rules.create(area=village, terms=terms, by=chief, at=NOW)
        assert refusal.value.code == code

    def test_a_stale_change_is_told(self, chief, village):
        rule = VisitRuleFactory(area=village)
        facts = {"rule": rule, "version": 1, "by": chief, "at": NOW}
        rules.edit(terms=TERMS, **facts)

        with pytest.raises(StaleVersion):
            rules.edit(terms=TERMS, **facts)

    def test_end_on_a_day(self, chief, village):
        rule = VisitRuleFactory(area=village)

        rules.end(rule=rule, on=TODAY, by=chief, at=NOW)

        rule.refresh_from_db()
        assert rule.until_on == TODAY
