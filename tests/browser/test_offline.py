"""A day's round without signal: taken along, written on, sent once when it is back."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from households.actions import deliveries, follow_ups, households, rounds
from households.models import Delivery, DocumentKind, FollowUp, Household, Round, Visit
from station.models import Attachment
from tests import factories as make
from tests.browser.world import picture

SHELL = "/households/round/offline/"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SLOW = 20_000
# Nothing listens there: a browser without signal from its first moment on.
DEAD_LINE = {"server": "http://127.0.0.1:9", "bypass": "<-loopback>"}


@pytest.fixture(scope="module")
def phone_args(browser_type_launch_args):
    return {key: browser_type_launch_args[key] for key in ("executable_path", "args")}


@pytest.fixture
def tour(site):
    """Twelve doors for the officer's day, one of them with a promise to keep."""
    officer, now = site.world.people["officer"], timezone.now()
    village = officer.rights.posts[0].area
    doors = [
        make.HouseholdFactory(community=village, head_name=f"赵{n}") for n in range(12)
    ]
    for door in doors:
        make.ResidentFactory(household=door, relation="head", name=door.head_name)
    follow_ups.create(
        household=doors[0],
        matter="看烟道",
        due_at=now + timedelta(hours=1),
        by=officer,
        at=now,
    )
    give_deliveries(doors[6:8], officer, now)
    Round.objects.filter(officer=officer).delete()
    return rounds.plan(
        officer=officer,
        area=village,
        on=timezone.localdate(),
        households=doors,
        by=officer,
        at=now,
    )


def give_deliveries(doors, officer, now) -> None:
    """Two finished identity cards that the officer carries along."""
    kind, _made = DocumentKind.objects.get_or_create(
        code="id_card", defaults={"name": "居民身份证"}
    )
    batch = deliveries.list_documents(
        area=officer.rights.posts[0].area,
        items=[
            deliveries.Item(
                kind=kind,
                holder_name=home.head_name,
                area=home.area,
                place=home.address.text,
                household=home,
            )
            for home in doors
        ],
        by=officer,
        at=now - timedelta(hours=1),
    )
    deliveries.give_out(
        deliveries=list(batch.deliveries.all()), to=officer, by=officer, at=now
    )


@pytest.fixture
def phone(site, playwright, phone_args, tmp_path):
    """A phone that can be switched off and on: its store outlives the browser."""
    running = []

    def switch_on(who: str = "", *, has_signal: bool = True):
        for context in running:
            context.close()
        running.clear()
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "phone",
            **phone_args,
            **PHONE,
            base_url=site.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            proxy=None if has_signal else DEAD_LINE,
        )
        context.set_default_timeout(SLOW)
        running.append(context)
        if who:
            sign_in(site, context, who)
        return context.pages[0] if context.pages else context.new_page()

    yield switch_on
    for context in running:
        context.close()


def sign_in(site, context, who: str) -> None:
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": site.world.session_of(who),
                "url": site.address,
                "expires": timezone.now().timestamp() + 3600,
            }
        ]
    )


def take_along(page) -> None:
    """The officer opens the round with signal."""
    page.goto("/households/round/")
    expect(page.locator("[data-take-along]")).to_have_attribute(
        "data-state", "taken_along", timeout=SLOW
    )
    page.goto(SHELL)
    expect(page.locator(".fq-off-stop")).to_have_count(12)


