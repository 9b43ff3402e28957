"""The life of a volunteer: applied, vetted, resting, back, left, applied again."""

from datetime import date, timedelta

import pytest
from django.db import connection

from patrols.actions import accounts, guardians, volunteers
from patrols.models import Volunteer
from station import policy
from station.errors import RuleError
from station.models import Event, Reminder, User, reference
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def facts(area, **changes) -> volunteers.Facts:
    """A shopkeeper of forty."""
    return volunteers.Facts(
        **{
            "name": "王建国",
            "area": area,
            "born_on": date(1986, 3, 5),
            "phone": "138 0000 1234",
            "trade": "shopkeeper",
            **changes,
        }
    )


@pytest.fixture
def village():
    return make.CommunityFactory()


@pytest.fixture
def officer(village):
    return make.officer(village)


@pytest.fixture
def applicant(village):
    return volunteers.apply(facts=facts(village), by=None, at=NOW)


@pytest.fixture
def minor(village, officer):
    """Seventeen years old."""
    born = TODAY - timedelta(days=17 * 365 + 30)
    return volunteers.apply(facts=facts(village, born_on=born), by=officer, at=NOW)


def mother(**changes) -> guardians.Guardian:
    said = {"name": "李秀英", "phone": "139 0000 1234", "agreed_on": TODAY}
    return guardians.Guardian(**{**said, **changes})


def accept(volunteer, by, **found):
    return volunteers.accept(
        volunteer=volunteer,
        vetting=volunteers.Vetting(**found),
        version=volunteer.version,
        by=by,
        at=NOW,
    )


def events_of(volunteer) -> list[str]:
    rows = Event.objects.filter(subject=reference(volunteer)).order_by("pk")
    return list(rows.values_list("kind", flat=True))


class TestApply:
    def test_waits_for_the_vetting_with_a_sealed_phone(self, applicant):
        found = Volunteer.objects.get()

        assert found.status == "applied"
        assert found.is_own_application
        assert found.phone == "13800001234"
        assert found.phone_masked == "138****1234"
        assert Reminder.objects.pending().filter(kind="volunteer.applied").exists()

    def test_takes_a_person_once(self, applicant, officer):
        with pytest.raises(RuleError) as refusal:
            volunteers.apply(facts=facts(applicant.area), by=officer, at=NOW)

        assert refusal.value.code == volunteers.TWIN

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"phone": ""}, "no_phone"),
            ({"phone": "12"}, "phone_invalid"),
            ({"trade": "spy"}, "unknown_choice"),
            ({"skills": ("flying",)}, "unknown_choice"),
            ({"hours_a_week": 41}, "hours"),
            ({"born_on": TODAY - timedelta(days=15 * 366)}, "too_young"),
            ({"born_on": date(1930, 1, 1)}, "too_old"),
        ],
    )
    def test_refuses_what_cannot_be(self, village, changes, code):
        with pytest.raises(RuleError) as refusal:
            volunteers.apply(facts=facts(village, **changes), by=None, at=NOW)

        assert refusal.value.code == code

    def test_the_nearest_limits_say_how_old_one_must_be(self, village):
        make.DutyLimitsFactory(area=village.parent.parent, youngest=18)
        born = TODAY - timedelta(days=17 * 366)

        with pytest.raises(RuleError, match="18"):
            volunteers.apply(facts=facts(village, born_on=born), by=None, at=NOW)


