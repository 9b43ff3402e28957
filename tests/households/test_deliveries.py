"""Documents taken home: listed, given out, handed over with a signature, returned."""

import base64
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image
from rest_framework.test import APIClient

from households.actions import deliveries
from households.actions.deliveries import Item, Proof
from households.forms.signature import PREFIX
from households.models import Delivery, DeliveryBatch
from households.notices.services import deliveries_owed
from station.actions import attachments
from station.errors import RuleError
from station.models import Attachment, reference
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    DeliveryFactory,
    DocumentKindFactory,
    ServiceRequestFactory,
    officer,
    person,
)


@pytest.fixture(autouse=True)
def _english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def kind(db):
    return DocumentKindFactory()


@pytest.fixture
def row(village, wang, kind):
    """One ID card at the counter."""
    item = Item(
        kind, "张大爷", village, "天城村二社3号", "620724195008130011", "13900000001"
    )
    deliveries.list_documents(area=village.parent, items=[item], by=wang, at=NOW)
    return Delivery.objects.get()


@pytest.fixture
def out(row, wang):
    [given] = deliveries.give_out(deliveries=[row], to=wang, by=wang, at=NOW)
    return given


def signed(name="张大爷") -> Proof:
    return Proof(name, signature=attachments.store_picture(png()))


class TestList:
    def test_masks_the_numbers_and_sets_the_day(self, row):
        assert row.document_number_masked == "*" * 14 + "0011"
        assert row.phone_masked == "139****0001"
        assert row.due_at > NOW + timedelta(days=9)
        with connection.cursor() as cursor:
            cursor.execute("SELECT document_number, phone FROM households_delivery")
            assert "620724" not in str(cursor.fetchone())

    def test_an_empty_one_is_refused_and_half_a_one_too(self, village, wang, kind):
        rows = [Item(kind, "张", village, "1号"), Item(kind, " ", village, "2号")]

        for items in ([], rows):
            with pytest.raises(RuleError):
                deliveries.list_documents(area=village, items=items, by=wang, at=NOW)

        assert not DeliveryBatch.objects.exists()