def visit(page, name: str, *, learned: str, photos: int = 0) -> None:
    page.goto(f"{SHELL}#/")
    page.locator(".fq-off-stop", has_text=re.compile(rf"{name}\b")).click()
    form = page.locator("form.fq-visit")
    expect(form).to_be_visible()
    form.locator("[name=learned]").fill(learned)
    if photos:
        files = [
            {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": picture()}
            for n in range(photos)
        ]
        form.locator("[name=photos]").set_input_files(files)
        expect(form.locator("[data-photos-list] img")).to_have_count(photos)
    form.locator("button[type=submit]").click()
    expect(page.locator(".fq-off-stop")).to_have_count(12)


def hand_over(page, household: Household) -> None:
    """The resident signs on the screen."""
    page.goto(f"{SHELL}#/visit/{household.pk}")
    page.locator("[data-deliveries] a").click()
    pad = page.locator(".fq-sign-canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 80, steps=6)
    page.mouse.up()
    page.locator("form button[type=submit]").click()
    expect(page.locator("form.fq-visit")).to_be_visible()
    expect(page.locator("[data-deliveries] a")).to_have_count(0)


def states(page) -> str:
    return page.locator("[data-states]")


def made_at(tour):
    """The visits at the doors of the round."""
    return Visit.objects.filter(household__stops__round=tour)


def door(tour, name: str) -> Household:
    return Household.objects.get(stops__round=tour, head_name=name)


def sent(page, n: int) -> None:
    expect(states(page).locator(".is-green strong")).to_have_text(str(n), timeout=SLOW)


STORED = """
async () => {
  const text = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, fail) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = fail;
    });
    for (const table of db.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = db.transaction(table).objectStore(table).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      for (const row of rows) {
        for (const [key, value] of Object.entries(row)) {
          const bytes = value instanceof ArrayBuffer ? new TextDecoder("utf-8").decode(value) : String(value);
          text.push(`${table}.${key}=${bytes}`);
        }
      }
    }
    db.close();
  }
  return text.concat(JSON.stringify(localStorage)).join("|");
}
"""


def stored(page) -> str:
    """Everything the browser holds of this site, as somebody with the files sees it."""
    return page.evaluate(STORED)


class TestRound:
    def test_a_day_without_signal(self, site, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".fq-off-stop")).to_have_count(12)
        for n in range(6):
            visit(page, f"赵{n}", learned=f"第{n}户平安。", photos=1)
        for n in (6, 7):
            hand_over(page, door(tour, f"赵{n}"))
        expect(states(page).locator(".is-amber strong")).to_have_text("8")

        page = phone(has_signal=False)
        page.goto(SHELL)
        expect(states(page).locator(".is-amber strong")).to_have_text("8")
        assert not made_at(tour).exists()

        page = phone()
        page.goto(SHELL)
        sent(page, 8)

        made = made_at(tour)
        assert {visit.learned for visit in made} == {f"第{n}户平安。" for n in range(6)}
        assert made.count() == 6
        keys = [f"households.visit:{visit.pk}" for visit in made]
        assert Attachment.objects.filter(subject__in=keys).count() == 6
        assert tour.stops.filter(visited__isnull=False).count() == 6
        handed = Delivery.objects.filter(household__stops__round=tour)
        assert [row.status for row in handed] == ["handed_over", "handed_over"]
        keys = [f"households.delivery:{row.pk}" for row in handed]
        signed = Attachment.objects.filter(subject__in=keys, kind="signature")
        assert signed.count() == 2

    def test_a_draft_outlives_the_browser(self, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        page.goto(f"{SHELL}#/visit/{door(tour, '赵3').pk}")
        page.fill("[name=learned]", "只写了一半")
        expect(states(page).locator(".is-grey strong")).to_have_text("1")

        page = phone(has_signal=False)
        page.goto(f"{SHELL}#/waiting")
        page.locator("[data-list] a:visible").click()

        expect(page.locator("[name=learned]")).to_have_value("只写了一半")

    def test_what_breaks_a_rule_stays_a_draft(self, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        page.goto(f"{SHELL}#/visit/{door(tour, '赵3').pk}")
        page.locator("[name=people_met]").uncheck(force=True)
        page.locator("form.fq-visit button[type=submit]").click()

        expect(page.locator(".fq-error-summary")).to_be_focused()
        expect(page.locator(".fq-error-summary li")).to_have_count(1)
        expect(states(page).locator(".is-amber strong")).to_have_text("0")

    def test_cut_answers_are_asked_for_again(self, phone, tour):
        """The server did it, the answer never came: the same key finds it done."""
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵4", learned="断线重传。", photos=2)
        cut = {}

        def swallow(route):
            key = route.request.headers.get("idempotency-key")
            if key is None or key in cut:
                route.fallback()
            else:
                cut[key] = route.fetch().status
                route.abort()

        page.context.route("**/api/v1/visits/**", swallow)
        page.context.set_offline(False)
        for n in range(3):
            page.goto(f"{SHELL}?{n}#/waiting")
            expect(page.locator("html")).to_have_attribute("data-ready", "yes")
        sent(page, 1)

        assert sorted(cut.values()) == [200, 200, 201]
        (made,) = made_at(tour)
        key = f"households.visit:{made.pk}"
        assert Attachment.objects.filter(subject=key).count() == 2


class TestConflict:
    def test_both_are_shown_and_neither_is_lost(self, site, phone, tour):
        officer, now = site.world.people["officer"], timezone.now()
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        page.goto(f"{SHELL}#/visit/{door(tour, '赵0').pk}")
        page.locator("[name=settles]").nth(1).check(force=True)
        page.fill("[name=learned]", "烟道已修好。")
        page.locator("form.fq-visit button[type=submit]").click()
        expect(states(page).locator(".is-amber strong")).to_have_text("1")
        household = door(tour, "赵0")
        before = household.address.text
        households.edit(
            household=household,
            address=make.AddressFactory(community=household.address.community),
            number=household.number,
            note="",
            version=household.version,
            by=officer,
            at=now,
        )
        promise = FollowUp.objects.get(household=household)
        follow_ups.mark_done(follow_up=promise, by=site.world.people["chief"], at=now)

        page.context.set_offline(False)
        expect(states(page).locator(".is-red strong")).to_have_text("1", timeout=SLOW)
        page.goto(f"{SHELL}#/waiting")
        page.locator("[data-list] a:visible").click()
        rows = page.locator(".fq-off-both tbody")
        household.refresh_from_db()
        expect(rows).to_contain_text(before)
        expect(rows).to_contain_text(household.address.text)
        expect(rows).to_contain_text("看烟道")
        expect(rows).to_contain_text(site.world.people["chief"].name)
        assert not made_at(tour).exists()
        page.locator("[data-do=anyway]").click()
        sent(page, 1)

        (made,) = made_at(tour)
        assert made.learned == "烟道已修好。"
        assert household.address.text != before
        promise.refresh_from_db()
        assert promise.done_in is None


class TestPrivacy:
    def test_what_is_kept_is_sealed(self, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵5", learned="不给别人看。")

        kept = stored(page)

        assert "entries.state=waiting" in kept
        for secret in ("不给别人看", "赵5", door(tour, "赵5").address.text):
            assert secret not in kept

    def test_signing_out_wipes_the_phone(self, phone, tour):
        page = phone("officer")
        take_along(page)
        page.goto("/")
        page.locator(".fq-bottom .fq-menu summary").last.click()
        page.locator(".fq-bottom [data-sign-out] button").click()
        page.wait_for_url("**/accounts/login/**")

        assert stored(page) == "{}"
        assert page.evaluate("caches.keys()") == []

    def test_nobody_else_sends_it(self, site, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵6", learned="只由本人上传。")
        page.context.clear_cookies()
        page.context.set_offline(False)
        page.goto(f"{SHELL}?signed-out#/")
        page.wait_for_url("**/accounts/login/**")

        sign_in(site, page.context, "chief")
        page.goto(SHELL)
        expect(page.locator(".fq-banner", has_text="1")).to_be_visible()
        expect(states(page).locator(".is-amber strong")).to_have_text("0")
        assert not made_at(tour).exists()

        sign_in(site, page.context, "officer")
        page.goto(f"{SHELL}?again#/waiting")
        sent(page, 1)
        assert made_at(tour).get().visited_by == site.world.people["officer"]

    def test_signing_out_asks_while_something_waits(self, site, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵7", learned="还没上传。")
        page.context.route("**/api/v1/visits/", lambda route: route.abort())
        page.context.set_offline(False)
        page.goto("/")
        page.locator(".fq-bottom .fq-menu summary").last.click()
        page.locator(".fq-bottom [data-sign-out] button").click()
        expect(page.locator("#sign-out-ask")).to_be_visible()
        page.locator("[data-sign-out-anyway]").click()
        page.wait_for_url("**/accounts/login/**")
        kept = stored(page)
        assert "entries.state=waiting" in kept
        assert "rounds." not in kept

        page.context.unroute("**/api/v1/visits/")
        sign_in(site, page.context, "officer")
        page.goto(f"{SHELL}#/waiting")
        sent(page, 1)
        assert made_at(tour).count() == 1
