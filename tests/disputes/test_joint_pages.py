"""Pages of joint mediations: planned, sent, held, and the partner's own side."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from disputes.actions import invitations
from disputes.models import Invitation, JointMediation
from disputes.notices import joint as notices
from disputes.notices import joint_work as work
from station.models import AccessRecord, Reminder, reference
from station.roles import Role
from tests.factories import (
    NOW,
    CommitteeFactory,
    CommitteeMemberFactory,
    CommunityFactory,
    DisputeFactory,
    InvitationFactory,
    JointMediationFactory,
    JointTemplateFactory,
    OfficeFactory,
    PartyFactory,
    UndertakingFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def desk(client, wang, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(wang)
    return client


def typed(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


class TestPlan:
    def test_begins_with_the_kind(self, desk, dispute):
        template = JointTemplateFactory()

        page = desk.get(reverse("disputes:joint_pick", args=[dispute.pk]))

        assert (
            reverse("disputes:joint_create", args=[dispute.pk, template.pk])
            in page.content.decode()
        )

    def test_ticks_the_offices_the_kind_asks_for(self, desk, dispute, village):
        station = village.parent.parent
        justice = OfficeFactory(station=station, kind="justice", title="司法所")
        OfficeFactory(station=station, kind="fire", title="消防站")
        template = JointTemplateFactory()
        url = reverse("disputes:joint_create", args=[dispute.pk, template.pk])

        form = desk.get(url).context["form"]

        assert form["offices"].value() == [justice.pk]

    def test_leads_to_the_page_of_the_sitting(self, desk, dispute, wang):
        template = JointTemplateFactory()
        url = reverse("disputes:joint_create", args=[dispute.pk, template.pk])
        data = {
            "planned_at": typed(NOW + timedelta(days=2)),
            "place_kind": "station",
            "place": "一楼调解室",
            "subject": "地界纠纷",
            "chair": wang.pk,
            "version": dispute.version,
        }

        response = desk.post(url, data)

        made = JointMediation.objects.get()
        assert response["Location"] == made.get_absolute_url()
        page = desk.get(response["Location"]).content.decode()
        assert "一楼调解室" in page
        assert (
            made.get_absolute_url()
            in desk.get(dispute.get_absolute_url()).content.decode()
        )

    def test_asks_the_committee_and_who_has_an_account_by_it(
        self, desk, dispute, village, wang
    ):
        station = village.parent.parent
        li = person(Role.PARTNER, village)
        office = OfficeFactory(station=station, kind="justice", title="司法所")
        office.people.add(li)
        member = CommitteeMemberFactory(committee=CommitteeFactory(area=station))
        template = JointTemplateFactory(
            kind="committee", invites=["committee", "justice"]
        )
        url = reverse("disputes:joint_create", args=[dispute.pk, template.pk])
        form = desk.get(url).context["form"]
        assert form["members"].value() == [member.pk]
        assert "mediators" not in form.fields
        data = {
            "planned_at": typed(NOW + timedelta(days=2)),
            "place_kind": "station",
            "place": "一楼调解室",
            "subject": "地界纠纷",
            "chair": wang.pk,
            "version": dispute.version,
            "offices": [office.pk],
            "members": [member.pk],
        }

        response = desk.post(url, data)

        assert response.status_code == 302, response.context["form"].errors
        asked = Invitation.objects.order_by("pk").values_list("kind", "user")
        assert list(asked) == [("justice", li.pk), ("committee", None)]


class TestLetter:
    def test_shows_the_link_once(self, desk, joint):
        invitation = InvitationFactory(joint=joint, token_hash=None)
        url = reverse("disputes:invitation_send", args=[invitation.pk])

        response = desk.post(url)

        page = response.content.decode()
        link = re.search(r"https?://[^<\s]+/j/([\w-]+)/", page)
        assert "<svg" in page
        assert response["Cache-Control"] == "no-store"
        assert link[1] not in desk.get(joint.get_absolute_url()).content.decode()
        printed = AccessRecord.objects.filter(subject=reference(invitation))
        assert [row.act for row in printed] == [AccessRecord.Act.PRINT]
        path = reverse("partner:invitation", args=[link[1]])
        assert desk.get(path).status_code == 200

    def test_a_second_letter_ends_the_first_link(self, desk, joint):
        invitation = InvitationFactory(joint=joint, code="the-first-code-of-all")
        first = reverse("partner:invitation", args=["the-first-code-of-all"])
        assert desk.get(first).status_code == 200
        desk.post(reverse("disputes:invitation_send", args=[invitation.pk]))

        assert desk.get(first).status_code == 404


class TestTakeBack:
    def test_says_what_follows_before_it_is_done(self, desk, joint):
        row = InvitationFactory(joint=joint)

        page = desk.get(
            reverse("disputes:invitation_revoke", args=[row.pk]),
            headers={"accept-language": "en"},
        )

        shown = page.content.decode()
        assert row.who in shown
        assert "the link stops working at once" in shown


class TestHold:
    def test_notes_who_came_and_asks_for_undertakings(
        self, desk, joint, time_machine, wang
    ):
        came = InvitationFactory(joint=joint)
        absent = InvitationFactory(joint=joint, organisation="司法所")
        after = joint.planned_at + timedelta(hours=2)
        time_machine.move_to(after, tick=False)
        desk.force_login(wang)
        url = reverse("disputes:joint_hold", args=[joint.pk])
        data = {
            "came": [came.pk],
            "outcome": "not_agreed",
            "record": "双方各执一词",
            "held_at": typed(joint.planned_at),
            "version": joint.version,
        }

        assert desk.post(url, data).status_code == 302

        seen = Invitation.objects.values_list("attendance", flat=True).order_by("pk")
        assert list(seen) == ["came", "absent"]
        promise = {
            "who": f"invitation-{came.pk}",
            "what": "提供判例",
            "due_on": f"{after:%Y-%m-%d}",
        }
        url = reverse("disputes:undertaking_create", args=[joint.pk])
        assert desk.post(url, promise).status_code == 302
        assert "提供判例" in desk.get(joint.get_absolute_url()).content.decode()
        assert absent.undertakings.count() == 0


class TestConsent:
    def test_notes_what_both_sides_say(self, desk, joint):
        one = PartyFactory(dispute=joint.dispute, side="one")
        other = PartyFactory(dispute=joint.dispute, side="other", name="丁刚")
        url = reverse("disputes:joint_consent", args=[joint.pk])

        desk.post(url, {f"party_{one.pk}": "yes", f"party_{other.pk}": "no"})

        said = joint.consents.order_by("party").values_list("party", "is_given")
        assert list(said) == [(one.pk, True), (other.pk, False)]


class TestMove:
    def test_asks_many_anew(self, desk, joint, wang):
        rows = [
            InvitationFactory(
                joint=joint, organisation=f"单位{n}", answer="accepted", answered_at=NOW
            )
            for n in range(4)
        ]
        url = reverse("disputes:joint_move", args=[joint.pk])
        data = {
            "planned_at": typed(NOW + timedelta(days=9)),
            "place_kind": "station",
            "place": joint.place,
            "subject": joint.subject,
            "chair": wang.pk,
            "version": joint.version,
        }

        joint.dispute.area.refresh_from_db()
        assert desk.post(url, data).status_code == 302

        answers = Invitation.objects.filter(pk__in=[row.pk for row in rows])
        assert {row.answer for row in answers} == {"pending"}


class TestScope:
    PAGES = ("joint_detail", "joint_move", "joint_hold", "joint_call_off")

    @pytest.mark.parametrize("name", PAGES)
    def test_is_not_there_for_other_villages(self, client, joint, name):
        client.force_login(officer(CommunityFactory()))

        assert (
            client.get(reverse(f"disputes:{name}", args=[joint.pk])).status_code == 404
        )

    def test_asks_no_more_for_many_invited(
        self, desk, joint, django_assert_max_num_queries
    ):
        url = joint.get_absolute_url()
        InvitationFactory(joint=joint)
        UndertakingFactory(joint=joint)
        desk.get(url)
        with django_assert_max_num_queries(80) as few:
            desk.get(url)
        for n in range(6):
            row = InvitationFactory(joint=joint, organisation=f"单位{n}")
            UndertakingFactory(invitation=row)

        with django_assert_max_num_queries(len(few)):
            desk.get(url)


class TestPartner:
    @pytest.fixture
    def li(self, village):
        return person(Role.PARTNER, village)

    @pytest.fixture
    def seat(self, client, li, time_machine):
        time_machine.move_to(NOW, tick=False)
        client.force_login(li)
        return client

    def test_sees_and_answers_what_they_are_asked_to(self, seat, li, joint):
        mine = InvitationFactory(joint=joint, user=li)
        other = InvitationFactory(joint=joint, organisation="司法所")

        listed = seat.get(reverse("disputes:invited")).content.decode()
        page = seat.get(reverse("disputes:invited_detail", args=[mine.pk]))

        assert joint.template.title in listed
        assert joint.subject in page.content.decode()
        assert "院墙滴水" not in page.content.decode()
        assert "司法所" not in page.content.decode()
        theirs = reverse("disputes:invited_detail", args=[other.pk])
        assert seat.get(theirs).status_code == 404
        assert seat.get(joint.get_absolute_url()).status_code == 404
        url = reverse("disputes:invited_answer", args=[mine.pk])
        assert seat.post(url, {"answer": "accepted"}).status_code == 302
        mine.refresh_from_db()
        assert mine.answer == "accepted"

    def test_my_day_names_what_waits_for_them(self, seat, li, joint):
        InvitationFactory(joint=joint, user=li, organisation="法庭")
        UndertakingFactory(
            invitation=InvitationFactory(
                joint=JointMediationFactory(dispute=DisputeFactory()), user=li
            )
        )

        asked = list(work.asked_to_come(li, NOW))
        promised = list(work.undertaken(li, NOW))

        assert len(asked) == 2
        assert [item.title for item in promised] == ["到现场丈量地界"]
        assert all("/disputes/invitations/" in item.url for item in asked + promised)

    def test_is_told_of_a_new_invitation(self, li, joint, wang):
        mine = InvitationFactory(joint=joint, user=li, token_hash=None)
        invitations.send(invitation=mine, by=wang, at=NOW)
        new = Reminder.objects.about(reference(mine)).filter(kind="invitation.new")

        assert notices.invited(list(new), NOW) == {new.get().pk: [li.pk]}
        notice = notices.invited_words(list(new), li)[new.get().pk]
        assert notice.url == reverse("disputes:invited_detail", args=[mine.pk])
        assert "JF-" not in f"{notice.title}{notice.detail}{notice.outside}"

    def test_says_what_is_done(self, seat, li, joint):
        row = UndertakingFactory(invitation=InvitationFactory(joint=joint, user=li))
        url = reverse("disputes:invited_done", args=[row.invitation_id, row.pk])

        response = seat.post(url, {"result": "已办", "version": row.version})

        assert response.status_code == 302
        row.refresh_from_db()
        assert (row.status, row.settled_by) == ("done", li)


class TestTemplates:
    def test_the_chief_makes_one_the_stations_own(self, client, chief, time_machine):
        time_machine.move_to(NOW, tick=False)
        template = JointTemplateFactory()
        client.force_login(chief)
        url = reverse("disputes:joint_template_edit", args=[template.pk])
        data = {
            "title_zh": "四方联调",
            "invites": ["court", "lawyer"],
            "is_active": "on",
            "version": template.version,
        }

        assert client.post(url, data).status_code == 302

        page = client.get(reverse("disputes:joint_template_list")).content.decode()
        assert "四方联调" in page
