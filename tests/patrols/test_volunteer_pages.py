"""The register of volunteers and teams in the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from patrols.models import Membership, Team, Volunteer
from station.roles import Role
from tests import factories as make
from tests.factories import TODAY
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make.CommunityFactory()


@pytest.fixture
def office(client, village):
    just_signed_in(client, make.officer(village))
    return client


@pytest.fixture
def phone(client, village):
    """A volunteer signed in."""
    user = make.person(Role.VOLUNTEER, village)
    volunteer = make.VolunteerFactory(area=village, user=user)
    client.force_login(user)
    client.volunteer = volunteer
    return client


def url(name, *args):
    return reverse(f"patrols:{name}", args=args)


class TestRegister:
    def test_enters_vets_and_hands_the_password_over_once(self, office, village):
        entered = office.post(
            url("volunteer_create"),
            {
                "name": "王建国",
                "phone": "13800001234",
                "born_on": "1986-03-05",
                "area": village.pk,
                "trade": "guard",
                "hours_a_week": 8,
            },
        )
        volunteer = Volunteer.objects.get()

        accepted = office.post(
            url("volunteer_accept", volunteer.pk),
            {"is_fit": "on", "with_account": "on", "version": 1},
        )

        volunteer.refresh_from_db()
        assert entered.url == volunteer.get_absolute_url()
        assert volunteer.user.badge_number in accepted.content.decode()
        assert accepted["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("page", ["volunteer_accept", "volunteer_account"])
    def test_shows_the_same_password_to_a_double_tap(self, office, village, page):
        is_new = page == "volunteer_accept"
        factory = make.ApplicantFactory if is_new else make.VolunteerFactory
        volunteer = factory(area=village)
        address = url(page, volunteer.pk)
        form = office.get(address).context["form"]
        said = {"version": form["version"].value(), "once": form["once"].value()}
        said |= {"is_fit": "on", "with_account": "on"} if is_new else {}

        first, second = office.post(address, said), office.post(address, said)

        assert first.context["password"] == second.context["password"]
        volunteer.refresh_from_db()
        assert volunteer.user.check_password(second.context["password"])

    def test_without_an_account_there_is_no_password(self, office, village):
        volunteer = make.ApplicantFactory(area=village)

        accepted = office.post(
            url("volunteer_accept", volunteer.pk), {"is_fit": "on", "version": 1}
        )

        assert accepted.url == volunteer.get_absolute_url()
        volunteer.refresh_from_db()
        assert volunteer.user is None

    def test_says_at_the_field_what_is_wrong_and_keeps_the_rest(self, office, village):
        answer = office.post(
            url("volunteer_create"),
            {
                "name": "王建国",
                "phone": "123",
                "born_on": "1986-03-05",
                "area": village.pk,
                "trade": "guard",
                "hours_a_week": 8,
            },
        )

        form = answer.context["form"]
        assert "phone" in form.errors
        assert form["name"].value() == "王建国"

    def test_asks_of_a_minor_who_consented_and_when(self, office, village):
        minor = make.ApplicantFactory(
            area=village, born_on=TODAY - timedelta(days=17 * 366)
        )
        address = url("volunteer_accept", minor.pk)
        said = {"version": 1, "guardian_name": "李秀英", "note": "懂事"}

        refused = office.post(address, {**said, "guardian_phone": "12"})
        said |= {"guardian_phone": "13900001234", "guardian_agreed_on": TODAY}
        office.post(address, said)
        page = office.get(url("volunteer_detail", minor.pk)).content.decode()

        form = refused.context["form"]
        assert set(form.errors) == {"guardian_agreed_on"}
        assert form["note"].value() == "懂事"
        assert "李秀英" in page
        assert "139****1234" in page
        assert url("volunteer_guardian", minor.pk) in page

    def test_edits_without_asking_for_the_phone_again(self, office, village):
        volunteer = make.VolunteerFactory(area=village)

        office.post(
            url("volunteer_edit", volunteer.pk),
            {
                "name": "李强",
                "born_on": "1980-05-01",
                "area": village.pk,
                "trade": "veteran",
                "hours_a_week": 6,
                "version": volunteer.version,
            },
        )

        volunteer.refresh_from_db()
        assert volunteer.name == "李强"
        assert volunteer.phone == make.patrols.PHONE

    def test_narrows_by_insurance(self, office, village):
        insured = make.InsuranceFactory(volunteer__area=village).volunteer
        bare = make.VolunteerFactory(area=village)

        def shown(**asked):
            lines = office.get(url("volunteer_list"), asked).context["lines"]
            return [line.pk for line in lines]

        assert shown(insured="yes") == [insured.pk]
        assert shown(insured="no") == [bare.pk]
        assert shown(insured="soon") == []

    def test_warns_where_there_is_no_insurance(self, office, village):
        volunteer = make.VolunteerFactory(area=village)

        page = office.get(volunteer.get_absolute_url())

        assert page.context["banner"]

    def test_lends_and_takes_back(self, office, village):
        volunteer = make.VolunteerFactory(area=village)

        office.post(url("equipment_add", volunteer.pk), {"item": "vest"})
        row = volunteer.equipment.get()
        office.post(url("equipment_back", row.pk), {"condition": "完好"})

        row.refresh_from_db()
        assert row.returned_on is not None

    def test_phone_and_remark_stay_masked(self, office, village):
        volunteer = make.VolunteerFactory(area=village, vetting_note="家中有病人")

        text = office.get(volunteer.get_absolute_url()).content.decode()

        assert make.patrols.PHONE not in text
        assert "家中有病人" not in text

    @pytest.mark.usefixtures("row_by_row")
    def test_many_come_into_a_team_at_once(self, office, village):
        team = make.TeamFactory(area=village)
        people = [make.VolunteerFactory(area=village) for _turn in range(2)]

        office.post(
            url("volunteer_bulk"),
            {
                "action": "join",
                "ids": ",".join(str(person.pk) for person in people),
                "confirm": "1",
                "team": team.pk,
            },
        )

        assert team.memberships.current().count() == 2


class TestTeams:
    def test_found_join_lead(self, office, village):
        volunteer = make.VolunteerFactory(area=village)

        office.post(
            url("team_create"),
            {
                "name": "天城村义警队",
                "level": "village",
                "area": village.pk,
                "founded_on": TODAY.isoformat(),
            },
        )
        team = Team.objects.get()
        joined = {"volunteer": volunteer.pk, "role": "member"}
        office.post(url("team_join", team.pk), joined)
        row = Membership.objects.get()
        office.post(url("member_role", row.pk), {"role": "captain"})

        row.refresh_from_db()
        assert row.role == "captain"

    def test_offers_nobody_twice_and_nobody_from_elsewhere(self, office, village):
        row = make.MembershipFactory(team=make.TeamFactory(area=village))
        make.VolunteerFactory()

        form = office.get(url("team_join", row.team_id)).context["form"]

        assert not form.fields["volunteer"].queryset.exists()

    def test_a_captain_sees_the_team_and_may_not_change_it(self, client, village):
        team = make.TeamFactory(area=village)
        user = make.person(Role.VOLUNTEER, village)
        captain = make.VolunteerFactory(area=village, user=user)
        make.MembershipFactory(team=team, volunteer=captain, role="captain")
        make.MembershipFactory(team=team)
        client.force_login(user)

        page = client.get(team.get_absolute_url())

        assert len(page.context["sections"][0].items) == 2
        assert page.context["buttons"] == []
        assert client.get(url("team_edit", team.pk)).status_code == 404


class TestOwn:
    def test_consents_are_given_and_taken_back(self, phone):
        data = {"hours_a_week": 5, "version": phone.volunteer.version}

        phone.post(url("own_data"), {**data, "may_be_tracked": "on"})
        phone.volunteer.refresh_from_db()
        given = phone.volunteer.may_be_tracked
        phone.post(url("own_data"), {**data, "version": phone.volunteer.version})

        phone.volunteer.refresh_from_db()
        assert given
        assert not phone.volunteer.may_be_tracked

    def test_wishes_are_put_down_and_taken_off(self, phone):
        wish = {
            "weekday": 4, "from_time": "18:00", "until_time": "21:00", "likes": "no",
        }  # fmt: skip

        phone.post(url("wishes"), wish)
        row = phone.volunteer.wishes.get()
        phone.post(url("wish_off", row.pk))

        assert not row.is_possible
        assert not phone.volunteer.wishes.exists()

    def test_a_wish_that_ends_before_it_begins_is_said_at_the_field(self, phone):
        wish = {
            "weekday": 4, "from_time": "21:00", "until_time": "18:00", "likes": "yes",
        }  # fmt: skip

        answer = phone.post(url("wishes"), wish)

        assert "until_time" in answer.context["form"].errors

    def test_nobody_takes_off_the_wish_of_another(self, phone):
        other = make.WishFactory()

        assert phone.post(url("wish_off", other.pk)).status_code == 404
        assert other.volunteer.wishes.exists()
