"""The demo's groups: twelve on two campuses, with what they share."""

from random import Random

import pytest

from antifraud import overlaps
from antifraud.demo import audiences as demo
from antifraud.models import Ally, Audience
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_makes_the_groups_of_a_campus_and_their_allies():
    town = make.TownshipFactory(code="510118004", name="花源街道")
    campus = make.CommunityFactory(parent=town, code="510118004001", name="花源社区")
    make.officer(campus)
    make.person("station_chief", town.parent)
    home = make.HouseholdFactory(address__community=campus)
    make.ResidentFactory(household=home, birth_date="1950-01-01")

    said = demo.make(chance=Random(7), at=NOW, scale=1.0)

    students = Audience.objects.filter(kind="student")
    sizes = dict(students.values_list("pk", "size"))
    assert len(sizes) == 6
    assert sum(sizes.values()) > overlaps.people_once(sizes) > max(sizes.values())
    assert Audience.objects.get(kind="elderly").members.count() == 1
    assert Ally.objects.filter(audiences__in=students).exists()
    assert said.startswith("14 audiences")
