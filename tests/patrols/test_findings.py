"""Findings: reported, told, passed on, handed over, settled, taken up again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from patrols.actions import finding_steps as steps
from patrols.actions import findings as actions
from patrols.actions.findings import Facts
from patrols.models import Finding
from patrols.notices import findings as notices
from station import closings, working_days
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, Reminder
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

HAZARD = Facts(kind="hazard", what="消防通道被摊位堵住", place="小吃街东口")


@pytest.fixture
def chief(village):
    return make.person(Role.STATION_CHIEF, village.parent.parent)


@pytest.fixture
def volunteer(village):
    """A member of the village's team, with an account."""
    team = make.TeamFactory(area=village)
    user = make.person(Role.VOLUNTEER, village)
    found = make.VolunteerFactory(area=village, user=user)
    make.MembershipFactory(team=team, volunteer=found)
    return found


@pytest.fixture
def report(volunteer, wang):
    """What the volunteer reports, now."""

    def made(facts=HAZARD, *, by=None, at=NOW, **more):
        facts = replace(facts, area=facts.area or volunteer.area, **more)
        return actions.report(facts=facts, by=by or volunteer.user, at=at)

    return made


def told(kind) -> set[int]:
    """Who has a notice of this kind in the bell."""
    rows = Delivery.objects.filter(reminder__kind=kind, channel="browser")
    return set(rows.values_list("recipient_id", flat=True))


class TestReport:
    def test_gives_a_hazard_to_the_officer_with_a_day(self, report, wang, volunteer):
        finding = report()

        assert finding.number.startswith("XF-")
        assert finding.status == "open"
        assert finding.owner == wang
        last = working_days.add_working_days(TODAY, 3)
        assert working_days.local_date(finding.due_at) == last
        assert finding.team == volunteer.memberships.get().team

    def test_tells_the_officer_at_once(self, report, wang):
        report()

        reminders.fire(at=NOW)

        assert told("finding.new") == {wang.pk}

    def test_of_an_officer_is_that_officers_own(self, report, wang):
        finding = report(by=wang)
        reminders.fire(at=NOW)

        assert finding.owner == wang
        assert told("finding.new") == set()

    @pytest.mark.parametrize("kind", ["talk", "school_guard", "help", "suspect"])
    def test_of_a_deed_is_settled_by_itself(self, report, volunteer, kind):
        finding = report(kind=kind, what="向商户讲防骗", people=12)

        assert finding.is_settled
        assert finding.closed_by == volunteer.user
        assert finding.owner is None

    def test_of_a_suspect_is_told_to_the_officer(self, report, wang):
        report(kind="suspect", what="扒窃嫌疑人移交民警")

        reminders.fire(at=NOW)

        assert told("finding.new") == {wang.pk}

    def test_knows_the_patrol_one_is_on(self, report, volunteer):
        patrol = make.PatrolFactory(volunteer=volunteer, area=volunteer.area)

        finding = report()

        assert finding.patrol == patrol
        assert finding.team == patrol.team
        event = Event.objects.get(kind="finding.reported")
        assert f"patrols.patrol:{patrol.pk}" in event.trail

    def test_takes_area_and_cell_from_the_point(self, report, village):
        point = make.PatrolPointFactory(area=village)

        finding = report(point=point)

        assert finding.area == village
        assert finding.cell
        assert finding.latitude is None

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"kind": "nonsense"}, "unknown_choice"),
            ({"what": "  "}, "no_what"),
            ({"kind": "talk"}, "no_people"),
            ({"found_at": NOW + timedelta(hours=1)}, "found_at"),
            ({"found_at": NOW - timedelta(days=8)}, "found_at"),
        ],
    )
    def test_refuses_what_cannot_be(self, report, wrong, code):
        with pytest.raises(RuleError) as error:
            report(**wrong)

        assert error.value.code == code
        assert not Finding.objects.exists()

    def test_forgives_a_phone_whose_clock_is_ahead(self, report):
        assert report(found_at=NOW + timedelta(minutes=3)).found_at == NOW

    def test_needs_to_know_the_village(self, wang):
        with pytest.raises(RuleError) as error:
            actions.report(facts=HAZARD, by=wang, at=NOW)

        assert error.value.code == "no_area"

    def test_of_a_volunteer_lies_in_their_own_village_if_they_say_none(
        self, volunteer, wang
    ):
        finding = actions.report(facts=HAZARD, by=volunteer.user, at=NOW)

        assert finding.area == volunteer.area

    def test_belongs_to_the_patrol_that_ran_when_it_was_found(self, report, volunteer):
        begun = NOW - timedelta(hours=3)
        patrol = make.PatrolFactory(
            volunteer=volunteer,
            area=volunteer.area,
            started_at=begun,
            ended_at=NOW - timedelta(hours=1),
            end="self",
        )

        told_late = report(found_at=NOW - timedelta(hours=2))
        after_it = report(found_at=NOW - timedelta(minutes=5))

        assert told_late.patrol == patrol
        assert after_it.patrol is None

    def test_says_whom_to_call_where_nobody_serves(self, volunteer):
        facts = replace(HAZARD, area=volunteer.area)

        with pytest.raises(RuleError) as error:
            actions.report(facts=facts, by=volunteer.user, at=NOW)

        assert error.value.code == "nobody"


