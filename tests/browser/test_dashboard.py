"""The chief in ten seconds: three late follow-ups, two handed on, the figure falls.

Then last month as a report: worded, signed, printed, in Excel and over REST.
"""

import csv
import io
import re
import shutil
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from station.actions import jobs, rollups, tokens, walls
from station.metrics.declared import book
from station.models import Report
from station.roles import Role
from tests import factories as make
from tests.browser.test_pages import AXE, RUN_AXE, TAGS, TOO_WIDE
from tests.disputes.paper_case import text_of

pytestmark = pytest.mark.slow
LATE = "follow_ups.late"
WORDS = "本月矛盾纠纷总体平稳，逾期回访已逐件交办。"


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


def key_of_a_machine(site, station) -> str:
    """What a programme shows to read the figures of the station."""
    machine = make.UserFactory(is_service=True)
    make.PostFactory(role=Role.API_CLIENT, area=station, user=machine)
    _token, key = tokens.issue(
        user=machine,
        name="统计",
        by=site.world.people["chief"],
        at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    return key


def make_last_months_report(page, station) -> Report:
    """From the dashboard of last month; the worker counts while the page waits."""
    page.goto(reverse("station:dashboard") + f"?area={station.pk}")
    page.select_option("select[name=period]", "last_month")
    page.locator("main form.fq-asking button").click()
    page.locator(f"a.btn[href^='{reverse('station:report_ask')}']").click()
    expect(page.locator("select[name=days]")).to_have_value(re.compile("^monthly:"))
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#job-progress")).to_be_visible()
    report = Report.objects.get(area=station)
    jobs.run(pk=report.job_id, at=timezone.now())
    expect(page.locator(".fq-report-text")).to_be_visible()
    return report


def word_and_sign(page) -> None:
    page.locator(".card a[href$='/texts/']").click()
    page.fill("textarea[name=overview]", WORDS)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".fq-report-text")).to_contain_text(WORDS)
    page.locator(".fq-head-actions .btn-primary").click()
    expect(page.locator(".fq-report-text")).to_contain_text(WORDS)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".fq-badge.is-green").first).to_be_visible()
    expect(page.locator(".card a[href$='/texts/']")).to_have_count(0)


def in_the_workbook(body: bytes, label: str) -> int:
    """The figure in the row of that name, on the second sheet."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(body))
    rows = read.get_sheet_by_index(1).to_python()
    return next(row[3] for row in rows if row[0] == label)


@pytest.mark.usefixtures("row_by_row")
def test_the_report_of_last_month_tells_the_same_everywhere(site, page, village):
    station = village.parent.parent
    report = make_last_months_report(page, station)
    page.goto(reverse("station:dashboard") + f"?area={station.pk}")
    told = late_now(page)
    page.goto(report.get_absolute_url())
    word_and_sign(page)
    label = str(book.metrics[LATE].label)
    stat = page.locator("main .fq-stat", has_text=label)
    assert int(stat.locator(".fq-stat-value").inner_text()) == told

    links = page.locator(".fq-head-actions a")
    paper, workbook = (links.nth(n).get_attribute("href") for n in (0, 1))
    printed = page.request.get(paper).body()
    if shutil.which("pdftotext"):
        said = text_of(printed)
        assert re.sub(r"\s", "", WORDS) in said
        assert f"{label}{book.metrics[LATE].unit}{told}" in said
    assert in_the_workbook(page.request.get(workbook).body(), label) == told
    answer = page.request.get(
        f"/api/v1/reports/{report.pk}/",
        headers={"Authorization": f"Token {key_of_a_machine(site, station)}"},
    )
    kept = {row["metric"]["key"]: row for row in answer.json()["figures"]["late"]}
    assert kept[LATE]["part"] == told


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
    key = key_of_a_machine(site, station)
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


SCREENS = {"large": (1920, 1080), "phone": (390, 844)}


@pytest.fixture
def wall(site, village):
    """Where a screen of the station is opened."""
    _screen, token = walls.put_up(
        area=village.parent.parent,
        name="大厅",
        by=site.world.people["chief"],
        at=timezone.now(),
    )
    return reverse("station:wall", args=[token])


@pytest.mark.parametrize("size", SCREENS)
def test_every_turn_of_a_wall_screen_is_accessible(site, wall, size):
    """Panel by panel, as the clock would turn them, and when the line is cut."""
    width, height = SCREENS[size]
    context = site.visitor(viewport={"width": width, "height": height})
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.clock.install()
    page.goto(wall)
    panels = page.locator("[data-panel]")
    turns = panels.count()
    faults = []

    for turn in range(turns):
        expect(panels.nth(turn)).to_be_visible()
        expect(page.locator("[data-panel]:visible")).to_have_count(1)
        if turn == turns - 1:
            page.locator("#wall-lost").evaluate("said => { said.hidden = false; }")
        found = page.evaluate(RUN_AXE, TAGS) + page.evaluate(TOO_WIDE)
        faults += [f"{turn} · {fault}" for fault in found]
        page.clock.run_for(15_000)

    context.close()
    assert turns > 3  # late, where, and figures
    assert not faults, "\n" + "\n".join(faults)


def test_a_wall_screen_takes_only_what_is_new(site, wall, village):
    """Every minute it asks; nothing is sent again that it shows already."""
    context = site.visitor(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.clock.install()
    page.goto(wall)

    def a_minute_later() -> int:
        with page.expect_response(lambda answer: "live=1" in answer.url) as found:
            page.clock.run_for(60_000)
        return found.value.status

    shown = page.locator("#wall")
    assert [a_minute_later(), a_minute_later()] == [200, 304]
    before = shown.inner_html()
    home = make.HouseholdFactory(area=village, address__area=village)
    make.FollowUpFactory(household=home, due_at=timezone.now() - timedelta(days=1))

    assert a_minute_later() == 200
    expect(shown).not_to_have_js_property("innerHTML", before)
    expect(page.locator("#wall-lost")).to_be_hidden()
    context.set_offline(True)
    page.clock.run_for(60_000)
    expect(page.locator("#wall-lost")).to_be_visible()
    expect(shown.locator("[data-panel]:visible")).to_have_count(1)
    context.close()
