"""A place with calls and patrols on one Thursday evening."""

from datetime import UTC, datetime, timedelta

from patrols.coverage.asking import Asked
from tests import factories as make
from tests.factories.clock import NOW

# Thursday 19 November 2026, 20:10 in China, is within the four weeks until yesterday.
THURSDAY_EVENING = datetime(2026, 11, 19, 12, 10, tzinfo=UTC)
SLOT = 3 * 24 + 20
WEEK = timedelta(days=7)


def asked(chief, area, **said):
    return Asked(chief, NOW, area, **said)


def call_at(area, at=THURSDAY_EVENING, **said):
    return make.CallFactory(area=area, called_at=at, **said)


def walked(area, minutes=60, at=THURSDAY_EVENING, **said):
    team = make.TeamFactory(area=area)
    return make.WalkedPatrolFactory(
        team=team, started_at=at, ended_at=at + timedelta(minutes=minutes), **said
    )