class TestRound:
    def test_goes_out_and_comes_home_with_a_signature(self, out, wang):
        done = deliveries.hand_over(
            delivery=out, proof=signed(), by=wang, at=NOW + timedelta(hours=1)
        )

        assert (done.status, done.received_by, done.tries) == (
            "handed_over",
            "张大爷",
            1,
        )
        kept = Attachment.objects.get(subject=reference(done))
        assert kept.kind == "signature"

    def test_without_a_signature_or_a_name_it_is_refused(self, out, wang):
        for proof in (Proof("张大爷"), signed(" ")):
            with pytest.raises(RuleError, match=r"sign|who took"):
                deliveries.hand_over(delivery=out, proof=proof, by=wang, at=NOW)

    def test_a_time_ahead_or_before_the_list_is_refused(self, out, wang):
        for hours in (1, -1):
            with pytest.raises(RuleError):
                deliveries.hand_over(
                    delivery=out,
                    proof=signed(),
                    by=wang,
                    at=NOW,
                    handed_at=NOW + timedelta(hours=hours),
                )

    def test_counts_the_tries_and_goes_back_to_the_counter(self, out, wang):
        deliveries.bring_back(delivery=out, reason="家中无人", by=wang, at=NOW)
        back = deliveries.take_back(delivery=out, by=wang, at=NOW)

        assert (back.status, back.tries, back.assigned_to) == ("at_station", 1, None)

    def test_what_is_handed_over_stays_so(self, out, wang):
        deliveries.hand_over(delivery=out, proof=signed(), by=wang, at=NOW)

        with pytest.raises(RuleError, match="cannot become"):
            deliveries.hand_over(delivery=out, proof=signed(), by=wang, at=NOW)
        with pytest.raises(RuleError, match="cannot become"):
            deliveries.bring_back(delivery=out, reason="x", by=wang, at=NOW)

    def test_somebody_of_another_village_does_not_go(self, row, wang):
        with pytest.raises(RuleError, match="does not serve"):
            deliveries.give_out(deliveries=[row], to=officer(), by=wang, at=NOW)

    def test_my_day_has_one_line_a_village(self, out, village, wang):
        DeliveryFactory(area=village, assigned_to=wang, status="out", out_at=NOW)

        [item] = deliveries_owed(wang, NOW)

        assert item.title == "2 documents to hand over"

    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"status": "out"}, "out_with_somebody"),
            ({"received_by": "x"}, "received_iff_handed_over"),
            ({"status": "withdrawn"}, "settled_iff_ended"),
        ],
    )
    def test_the_database_refuses_what_cannot_be(self, db, facts, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            DeliveryFactory(**facts)


class TestPages:
    def test_hands_over_with_a_drawn_signature(self, signed_in, out):
        url = reverse("households:delivery_hand_over", args=[out.pk])
        drawn = PREFIX + base64.b64encode(png()).decode()
        facts = {"version": out.version, "received_by": "张大妈", "relation": "spouse"}

        response = signed_in.post(url, {**facts, "signature": drawn})

        assert response.status_code == 302
        out.refresh_from_db()
        assert (out.received_by, out.relation) == ("张大妈", "spouse")

    def test_without_a_signature_nothing_is_kept(self, signed_in, out, settings):
        url = reverse("households:delivery_hand_over", args=[out.pk])
        facts = {"version": out.version, "received_by": "张", "relation": "spouse"}

        response = signed_in.post(url, facts)

        assert response.status_code == 200
        assert not Attachment.objects.exists()

    def test_takes_a_list_copied_from_a_table(self, signed_in, village, kind):
        url = reverse("households:batch_create")
        lines = f"张大爷\t{village.name}\t二社3号\t6207\t13900000001\n李四,{village.name},1号"

        response = signed_in.post(url, {"kind": kind.pk, "rows": lines})

        assert response.status_code == 302
        assert Delivery.objects.count() == 2

    def test_says_which_line_is_wrong(self, signed_in, village, kind):
        url = reverse("households:batch_create")
        lines = f"张大爷,{village.name},1号\n李四,火星村,2号"

        page = signed_in.post(url, {"kind": kind.pk, "rows": lines})

        assert "2" in str(page.context["form"].errors["rows"])
        assert not Delivery.objects.exists()

    def test_gives_out_what_was_ticked(self, signed_in, row, wang):
        url = f"{reverse('households:delivery_give_out')}?pk={row.pk}"

        assert signed_in.get(url).status_code == 200
        assert signed_in.post(url, {"to": wang.pk}).status_code == 302
        row.refresh_from_db()
        assert row.status == "out"

    def test_exports_masked(self, signed_in, row):
        response = signed_in.get(reverse("households:delivery_export"))

        assert response.status_code == 200
        assert b"620724195008130011" not in response.content

    @pytest.mark.parametrize("page", ["delivery_list", "service_list", "service_day"])
    def test_asks_as_much_for_many_as_for_one(
        self, signed_in, village, wang, page, django_assert_max_num_queries
    ):
        from django.test.utils import CaptureQueriesContext

        counts = []
        for number in (1, 12):
            for _n in range(number):
                DeliveryFactory(area=village, assigned_to=wang)
                ServiceRequestFactory(
                    area=village, assigned_to=wang, begins_at=timezone.now()
                )
            with CaptureQueriesContext(connection) as asked:
                signed_in.get(reverse(f"households:{page}"))
            counts.append(len(asked))

        assert counts[1] <= counts[0]


class TestRest:
    def send(self, client, row, **more):
        file = SimpleUploadedFile("s.png", png(), content_type="image/png")
        facts = {"received_by": "张大爷", "relation": "holder", "signature": file}
        url = f"/api/v1/deliveries/{row.pk}/hand-over/"
        key = {"HTTP_IDEMPOTENCY_KEY": "phone-1"}
        return client.post(url, {**facts, **more}, format="multipart", **key)

    @pytest.fixture
    def api(self, wang):
        client = APIClient()
        client.force_login(wang)
        return client

    def test_a_late_hand_over_is_done_once(self, api, out):
        handed_at = timezone.now() - timedelta(minutes=5)
        Delivery.objects.update(out_at=NOW)

        first = self.send(api, out, handed_at=handed_at.isoformat())
        again = self.send(api, out, handed_at=handed_at.isoformat())

        assert (first.status_code, again.status_code) == (200, 200)
        assert first.json()["received_by"] == "张大爷"
        assert Attachment.objects.count() == 1

    def test_without_a_signature_it_is_refused(self, api, out):
        response = self.send(api, out, signature="")

        assert response.status_code == 400

    def test_another_village_is_not_there(self, out):
        client = APIClient()
        client.force_login(officer(CommunityFactory()))

        assert self.send(client, out).status_code == 404

    def test_lists_returns_and_masks(self, api, out):
        url = f"/api/v1/deliveries/{out.pk}/return/"
        assert api.post(url, {"reason": "家中无人"}, format="json").status_code == 200

        [row] = api.get("/api/v1/deliveries/").json()["results"]

        assert (row["status"], row["tries"]) == ("returned", 1)
        assert "620724195008130011" not in str(row)

    def test_the_counter_lists_documents(self, village, kind):
        client = APIClient()
        client.force_login(person(Role.STATION_CHIEF, village.parent.parent))
        item = {"kind": "id_card", "holder_name": "李四", "place": "1号"}
        body = {"area": village.pk, "items": [{**item, "area": village.pk}]}

        response = client.post("/api/v1/delivery-batches/", body, format="json")

        assert response.status_code == 201
        assert Delivery.objects.get().holder_name == "李四"
