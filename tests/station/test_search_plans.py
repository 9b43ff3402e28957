"""What the search asks is served by an index, and its lists show what it counted."""

import pytest
from django.db import connection
from django.db.models import Q, UniqueConstraint

from antifraud.models import Attendee, FraudCase
from disputes.actions import parties
from disputes.models import Agreement, Dispute
from households import search
from households.models import (
    Address,
    Delivery,
    Hazard,
    Household,
    Resident,
    ServiceRequest,
)
from patrols.models import Finding
from station.models import CallRecord
from station.pairs import holding, pairs_of
from station.registry import registry
from station.searching.asked import Asked
from station.searching.engine import find
from tests.factories import DisputeFactory, HouseholdFactory, PartyFactory

pytestmark = pytest.mark.django_db
SERVED = [
    (Address, holding("天城", "text"), "households_address_words"),
    (
        ServiceRequest,
        holding("天城", "resident_name", "place"),
        "households_service_words",
    ),
    (Delivery, holding("天城", "holder_name", "place"), "households_delivery_words"),
    (Hazard, holding("天城", "what", "place"), "households_hazard_words"),
    (Finding, holding("天城", "what", "place"), "patrols_finding_words"),
    (CallRecord, holding("天城", "caller_name", "place"), "station_call_words"),
    (Dispute, holding("天城", "party_names", "place"), "disputes_dispute_words"),
    (Agreement, holding("天城", "number"), "disputes_agreement_words"),
    (Dispute, Q(tokens__contains=["wxy"]), "disputes_dispute_tokens"),
    (Dispute, Q(summary_words__contains=[1]), "disputes_dispute_summary"),
    (Dispute, Q(call_number="2026"), "disputes_dispute_call"),
    (Resident, Q(tokens__contains=["wxy"]), "households_resident_tokens"),
    (Attendee, Q(tokens__contains=["wxy"]), "antifraud_attendee_tokens"),
    (Household, Q(number__startswith="L00"), "households_household_number"),
    (CallRecord, Q(number__startswith="2026"), "station_call_number"),
    (FraudCase, Q(source_number__startswith="A1"), "antifraud_case_source"),
]


def leave_only(index, model):
    """Take away the others: of two that serve an empty table either may be chosen."""
    with connection.schema_editor() as schema:
        for other in model._meta.indexes:
            if other.name != index:
                schema.remove_index(model, other)
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                schema.remove_constraint(model, constraint)


@pytest.mark.parametrize(("model", "condition", "index"), SERVED)
def test_has_its_index(model, condition, index):
    leave_only(index, model)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert index in model.objects.filter(condition).order_by().explain()


def test_pairs_are_the_same_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT station_pairs('天城村A1')")
        (found,) = cursor.fetchone()

    assert set(pairs_of("天城村A1")) <= set(found)


def test_the_list_of_a_kind_shows_what_was_counted(signed_in, wang, village):
    """By initials too, which lists did not find by themselves."""
    for _number in range(3):
        dispute = DisputeFactory(household=HouseholdFactory(community=village))
        PartyFactory(dispute=dispute, name="武晓宇")
        parties.name(dispute)

    [group] = find(wang, "wxy", most=2, kinds=("disputes",)).groups
    page = signed_in.get(group.list_url)

    assert group.count == 3
    assert len(page.context["page"].rows) == 3


def test_sealed_words_are_looked_for_in_a_step_of_their_own(wang):
    """So that no guess of the planner makes it read all disputes for one row."""
    parts = registry.search["disputes"].parts(wang, Asked.of("逄铖"))
    plans = []
    for part in parts:
        with connection.cursor() as cursor:
            statement, values = part.exists(1)
            cursor.execute(f"EXPLAIN {statement}", values)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        plans.append((all(way.is_sure for way in part.ways), "CTE fitting" in plan))

    assert sorted(plans) == [(False, True), (True, False)]


@pytest.mark.parametrize("few", [0, 1, 200])
def test_an_address_finds_the_same_named_one_by_one_or_not(
    wang, village, monkeypatch, few
):
    monkeypatch.setattr(search, "FEW", few)
    for number in range(2):
        HouseholdFactory(community=village, address__text=f"双柳巷{number}号")
    HouseholdFactory(community=village)

    groups = find(wang, "双柳巷").groups

    assert [(group.source.key, group.count) for group in groups] == [("households", 2)]
    assert find(wang, "三柳巷").groups == []
