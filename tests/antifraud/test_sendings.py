"""Sending an alert to its groups."""

import pytest

from antifraud.actions import sendings as actions
from antifraud.models import AlertSending
from tests.factories import NOW, AlertFactory, AudienceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(village):
    return AlertFactory(area=village, approved=True)


def groups(alert, village, owner, *sizes, **facts):
    found = [
        AudienceFactory(area=village, size=size, owner=owner, **facts) for size in sizes
    ]
    alert.audiences.set(found)
    return found


class TestPlan:
    def test_one_sending_a_group_the_largest_first(self, alert, village, wang):
        groups(alert, village, wang, 100, 400, 200)

        rows = actions.plan(alert=alert, by=wang, at=NOW)

        assert [row.audience.size for row in rows] == [400, 200, 100]
        assert len({row.link for row in rows}) == 3
        assert AlertSending.objects.count() == 3

    def test_twice_is_once(self, alert, village, wang):
        groups(alert, village, wang, 100)

        actions.plan(alert=alert, by=wang, at=NOW)
        assert actions.plan(alert=alert, by=wang, at=NOW) == []
