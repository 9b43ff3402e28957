"""Behind a plate: the household for its officer, the officer's page for anyone else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from households.actions import cards, door_plates, messages, plate_batches
from households.models import Message, PlatePrint, PlateScanCount
from households.spots import Spot
from households.subjects import of_message
from households.views.public_send import TipView
from station.actions import jobs
from station.models import AccessRecord, Job
from tests.factories import (
    NOW,
    AddressFactory,
    HouseholdFactory,
    MessageFactory,
    PlateFactory,
    PlateSizeFactory,
    UnitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(village):
    village.parent.parent.profile = {"phone": "0936-6612110"}
    village.parent.parent.save()
    return AddressFactory(community=village, door="12号")


@pytest.fixture
def household(address):
    return HouseholdFactory(address=address, head_name="张守业")


@pytest.fixture
def plate(address, wang):
    return door_plates.issue(address=address, by=wang, at=NOW)


def scan(client, plate, **extra):
    return client.get(reverse("public:plate", args=[plate.token]), **extra)


class TestScanByTheOfficer:
    def follow(self, client, plate):
        return client.get(scan(client, plate).url)

    def test_opens_the_household_ready_to_record(self, signed_in, plate, household):
        answer = self.follow(signed_in, plate)

        assert answer.url == reverse("households:visit_create", args=[household.pk])

    def test_asks_whom_one_visits_where_several_live(
        self, signed_in, plate, household, address
    ):
        HouseholdFactory(address=address, head_name="李秀兰")
        page = self.follow(signed_in, plate).content.decode()

        assert "张守业" in page
        assert "李秀兰" in page

    def test_offers_the_unit_behind_the_same_door(
        self, signed_in, plate, household, address
    ):
        UnitFactory(address=address, name="天城小卖部")

        assert "天城小卖部" in self.follow(signed_in, plate).content.decode()

    def test_says_so_where_nobody_is_registered(self, signed_in, plate):
        assert self.follow(signed_in, plate).status_code == 200

    def test_is_not_counted_as_a_scan_by_residents(self, signed_in, plate):
        scan(signed_in, plate)

        assert not PlateScanCount.objects.exists()


class TestScanByAnybodyElse:
    @pytest.fixture(params=["stranger", "officer elsewhere", "volunteer"])
    def visitor(self, request, village):
        client = Client()
        if request.param == "officer elsewhere":
            client.force_login(officer())
        if request.param == "volunteer":
            client.force_login(person("volunteer", village))
        return client

    def test_shows_who_is_in_charge_and_nobody_who_lives_there(
        self, visitor, plate, household, wang
    ):
        answer = scan(visitor, plate)
        page = answer.content.decode()

        assert answer.status_code == 200
        assert wang.name in page
        for secret in ("张守业", household.number, "12号", plate.number):
            assert secret not in page

    def test_counts_the_scan_by_area_and_month_only(self, visitor, plate, village):
        scan(visitor, plate)
        scan(visitor, plate)

        assert PlateScanCount.objects.get(area=village).count == 2

    def test_may_not_be_kept_or_found(self, visitor, plate):
        answer = scan(visitor, plate)

        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]


class TestEndedPlates:
    def test_a_replaced_one_says_so_and_whom_to_call(self, client, plate, wang):
        door_plates.replace(plate=plate, kind="lost", by=wang, at=NOW)
        answer = scan(client, plate)

        assert answer.status_code == 410
        assert "tel:0936-6612110" in answer.content.decode()

    def test_a_revoked_one_says_so_to_its_officer_too(self, signed_in, plate, wang):
        door_plates.revoke(plate=plate, kind="demolished", by=wang, at=NOW)

        assert scan(signed_in, plate).status_code == 410

    def test_an_unknown_code_is_not_there(self, client, db):
        assert client.get(reverse("public:plate", args=["x" * 32])).status_code == 404

    def test_guessing_becomes_slow(self, client, db, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 2
        url = reverse("public:plate", args=["x" * 32])

        assert [client.get(url).status_code for _try in range(3)] == [404, 404, 429]

    def test_a_card_code_is_no_plate(self, client, village, wang):
        card = cards.issue(area=village, by=wang, at=NOW)

        assert scan(client, card).status_code == 404


class TestWritingFromADoor:
    def test_a_message_names_the_door_for_the_office(self, plate, village):
        message = messages.receive(
            card=None,
            plate=plate,
            area=village,
            kind="message",
            text="院墙要倒",
            receipt="a",
            at=NOW,
        )

        assert (message.plate, message.area) == (plate, village)
        wang_sees = Client()
        wang_sees.force_login(officer(village))
        page = wang_sees.get(message.get_absolute_url()).content.decode()
        assert plate.address.text in page

    def test_what_is_made_of_it_knows_the_household(self, plate, household):
        message = MessageFactory(card=None, area=plate.area, plate=plate)

        assert of_message(message).household == household

    def test_a_tip_never_does(self, plate):
        view = TipView()
        view.kind, view.plate, view.card = "tip", plate, None
        view.spot = Spot(plate.area, at=NOW)
        assert view.behind()["plate"] is None

    def test_the_database_refuses_a_door_with_a_tip(self, plate, village):
        with pytest.raises(IntegrityError, match="tip"), transaction.atomic():
            MessageFactory(kind="tip", plate=plate)

    @pytest.mark.parametrize("name", ["message", "tip", "question", "advice"])
    def test_each_form_opens_with_the_code_of_a_plate(self, client, plate, name):
        assert (
            client.get(reverse(f"public:{name}", args=[plate.token])).status_code == 200
        )
        assert not Message.objects.exists()


class TestPages:
    def test_the_list_shows_plates_in_scope_by_state(self, signed_in, plate):
        other = PlateFactory()
        page = signed_in.get(reverse("households:plate_list")).content.decode()

        assert plate.number in page
        assert other.number not in page

    @pytest.mark.parametrize(
        "query", ["?mounted=false", "?search=12号", "?status=active&printed=false"]
    )
    def test_the_list_can_be_narrowed(self, signed_in, plate, query):
        page = signed_in.get(reverse("households:plate_list") + query)

        assert plate.number in page.content.decode()

    @pytest.mark.parametrize("count", [1, 12])
    def test_the_list_costs_the_same_queries(
        self, signed_in, village, count, django_assert_max_num_queries
    ):
        for _number in range(count):
            PlateFactory(address__community=village)
        with django_assert_max_num_queries(30):
            signed_in.get(reverse("households:plate_list"))

    def test_the_export_is_written_down_and_holds_no_code(self, signed_in, plate):
        body = signed_in.get(reverse("households:plate_export")).content

        assert body[:2] == b"PK"
        assert plate.token.encode() not in body
        assert AccessRecord.objects.filter(act=AccessRecord.Act.EXPORT).exists()

    def test_progress_counts_doors(self, signed_in, plate, village):
        AddressFactory(community=village)
        context = signed_in.get(reverse("households:plate_coverage")).context

        assert (context["total"]["doors"], context["total"]["missing"]) == (2, 1)

    def test_the_page_of_a_household_shows_its_plate(self, signed_in, plate, household):
        page = signed_in.get(household.get_absolute_url()).content.decode()

        assert plate.number in page

    def test_revoking_asks_for_the_version(self, signed_in, plate):
        url = reverse("households:plate_revoke", args=[plate.pk])
        stale = {"kind": "lost", "version": 99}
        fresh = {"kind": "lost", "version": plate.version}

        assert signed_in.post(url, stale).status_code == 409
        assert signed_in.post(url, fresh).status_code == 302
        plate.refresh_from_db()
        assert plate.status == "revoked"


class TestBatch:
    def test_is_made_by_its_job_into_one_paper(self, signed_in, village, address, wang):
        size = PlateSizeFactory()
        asked = {"area": village.pk, "choice": "missing", "size": size.pk}
        answer = signed_in.post(reverse("households:plate_batch_create"), asked)
        job = Job.objects.get()
        jobs.run(pk=job.pk, at=NOW + timedelta(minutes=1))

        job.refresh_from_db()
        assert (job.state, job.done, job.total) == ("done", 2, 2)
        paper = signed_in.get(reverse("station:job_result", args=[job.pk]))
        assert b"".join(paper)[:5] == b"%PDF-"
        page = signed_in.get(answer.url).content.decode()
        assert address.plates.get().number in page

    def test_done_again_gives_the_same_codes(self, village, address, wang):
        batch = plate_batches.order(
            area=village, size=PlateSizeFactory(), choice="missing", by=wang, at=NOW
        )
        jobs.run(pk=batch.job_id, at=NOW)
        before = address.plates.get().token
        again = plate_batches.draw_again(batch=batch, by=wang, at=NOW)
        jobs.run(pk=again.job_id, at=NOW)

        assert address.plates.get().token == before

    def test_goes_on_over_rest(self, signed_in, village, address, wang):
        batch = plate_batches.order(
            area=village, size=PlateSizeFactory(), choice="missing", by=wang, at=NOW
        )
        path = f"/api/v1/plate-batches/{batch.pk}/"
        early = signed_in.post(f"{path}again/", {}, content_type="application/json")
        jobs.run(pk=batch.job_id, at=NOW)

        drawn = signed_in.post(f"{path}again/", {}, content_type="application/json")
        ahead = signed_in.post(
            f"{path}mounted/", {"on": "2999-01-01"}, content_type="application/json"
        )
        today = timezone.localdate().isoformat()
        hung = signed_in.post(
            f"{path}mounted/", {"on": today}, content_type="application/json"
        )

        assert (early.status_code, early.json()["code"]) == (409, "not_ready")
        assert (drawn.status_code, Job.objects.count()) == (200, 2)
        assert (ahead.status_code, ahead.json()["code"]) == (409, "mounted_ahead")
        assert hung.status_code == 200
        assert address.plates.get().mounted_on.isoformat() == today

    @pytest.mark.parametrize(
        ("wide", "high", "on_sheets"),
        [(300, 200, False), (120, 80, True), (60, 40, True)],
    )
    def test_is_drawn_in_every_size(
        self, village, address, wang, wide, high, on_sheets
    ):
        size = PlateSizeFactory(
            name="x", width_mm=wide, height_mm=high, is_on_sheets=on_sheets
        )
        batch = plate_batches.order(
            area=village, size=size, choice="missing", by=wang, at=NOW
        )
        jobs.run(pk=batch.job_id, at=NOW)

        assert Job.objects.get().state == "done"

    def test_chosen_households_become_a_batch(self, signed_in, household, address):
        size = PlateSizeFactory()
        page = reverse("households:plate_batch_chosen")
        url = f"{page}?households={household.pk},999"
        signed_in.post(url, {"size": size.pk})

        batch = Job.objects.get().params["batch"]
        assert list(address._meta.model.objects.filter(pk=address.pk)) == [
            each.address for each in _prints(batch)
        ]

    def test_doors_elsewhere_are_not_there(self, signed_in):
        url = reverse("households:plate_batch_chosen")
        elsewhere = AddressFactory()

        assert signed_in.get(f"{url}?addresses={elsewhere.pk}").status_code == 404


def _prints(pk):
    return PlatePrint.objects.filter(batch=pk)
