"""Limits of the law: by day, by place, counted as art. 35 says."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from station import legal
from station.actions import legal as actions
from station.errors import RuleError
from station.models import LegalRule, LegalUnit
from station.roles import Role
from tests.factories import NOW, CommunityFactory, officer, person

pytestmark = pytest.mark.django_db
OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)


@pytest.fixture
def village():
    return CommunityFactory()


@pytest.fixture
def supervisor(village):
    return person(Role.COUNTY_SUPERVISOR, village.parent.parent.parent)


def local(area, by, **said) -> LegalRule:
    facts = {
        "code": "people.month",
        "value": 2,
        "unit": "month",
        "from_on": NEW,
        "article": "某市人民调解条例",
    }
    return actions.add_local(area=area, by=by, at=NOW, **{**facts, **said})


class TestDatedRules:
    @pytest.mark.parametrize(
        ("on", "year", "alone", "times"), [(OLD, 2012, 2, 1), (NEW, 2025, 1, 2)]
    )
    def test_each_day_has_its_law(self, on, year, alone, times):
        found = legal.book(["ps.law", "ps.officers_in_room", "case.extensions"], on=on)

        assert found.figure("ps.law") == year
        assert found.figure("ps.officers_in_room") == alone
        assert found.figure("case.extensions") == times

    def test_what_came_before_every_rule_is_judged_by_the_oldest(self):
        assert legal.figure("ps.law", on=date(1990, 1, 1)) == 2012

    def test_the_law_of_the_event_counts_not_that_of_the_start(self):
        found = legal.limit("case.limit", NEW, on=OLD)

        assert "第一百六十五条" in found.rule.article

    def test_is_read_with_the_calendar_in_two_queries(
        self, village, django_assert_num_queries
    ):
        legal.ensure()

        with django_assert_num_queries(2):
            book = legal.book(["ps.start", "ps.second"], on=NEW, area=village)
            book.limit("ps.start", NEW)
            book.limit("ps.second", NEW)


class TestArticle35:
    @pytest.mark.parametrize(
        ("start", "due_on"),
        [
            (date(2025, 12, 2), date(2026, 1, 4)),  # 1–3 January, Sunday worked
            (date(2026, 9, 5), date(2026, 10, 8)),  # 5 October in National Day
            (date(2026, 9, 10), date(2026, 10, 10)),  # Saturday worked
        ],
    )
    def test_art_35_a_limit_of_the_law_ends_after_the_holiday(self, start, due_on):
        assert legal.limit("case.limit", start).due_on == due_on

    def test_what_the_office_set_is_not_moved(self):
        assert legal.limit("dispute.close", date(2026, 7, 3)).due_on == date(
            2026, 10, 3
        )

    def test_says_how_it_came_about(self):
        assert "2026" in legal.limit("case.limit", date(2026, 9, 5)).explained


class TestLocalRules:
    def test_go_before_the_law_there_and_below(self, village, supervisor):
        local(village.parent, supervisor)

        assert legal.figure("people.month", on=NEW, area=village) == 2
        assert legal.figure("people.month", on=OLD, area=village) == 1
        assert legal.figure("people.month", on=NEW, area=CommunityFactory()) == 1
        assert legal.figure("people.month", on=NEW) == 1

    def test_are_there_once(self, village, supervisor):
        local(village.parent, supervisor)

        with pytest.raises(RuleError) as refusal:
            local(village.parent, supervisor)

        assert refusal.value.code == "twice"

    def test_stay_local_when_they_change(self, village, supervisor):
        rule = local(village.parent, supervisor)

        after = actions.amend(
            rule=rule,
            value=3,
            unit="month",
            from_on=date(2026, 7, 1),
            article="修订",
            by=supervisor,
            at=NOW,
        )

        assert after.area == village.parent

    def test_are_added_on_their_page_by_the_county(self, client, village, supervisor):
        client.force_login(supervisor)
        url = reverse("station:rule_local")
        assert client.get(url).status_code == 200

        answer = client.post(
            url,
            {
                "area": village.parent.parent_id,
                "code": "people.extensions",
                "value": 1,
                "unit": "times",
                "from_on": "2026-01-01",
                "article": "宁波市人民调解条例第二十七条",
                "mark": "P",
            },
        )

        assert answer.status_code == 302, answer.context["form"].errors
        assert legal.figure("people.extensions", on=NEW, area=village) == 1
        page = client.get(reverse("station:rule_list")).content.decode()
        assert village.parent.parent.name in page

    def test_an_officer_has_no_such_page(self, client, village):
        client.force_login(officer(village))

        assert client.get(reverse("station:rule_local")).status_code == 404


class TestAmount:
    """One or several, in words of the language."""

    @pytest.mark.parametrize(
        ("value", "unit", "said"),
        [
            (1, "month", "1 month"),
            (3, "month", "3 months"),
            (1, "calendar_day", "1 day"),
            (30, "calendar_day", "30 days"),
            (1, "working_day", "1 working day"),
            (2, "times", "2 times"),
            (1, "person", "1 person"),
            (18, "year", "18 years of age"),
            (2025, "edition", "edition of 2025"),
        ],
    )
    def test_in_english(self, value, unit, said):
        with translation.override("en"):
            assert LegalRule(value=value, unit=unit).amount == said

    def test_every_unit_has_its_words(self):
        assert all(LegalRule(value=2, unit=unit).amount for unit in LegalUnit)

    def test_a_clock_of_one_month_says_so(self):
        with translation.override("en"):
            told = legal.limit("people.month", date(2026, 3, 2), on=NEW).text

        assert told == "1 month after 2 Mar 2026"
