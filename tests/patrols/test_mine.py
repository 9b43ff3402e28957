"""The volunteer's own page: they land there, and panels stand on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from station.registry import Panel, registry
from station.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db

MINE = reverse("patrols:mine")


@pytest.fixture
def volunteer():
    """A member of a team, with an account."""
    team = make.TeamFactory(name="天城村义警队")
    user = make.person(Role.VOLUNTEER, team.area)
    found = make.VolunteerFactory(area=team.area, user=user)
    make.MembershipFactory(team=team, volunteer=found)
    return found


class TestLanding:
    def test_volunteers_begin_on_their_own_page(self, client, volunteer):
        client.force_login(volunteer.user)

        assert client.get("/").url == MINE

    def test_who_does_more_begins_with_the_day(self, client, volunteer):
        make.PostFactory(user=volunteer.user, role=Role.MEDIATOR, area=volunteer.area)
        client.force_login(volunteer.user)

        assert client.get("/").status_code == 200

    def test_the_day_is_no_second_place_beside_it(self, client, volunteer):
        client.force_login(volunteer.user)

        nav = client.get(MINE).context["shell"].nav

        assert next(link.key for link in nav["main"]) == "mine"
        assert "home" not in {link.key for link in nav["main"]}


class TestOwnPage:
    def test_shows_the_team_and_what_others_hang_there(
        self, client, volunteer, monkeypatch
    ):
        asked = []

        def context(request, obj):
            asked.append(obj)
            return {"items": [], "now": None}

        panel = Panel("x", "patrols/_owed_panel.html", context)
        monkeypatch.setitem(registry.panels, "volunteer", [panel])
        client.force_login(volunteer.user)

        response = client.get(MINE)

        assert "天城村义警队" in response.content.decode()
        assert asked == [volunteer]
        assert len(response.context["panels"]) == 1

    def test_says_when_the_insurance_ends_soon(self, client, volunteer):
        today = timezone.localdate()
        make.InsuranceFactory(
            volunteer=volunteer,
            from_on=today - timedelta(days=300),
            until_on=today + timedelta(days=3),
        )
        client.force_login(volunteer.user)

        soon = client.get(MINE, headers={"accept-language": "en"})
        volunteer.insurances.update(until_on=today + timedelta(days=60))
        later = client.get(MINE, headers={"accept-language": "en"})

        assert b"renew" in soon.content
        assert b"renew" not in later.content

    def test_tells_who_is_not_on_the_register_what_to_do(self, client):
        client.force_login(make.person(Role.VOLUNTEER, make.CommunityFactory()))

        response = client.get(MINE)

        assert response.status_code == 200
        assert response.context["volunteer"] is None

    def test_is_nobodys_who_is_no_volunteer(self, client):
        client.force_login(make.officer(make.CommunityFactory()))

        assert client.get(MINE).status_code == 404
