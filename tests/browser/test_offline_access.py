"""Who is sent away loses the round on the phone, and nothing that was not sent."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from households.models import Visit
from station.actions import sessions, users
from station.models import OpenSession, Post
from tests.browser.phone import (
    SHELL,
    made_at,
    sent,
    sign_in,
    states,
    stored,
    take_along,
    visit,
)
from tests.browser.world import World


def lock_out(world: World) -> None:
    now = timezone.now()
    users.disable(user=world.people["officer"], by=world.people["chief"], at=now)


def end_sessions(world: World) -> None:
    officer, chief = world.people["officer"], world.people["chief"]
    assert sessions.end_all(user=officer, by=chief, at=timezone.now())


def end_post(world: World) -> None:
    Post.objects.filter(user=world.people["officer"]).update(
        until_on=timezone.localdate() - timedelta(days=1)
    )


@pytest.fixture
def as_before(site):
    """The officer is taken back: an account, a post."""
    yield
    officer = site.world.people["officer"]
    officer.refresh_from_db()
    if not officer.is_active:
        users.enable(user=officer, by=site.world.people["chief"], at=timezone.now())
    Post.objects.filter(user=officer).update(until_on=None)
    officer.refresh_from_db()


def is_wiped(page) -> None:
    expect(page.locator("main .fq-empty > h1")).to_be_visible()
    expect(page.locator(".fq-off-stop")).to_have_count(0)
    assert "rounds." not in stored(page)


@pytest.mark.usefixtures("as_before")
class TestSentAway:
    @pytest.mark.parametrize("way", [lock_out, end_sessions, end_post])
    def test_the_phone_wipes_when_signal_returns(self, site, phone, tour, way):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        way(site.world)

        page.context.set_offline(False)
        is_wiped(page)

        page.context.set_offline(True)
        page.reload()
        is_wiped(page)

    @pytest.mark.parametrize("way", [lock_out, end_sessions])
    def test_the_phone_wipes_at_the_sign_in_page(self, site, phone, tour, way):
        page = phone("officer")
        take_along(page)
        way(site.world)

        page.goto("/")
        page.wait_for_url("**/accounts/login/**")
        page.wait_for_function(
            "async () => (await indexedDB.databases()).length > 0", timeout=5000
        )
        for _turn in range(50):
            if "rounds." not in stored(page):
                break
            page.wait_for_timeout(100)

        page.context.set_offline(True)
        page.goto(SHELL)
        is_wiped(page)

    def test_what_waits_stays_sealed_and_is_sent_by_its_writer(self, site, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵1", learned="等着上传。", photos=1)
        page.goto(f"{SHELL}#/visit/{tour.stops.last().household_id}")
        page.fill("[name=learned]", "还没写完")
        lock_out(site.world)

        page.context.set_offline(False)
        is_wiped(page)
        kept = stored(page)
        assert "entries.state=waiting" in kept
        assert "entries.state=draft" in kept
        assert "等着上传" not in kept
        page.context.set_offline(True)
        page.goto(f"{SHELL}?later#/waiting")
        expect(page.locator("main .fq-empty > h1")).to_be_visible()
        expect(page.locator("main li")).to_have_count(0)
        assert not made_at(tour).exists()

        officer, chief = site.world.people["officer"], site.world.people["chief"]
        officer.refresh_from_db()
        users.enable(user=officer, by=chief, at=timezone.now())
        officer.refresh_from_db()
        page.context.set_offline(False)
        sign_in(site, page.context, "officer")
        page.goto(f"{SHELL}?again#/waiting")
        sent(page, 1)

        made = Visit.objects.get(household__stops__round=tour)
        assert (made.learned, made.visited_by) == ("等着上传。", officer)
        expect(states(page).locator(".is-grey strong")).to_have_text("1")

    def test_a_session_that_only_ran_out_takes_nothing_away(self, site, phone, tour):
        """Half an hour without a request ends each session, in every lane."""
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        visit(page, "赵2", learned="会话过期。")
        OpenSession.objects.all().delete()
        page.context.clear_cookies()

        page.context.set_offline(False)
        expect(page.locator(".fq-banner a[href*='login']")).to_be_visible()

        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".fq-off-stop")).to_have_count(12)
