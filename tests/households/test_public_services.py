"""Guides and booking behind the QR, and the receipt, as a resident uses them."""

import gzip
import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.urls import reverse
from django.utils import timezone

from households.actions import service_ends, service_hours, services
from households.actions.service_hours import Hours
from households.models import ServiceRequest, ServiceSlot
from station.roles import Role
from tests.factories import CardFactory, GuideFactory, person


@pytest.fixture(autouse=True)
def _patient(settings):
    settings.PUBLIC_FORM_SECONDS = 0


@pytest.fixture
def place(village):
    return village.parent.parent


@pytest.fixture
def guide(place):
    return GuideFactory(matter__area=place, matter__slug="hukou-transfer")


@pytest.fixture
def hours(place):
    chief = person(Role.STATION_CHIEF, place)
    for day in range(7):
        window = Hours(day, time(18), time(20), is_outside=True)
        service_hours.add(area=place, hours=window, by=chief, at=timezone.now())


@pytest.fixture
def card(village, wang):
    return CardFactory(area=village)


def stamp_of(response) -> str:
    return re.search(r'name="stamp" value="([^"]+)"', response.content.decode())[1]


def book(client, card, **more):
    url = f"{reverse('public:service_book', args=[card.token])}?matter=hukou-transfer"
    stamp = stamp_of(client.get(url))
    facts = {
        "kind": "home_visit",
        "place": "天城村二社3号",
        "sender_name": "张大爷",
        "sender_phone": "13900000001",
        "text": "腿脚不便",
        "stamp": stamp,
        "website": "",
        "lang": "en",
    }
    return client.post(url, {**facts, **more})


def receipt_of(response) -> str:
    return re.search(r'class="receipt">([^<]+)<', response.content.decode())[1].strip()


def follow(client, receipt: str, **more):
    return client.post(
        reverse("public:receipt"), {"receipt": receipt, "lang": "en", **more}
    )


def say(client, receipt: str, do: str, **more):
    page = follow(client, receipt).content.decode()
    form = page[page.index(f'value="{do}"') :]
    stamp = re.search(r'name="stamp" value="([^"]+)"', form)[1]
    return follow(client, receipt, do=do, stamp=stamp, website="", **more)


class TestGuides:
    def test_are_listed_and_read_without_signing_in(self, client, card, guide):
        listed = client.get(reverse("public:guides", args=[card.token]))
        read = client.get(reverse("public:guide", args=[card.token, "hukou-transfer"]))

        assert "户口迁移" in listed.content.decode()
        assert "迁移理由的证明" in read.content.decode()

    def test_speak_english_where_asked(self, client, card, guide):
        url = reverse("public:guide", args=[card.token, "hukou-transfer"])

        assert "Moving a hukou" in client.get(url, {"lang": "en"}).content.decode()

    def test_those_of_another_station_are_not_there(self, client, card):
        GuideFactory(matter__slug="elsewhere")

        url = reverse("public:guide", args=[card.token, "elsewhere"])

        assert client.get(url).status_code == 404

    def test_a_draft_is_not_shown(self, client, card, place):
        GuideFactory(
            matter__area=place,
            matter__slug="draft",
            status="draft",
            published_at=None,
            published_by=None,
        )

        url = reverse("public:guide", args=[card.token, "draft"])

        assert client.get(url).status_code == 404

    def test_pages_are_light(self, client, card, guide, hours):
        css = (Path(project.BASE_DIR) / "static/css/public.css").read_bytes()
        for url in (
            reverse("public:guides", args=[card.token]),
            reverse("public:guide", args=[card.token, "hukou-transfer"]),
            reverse("public:service_book", args=[card.token])
            + "?matter=hukou-transfer",
        ):
            body = client.get(url).content
            assert len(gzip.compress(body)) + len(gzip.compress(css)) < 15_000
            assert b"<script" not in body


