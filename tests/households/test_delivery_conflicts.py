"""A hand-over sent from a phone, when the document moved at the station meanwhile."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from rest_framework.test import APIClient

from households.actions import deliveries
from households.actions.deliveries import Proof
from station.actions import attachments
from station.models import Attachment, Event, reference
from tests.factories import NOW, DeliveryFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def out(village, wang):
    """An identity card that the officer carries, as the phone knows it."""
    row = DeliveryFactory(area=village)
    [given] = deliveries.give_out(deliveries=[row], to=wang, by=wang, at=NOW)
    return given


@pytest.fixture
def colleague(village):
    return officer(village)


@pytest.fixture
def taken(out, colleague):
    """The colleague was quicker."""
    proof = Proof("张大娘", signature=attachments.store_picture(png()))
    return deliveries.hand_over(delivery=out, proof=proof, by=colleague, at=NOW)


@pytest.fixture
def phone(wang):
    """Sends what was signed at the door."""
    client = APIClient()
    client.force_login(wang)

    def send(row, verb="hand-over", **more):
        facts = {
            "received_by": "张大爷",
            "relation": "holder",
            "handed_at": timezone.now().isoformat(),
            "signature": SimpleUploadedFile("s.png", png(), content_type="image/png"),
        }
        url = f"/api/v1/deliveries/{row.pk}/{verb}/"
        return client.post(url, facts | more, format="multipart")

    return send


class TestConflict:
    def test_shows_who_was_quicker(self, phone, out, taken, colleague):
        answer = phone(out, version=out.version)

        assert answer.status_code == 412
        problem = answer.json()
        assert problem["code"] == "stale"
        current = problem["current"]
        assert (current["status"], current["received_by"]) == ("handed_over", "张大娘")
        assert current["settled_by"] == colleague.name
        assert not current["may_hand_over"]
        assert Attachment.objects.count() == 1  # no file of the refused one stays

    def test_back_at_the_counter_is_shown_then_handed_over(self, phone, out, wang):
        deliveries.take_back(delivery=out, by=wang, at=NOW)

        current = phone(out, version=out.version).json()["current"]
        answer = phone(out, version=current["version"])

        assert current["may_hand_over"]
        assert answer.json()["status"] == "handed_over"

    def test_now_with_somebody_else_is_shown(self, phone, out, wang, colleague):
        deliveries.give_out(deliveries=[out], to=colleague, by=wang, at=NOW)

        current = phone(out, version=out.version).json()["current"]

        assert current["assigned_to"] == colleague.name

    def test_given_out_anew_to_the_same_officer_is_none(self, phone, out, wang):
        deliveries.give_out(deliveries=[out], to=wang, by=wang, at=NOW)

        assert phone(out, version=out.version).status_code == 200


class TestBothStand:
    def test_mine_is_put_beside_theirs(self, phone, taken, wang):
        answer = phone(taken, "also-handed-over")

        assert answer.status_code == 200
        assert answer.json()["received_by"] == "张大娘"
        [told] = taken.late_hand_overs.all()
        assert (told.received_by, told.told_by) == ("张大爷", wang)
        assert Attachment.objects.filter(subject=reference(told)).count() == 1
        assert Event.objects.about(taken).first().kind == "delivery.also_handed_over"

    def test_the_page_shows_both(self, phone, taken, signed_in):
        phone(taken, "also-handed-over")

        page = signed_in.get(taken.get_absolute_url()).content.decode()

        assert "张大爷" in page
        assert "张大娘" in page

    def test_what_can_be_handed_over_is_not_told_beside(self, phone, out):
        answer = phone(out, "also-handed-over")

        assert (answer.status_code, answer.json()["code"]) == (409, "state")
        assert not Attachment.objects.exists()

    def test_a_time_to_come_is_refused(self, phone, taken):
        later = timezone.now().replace(year=timezone.now().year + 1)

        answer = phone(taken, "also-handed-over", handed_at=later.isoformat())

        assert answer.json()["code"] == "handed_at"

    def test_another_village_is_not_there(self, taken):
        client = APIClient()
        client.force_login(officer())

        answer = client.post(f"/api/v1/deliveries/{taken.pk}/also-handed-over/")

        assert answer.status_code == 404
