"""Care plans: whom nobody forgets, and what a guardian decides."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from households import festivals
from households.actions import care_plans, care_rounds, guardian_consents, visits
from households.actions import residents as resident_actions
from households.models import CareContact, CarePlan, GuardianConsent
from households.notices import care as care_notices
from households.workflow.care import CareStatus
from station.actions import reminders
from station.actions.attachments import StoredFile
from station.errors import RuleError
from station.models import Delivery, Reminder
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

EVENING = datetime(2026, 11, 20, 10, 0, tzinfo=NOW.tzinfo)  # 18:00 in Shanghai
PAPER = StoredFile(
    file_name="a.jpg",
    thumbnail_name="b.jpg",
    content_type="image/jpeg",
    size=1,
    width=1,
    height=1,
    sha256=b"x" * 32,
)


@pytest.fixture
def person(village):
    household = make.HouseholdFactory(community=village)
    return make.ResidentFactory(household=household, care_kinds=["elderly_alone"])


@pytest.fixture
def child(village):
    household = make.HouseholdFactory(community=village)
    return make.ResidentFactory(household=household, birth_date=date(2018, 5, 1))


def facts(carer, **more):
    given = {"kinds": ["elderly_alone"], "carer": carer, "cycle_days": 15}
    return care_plans.Facts(**{**given, **more})


def plan_for(person, carer, **more):
    return care_plans.create(
        resident=person, facts=facts(carer, **more), by=carer, at=NOW
    )


def visit(person, by, *, at=NOW, outcome="met", purpose="care"):
    met = [person] if outcome == "met" else []
    report = visits.Report(
        purpose=purpose, outcome=outcome, visited_at=at, people_met=met
    )
    return visits.record(household=person.household, report=report, by=by, at=at)


def local(moment):
    return timezone.localtime(moment).strftime("%m-%d %H:%M")


class TestRound:
    def test_is_due_in_the_evening_after_its_days(self, person, wang):
        plan = plan_for(person, wang)

        assert local(plan.due_at) == "12-05 18:00"

    def test_a_care_visit_ticks_it_off(self, person, wang):
        plan = plan_for(person, wang)

        visit(person, wang, at=NOW + timedelta(days=3))

        plan.refresh_from_db()
        assert plan.last_contact_at == NOW + timedelta(days=3)
        assert local(plan.due_at) == "12-08 18:00"

    def test_nobody_home_does_not(self, person, wang):
        plan = plan_for(person, wang)

        visit(person, wang, outcome="nobody_home")

        plan.refresh_from_db()
        assert plan.last_contact_at is None

    def test_another_visit_counts_when_the_person_was_met(self, person, wang):
        plan = plan_for(person, wang)
        report = visits.Report(
            purpose="routine", outcome="met", visited_at=NOW, people_met=[person]
        )

        visits.record(household=person.household, report=report, by=wang, at=NOW)

        plan.refresh_from_db()
        assert plan.last_contact_at == NOW

    def test_a_corrected_visit_corrects_the_round(self, person, wang):
        plan = plan_for(person, wang)
        made = visit(person, wang)
        report = visits.Report(purpose="care", outcome="nobody_home", visited_at=NOW)

        visits.correct(
            visit=made, report=report, version=1, by=wang, at=NOW, reason="记错了"
        )

        plan.refresh_from_db()
        assert plan.last_contact_at is None

    def test_a_call_ticks_it_off_and_a_vain_one_does_not(self, person, wang):
        plan = plan_for(person, wang)
        later = NOW + timedelta(days=1)
        care_plans.contact(
            plan=plan, way="phone", found="not_reached", by=wang, at=later
        )
        plan.refresh_from_db()
        assert plan.last_contact_at is None

        care_plans.contact(plan=plan, way="phone", found="well", by=wang, at=later)

        plan.refresh_from_db()
        assert plan.last_contact_at == later

    def test_a_missed_round_is_told_the_same_day_to_carer_and_chief(
        self, person, wang, village
    ):
        chief = make.person(Role.STATION_CHIEF, village.parent.parent)
        plan = plan_for(person, wang)

        while reminders.fire(at=plan.due_at):
            pass

        told = {
            (row.reminder.kind, row.recipient_id)
            for row in Delivery.objects.select_related("reminder")
        }
        assert ("care.late", wang.pk) in told
        assert ("care.chief", chief.pk) in told
        assert CarePlan.objects.overdue(at=plan.due_at + timedelta(minutes=1)).exists()

    def test_a_visit_in_time_leaves_nothing_to_tell(self, person, wang):
        plan = plan_for(person, wang)
        due = plan.due_at

        visit(person, wang, at=due - timedelta(hours=2))
        while reminders.fire(at=due):
            pass

        assert not Delivery.objects.filter(reminder__kind="care.late").exists()


class TestLife:
    def test_one_live_plan_a_person(self, person, wang):
        plan_for(person, wang)

        with pytest.raises(RuleError):
            plan_for(person, wang)

    def test_the_database_refuses_a_second_one(self, person):
        make.CarePlanFactory(resident=person)

        with pytest.raises(IntegrityError, match="one_live"), transaction.atomic():
            make.CarePlanFactory(resident=person)

    @pytest.mark.parametrize(
        ("broken", "name"),
        [
            ({"status": "ended"}, "ended_iff_dated"),
            ({"cycle_days": 0}, "cycle_possible"),
            ({"kinds": []}, "has_kind"),
            ({"status": "asleep"}, "status_valid"),
        ],
    )
    def test_the_database_refuses_what_must_not_be(self, person, broken, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make.CarePlanFactory(resident=person, **broken)

    def test_paused_it_is_silent_until_taken_up_again(self, person, wang):
        plan = plan_for(person, wang)
        until = TODAY + timedelta(days=30)

        care_plans.pause(plan=plan, reason="住院", resume_on=until, by=wang, at=NOW)

        kinds = set(Reminder.objects.pending().values_list("kind", flat=True))
        assert kinds == {"care.resume"}
        later = NOW + timedelta(days=40)
        plan = care_plans.resume(plan=plan, by=wang, at=later)
        assert plan.is_active
        assert plan.due_at > later

    def test_ended_it_stays_ended(self, person, wang):
        plan = plan_for(person, wang)
        plan = care_plans.end(plan=plan, reason="搬去儿子家", by=wang, at=NOW)

        with pytest.raises(RuleError):
            care_plans.resume(plan=plan, by=wang, at=NOW)
        assert not Reminder.objects.pending().exists()

    def test_needs_a_reason_to_end(self, person, wang):
        with pytest.raises(RuleError):
            care_plans.end(plan=plan_for(person, wang), reason=" ", by=wang, at=NOW)

    def test_a_stranger_to_the_village_cannot_care(self, person, wang):
        with pytest.raises(RuleError) as refused:
            plan_for(person, make.officer())

        assert refused.value.code == "not_serving"

    def test_an_unknown_kind_is_refused(self, person, wang):
        with pytest.raises(RuleError):
            plan_for(person, wang, kinds=["nobody_knows"])

    def test_ends_when_the_person_moves_away(self, person, wang):
        plan = plan_for(person, wang)

        resident_actions.leave(
            resident=person, left_on=TODAY, version=1, by=wang, at=NOW
        )

        plan.refresh_from_db()
        assert plan.status == CareStatus.ENDED

    def test_moves_along_to_another_village(self, person, wang, village):
        plan = plan_for(person, wang)
        elsewhere = make.CommunityFactory(parent=village.parent)
        household = make.HouseholdFactory(community=elsewhere)

        resident_actions.move(
            resident=person,
            household=household,
            relation="other",
            moved_on=TODAY,
            version=1,
            by=wang,
            at=NOW,
        )

        plan.refresh_from_db()
        assert plan.area == elsewhere


class TestConsent:
    def test_without_it_no_plan_of_a_child(self, child, wang):
        with pytest.raises(RuleError) as refused:
            plan_for(child, wang)

        assert refused.value.code == "no_consent"

    def test_needs_the_paper(self, child, wang):
        with pytest.raises(RuleError) as refused:
            self.give(child, wang, files=())

        assert refused.value.code == "no_proof"

    def test_given_the_plan_can_be_made(self, child, wang):
        self.give(child, wang)

        assert plan_for(child, wang).is_active

    def test_is_not_asked_of_the_grown(self, person, wang):
        with pytest.raises(RuleError) as refused:
            self.give(person, wang)

        assert refused.value.code == "not_needed"

    def test_one_at_a_time(self, child, wang):
        self.give(child, wang)

        with pytest.raises(RuleError):
            self.give(child, wang)

    def test_withdrawn_it_ends_the_plan_and_erases_its_words(self, child, wang):
        consent = self.give(child, wang)
        plan = plan_for(child, wang, watch_for="放学后一个人在家")
        care_plans.add_helper(plan=plan, role="neighbour", name="李婶", by=wang, at=NOW)
        care_plans.contact(
            plan=plan, way="phone", found="concern", note="发烧", by=wang, at=NOW
        )

        guardian_consents.withdraw(consent=consent, by=wang, at=NOW)

        plan = CarePlan.objects.get(pk=plan.pk)
        assert plan.status == CareStatus.ENDED
        assert plan.watch_for == ""
        assert not plan.helpers.exists()
        assert CareContact.objects.get(plan=plan).note == ""

    def test_the_history_never_held_the_words(self):
        kept = apps.get_model("households", "CarePlanEvent")._meta.get_fields()

        names = {field.name for field in kept}
        assert "cycle_days" in names
        assert "watch_for" not in names

    def test_the_database_refuses_a_withdrawal_before_it(self, child):
        with pytest.raises(IntegrityError, match="withdrawn_after_given"):
            make.ConsentFactory(resident=child, withdrawn_on=date(2020, 1, 1))

    @staticmethod
    def give(child, by, files=(PAPER,)) -> GuardianConsent:
        return guardian_consents.give(
            resident=child,
            guardian_name="张奶奶",
            relation="grandparent",
            way="paper",
            files=files,
            by=by,
            at=NOW,
        )


class TestHoliday:
    @pytest.mark.parametrize(
        ("holiday", "day"),
        [
            ("spring", date(2027, 2, 6)),
            ("double_ninth", date(2026, 10, 18)),
            ("mid_autumn", date(2026, 9, 25)),
            ("dragon_boat", date(2026, 6, 19)),
            ("national", date(2026, 10, 1)),
            ("lantern", date(2027, 2, 20)),
        ],
    )
    def test_falls_on_its_day(self, holiday, day):
        assert festivals.day_of(holiday, day.year) == day

    def test_is_planned_once_however_often_asked(self, person, wang, village):
        plan = plan_for(person, wang, holidays=["spring"])

        made = [self.plan(village, wang) for _again in range(2)]

        assert made == [1, 0]
        assert plan.holiday_visits.get().on == date(2027, 2, 6)

    def test_a_visit_in_the_days_before_ticks_it_off(self, person, wang, village):
        plan = plan_for(person, wang, holidays=["spring"])
        self.plan(village, wang)
        before = datetime(2027, 2, 1, 2, 0, tzinfo=NOW.tzinfo)

        visit(person, wang, at=before)

        assert plan.holiday_visits.get().done_at == before

    def test_nobody_names_it(self, person, wang, village):
        plan_for(person, wang)

        with pytest.raises(RuleError) as refused:
            self.plan(village, wang)

        assert refused.value.code == "no_plans"

    @staticmethod
    def plan(village, by):
        return care_rounds.plan_holiday(
            area=village,
            holiday="spring",
            plans=CarePlan.objects.all(),
            by=by,
            at=NOW,
        )


class TestMyDay:
    def test_shows_what_the_carer_owes_in_one_query(
        self, person, wang, django_assert_num_queries
    ):
        plan_for(person, wang, cycle_days=3)
        make.CarePlanFactory.create_batch(
            3, carer=wang, area=person.area, resident__household=person.household
        )
        wang.rights  # noqa: B018 (computed once a request)
        list(care_notices.owed(wang, NOW))

        with django_assert_num_queries(1):
            found = list(care_notices.owed(wang, NOW + timedelta(days=1)))

        assert len(found) == 4


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_make_a_plan_and_one_wins(self):
        village = make.CommunityFactory()
        wang = make.officer(village)
        household = make.HouseholdFactory(community=village)
        person = make.ResidentFactory(household=household)
        answers = []

        def run():
            try:
                plan_for(person, wang)
                answers.append("made")
            except RuleError:
                answers.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(answers) == ["made", "refused"]
