"""The chief in ten seconds: three late follow-ups, two handed on, the figure falls."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from station.actions import rollups, tokens
from station.roles import Role
from tests import factories as make

pytestmark = pytest.mark.slow
LATE = "follow_ups.late"


@pytest.fixture(scope="module")
def village(site):
    """Three promises that nobody kept, and a colleague who has time."""
    village = site.world.people["officer"].posts.get().area
    for number in range(3):
        home = make.HouseholdFactory(area=village, address__area=village)
        make.FollowUpFactory(
            household=home,
            assigned_to=site.world.people["officer"],
            due_at=timezone.now() - timedelta(days=2 + number),
        )
    make.PostFactory(
        role=Role.COMMUNITY_OFFICER,
        area=village,
        user=make.UserFactory(name="钱有空"),
    )
    return village


@pytest.fixture
def page(site, village):
    context = site.visitor("chief", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def late_now(page) -> int:
    """The figure as it stands on the dashboard; gone when nothing is late."""
    stat = page.locator(f"main a.fq-stat[href*='figure={LATE}']")
    return int(stat.locator(".fq-stat-value").inner_text()) if stat.count() else 0


@pytest.mark.usefixtures("row_by_row")
def test_three_late_two_handed_on_the_figure_falls(page, village):
    page.goto(reverse("station:dashboard") + f"?area={village.pk}")
    before = late_now(page)
    assert before >= 3

    page.locator(f"main a.fq-stat[href*='figure={LATE}']").click()
    expect(page).to_have_url(re.compile(reverse("households:follow_up_list")))
    boxes = page.locator("main tbody input[type=checkbox]")
    expect(boxes).to_have_count(before)
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator("main button[name=action][value=reassign]").click()
    page.select_option("select[name=to]", label="钱有空")
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.fill("input[name=due_on]", tomorrow.isoformat())
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()

    page.goto(reverse("station:dashboard") + f"?area={village.pk}")
    assert late_now(page) == before - 2


def test_last_month_in_words_in_the_address_and_on_paper(page, village):
    page.goto(reverse("station:dashboard") + f"?area={village.pk}")
    page.select_option("select[name=period]", "last_month")
    page.locator("main form.fq-asking button").click()

    expect(page).to_have_url(re.compile("period=last_month"))
    page.emulate_media(media="print")
    expect(page.locator("main form.fq-asking")).to_be_hidden()
    expect(page.locator(".fq-side")).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_an_open_page_follows_what_happens(page, village):
    """Asked again without reading the page anew."""
    page.goto(reverse("station:dashboard") + f"?area={village.pk}")
    before = late_now(page)
    home = make.HouseholdFactory(area=village, address__area=village)
    make.FollowUpFactory(household=home, due_at=timezone.now() - timedelta(days=1))

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    value = page.locator(f"main a.fq-stat[href*='figure={LATE}'] .fq-stat-value")
    expect(value).to_have_text(str(before + 1))


def test_the_same_figure_over_rest_and_in_the_workbook(site, page, village):
    station = village.parent.parent
    machine = make.UserFactory(is_service=True)
    make.PostFactory(role=Role.API_CLIENT, area=station, user=machine)
    chief = site.world.people["chief"]
    _token, key = tokens.issue(
        user=machine,
        name="统计",
        by=chief,
        at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    rollups.fold()

    page.goto(reverse("station:dashboard") + f"?area={village.pk}")
    told = late_now(page)
    answer = page.request.get(
        f"/api/v1/statistics/{LATE}/?area={village.pk}",
        headers={"Authorization": f"Token {key}"},
    )
    assert answer.json()["figure"]["part"] == told

    page.locator(f"main a.fq-stat[href*='figure={LATE}']").click()
    address = page.url.replace("/follow-ups/", "/follow-ups/export/")
    rows = page.request.get(f"{address}&as=csv").text()
    assert len(list(csv.reader(io.StringIO(rows)))) == told + 1