class TestAccept:
    def test_opens_an_account_with_the_post_and_tells_the_password(
        self, applicant, officer
    ):
        volunteer, password = accept(applicant, officer, note="无前科")

        user = User.objects.get(pk=volunteer.user_id)
        assert user.badge_number.startswith("YJ")
        assert user.check_password(password)
        assert user.must_change_password
        assert user.roles == {Role.VOLUNTEER}
        assert policy.can(user, "volunteer.keep", volunteer)
        assert volunteer.status == "active"
        assert volunteer.vetted_by == officer

    def test_needs_no_account(self, applicant, officer):
        volunteer, password = accept(applicant, officer, with_account=False)

        assert volunteer.user is None
        assert password == ""

    def test_settles_the_reminder(self, applicant, officer):
        accept(applicant, officer)

        assert not Reminder.objects.pending().filter(kind="volunteer.applied").exists()

    def test_keeps_who_answers_for_a_minor(self, minor, officer):
        volunteer, _password = accept(minor, officer, guardian=mother())

        volunteer.refresh_from_db()
        assert volunteer.status == "active"
        assert volunteer.guardian_name == "李秀英"
        assert volunteer.guardian_phone == "13900001234"
        assert volunteer.guardian_phone_masked == "139****1234"
        assert volunteer.guardian_agreed_on == TODAY
        with connection.cursor() as cursor:
            cursor.execute("SELECT guardian_phone FROM patrols_volunteer")
            assert "13900001234" not in str(cursor.fetchall())

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "guardian"),
            ({"phone": ""}, "guardian_phone"),
            ({"phone": "12"}, "phone_invalid"),
            ({"agreed_on": None}, "guardian_day"),
            ({"agreed_on": TODAY + timedelta(days=1)}, "guardian_day"),
            ({"agreed_on": date(1, 1, 1)}, "guardian_day"),
        ],
    )
    def test_takes_on_no_minor_without_a_whole_consent(
        self, minor, officer, changes, code
    ):
        with pytest.raises(RuleError) as refusal:
            accept(minor, officer, guardian=mother(**changes))

        assert refusal.value.code == code
        assert Volunteer.objects.get(pk=minor.pk).status == "applied"

    def test_keeps_no_guardian_of_somebody_of_age(self, applicant, officer):
        volunteer, _password = accept(applicant, officer, guardian=mother())

        assert volunteer.guardian_name == ""
        with pytest.raises(RuleError) as refusal:
            guardians.note(
                volunteer=volunteer,
                guardian=mother(),
                version=volunteer.version,
                by=officer,
                at=NOW,
            )
        assert refusal.value.code == "of_age"

    def test_another_guardian_keeps_the_phone_unless_told_anew(self, minor, officer):
        volunteer, _password = accept(minor, officer, guardian=mother())

        changed = guardians.note(
            volunteer=volunteer,
            guardian=mother(name="王有福", phone=""),
            version=volunteer.version,
            by=officer,
            at=NOW,
        )

        assert changed.guardian_name == "王有福"
        assert changed.guardian_phone == "13900001234"
        assert events_of(changed)[-1] == "volunteer.guardian_noted"
        assert "王有福" not in str(list(Event.objects.values("changes", "note")))

    def test_keeps_the_remark_out_of_the_events(self, applicant, officer):
        accept(applicant, officer, note="家中有病人")

        assert "家中有病人" not in str(list(Event.objects.values("changes", "note")))

    def test_happens_once(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)

        with pytest.raises(RuleError) as refusal:
            accept(volunteer, officer)

        assert refusal.value.code == "state"


