"""The mediator's panel, the whole list, and what a mediator sees."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from disputes.actions import mediators
from disputes.models import Assignment, Dispute
from disputes.words import of_field
from station.roles import Role
from station.timeline import timeline_of
from tests.factories import (
    NOW,
    AbsenceFactory,
    AssignmentFactory,
    CommitteeFactory,
    DisputeFactory,
    MediatorFactory,
    PartyFactory,
    TieFactory,
    TrainingFactory,
    person,
)
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(village, wang, household):
    found = DisputeFactory(household=household, assigned_to=wang)
    PartyFactory(dispute=found, name="王五")
    return found


def page(client, name: str, *args) -> str:
    answer = client.get(reverse(f"disputes:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


class TestChoice:
    def test_the_list_says_why_and_who_cannot(self, client, wang, dispute, village):
        MediatorFactory(area=village, name="李调", fields=["neighbour"])
        TieFactory(mediator__area=village, mediator__name="王亲", name="王五")
        just_signed_in(client, wang)

        whole = page(client, "mediator_choice", dispute.pk)
        panel = page(client, "detail", dispute.pk)

        assert "李调" in whole
        assert "+30" in whole
        assert "王亲" in whole
        assert "李调" in panel
        assert "王亲" not in panel

    def test_nobody_is_proposed_for_violence_at_home(
        self, client, wang, dispute, village
    ):
        MediatorFactory(area=village, name="李调", fields=["neighbour"])
        Dispute.objects.filter(pk=dispute.pk).update(is_domestic_violence=True)
        just_signed_in(client, wang)

        assert "李调" not in page(client, "detail", dispute.pk)

    def test_is_chosen_with_one_form(self, client, wang, dispute, village):
        mediator = MediatorFactory(area=village)
        just_signed_in(client, wang)
        url = reverse("disputes:mediator_assign", args=[dispute.pk, mediator.pk])

        answer = client.post(url, {"mediator": mediator.pk, "version": 1})

        assert answer.status_code == 302
        assert Assignment.objects.running().get().mediator == mediator


class TestTheirPage:
    def test_says_days_away_and_hours_as_people_do(self, client, wang, village):
        today = timezone.localdate()
        mediator = MediatorFactory(area=village)
        AbsenceFactory(mediator=mediator, from_on=today, reason="探亲")
        TrainingFactory(mediator=mediator, hours=Decimal("8.0"))
        just_signed_in(client, wang)

        shown = page(client, "mediator_detail", mediator.pk)

        assert "探亲" in shown
        assert "今天 –" in shown
        assert "8学时" in shown


class TestTheirOwnView:
    def test_a_mediator_sees_what_is_given_to_them(self, client, dispute, village):
        user = person(Role.MEDIATOR, village)
        mediator = MediatorFactory(area=village, user=user, is_volunteer=True)
        other = DisputeFactory(household=dispute.household)
        AssignmentFactory(dispute=dispute, mediator=mediator)
        dispute.mediator = mediator
        dispute.save()
        just_signed_in(client, user)

        listed = page(client, "list")
        own = page(client, "mediator_detail", mediator.pk)
        answer = client.get(other.get_absolute_url())

        assert dispute.number in listed
        assert other.number not in listed
        assert dispute.title in own
        assert answer.status_code == 404
        assert page(client, "mediator_recuse", dispute.pk)


class TestCommittee:
    def test_says_what_the_law_misses(self, client, wang, village):
        """人民调解法 art. 8: three to nine, women among them."""
        committee = CommitteeFactory(area=village)
        just_signed_in(client, wang)

        shown = page(client, "committee_detail", committee.pk)

        assert "人民调解法第八条" in shown


class TestTimeline:
    def test_several_kinds_of_quarrels_are_told_in_words(self, wang, village):
        mediator = MediatorFactory(area=village, fields=["neighbour", "debt"])
        facts = mediators.Facts(
            name=mediator.name,
            area=village,
            type=mediator.type,
            from_on=mediator.from_on,
            fields=("parking",),
        )

        mediators.edit(
            mediator=mediator, facts=facts, version=mediator.version, by=wang, at=NOW
        )

        [entry] = timeline_of(mediator, user=wang)
        told = {(before, after) for _label, before, after in entry.changes}
        comma = str(gettext(", "))
        known = comma.join(of_field(code) for code in ("neighbour", "debt"))
        assert (known, of_field("parking")) in told
