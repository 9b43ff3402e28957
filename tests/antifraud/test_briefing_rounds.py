"""Rounds of briefings: those never told, onto the officer's next days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from antifraud.actions import briefing_rounds as actions
from antifraud.models import Briefing, BriefingRound, BriefingStop
from antifraud.notices import briefing_rounds as notices
from antifraud.reach.untold import Whom
from households.models import Round, RoundStop
from station.errors import RuleError, StaleVersion
from station.models import RecordLink, reference
from station.roles import Role
from tests.factories import (
    NOW,
    BriefingFactory,
    BriefingRoundFactory,
    BriefingStopFactory,
    CommunityFactory,
    HouseholdFactory,
    ResidentFactory,
    ScamTypeFactory,
    person,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/briefing-rounds/"
JSON = {"content_type": "application/json"}
TODAY = NOW.date()


@pytest.fixture
def homes(village):
    made = [HouseholdFactory(address__community=village) for _ in range(5)]
    for home in made:
        ResidentFactory(household=home)
    return made


def planned(wang, village, **said):
    facts = {"officer": wang, "area": village, "first_on": TODAY, "days": 2, "a_day": 2}
    return actions.plan(found=actions.Plan(**{**facts, **said}), by=wang, at=NOW)


class TestPlan:
    def test_puts_them_on_the_days_rounds(self, wang, village, homes):
        made = planned(wang, village)

        tours = Round.objects.filter(officer=wang).order_by("on")
        assert [tour.stops.count() for tour in tours] == [2, 2]
        assert set(made.stops.values_list("on", flat=True)) == {t.on for t in tours}
        assert (made.first_on, made.last_on) == (tours[0].on, tours[1].on)

    def test_joins_the_round_that_is_there(self, wang, village, homes):
        planned(wang, village, days=1)
        planned(wang, village, days=1)

        assert Round.objects.get(officer=wang).stops.count() == 4
        assert BriefingStop.objects.values("household").distinct().count() == 4

    def test_leaves_out_whom_somebody_told(self, wang, village, homes):
        for home in homes[1:]:
            BriefingFactory(household=home)

        made = planned(wang, village)

        assert made.stops.get().household == homes[0]

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"a_day": 0}, "a_day"),
            ({"days": 11}, "days"),
            ({"first_on": TODAY - timedelta(days=1)}, "first_on"),
            ({"first_on": TODAY + timedelta(days=15)}, "first_on"),
            ({"whom": Whom(care="disabled")}, "nobody"),
        ],
    )
    def test_refuses_what_cannot_be(self, wang, village, homes, said, code):
        with pytest.raises(RuleError) as refusal:
            planned(wang, village, **said)

        assert refusal.value.code == code
        assert not BriefingRound.objects.exists()
        assert not Round.objects.exists()

    def test_an_auxiliary_plans_for_nobody_else(self, wang, village, homes):
        helper = person(Role.AUXILIARY_OFFICER, village)
        found = actions.Plan(officer=wang, area=village, first_on=TODAY)

        with pytest.raises(RuleError) as refusal:
            actions.plan(found=found, by=helper, at=NOW)

        assert refusal.value.code == "not_yours"

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_put_no_door_on_twice(self, wang, village, homes):
        def once(_n):
            try:
                return planned(wang, village, days=1, a_day=5)
            except (RuleError, IntegrityError):
                return None
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(once, range(2)))

        doors = list(BriefingStop.objects.values_list("household", flat=True))
        assert sorted(doors) == sorted(home.pk for home in homes)


class TestProgress:
    def test_a_door_is_told_by_a_briefing_since_then(self, wang, village, homes):
        made = planned(wang, village)
        first, *_rest = made.stops.in_order()
        BriefingFactory(household=first.household, briefed_at=NOW)

        row = BriefingRound.objects.for_list().get()

        assert (row.told, row.doors) == (1, 4)
        assert first not in made.stops.left()


class TestEnd:
    def test_is_over_once(self, wang, village, homes):
        made = planned(wang, village)

        actions.end(briefing_round=made, note="剩两户", version=1, by=wang, at=NOW)

        with pytest.raises(RuleError) as refusal:
            actions.end(briefing_round=made, note="", version=2, by=wang, at=NOW)
        assert refusal.value.code == "over"

    def test_an_older_version_changes_nothing(self, wang, village, homes):
        made = planned(wang, village)

        with pytest.raises(StaleVersion):
            actions.end(briefing_round=made, note="", version=9, by=wang, at=NOW)

    def test_called_off_its_doors_leave_the_days(self, wang, village, homes):
        made = planned(wang, village)

        with pytest.raises(RuleError):
            actions.call_off(
                briefing_round=made, reason=" ", version=1, by=wang, at=NOW
            )
        actions.call_off(briefing_round=made, reason="暴雨", version=1, by=wang, at=NOW)

        assert not RoundStop.objects.exists()

    def test_a_household_is_left_in_peace(self, wang, village, homes):
        made = planned(wang, village)
        stop = made.stops.first()

        actions.take_off(briefing_round=made, stop=stop, version=1, by=wang, at=NOW)

        assert made.stops.count() == 3
        assert not RoundStop.objects.filter(household=stop.household_id).exists()

    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"status": "done"}, "ended_by_somebody"),
            ({"status": "gone"}, "briefinground"),
            ({"last_on": TODAY - timedelta(days=3)}, "days_in_order"),
        ],
    )
    def test_the_database_refuses(self, village, change, name):
        row = BriefingRoundFactory(area=village)

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            BriefingRound.objects.filter(pk=row.pk).update(**change)

    def test_a_door_is_on_it_once(self, village):
        stop = BriefingStopFactory(of_round__area=village)

        with (
            pytest.raises(IntegrityError, match="household_once"),
            transaction.atomic(),
        ):
            BriefingStop.objects.create(
                of_round=stop.of_round, household=stop.household, on=TODAY, order=2
            )


class TestWorklist:
    def test_is_owed_while_it_goes_on(self, wang, village, homes):
        made = planned(wang, village)

        (item,) = notices.owed(wang, NOW)
        actions.end(briefing_round=made, note="", version=1, by=wang, at=NOW)

        assert item.url == made.get_absolute_url()
        assert list(notices.owed(wang, NOW)) == []


class TestPages:
    @pytest.fixture
    def desk(self, client, wang):
        client.force_login(wang)
        return client

    @pytest.fixture
    def today(self):
        return timezone.localdate()

    def test_plans_walks_briefs_and_ends(self, desk, wang, village, homes, today):
        rebates = ScamTypeFactory(valid_from="2020-01-01")
        url = reverse("antifraud:briefing_round_create")
        said = {
            "area": village.pk,
            "officer": wang.pk,
            "first_on": f"{today:%Y-%m-%d}",
            "days": 1,
            "a_day": 3,
            "scam_types": [rebates.pk],
        }
        answer = desk.post(url, said)
        made = BriefingRound.objects.get()
        page = desk.get(answer.url).content.decode()
        stop = made.stops.first()
        brief = (
            f"{reverse('antifraud:briefing_create')}"
            f"?household={stop.household_id}&from={reference(made)}"
        )
        form = desk.get(brief).context["form"]
        desk.post(
            brief,
            {
                "person_name": "蔡涛",
                "scam_types": [rebates.pk],
                "area": village.pk,
                "briefed_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
            },
        )
        end = reverse("antifraud:briefing_round_end", args=[made.pk])
        desk.post(end, {"version": made.version, "note": ""})

        made.refresh_from_db()
        assert stop.household.address.text in page
        assert form.initial["scam_types"] == [rebates.pk]
        assert Briefing.objects.get().household == stop.household
        assert RecordLink.objects.filter(origin=reference(made)).exists()
        assert not made.is_open

    def test_a_refusal_stands_at_its_field(self, desk, wang, village, today):
        said = {
            "area": village.pk,
            "officer": wang.pk,
            "first_on": f"{today:%Y-%m-%d}",
            "days": 1,
            "a_day": 3,
        }

        answer = desk.post(reverse("antifraud:briefing_round_create"), said)

        assert "area" in answer.context["form"].errors

    def test_takes_a_household_off_and_calls_off(self, desk, wang, village, homes):
        made = planned(wang, village)
        stop = made.stops.first()
        off = reverse("antifraud:briefing_stop_take_off", args=[made.pk, stop.pk])

        desk.post(off, {"version": 1})
        call = reverse("antifraud:briefing_round_call_off", args=[made.pk])
        desk.post(call, {"version": 2, "reason": "暴雨"})

        made.refresh_from_db()
        assert (made.status, made.stops.count()) == ("called_off", 3)

    def test_another_village_is_not_there(self, desk):
        row = BriefingRoundFactory(area=CommunityFactory())

        assert desk.get(row.get_absolute_url()).status_code == 404


class TestApi:
    def test_plans_takes_off_and_ends(self, client, wang, village, homes):
        client.force_login(wang)
        said = {
            "area": village.pk,
            "first_on": f"{timezone.localdate():%Y-%m-%d}",
            "days": 1,
            "a_day": 3,
        }

        made = client.post(API, said, **JSON)
        assert made.status_code == 201, made.content
        body = made.json()
        url = f"{API}{body['id']}/"
        home = body["stops"][0]["household"]["id"]
        off = client.post(f"{url}take-off/", {"household": home, "version": 1}, **JSON)
        gone = client.post(f"{url}take-off/", {"household": home, "version": 2}, **JSON)
        ended = client.post(f"{url}end/", {"version": 2}, **JSON)
        again = client.post(f"{url}call-off/", {"version": 3, "reason": "x"}, **JSON)

        assert len(off.json()["stops"]) == 2
        assert (gone.status_code, ended.json()["status"]) == (409, "done")
        assert (again.status_code, again.json()["code"]) == (409, "over")

    def test_an_auxiliary_sees_the_own(self, client, village, wang):
        helper = person(Role.AUXILIARY_OFFICER, village)
        own = BriefingRoundFactory(area=village, officer=helper)
        BriefingRoundFactory(area=village, officer=wang)
        client.force_login(helper)

        rows = client.get(API).json()["results"]

        assert [row["id"] for row in rows] == [own.pk]
