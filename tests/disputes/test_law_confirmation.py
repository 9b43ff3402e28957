"""The articles on the judicial confirmation of agreements, one class an article."""

from datetime import date, timedelta

import pytest

from disputes.actions import confirmation_clock as clock
from disputes.actions import confirmations
from disputes.actions.confirmations import Application
from disputes.workflow.agreements import Obstacle
from station.models import Reminder
from tests.disputes.agreement_cases import (
    dispute_of,
    duty,
    effective,
    moment,
    refused,
)
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)
NEW_LAW = date(2026, 1, 5)  # the Public Security Act of 2025 is in force since the 1st


@pytest.fixture
def dispute(household, wang):
    return dispute_of(household, wang)


@pytest.fixture
def police(household, wang):
    return dispute_of(household, wang, at=moment(NEW_LAW), track="public_security")


class TestPeoplesMediation33:
    """Jointly within thirty days from the effect; warned on day 20 and 27."""

    def apply(self, agreement, by, on, **said):
        facts = {"court": "临泽县人民法院", "applied_on": on, "both_apply": True}
        return confirmations.apply(
            agreement=agreement,
            application=Application(**{**facts, **said}),
            by=by,
            at=moment(on),
        )

    @pytest.mark.parametrize(
        ("effect", "last"),
        [
            (date(2026, 3, 3), date(2026, 4, 2)),
            (date(2026, 1, 20), date(2026, 2, 24)),  # 19 February is Spring Festival
            (date(2026, 1, 29), date(2026, 2, 28)),  # a Saturday made up for
            (date(2025, 12, 2), date(2026, 1, 4)),  # New Year; Sunday the 4th works
        ],
    )
    def test_ends_after_thirty_days_on_a_working_day(
        self, household, wang, effect, last
    ):
        at = moment(effect)
        dispute = dispute_of(household, wang, at=at)
        due = effect + timedelta(days=60)
        agreement = effective(dispute, wang, at=at, duties=[duty(dispute, due)])

        assert clock.last_day(agreement) == last
        code = refused(
            self.apply, agreement=agreement, by=wang, on=last + timedelta(days=1)
        )
        assert code == "too_late"
        assert self.apply(agreement, wang, last).status == "applied"

    def test_warns_on_day_20_and_27(self, dispute, wang):
        effective(dispute, wang, duties=[duty(dispute, LATER)])

        rows = Reminder.objects.filter(kind__startswith="confirm.").pending()
        days = {
            row.kind: (row.due_at.date() - TODAY).days for row in rows.order_by("pk")
        }
        assert days == {"confirm.warn_first": 20, "confirm.warn_last": 27}

    def test_an_application_silences_the_warnings(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])

        self.apply(agreement, wang, TODAY)

        rows = Reminder.objects.filter(kind__startswith="confirm.").pending()
        assert not rows.exists()

    def test_both_apply(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        said = {"agreement": agreement, "by": wang, "on": TODAY, "both_apply": False}

        assert refused(self.apply, **said) == "not_joint"

    def test_only_a_written_agreement_of_a_committee(self, police, wang):
        at = moment(NEW_LAW)
        agreement = effective(
            police,
            wang,
            at=at,
            form="public_security",
            duties=[duty(police, NEW_LAW + timedelta(days=9))],
        )

        code = refused(self.apply, agreement=agreement, by=wang, on=NEW_LAW)
        assert code == "form"

    def test_accepted_and_confirmed_it_stands(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        asked = self.apply(agreement, wang, TODAY)
        step = {"by": wang, "at": NOW}

        accepted = confirmations.answer(
            confirmation=asked,
            is_accepted=True,
            answered_on=TODAY,
            case_number="（2026）甘0723民特1号",
            version=asked.version,
            **step,
        )
        confirmed = confirmations.rule(
            confirmation=accepted,
            is_confirmed=True,
            ruled_on=TODAY,
            version=accepted.version,
            **step,
        )

        assert confirmed.status == "confirmed"
        said = {"agreement": agreement, "by": wang, "on": TODAY}
        assert refused(self.apply, **said) == confirmations.TWIN


class TestCivilProcedureInterpretation355And358:
    """What a court does not take, or rejects."""

    @pytest.mark.parametrize("obstacle", Obstacle.values)
    def test_is_found_before_the_parties_go_there(self, dispute, wang, obstacle):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        application = Application("临泽县人民法院", TODAY, True, (obstacle,))

        code = refused(
            confirmations.apply,
            agreement=agreement,
            application=application,
            by=wang,
            at=NOW,
        )

        assert code == "obstacle"


class TestConfirmationRules4And5:
    """The court's own time: three days, then fifteen and at most ten more."""

    def test_is_shown_as_it_stands(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        asked = TestPeoplesMediation33().apply(agreement, wang, TODAY)

        accepting = clock.court_time(asked)
        accepted = confirmations.answer(
            confirmation=asked,
            is_accepted=True,
            answered_on=TODAY,
            case_number="1",
            version=asked.version,
            by=wang,
            at=NOW,
        )
        ruling = clock.court_time(accepted)

        assert (accepting.due_on - TODAY).days == 3
        assert (ruling.due_on - TODAY).days >= 15
        assert ruling.latest_on > ruling.due_on
