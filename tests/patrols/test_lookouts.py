"""Lost people and things: told to everybody on duty, seen by them, found."""

from dataclasses import replace

import pytest
from django.urls import reverse

from patrols import lookouts
from patrols.actions import finding_steps as steps
from patrols.actions import findings
from patrols.actions import lookouts as actions
from patrols.actions.findings import Facts
from station import notices
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery, Event
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LOST = Facts(
    kind="lost_person", what="走失老人，红色外套", place="公园", details="李奶奶"
)


def volunteer(area):
    user = make.person(Role.VOLUNTEER, area)
    return make.VolunteerFactory(area=area, user=user)


def on_patrol(area):
    """A volunteer who is out now."""
    found = volunteer(area)
    make.PatrolFactory(volunteer=found, area=area, team__area=area)
    return found.user


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def out(village):
    return on_patrol(village)


@pytest.fixture
def off(village):
    return volunteer(village).user


@pytest.fixture
def lost(village, wang, off):
    facts = replace(LOST, area=village)
    return findings.report(facts=facts, by=off, at=NOW)


def told(kind) -> set[int]:
    rows = Delivery.objects.filter(reminder__kind=kind, channel="browser")
    return set(rows.values_list("recipient_id", flat=True))


class TestTelling:
    def test_reaches_everybody_on_duty_in_the_station_at_once(
        self, lost, village, wang, out
    ):
        township = village.parent
        chief = make.person(Role.STATION_CHIEF, township.parent)
        helper = make.person(
            Role.AUXILIARY_OFFICER, make.CommunityFactory(parent=township)
        )
        next_door = on_patrol(make.CommunityFactory(parent=township))
        on_patrol(make.CommunityFactory())
        make.officer()

        reminders.fire(at=NOW)

        people = {wang, chief, helper, out, next_door}
        assert told("finding.lost") == {person.pk for person in people}
        assert told("finding.new") == set()

    def test_says_what_to_look_for_and_opens_the_page(self, lost, out):
        reminders.fire(at=NOW)
        line = notices.lines(Delivery.objects.for_bell(out), user=out)[0]

        assert "红色外套" in str(line.title)
        assert line.target == lost.lookout_url

    def test_is_told_again_when_found_to_the_same_people(self, lost, wang, out):
        reminders.fire(at=NOW)
        make.PatrolFactory._meta.model.objects.update(ended_at=NOW, end="self")

        steps.settle(finding=lost, result="家人已接走", version=1, by=wang, at=NOW)
        reminders.fire(at=NOW)

        assert told("finding.found") == {out.pk}
        unread = Delivery.objects.filter(reminder__kind="finding.lost", read_at=None)
        assert not unread.exists()
        rows = Delivery.objects.for_bell(out).filter(reminder__kind="finding.found")
        line = notices.lines(rows, user=out)[0]
        assert "红色外套" in str(line.title)
        assert line.target == ""

    def test_is_told_again_when_taken_up_again(self, lost, wang, out):
        steps.settle(finding=lost, result="家人已接走", version=1, by=wang, at=NOW)
        steps.reopen(finding=lost, reason="认错人", version=2, by=wang, at=NOW)

        reminders.fire(at=NOW)

        assert told("finding.lost") == {out.pk, wang.pk}


class TestWhoSees:
    def test_those_on_duty_and_the_officers(self, lost, village, wang, out, off):
        other = volunteer(village).user
        stranger = make.officer()

        seen = [
            lost in lookouts.open_for(user)
            for user in (wang, out, off, other, stranger)
        ]

        assert seen == [True, True, True, False, False]

    def test_whoever_is_out_anywhere_in_the_station(self, lost, village):
        next_door = make.CommunityFactory(parent=village.parent)
        station = village.parent.parent

        assert list(lookouts.open_for(on_patrol(next_door))) == [lost]
        assert list(lookouts.open_for(on_patrol(station))) == [lost]
        assert not lookouts.open_for(on_patrol(make.CommunityFactory()))

    def test_whoever_is_out_above_the_stations(self, lost, village):
        county = village.parent.parent.parent

        assert list(lookouts.open_for(on_patrol(county))) == [lost]

    def test_no_longer_when_the_patrol_has_ended(self, lost, out):
        patrol = out.volunteer.patrols.get()
        type(patrol).objects.update(ended_at=NOW, end="self")

        assert not lookouts.open_for(out).exists()

    def test_only_what_is_told_to_all(self, village, out):
        make.FindingFactory(area=village)

        assert not lookouts.open_for(out).exists()

    def test_the_page_shows_how_they_look(self, client, lost, out, village):
        client.force_login(out)
        assert "李奶奶" in client.get(lost.lookout_url).content.decode()

        client.force_login(volunteer(village).user)
        assert client.get(lost.lookout_url).status_code == 404

    def test_the_own_page_points_there(self, client, lost, out, village):
        client.force_login(out)
        assert lost.lookout_url in client.get(reverse("patrols:mine")).content.decode()

        client.force_login(volunteer(village).user)
        page = client.get(reverse("patrols:mine")).content.decode()
        assert lost.lookout_url not in page


class TestSight:
    def test_tells_whoever_sees_to_it_where(self, client, lost, out, wang):
        client.force_login(out)
        url = reverse("patrols:lookout_sight", args=[lost.pk])

        answer = client.post(url, {"where": "十分钟前在东门公交站"})
        reminders.fire(at=NOW)

        assert answer.status_code == 302
        assert told("finding.sighted") == {wang.pk}
        event = Event.objects.get(kind="finding.sighted")
        assert (event.actor, event.note) == (out, "十分钟前在东门公交站")

    def test_of_what_was_found_meanwhile_is_refused(self, lost, out, wang):
        steps.settle(finding=lost, result="已找到", version=1, by=wang, at=NOW)

        with pytest.raises(RuleError) as error:
            actions.sight(finding=lost, where="东门", by=out, at=NOW)

        assert error.value.code == "settled"

    def test_says_where(self, lost, out):
        with pytest.raises(RuleError) as error:
            actions.sight(finding=lost, where=" ", by=out, at=NOW)

        assert error.value.code == "no_place"
