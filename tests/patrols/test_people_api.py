"""Teams and volunteers over REST."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from patrols.models import Volunteer
from station.roles import Role
from tests import factories as make
from tests.factories import TODAY
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db
VOLUNTEERS, TEAMS = "/api/v1/volunteers/", "/api/v1/teams/"


@pytest.fixture
def village():
    return make.CommunityFactory()


@pytest.fixture
def client(village):
    client = APIClient()
    just_signed_in(client, make.officer(village))
    return client


@pytest.fixture
def asked(village):
    return {
        "name": "王建国",
        "area": village.pk,
        "born_on": "1986-03-05",
        "phone": "13800001234",
        "trade": "shopkeeper",
        "skills": ["first_aid"],
    }


class TestVolunteers:
    def test_from_application_to_account(self, client, asked):
        made = client.post(VOLUNTEERS, asked, format="json")
        url = f"{VOLUNTEERS}{made.data['id']}/"

        told = client.post(f"{url}accept/", {"version": 1}, format="json")

        found = client.get(url).json()
        assert made.status_code == 201
        assert told.data["badge_number"].startswith("YJ")
        assert told.data["one_time_password"]
        assert told["Cache-Control"] == "no-store"
        assert found["status"] == "active"
        assert found["phone_masked"] == "138****1234"
        assert "13800001234" not in str(found)

    def test_a_minor_needs_the_guardian(self, client, asked):
        born = TODAY - timedelta(days=17 * 366)
        made = client.post(
            VOLUNTEERS, {**asked, "born_on": born.isoformat()}, format="json"
        )
        url = f"{VOLUNTEERS}{made.data['id']}/"
        said = {
            "guardian_name": "李秀英",
            "guardian_phone": "13900001234",
            "guardian_agreed_on": TODAY.isoformat(),
        }

        refused = client.post(f"{url}accept/", {"version": 1}, format="json")
        client.post(f"{url}accept/", {"version": 1, **said}, format="json")
        other = {**said, "guardian_name": "王有福", "version": 2}
        found = client.post(f"{url}guardian/", other, format="json").json()

        assert refused.status_code == 409
        assert refused.json()["code"] == "guardian"
        assert found["guardian_name"] == "王有福"
        assert found["guardian_phone_masked"] == "139****1234"

    def test_a_patch_without_a_phone_keeps_it(self, client, asked):
        made = client.post(VOLUNTEERS, asked, format="json")
        change = {**asked, "name": "王建业", "version": 1}
        del change["phone"]

        client.patch(f"{VOLUNTEERS}{made.data['id']}/", change, format="json")

        found = Volunteer.objects.get()
        assert (found.name, found.phone) == ("王建业", "13800001234")

    def test_notes_what_protects_them(self, client, village):
        volunteer = make.VolunteerFactory(area=village)
        url = f"{VOLUNTEERS}{volunteer.pk}/"
        policy = {
            "insurer": "人保财险",
            "from_on": TODAY.isoformat(),
            "until_on": "2099-01-01",
        }

        client.post(f"{url}insure/", policy, format="json")
        client.post(f"{url}hand-out/", {"item": "vest"}, format="json")

        found = client.get(url).json()
        assert found["insurances"][0]["insurer"] == "人保财险"
        assert found["equipment"][0]["item_display"]

    @pytest.mark.usefixtures("row_by_row")
    def test_insures_a_whole_group_at_once(self, client, village):
        people = [make.VolunteerFactory(area=village) for _turn in range(3)]
        stranger = make.VolunteerFactory()
        asked = {
            "action": "insure",
            "ids": [person.pk for person in (*people, stranger)],
            "insurer": "人保财险",
            "from_on": TODAY.isoformat(),
            "until_on": "2099-01-01",
        }

        answer = client.post(f"{VOLUNTEERS}bulk/", asked, format="json")

        assert answer.data["done"] == 3
        assert not stranger.insurances.exists()
        assert all(person.insurances.exists() for person in people)

    def test_takes_back_only_what_this_person_holds(self, client, village):
        volunteer = make.VolunteerFactory(area=village)
        other = make.PatrolEquipmentFactory(volunteer__area=village)

        answer = client.post(
            f"{VOLUNTEERS}{volunteer.pk}/take-back/",
            {"equipment": other.pk},
            format="json",
        )

        assert answer.status_code == 400

    def test_a_refused_move_is_a_conflict(self, client, village):
        volunteer = make.VolunteerFactory(area=village)

        answer = client.post(
            f"{VOLUNTEERS}{volunteer.pk}/accept/",
            {"version": volunteer.version},
            format="json",
        )

        assert answer.status_code == 409
        assert answer.data["code"] == "state"

    def test_volunteers_keep_their_own_data_and_nobody_elses(self, village):
        user = make.person(Role.VOLUNTEER, village)
        own = make.VolunteerFactory(area=village, user=user)
        other = make.VolunteerFactory(area=village)
        client = APIClient()
        just_signed_in(client, user)
        data = {
            "hours_a_week": 5,
            "may_be_tracked": True,
            "may_be_published": False,
            "version": own.version,
        }

        kept = client.post(f"{VOLUNTEERS}{own.pk}/keep/", data, format="json")
        refused = client.post(f"{VOLUNTEERS}{other.pk}/keep/", data, format="json")

        assert kept.data["hours_a_week"] == 5
        assert kept.data["born_on"] is None  # the office's, not to be told anew
        assert refused.status_code == 404


class TestTeams:
    def test_founded_joined_and_led(self, client, village):
        volunteer = make.VolunteerFactory(area=village)
        facts = {
            "name": "天城村义警队",
            "level": "village",
            "area": village.pk,
            "founded_on": TODAY.isoformat(),
        }

        made = client.post(TEAMS, facts, format="json")
        url = f"{TEAMS}{made.data['id']}/"
        joined = client.post(
            f"{url}join/",
            {"volunteer": volunteer.pk, "role": "captain"},
            format="json",
        )

        assert joined.data["member_count"] == 1
        assert joined.data["members"][0]["role"] == "captain"

    def test_members_see_no_other_member(self, village):
        team = make.TeamFactory(area=village)
        user = make.person(Role.VOLUNTEER, village)
        own = make.MembershipFactory(
            team=team, volunteer=make.VolunteerFactory(area=village, user=user)
        )
        make.MembershipFactory(team=team)
        client = APIClient()
        just_signed_in(client, user)

        found = client.get(f"{TEAMS}{team.pk}/").json()

        assert [row["id"] for row in found["members"]] == [own.pk]
        assert found["member_count"] == 2
