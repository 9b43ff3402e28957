"""What a phone may refuse: room for a photo, and to say where it is."""

import pytest
from playwright.sync_api import expect

from station.actions import attachments
from tests.browser.phone import (
    SHELL,
    door,
    made_at,
    sent,
    sign,
    states,
    take_along,
)
from tests.browser.world import picture

FULL = """(tables) => {
  const refuse = (what) => {
    const really = IDBObjectStore.prototype[what];
    IDBObjectStore.prototype[what] = function (...facts) {
      if (window.isFull?.includes(this.name)) throw new DOMException("full", "QuotaExceededError");
      return really.apply(this, facts);
    };
  };
  refuse("add");
  refuse("put");
  window.isFull = tables;
}"""
PHOTO = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}


@pytest.fixture
def page(phone, tour):
    """The round is on a phone without signal, at the door of 赵3."""
    page = phone("officer")
    take_along(page)
    page.context.set_offline(True)
    page.goto(f"{SHELL}#/visit/{door(tour, '赵3').pk}")
    expect(page.locator("form.fq-visit")).to_be_visible()
    return page


def record(page) -> None:
    """While photos are made small, or it is still being kept, nothing can be tapped."""
    busy = page.locator("form.fq-visit [aria-busy]")
    expect(busy).to_have_count(0)
    page.locator("form.fq-visit button[type=submit]").click()
    expect(busy).to_have_count(0)  # it is decided whether there was room


class TestFullStore:
    def test_a_photo_that_does_not_fit_loses_no_word(self, page, tour):
        page.evaluate(FULL, ["files"])
        page.fill("[name=learned]", "照片存不下。")
        page.locator("[name=photos]").set_input_files([PHOTO])

        warning = page.locator("[data-warning]")
        expect(warning).to_be_visible()
        record(page)
        expect(page.locator("form.fq-visit")).to_be_visible()
        expect(states(page).locator(".is-grey strong")).to_have_text("1")
        expect(states(page).locator(".is-amber strong")).to_have_text("0")

        page.evaluate("window.isFull = []")  # the officer has made room
        record(page)
        expect(page.locator(".fq-off-stop")).to_have_count(12)
        page.context.set_offline(False)
        sent(page, 1)
        (made,) = made_at(tour)
        assert made.learned == "照片存不下。"
        assert attachments.attached_to(made).count() == 1

    def test_without_the_photo_the_words_are_recorded(self, page, tour):
        page.evaluate(FULL, ["files"])
        page.fill("[name=learned]", "只留文字。")
        page.locator("[name=photos]").set_input_files([PHOTO])
        expect(page.locator("[data-warning]")).to_be_visible()

        page.locator("[data-photos-list] button").click()
        expect(page.locator("[data-warning]")).to_have_count(0)
        record(page)

        expect(states(page).locator(".is-amber strong")).to_have_text("1")

    def test_words_that_do_not_fit_stay_on_the_screen(self, page):
        page.evaluate(FULL, ["entries", "files"])
        page.fill("[name=learned]", "什么都存不下。")
        record(page)
        expect(page.locator("[data-warning]")).to_be_visible()

        page.once("dialog", lambda dialog: dialog.dismiss())
        page.locator(".fq-back").click()

        expect(page.locator("[name=learned]")).to_have_value("什么都存不下。")

    def test_a_signature_that_does_not_fit_stays_on_the_screen(self, page, tour):
        page.evaluate(FULL, ["files"])
        sign(page, door(tour, "赵6"))
        page.locator("form button[type=submit]").click()
        expect(page.locator("[data-warning]")).to_be_visible()
        assert page.locator("[name=signature]").input_value()

        page.evaluate("window.isFull = []")
        page.locator("form button[type=submit]").click()
        expect(states(page).locator(".is-amber strong")).to_have_text("1")


class TestPosition:
    def test_is_noted_when_the_officer_taps(self, page, tour):
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 39.123456, "longitude": 99.5})
        page.locator("[data-position]").click()
        expect(page.locator("[data-position-told]")).not_to_be_empty()
        record(page)
        page.context.set_offline(False)
        sent(page, 1)

        (made,) = made_at(tour)
        assert (float(made.latitude), float(made.longitude)) == (39.123456, 99.5)

    def test_is_kept_with_the_draft(self, page, tour):
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 39.123456, "longitude": 99.5})
        page.locator("[data-position]").click()
        expect(states(page).locator(".is-grey strong")).to_have_text("1")

        page.reload()

        expect(page.locator("[name=latitude]")).to_have_value("39.123456")
        expect(page.locator("[data-position-told]")).not_to_be_empty()

    def test_a_phone_that_does_not_tell_records_without(self, page, tour):
        page.context.clear_permissions()
        page.locator("[data-position]").click()
        expect(page.locator("[data-position-told]")).not_to_be_empty()
        record(page)
        page.context.set_offline(False)
        sent(page, 1)

        (made,) = made_at(tour)
        assert made.latitude is None

    def test_nobody_is_asked_who_does_not_tap(self, page, tour):
        record(page)
        page.context.set_offline(False)
        sent(page, 1)

        assert made_at(tour).get().latitude is None
