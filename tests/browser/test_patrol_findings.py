"""A volunteer's phone: a hazard with a photo, and the one button."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from patrols.models import Alarm, Finding
from station.actions.attachments import attached_to
from station.roles import Role
from tests import factories as make
from tests.browser.world import picture

pytestmark = pytest.mark.slow
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
HERE = {"latitude": 39.3757, "longitude": 99.8199, "accuracy": 18}


@pytest.fixture(scope="module")
def volunteer(site):
    """Out on patrol in the officer's village."""
    village = site.world.people["officer"].posts.get().area
    user = make.person(Role.VOLUNTEER, village)
    found = make.VolunteerFactory(area=village, user=user, name="赵义")
    team = make.TeamFactory(area=village)
    make.MembershipFactory(team=team, volunteer=found)
    make.PatrolFactory(volunteer=found, team=team)
    site.world.people["patroller"] = user
    return found


@pytest.fixture
def page(site, volunteer):
    context = site.visitor(
        "patroller", **PHONE, geolocation=HERE, permissions=["geolocation"]
    )
    yield context.new_page()
    context.close()


def test_a_hazard_is_reported_with_a_photo(page, volunteer):
    page.goto(reverse("patrols:mine"))
    page.locator(f"a[href$='{reverse('patrols:finding_create')}?kind=hazard']").click()
    expect(page.locator("[data-finding-people]")).to_be_hidden()
    page.fill("input[name=what]", "消防通道被摊位堵住")
    page.set_input_files(
        "input[type=file]",
        {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture()},
    )
    expect(page.locator("input[name=latitude]")).to_have_value("39.375700")
    page.locator("main form[data-finding] button[type=submit]").click()

    expect(page).to_have_url(re.compile(r"/patrols/findings/\d+/$"))
    finding = Finding.objects.get(reported_by=volunteer.user)
    assert finding.patrol is not None
    assert finding.cell
    assert attached_to(finding).count() == 1
    expect(page.locator("main .fq-photos img")).to_have_count(1)


def test_the_button_held_calls_and_the_officer_answers(site, page, volunteer):
    page.goto(reverse("patrols:mine"))
    button = page.locator(".fq-alarm-button")
    button.click()
    expect(page).to_have_url(re.compile(re.escape(reverse("patrols:alarm_press"))))
    assert not Alarm.objects.exists()

    page.goto(reverse("patrols:mine"))
    button.click(delay=1500)
    expect(page).to_have_url(re.compile(r"/patrols/alarm/\d+/$"))
    expect(page.locator("a[href='tel:110']")).to_be_visible()
    alarm = Alarm.objects.get()
    assert alarm.place == (39.3757, 99.8199)

    desk = site.visitor("officer")
    officer = desk.new_page()
    officer.goto(reverse("households:list"))
    officer.locator(".fq-banner a", has_text="赵义").click()
    officer.locator(f"form[action$='/alarms/{alarm.pk}/answer/'] button").click()
    expect(page.locator("main .fq-banner.is-green")).to_be_visible(timeout=15_000)
    desk.close()
