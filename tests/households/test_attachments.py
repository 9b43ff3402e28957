import os
import struct
import time
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from households.actions import visits
from station import pictures
from station.actions import attachments
from station.errors import RuleError
from station.models import AccessRecord, Attachment
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    HouseholdFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def jpeg(size=(64, 48), **options) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "green").save(buffer, "JPEG", **options)
    return buffer.getvalue()


def located_jpeg() -> bytes:
    """A photo that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (39.0, 22.0, 11.0)
    return jpeg(exif=exif)


def png_of(width: int, height: int) -> bytes:
    """A PNG that promises as many pixels as one likes in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        sealed = kind + body
        crc = struct.pack(">I", zlib.crc32(sealed))
        return struct.pack(">I", len(body)) + sealed + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body)


class TestPicture:
    def test_loses_place_and_device_and_stands_upright(self):
        picture = pictures.read(located_jpeg())

        kept = Image.open(BytesIO(picture.body))
        assert len(kept.getexif()) == 0
        assert b"SecretPhone" not in picture.body
        assert (kept.width, kept.height) == (48, 64)

    def test_is_made_smaller_with_a_small_copy(self):
        picture = pictures.read(jpeg((4000, 3000)))

        assert (picture.width, picture.height) == (2048, 1536)
        assert Image.open(BytesIO(picture.thumbnail)).size == (320, 240)

    @pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "CMYK", "1"])
    def test_of_any_kind_of_colour_is_read(self, mode):
        buffer = BytesIO()
        kind = "JPEG" if mode == "CMYK" else "PNG"
        Image.new(mode, (20, 20)).save(buffer, kind)

        assert pictures.read(buffer.getvalue()).width == 20

    def test_a_bomb_of_30000_by_30000_is_refused_at_once(self):
        began = time.monotonic()

        with pytest.raises(RuleError) as refusal:
            pictures.read(png_of(30_000, 30_000))

        assert refusal.value.code == "too_many_pixels"
        assert time.monotonic() - began < 0.5

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
            (b"<html><script>alert(1)</script>", "wrong_type"),
            (b"GIF89a" + b"\0" * 50, "wrong_type"),
            (b"", "wrong_type"),
            (b"\xff\xd8\xff" + b"<script>" * 20, "broken"),
            (jpeg()[:200], "broken"),
            (b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024), "too_large"),
            (png_of(9_000, 9_000), "too_many_pixels"),
        ],
    )
    def test_what_is_none_is_refused(self, raw, code):
        with pytest.raises(RuleError) as refusal:
            pictures.read(raw)

        assert refusal.value.code == code

    def test_what_hides_behind_a_photo_is_not_kept(self):
        picture = pictures.read(jpeg() + b"<script>alert(1)</script>")

        assert b"script" not in picture.body


class TestStore:
    def test_gives_a_name_nobody_can_guess_and_the_row_comes_later(self, media):
        stored = attachments.store_picture(jpeg())

        assert attachments.path_of(stored.file_name).is_file()
        assert len(stored.file_name) == 36
        assert not Attachment.objects.exists()

    def test_a_full_disk_leaves_nothing_behind(self, media, monkeypatch):
        def full(_descriptor):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)

        with pytest.raises(RuleError) as refusal:
            attachments.store_picture(jpeg())

        assert refusal.value.code == "storage_full"
        assert not [path for path in media.rglob("*") if path.is_file()]

    def test_the_sweep_takes_old_files_without_a_row_only(self, media):
        visit = VisitFactory()
        kept, orphan, fresh = (attachments.store_picture(jpeg()) for _ in range(3))
        attachments.attach(
            files=[kept], kind="photo", subject=visit, by=visit.visited_by, at=NOW
        )
        two_hours_ago = time.time() - 7200
        for stored in (kept, orphan):
            for name in (stored.file_name, stored.thumbnail_name):
                os.utime(attachments.path_of(name), (two_hours_ago, two_hours_ago))

        swept = attachments.sweep_orphans(at=timezone.now())

        assert swept == 2
        assert attachments.path_of(kept.file_name).is_file()
        assert attachments.path_of(fresh.file_name).is_file()
        assert not attachments.path_of(orphan.file_name).is_file()


class TestOfAVisit:
    def test_are_at_most_six(self):
        visit = VisitFactory(confirmed_at=NOW)
        officer(visit.area)
        files = [attachments.store_picture(jpeg()) for _ in range(7)]

        with pytest.raises(RuleError) as refusal:
            visits.add_photos(visit=visit, files=files, by=officer(visit.area), at=NOW)

        assert refusal.value.code == "too_many_photos"
        assert not Attachment.objects.exists()

    def test_come_no_more_after_a_day(self):
        visit = VisitFactory(confirmed_at=NOW)
        files = [attachments.store_picture(jpeg())]

        with pytest.raises(RuleError) as refusal:
            visits.add_photos(
                visit=visit,
                files=files,
                by=officer(visit.area),
                at=NOW + timedelta(days=2),
            )

        assert refusal.value.code == "needs_correction"


class TestServing:
    @pytest.fixture
    def photo(self, village):
        visit = VisitFactory(household=HouseholdFactory(community=village))
        files = [attachments.store_picture(jpeg())]
        [row] = attachments.attach(
            files=files, kind="photo", subject=visit, by=visit.visited_by, at=NOW
        )
        return row

    def test_is_private_typed_and_written_down(self, signed_in, photo):
        answer = signed_in.get(reverse("station:attachment", args=[photo.pk]))

        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")
        assert AccessRecord.objects.get().subject == f"station.attachment:{photo.pk}"

    def test_the_small_copy_is_smaller(self, signed_in, photo):
        answer = signed_in.get(reverse("station:thumbnail", args=[photo.pk]))

        assert answer.status_code == 200
        b"".join(answer.streaming_content)

    @pytest.mark.parametrize("role", [Role.AUXILIARY_OFFICER, Role.COMMUNITY_OFFICER])
    def test_the_next_village_finds_nothing(self, client, photo, role):
        client.force_login(person(role, CommunityFactory()))

        for name in ("attachment", "thumbnail"):
            url = reverse(f"station:{name}", args=[photo.pk])
            assert client.get(url).status_code == 404

    def test_a_lost_file_is_not_there(self, signed_in, photo):
        attachments.path_of(photo.file_name).unlink()

        answer = signed_in.get(reverse("station:attachment", args=[photo.pk]))

        assert answer.status_code == 404


class TestUpload:
    def test_of_ten_declared_gigabytes_is_refused_unread(self, signed_in, village):
        household = HouseholdFactory(community=village)
        url = reverse("households:visit_create", args=[household.pk])
        began = time.monotonic()

        answer = signed_in.generic(
            "POST",
            url,
            b"--x\r\n",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(10 * 1024**3),
        )

        assert answer.status_code == 400
        assert time.monotonic() - began < 2
