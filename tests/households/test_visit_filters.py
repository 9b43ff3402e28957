import pytest

from households.filters.visits import visitors
from station.roles import Role
from tests.factories import CommunityFactory, VisitFactory, officer, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(rf, wang):
    """The village's officer looks at the list of visits."""
    request = rf.get("/households/visits/")
    request.user = wang
    return request


def test_offers_who_came_here_from_the_village_and_from_above(asking, wang, village):
    chief = person(Role.STATION_CHIEF, village.parent.parent)
    person(Role.AUXILIARY_OFFICER, village)  # never went
    for by in (wang, chief):
        VisitFactory(household__community=village, visited_by=by)

    assert set(visitors(asking)) == {wang, chief}


def test_offers_nobody_who_only_went_elsewhere(asking, village):
    neighbour = CommunityFactory(parent=village.parent)
    other = officer(neighbour)
    chief = person(Role.STATION_CHIEF, village.parent.parent)
    for by in (other, chief):
        VisitFactory(household__community=neighbour, visited_by=by)

    assert not visitors(asking).exists()
