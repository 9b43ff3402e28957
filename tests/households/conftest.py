"""The territory of Luocheng, for tests that read its register."""

import csv

import pytest

from station.models import Area
from tests import workbooks
from tests.factories import CommunityFactory, StationFactory, TownshipFactory


@pytest.fixture
def luocheng(db) -> Area:
    """The station of Luocheng with the town's real villages."""
    station = StationFactory(name="罗城派出所")
    town = TownshipFactory(name="罗城镇", code="620724108", parent=station)
    with workbooks.DIVISIONS.open() as file:
        for row in csv.DictReader(file):
            if row["parent_code"] == town.code:
                short = row["name"].removesuffix("村民委员会")
                CommunityFactory(
                    name=row["name"], short_name=short, code=row["code"], parent=town
                )
    return station


@pytest.fixture
def tiancheng(luocheng) -> Area:
    """天城村, whose officer the seeds speak of."""
    return Area.objects.get(code="620724108204")
