"""A patrol on the phone: on duty, a check-in without signal, sent once, off duty."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from patrols.models import CheckIn, Finding, Patrol, PatrolPoint
from station.actions.attachments import attached_to
from station.roles import Role
from tests import factories as make
from tests.browser.phone import SLOW
from tests.browser.world import picture

WALK = "/patrols/walk/"
HERE = {"latitude": 39.3752, "longitude": 99.8193, "accuracy": 8}


@pytest.fixture
def walker(site):
    """A volunteer of the village, with a point, a kind of patrol and a screen."""
    village = site.world.people["officer"].rights.posts[0].area
    CheckIn.objects.all().delete()
    Finding.objects.all().delete()
    Patrol.objects.all().delete()
    PatrolPoint.objects.all().delete()
    user = make.person(Role.VOLUNTEER, village)
    volunteer = make.VolunteerFactory(area=village, user=user, name="王浩海")
    make.MembershipFactory(team__area=village, volunteer=volunteer)
    site.world.people["walker"] = user
    return volunteer


@pytest.fixture
def points(walker):
    return [
        make.PatrolPointFactory(area=walker.area, name="小吃街口"),
        make.PatrolPointFactory(area=walker.area, name="校门", latitude="39.380000"),
    ]


def ready(phone, walker):
    """The page is on the phone, with who it is for and where the points are."""
    make.PatrolKindFactory(title_zh="街面巡防", position=1)
    page = phone("walker")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(HERE)
    page.goto("/patrols/me/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(WALK)
    expect(page.locator("[data-do=on]")).to_be_visible(timeout=SLOW)
    return page


def states(page):
    return page.locator("[data-list] .fq-badge")


class TestWalk:
    def test_a_check_in_without_signal_is_sent_once(self, phone, walker, points):
        page = ready(phone, walker)
        page.click("[data-do=on]")
        expect(page.locator("[data-do=here]")).to_be_visible(timeout=SLOW)
        page.context.set_offline(True)
        page.reload()
        page.click("[data-do=here]")
        expect(states(page).first).to_have_text("待上传")
        page.goto(f"/p/{points[1].token}/")
        expect(states(page)).to_have_count(3)
        assert not CheckIn.objects.exists()

        page.context.set_offline(False)
        expect(states(page).first).to_have_text("已上传", timeout=SLOW)
        page.reload()
        page.click("[data-do=off]")
        expect(page.locator("[data-do=on]")).to_be_visible(timeout=SLOW)

        patrol = Patrol.objects.get()
        made = CheckIn.objects.filter(patrol=patrol).order_by("at")
        assert [(row.point.name, row.way) for row in made] == [
            ("小吃街口", "position"),
            ("校门", "scan"),
        ]
        assert made[0].doubts == []
        assert "far" in made[1].doubts
        assert patrol.end == "self"

    def test_what_the_station_refuses_is_said_and_blocks_nothing(
        self, phone, walker, points
    ):
        page = ready(phone, walker)
        page.click("[data-do=on]")
        expect(page.locator("[data-do=here]")).to_be_visible(timeout=SLOW)
        page.context.set_offline(True)
        page.goto("/p/guessed/")
        expect(states(page)).to_have_count(2)
        page.click("[data-do=here]")
        expect(states(page)).to_have_count(3)

        page.context.set_offline(False)
        expect(page.locator("[data-do=remove]")).to_be_visible(timeout=SLOW)

        assert CheckIn.objects.get().point == points[0]


class TestFindings:
    def test_what_is_found_without_signal_is_sent_once_with_its_photo(
        self, phone, walker, points
    ):
        page = ready(phone, walker)
        page.click("[data-do=on]")
        expect(page.locator("[data-do=here]")).to_be_visible(timeout=SLOW)
        page.context.set_offline(True)
        page.goto(reverse("patrols:finding_create") + "?kind=hazard")

        page.click("[data-part=finding] [type=submit]")
        expect(page.locator("[data-part=finding] .fq-error-summary")).to_be_visible()
        page.fill("[name=what]", "消防通道被摊位堵住")
        page.set_input_files(
            "[name=photos]",
            {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture()},
        )
        expect(page.locator("[data-photos-list] img")).to_have_count(1)
        page.wait_for_timeout(1500)  # a draft is kept with each pause
        page.reload()
        page.click("[data-do=write]")
        expect(page.locator("[name=what]")).to_have_value("消防通道被摊位堵住")
        expect(page.locator("[data-photos-list] img")).to_have_count(1)
        page.wait_for_timeout(500)
        page.click("[data-part=finding] [type=submit]")
        expect(states(page).first).to_have_text("待上传")
        assert not Finding.objects.exists()

        page.context.set_offline(False)
        expect(states(page).first).to_have_text("已上传", timeout=SLOW)
        finding = Finding.objects.get()
        assert finding.patrol == Patrol.objects.get()
        assert finding.area == walker.area
        assert attached_to(finding).count() == 1

    def test_the_signal_may_go_while_one_writes(self, phone, walker, points):
        page = ready(phone, walker)
        page.click("[data-do=on]")
        expect(page.locator("[data-do=here]")).to_be_visible(timeout=SLOW)
        page.goto(reverse("patrols:finding_create") + "?kind=hazard")
        page.fill("[name=what]", "井盖松动")
        page.set_input_files(
            "[name=photos]",
            {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture()},
        )
        expect(page.locator("[data-photos-list] img")).to_have_count(1)
        page.context.set_offline(True)
        page.click("form[data-finding] [type=submit]")

        expect(page.locator("[data-part=finding] [name=what]")).to_have_value(
            "井盖松动", timeout=SLOW
        )
        expect(page.locator("[data-photos-list] img")).to_have_count(1)
        page.context.set_offline(False)
        page.click("[data-part=finding] [type=submit]")
        sent = page.locator("[data-list] li", has_text="井盖松动")
        expect(sent.locator(".fq-badge")).to_have_text("已上传", timeout=SLOW)

        finding = Finding.objects.get()
        assert finding.what == "井盖松动"
        assert attached_to(finding).count() == 1
