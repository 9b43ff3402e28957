"""The dashboard and the page of measures agree where they count the same days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from patrols.coverage import measures
from patrols.coverage.definitions import RATES, usual
from station.metrics.declared import book
from station.metrics.periods import Period
from station.metrics.reading import Asked, read
from station.roles import Role
from tests import factories as make
from tests.factories.clock import NOW

pytestmark = pytest.mark.django_db
FOUND = datetime(2026, 11, 4, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = date(2026, 11, 2), date(2026, 11, 16)
DEFINED = {found.key: found for found in RATES}


@pytest.mark.parametrize(
    ("key", "rate", "counts"),
    [("findings.settled", "handled", (3, 4)), ("findings.in_time", "in_time", (2, 4))],
)
def test_found_and_due_on_these_days_both_say_the_same(key, rate, counts):
    village = make.CommunityFactory()
    station = village.parent.parent
    chief = make.person(Role.STATION_CHIEF, station)
    for took in (1, 2, 5):  # settled after so many days; three were given
        make.FindingFactory(
            area=village, found_at=FOUND, due_at=FOUND + 3 * DAY, status="closed",
            closed_at=FOUND + took * DAY, closed_by=chief,
        )  # fmt: skip
    make.FindingFactory(area=village, found_at=FOUND, due_at=FOUND + 3 * DAY)
    make.FindingFactory(
        area=village, kind="talk", found_at=FOUND, due_at=None, status="closed",
        closed_at=FOUND, closed_by=chief,
    )  # fmt: skip
    page = usual(chief, station, at=NOW, from_on=DAYS[0], until_on=DAYS[1])

    said = measures.total(page).rate(DEFINED[rate])
    asked = Asked(chief, NOW, Period(*DAYS))
    told = read(asked, [book.metrics[key]], station)[key].amount

    assert (told.part, told.whole) == (said.part, said.whole) == counts
