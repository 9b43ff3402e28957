"""A day's round without signal: taken along, written on, sent once when it is back."""

from django.utils import timezone
from playwright.sync_api import expect

from households.actions import deliveries, follow_ups, households
from households.models import Delivery, FollowUp
from station.actions import attachments
from station.models import Attachment
from tests import factories as make
from tests.browser.phone import (
    SHELL,
    SLOW,
    door,
    hand_over,
    made_at,
    sent,
    sign_in,
    states,
    stored,
    take_along,
    visit,
)
from tests.browser.world import picture


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
        page.locator("[data-list] a[data-if=open]").click()

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
        page.locator("a[href^='#/conflict/']").click()
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


class TestMovedDocument:
    def test_both_hand_overs_are_shown_and_neither_is_lost(self, site, phone, tour):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        hand_over(page, door(tour, "赵6"))
        row = Delivery.objects.get(household=door(tour, "赵6"))
        proof = deliveries.Proof(
            "赵奶奶", "relative", signature=attachments.store_picture(picture())
        )
        chief = site.world.people["chief"]
        deliveries.hand_over(delivery=row, proof=proof, by=chief, at=timezone.now())

        page.context.set_offline(False)
        expect(states(page).locator(".is-red strong")).to_have_text("1", timeout=SLOW)
        page.goto(f"{SHELL}#/waiting")
        page.locator("a[href^='#/conflict/']").click()
        both = page.locator(".fq-off-both tbody")
        expect(both).to_contain_text("赵6 · ")
        expect(both).to_contain_text("赵奶奶")
        expect(both).to_contain_text(chief.name)
        expect(both.locator("img")).to_be_visible()
        expect(page.locator("[data-do=anyway]")).to_have_count(0)
        page.locator("[data-do=beside]").click()
        sent(page, 1)

        row.refresh_from_db()
        [told] = row.late_hand_overs.all()
        assert (row.received_by, told.received_by) == ("赵奶奶", "赵6")
        assert attachments.attached_to(told).count() == 1

    def test_what_came_back_to_the_counter_may_still_be_handed_over(
        self, site, phone, tour
    ):
        page = phone("officer")
        take_along(page)
        page.context.set_offline(True)
        hand_over(page, door(tour, "赵7"))
        row = Delivery.objects.get(household=door(tour, "赵7"))
        chief = site.world.people["chief"]
        deliveries.take_back(delivery=row, by=chief, at=timezone.now())

        page.context.set_offline(False)
        expect(states(page).locator(".is-red strong")).to_have_text("1", timeout=SLOW)
        page.goto(f"{SHELL}#/waiting")
        page.locator("a[href^='#/conflict/']").click()
        page.locator("[data-do=anyway]").click()
        sent(page, 1)

        row.refresh_from_db()
        assert row.status == "handed_over"


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
