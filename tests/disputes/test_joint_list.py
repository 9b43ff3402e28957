"""The list of all joint mediations: what is to come, who answered, whose it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    DisputeFactory,
    InvitationFactory,
    JointMediationFactory,
    MediatorFactory,
    person,
)
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, wang, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(wang)
    return client


@pytest.fixture
def joint(household, wang):
    dispute = DisputeFactory(
        household=household, status="taken_up", taken_up_at=NOW, assigned_to=wang
    )
    return JointMediationFactory(dispute=dispute, chair=wang)


class TestList:
    def rows(self, client, **asked) -> list[str]:
        page = client.get(reverse("disputes:joint_list"), asked)
        return [line.url for line in page.context["lines"]]

    def test_shows_what_is_to_come_the_next_first(self, desk, village, wang):
        def made(days, **facts):
            return JointMediationFactory(
                dispute__area=village,
                dispute__household=None,
                chair=wang,
                planned_at=NOW + timedelta(days=days),
                **facts,
            ).get_absolute_url()

        late, soon, past = made(5), made(1), made(-2)
        made(3, status="called_off", called_off_at=NOW, reason="和好")

        assert self.rows(desk) == [past, soon, late]
        assert self.rows(desk, state="to_note") == [past]
        assert len(self.rows(desk, state="")) == 4

    def test_says_how_many_come_and_who_is_silent(self, desk, joint, wang):
        InvitationFactory(joint=joint, answer="accepted", answered_at=NOW)
        InvitationFactory(joint=joint)
        InvitationFactory(joint=joint, revoked_at=NOW, revoked_by=wang, token_hash=None)

        page = desk.get(reverse("disputes:joint_list"))

        cells = {cell.key: cell for cell in page.context["lines"][0].cells}
        assert cells["partners"].text == gettext(
            "%(asked)s invited, %(coming)s come, %(silent)s have not answered"
        ) % {"asked": 2, "coming": 1, "silent": 1}
        assert cells["when"].at == joint.planned_at
        assert self.rows(desk, state="silent") == [joint.get_absolute_url()]

    def test_keeps_to_the_area_and_the_mediator(self, client, joint, village):
        elsewhere = JointMediationFactory(dispute__area=CommunityFactory())
        mediator = MediatorFactory(area=village, user=person(Role.MEDIATOR, village))
        joint.dispute.mediator = mediator
        joint.dispute.save()
        just_signed_in(client, mediator.user)

        assert self.rows(client) == [joint.get_absolute_url()]
        assert elsewhere.get_absolute_url() not in self.rows(client, state="")
