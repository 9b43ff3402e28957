"""An obligation lies where its dispute is: the database sees to it, whoever writes."""

import threading
import time

import pytest
from django.db import connection, transaction

from disputes.models import Dispute, Obligation
from disputes.notices import agreements as notices
from station.models import Event
from tests.disputes.agreement_cases import dispute_of, drafted, duty
from tests.factories import (
    NOW,
    TODAY,
    AgreementFactory,
    CommunityFactory,
    HouseholdFactory,
    ObligationFactory,
    PartyFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    return CommunityFactory()


def area_of(obligation):
    return Obligation.objects.get(pk=obligation.pk).area


def move(dispute, area):
    Dispute.objects.filter(pk=dispute.pk).update(area=area)


class TestArea:
    def test_of_a_new_one_is_its_dispute_s(self, village):
        wang = officer(village)
        dispute = dispute_of(HouseholdFactory(community=village), wang)

        agreement = drafted(dispute, wang, duties=[duty(dispute, TODAY)])

        assert agreement.obligations.get().area == village

    def test_follows_the_dispute_alone(self, elsewhere):
        moved, stays = ObligationFactory(), ObligationFactory()

        move(moved.agreement.dispute, elsewhere)

        assert area_of(moved) == elsewhere
        assert area_of(stays) == stays.agreement.dispute.area

    def test_cannot_be_written_elsewhere(self, elsewhere):
        made = ObligationFactory(area=elsewhere)

        assert area_of(made) == made.agreement.dispute.area

    def test_cannot_be_changed(self, elsewhere):
        made = ObligationFactory()

        Obligation.objects.update(area=elsewhere)

        assert area_of(made) == made.agreement.dispute.area

    def test_is_not_taken_back_by_who_read_it_before(self, elsewhere):
        made = ObligationFactory()
        read = Obligation.objects.get(pk=made.pk)
        move(made.agreement.dispute, elsewhere)

        read.save()

        assert area_of(made) == elsewhere

    def test_is_the_other_dispute_s_with_another_agreement(self):
        made, other = ObligationFactory(), AgreementFactory()

        Obligation.objects.filter(pk=made.pk).update(agreement=other)

        assert area_of(made) == other.dispute.area

    def test_is_found_and_owed_where_the_dispute_went(self, elsewhere):
        made = ObligationFactory()
        dispute = made.agreement.dispute
        wang, li = officer(dispute.area), officer(elsewhere)
        Dispute.objects.filter(pk=dispute.pk).update(assigned_to=li)
        assert list(Obligation.objects.visible_to(wang)) == [made]

        move(dispute, elsewhere)

        assert list(Obligation.objects.visible_to(wang)) == []
        assert [item.area_name for item in notices.owed(li, NOW)] == [elsewhere.name]

    def test_is_no_change_of_what_was_agreed(self, elsewhere):
        made = ObligationFactory()

        move(made.agreement.dispute, elsewhere)

        assert not made.events.exists()
        moves = Event.objects.filter(subject=f"disputes.obligation:{made.pk}")
        assert set(moves.values_list("kind", flat=True)) == {
            "record.left",
            "record.came",
        }


def someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


def at_the_same_time(first, second) -> None:
    """The second begins, and has to wait, before the first is done for good."""

    def run():
        second()
        connection.close()

    with transaction.atomic():
        first()
        other = threading.Thread(target=run)
        other.start()
        deadline = time.monotonic() + 10
        while not someone_waits() and time.monotonic() < deadline:
            other.join(0.01)
    other.join(10)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moves_first", [True, False])
def test_written_while_the_dispute_moves_lies_where_it_moved(moves_first):
    agreement, elsewhere = AgreementFactory(), CommunityFactory()
    party = PartyFactory(dispute=agreement.dispute)
    was = agreement.dispute.area_id

    def write():
        Obligation.objects.create(
            agreement=agreement, party=party, what="x", due_on=TODAY, area_id=was
        )

    def go():
        move(agreement.dispute, elsewhere)

    at_the_same_time(*((go, write) if moves_first else (write, go)))

    assert Obligation.objects.get().area == elsewhere
