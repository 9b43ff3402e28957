"""What stands behind a point's code, and the screen with the changing one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from patrols import screens
from patrols.actions import points
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


class TestFace:
    def test_tells_a_resident_what_it_is_and_whom_to_call(self, client, village):
        station = village.parent.parent
        station.profile = {"phone": "0936-6651110"}
        station.save()
        point = make.PatrolPointFactory(area=village, name="小吃街口")

        page = client.get(reverse("patrol_point:face", args=[point.token]))

        text = page.content.decode()
        assert "小吃街口" in text
        assert "tel:0936-6651110" in text
        assert page["Referrer-Policy"] == "no-referrer"

    def test_guessing_becomes_slow(self, client, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 3
        url = reverse("patrol_point:face", args=["nothing"])

        found = [client.get(url).status_code for _ in range(5)]

        assert found == [404, 404, 404, 429, 429]


class TestScreen:
    def test_shows_the_code_of_the_moment_at_its_own_address(self, client, village):
        point = make.PatrolPointFactory(area=village, screen_seed="seed")
        key = screens.address_key(point)

        page = client.get(reverse("patrol_point:screen", args=[point.token, key]))
        guessed = client.get(reverse("patrol_point:screen", args=[point.token, "x"]))

        assert page.status_code == 200
        assert 'http-equiv="refresh"' in page.content.decode()
        assert guessed.status_code == 404

    def test_a_new_address_ends_the_old_one(self, client, village, wang):
        point = points.start_screen(
            point=make.PatrolPointFactory(area=village), by=wang, at=NOW
        )
        old = reverse(
            "patrol_point:screen", args=[point.token, screens.address_key(point)]
        )

        points.start_screen(point=point, by=wang, at=NOW)

        assert client.get(old).status_code == 404

    def test_the_code_holds_for_about_a_minute(self, village):
        point = make.PatrolPointFactory(area=village, screen_seed="seed")
        code = screens.code_at(point, NOW)
        seconds = (0, 30, 60, 120, -60, 3600)

        shown = [
            screens.is_shown(point, code, at=NOW + timedelta(seconds=each))
            for each in seconds
        ]

        assert shown == [True, True, True, False, True, False]

    def test_another_screen_has_another_code(self, village):
        one = make.PatrolPointFactory(area=village, screen_seed="seed")
        two = make.PatrolPointFactory(area=village, screen_seed="other")

        assert screens.code_at(one, NOW) != screens.code_at(two, NOW)
        assert not screens.is_shown(make.PatrolPointFactory(), "000000", at=NOW)
