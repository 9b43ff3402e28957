"""Figures of messages keep tips apart, and tell nothing of a tip about an officer."""

from datetime import timedelta

import pytest

from households.models import Message
from station.metrics.declared import book
from station.metrics.periods import Choice, chosen
from station.metrics.reading import Asked, may_read, read
from station.roles import Role
from tests import factories as make
from tests.factories import NOW, TODAY, person

pytestmark = pytest.mark.django_db
KEYS = ("messages.late", "messages.received", "tips.late", "tips.received")
METRICS = [book.metrics[key] for key in KEYS]


@pytest.fixture
def station(village):
    return village.parent.parent


def late(village, **facts):
    card = village.contact_cards.first() or make.CardFactory(area=village)
    due_at = NOW - timedelta(days=1)
    return make.MessageFactory(card=card, received_at=due_at, due_at=due_at, **facts)


def figures(user, area):
    asked = Asked(user, NOW, chosen(Choice.THIS_MONTH, today=TODAY))
    return read(asked, METRICS, area)


def parts(user, area):
    return {key: figure.amount.part for key, figure in figures(user, area).items()}


def test_tips_count_apart_and_those_about_officers_nowhere(village, station):
    chief = person(Role.STATION_CHIEF, station)
    late(village)
    late(village, kind="tip")
    late(village, kind="tip", is_about_police=True)

    assert Message.objects.count() == 3
    assert parts(chief, station) == dict.fromkeys(KEYS, 1)


def test_only_who_may_have_all_tips_is_led_to_their_list(village, station):
    late(village)
    late(village, kind="tip")
    chief = person(Role.STATION_CHIEF, station)
    officer = person(Role.COMMUNITY_OFFICER, village)

    assert figures(chief, station)["tips.late"].url
    assert figures(officer, village)["messages.late"].url
    assert not figures(officer, village)["tips.late"].url


def test_auxiliaries_read_no_figures_of_tips(village):
    auxiliary = person(Role.AUXILIARY_OFFICER, village)

    assert may_read(auxiliary, book.metrics["messages.late"], village)
    assert not may_read(auxiliary, book.metrics["tips.late"], village)
