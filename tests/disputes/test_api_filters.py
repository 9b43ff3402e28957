"""What joint mediations and follow-ups of disputes can be narrowed to over REST."""

from datetime import timedelta

import pytest

from station.roles import Role
from tests.factories import (
    NOW,
    ClosingRequestFactory,
    CommunityFactory,
    DisputeFollowUpFactory,
    InvitationFactory,
    JointMediationFactory,
    JointTemplateFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def ids(client, name: str, **asked) -> list[int]:
    answer = client.get(f"/api/v1/{name}/", asked)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


class TestTemplates:
    def test_by_kind_by_station_and_by_whom_they_ask(self, client, wang, village):
        station = village.parent.parent
        shipped = JointTemplateFactory()
        own = JointTemplateFactory(
            station=station, invites=["department"], is_active=False
        )
        client.force_login(wang)
        name = "joint-templates"

        assert set(ids(client, name, kind="four_party")) == {shipped.pk, own.pk}
        assert ids(client, name, area=station.pk) == [own.pk]
        assert ids(client, name, is_own="true") == [own.pk]
        assert own.pk not in ids(client, name, is_own="false")
        asked = ids(client, name, kind="four_party", invites="department")
        assert asked == [own.pk]
        assert ids(client, name, is_active="false") == [own.pk]

    def test_a_kind_that_is_none_is_refused(self, client, wang):
        client.force_login(wang)

        answer = client.get("/api/v1/joint-templates/", {"kind": "tea_party"})

        assert answer.status_code == 400


class TestReceivedInvitations:
    @pytest.fixture
    def li(self, village):
        return person(Role.PARTNER, village)

    def row(self, li, village, days: int, **facts):
        joint = JointMediationFactory(
            dispute__household__community=village,
            planned_at=NOW + timedelta(days=days),
            **facts,
        )
        return InvitationFactory(joint=joint, user=li)

    def test_by_day_state_and_answer(self, client, li, village):
        soon = self.row(li, village, 1)
        later = self.row(li, village, 9)
        off = self.row(
            li, village, 2, status="called_off", called_off_at=NOW, reason="已和好"
        )
        later.answer, later.answered_at = "accepted", NOW
        later.save()
        client.force_login(li)
        since = (NOW + timedelta(days=5)).date().isoformat()

        assert ids(client, "received-invitations", since=since) == [later.pk]
        assert ids(client, "received-invitations", until=since) == [off.pk, soon.pk]
        assert ids(client, "received-invitations", status="called_off") == [off.pk]
        assert ids(client, "received-invitations", answer="accepted") == [later.pk]

    def test_are_nobody_elses(self, client, li, village):
        self.row(li, village, 1)
        client.force_login(person(Role.PARTNER, village))

        assert ids(client, "received-invitations", status="planned") == []


class TestFollowUps:
    def row(self, village, days: int, by):
        row = DisputeFollowUpFactory(dispute__household__community=village)
        row.follow_up.due_at = NOW + timedelta(days=days)
        row.follow_up.assigned_to = by
        row.follow_up.save()
        return row

    def test_by_what_is_late_and_whose_it_is(self, client, wang, village):
        late = self.row(village, -2, officer(village))
        mine = self.row(village, 4, wang)
        client.force_login(wang)
        name = "dispute-follow-ups"

        assert ids(client, name, state="overdue") == [late.pk]
        assert ids(client, name, state="open") == [mine.pk, late.pk]
        assert ids(client, name, whose="mine") == [mine.pk]
        assert ids(client, name, assigned_to=wang.pk) == [mine.pk]
        assert ids(client, name, due_before=NOW.date().isoformat()) == [late.pk]
        assert ids(client, name, due_from=NOW.date().isoformat()) == [mine.pk]

    def test_say_by_when_and_by_whom(self, client, wang, village):
        row = self.row(village, 4, wang)
        client.force_login(wang)

        told = client.get("/api/v1/dispute-follow-ups/").json()["results"][0]

        assert told["promise"]["assigned_to"]["id"] == wang.pk
        assert told["promise"]["due_at"][:10] == row.follow_up.due_at.date().isoformat()

    def test_elsewhere_are_not_listed(self, client, wang, village):
        self.row(CommunityFactory(), -2, officer(village))
        client.force_login(wang)

        assert ids(client, "dispute-follow-ups", state="overdue") == []


class TestClosingRequests:
    def test_by_the_day_they_were_asked(self, client, chief, village):
        rows = [
            ClosingRequestFactory(
                dispute__household__community=village,
                asked_at=NOW - timedelta(days=days),
            )
            for days in (0, 3)
        ]
        client.force_login(chief)

        before = NOW.date().isoformat()
        assert ids(client, "closing-requests", asked_before=before) == [rows[1].pk]