class TestBook:
    def test_first_asks_for_the_matter(self, client, card, guide):
        url = reverse("public:service_book", args=[card.token])

        assert "matter=hukou-transfer" in client.get(url).content.decode()

    def test_gives_a_receipt(self, client, card, guide, wang):
        response = book(client, card)

        assert response.status_code == 201
        made = ServiceRequest.objects.get()
        assert (made.kind, made.assigned_to, made.card) == ("home_visit", wang, card)
        assert len(receipt_of(response)) == 29

    def test_takes_a_free_time(self, client, card, guide, hours):
        url = reverse("public:service_book", args=[card.token])
        page = client.get(url, {"matter": "hukou-transfer"}).content.decode()
        slot = re.findall(r'<option value="(2[^"]+)"', page)[3]

        response = book(client, card, kind="off_hours", slot=slot)

        assert response.status_code == 201
        assert ServiceSlot.objects.get().taken == 1

    def test_sent_twice_it_is_booked_once(self, client, card, guide):
        url = reverse("public:service_book", args=[card.token])
        stamp = stamp_of(client.get(url, {"matter": "hukou-transfer"}))

        first = book(client, card, stamp=stamp)
        again = book(client, card, stamp=stamp)

        assert (first.status_code, again.status_code) == (201, 200)
        assert receipt_of(first) == receipt_of(again)
        assert ServiceRequest.objects.count() == 1

    @pytest.mark.parametrize(
        "facts",
        [
            {"website": "http://spam"},
            {"sender_phone": "12"},
            {"sender_name": ""},
            {"place": ""},
            {"kind": "off_hours", "slot": ""},
            {"stamp": "forged"},
        ],
    )
    def test_refuses_what_cannot_be(self, client, card, guide, hours, facts):
        assert book(client, card, **facts).status_code == 400
        assert not ServiceRequest.objects.exists()

    def test_one_address_has_its_exact_limit(self, client, card, guide, settings):
        settings.PUBLIC_SENDS_PER_ADDRESS = 2

        codes = [book(client, card, text=str(n)).status_code for n in range(3)]

        assert codes == [201, 201, 429]
        assert ServiceRequest.objects.count() == 2

    def test_a_matter_that_is_not_offered_is_asked_for_again(self, client, card, guide):
        url = reverse("public:service_book", args=[card.token])

        page = client.get(url, {"matter": "nonsense"})

        assert b"matter=hukou-transfer" in page.content


class TestReceipt:
    """A resident books a door-step service, follows it, is served, judges, reopens."""

    def test_tells_the_whole_story(self, client, card, guide, wang):
        receipt = receipt_of(book(client, card))
        made = ServiceRequest.objects.get()
        assert made.number in follow(client, receipt).content.decode()
        now = timezone.now()

        services.confirm(
            request=made, by=wang, begins_at=now + timedelta(hours=2), at=now
        )
        service_ends.set_out(request=made, by=wang, at=now)
        assert wang.name in follow(client, receipt).content.decode()
        service_ends.serve(request=made, by=wang, at=now, result="照片已采集")
        assert "照片已采集" in follow(client, receipt).content.decode()

        assert say(client, receipt, "rate", rating="pleased").status_code == 200
        made.refresh_from_db()
        assert made.rating == "pleased"
        again = say(client, receipt, "reopen", reason="名字写错了")
        assert again.status_code == 200
        made.refresh_from_db()
        assert (made.status, made.reopened_count) == ("booked", 1)

    def test_calls_off_and_frees_the_time(self, client, card, guide, hours):
        url = reverse("public:service_book", args=[card.token])
        page = client.get(url, {"matter": "hukou-transfer"}).content.decode()
        slots = re.findall(r'<option value="(2[^"]+)"', page)
        receipt = receipt_of(book(client, card, kind="off_hours", slot=slots[2]))

        moved = say(client, receipt, "move", slot=slots[5])
        assert moved.status_code == 200
        assert ServiceSlot.objects.filter(taken=1).count() == 1
        assert say(client, receipt, "cancel").status_code == 200

        assert not ServiceSlot.objects.filter(taken=1).exists()
        assert ServiceRequest.objects.get().status == "cancelled"

    def test_what_may_not_be_done_is_refused(self, client, card, guide, wang):
        receipt = receipt_of(book(client, card))
        page = follow(client, receipt).content.decode()
        stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]

        forged = follow(client, receipt, do="rate", rating="pleased", stamp=stamp)

        assert forged.status_code == 400
        assert b'value="reopen"' not in follow(client, receipt).content

    def test_an_unknown_code_finds_nothing(self, client, db):
        assert follow(client, "ABCD-" * 5 + "ABCD").status_code == 404

    def test_looking_up_is_limited(self, client, db, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 1

        codes = [follow(client, "A" * 24).status_code for _n in range(2)]

        assert codes == [404, 429]
