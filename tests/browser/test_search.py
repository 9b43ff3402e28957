"""The search palette: by keyboard, for a screen reader, late answers, on a phone."""

import contextlib
import re

import pytest
from playwright.sync_api import Error, expect

FIELD = "#palette input[name=q]"
OPTION = "#palette-hits [role=option]"


@pytest.fixture
def page(site):
    """The officer at a desk."""
    context = site.visitor("officer", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def look_for(page, words: str):
    """Open the palette from anywhere and type."""
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(OPTION).first).to_be_visible()


class TestPalette:
    def test_marks_with_the_arrows_and_opens_with_enter(self, page, site):
        page.goto("/")
        look_for(page, "武晓宇")

        page.keyboard.press("ArrowDown")
        first = page.locator(OPTION).first
        expect(first).to_have_attribute("aria-selected", "true")
        expect(page.locator(FIELD)).to_be_focused()
        expect(page.locator(FIELD)).to_have_attribute(
            "aria-activedescendant", first.get_attribute("id")
        )
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_contain_text("武晓宇")

    def test_tells_a_screen_reader_how_many(self, page, site):
        page.goto("/")
        look_for(page, "武晓宇")

        expect(page.locator("#palette-said")).to_have_text(re.compile(r"\d"))
        expect(page.locator(FIELD)).to_have_attribute("aria-expanded", "true")
        assert page.locator("#palette-hits mark").first.inner_text() == "武晓宇"

    def test_remembers_what_was_opened_and_closes_with_escape(self, page, site):
        page.goto("/")
        look_for(page, "武晓宇")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("武晓宇")
        page.wait_for_load_state()  # before that nobody listens to keys

        page.keyboard.press("/")
        expect(page.locator(OPTION).first).to_contain_text("武晓宇")
        page.keyboard.press("Escape")

        expect(page.locator("#palette")).to_be_hidden()

    def test_a_late_answer_never_covers_a_newer_one(self, page, site):
        waiting = []

        def hold(route):
            if "zzzz" in (route.request.post_data or ""):
                waiting.append(route)
            else:
                route.continue_()

        page.route("**/search/", hold)
        page.goto("/")
        page.keyboard.press("Control+k")
        with page.expect_request(lambda asked: "zzzz" in (asked.post_data or "")):
            page.locator(FIELD).fill("zzzz")
        page.locator(FIELD).fill("武晓宇")
        expect(page.locator(OPTION).first).to_contain_text("武晓宇")
        for route in waiting:
            with contextlib.suppress(Error):  # the page gave it up already
                route.fulfill(body="<p>late</p>", content_type="text/html")

        expect(page.locator(OPTION).first).to_contain_text("武晓宇")
        expect(page.locator("#palette-hits")).not_to_contain_text("late")

    def test_fits_the_phone(self, page, site):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto("/")
        page.locator("[data-open-search]").click()
        page.keyboard.type("武晓宇")
        option = page.locator(OPTION).first
        expect(option).to_be_visible()

        assert option.bounding_box()["height"] >= 44
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(wide)
