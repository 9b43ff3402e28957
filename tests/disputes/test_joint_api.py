"""Joint mediations over REST: planned, invited, held, and what was undertaken."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from disputes.models import Invitation, JointMediation
from station.models import IdempotencyKey
from station.roles import Role
from tests.factories import (
    NOW,
    DisputeFactory,
    InvitationFactory,
    JointMediationFactory,
    JointTemplateFactory,
    UndertakingFactory,
    person,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def api(wang, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = APIClient()
    client.force_authenticate(wang)
    return client


@pytest.fixture
def dispute(household, wang):
    return DisputeFactory(
        household=household,
        status="taken_up",
        taken_up_at=NOW,
        assigned_to=wang,
        track="people",
    )


@pytest.fixture
def joint(dispute, wang):
    return JointMediationFactory(dispute=dispute, chair=wang)


def post(api, path, **said):
    return api.post(f"/api/v1/{path}/", said, format="json")


class TestPlan:
    def test_asks_who_is_named(self, api, dispute):
        answer = post(
            api,
            "joint-mediations",
            dispute=dispute.pk,
            template=JointTemplateFactory().pk,
            planned_at=LATER.isoformat(),
            place_kind="station",
            place="一楼调解室",
            subject="地界纠纷",
            invitees=[{"kind": "court", "organisation": "平川人民法庭"}],
        )

        assert answer.status_code == 201, answer.data
        assert answer.data["subject"] == "地界纠纷"
        assert [row["kind"] for row in answer.data["invitations"]] == ["court"]

    def test_is_moved_only_by_who_read_the_present_version(self, api, joint):
        words = {
            "planned_at": LATER.isoformat(),
            "place_kind": "station",
            "place": "二楼",
            "subject": "地界纠纷",
        }
        path = f"joint-mediations/{joint.pk}/move"

        assert post(api, path, version=9, **words).status_code == 412
        moved = post(api, path, version=joint.version, **words)
        assert moved.data["place"] == "二楼"
        assert moved.data["chair"]["id"] == joint.chair_id

    def test_is_called_off_with_a_reason(self, api, joint):
        path = f"joint-mediations/{joint.pk}/call-off"

        answer = post(api, path, version=joint.version, reason="双方和好")

        assert answer.data["status"] == "called_off"


class TestInvitation:
    def test_the_link_is_told_once_and_kept_nowhere(self, api, joint):
        row = InvitationFactory(joint=joint)
        path = f"/api/v1/invitations/{row.pk}/resend/"

        first = api.post(path, headers={"Idempotency-Key": "one"})
        second = api.post(path, headers={"Idempotency-Key": "one"})

        assert first.data["link"] != second.data["link"]
        assert "/j/" in first.data["link"]
        assert not IdempotencyKey.objects.exists()
        code = second.data["link"].rstrip("/").rpartition("/")[2]
        assert code not in api.get(f"/api/v1/invitations/{row.pk}/").content.decode()

    def test_is_answered_and_taken_back(self, api, joint):
        row = InvitationFactory(joint=joint)

        answer = post(api, f"invitations/{row.pk}/answer", answer="declined")
        assert (answer.data["answer"], answer.status_code) == ("declined", 200)

        version = answer.data["version"]
        gone = post(api, f"invitations/{row.pk}/revoke", version=version)
        assert gone.data["revoked_at"]


class TestHold:
    def test_names_who_came_and_what_they_undertook(self, api, joint, time_machine):
        time_machine.move_to(joint.planned_at + timedelta(hours=3), tick=False)
        came = InvitationFactory(joint=joint)

        held = post(
            api,
            f"joint-mediations/{joint.pk}/hold",
            version=joint.version,
            held_at=joint.planned_at.isoformat(),
            outcome="not_agreed",
            record="双方各执一词",
            came=[came.pk],
        )

        assert held.status_code == 200, held.data
        assert held.data["status"] == "held"
        assert held.data["mediation"] == JointMediation.objects.get().mediation_id
        made = post(
            api,
            "undertakings",
            joint=joint.pk,
            invitation=came.pk,
            what="提供判例",
            due_on=f"{joint.planned_at + timedelta(days=4):%Y-%m-%d}",
        )
        assert made.status_code == 201, made.data
        path = f"undertakings/{made.data['id']}/done"
        done = post(api, path, version=made.data["version"])
        assert done.data["status"] == "done"

    def test_knows_only_its_own_invitations(self, api, joint, time_machine):
        time_machine.move_to(joint.planned_at + timedelta(hours=3), tick=False)
        answer = post(
            api,
            f"joint-mediations/{joint.pk}/hold",
            version=joint.version,
            held_at=joint.planned_at.isoformat(),
            outcome="agreed",
            record="达成一致",
            came=[InvitationFactory().pk],
        )

        assert answer.status_code == 400


class TestPartner:
    def test_reads_what_is_shared_and_answers(self, joint, village, time_machine):
        time_machine.move_to(NOW, tick=False)
        li = person(Role.PARTNER, village)
        row = InvitationFactory(joint=joint, user=li)
        UndertakingFactory(invitation=row)
        api = APIClient()
        api.force_authenticate(li)

        found = api.get(f"/api/v1/received-invitations/{row.pk}/")

        assert found.data["subject"] == joint.subject
        assert "院墙滴水" not in found.content.decode()
        assert "dispute" not in found.data["joint"]
        path = f"received-invitations/{row.pk}"
        assert post(api, f"{path}/answer", answer="accepted").status_code == 200
        assert Invitation.objects.get().answer == "accepted"
        promised = found.data["undertakings"][0]["id"]
        done = post(api, f"{path}/finish", undertaking=promised, result="已办")
        assert done.data["undertakings"][0]["status"] == "done"
        assert api.get(f"/api/v1/joint-mediations/{joint.pk}/").status_code in {
            403,
            404,
        }
