"""The pages without signal: accessible, no wider than a phone, with and without a line."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from households.actions import deliveries, households
from households.models import Delivery
from station.actions import attachments, sessions
from tests import factories as make
from tests.browser.phone import (
    PHONE,
    SHELL,
    SLOW,
    door,
    hand_over,
    sign,
    states,
    take_along,
    visit,
)
from tests.browser.test_pages import AXE, NARROW, RUN_AXE, TAGS, TOO_WIDE
from tests.browser.world import picture

# A thumb in a glove: what is tapped is 44 px high, or stands in a label that is.
TOO_SMALL = """() => [...document.querySelectorAll(
    ".fq-off a[href], .fq-off button, .fq-off summary, .fq-off select, .fq-off input")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.closest(".visually-hidden, .fq-error-summary, .fq-banner"))
  .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect().height])
  .filter(([_one, height]) => height > 1 && height < 43.5)
  .map(([one, height]) => `${height} ${one.outerHTML.slice(0, 100)}`)"""
LOOKS = {
    "light, Chinese": {"color_scheme": "light", "locale": "zh-CN"},
    "dark, English": {"color_scheme": "dark", "locale": "en-GB"},
}


class Look:
    """Walks through the pages of a phone and writes down what is wrong."""

    def __init__(self, context) -> None:
        self.faults: list[str] = []
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def at(self, name: str) -> None:
        page = self.page
        page.wait_for_timeout(300)  # what slides in has come to rest
        found = page.evaluate(RUN_AXE, TAGS) + page.evaluate(TOO_SMALL)
        page.set_viewport_size(NARROW)
        found += page.evaluate(TOO_WIDE)
        page.set_viewport_size(PHONE["viewport"])
        self.faults += [f"{name}: {fault}" for fault in found]


@pytest.fixture(params=LOOKS)
def look(site, request):
    context = site.visitor("officer", **PHONE, **LOOKS[request.param])
    context.add_init_script(path=AXE)
    context.set_default_timeout(SLOW)
    found = Look(context)
    yield found
    context.close()
    assert not found.faults, "\n" + "\n".join(found.faults)


def change_at_the_desk(site, tour) -> None:
    """Another door number, and the document is with somebody already."""
    officer, now = site.world.people["officer"], timezone.now()
    home = door(tour, "赵1")
    households.edit(
        household=home,
        address=make.AddressFactory(community=home.address.community),
        number=home.number,
        note="",
        version=home.version,
        by=officer,
        at=now,
    )
    proof = deliveries.Proof("赵奶奶", signature=attachments.store_picture(picture()))
    row = Delivery.objects.get(household__stops__round=tour, holder_name="赵6")
    deliveries.hand_over(delivery=row, proof=proof, by=officer, at=now)


@pytest.mark.slow
class TestLook:
    def test_every_page_with_and_without_signal(self, site, look, tour):
        page = look.page
        take_along(page)
        look.at("round with signal")
        page.context.set_offline(True)
        page.goto("/households/visits/")
        look.at("another page without signal")
        page.goto(SHELL)
        look.at("round")
        self.write(look, tour)
        change_at_the_desk(site, tour)
        page.context.set_offline(False)
        expect(states(page).locator(".is-red strong")).to_have_text("2", timeout=SLOW)
        page.goto(f"{SHELL}#/waiting")
        look.at("waiting with signal")
        links = page.locator("a[href^='#/conflict/']")
        for link in links.evaluate_all("all => all.map(a => a.getAttribute('href'))"):
            page.goto(f"{SHELL}{link}")
            expect(page.locator(".fq-off-both")).to_be_visible()
            look.at("conflict")
        self.send_away(site, page)
        look.at("sent away")

    def write(self, look, tour) -> None:
        """A draft, a visit and a document, the errors on the way."""
        page = look.page
        page.goto(f"{SHELL}#/visit/{door(tour, '赵0').pk}")
        page.locator("form details").evaluate_all(
            "all => all.forEach(d => d.open = true)"
        )
        page.fill("[name=learned]", "写了一半")
        look.at("visit")
        page.locator("[name=people_met]").uncheck(force=True)
        page.locator("form.fq-visit button[type=submit]").click()
        look.at("visit with errors")
        visit(page, "赵1", learned="平安。", photos=1)
        sign(page, door(tour, "赵6"))
        look.at("document")
        hand_over(page, door(tour, "赵6"))
        page.goto(f"{SHELL}#/waiting")
        look.at("waiting")

    def send_away(self, site, page) -> None:
        officer, chief = site.world.people["officer"], site.world.people["chief"]
        page.context.set_offline(True)
        sessions.end_all(user=officer, by=chief, at=timezone.now())
        page.context.set_offline(False)
        expect(page.locator("main h1 ~ a.btn")).to_be_visible(timeout=SLOW)
