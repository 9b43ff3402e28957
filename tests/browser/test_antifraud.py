"""A wave on two campuses: seen, warned of, handed over, read, and what came of it."""

import shutil
from datetime import datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from antifraud.actions import sending_work
from antifraud.models import Alert, AlertReading, AlertSending, ScamType, Wave
from antifraud.workflow.sendings import HeldBy, SendingStatus
from station.models import Area
from tests import factories as make
from tests.browser.desk import SCREEN, fill, press
from tests.disputes.paper_case import text_of

pytestmark = pytest.mark.slow
GROUPS, STUDENTS = 12, 16_000
SATED, LATE = 2, 1  # of the groups: had enough, and in a quiet place until eleven
TEN = time(10)
TITLE = "校园刷单返利高发，先垫付的都是诈骗"


def next_ten() -> datetime:
    """Ten in the morning, in what is ahead, so that no cookie is old."""
    now = timezone.localtime()
    ten = datetime.combine(now.date(), TEN, now.tzinfo)
    return ten if ten > now else ten + timedelta(days=1)


@pytest.fixture
def clock(time_machine):
    """The morning on which the officer looks; it goes on by itself."""
    time_machine.move_to(next_ten(), tick=True)
    return time_machine


@pytest.fixture
def campuses(clock, site):
    """Twelve groups of students, and a year of cases that ends in a wave."""
    officer = site.world.people["officer"]
    village = officer.posts.get().area
    grid = Area.objects.get(parent=village, kind=Area.Kind.GRID)
    make.AlertLimitFactory(area=village)
    make.AlertLimitFactory(area=grid, quiet_until=time(11))
    rebates = ScamType.objects.get(code="fake-order")
    groups = [
        make.AudienceFactory(
            name=f"{'东' if number % 2 else '西'}校区{number + 1}群",
            area=grid if number < LATE else village,
            size=STUDENTS // GROUPS,
            owner=officer,
        )
        for number in range(GROUPS)
    ]
    had = timezone.now() - timedelta(days=2)
    for group in groups[-SATED:]:
        for number in range(3):
            make.SendingFactory(
                alert__number=f"YJ-{group.pk}-{number}",
                alert__area=village,
                audience=group,
                status="sent",
                sent_at=had,
            )
    today = timezone.now()
    usual = [today - timedelta(days=20 + 9 * n) for n in range(42)]
    lately = [today - timedelta(days=1 + n) for n in range(12)]
    for moment in [*usual, *lately]:
        make.FraudCaseFactory(
            area=village,
            scam_type=rebates,
            group="student",
            age_band="18_25",
            happened_at=moment,
            reported_at=moment,
            loss=3000,
        )
    call_command("find_waves")
    return groups


class Officer:
    """The officer of the two campuses, on the phone."""

    def __init__(self, site) -> None:
        self.site = site
        self.page = self.browser("officer")

    def browser(self, who: str = ""):
        """Somebody's phone; a stranger's without a name."""
        context = self.site.visitor(who, viewport=SCREEN)
        context.set_default_timeout(30_000)
        return context.new_page()

    def come_back(self, clock, after: timedelta) -> None:
        """Later; whoever was away that long signs in anew."""
        clock.shift(after)
        self.page = self.browser("officer")

    def see_the_wave(self) -> Wave:
        """From the first page of anti-fraud work to the figures."""
        wave = Wave.objects.undecided().get(group="student")
        self.page.goto(reverse("antifraud:overview"))
        self.page.locator(f"main a[href='{wave.get_absolute_url()}']").first.click()
        expect(self.page.locator("main")).to_contain_text(str(wave.observed))
        return wave

    def write(self) -> Alert:
        """The proposal as it stands, with a better heading."""
        address = reverse("antifraud:alert_create")
        with self.page.expect_navigation():
            self.page.locator(f"main a[href^='{address}']").first.click()
        assert self.page.locator("[name=body]").input_value()
        fill(self.page, title=TITLE)
        alert = Alert.objects.get(title=TITLE)
        boxes = self.page.locator("main [name=fitting]")
        assert boxes.count() == GROUPS
        for box in boxes.all():
            box.check(force=True)
        press(self.page, self.page.locator("main form button[type=submit]").last)
        press(self.page, self.step(alert, "submit"))
        alert.refresh_from_db()
        assert alert.status == "submitted"
        return alert

    def step(self, alert: Alert, name: str, page=None):
        """The button of a step on the alert's page."""
        address = reverse(f"antifraud:alert_{name}", args=[alert.pk])
        page = page or self.page
        page.goto(alert.get_absolute_url())
        form = page.locator(f"main form[action='{address}'] button")
        return form if form.count() else page.locator(f"main a[href='{address}']")

    def let_a_colleague_approve(self, alert: Alert) -> None:
        """Nobody lets their own words go out."""
        assert self.step(alert, "approve").count() == 0
        colleague = self.browser("idle")
        press(colleague, self.step(alert, "approve", colleague))
        if "/approve/" in colleague.url:
            press(colleague, colleague.locator("main form button[type=submit]").last)
        alert.refresh_from_db()
        assert alert.status == "approved"

    def hand_over_all(self, alert: Alert) -> None:
        """Text after text into its group, one tap each."""
        address = reverse("antifraud:alert_hand_over", args=[alert.pk])
        while alert.sendings.filter(status=SendingStatus.TO_HAND).exists():
            self.page.goto(address)
            left = alert.sendings.filter(status=SendingStatus.TO_HAND).first()
            done = reverse("antifraud:sending_handed_over", args=[left.pk])
            press(self.page, self.page.locator(f"form[action='{done}'] button"))

    def read_the_poster(self, alert: Alert) -> str:
        """What stands on the sheet that hangs in the hall."""
        address = reverse("antifraud:alert_poster", args=[alert.pk])
        answer = self.page.context.request.get(f"{self.site.address}{address}")
        assert answer.ok
        return text_of(answer.body())


