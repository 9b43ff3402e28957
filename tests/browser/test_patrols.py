"""A week of the volunteers: the captain's roster, one person's patrol, a gap closed."""

import re
import shutil
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from patrols.actions import proposals
from patrols.models import (
    Alarm,
    CheckIn,
    Finding,
    Patrol,
    PatrolPoint,
    RosterPeriod,
    RosterProposal,
    Shift,
    SignUp,
    Swap,
)
from station.actions.attachments import attached_to
from station.roles import Role
from tests import factories as make
from tests.browser.desk import fill, press
from tests.browser.phone import PHONE, SLOW
from tests.browser.world import picture
from tests.disputes.paper_case import text_of

pytestmark = pytest.mark.slow
HERE = {"latitude": 39.3752, "longitude": 99.8193, "accuracy": 8}
PEOPLE, SHIFTS, PLACES = 105, 60, 4
STARTS = [time(hour) for hour in (6, 8, 10, 12, 14, 16, 18, 20)]


def volunteer(site, who: str, team, role: str = "member", **facts):
    """Somebody of the team who can sign in."""
    user = make.person(Role.VOLUNTEER, team.area)
    site.world.people[who] = user
    found = make.VolunteerFactory(area=team.area, user=user, **facts)
    make.MembershipFactory(team=team, volunteer=found, role=role)
    return found


@pytest.fixture(scope="module")
def team(site):
    """A hundred and five people, and sixty shifts a week."""
    village = site.world.people["officer"].posts.get().area
    team = make.TeamFactory(area=village, name="天城村义警队", needs_approval=True)
    volunteer(site, "captain", team, "captain", name="孙队长")
    patroller = volunteer(site, "patroller", team, name="赵义", is_fit=True)
    # Two hours he walked last week: what the certificate will say.
    make.WalkedPatrolFactory(
        team=team,
        volunteer=patroller,
        started_at=timezone.now() - timedelta(days=8, hours=2),
        ended_at=timezone.now() - timedelta(days=8),
    )
    for _one in range(PEOPLE - 2):
        make.MembershipFactory(team=team)
    kind = make.PatrolKindFactory(title_zh="夜市巡防", position=1)
    slots = [(day, start) for start in STARTS for day in range(7)] + [
        (day, STARTS[-1]) for day in range(SHIFTS - 7 * len(STARTS))
    ]
    for weekday, starts in slots:
        make.RosterTemplateFactory(
            team=team, kind=kind, weekday=weekday, starts=starts, needed=PLACES
        )
    for number in range(4):
        make.PatrolPointFactory(
            area=village, name=f"巡防点{number}", latitude=f"39.{3752 + number * 40}00"
        )
    make.NeedWeightFactory(area=village, weekdays=list(range(7)))
    return team


def browser_of(site, who: str):
    """Another one's phone; putting down two hundred people may take its time."""
    context = site.visitor(who, **PHONE, geolocation=HERE, permissions=["geolocation"])
    context.set_default_timeout(3 * SLOW)
    return context.new_page()


def button(page, name: str, *args):
    """The button of a form that goes to this address."""
    address = reverse(f"patrols:{name}", args=args)
    return page.locator(f"main form[action^='{address}'] button").first


def confirm(page, name: str, *args) -> None:
    """A page that asks for nothing but the button."""
    page.goto(reverse(f"patrols:{name}", args=args))
    press(page, page.locator("main form button[type=submit]").last)


def fill_next_week(page) -> RosterProposal:
    """The captain makes next week's roster, asks for a proposal, takes it over."""
    confirm(page, "period_create")
    period = RosterPeriod.objects.get()
    assert period.shifts.count() == SHIFTS
    press(page, button(page, "period_propose", period.pk))
    expect(page.locator("#job-progress")).to_be_visible()
    asked = RosterProposal.objects.get()
    proposals.work_out(proposal=asked, at=timezone.now())
    page.goto(asked.get_absolute_url())
    press(page, page.locator(f"main a[href*='/{asked.pk}/accept/']"))
    press(page, page.locator("main form button[type=submit]").last)
    confirm(page, "period_publish", period.pk)
    asked.refresh_from_db()
    return asked


