"""Hazards: the clock of the transfer, who hears when it is late, what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from households.actions import hazard_steps as steps
from households.actions import hazards as actions
from households.models import Hazard
from households.notices.hazards import owed
from households.papers import notices as notice_paper
from households.workflow.inspections import HazardStatus
from station import legal
from station.actions import legal as legal_actions
from station.actions import reminders
from station.errors import RuleError
from station.models import Area, Delivery, LegalRule, Reminder
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    HazardFactory,
    OfficeFactory,
    UnitFactory,
    person,
)


@pytest.fixture
def unit(village):
    return UnitFactory(address__community=village)


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, village.parent.parent)


def found(unit, wang, *, at=NOW, **values) -> Hazard:
    facts = {
        "what": "灭火器过期",
        "severity": "serious",
        "deadline_on": (at + timedelta(days=7)).date(),
        **values,
    }
    return actions.report(facts=actions.Facts(**facts), unit=unit, by=wang, at=at)


def told(user) -> list[str]:
    rows = Delivery.objects.for_bell(user).unread().order_by("pk")
    return list(rows.values_list("reminder__kind", flat=True))


class TestClock:
    def test_the_transfer_runs_from_the_failed_look_in_working_days(self, unit, wang):
        hazard = found(unit, wang)

        hazard = steps.reinspect(hazard=hazard, is_gone=False, by=wang, at=NOW)

        # Friday 20 November 2026 and five working days
        assert hazard.transfer_due_on == date(2026, 11, 27)
        assert hazard.next_due_on == hazard.transfer_due_on

    def test_the_national_holiday_does_not_count(self, unit, wang):
        at = datetime(2026, 9, 29, 2, tzinfo=UTC)

        hazard = found(unit, wang, at=at, to_transfer=True)

        # 30 September, then 8, 9, 10 (a make-up Saturday) and 12 October
        assert hazard.transfer_due_on == date(2026, 10, 12)

    def test_a_case_keeps_the_figure_of_its_day(self, unit, wang, chief):
        legal.ensure()
        rule = LegalRule.objects.get(code="hazard.transfer")
        legal_actions.amend(
            rule=rule, value=3, from_on=TODAY, article="新办法", by=chief, at=NOW
        )

        before = legal.limit("hazard.transfer", TODAY - timedelta(days=1))
        after = legal.limit("hazard.transfer", TODAY)

        assert (before.rule.value, after.rule.value) == (5, 3)
        assert "新办法" in after.explained

    def test_what_is_late_climbs_to_the_chief(self, unit, wang, chief):
        hazard = found(unit, wang, to_transfer=True)
        late = Reminder.objects.get(kind="hazard.transfer_late").due_at

        while reminders.fire(at=late):
            pass

        assert "hazard.transfer_late" in told(chief)
        assert "hazard.transfer" in told(wang)
        assert hazard.is_to_transfer

    def test_nothing_is_said_of_what_is_closed(self, unit, wang, chief):
        hazard = found(unit, wang)
        steps.reinspect(hazard=hazard, is_gone=True, by=wang, at=NOW)

        assert not Reminder.objects.pending().exists()

    def test_stands_on_my_day_in_one_query(
        self, unit, wang, django_assert_max_num_queries
    ):
        for _number in range(4):
            found(unit, wang, to_transfer=True)

        with django_assert_max_num_queries(6):
            assert len(list(owed(wang, NOW))) == 4


class TestRefusals:
    def test_another_stations_office_takes_nothing(self, unit, wang):
        with pytest.raises(RuleError) as refused:
            steps.transfer(
                hazard=found(unit, wang), office=OfficeFactory(), by=wang, at=NOW
            )
        assert refused.value.code == "office"

    def test_one_notice_is_for_one_place(self, unit, village, wang):
        other = UnitFactory(address__community=village)

        with pytest.raises(RuleError) as refused:
            steps.notify(
                hazards=[found(unit, wang), found(other, wang)],
                received_by="x",
                by=wang,
                at=NOW,
            )
        assert refused.value.code == "places"

    def test_a_notice_needs_who_received_it(self, unit, wang):
        with pytest.raises(RuleError) as refused:
            steps.notify(hazards=[found(unit, wang)], by=wang, at=NOW)
        assert refused.value.code == "no_receiver"

    @pytest.mark.parametrize("days", [-1, 400])
    def test_a_deadline_is_within_the_year(self, unit, wang, days):
        with pytest.raises(RuleError) as refused:
            found(unit, wang, deadline_on=TODAY + timedelta(days=days))
        assert refused.value.code == "deadline"

    def test_needs_one_place(self, wang):
        facts = actions.Facts("x", "minor", TODAY)

        with pytest.raises(RuleError) as refused:
            actions.report(facts=facts, by=wang, at=NOW)
        assert refused.value.code == "no_place"

    def test_a_closed_file_moves_no_more(self, unit, wang):
        hazard = steps.reinspect(
            hazard=found(unit, wang), is_gone=True, by=wang, at=NOW
        )

        assert hazard.status == HazardStatus.CLOSED
        with pytest.raises(RuleError):
            steps.report_done(hazard=hazard, by=wang, at=NOW)

    def test_the_database_refuses_two_places(self, unit):
        with pytest.raises(IntegrityError, match="one_place"):
            HazardFactory(unit=unit, place="村口")


class TestPaper:
    def test_names_every_hazard_of_the_notice(self, unit, wang):
        rows = [found(unit, wang), found(unit, wang, what="通道堵塞")]

        notice = steps.notify(hazards=rows, is_refused=True, by=wang, at=NOW)

        assert notice.hazards.count() == 2
        assert notice_paper.render(notice).startswith(b"%PDF")


def test_the_office_of_the_station_takes_it(unit, village, wang):
    station = Area.objects.above(village).get(kind="station")
    hazard = steps.transfer(
        hazard=found(unit, wang),
        office=OfficeFactory(station=station),
        by=wang,
        at=NOW,
    )

    assert hazard.status == HazardStatus.TRANSFERRED
    assert hazard.next_due_on is None
