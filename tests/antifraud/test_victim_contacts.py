"""Asking a victim again: few times, by day, spaced out, and as they wish."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from antifraud.actions import victim_contacts as actions
from antifraud.models import VictimContact
from antifraud.notices import cases as notices
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery, Event
from tests.antifraud.case_facts import refusing
from tests.factories import NOW, FraudCaseFactory, VictimContactFactory, officer

pytestmark = pytest.mark.django_db
MORNING = NOW + timedelta(days=2)  # at ten


@pytest.fixture
def case(village, wang):
    return FraudCaseFactory(area=village, owner=wang, victim_name="林晓")


def plan(case, by, **said) -> VictimContact:
    asked = {"planned_at": MORNING, "means": "phone", "version": case.version, **said}
    return actions.plan(case=case, by=by, at=NOW, **asked)


def done(contact, by, result="reached", *, at=NOW) -> VictimContact:
    return actions.note_done(
        contact=contact, result=result, version=contact.version, by=by, at=at
    )


class TestPlan:
    def test_reminds_at_its_hour(self, case, wang):
        plan(case, wang)

        reminders.fire(at=MORNING + timedelta(minutes=1))

        told = Delivery.objects.get(channel="browser")
        words = notices.CONTACTS.words([told.reminder], wang)[told.reminder_id]
        assert told.recipient == wang
        assert "林晓" not in f"{words.title}{words.detail}{words.outside}"

    @pytest.mark.parametrize(
        "moment",
        [
            MORNING.replace(hour=13),  # 21:00
            MORNING.replace(hour=0),  # 08:00
            NOW - timedelta(hours=1),
            NOW + timedelta(days=400),
        ],
    )
    def test_is_by_day_and_ahead(self, case, wang, moment):
        with refusing("planned_at"):
            plan(case, wang, planned_at=moment)

    def test_leaves_two_weeks_between(self, case, wang):
        done(plan(case, wang), wang)

        with refusing("planned_at"):
            plan(case, wang, planned_at=NOW + timedelta(days=5))

        assert plan(case, wang, planned_at=NOW + timedelta(days=14))

    def test_ends_after_three_times(self, case, wang):
        for days in (0, 20, 40):
            VictimContactFactory(
                case=case,
                owner=wang,
                status="done",
                result="not_reached",
                done_at=NOW - timedelta(days=60 - days),
                done_by=wang,
            )

        with refusing("enough"):
            plan(case, wang)

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"status": "closed", "ended_at": NOW}, "ended"),
            ({"victim_name": ""}, "no_victim"),
            ({"no_contact_at": NOW}, "no_more"),
        ],
    )
    def test_needs_somebody_who_may_be_asked(self, case, wang, facts, code):
        for name, value in facts.items():
            setattr(case, name, value)
        if code == "ended":
            case.ended_by = wang
        case.save()

        with refusing(code):
            plan(case, wang)

    def test_lies_ahead_once(self, case, wang):
        plan(case, wang)

        with refusing("antifraud_victimcontact_one_ahead"):
            plan(case, wang)

    def test_is_by_who_serves_there(self, case, wang):
        from_elsewhere = officer(FraudCaseFactory().area)

        with refusing("not_serving"):
            plan(case, wang, owner=from_elsewhere)


class TestDone:
    def test_says_how_it_went_and_no_more(self, case, wang):
        contact = done(plan(case, wang), wang)

        event = Event.objects.get(kind="fraud_case.contacted")
        assert (contact.status, contact.done_by) == ("done", wang)
        assert event.changes == {"result": ["", "reached"]}

    def test_of_a_wish_to_be_left_alone_ends_all(self, case, wang):
        done(plan(case, wang), wang, "no_more")

        case.refresh_from_db()
        assert case.no_contact_at == NOW
        with pytest.raises(RuleError) as refused:
            plan(case, wang, planned_at=NOW + timedelta(days=30))
        assert refused.value.code == "no_more"

    def test_is_noted_once(self, case, wang):
        contact = done(plan(case, wang), wang)

        with refusing("state"):
            done(contact, wang)


class TestMove:
    def test_reminds_anew(self, case, wang):
        contact = plan(case, wang)

        actions.move(
            contact=contact,
            planned_at=MORNING + timedelta(days=3),
            means="visit",
            version=contact.version,
            by=wang,
            at=NOW,
        )

        reminders.fire(at=MORNING + timedelta(hours=1))
        assert not Delivery.objects.exists()

    def test_stays_by_day(self, case, wang):
        contact = plan(case, wang)

        with refusing("planned_at"):
            actions.move(
                contact=contact,
                planned_at=MORNING.replace(hour=14),
                means="visit",
                version=contact.version,
                by=wang,
                at=NOW,
            )


class TestWish:
    def test_calls_off_what_was_planned(self, case, wang):
        plan(case, wang)

        actions.wish(case=case, wants_none=True, version=case.version, by=wang, at=NOW)

        assert case.contacts.get().status == "cancelled"

    def test_may_be_taken_back(self, case, wang):
        case.no_contact_at = NOW
        case.save()

        row = actions.wish(
            case=case, wants_none=False, version=case.version, by=wang, at=NOW
        )

        assert row.no_contact_at is None

    def test_is_noted_once(self, case, wang):
        with refusing("state"):
            actions.wish(
                case=case, wants_none=False, version=case.version, by=wang, at=NOW
            )


class TestWorklist:
    def test_names_nobody(self, case, wang):
        plan(case, wang)

        items = list(notices.owed(wang, NOW))

        assert [item.due_at for item in items] == [MORNING]
        assert "林晓" not in f"{items[0].title}{items[0].detail}"

    def test_is_the_owners_alone(self, case, wang, village):
        plan(case, wang)

        assert not list(notices.owed(officer(village), NOW))


class TestConstraints:
    def test_a_contact_is_done_by_somebody(self):
        with (
            pytest.raises(IntegrityError, match="done_by_somebody"),
            transaction.atomic(),
        ):
            VictimContactFactory(status="done")

    def test_one_lies_ahead(self, case):
        VictimContactFactory(case=case)

        with pytest.raises(IntegrityError, match="one_ahead"), transaction.atomic():
            VictimContactFactory(case=case)


@pytest.mark.django_db(transaction=True)
def test_two_plan_at_once_and_one_has_it(village, wang):
    case = FraudCaseFactory(area=village, owner=wang, victim_name="林晓")

    def attempt(_n):
        try:
            plan(case, wang)
        except RuleError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(attempt, range(2)))

    assert found == [False, True]
    assert VictimContact.objects.count() == 1
    assert timezone.is_aware(VictimContact.objects.get().planned_at)
