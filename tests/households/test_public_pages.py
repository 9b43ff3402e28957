"""The pages behind a code: light, without cookie, exact in their limits."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from households import receipts
from households.actions import cards, messages
from households.models import Message, MessageReply
from station import crypto
from station.models import Event, RateBucket
from tests.factories import NOW, CommunityFactory, officer, person
from tests.households.inbox import received

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"
DEVICE = "Mozilla/5.0 CanaryPhone/9.9"
KILOBYTE = 1024


@pytest.fixture
def card(village, wang):
    return cards.issue(area=village, by=wang, at=NOW)


@pytest.fixture
def resident(time_machine):
    """A phone that has never been here."""
    time_machine.move_to(NOW, tick=False)
    return Client(enforce_csrf_checks=True, REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=DEVICE)


def url(card, page="card"):
    return reverse(f"public:{page}", args=[card.token])


def filled(card, kind="message", **values):
    stamp = receipts.new_stamp(f"{kind}:{card.pk}", at=NOW - timedelta(seconds=30))
    return {"text": "楼道灯坏了，晚上看不见路", "stamp": stamp} | values


def receipt_on(response) -> str:
    return re.search(r'class="receipt">([\w-]+)<', response.content.decode())[1]


class TestFace:
    def test_shows_who_is_in_charge_today(self, card, wang, resident):
        page = resident.get(url(card)).content.decode()

        assert wang.name in page
        assert wang.badge_number in page
        assert f"tel:{wang.phone}" in page

    def test_names_110_before_the_officer(self, card, wang, resident):
        page = resident.get(url(card)).content.decode()

        assert page.index("tel:110") < page.index(f"tel:{wang.phone}")

    def test_follows_a_change_of_officer_without_a_new_print(
        self, card, village, wang, resident
    ):
        wang.posts.update(until_on=NOW.date() - timedelta(days=1))
        new = officer(village)
        new.name = "李明"
        new.save()

        page = resident.get(url(card)).content.decode()

        assert "李明" in page
        assert wang.badge_number not in page

    def test_weighs_at_most_fifteen_kilobytes(self, card, resident, settings):
        total = 0
        for name in ("card", "message", "tip"):
            response = resident.get(url(card, name))
            total = max(total, len(response.content))
        style = (settings.BASE_DIR / "static/css/public.css").stat().st_size
        logo = (settings.BASE_DIR / "static/img/logo.svg").stat().st_size

        assert total + style + logo <= 15 * KILOBYTE - 4 * KILOBYTE  # the photo's share

    @pytest.mark.parametrize("name", ["card", "message", "tip"])
    def test_sets_no_cookie_and_is_kept_nowhere(self, card, resident, name):
        response = resident.get(url(card, name))

        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]

    def test_speaks_the_language_asked_for(self, card, resident):
        page = resident.get(url(card), HTTP_ACCEPT_LANGUAGE="zh-CN").content.decode()
        english = resident.get(url(card) + "?lang=en").content.decode()

        assert 'lang="zh-hans"' in page
        assert "Leave a message" in english

    def test_needs_no_script(self, card, resident):
        assert b"<script" not in resident.get(url(card, "tip")).content

    def test_offers_the_officer_of_the_area_a_visit(self, card, signed_in):
        page = signed_in.get(url(card)).content.decode()

        assert f"{reverse('households:visit_pick')}?area={card.area_id}" in page

    def test_offers_an_officer_from_elsewhere_nothing(self, card, client):
        client.force_login(officer())

        assert client.get(url(card)).context["visit_url"] == ""

    def test_costs_a_handful_of_queries(
        self, card, resident, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(5):
            resident.get(url(card))


class TestCodeThatIsNotValid:
    def test_revoked_is_dead_at_once_and_looks_like_never_issued(
        self, card, wang, resident
    ):
        address = url(card)
        cards.revoke(card=card, by=wang, at=NOW, reason="印刷错误")

        revoked = resident.get(address)
        absent = resident.get(reverse("public:card", args=[crypto.new_code(24)]))

        assert revoked.status_code == absent.status_code == 404
        assert revoked.content == absent.content
        assert wang.name not in revoked.content.decode()

    def test_takes_nothing_after_revocation(self, card, wang, resident):
        address, form = url(card, "message"), filled(card)
        cards.revoke(card=card, by=wang, at=NOW, reason="印刷错误")

        assert resident.post(address, form).status_code == 404
        assert not Message.objects.exists()

    def test_replaced_says_so_and_shows_nobody(self, card, wang, resident):
        address = url(card)
        cards.replace(card=card, by=wang, at=NOW, reason="照片流出")

        response = resident.get(address)

        assert response.status_code == 410
        assert wang.name not in response.content.decode()
        assert b"tel:110" in response.content

    def test_guessing_becomes_slow(self, resident, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 5
        answers = [
            resident.get(reverse("public:card", args=[crypto.new_code(24)]))
            for _ in range(7)
        ]

        assert [a.status_code for a in answers] == [404] * 5 + [429] * 2
        assert int(answers[-1]["Retry-After"]) > 0

    def test_strange_bytes_in_the_address_are_just_not_found(self, resident):
        assert resident.get("/c/%00%ff/").status_code == 404


class TestSend:
    def test_gives_a_receipt_that_is_kept_only_as_its_fingerprint(
        self, card, wang, resident
    ):
        response = resident.post(url(card, "message"), filled(card))
        receipt = receipts.plain(receipt_on(response))

        message = Message.objects.get()
        assert response.status_code == 201
        assert len(receipt) == 24
        assert bytes(message.receipt_hash) == crypto.fingerprint(receipt)
        assert message.assigned_to == wang
        assert message.text == "楼道灯坏了，晚上看不见路"

    def test_sent_twice_is_taken_once_with_the_same_receipt(self, card, resident):
        form = filled(card)
        first = resident.post(url(card, "message"), form)
        second = resident.post(url(card, "message"), form)

        assert receipt_on(first) == receipt_on(second)
        assert second.status_code == 200
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        "change",
        [
            {"stamp": ""},
            {"stamp": "forged"},
            {"website": "https://spam.example"},
            {"text": ""},
            {"text": "a\x00b"},
            {"text": "长" * 2001},
            {"sender_phone": "12345"},
        ],
    )
    def test_refuses_and_keeps_what_was_typed(self, card, resident, change):
        form = filled(card, sender_name="张三") | change
        response = resident.post(url(card, "message"), form)

        assert response.status_code == 400
        assert "张三" in response.content.decode()
        assert not Message.objects.exists()

    def test_refuses_a_machine_that_fills_the_form_at_once(self, card, resident):
        form = filled(card, stamp=receipts.new_stamp(f"message:{card.pk}", at=NOW))

        assert resident.post(url(card, "message"), form).status_code == 400

    def test_refuses_the_stamp_of_another_card(self, card, wang, resident):
        other = cards.issue(area=CommunityFactory(), by=wang, at=NOW)

        response = resident.post(url(card, "message"), filled(other))

        assert response.status_code == 400

    def test_a_stale_page_can_be_sent_again(self, card, resident):
        old = receipts.new_stamp(f"message:{card.pk}", at=NOW - timedelta(days=2))
        page = resident.post(url(card, "message"), filled(card, stamp=old))
        fresh = re.search(r'name="stamp"[^>]* value="([^"]+)"', page.content.decode())

        assert page.status_code == 400
        assert fresh[1] != old

    def test_limits_by_address_and_keeps_the_text(self, card, resident, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = 2
        answers = [
            resident.post(
                url(card, "message"),
                filled(card, text=f"第{n}条"),
                HTTP_X_FORWARDED_FOR=f"10.0.0.{n}",
            )
            for n in range(4)
        ]

        assert [a.status_code for a in answers] == [201, 201, 429, 429]
        assert "第3条" in answers[-1].content.decode()
        assert answers[-1]["Retry-After"] == "3600"

    def test_counts_a_whole_ipv6_network_as_one(self, card, resident, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = 1
        answers = [
            resident.post(
                url(card, "message"),
                filled(card, text=f"第{n}条"),
                REMOTE_ADDR=f"2001:db8::{n}",
            )
            for n in range(1, 4)
        ]

        assert [a.status_code for a in answers] == [201, 429, 429]

    def test_a_flood_on_one_card_leaves_the_next_alone(
        self, card, wang, resident, settings
    ):
        settings.PUBLIC_SENDS_PER_CARD = 1
        other = cards.issue(area=CommunityFactory(), by=wang, at=NOW)
        resident.post(url(card, "message"), filled(card))

        flooded = resident.post(url(card, "message"), filled(card, text="又一条"))
        calm = resident.post(url(other, "message"), filled(other))

        assert (flooded.status_code, calm.status_code) == (429, 201)

    @pytest.mark.parametrize(
        "payload",
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "{{ 7*7 }}{% debug %}",
            '=HYPERLINK("http://x")',
            "javascript:alert(1)",
        ],
    )
    def test_markup_in_a_text_stays_text(self, card, resident, signed_in, payload):
        sent = resident.post(
            url(card, "message"), filled(card, text=payload, sender_name=payload[:40])
        )
        matter = resident.post(reverse("public:receipt"), {"receipt": receipt_on(sent)})

        for page in (sent, matter):
            assert payload not in page.content.decode() or "<" not in payload
            assert b"onerror=alert" not in page.content or b"&lt;img" in page.content


class TestTip:
    def test_leaves_no_trace_of_the_sender_anywhere(self, card, resident, village):
        person("station_chief", village.parent.parent)
        resident.post(url(card, "tip"), filled(card, "tip"))

        found = []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
            for (table,) in cursor.fetchall():
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY(%s)',  # noqa: S608
                    [[f"%{ADDRESS}%", "%CanaryPhone%"]],
                )
                if cursor.fetchone()[0]:
                    found.append(table)
        assert found == []

    def test_keeps_only_the_hour(self, card, resident, time_machine):
        time_machine.move_to(NOW + timedelta(minutes=47, seconds=13), tick=False)
        resident.post(url(card, "tip"), filled(card, "tip"))

        tip = Message.objects.get()
        assert tip.received_at == NOW
        assert tip.created_at == tip.updated_at == NOW
        assert not Event.objects.filter(
            trail__contains=[f"households.message:{tip.pk}"]
        )

    def test_no_row_of_it_tells_the_minute_whoever_writes_it(
        self, card, village, time_machine
    ):
        time_machine.move_to(NOW + timedelta(minutes=47, seconds=13), tick=False)
        tip = received(card, "tip")
        Message.objects.filter(pk=tip.pk).delete()
        tip.pk = None
        tip.save(force_insert=True)

        tip.refresh_from_db()
        assert tip.created_at == tip.updated_at == NOW

    def test_asks_the_database_a_dozen_times_at_most(
        self, card, resident, django_assert_max_num_queries
    ):
        resident.post(url(card, "tip"), filled(card, "tip"))

        with django_assert_max_num_queries(11):
            sent = resident.post(url(card, "tip"), filled(card, "tip", text="又一处"))

        assert sent.status_code == 201

    def test_is_anonymous_without_name_and_phone(self, card, resident):
        resident.post(url(card, "tip"), filled(card, "tip"))

        assert Message.objects.get().is_anonymous

    def test_about_the_officer_goes_to_the_chief(self, card, wang, village, resident):
        chief = person("station_chief", village.parent.parent)
        resident.post(url(card, "tip"), filled(card, "tip", about=wang.badge_number))

        tip = Message.objects.get()
        assert (tip.assigned_to, tip.about_officer) == (chief, wang)
        assert not Message.objects.visible_to(wang).exists()

    def test_about_the_chief_goes_to_the_county(self, card, village, resident):
        station = village.parent.parent
        chief = person("station_chief", station)
        supervisor = person("county_supervisor", station.parent)
        resident.post(url(card, "tip"), filled(card, "tip", about=chief.badge_number))

        assert Message.objects.get().assigned_to == supervisor
        assert not Message.objects.visible_to(chief).exists()


class TestReceipt:
    def sent(self, resident, card, kind="message"):
        return receipt_on(resident.post(url(card, kind), filled(card, kind)))

    def test_shows_the_answer_and_never_a_note(self, card, wang, resident):
        receipt = self.sent(resident, card)
        message = Message.objects.get()
        messages.add_note(message=message, by=wang, text="内部备注", at=NOW)
        messages.answer(message=message, by=wang, text="明天派人来修", at=NOW)

        page = resident.post(reverse("public:receipt"), {"receipt": receipt.lower()})

        assert "明天派人来修" in page.content.decode()
        assert "内部备注" not in page.content.decode()
        assert not page.cookies

    def test_writing_again_opens_the_matter(self, card, wang, resident):
        receipt = self.sent(resident, card)
        message = Message.objects.get()
        messages.answer(message=message, by=wang, text="明天派人来修", at=NOW)
        stamp = receipts.new_stamp(f"again:{message.pk}", at=NOW - timedelta(minutes=1))
        body = {"receipt": receipt, "text": "还没有修", "stamp": stamp}

        resident.post(reverse("public:receipt"), body)
        resident.post(reverse("public:receipt"), body)

        message.refresh_from_db()
        assert message.status == "new"
        assert MessageReply.objects.filter(author=None).count() == 1

    def test_a_tip_cannot_be_continued(self, card, resident):
        receipt = self.sent(resident, card, "tip")

        page = resident.post(reverse("public:receipt"), {"receipt": receipt})

        assert page.context["more"] is None

    def test_unknown_receipts_find_nothing_and_become_slow(self, resident, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 3
        answers = [
            resident.post(
                reverse("public:receipt"), {"receipt": f"{n:024d}"}
            ).status_code
            for n in range(5)
        ]

        assert answers == [404, 404, 404, 429, 429]


@pytest.mark.django_db(transaction=True)
class TestUnderLoad:
    def test_accepts_exactly_the_limit_of_three_hundred_at_once(
        self, village, wang, settings
    ):
        settings.PUBLIC_SENDS_PER_ADDRESS = 25
        settings.PUBLIC_SENDS_PER_CARD = 1000
        settings.PUBLIC_FORM_SECONDS = 0
        card = cards.issue(area=village, by=wang, at=NOW)
        address = url(card, "tip")
        stamp = re.search(
            r'name="stamp"[^>]* value="([^"]+)"',
            Client().get(address).content.decode(),
        )[1]

        together = Barrier(64)

        def send(numbers):
            connection.ensure_connection()
            together.wait(timeout=60)
            try:
                return [
                    Client(enforce_csrf_checks=True)
                    .post(
                        address,
                        {"text": f"线索{n}", "stamp": stamp},
                        HTTP_X_FORWARDED_FOR=f"10.1.{n // 250}.{n % 250}",
                    )
                    .status_code
                    for n in numbers
                ]
            finally:
                connections.close_all()

        with ThreadPoolExecutor(64) as pool:
            shares = [range(start, 300, 64) for start in range(64)]
            answers = [code for some in pool.map(send, shares) for code in some]

        assert answers.count(201) == 25
        assert answers.count(429) == 275
        assert Message.objects.count() == 25
        assert RateBucket.objects.exists()
