"""A dispute is given to a mediator: decided by a person, refused where bound."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from disputes.actions import assignments as actions
from disputes.models import Assignment, Dispute
from disputes.notices import mediators as notices
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, Reminder, reference
from station.roles import Role
from station.timeline import timeline_of
from tests.factories import (
    NOW,
    AbsenceFactory,
    AssignmentFactory,
    CommunityFactory,
    DisputeFactory,
    HouseholdFactory,
    MediatorFactory,
    PartyFactory,
    TieFactory,
    officer,
    person,
)


@pytest.fixture
def dispute(village, wang, household):
    found = DisputeFactory(household=household, assigned_to=wang)
    PartyFactory(dispute=found, name="王五")
    return found


@pytest.fixture
def first(village):
    """Proposed before the other: knows the field, and has an account."""
    user = person(Role.MEDIATOR, village)
    return MediatorFactory(area=village, fields=["neighbour"], user=user)


@pytest.fixture
def second(village, first):
    return MediatorFactory(area=village)


def assign(dispute, mediator, by, **said):
    said = {"version": dispute.version, **said}
    return actions.assign(dispute=dispute, mediator=mediator, by=by, at=NOW, **said)


def told(user) -> set[str]:
    reminders.fire(at=NOW)
    rows = Delivery.objects.filter(recipient=user, channel="browser")
    return set(rows.values_list("reminder__kind", flat=True))


@pytest.mark.django_db
class TestAssign:
    def test_the_first_needs_no_reason(self, dispute, first, wang):
        made = assign(dispute, first, wang)

        dispute.refresh_from_db()
        assert dispute.mediator == first
        assert (made.chosen_how, made.rank, made.until_at) == ("proposed", 1, None)
        event = Event.objects.about(dispute).get()
        assert event.kind == "dispute.mediator_assigned"

    def test_the_timeline_says_how_in_words(self, dispute, first, wang):
        assign(dispute, first, wang)

        newest = timeline_of(dispute, user=wang)[0]

        how = Assignment(chosen_how="proposed").get_chosen_how_display()
        assert [change[2] for change in newest.changes] == [first.name, how]

    def test_another_needs_one(self, dispute, first, second, wang):
        with pytest.raises(RuleError) as refusal:
            assign(dispute, second, wang)
        assert refusal.value.code == "no_reason"

        made = assign(dispute, second, wang, reason="两家都信得过")

        assert (made.chosen_how, made.rank) == ("override", 2)
        assert made.reason == "两家都信得过"

    def test_the_parties_choose_whom_they_like(self, dispute, first, second, wang):
        """人民调解法 art. 19."""
        made = actions.choose_by_parties(
            dispute=dispute, mediator=second, version=1, by=wang, at=NOW
        )

        assert (made.chosen_how, made.rank) == ("parties", 2)

    @pytest.mark.parametrize("choose", [actions.assign, actions.choose_by_parties])
    def test_recusal_refuses_who_is_bound(self, dispute, first, wang, choose):
        """治安管理处罚法 art. 95: refused, not only ranked last."""
        TieFactory(mediator=first, kind="kin", name="王五")

        with pytest.raises(RuleError) as refusal:
            choose(
                dispute=dispute, mediator=first, reason="没有别人", version=1, by=wang,
                at=NOW,
            )  # fmt: skip

        assert refusal.value.code == "conflict"
        assert not Assignment.objects.exists()

    def test_refuses_who_is_away(self, dispute, first, wang):
        AbsenceFactory(mediator=first)

        with pytest.raises(RuleError) as refusal:
            assign(dispute, first, wang)

        assert refusal.value.code == "absent"

    def test_refuses_who_serves_another_station(self, dispute, wang):
        with pytest.raises(RuleError) as refusal:
            assign(dispute, MediatorFactory(area=CommunityFactory()), wang)

        assert refusal.value.code == "elsewhere"

    def test_refuses_the_same_again(self, dispute, first, wang):
        assign(dispute, first, wang)

        with pytest.raises(RuleError) as refusal:
            assign(dispute, first, wang, version=2)

        assert refusal.value.code == "same"

    def test_replaces_who_had_it(self, dispute, first, second, wang):
        assign(dispute, first, wang)

        assign(dispute, second, wang, version=2, reason="前者出差")

        old, new = Assignment.objects.order_by("pk")
        assert (old.left_how, old.left_by, old.until_at) == ("replaced", wang, NOW)
        assert (new.mediator, new.until_at) == (second, None)

    def test_is_over_with_the_mediation(self, dispute, first, wang):
        dispute.status, dispute.mediated_at = "settled", NOW
        dispute.save()

        with pytest.raises(RuleError) as refusal:
            assign(dispute, first, wang)

        assert refusal.value.code == "state"

    def test_tells_the_mediator_and_the_officer(self, dispute, first, wang):
        assign(dispute, first, wang)

        assert told(first.user) == {"mediator.assigned"}
        assert told(wang) == {"mediator.assigned"}
        words = notices.given_words(
            list(Reminder.objects.filter(kind="mediator.assigned")), first.user
        )
        assert dispute.title in next(iter(words.values())).title

    def test_only_one_runs_at_a_time(self, dispute, first):
        AssignmentFactory(dispute=dispute, mediator=first)

        with (
            pytest.raises(IntegrityError, match="one_running"),
            transaction.atomic(),
        ):
            AssignmentFactory(dispute=dispute, mediator=first)

    def test_without_its_event_nothing_stands(self, dispute, first, wang, monkeypatch):
        def fail(*_args, **_kwargs):
            raise RuntimeError

        monkeypatch.setattr(actions.moves, "note", fail)

        with pytest.raises(RuntimeError):
            assign(dispute, first, wang)

        dispute.refresh_from_db()
        assert dispute.mediator is None
        assert not Assignment.objects.exists()


@pytest.mark.django_db
class TestLeaving:
    def test_an_objection_ends_it_and_keeps_them_out(self, dispute, first, wang):
        assign(dispute, first, wang)

        actions.object_to(
            dispute=dispute, mediator=first, party=dispute.parties.get(),
            reason="以前偏过对方", by=wang, at=NOW,
        )  # fmt: skip

        dispute.refresh_from_db()
        assert dispute.mediator is None
        assert Assignment.objects.get().left_how == "objected"
        with pytest.raises(RuleError) as refusal:
            assign(dispute, first, wang)
        assert refusal.value.code == "objected"

    def test_an_objection_before_anybody_was_chosen(self, dispute, first, second, wang):
        actions.object_to(
            dispute=dispute, mediator=first, reason="不熟悉", by=wang, at=NOW
        )
        dispute.refresh_from_db()

        assert assign(dispute, second, wang).rank == 1

    def test_objects_once(self, dispute, first, wang):
        said = {"dispute": dispute, "mediator": first, "by": wang, "at": NOW}
        actions.object_to(**said, reason="偏心")

        with pytest.raises(RuleError) as refusal:
            actions.object_to(**said, reason="偏心")

        assert refusal.value.code == "twice"

    def test_a_party_of_another_dispute_does_not_object(self, dispute, first, wang):
        stranger = PartyFactory(dispute__household=dispute.household)

        with pytest.raises(RuleError) as refusal:
            actions.object_to(
                dispute=dispute, mediator=first, party=stranger, reason="偏心",
                by=wang, at=NOW,
            )  # fmt: skip

        assert refusal.value.code == "unknown_choice"

    def test_the_mediator_steps_back_and_the_officer_is_told(
        self, dispute, first, wang
    ):
        assign(dispute, first, wang)

        objection = actions.recuse(
            dispute=dispute, reason="是我表弟", version=2, by=first.user, at=NOW
        )

        assert objection.is_recusal
        assert Assignment.objects.get().left_how == "recused"
        assert "mediator.choose" in told(wang)

    def test_released_may_be_chosen_again(self, dispute, first, wang):
        assign(dispute, first, wang)

        actions.release(dispute=dispute, reason="住院", version=2, by=wang, at=NOW)

        dispute.refresh_from_db()
        assert dispute.mediator is None
        assert assign(dispute, first, wang).rank == 1

    @pytest.mark.parametrize("leave", [actions.release, actions.recuse])
    def test_says_why(self, dispute, first, wang, leave):
        assign(dispute, first, wang)

        with pytest.raises(RuleError) as refusal:
            leave(dispute=dispute, reason=" ", version=2, by=wang, at=NOW)

        assert refusal.value.code == "no_reason"

    @pytest.mark.parametrize("leave", [actions.release, actions.recuse])
    def test_needs_somebody(self, dispute, wang, leave):
        with pytest.raises(RuleError) as refusal:
            leave(dispute=dispute, reason="住院", version=1, by=wang, at=NOW)

        assert refusal.value.code == "no_mediator"


@pytest.mark.django_db
class TestProposeAndTell:
    def test_tells_the_first_and_the_officer_once(self, dispute, first, second, wang):
        for _ in range(2):
            found = actions.propose_and_tell(dispute=dispute, by=wang, at=NOW)

        assert found == first
        assert Reminder.objects.filter(kind__startswith="mediator.").count() == 2
        assert told(first.user) == {"mediator.proposed"}
        assert told(wang) == {"mediator.choose"}

    def test_names_no_party_to_who_is_only_proposed(self, dispute, first, wang):
        actions.propose_and_tell(dispute=dispute, by=wang, at=NOW)

        rows = list(Reminder.objects.filter(kind="mediator.proposed"))
        (notice,) = notices.proposed_words(rows, first.user).values()

        assert dispute.party_names not in notice.title + notice.detail
        assert not Dispute.objects.visible_to(first.user).exists()

    def test_is_moot_when_somebody_was_chosen(self, dispute, first, wang):
        actions.propose_and_tell(dispute=dispute, by=wang, at=NOW)
        dispute.refresh_from_db()

        assign(dispute, first, wang)

        assert told(wang) == {"mediator.assigned"}

    def test_tells_the_officer_where_nobody_is_free(self, dispute, wang):
        assert actions.propose_and_tell(dispute=dispute, by=wang, at=NOW) is None
        assert told(wang) == {"mediator.choose"}


@pytest.mark.django_db(transaction=True)
def test_two_officers_assign_at_once_and_one_wins():
    village = CommunityFactory()
    wang, li = officer(village), officer(village)
    household = HouseholdFactory(address__community=village)
    dispute = DisputeFactory(household=household, assigned_to=wang)
    mediators = MediatorFactory.create_batch(2, area=village)

    def give(pair):
        by, mediator = pair
        try:
            assign(dispute, mediator, by, reason="熟悉")
        except StaleVersion:
            return "stale"
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(give, zip((wang, li), mediators, strict=True)))

    assert answers == ["given", "stale"]
    assert Assignment.objects.running().count() == 1
    assert Event.objects.filter(subject=reference(dispute)).count() == 1