class Patroller:
    """The volunteer with the phone, the captain with another."""

    def __init__(self, site, phone, team) -> None:
        self.site, self.team = site, team
        self.page = phone("patroller")
        self.page.context.grant_permissions(["geolocation"])
        self.page.context.set_geolocation(HERE)
        self.captain = browser_of(site, "captain")
        self.volunteer = team.memberships.get(volunteer__name="赵义").volunteer

    def answer_what_is_proposed(self) -> SignUp:
        """Next week's shift stands under what is to be done."""
        place = self.volunteer.sign_ups.filter(status="proposed").first()
        self.page.goto(reverse("patrols:mine"))
        press(self.page, button(self.page, "sign_up_accept", place.pk))
        place.refresh_from_db()
        assert place.status == "confirmed"
        return place

    def sign_up_for_tonight(self) -> None:
        """A shift that begins in five minutes; the captain approves."""
        start = timezone.now() + timedelta(minutes=5)
        shift = make.ShiftFactory(
            team=self.team, starts_at=start, ends_at=start + timedelta(hours=2)
        )
        self.page.goto(f"{reverse('patrols:shift_list')}?state=for_me")
        self.page.click(f"main a[href='{shift.get_absolute_url()}']")
        press(self.page, button(self.page, "shift_sign_up", shift.pk))
        place = shift.sign_ups.get()
        assert place.status == "requested"
        self.captain.goto(shift.get_absolute_url())
        press(self.captain, button(self.captain, "sign_up_approve", place.pk))

    def swap(self, place: SignUp) -> None:
        """Who came to the team later takes it; the captain approves."""
        other = volunteer(self.site, "newcomer", self.team, name="钱二", is_fit=True)
        self.page.goto(reverse("patrols:swap_offer", args=[place.pk]))
        fill(self.page, note="那天要值夜班")
        swap = Swap.objects.get()
        theirs = browser_of(self.site, "newcomer")
        theirs.goto(place.shift.get_absolute_url())
        press(theirs, button(theirs, "swap_take", swap.pk))
        self.captain.goto(place.shift.get_absolute_url())
        press(self.captain, button(self.captain, "swap_approve", swap.pk))
        on = place.shift.sign_ups.filter(status="confirmed")
        assert [row.volunteer for row in on] == [other]

    def walk(self) -> Patrol:
        """Four points: by position, by code, without signal, by the captain's word."""
        page, points = self.page, list(PatrolPoint.objects.order_by("pk"))
        page.goto(reverse("patrols:mine"))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.goto(reverse("patrols:walk"))
        page.click("[data-do=on]")
        expect(page.locator("[data-do=here]")).to_be_visible(timeout=SLOW)
        page.click("[data-do=here]")
        page.goto(f"/p/{points[1].token}/")
        press(page, page.locator("main form button[type=submit]").last)
        page.goto(reverse("patrols:walk"))
        expect(page.locator("[data-do=here]")).to_be_visible(timeout=SLOW)
        page.context.set_offline(True)
        page.goto(f"/p/{points[2].token}/")
        expect(page.locator("[data-list]")).to_contain_text("待上传")
        page.context.set_offline(False)
        expect(page.locator("[data-list]")).not_to_contain_text("待上传", timeout=SLOW)
        patrol = Patrol.objects.get(ended_at=None)
        self.captain.goto(reverse("patrols:check_in_confirm", args=[patrol.pk]))
        fill(self.captain, point=points[3].pk)
        return patrol

    def report_a_hazard(self) -> Finding:
        page = self.page
        page.goto(reverse("patrols:mine"))
        page.click(f"a[href$='{reverse('patrols:finding_create')}?kind=hazard']")
        page.set_input_files(
            "input[type=file]",
            {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture()},
        )
        fill(page, what="消防通道被摊位堵住")
        return Finding.objects.get()

    def call_for_help(self) -> Alarm:
        self.page.goto(reverse("patrols:mine"))
        self.page.locator(".fq-alarm-button").click(delay=1500)
        expect(self.page).to_have_url(re.compile(r"/patrols/alarm/\d+/$"))
        expect(self.page.locator("a[href='tel:110']")).to_be_visible()
        return Alarm.objects.get()

    def go_home(self) -> bytes:
        """Off duty, and the certificate of what was done this year."""
        confirm(self.page, "duty_off")
        self.page.goto(reverse("patrols:mine"))
        self.page.click(f"a[href='{reverse('patrols:own_certificate')}']")
        shown = re.compile(r"/patrols/certificates/\d+/$")
        with self.page.expect_response(shown) as found:
            self.page.locator("main form button[type=submit]").last.click()
        return self.page.request.get(found.value.url).body()


def test_a_volunteers_week(site, phone, team):
    """What the captain's roster gives, swapped, walked, told and thanked for."""
    roster = fill_next_week(browser_of(site, "captain"))
    assert (roster.status, roster.covered) == ("accepted", SHIFTS * PLACES)
    asked = SignUp.objects.filter(shift__period__team=team, status="proposed")
    assert asked.count() == SHIFTS * PLACES
    assert asked.values("volunteer").distinct().count() == PEOPLE
    me = Patroller(site, phone, team)

    me.swap(me.answer_what_is_proposed())
    me.sign_up_for_tonight()
    patrol = me.walk()
    finding = me.report_a_hazard()
    alarm = me.call_for_help()
    paper = me.go_home()

    made = CheckIn.objects.filter(patrol=patrol).order_by("point_id")
    assert [row.way for row in made] == ["position", "scan", "scan", "captain"]
    assert attached_to(finding).count() == 1
    assert finding.patrol == patrol
    assert alarm.place == (39.3752, 99.8193)
    assert paper.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        assert "赵义" in text_of(paper)


@pytest.fixture
def neighbours(site):
    """The next village: its own officer, few volunteers, the same night market."""
    village = make.CommunityFactory(name="小泉村")
    site.world.people["neighbour"] = make.person(Role.COMMUNITY_OFFICER, village)
    team = make.TeamFactory(area=village, name="小泉村义警队")
    make.MembershipFactory.create_batch(3, team=team)
    make.PatrolKindFactory(position=1)
    make.NeedWeightFactory(area=village, weekdays=list(range(7)))
    return team


def test_the_officer_turns_a_gap_into_a_shift(site, neighbours):
    page = browser_of(site, "neighbour")
    page.goto(f"{reverse('patrols:coverage')}?view=gaps")
    before = set(Shift.objects.values_list("pk", flat=True))
    page.locator(".fq-gap input[name=gap]").first.check()
    press(page, button(page, "gap_fill"))

    made = Shift.objects.exclude(pk__in=before).get()
    assert made.team == neighbours
    expect(page.locator("main")).to_contain_text(made.place_name)