class TestReminders:
    def test_the_owner_on_the_day_the_chief_too_the_day_after(
        self, report, wang, chief
    ):
        finding = report()

        reminders.fire(at=finding.due_at)
        assert told("finding.due") == {wang.pk}
        assert told("finding.late") == set()

        reminders.fire(at=finding.due_at + timedelta(days=4))
        assert told("finding.late") == {wang.pk, chief.pk}

    def test_nobody_once_it_is_settled(self, report, wang):
        finding = report()
        steps.settle(finding=finding, result="已清理", version=1, by=wang, at=NOW)

        reminders.fire(at=finding.due_at + timedelta(days=9))

        assert told("finding.due") == told("finding.late") == set()

    def test_are_planned_anew_with_the_day(self, report, wang):
        finding = report()
        later = TODAY + timedelta(days=20)
        steps.postpone(
            finding=finding, due_on=later, reason="等材料", version=1, by=wang, at=NOW
        )

        reminders.fire(at=NOW + timedelta(days=15))
        assert told("finding.due") == set()

        reminders.fire(at=NOW + timedelta(days=21))
        assert told("finding.due") == {wang.pk}
        assert Reminder.objects.filter(kind="finding.due").count() == 2


class TestPassOn:
    def test_keeps_owner_and_deadline(self, report, wang):
        finding = report()
        due_on = TODAY + timedelta(days=10)

        row = steps.pass_on(
            finding=finding, to="城管所", due_on=due_on, version=1, by=wang, at=NOW
        )

        assert (row.status, row.passed_to, row.owner) == ("passed_on", "城管所", wang)
        assert working_days.local_date(row.due_at) == due_on

    def test_takes_the_name_of_an_office(self, report, wang):
        office = make.OfficeFactory()
        row = steps.pass_on(
            finding=report(), office=office, due_on=TODAY, version=1, by=wang, at=NOW
        )

        assert row.passed_to == office.title

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"to": " "}, "no_office"),
            ({"due_on": TODAY - timedelta(days=1)}, "deadline"),
            ({"due_on": TODAY + timedelta(days=366)}, "deadline"),
        ],
    )
    def test_refuses(self, report, wang, wrong, code):
        said = {"to": "城管所", "due_on": TODAY, **wrong}

        with pytest.raises(RuleError) as error:
            steps.pass_on(finding=report(), version=1, by=wang, at=NOW, **said)

        assert error.value.code == code

    def test_refuses_what_is_settled(self, report, wang):
        talk = report(kind="talk", what="讲防骗", people=3)

        with pytest.raises(RuleError) as error:
            steps.pass_on(
                finding=talk, to="城管所", due_on=TODAY, version=1, by=wang, at=NOW
            )

        assert error.value.code == "settled"

    def test_can_be_taken_back(self, report, wang):
        finding = report()
        steps.pass_on(
            finding=finding, to="城管所", due_on=TODAY, version=1, by=wang, at=NOW
        )

        row = steps.take_back(finding=finding, version=2, by=wang, at=NOW)

        assert (row.status, row.passed_to) == ("open", "")
        with pytest.raises(RuleError):
            steps.take_back(finding=finding, version=3, by=wang, at=NOW)


