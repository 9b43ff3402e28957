"""Two workers on one morning, or a worker and a hand at the keyboard."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from antifraud.actions import waves as actions
from antifraud.models import FraudCase, Wave
from station.models import Event
from tests.factories import NOW, CommunityFactory, FraudCaseFactory, ScamTypeFactory


@pytest.mark.django_db(transaction=True)
def test_two_workers_raise_one_wave():
    village, rebates = CommunityFactory(), ScamTypeFactory()
    ago = [*range(750, 30, -14), 3, 3, 3, 4, 4, 4]
    moments = [NOW - timedelta(days=days) for days in ago]
    FraudCase.objects.bulk_create(
        FraudCaseFactory.build(
            area=village, scam_type=rebates, happened_at=at, reported_at=at
        )
        for at in moments
    )

    def morning(_worker):
        try:
            return len(actions.find(at=NOW))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        raised = list(pool.map(morning, range(2)))

    assert sorted(raised) == [0, 1]
    assert Wave.objects.count() == 1
    assert Event.objects.filter(kind="wave.raised").count() == 1
