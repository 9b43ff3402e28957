"""The main things on a browser that runs no scripts."""

import re

import pytest
from playwright.sync_api import expect

from households.models import FollowUp, Message, Visit
from tests.station.sign_in import PASSWORD


@pytest.fixture
def plain(site):
    """Makes pages that run no scripts."""
    contexts = []

    def start(who: str = ""):
        contexts.append(
            site.visitor(
                who, java_script_enabled=False, viewport={"width": 390, "height": 844}
            )
        )
        return contexts[-1].new_page()

    yield start
    for context in contexts:
        context.close()


class TestOfficer:
    def test_signs_in(self, plain, site):
        page = plain()
        page.goto("/")

        page.fill("input[name=login]", site.world.people["officer"].badge_number)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")

        expect(page).to_have_url("/")
        expect(page.locator("h1")).to_contain_text("王建国")

    def test_finds_a_household(self, plain):
        page = plain("officer")
        page.goto("/")

        page.locator(".fq-top a[href='/search/']").click()
        page.fill("main input[name=q]", "wxy")
        page.click("main form button[type=submit]")

        expect(page.locator("main a.fq-hit").first).to_contain_text("武晓宇")

    def test_records_a_visit(self, plain, site):
        before = Visit.objects.count()
        page = plain("officer")
        page.goto(site.world.urls["household"])

        page.locator("main a[href$='/visit/']").first.click()
        page.locator("input[name=people_met]").first.check(force=True)
        page.fill("textarea[name=learned]", "一切都好。")
        page.locator("main form button[type=submit]").last.click()

        expect(page.locator("[data-toast=success]")).to_be_visible()
        assert Visit.objects.count() == before + 1
        assert Visit.objects.latest("pk").learned == "一切都好。"

    def test_ticks_a_promise_away(self, plain):
        due = FollowUp.objects.filter(status="open").count()
        page = plain("officer")
        page.goto("/")

        tick = page.locator("form[action*='/follow-ups/'] button.fq-tick").first
        with page.expect_navigation():
            tick.click()

        expect(page.locator(".fq-work").first).to_be_visible()
        assert FollowUp.objects.filter(status="open").count() == due - 1

    def test_answers_a_message(self, plain, site):
        page = plain("officer")
        page.goto(site.world.urls["message_waiting"])

        form = page.locator("form[action$='/answer/']")
        form.locator("textarea[name=text]").fill("带身份证来警务室即可。")
        form.locator("button[type=submit]").click()

        expect(page.locator("main")).to_contain_text("带身份证来警务室即可。")

    def test_adds_from_the_bottom_bar(self, plain):
        page = plain("officer")
        page.goto("/")

        page.locator(".fq-bottom details").first.locator("summary").click()

        expect(page.locator(".fq-bottom .fq-sheet").first).to_be_visible()


class TestResident:
    def test_leaves_a_message_and_comes_back_with_the_receipt(self, plain, site):
        before = Message.objects.count()
        page = plain()
        page.goto(site.world.urls["face"])

        page.locator("a[href*='/message/']").click()
        page.fill("textarea[name=text]", "路灯又坏了。")
        page.wait_for_timeout(3500)  # nobody types faster
        page.locator("form button.main").click()
        receipt = re.sub(r"\s", "", page.locator(".receipt").inner_text())
        page.goto("/r/")
        page.fill("input[name=receipt]", receipt)
        page.locator("form button.main").click()

        expect(page.locator("main")).to_contain_text("路灯又坏了。")
        assert Message.objects.count() == before + 1
        assert page.context.cookies() == []
