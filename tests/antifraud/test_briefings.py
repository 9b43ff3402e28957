"""Briefings: who was told what, who never was, and from what it was made."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from antifraud.actions import briefings as actions
from antifraud.models import Briefing
from station.errors import RuleError, StaleVersion
from station.models import Event, RecordLink, reference
from station.roles import Role
from tests.factories import (
    NOW,
    BriefingFactory,
    CommunityFactory,
    HouseholdFactory,
    ResidentFactory,
    VisitFactory,
    person,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/briefings/"


def told(*types, **said) -> actions.Told:
    facts = {"scam_types": types, "briefed_at": NOW, "person_name": "蔡涛"}
    return actions.Told(**{**facts, **said})


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


class TestBrief:
    def test_stands_with_the_household_and_its_people(self, household, rebates, wang):
        head = ResidentFactory(household=household, name="蔡涛")

        briefing = actions.brief(
            area=household.area,
            told=told(rebates, resident=head, handed_over=("leaflet",)),
            by=wang,
            at=NOW,
        )

        assert (briefing.household, briefing.person_name) == (household, "蔡涛")
        assert list(briefing.scam_types.all()) == [rebates]
        assert Event.objects.about(household).get().kind == "briefing.given"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"person_name": " "}, "no_name"),
            ({"scam_types": ()}, "no_type"),
            ({"handed_over": ("money",)}, "unknown_choice"),
            ({"briefed_at": NOW + timedelta(hours=1)}, "future"),
            ({"briefed_at": NOW - timedelta(days=91)}, "too_old"),
        ],
    )
    def test_refuses_what_says_nothing(self, household, rebates, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            actions.brief(
                area=household.area, told=told(rebates, **said), by=wang, at=NOW
            )

        assert refusal.value.code == code
        assert not Briefing.objects.exists()


class TestWithdraw:
    def test_counts_no_more_but_is_kept(self, household, wang):
        briefing = BriefingFactory(household=household)

        actions.withdraw(
            briefing=briefing, reason="登记错户", version=1, by=wang, at=NOW
        )

        assert Briefing.objects.standing().count() == 0
        assert Briefing.objects.count() == 1

    def test_is_done_once_and_with_a_reason(self, household, wang):
        briefing = BriefingFactory(household=household)

        with pytest.raises(RuleError) as refusal:
            actions.withdraw(briefing=briefing, reason=" ", version=1, by=wang, at=NOW)

        assert refusal.value.code == "no_reason"
        with pytest.raises(StaleVersion):
            actions.withdraw(briefing=briefing, reason="x", version=9, by=wang, at=NOW)

    def test_the_database_wants_somebody_who_did(self, household):
        briefing = BriefingFactory(household=household)
        rows = Briefing.objects.filter(pk=briefing.pk)

        with (
            pytest.raises(IntegrityError, match="withdrawn_by_somebody"),
            transaction.atomic(),
        ):
            rows.update(withdrawn_at=NOW)


class TestPages:
    def test_from_a_visit_who_was_met_is_chosen(self, desk, household, rebates):
        visit = VisitFactory(household=household)
        head = ResidentFactory(household=household, name="蔡涛")
        visit.people_met.add(head)
        url = f"{reverse('antifraud:briefing_create')}?from={reference(visit)}"

        form = desk.get(url).context["form"]
        answer = desk.post(
            url,
            {
                "resident": form["resident"].value(),
                "scam_types": [rebates.pk],
                "area": form["area"].value(),
                "briefed_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
            },
        )

        briefing = Briefing.objects.get()
        assert answer.url == briefing.get_absolute_url()
        assert briefing.resident == head
        assert RecordLink.objects.get().origin == reference(visit)

    def test_a_household_out_of_scope_is_not_there(self, desk):
        url = (
            f"{reverse('antifraud:briefing_create')}?household={HouseholdFactory().pk}"
        )

        assert desk.get(url).status_code == 404

    def test_what_lacks_is_said_at_its_place(self, desk, household, rebates):
        url = f"{reverse('antifraud:briefing_create')}?household={household.pk}"

        answer = desk.post(
            url,
            {
                "scam_types": [rebates.pk],
                "area": household.area_id,
                "briefed_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
            },
        )

        assert answer.context["form"].errors.keys() == {"person_name"}

    def test_list_detail_and_withdrawal(self, desk, household):
        briefing = BriefingFactory(household=household)
        listed = desk.get(reverse("antifraud:briefing_list"))
        url = reverse("antifraud:briefing_withdraw", args=[briefing.pk])
        desk.post(url, {"version": 1, "reason": "登记错户"})

        assert "蔡涛" in listed.content.decode()
        briefing.refresh_from_db()
        assert not briefing.stands


class TestApi:
    def test_creates_with_types_and_origin(self, desk, household, rebates):
        visit = VisitFactory(household=household)
        said = {
            "area": household.area_id,
            "household": household.pk,
            "person_name": "蔡涛",
            "scam_types": [rebates.pk],
            "handed_over": ["leaflet", "app"],
            "briefed_at": timezone.now().isoformat(),
            "origin": reference(visit),
        }

        answer = desk.post(API, said, content_type="application/json")

        assert answer.status_code == 201, answer.content
        assert answer.json()["handed_over"] == ["leaflet", "app"]
        assert RecordLink.objects.exists()

    def test_takes_back_once(self, desk, household):
        briefing = BriefingFactory(household=household)
        url = f"{API}{briefing.pk}/withdraw/"
        json = {"content_type": "application/json"}

        first = desk.post(url, {"reason": "错", "version": 1}, **json)
        second = desk.post(url, {"reason": "错", "version": 2}, **json)

        assert (first.status_code, second.status_code) == (200, 409)

    def test_an_auxiliary_sees_only_the_own(self, client, village, household):
        helper = person(Role.AUXILIARY_OFFICER, village)
        own = BriefingFactory(household=household, briefed_by=helper)
        BriefingFactory(household=household)
        client.force_login(helper)

        rows = client.get(API).json()["results"]

        assert [row["id"] for row in rows] == [own.pk]

    def test_shows_no_other_village(self, desk):
        BriefingFactory(
            household=HouseholdFactory(address__community=CommunityFactory())
        )

        assert desk.get(API).json()["results"] == []