class TestRest:
    def test_comes_back_as_before(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        until = TODAY + timedelta(days=30)

        resting = volunteers.rest(
            volunteer=volunteer,
            until_on=until,
            version=volunteer.version,
            by=officer,
            at=NOW,
        )
        back = volunteers.resume(
            volunteer=resting, version=resting.version, by=officer, at=NOW
        )

        assert back.status == "active"
        assert back.resting_until_on is None
        assert events_of(back)[-2:] == ["volunteer.resting", "volunteer.returned"]

    def test_gives_up_the_places_ahead(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        team = make.TeamFactory(area=volunteer.area)
        place = make.SignUpFactory(shift__team=team, volunteer=volunteer)

        volunteers.rest(
            volunteer=volunteer, version=volunteer.version, by=officer, at=NOW
        )

        place.refresh_from_db()
        assert place.status == "withdrawn"

    def test_no_rest_ends_in_the_past(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)

        with pytest.raises(RuleError) as refusal:
            volunteers.rest(
                volunteer=volunteer,
                until_on=TODAY,
                version=volunteer.version,
                by=officer,
                at=NOW,
            )

        assert refusal.value.code == "past"


def leave(volunteer, by):
    return volunteers.leave(
        volunteer=volunteer,
        reason="搬家",
        version=volunteer.version,
        by=by,
        at=NOW,
    )


class TestLeave:
    def test_ends_teams_post_and_rights(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        membership = make.MembershipFactory(volunteer=volunteer)

        left = leave(volunteer, officer)

        membership.refresh_from_db()
        assert left.status == "left"
        assert left.left_on == TODAY
        assert membership.until_on == TODAY
        assert User.objects.get(pk=left.user_id).roles == frozenset()

    def test_gives_up_the_places_ahead_and_keeps_those_behind(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        team = make.TeamFactory(area=volunteer.area)
        ahead = make.SignUpFactory(shift__team=team, volunteer=volunteer)
        behind = make.SignUpFactory(
            shift__team=team,
            shift__starts_at=NOW - timedelta(days=3),
            volunteer=volunteer,
        )

        leave(volunteer, officer)

        ahead.refresh_from_db()
        behind.refresh_from_db()
        assert (ahead.status, behind.status) == ("withdrawn", "confirmed")

    def test_waits_until_what_was_lent_is_back(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        make.PatrolEquipmentFactory(volunteer=volunteer)

        with pytest.raises(RuleError) as refusal:
            leave(volunteer, officer)

        assert refusal.value.code == "holds_equipment"

    def test_may_apply_again_and_gets_the_account_back(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        left = leave(volunteer, officer)

        again = volunteers.reapply(
            volunteer=left, version=left.version, by=officer, at=NOW
        )
        taken, password = accept(again, officer)

        assert taken.user_id == volunteer.user_id
        assert User.objects.get(pk=taken.user_id).check_password(password)
        assert User.objects.get(pk=taken.user_id).roles == {Role.VOLUNTEER}


class TestRefuse:
    def test_needs_a_reason_and_frees_name_and_phone(self, applicant, officer):
        with pytest.raises(RuleError) as refusal:
            volunteers.refuse(
                volunteer=applicant, reason=" ", version=1, by=officer, at=NOW
            )
        volunteers.refuse(
            volunteer=applicant, reason="常年在外", version=1, by=officer, at=NOW
        )

        assert refusal.value.code == "no_reason"
        assert volunteers.apply(facts=facts(applicant.area), by=None, at=NOW)


class TestAccount:
    def test_moves_with_the_volunteer(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        other = make.CommunityFactory(parent=applicant.area.parent)

        volunteers.edit(
            volunteer=volunteer,
            facts=facts(other),
            version=volunteer.version,
            by=officer,
            at=NOW,
        )

        post = volunteer.user.posts.valid(on=TODAY).get()
        assert post.area == other

    def test_is_renamed_with_the_volunteer(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)

        volunteers.edit(
            volunteer=volunteer,
            facts=facts(applicant.area, name="王健国"),
            version=volunteer.version,
            by=officer,
            at=NOW,
        )

        user = User.objects.get(pk=volunteer.user_id)
        assert user.name == "王健国"
        assert user.name_sort.startswith("wang jian guo")
        assert "user.edited" in events_of(user)

    def test_keeps_its_name_where_somebody_serves_as_more(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        make.PostFactory(user=volunteer.user, role=Role.MEDIATOR, area=applicant.area)

        volunteers.edit(
            volunteer=volunteer,
            facts=facts(applicant.area, name="王健国"),
            version=volunteer.version,
            by=officer,
            at=NOW,
        )

        assert User.objects.get(pk=volunteer.user_id).name == "王建国"

    def test_is_left_alone_where_somebody_serves_as_more(self, applicant, officer):
        volunteer, _password = accept(applicant, officer)
        make.PostFactory(user=volunteer.user, role=Role.MEDIATOR, area=applicant.area)

        with pytest.raises(RuleError) as refusal:
            accounts.give(
                volunteer=volunteer, version=volunteer.version, by=officer, at=NOW
            )

        assert refusal.value.code == "forbidden"

    def test_is_for_those_who_serve(self, applicant, officer):
        with pytest.raises(RuleError) as refusal:
            accounts.give(volunteer=applicant, version=1, by=officer, at=NOW)

        assert refusal.value.code == "state"
