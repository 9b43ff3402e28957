"""A new version of the site on a phone that has the old one."""

import pytest
from playwright.sync_api import expect

from station import offline
from station.registry import registry
from tests.browser.phone import SHELL, SLOW, sent, states, take_along, visit


@pytest.fixture
def renew(monkeypatch):
    """The site is served with one file more from now on."""

    def change() -> str:
        files = [*registry.offline.files, "js/api_docs.js"]
        monkeypatch.setattr(registry.offline, "files", files)
        return offline.worker_settings(registry.offline)["version"]

    return change


KEPT_SHELLS = """async () => Promise.all((await caches.keys()).map(async (name) => {
  const page = await (await caches.open(name)).match("/households/round/offline/");
  return [name.replace("fengqiao-", ""), page.headers.get("X-Shell-Version")];
}))"""


def kept_versions(page) -> list[str]:
    return page.evaluate("caches.keys()")


def take_new_version(page) -> None:
    note = page.locator("[data-new-version]")
    expect(note).to_be_visible(timeout=SLOW)
    with page.expect_navigation():
        note.locator("button").click()


class TestNewVersion:
    def test_is_offered_and_runs_when_taken(self, phone, tour, renew):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵1", learned="新版本前写的。")
        page.context.route("**/api/v1/visits/", lambda route: route.abort())
        page.context.set_offline(False)
        [old] = kept_versions(page)
        fresh = renew()

        page.goto("/")
        take_new_version(page)

        assert old != f"fengqiao-{fresh}"
        assert kept_versions(page) == [f"fengqiao-{fresh}"]
        expect(page.locator("[data-new-version]")).to_have_count(0)
        page.context.set_offline(True)
        page.goto(f"{SHELL}#/waiting")
        expect(states(page).locator(".is-amber strong")).to_have_text("1")
        page.context.unroute("**/api/v1/visits/")
        page.context.set_offline(False)
        sent(page, 1)

    def test_until_it_is_taken_the_old_pages_stay_together(self, phone, tour, renew):
        """A newer page beside older files would be blank in the lane."""
        page = phone("officer")
        take_along(page)
        renew()
        page.reload()
        expect(page.locator("[data-new-version]")).to_be_visible(timeout=SLOW)

        assert page.evaluate(KEPT_SHELLS) == [
            [name.removeprefix("fengqiao-")] * 2 for name in kept_versions(page)
        ]
        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".fq-off-stop")).to_have_count(12)

    def test_is_offered_in_the_round_and_keeps_what_is_being_typed(
        self, phone, tour, renew
    ):
        page = phone("officer")
        take_along(page)
        renew()
        household = tour.stops.first().household_id
        page.goto(f"{SHELL}?#/visit/{household}")
        note = page.locator("[data-new-version]")
        expect(note).to_be_visible(timeout=SLOW)

        page.locator("[name=learned]").press_sequentially("正在写")
        take_new_version(page)

        expect(page.locator("[name=learned]")).to_have_value("正在写")
