"""The day's calls by keyboard alone: one key a call."""

import pytest
from playwright.sync_api import expect

from antifraud.models import FraudCase
from station.models import CallRecord
from tests import factories as make

pytestmark = pytest.mark.slow


@pytest.fixture
def calls(site):
    """Five calls, no two alike, in the order in which they came."""
    FraudCase.objects.exclude(call=None).update(call=None)
    CallRecord.objects.all().delete()
    village = site.world.people["officer"].posts.get().area
    return [
        make.CallFactory(area=village, called_at=make.NOW.replace(minute=minute))
        for minute in range(5)
    ]


class Keys:
    """Presses one key and waits until the next call is in hand."""

    def __init__(self, page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str, *, until: CallRecord | None) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1
        self.see(until)

    def see(self, call: CallRecord | None) -> None:
        hand = self.page.locator("#screening-call")
        if call is None:
            expect(hand).to_have_count(0)
        else:
            expect(hand.locator(f"a[href='{call.get_absolute_url()}']")).to_be_visible()
            expect(hand).to_be_focused()


def test_five_calls_with_a_key_each(site, calls):
    _first, second, third, fourth, fifth = calls
    context = site.visitor("officer", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/screening/")
    keys = Keys(page)
    letter = page.locator("[data-part='1'] button[value='dispute:parking'] kbd")
    other = letter.text_content().strip()

    keys.press("y", until=second)  # right
    keys.press("x", until=third)  # nothing to do with us
    keys.press(other, until=fourth)  # a dispute, but about something else
    keys.press("3", until=fifth)  # neither dispute nor fraud
    keys.press("u", until=fourth)  # no: that was too quick
    keys.press("Enter", until=fifth)
    keys.press("Enter", until=None)

    assert keys.pressed == len(calls) + 2
    found = {call.pk: call for call in CallRecord.objects.all()}
    told = [(found[call.pk].status, found[call.pk].field) for call in calls]
    assert told == [
        ("confirmed", "neighbour"),
        ("rejected", ""),
        ("corrected", "parking"),
        ("confirmed", "neighbour"),
        ("confirmed", "neighbour"),
    ]
    context.close()


def test_the_letter_belongs_to_the_list_that_is_open(site, calls):
    context = site.visitor("officer", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/screening/")

    page.keyboard.press("2")
    expect(page.locator("[data-part='2'][open]")).to_be_visible()
    Keys(page).press("a", until=calls[1])

    calls[0].refresh_from_db()
    assert (calls[0].kind, calls[0].status) == ("fraud", "corrected")
    context.close()
