import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from station.models import Attachment, Event, User
from station.roles import Role
from tests.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def portrait() -> SimpleUploadedFile:
    body = io.BytesIO()
    Image.new("RGB", (300, 400), "#224466").save(body, "JPEG")
    return SimpleUploadedFile("me.jpg", body.getvalue(), "image/jpeg")


class TestPortrait:
    def test_an_officer_gives_the_own(self, signed_in, wang):
        answer = signed_in.post(reverse("station:my_portrait"), {"photo": portrait()})

        assert answer.status_code == 302
        photo = User.objects.get(pk=wang.pk).photo
        assert photo.kind == Attachment.Kind.PORTRAIT
        assert Event.objects.about(wang).get().kind == "attachment.added"
        assert signed_in.get(reverse("station:me")).status_code == 200
        small = signed_in.get(reverse("station:thumbnail", args=[photo.pk]))
        assert b"".join(small.streaming_content)

    def test_a_chief_gives_a_colleague_one(self, client, wang, village):
        client.force_login(person(Role.STATION_CHIEF, village))

        client.post(
            reverse("station:person_portrait", args=[wang.pk]), {"photo": portrait()}
        )

        assert User.objects.get(pk=wang.pk).photo is not None

    def test_what_is_no_picture_is_refused_at_the_field(self, signed_in, wang):
        page = signed_in.post(
            reverse("station:my_portrait"),
            {"photo": SimpleUploadedFile("me.jpg", b"<svg/>", "image/jpeg")},
        )

        assert page.status_code == 200
        assert page.context["form"].errors["photo"]
        assert User.objects.get(pk=wang.pk).photo is None