class TestHandOver:
    def test_tells_whoever_sees_to_it_now(self, report, wang, village):
        other = make.officer(village)

        row = steps.hand_over(finding=report(), to=other, version=1, by=wang, at=NOW)
        reminders.fire(at=NOW)

        assert row.owner == other
        assert told("finding.new") == {other.pk}

    @pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.AUXILIARY_OFFICER])
    def test_only_to_somebody_who_may_settle_it(self, report, wang, village, role):
        other = make.person(role, village)

        with pytest.raises(RuleError) as error:
            steps.hand_over(finding=report(), to=other, version=1, by=wang, at=NOW)

        assert error.value.code == "not_serving"


class TestCorrect:
    def test_sets_right_what_was_told_in_haste(self, report, wang):
        row = steps.correct(
            finding=report(),
            kind="other",
            what="井盖松动",
            place="东街",
            version=1,
            by=wang,
            at=NOW,
        )

        assert (row.kind, row.what, row.place) == ("other", "井盖松动", "东街")
        changes = Event.objects.get(kind="finding.corrected").changes
        assert changes["kind"] == ["hazard", "other"]

    def test_makes_no_deed_of_what_is_to_be_settled(self, report, wang):
        with pytest.raises(RuleError) as error:
            steps.correct(
                finding=report(),
                kind="talk",
                what="讲防骗",
                people=5,
                version=1,
                by=wang,
                at=NOW,
            )

        assert error.value.code == "other_kind"


class TestSettle:
    def test_tells_whoever_found_it(self, report, wang, volunteer):
        finding = report()

        row = steps.settle(
            finding=finding, result="摊位已移走", version=1, by=wang, at=NOW
        )
        reminders.fire(at=NOW)

        assert row.is_settled
        assert row.closed_by == wang
        assert told("finding.settled") == {volunteer.user_id}

    def test_says_what_came_of_it(self, report, wang):
        with pytest.raises(RuleError) as error:
            steps.settle(finding=report(), result=" ", version=1, by=wang, at=NOW)

        assert error.value.code == "no_result"

    def test_happens_once(self, report, wang):
        finding = report()
        steps.settle(finding=finding, result="好了", version=1, by=wang, at=NOW)

        with pytest.raises(StaleVersion):
            steps.settle(finding=finding, result="好了", version=1, by=wang, at=NOW)
        with pytest.raises(RuleError) as error:
            steps.settle(finding=finding, result="好了", version=2, by=wang, at=NOW)

        assert error.value.code == "settled"

    def test_can_turn_out_not_to_be(self, report, wang):
        finding = report()
        steps.settle(finding=finding, result="好了", version=1, by=wang, at=NOW)

        row = steps.reopen(
            finding=finding, reason="又堵上了", version=2, by=wang, at=NOW
        )

        assert row.status == "open"
        assert row.closed_by is None
        assert row.due_at > NOW

    def test_a_deed_is_not_taken_up_again(self, report, wang):
        talk = report(kind="talk", what="讲防骗", people=3)

        with pytest.raises(RuleError):
            steps.reopen(finding=talk, reason="x", version=1, by=wang, at=NOW)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_of_two_officers_one_settles(self, report, wang, chief):
        finding = report()

        def alone(by):
            try:
                return steps.settle(
                    finding=finding, result="好了", version=1, by=by, at=NOW
                ).closed_by_id
            except StaleVersion:
                return "late"
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(alone, (wang, chief)))

        finding.refresh_from_db()
        assert sorted(map(str, results)) == sorted(["late", str(finding.closed_by_id)])
        assert Event.objects.filter(kind="finding.settled").count() == 1


class TestOpenThings:
    def test_stand_on_the_page_of_their_patrol_and_point(self, village, wang):
        point = make.PatrolPointFactory(area=village)
        patrol = make.PatrolFactory(team__area=village)
        finding = make.FindingFactory(area=village, patrol=patrol, point=point)

        for record in (patrol, point):
            items = closings.open_things(record, user=wang)
            assert [item.url for item in items] == [finding.get_absolute_url()]


class TestWorklist:
    def test_holds_what_is_due_within_the_week(self, report, wang):
        soon = report()
        report(kind="lost_thing", what="拾到钱包")

        items = list(notices.owed(wang, NOW))

        assert [item.url for item in items] == [soon.get_absolute_url()]

    def test_is_not_the_volunteers(self, report, volunteer):
        report()

        assert list(notices.owed(volunteer.user, NOW)) == []
