"""The demo says thanks to those who served most, and certifies some."""

from datetime import timedelta
from random import Random

import pytest

from patrols import merits
from patrols.demo import thanks as demo
from patrols.models import ServiceCertificate, Thanks
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


class TestDemo:
    def test_thanks_who_served_and_nobody_else(self):
        township = make.TownshipFactory(code=demo.SHOWN)
        make.person(Role.STATION_CHIEF, township.parent)
        village = make.CommunityFactory(parent=township)
        team = make.TeamFactory(area=village)
        served, _idle = (make.MembershipFactory(team=team).volunteer for _ in "ab")
        day = NOW - timedelta(days=3)
        make.WalkedPatrolFactory(
            team=team,
            volunteer=served,
            started_at=day - timedelta(hours=2),
            ended_at=day,
        )

        said = demo.make(chance=Random(1), at=NOW, scale=0.2)

        assert said == "1 words of thanks"
        assert Thanks.objects.get().volunteer == served
        assert ServiceCertificate.objects.get().minutes == 120
        assert merits.rule_for(village).is_on

    def test_says_so_where_there_is_nothing_to_show(self):
        assert demo.make(chance=Random(1), at=NOW, scale=0.2) == "no station to show"
