"""The partner's own link: what is shared and nothing else, exact in its limits."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disputes.views import public_invitation
from station import crypto
from station.logs import mask
from station.models import AccessRecord, Attachment, Event, reference
from tests.factories import (
    NOW,
    DisputeFactory,
    InvitationFactory,
    JointMediationFactory,
    PartyFactory,
    UndertakingFactory,
)
from tests.households.test_attachments import jpeg

pytestmark = pytest.mark.django_db

PHONE = "13812345678"
ID_NUMBER = "620724195008130019"
HIDDEN = (PHONE, "138****5678", ID_NUMBER, "蔡涛", "院墙滴水", "JF-", "王秘密")
KILOBYTE = 1024
CODE = "partner-code-of-twenty-two"


@pytest.fixture
def joint(household, wang):
    dispute = DisputeFactory(
        household=household, status="taken_up", taken_up_at=NOW, assigned_to=wang
    )
    party = PartyFactory.build(dispute=dispute)
    party.write_phone(PHONE)
    party.save()
    return JointMediationFactory(dispute=dispute, chair=wang)


@pytest.fixture
def invitation(joint):
    InvitationFactory(joint=joint, name="王秘密", organisation="另一家")
    return InvitationFactory(joint=joint, token_hash=crypto.fingerprint(CODE))


@pytest.fixture
def partner(time_machine):
    """A phone that has never been here."""
    time_machine.move_to(NOW, tick=False)
    return Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.77")


def url(code=CODE):
    return reverse("partner:invitation", args=[code])


class TestPage:
    def test_shows_what_is_shared_and_nothing_else(self, invitation, partner):
        page = partner.get(url()).content.decode()

        assert invitation.joint.subject in page
        assert invitation.joint.place in page
        assert invitation.joint.chair.name in page
        assert "平川人民法庭" in page
        for hidden in HIDDEN:
            assert hidden not in page

    def test_is_light_without_cookie_and_kept_nowhere(
        self, invitation, partner, settings
    ):
        UndertakingFactory(invitation=invitation)
        response = partner.get(url())
        style = (settings.BASE_DIR / "static/css/public.css").stat().st_size
        logo = (settings.BASE_DIR / "static/img/logo.svg").stat().st_size

        assert len(response.content) + style + logo <= 15 * KILOBYTE
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "<script" not in response.content.decode()

    def test_every_look_is_written_down_and_the_first_one_told(
        self, invitation, partner
    ):
        for _ in range(2):
            partner.get(url())

        looks = AccessRecord.objects.filter(subject=reference(invitation))
        assert [look.actor for look in looks] == [None, None]
        kinds = [event.kind for event in Event.objects.about(invitation)]
        assert kinds == ["invitation.opened"]
        invitation.refresh_from_db()
        assert invitation.first_opened_at == NOW

    def test_stays_out_of_the_log(self, invitation):
        assert CODE not in str(mask({"path": url()}))


class TestLink:
    def gone(self, partner, code=CODE):
        response = partner.get(url(code))
        assert response.status_code == 404
        return response.content.replace(code.encode(), b"")

    def test_wrong_expired_and_taken_back_look_the_same(
        self, invitation, wang, partner
    ):
        wrong = self.gone(partner, "no-such-code-anywhere-1")
        assert "联合调解邀请函" in wrong.decode()

        invitation.expires_at = NOW
        invitation.save()
        assert self.gone(partner) == wrong

        invitation.expires_at = NOW + timedelta(days=3)
        invitation.revoked_at, invitation.revoked_by = NOW, wang
        invitation.token_hash = None
        invitation.save()
        assert self.gone(partner) == wrong

    def test_guessing_becomes_slow(self, partner, settings):
        settings.PUBLIC_LOOKUPS_PER_ADDRESS = 3
        said = [partner.get(url(f"guess-{n}")).status_code for n in range(5)]

        assert said == [404, 404, 404, 429, 429]

    def test_one_link_is_opened_so_often_an_hour(
        self, invitation, partner, monkeypatch
    ):
        monkeypatch.setattr(public_invitation, "MOST_LOOKS", 2)
        said = [partner.get(url()).status_code for _ in range(3)]

        assert said == [200, 200, 429]

    def test_answers_are_counted_too(self, invitation, partner, monkeypatch):
        monkeypatch.setattr(public_invitation, "MOST_ANSWERS", 1)
        said = [
            partner.post(url(), {"answer": "accepted"}).status_code for _ in range(2)
        ]

        assert said == [302, 429]


class TestAnswer:
    def test_is_kept_and_told_to_the_officer(self, invitation, partner):
        response = partner.post(url(), {"answer": "other_time", "words": "下周二"})

        assert response.status_code == 302
        invitation.refresh_from_db()
        assert (invitation.answer, invitation.words) == ("other_time", "下周二")
        assert "下周二" in partner.get(response["Location"]).content.decode()

    def test_twice_is_once(self, invitation, partner):
        for _ in range(2):
            partner.post(url(), {"answer": "accepted"})

        kinds = [event.kind for event in Event.objects.about(invitation)]
        assert kinds.count("invitation.answered") == 1

    @pytest.mark.parametrize("answer", ["", "pending", "perhaps"])
    def test_refuses_what_is_no_answer(self, invitation, partner, answer):
        assert partner.post(url(), {"answer": answer}).status_code == 400

    def test_is_too_late_when_it_was_called_off(self, invitation, partner):
        joint = invitation.joint
        joint.status, joint.called_off_at = "called_off", NOW
        joint.save()

        assert partner.post(url(), {"answer": "accepted"}).status_code == 409
        invitation.refresh_from_db()
        assert invitation.answer == "pending"


class TestUndertaking:
    def test_one_says_that_it_is_done(self, invitation, partner):
        row = UndertakingFactory(invitation=invitation)

        partner.post(url(), {"undertaking": row.pk, "result": "已丈量"})

        row.refresh_from_db()
        assert (row.status, row.result, row.settled_by) == ("done", "已丈量", None)

    def test_a_photo_proves_it_without_its_place(self, invitation, partner, settings):
        row = UndertakingFactory(invitation=invitation)
        photo = SimpleUploadedFile("p.jpg", jpeg(), content_type="image/jpeg")

        partner.post(url(), {"undertaking": row.pk, "photo": photo})

        row.refresh_from_db()
        kept = Attachment.objects.get(subject=reference(row))
        assert (row.status, kept.uploaded_by) == ("done", None)

    def test_what_is_no_photo_changes_nothing(self, invitation, partner):
        row = UndertakingFactory(invitation=invitation)
        photo = SimpleUploadedFile("p.jpg", b"MZ virus", content_type="image/jpeg")

        response = partner.post(url(), {"undertaking": row.pk, "photo": photo})

        assert "said=photo" in response["Location"]
        row.refresh_from_db()
        assert row.status == "open"

    def test_never_for_somebody_else(self, invitation, partner):
        row = UndertakingFactory(
            invitation=InvitationFactory(joint=invitation.joint, organisation="司法所")
        )

        response = partner.post(url(), {"undertaking": row.pk})

        assert response.status_code == 404
        row.refresh_from_db()
        assert row.status == "open"
        assert row.what not in partner.get(url()).content.decode()
