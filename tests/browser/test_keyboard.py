"""Everything without a mouse."""

import pytest
from playwright.sync_api import expect

from households.models import Visit


@pytest.fixture
def page(site):
    """The officer at a desk."""
    context = site.visitor("officer", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def tab_to(page, selector: str, *, most: int = 80):
    """Press Tab until the thing has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return page.locator(":focus")
    raise AssertionError(f"Tab never reaches {selector}")


class TestShell:
    def test_the_first_tab_skips_to_the_content(self, page):
        page.goto("/households/")

        tab_to(page, ".fq-skip", most=1)
        page.keyboard.press("Enter")

        expect(page.locator("#content")).to_be_focused()

    def test_a_slash_opens_the_search(self, page):
        page.goto("/")

        page.keyboard.press("/")

        expect(page.locator("#palette input[name=q]")).to_be_focused()

    def test_hits_are_reached_by_arrow(self, page, site):
        page.goto("/")

        page.keyboard.press("/")
        page.keyboard.type("武晓宇")
        expect(page.locator("#palette-hits a.fq-hit").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

        expect(page.locator("h1")).to_contain_text("武晓宇")

    def test_escape_gives_the_focus_back(self, page):
        page.goto("/")
        bell = tab_to(page, "#bell summary")

        page.keyboard.press("Enter")
        expect(page.locator("#bell .fq-menu-sheet")).to_be_visible()
        page.keyboard.press("Escape")

        expect(bell).to_be_focused()
        expect(page.locator("#bell .fq-menu-sheet")).to_be_hidden()

    def test_j_walks_through_the_rows(self, page):
        page.goto("/households/")

        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")

        expect(page).not_to_have_url("/households/")

    def test_the_add_sheet_of_the_phone(self, page):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto("/")

        tab_to(page, ".fq-bottom details:first-of-type > summary")
        page.keyboard.press("Enter")
        tab_to(page, ".fq-sheet a[href='/households/visits/new/']", most=5)
        page.keyboard.press("Enter")

        expect(page).to_have_url("/households/visits/new/")


class TestForms:
    def test_the_error_summary_takes_the_focus(self, page, site):
        page.goto(site.world.urls["follow_up_new"])

        tab_to(page, "main form button[type=submit]")
        page.keyboard.press("Enter")

        summary = page.locator(".fq-error-summary")
        expect(summary).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main form :focus")).to_have_attribute(
            "aria-invalid", "true"
        )

    def test_a_visit_is_recorded_without_a_mouse(self, page, site):
        before = Visit.objects.count()
        page.goto(site.world.urls["household"])

        page.keyboard.press("c")
        expect(page.locator("main form.fq-visit")).to_be_visible()
        tab_to(page, "[name=people_met]")
        if not page.locator(":focus").is_checked():
            page.keyboard.press("Space")
        tab_to(page, "[name=learned]")
        page.keyboard.type("一切都好。")
        tab_to(page, "main form button[type=submit]")
        page.keyboard.press("Enter")

        expect(page.locator("[data-toast=success]")).to_be_visible()
        assert Visit.objects.count() == before + 1
        assert Visit.objects.latest("pk").learned == "一切都好。"
