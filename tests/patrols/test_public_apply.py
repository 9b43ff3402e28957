"""Applying as a volunteer behind the code of a card: no account, no robot, once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from households import receipts
from households.codes import code_of
from patrols.models import Volunteer
from station.models import Reminder
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return make.CardFactory()


@pytest.fixture
def url(card):
    return reverse("patrol_public:apply", args=[card.token])


def stamp(card) -> str:
    """Given out with the page a minute ago."""
    key = f"volunteer:{code_of(card.token).key}"
    return receipts.new_stamp(key, at=timezone.now() - timedelta(minutes=1))


def filled(card, **changes) -> dict:
    return {
        "stamp": stamp(card),
        "sender_name": "王建国",
        "sender_phone": "13800001234",
        "born_on": "1986-03-05",
        "trade": "farmer",
        "skills": ["first_aid"],
        "text": "想为邻里出一份力",
        "agrees": "on",
        **changes,
    }


class TestApply:
    def test_stands_in_the_register_and_waits_for_the_officer(self, client, card, url):
        answer = client.post(url, filled(card))

        found = Volunteer.objects.get()
        assert answer.status_code == 200
        assert found.area == card.area
        assert found.is_own_application
        assert found.skills == ["first_aid"]
        assert Reminder.objects.filter(kind="volunteer.applied").exists()

    def test_sent_twice_it_stands_there_once_and_tells_nobody(self, client, card, url):
        first = client.post(url, filled(card))
        second = client.post(url, filled(card))

        assert Volunteer.objects.count() == 1
        assert first.content == second.content

    @pytest.mark.parametrize(
        "changes",
        [
            {"website": "http://x"},
            {"stamp": ""},
            {"agrees": ""},
            {"sender_phone": "12"},
            {"born_on": ""},
        ],
    )
    def test_refuses_robots_and_gaps_and_keeps_what_was_typed(
        self, client, card, url, changes
    ):
        answer = client.post(url, filled(card, **changes))

        assert answer.status_code == 400
        assert "想为邻里出一份力" in answer.content.decode()
        assert not Volunteer.objects.exists()

    def test_a_child_is_told_so_at_the_field(self, client, card, url):
        year = timezone.localdate().year - 12

        answer = client.post(url, filled(card, born_on=f"{year}-01-01"))

        assert answer.status_code == 409
        assert "born_on" in answer.context["form"].errors

    def test_too_many_from_one_place_come_again_later(
        self, client, card, url, settings
    ):
        settings.PUBLIC_SENDS_PER_ADDRESS = 1
        client.post(url, filled(card))

        answer = client.post(url, filled(card, sender_name="李强"))

        assert answer.status_code == 429
        assert answer["Retry-After"]

    def test_is_linked_from_the_page_behind_the_code(self, client, card, url):
        page = client.get(reverse("public:card", args=[card.token]))

        assert url in page.content.decode()

    def test_a_code_nobody_gave_out_opens_nothing(self, client, db):
        assert client.get("/v/nothing/").status_code == 404
