"""Who is proposed, why, and who never is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from disputes import proposals
from disputes.mediator_results import PRIOR, Result, results_of
from disputes.models import MediatorObjection
from tests.factories import (
    NOW,
    TODAY,
    AbsenceFactory,
    AddressFactory,
    CommunityFactory,
    DisputeFactory,
    HouseholdFactory,
    MediatorFactory,
    PartyFactory,
    ResidentFactory,
    TieFactory,
)


def propose(dispute, **options):
    return proposals.propose(dispute, at=NOW, **options)


def home(village, group="二社", door="1号"):
    address = AddressFactory(community=village, group_name=group, door=door)
    return HouseholdFactory(address=address)


def reasons(candidate) -> dict[str, int]:
    return {reason.key: reason.points for reason in candidate.reasons}


def excluded(proposal) -> dict[int, str]:
    return {row.mediator.pk: row.code for row in proposal.excluded}


@pytest.fixture
def dispute(village):
    """A boundary quarrel of the third grade between two who are in the register."""
    house = home(village, door="10号")
    found = DisputeFactory(household=house, field="land_boundary", grade=3)
    li = ResidentFactory(household=house, name="李四")
    PartyFactory(dispute=found, side="one", name="李四", resident=li)
    PartyFactory(dispute=found, side="other", name="王五")
    return found


@pytest.mark.django_db
class TestRanking:
    def test_who_knows_the_field_stands_before_who_does_not(self, dispute, village):
        other = MediatorFactory(area=village)
        knows = MediatorFactory(area=village, fields=["land_boundary"])

        ranked = propose(dispute).candidates

        assert [row.mediator for row in ranked] == [knows, other]
        assert [row.rank for row in ranked] == [1, 2]
        assert reasons(ranked[0])["field"] == proposals.WEIGHTS["field"]

    def test_the_third_grade_goes_to_a_copper_tongue(self, dispute, village):
        for tongue in ("gold", "tin", "iron", "copper"):
            MediatorFactory(area=village, type=tongue)

        ranked = propose(dispute).candidates

        assert ranked[0].mediator.type == "copper"
        assert "type" in reasons(ranked[1])
        assert ranked[1].mediator.type == "iron"
        assert "type" not in reasons(ranked[2])

    def test_the_village_counts_more_than_the_station_and_elsewhere_nothing(
        self, dispute, village
    ):
        next_door = CommunityFactory(parent=village.parent)
        far = MediatorFactory(area=next_door)
        wide = MediatorFactory(area=village.parent.parent)
        near = MediatorFactory(area=next_door)
        near.areas.add(village)

        found = {row.mediator: reasons(row) for row in propose(dispute).candidates}

        assert found[near]["area"] > found[wide]["area"] > found[far]["area"] == 0

    def test_a_language_that_was_asked_for_counts(self, dispute, village):
        speaks = MediatorFactory(area=village, dialects=["河西话"])
        silent = MediatorFactory(area=village)

        found = {
            row.mediator: reasons(row)["dialect"]
            for row in propose(dispute, dialect="河西").candidates
        }

        assert found == {speaks: proposals.WEIGHTS["dialect"], silent: 0}

    def test_the_language_of_a_tibetan_party_is_asked_for(self, dispute, village):
        party = dispute.parties.exclude(resident=None).get()
        party.resident.ethnicity = "藏族"
        party.resident.save()
        MediatorFactory(area=village, dialects=["藏语"])

        (only,) = propose(dispute).candidates

        assert reasons(only)["dialect"] == proposals.WEIGHTS["dialect"]

    def test_who_has_much_in_hand_stands_back(self, dispute, village):
        busy, idle = MediatorFactory(area=village), MediatorFactory(area=village)
        DisputeFactory.create_batch(2, household=dispute.household, mediator=busy)

        ranked = propose(dispute).candidates

        assert [row.mediator for row in ranked] == [idle, busy]
        assert reasons(ranked[1])["load"] == 2 * proposals.WEIGHTS["load"]

    def test_simple_disputes_go_to_the_full_time_mediator(self, dispute, village):
        dispute.tier = "simple"
        MediatorFactory(area=village, is_full_time=True)

        (only,) = propose(dispute).candidates

        assert reasons(only)["full_time"] == proposals.WEIGHTS["full_time"]

    def test_nobody_of_another_station_is_listed(self, dispute):
        MediatorFactory(area=CommunityFactory())

        assert propose(dispute) == proposals.Proposal([], [])

    def test_asks_as_often_for_many_as_for_few(self, dispute, village):
        MediatorFactory(area=village)
        propose(dispute)  # what is asked once and then kept
        counts = []
        for more in (2, 12):
            for door in range(more):
                house = home(village, f"{more}社", f"{door}号")
                who = ResidentFactory(household=house)
                TieFactory(mediator=MediatorFactory(area=village, resident=who))
            with CaptureQueriesContext(connection) as queries:
                propose(dispute)
            counts.append(len(queries))

        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestExclusions:
    """治安管理处罚法 art. 95: whoever is bound to a party does not mediate."""

    def code(self, dispute, mediator) -> str:
        found = propose(dispute)
        assert mediator not in [row.mediator for row in found.candidates]
        return excluded(found)[mediator.pk]

    def test_a_party(self, dispute, village):
        party = dispute.parties.exclude(resident=None).get()
        mediator = MediatorFactory(area=village, resident=party.resident)

        assert self.code(dispute, mediator) == "conflict"

    def test_the_same_household(self, dispute, village):
        kin = ResidentFactory(household=dispute.household, name="李老大")
        mediator = MediatorFactory(area=village, resident=kin)

        assert self.code(dispute, mediator) == "conflict"

    @pytest.mark.parametrize(
        ("group", "door", "is_bound"),
        [("二社", "11号", True), ("二社", "30号", False), ("三社", "11号", False)],
    )
    def test_next_door(self, dispute, village, group, door, is_bound):
        who = ResidentFactory(household=home(village, group, door))
        mediator = MediatorFactory(area=village, resident=who)

        assert (mediator.pk in excluded(propose(dispute))) is is_bound

    @pytest.mark.parametrize("kind", ["kin", "neighbour", "employer", "other"])
    def test_a_tie_by_name(self, dispute, village, kind):
        mediator = MediatorFactory(area=village)
        TieFactory(mediator=mediator, kind=kind, name="王五")

        assert self.code(dispute, mediator) == "conflict"

    def test_a_tie_to_a_person_or_household_of_the_register(self, dispute, village):
        party = dispute.parties.exclude(resident=None).get()
        one, other = MediatorFactory(area=village), MediatorFactory(area=village)
        TieFactory(mediator=one, resident=party.resident, name="")
        TieFactory(mediator=other, household=dispute.household, name="")

        assert self.code(dispute, one) == self.code(dispute, other) == "conflict"

    def test_works_for_the_organisation(self, dispute, village):
        PartyFactory(dispute=dispute, kind="organisation", name="平川种业公司")
        who = ResidentFactory(household=home(village, "九社"), employer="平川种业公司")
        mediator = MediatorFactory(area=village, resident=who)

        assert self.code(dispute, mediator) == "conflict"

    def test_quarrelled_with_a_party_before(self, dispute, village):
        li = dispute.parties.exclude(resident=None).get().resident
        who = ResidentFactory(household=home(village, "九社"))
        earlier = DisputeFactory(household=dispute.household)
        PartyFactory(dispute=earlier, side="one", resident=li, name="李四")
        PartyFactory(dispute=earlier, side="other", resident=who, name="赵六")
        mediator = MediatorFactory(area=village, resident=who)

        assert self.code(dispute, mediator) == "conflict"
        (row,) = propose(dispute).excluded
        assert "李四" in row.text
        assert earlier.number in row.text

    def test_absent(self, dispute, village):
        mediator = AbsenceFactory(mediator__area=village).mediator
        back = AbsenceFactory(
            mediator__area=village, from_on=TODAY - timedelta(days=9),
            until_on=TODAY - timedelta(days=1),
        ).mediator  # fmt: skip

        assert self.code(dispute, mediator) == "absent"
        assert propose(dispute).place_of(back) == 1

    def test_the_term_is_over(self, dispute, village):
        mediator = MediatorFactory(area=village, until_on=TODAY - timedelta(days=1))
        last_day = MediatorFactory(area=village, until_on=TODAY)

        assert self.code(dispute, mediator) == "term_over"
        assert propose(dispute).place_of(last_day) == 1

    def test_objected_to(self, dispute, village, wang):
        mediator = MediatorFactory(area=village)
        MediatorObjection.objects.create(
            dispute=dispute, mediator=mediator, reason="偏心", noted_at=NOW,
            noted_by=wang,
        )  # fmt: skip

        assert self.code(dispute, mediator) == "objected"
        assert proposals.conflict_of(mediator, dispute)

    def test_nothing_binds_the_others(self, dispute, village):
        assert proposals.conflict_of(MediatorFactory(area=village), dispute) == ""


COUNTS = st.integers(0, 200)
RATES = st.floats(0.05, 0.95)


class TestFairness:
    """Few cases do not make a champion, nor a failure."""

    @given(cases=st.integers(1, 9), more=st.integers(60, 200), rate=RATES)
    def test_all_of_a_few_never_outrank_as_good_a_record_of_many(
        self, cases, more, rate
    ):
        few = Result(cases, cases, cases * rate, rate)
        many = Result(more, more, more * rate, rate)

        assert few.edge < many.edge

    @given(agreed=COUNTS, failed=COUNTS, rate=RATES)
    def test_the_estimate_lies_between_the_ordinary_and_what_was_seen(
        self, agreed, failed, rate
    ):
        cases = agreed + failed
        found = Result(agreed, cases, cases * rate, rate)
        seen = agreed / cases if cases else rate

        low, high = sorted((seen, rate))
        assert low - 1e-9 <= found.estimate <= high + 1e-9
        assert found.bounds[0] <= found.estimate <= found.bounds[1]

    @given(rate=RATES)
    def test_who_is_new_neither_gains_nor_loses(self, rate):
        assert Result(base=rate).edge == 0

    @given(agreed=COUNTS, failed=COUNTS, rate=RATES)
    def test_one_more_agreement_never_harms(self, agreed, failed, rate):
        cases = agreed + failed
        now = Result(agreed, cases, cases * rate, rate)
        then = Result(agreed + 1, cases + 1, (cases + 1) * rate, rate)

        assert then.edge >= now.edge

    @given(agreed=COUNTS, failed=COUNTS)
    def test_the_more_is_known_the_narrower_the_bounds(self, agreed, failed):
        cases = agreed + failed
        found = Result(agreed, cases, cases * 0.5, 0.5)
        twice = Result(agreed * 4, cases * 4, cases * 2, 0.5)

        if cases >= PRIOR:
            narrow = twice.bounds[1] - twice.bounds[0]
            assert narrow <= found.bounds[1] - found.bounds[0] + 1e-9

    @pytest.mark.django_db
    def test_hard_disputes_are_compared_with_hard_ones(self, village):
        """Failing where everybody fails costs less than failing where nobody does."""
        house = HouseholdFactory(address__community=village)
        hard, easy = MediatorFactory(area=village), MediatorFactory(area=village)
        crowd = MediatorFactory(area=village)
        over = {"household": house, "mediated_at": NOW - timedelta(days=9)}
        DisputeFactory.create_batch(9, **over, grade=5, status="failed", mediator=crowd)
        DisputeFactory.create_batch(
            9, **over, grade=1, status="settled", mediator=crowd
        )
        for mediator, grade in ((hard, 5), (easy, 1)):
            DisputeFactory.create_batch(
                3, **over, grade=grade, status="failed", mediator=mediator
            )

        found = results_of([hard.pk, easy.pk], station=village.parent.parent, at=NOW)

        assert found[hard.pk].edge > found[easy.pk].edge
        assert (found[hard.pk].agreed, found[hard.pk].cases) == (0, 3)
