"""A phone with a round on it, for tests that take it out of reach."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from households.actions import deliveries, follow_ups, rounds
from households.models import DocumentKind, Household, Round, Visit
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


def sign(page, household: Household) -> None:
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


def hand_over(page, household: Household) -> None:
    """The document is in the right hand."""
    sign(page, household)
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
