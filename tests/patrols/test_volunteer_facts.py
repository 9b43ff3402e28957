"""What volunteers are taught, insured by, lent, wish and keep themselves."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from patrols.actions import own
from patrols.actions import volunteer_facts as facts
from patrols.models import Wish
from station.errors import RuleError
from station.models import Event, Reminder
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def volunteer():
    return make.VolunteerFactory()


@pytest.fixture
def step(volunteer):
    return {"volunteer": volunteer, "by": volunteer.vetted_by, "at": NOW}


def due(kind):
    return Reminder.objects.pending().filter(kind=kind)


class TestTraining:
    def test_is_noted_and_warned_of_two_weeks_before_it_ends(self, step):
        ends = TODAY + timedelta(days=100)

        facts.train(
            topic="first_aid",
            held_on=TODAY,
            hours=Decimal(8),
            expires_on=ends,
            **step,
        )

        warned = due("volunteer.training_ends").get().due_at
        assert warned.date() == ends - timedelta(days=14)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"topic": "magic"}, "unknown_choice"),
            ({"held_on": TODAY + timedelta(days=1)}, "in_future"),
            ({"hours": Decimal(0)}, "hours"),
            ({"expires_on": TODAY}, "order"),
            ({"held_on": date(1926, 1, 1)}, "year"),
            ({"expires_on": date(9999, 12, 31)}, "year_of_end"),
        ],
    )
    def test_refuses_what_cannot_be(self, step, changes, code):
        asked = {"topic": "law", "held_on": TODAY, "hours": Decimal(2), **changes}

        with pytest.raises(RuleError) as refusal:
            facts.train(**asked, **step)

        assert refusal.value.code == code


class TestInsurance:
    def test_a_new_one_silences_the_old_ones_warning(self, step):
        for days in (100, 465):
            facts.insure(
                insurer="人保财险",
                from_on=TODAY,
                until_on=TODAY + timedelta(days=days),
                **step,
            )

        warned = due("volunteer.insurance_ends").get().due_at
        assert warned.date() == TODAY + timedelta(days=465 - 14)

    def test_may_be_struck_as_a_mistake(self, step, volunteer):
        made = make.InsuranceFactory(volunteer=volunteer)

        facts.strike(fact=made, by=volunteer.vetted_by, at=NOW)

        assert not volunteer.insurances.exists()
        assert Event.objects.filter(kind="volunteer.struck").exists()

    def test_ends_after_it_begins(self, step):
        with pytest.raises(RuleError) as refusal:
            facts.insure(
                insurer="人保", from_on=TODAY, until_on=date(2020, 1, 1), **step
            )

        assert refusal.value.code == "order"


class TestEquipment:
    def test_is_in_one_hand_until_it_is_back(self, step, volunteer):
        other = make.VolunteerFactory()
        radio = facts.hand_out(item="radio", mark="R001", **step)

        with pytest.raises(RuleError) as refusal:
            facts.hand_out(
                volunteer=other, item="radio", mark="R001", by=step["by"], at=NOW
            )
        facts.take_back(equipment=radio, condition="完好", by=step["by"], at=NOW)

        assert refusal.value.code == facts.IN_ONE_HAND
        assert facts.hand_out(
            volunteer=other, item="radio", mark="R001", by=step["by"], at=NOW
        )

    def test_comes_back_once(self, step):
        radio = facts.hand_out(item="radio", **step)
        facts.take_back(equipment=radio, by=step["by"], at=NOW)

        with pytest.raises(RuleError) as refusal:
            facts.take_back(equipment=radio, by=step["by"], at=NOW)

        assert refusal.value.code == "already"

    def test_is_for_those_who_serve(self):
        applicant = make.ApplicantFactory()

        with pytest.raises(RuleError) as refusal:
            facts.hand_out(
                volunteer=applicant, item="vest", by=make.UserFactory(), at=NOW
            )

        assert refusal.value.code == "state"


class TestWishes:
    def test_are_put_down_and_taken_off(self, step, volunteer):
        made = facts.wish(weekday=5, from_time=time(18), until_time=time(21), **step)
        assert volunteer.wishes.get() == made

        facts.take_off_wish(wish=made, by=step["by"], at=NOW)

        assert not Wish.objects.exists()

    @pytest.mark.parametrize(
        ("weekday", "until", "code"),
        [(7, time(21), "unknown_choice"), (1, time(18), "order")],
    )
    def test_refuses_what_cannot_be(self, step, weekday, until, code):
        with pytest.raises(RuleError) as refusal:
            facts.wish(weekday=weekday, from_time=time(18), until_time=until, **step)

        assert refusal.value.code == code


class TestOwn:
    def test_keeps_phone_and_consents_and_says_when_they_changed(self, volunteer):
        kept = own.keep(
            volunteer=volunteer,
            own=own.Own(
                hours_a_week=6,
                may_be_tracked=True,
                may_be_published=False,
                phone="13900001111",
            ),
            version=volunteer.version,
            by=volunteer.vetted_by,
            at=NOW,
        )

        changes = Event.objects.get(kind="volunteer.kept").changes
        assert kept.phone_masked == "139****1111"
        assert changes == {
            "hours_a_week": [8, 6],
            "may_be_tracked": [False, True],
            "phone": None,
        }

    def test_leaves_the_phone_where_none_was_typed(self, volunteer):
        kept = own.keep(
            volunteer=volunteer,
            own=own.Own(hours_a_week=6, may_be_tracked=False, may_be_published=False),
            version=volunteer.version,
            by=volunteer.vetted_by,
            at=NOW,
        )

        assert kept.phone_masked == volunteer.phone_masked
