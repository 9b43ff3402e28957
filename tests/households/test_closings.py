"""What is still open about a record is shown with it, and where it is ended."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households.actions import follow_ups
from households.models import HolidayVisit
from station.actions.links import tie
from station.closings import open_things
from station.roles import Role
from tests.factories import (
    NOW,
    TODAY,
    AddressFactory,
    AllianceFactory,
    CampaignFactory,
    CardFactory,
    CarePlanFactory,
    CommunityFactory,
    DeliveryBatchFactory,
    DeliveryFactory,
    HazardFactory,
    HouseholdFactory,
    InspectionFactory,
    JointActionFactory,
    LiaisonContactFactory,
    LiaisonFactory,
    LiaisonItemFactory,
    ReferralFactory,
    ResidentFactory,
    RoundFactory,
    RoundStopFactory,
    ServiceRequestFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(village):
    return UnitFactory(address=AddressFactory(community=village))


@pytest.fixture
def inspection(unit):
    return InspectionFactory(unit=unit)


def titles(obj, user) -> list[str]:
    return [item.title for item in open_things(obj, user=user)]


def promised(unit, by, **more):
    return follow_ups.create(
        unit=unit, matter="再看一次消防通道", due_at=NOW + timedelta(days=2), by=by,
        at=NOW, **more,
    )  # fmt: skip


class TestMadeOf:
    def test_an_open_follow_up_of_any_record_is_told(self, inspection, unit, wang):
        made = promised(unit, wang, origin=inspection)

        (item,) = open_things(inspection, user=wang)

        assert (item.url, item.due_at) == (made.get_absolute_url(), made.due_at)

    def test_what_ended_is_not(self, inspection, unit, wang):
        made = promised(unit, wang, origin=inspection)
        follow_ups.cancel(follow_up=made, by=wang, at=NOW, reason="已整改")

        assert open_things(inspection, user=wang) == []

    def test_is_told_once(self, village, wang):
        household = HouseholdFactory(community=village)
        visit = VisitFactory(household=household, visited_by=wang)
        follow_ups.create(
            household=household, visit=visit, matter="送政策", origin=visit,
            due_at=NOW + timedelta(days=2), by=wang, at=NOW,
        )  # fmt: skip

        assert titles(visit, wang) == ["送政策"]

    def test_what_one_may_not_see_is_not_told(self, inspection, wang):
        elsewhere = UnitFactory(address=AddressFactory(community=CommunityFactory()))
        hazard = HazardFactory(unit=elsewhere)
        tie(origin=inspection, made=hazard, by=wang, at=NOW)

        assert open_things(inspection, user=wang) == []

    @pytest.mark.parametrize("rows", [1, 12])
    def test_costs_the_same_queries_however_much_is_open(
        self, inspection, unit, wang, rows
    ):
        for _n in range(rows):
            promised(unit, wang, origin=inspection)
            HazardFactory(unit=unit, inspection=inspection)

        with CaptureQueriesContext(connection) as caught:
            assert len(open_things(inspection, user=wang)) == min(2 * rows, 20)

        assert len(caught) <= 8


class TestInspection:
    def test_tells_the_hazards_it_found(self, inspection, unit, wang):
        HazardFactory(unit=unit, inspection=inspection, what="灭火器过期")
        HazardFactory(unit=unit, what="另一次发现")

        assert titles(inspection, wang) == ["灭火器过期"]
        assert len(open_things(unit, user=wang)) == 2

    def test_stands_on_its_page(self, client, inspection, unit, wang):
        hazard = HazardFactory(unit=unit, inspection=inspection)
        client.force_login(wang)

        page = client.get(inspection.get_absolute_url()).content.decode()

        assert hazard.get_absolute_url() in page


class TestHazard:
    @pytest.mark.parametrize(
        ("status", "steps"),
        [
            ("found", ["hazard_notify", "hazard_reinspect"]),
            ("notified", ["hazard_reinspect"]),
            ("reported", ["hazard_reinspect"]),
            ("answered", ["hazard_close"]),
        ],
    )
    def test_tells_the_steps_that_are_owed(self, unit, wang, status, steps):
        hazard = HazardFactory(unit=unit, status=status)

        urls = {item.url for item in open_things(hazard, user=wang)}

        assert urls == {
            reverse(f"households:{step}", args=[hazard.pk]) for step in steps
        }

    def test_that_has_to_be_transferred_says_so(self, unit, wang):
        hazard = HazardFactory(
            unit=unit, status="unresolved", transfer_from_on=TODAY,
            transfer_due_on=TODAY + timedelta(days=3),
        )  # fmt: skip

        (item,) = open_things(hazard, user=wang)

        assert item.url == reverse("households:hazard_transfer", args=[hazard.pk])


class TestRound:
    def test_counts_the_doors_that_are_not_settled(self, village, wang):
        tour = RoundFactory(officer=wang, area=village)
        for _n in range(3):
            RoundStopFactory(round=tour, household=HouseholdFactory(community=village))
        tour.stops.filter(pk=tour.stops.first().pk).update(skipped_reason="无人")

        (item,) = open_things(tour, user=wang)

        assert item.title.startswith("2") or "2" in item.title

    def test_that_is_over_tells_nothing(self, village, wang):
        tour = RoundFactory(officer=wang, area=village, state="done", finished_at=NOW)
        RoundStopFactory(round=tour, household=HouseholdFactory(community=village))

        assert open_things(tour, user=wang) == []


class TestCampaign:
    @pytest.fixture
    def campaign(self, village):
        HouseholdFactory(community=village)
        return CampaignFactory(area=village, kinds=["ordinary"])

    def test_counts_the_doors_not_reached_within_ones_scope(self, campaign, wang):
        (item,) = open_things(campaign, user=wang)

        assert f"campaign={campaign.pk}" in item.url
        assert open_things(campaign, user=officer(CommunityFactory())) == []

    def test_shows_them_where_it_is_ended(self, client, campaign, village):
        client.force_login(person(Role.STATION_CHIEF, village.parent.parent))
        url = reverse("households:campaign_end", args=[campaign.pk])

        page = client.get(url).content.decode()

        assert f"?campaign={campaign.pk}" in page


class TestOthers:
    """Each record tells what is its own; who may not see it is told nothing."""

    def test_a_message_waits_for_the_other_office(self, wang, village):
        referral = ReferralFactory(
            message__card=CardFactory(area=village), handed_by=wang
        )

        (item,) = open_things(referral.message, user=wang)

        assert (item.due_at, item.icon) == (referral.due_at, "send")

    def test_a_list_has_documents_out(self, wang, village):
        batch = DeliveryBatchFactory(area=village.parent.parent)
        DeliveryFactory(batch=batch, area=village, holder_name="秦大妈")
        DeliveryFactory(batch=batch, area=CommunityFactory())

        (item,) = open_things(batch, user=wang)

        assert "秦大妈" in item.title

    def test_a_service_waits_for_what_was_made_of_it(self, wang, village):
        service = ServiceRequestFactory(area=village)
        delivery = DeliveryFactory(area=village)
        tie(origin=service, made=delivery, by=wang, at=NOW)

        (item,) = open_things(service, user=wang)

        assert item.url == delivery.get_absolute_url()

    def test_care_has_a_holiday_visit_open(self, wang, village):
        household = HouseholdFactory(community=village)
        plan = CarePlanFactory(resident=ResidentFactory(household=household))
        HolidayVisit.objects.create(
            plan=plan, area=plan.area, holiday="spring", on=TODAY,
            from_on=TODAY, due_at=NOW,
        )  # fmt: skip

        (item,) = open_things(plan, user=wang)

        assert item.due_at == NOW
        assert open_things(plan, user=officer(CommunityFactory())) == []

    def test_liaison_has_agreed_items_open(self, wang, village):
        contact = LiaisonContactFactory(area=village)
        talk = LiaisonFactory(contact=contact)
        LiaisonItemFactory(liaison=talk)
        LiaisonItemFactory(liaison=talk, done_at=NOW, done_by=wang)

        assert titles(talk, wang) == titles(contact, wang) == ["报修监控"]

    def test_an_alliance_has_a_joint_action_planned(self, wang, village):
        action = JointActionFactory(alliance=AllianceFactory(area=village))
        JointActionFactory(alliance=action.alliance, status="dropped", title="不再举行")

        (item,) = open_things(action.alliance, user=wang)

        assert item.url == action.get_absolute_url()
        assert len(open_things(action, user=wang)) == 1
