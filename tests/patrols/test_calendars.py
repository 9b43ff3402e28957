"""Calendar feeds: secret, ended at once, without names of others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from patrols.actions import feeds, shifts
from patrols.models import CalendarFeed
from station import ical
from tests import factories as make
from tests.factories import NOW
from tests.patrols.roster_cases import LATER, member, shift_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def team():
    return make.TeamFactory(name="天城村义警队")


def read(client, token) -> str:
    answer = client.get(reverse("patrols:feed", args=[token]))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode().replace("\r\n ", "")


def gone(client, token) -> bool:
    return client.get(reverse("patrols:feed", args=[token])).status_code == 404


class TestOwn:
    def test_has_ones_own_shifts_and_nobody_elses(self, client, team):
        who, other = member(team), member(team, name="赵甲")
        shift = shift_of(team, place="小吃街，东口")
        make.SignUpFactory(shift=shift, volunteer=who)
        make.SignUpFactory(shift=shift, volunteer=other)
        later = shift_of(team, LATER + timedelta(days=1))
        make.SignUpFactory(shift=later, volunteer=other)
        _feed, token = feeds.make(by=who.user, at=NOW)

        text = read(client, token)

        assert text.count("BEGIN:VEVENT") == 1
        assert f"UID:shift-{shift.pk}@" in text
        assert f"DTSTART:{LATER:%Y%m%dT%H%M%SZ}" in text
        assert "STATUS:CONFIRMED" in text
        assert "赵甲" not in text

    def test_tells_that_a_shift_was_cancelled(self, client, team):
        captain = member(team, "captain")
        place = make.SignUpFactory(shift=shift_of(team), volunteer=captain)
        _feed, token = feeds.make(by=captain.user, at=NOW)
        before = read(client, token)

        shifts.cancel(
            shift=place.shift, reason="下雪", version=1, by=captain.user, at=NOW
        )

        after = read(client, token)
        assert "STATUS:CANCELLED" in after
        assert "SEQUENCE:2" in before
        assert "SEQUENCE:4" in after

    def test_ends_with_the_volunteer_and_with_the_account(self, client, team):
        who = member(team)
        _feed, token = feeds.make(by=who.user, at=NOW)
        assert not gone(client, token)

        who.user.is_active = False
        who.user.save()

        assert gone(client, token)


class TestTeam:
    def test_has_the_published_shifts_of_the_team_without_names(self, client, team):
        who, other = member(team), member(team, name="赵甲")
        make.SignUpFactory(shift=shift_of(team, needed=3), volunteer=other)
        shift_of(team, status="planned")
        _feed, token = feeds.make(by=who.user, team=team, at=NOW)

        text = read(client, token)

        assert text.count("BEGIN:VEVENT") == 1
        assert "天城村义警队" in text
        assert "赵甲" not in text

    def test_ends_when_one_leaves_the_team(self, client, team):
        who = member(team)
        _feed, token = feeds.make(by=who.user, team=team, at=NOW)

        who.memberships.update(until_on=NOW.date())

        assert gone(client, token)


class TestAddress:
    def test_a_new_one_ends_the_old(self, client, team):
        who = member(team)
        _feed, old = feeds.make(by=who.user, at=NOW)
        _feed, new = feeds.make(by=who.user, at=NOW)

        assert gone(client, old)
        assert not gone(client, new)
        assert CalendarFeed.objects.filter(revoked_at=None).count() == 1

    def test_is_shown_once_and_kept_only_as_a_fingerprint(self, client, team):
        who = member(team)
        client.force_login(who.user)

        answer = client.post(reverse("patrols:feed_make"))

        address = answer.context["address"]
        token = address.rpartition("/")[2].removesuffix(".ics")
        assert address in answer.content.decode()
        again = client.get(reverse("patrols:feed_list")).content.decode()
        assert token not in again
        assert token.encode() not in bytes(CalendarFeed.objects.get().token_hash)
        client.post(
            reverse("patrols:feed_revoke", args=[CalendarFeed.objects.get().pk])
        )
        assert gone(client, token)

    def test_of_a_team_out_of_sight_is_not_given(self, client, team):
        client.force_login(member(make.TeamFactory()).user)

        answer = client.post(reverse("patrols:feed_make"), {"team": team.pk})

        assert answer.status_code == 404

    def test_nothing_stands_behind_a_guess(self, client):
        assert gone(client, "guessed")


class TestRest:
    def test_tells_the_address_once_and_ends_it(self, client, team):
        api = APIClient()
        api.force_authenticate(member(team).user)

        made = api.post("/api/v1/calendar-feeds/", {"team": team.pk}, format="json")

        assert made.status_code == 201
        assert made["Cache-Control"] == "no-store"
        token = made.json()["address"].rpartition("/")[2].removesuffix(".ics")
        assert not gone(client, token)
        url = f"/api/v1/calendar-feeds/{made.json()['id']}/"
        assert "address" not in api.get(url).json()
        assert api.post(f"{url}end/").status_code == 200
        assert gone(client, token)

    def test_who_is_no_volunteer_has_no_own_shifts(self, team):
        api = APIClient()
        api.force_authenticate(make.officer(team.area))

        answer = api.post("/api/v1/calendar-feeds/", {}, format="json")

        assert (answer.status_code, answer.json()["code"]) == (409, "not_registered")


class TestFormat:
    def test_signs_that_mean_something_are_escaped(self):
        assert ical.escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"

    def test_long_lines_are_folded_between_characters(self):
        lines = ical.folded("SUMMARY:" + "巡" * 60).split("\r\n")

        assert len(lines) > 1
        assert all(len(line.encode()) <= 75 for line in lines)
        assert all(line.startswith(" ") for line in lines[1:])
        assert "".join(line.removeprefix(" ") for line in lines).count("巡") == 60

    def test_reaches_a_month_back_and_four_ahead(self, client, team):
        who = member(team)
        for days in (-31, -29, 119, 121):
            shift = shift_of(team, NOW + timedelta(days=days))
            make.SignUpFactory(shift=shift, volunteer=who)
        _feed, token = feeds.make(by=who.user, at=NOW)

        assert read(client, token).count("BEGIN:VEVENT") == 2