def by_state(alert: Alert) -> dict[str, int]:
    rows = alert.sendings.values_list("status", flat=True)
    return {state: list(rows).count(state) for state in set(rows)}


class TestWave:
    def test_is_seen_warned_of_and_answered_for(self, site, campuses, clock):
        officer = Officer(site)
        wave = officer.see_the_wave()
        alert = officer.write()
        officer.let_a_colleague_approve(alert)

        held = alert.sendings.filter(status=SendingStatus.HELD)
        assert held.count() == SATED
        assert {row.held_by for row in held} == {HeldBy.AUDIENCE_CAP}
        waits = alert.sendings.get(status=SendingStatus.PLANNED)
        assert waits.held_by == HeldBy.QUIET_HOURS
        assert timezone.localtime(waits.due_at).time() == time(11)
        officer.page.goto(alert.get_absolute_url())
        expect(officer.page.locator("main")).to_contain_text(
            HeldBy.QUIET_HOURS.label[:2]
        )

        officer.hand_over_all(alert)
        assert by_state(alert)["sent"] == GROUPS - SATED - LATE
        officer.come_back(clock, timedelta(minutes=70))
        sending_work.send_due(until=timezone.now() + timedelta(seconds=20))
        officer.hand_over_all(alert)
        alert.refresh_from_db()
        assert by_state(alert) == {"sent": GROUPS - SATED, "held": SATED}
        assert alert.status == "done"

        if shutil.which("pdftotext"):
            assert "96110" in officer.read_the_poster(alert)
        self.readers_are_counted(officer, alert)
        self.next_week_stands_on_the_effect_page(officer, clock, wave)

    def readers_are_counted(self, officer, alert) -> None:
        """Two phones, one of them twice: two readers, and nobody is known."""
        sending: AlertSending = alert.sendings.filter(status="sent").first()
        address = reverse("alert_page:face", args=[sending.link])
        first, second = officer.browser(), officer.browser()
        for page in (first, first, second):
            page.goto(address)
            expect(page.locator("body")).to_contain_text(TITLE)
        readings = AlertReading.objects.filter(sending=sending)
        assert readings.aggregate(n=Sum("readers"))["n"] == 2
        officer.page.goto(alert.get_absolute_url())
        expect(officer.page.locator("main")).to_contain_text("2")

    def next_week_stands_on_the_effect_page(self, officer, clock, wave) -> None:
        """One case where there were six, with the caution beside it."""
        officer.come_back(clock, timedelta(days=8))
        now = timezone.now()
        make.FraudCaseFactory(
            area=wave.area,
            scam_type=wave.scam_type,
            group="student",
            happened_at=now - timedelta(days=1),
            reported_at=now,
        )
        officer.page.goto(reverse("antifraud:effect"))
        with officer.page.expect_navigation():
            officer.page.locator("main nav a.btn-s").first.click()
        row = officer.page.locator("main tr", has_text=wave.scam_type.name_zh)
        figures = [text for text in row.locator("td").all_inner_texts() if text]
        assert {"7", "5", "1"} <= {text.split()[0] for text in figures}, figures
        cautions = officer.page.locator("main .is-amber")
        expect(cautions.first).to_be_visible()
