"""The named signs of early warning: what counts, how much, and how it is summed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disputes.models import (
    Dispute,
    WarningSign,
)
from disputes.warnings import shipped
from disputes.warnings.book import Book
from disputes.warnings.facts import Facts
from disputes.warnings.score import of_facts, score_all
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Danger
from disputes.workflow.warning import Deed, Sign
from station.models import RecordLink, reference
from tests.disputes.warning_cases import DAY, held, obligation, sitting
from tests.factories import (
    NOW,
    TODAY,
    CommunityFactory,
    DisputeFactory,
    FollowUpFactory,
    PartyFactory,
    ResidentFactory,
    WarningActionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(household, wang) -> Dispute:
    return DisputeFactory(
        household=household, assigned_to=wang, due_at=NOW + 20 * DAY, place_key=""
    )


class TestSigns:
    def test_a_quiet_quarrel_has_none(self, dispute):
        assert held(dispute) == {}

    @pytest.mark.parametrize(
        ("danger", "points"),
        [
            (Danger.THREAT, 20),
            (Danger.WEAPON, 30),
            (Danger.VIOLENCE, 25),
            (Danger.SELF_HARM, 25),
            (Danger.CROWD, 15),
        ],
    )
    def test_danger_rises_at_once_and_fades(self, dispute, danger, points):
        dispute.dangers = [danger]
        dispute.save()
        sign = Book().sign(danger, "")
        later = NOW + sign.half_life_days * DAY
        dispute.due_at = later + 20 * DAY
        dispute.save()

        assert held(dispute) == {danger: points}
        assert held(dispute, at=later)[danger] == round(points / 2)

    def test_domestic_violence_does_not_fade(self, dispute):
        dispute.is_domestic_violence = True
        dispute.due_at = NOW + 400 * DAY
        dispute.save()

        assert held(dispute, at=NOW + 20 * DAY) == {Sign.DOMESTIC_VIOLENCE: 20}

    def test_the_same_resident_again(self, dispute, village):
        li = ResidentFactory()
        PartyFactory(dispute=dispute, resident=li, name=li.name)
        earlier = DisputeFactory(area=village, household=None, reported_at=NOW)
        PartyFactory(dispute=earlier, resident=li, name=li.name)

        assert held(dispute) == {Sign.SAME_PARTIES: 15}
        assert held(dispute, at=NOW - DAY) == {}  # it had not happened yet

    def test_two_of_the_same_names_in_one_village(self, dispute, village):
        for case in (
            dispute,
            DisputeFactory(area=village, household=None),
            DisputeFactory(area=CommunityFactory(), household=None),
        ):
            PartyFactory(dispute=case, name="张三")
            PartyFactory(dispute=case, name="李四", side="other")

        assert held(dispute) == {Sign.SAME_PARTIES: 15}

    def test_one_common_name_says_nothing(self, dispute, village):
        PartyFactory(dispute=dispute, name="张伟")
        PartyFactory(dispute=DisputeFactory(area=village, household=None), name="张伟")

        assert held(dispute) == {}

    def test_the_same_household_again_counts_three_times_at_most(self, dispute):
        DisputeFactory.create_batch(5, household=dispute.household, place_key="")

        assert held(dispute) == {Sign.SAME_ADDRESS: 3 * 8}

    def test_what_lies_longer_back_than_the_days_set_is_forgotten(self, dispute):
        DisputeFactory(household=dispute.household, reported_at=NOW - 366 * DAY)

        assert held(dispute) == {}

    def test_every_failed_sitting_counts_and_fades(self, dispute):
        sitting(dispute, "not_agreed")
        sitting(dispute, "not_agreed", ordinal=2)
        sitting(dispute, "cancelled", ordinal=3)

        assert held(dispute) == {Sign.FAILED_MEDIATION: 24}

    def test_failed_without_a_sitting_is_refused(self, dispute):
        Dispute.objects.update(status=Status.FAILED, mediated_at=NOW)

        assert held(dispute) == {Sign.REFUSED: 10}

    def test_the_deadline_approaches_and_passes(self, dispute):
        due = dispute.due_at

        assert held(dispute, at=due - 4 * DAY) == {}
        assert held(dispute, at=due - 2 * DAY) == {Sign.DUE_SOON: 5}
        assert held(dispute, at=due + DAY) == {Sign.OVERDUE: 10}

    def test_open_for_long(self, dispute):
        dispute.due_at = NOW + 90 * DAY
        dispute.save()

        assert held(dispute, at=NOW + 31 * DAY) == {Sign.LONG_OPEN: 8}

    def test_much_money(self, dispute):
        dispute.amount = 50_000
        dispute.save()

        assert held(dispute) == {Sign.AMOUNT: 8}

    def test_an_obligation_that_is_late(self, dispute):
        obligation(dispute, due_on=TODAY - DAY)

        assert held(dispute) == {Sign.OBLIGATION_LATE: 10}

    def test_an_obligation_that_was_broken(self, dispute):
        obligation(dispute, due_on=TODAY, status="broken", settled_on=TODAY)

        assert held(dispute) == {Sign.OBLIGATION_BROKEN: 18}

    def test_an_agreement_that_is_not_kept_calms_nobody(self, dispute):
        dispute.dangers = [Danger.WEAPON]
        dispute.status, dispute.mediated_at = Status.SETTLED, NOW
        dispute.save()
        assert held(dispute) == {Sign.WEAPON: 30, Sign.IN_AGREEMENT: -20}

        obligation(dispute, due_on=TODAY, status="broken", settled_on=TODAY)

        assert held(dispute) == {Sign.WEAPON: 30, Sign.OBLIGATION_BROKEN: 18}

    def test_kept_obligations_calm_follow_ups_and_agreement_lower_it(self, dispute):
        dispute.dangers = [Danger.WEAPON, Danger.VIOLENCE]
        dispute.status, dispute.mediated_at = Status.SETTLED, NOW
        dispute.save()
        obligation(dispute, due_on=TODAY, status="kept", settled_on=TODAY)
        calm = FollowUpFactory(
            household=dispute.household,
            status="done",
            settled_at=NOW,
            settled_by=dispute.reported_by,
        )
        RecordLink.objects.create(
            origin=reference(dispute), made=reference(calm), made_at=NOW
        )

        assert held(dispute) == {
            Sign.WEAPON: 30,
            Sign.VIOLENCE: 25,
            Sign.IN_AGREEMENT: -20,
            Sign.OBLIGATION_KEPT: -8,
            Sign.CALM_FOLLOW_UP: -8,
        }

    def test_what_calms_takes_no_more_than_stands_there(self, dispute):
        dispute.amount = 60_000
        dispute.status, dispute.mediated_at = Status.SETTLED, NOW
        dispute.save()

        assert held(dispute) == {Sign.AMOUNT: 8, Sign.IN_AGREEMENT: -8}

    def test_taking_the_knife_away_lowers_it(self, dispute):
        dispute.dangers = [Danger.WEAPON]
        dispute.save()
        WarningActionFactory(dispute=dispute, kind=Deed.DISARMED)
        WarningActionFactory(dispute=dispute, kind=Deed.VISIT)

        assert held(dispute) == {Sign.WEAPON: 30, Sign.DEFUSED: -15}

    def test_what_has_ended_warns_of_nothing(self, dispute):
        dispute.dangers = [Danger.WEAPON]
        dispute.status, dispute.outcome = Status.ENDED, Outcome.WITHDRAWN
        dispute.ended_at, dispute.ended_by = NOW, dispute.reported_by
        dispute.save()

        assert held(dispute) == {}

    def test_many_cost_as_many_queries_as_one(self, dispute, village):
        DisputeFactory.create_batch(6, area=village, household=dispute.household)
        rows = list(Dispute.objects.select_related("area"))
        Book()

        asked = []
        for some in (rows[:1], rows):
            with CaptureQueriesContext(connection) as queries:
                score_all(some, at=NOW)
            asked.append(len(queries))

        assert asked[0] == asked[1]


def facts_of(dangers, calm, kept, failed, is_domestic) -> Facts:
    dispute = Dispute(
        status=Status.TAKEN_UP,
        reported_at=NOW,
        due_at=NOW + 20 * DAY,
        dangers=dangers,
        is_domestic_violence=is_domestic,
    )
    facts = Facts(dispute)
    facts.calm = [NOW - days * DAY for days in calm]
    facts.failed = [NOW - days * DAY for days in failed]
    facts.obligations = [("kept", TODAY, TODAY)] * kept
    return facts


class TestSum:
    days = st.lists(st.integers(0, 400), max_size=5)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sets(st.sampled_from(["threat", "weapon", "violence", "crowd"])),
        days,
        st.integers(0, 5),
        days,
        st.booleans(),
        st.dictionaries(
            st.sampled_from([str(code) for code in Sign.values]),
            st.tuples(st.integers(0, 100), st.integers(1, 9), st.booleans()),
        ),
    )
    def test_the_signs_come_to_the_score(
        self, dangers, calm, kept, failed, is_domestic, weighed
    ):
        signs = [WarningSign(**vars(sign)) for sign in shipped.SIGNS]
        for sign in signs:
            weight, most, is_active = weighed.get(sign.code, (0, 0, True))
            if most:
                calming = sign.code in shipped.CALMING
                sign.weight = -weight if calming else weight
                sign.most, sign.is_active = most, is_active
        facts = facts_of(sorted(dangers), calm, kept, failed, is_domestic)

        found = of_facts(facts, signs, at=NOW)

        assert found.value == sum(row["points"] for row in found.as_json())
        assert found.value >= 0
        assert all(row["points"] for row in found.as_json())
