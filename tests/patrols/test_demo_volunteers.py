"""The demo's volunteers: 105 in 13 teams on three levels."""

from random import Random

import pytest
from django.conf import settings

from patrols.demo import volunteers as demo
from patrols.models import Membership, Team, Volunteer
from station.models import Area
from station.roles import Role
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    township = make.TownshipFactory(code=demo.SHOWN, name="罗城镇")
    names = ("天城村", "侯庄村", "下庄村", "张墩村", "河西村")
    for name in names:
        village = make.CommunityFactory(parent=township, name=name)
        for grid in ("第一网格", "第二网格"):
            make.GridFactory(parent=village, name=grid)
    make.person(Role.STATION_CHIEF, township.parent)
    return township.parent


class TestDemo:
    @pytest.mark.usefixtures("row_by_row")
    def test_fills_three_levels_and_tells_the_accounts(self, station):
        grid = Area.objects.get(name="第一网格", parent__name="天城村")
        spare = make.person(Role.VOLUNTEER, grid)

        said = demo.make(chance=Random(1), at=NOW, scale=0.2)

        levels = list(Team.objects.values_list("level", flat=True))
        accounts = (settings.VAR_DIR / "demo_accounts.txt").read_text("utf-8")
        assert said == "105 volunteers, 13 teams"
        assert [levels.count(n) for n in ("town", "village", "group")] == [1, 4, 8]
        assert Membership.objects.leading().filter(role="captain").count() == 13
        assert Volunteer.objects.filter(status="applied").count() == 3
        assert "天城村义警队队长" in accounts
        captain = Membership.objects.leading().get(role="captain", team__level="town")
        assert captain.volunteer.user.posts.get().area == captain.team.area
        assert Volunteer.objects.get(user=spare).area == grid

    def test_says_so_where_there_is_nothing_to_show(self, db):
        assert demo.make(chance=Random(1), at=NOW, scale=0.2) == "no station to show"
