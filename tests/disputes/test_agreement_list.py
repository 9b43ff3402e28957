"""The list of agreements: narrowed, ordered, exported, and cheap."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disputes.actions import confirmation_clock
from station.registry import registry
from tests.factories import (
    NOW,
    AgreementFactory,
    CommunityFactory,
    ConfirmationFactory,
    officer,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
URL = reverse("disputes:agreement_list")


@pytest.fixture
def desk(client, wang, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(wang)
    return client


def made(household, **said):
    return AgreementFactory(dispute__household=household, **said)


def in_effect(household, days: int = 3, **said):
    """In effect since so many days."""
    day = TODAY - timedelta(days=days)
    return made(household, status="effective", reached_on=day, effective_on=day, **said)


def shown(desk, **asked) -> list:
    return [row.pk for row in desk.get(URL, asked).context["page"].rows]


class TestList:
    def test_stands_newest_first(self, desk, household):
        old = in_effect(household, days=9)
        new = in_effect(household, days=1)

        assert shown(desk) == [new.pk, old.pk]
        assert shown(desk, ordering="reached") == [old.pk, new.pk]

    def test_is_narrowed_by_state_and_form(self, desk, household):
        draft = made(household)
        oral = in_effect(household, form="oral")

        assert shown(desk, status="draft") == [draft.pk]
        assert shown(desk, form="oral") == [oral.pk]
        assert shown(desk, search=oral.dispute.number) == [oral.pk]

    def test_shows_what_may_still_go_to_court(self, desk, household):
        due = in_effect(household)
        in_effect(household, days=60)  # too late
        in_effect(household, form="oral")  # not written
        asked = in_effect(household)
        ConfirmationFactory(agreement=asked)

        assert shown(desk, confirmation="due") == [due.pk]
        assert shown(desk, confirmation="asked") == [asked.pk]
        assert shown(desk, confirmation="confirmed") == []

    def test_names_the_last_day_for_the_court(self, desk, household):
        due = in_effect(household)

        ((row, _tone, last_on),) = desk.get(URL).context["lines"]

        assert (row, last_on) == (due, confirmation_clock.last_day(due))

    @pytest.mark.parametrize("shift", range(-40, 1, 4))
    def test_the_first_day_that_is_still_in_time(self, household, shift):
        today = TODAY + timedelta(days=shift)
        since = confirmation_clock.days(today).open_since()
        days = [since - timedelta(days=1), since]

        last = [
            confirmation_clock.last_day(
                made(household, status="effective", effective_on=day)
            )
            for day in days
        ]

        assert last[0] < today <= last[1]

    def test_of_another_station_is_not_there(self, client, household):
        in_effect(household)
        client.force_login(officer(CommunityFactory()))

        assert shown(client) == []

    def test_goes_into_a_workbook(self, desk, household):
        in_effect(household)

        answer = desk.get(reverse("disputes:agreement_export"))

        assert answer.status_code in {200, 302}

    def test_many_cost_as_much_as_few(self, desk, household):
        in_effect(household)
        desk.get(URL)
        with CaptureQueriesContext(connection) as few:
            desk.get(URL)
        for days in range(1, 9):
            in_effect(household, days=days)
        with CaptureQueriesContext(connection) as many:
            desk.get(URL)

        assert len(many) == len(few)


class TestNavigation:
    def test_agreements_and_what_is_owed_stand_under_disputes(self):
        sections = {item.key: item.section for item in registry.nav}

        assert sections["agreements"] == sections["obligations"] == "disputes"
