"""The legal track, the clocks and the sittings in the browser and over REST."""

import threading
from datetime import date

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from disputes.actions import clocks, mediations
from disputes.models import Clock, Mediation
from disputes.notices import clocks as notices
from disputes.notices import sittings
from disputes.workflow import Status
from disputes.workflow.intake import Track
from station.actions import reminders
from station.errors import RuleError
from station.models import AccessRecord, Delivery
from station.roles import Role
from tests.disputes.law_cases import A_FIGHT, A_QUARREL, gated, held, moment, planned
from tests.factories import officer, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def mine(client, wang):
    client.force_login(wang)
    return client


def gate_of(dispute, **said) -> dict:
    answers = {
        "act": "fight",
        "is_civil": "1",
        "is_light": "1",
        "is_willing": "1",
        "easier": ["relation"],
        "appraisal": "none",
        "version": dispute.version,
    }
    return {**answers, **said}


class TestGatePage:
    def test_sets_the_track_and_starts_its_clock(self, mine, village, wang):
        dispute = gated(village, wang, timezone.localdate(), A_QUARREL)
        url = reverse("disputes:track", args=[dispute.pk])
        assert mine.get(url).status_code == 200

        answer = mine.post(url, gate_of(dispute, reason="核实为殴打"))

        assert answer.status_code == 302, answer.context["form"].errors
        dispute.refresh_from_db()
        assert dispute.track == Track.PUBLIC_SECURITY
        page = mine.get(dispute.get_absolute_url()).content.decode()
        assert "第一百七十八条" in page

    def test_explains_without_keeping_anything(self, mine, village, wang):
        dispute = gated(village, wang, timezone.localdate(), A_QUARREL)
        url = reverse("disputes:track_explain", args=[dispute.pk])

        page = mine.post(url, gate_of(dispute, exclusion="gang")).content.decode()

        assert "第一百七十九条" in page
        assert dispute.assessments.count() == 1

    def test_keeps_what_was_typed_where_a_reason_lacks(self, mine, village, wang):
        dispute = gated(village, wang, timezone.localdate(), A_QUARREL)
        url = reverse("disputes:track", args=[dispute.pk])

        page = mine.post(url, gate_of(dispute))

        assert page.status_code == 200
        assert "reason" in page.context["form"].errors


class TestClockPages:
    def test_start_pause_go_on_and_extend(self, mine, village, wang):
        dispute = gated(village, wang, timezone.localdate(), A_FIGHT)
        today = timezone.localdate().isoformat()
        start = {
            "code": "case.limit",
            "started_on": today,
            "reason": "filed",
            "version": dispute.version,
        }
        url = reverse("disputes:clock_start", args=[dispute.pk])
        assert mine.post(url, start).status_code == 302
        clock = Clock.objects.get(code="case.limit")

        for name, said in (
            ("pause", {"reason": "hearing", "from_on": today}),
            ("resume", {"until_on": today}),
            ("extend", {"approved_by": "平川县公安局"}),
            ("stop", {"ended_on": today}),
        ):
            url = reverse(f"disputes:clock_{name}", args=[clock.pk])
            answer = mine.post(url, {**said, "version": clock.version})
            assert answer.status_code == 302, answer.context["form"].errors
            clock.refresh_from_db()

        assert (clock.state, clock.extensions) == ("met", 1)

    def test_reminders_go_to_who_answers_then_to_the_chief(self, village, wang, chief):
        gated(village, wang, TODAY)
        clock = Clock.objects.get(code="ps.start")

        reminders.fire(at=moment(date(2026, 3, 12)))

        def told(user):
            rows = Delivery.objects.for_bell(user)
            return set(rows.values_list("reminder__kind", flat=True)) & {
                *notices.LABELS
            }

        assert told(wang) == {"clock.soon", "clock.due", "clock.late"}
        assert told(chief) == {"clock.chief"}
        owed = list(notices.owed(wang, moment(TODAY)))
        assert [item.url for item in owed] == [clock.get_absolute_url()]

    def test_a_clock_that_stands_still_reminds_of_nothing(self, village, wang):
        gated(village, wang, TODAY)
        clock = Clock.objects.get(code="ps.start")
        clocks.pause(
            clock=clock, reason="appraisal", from_on=TODAY, by=wang, at=moment(TODAY)
        )

        reminders.fire(at=moment(date(2026, 3, 12)))

        rows = Delivery.objects.for_bell(wang)
        assert not rows.filter(reminder__kind__startswith="clock").exists()


class TestSittingPages:
    def test_planned_and_held_on_a_phone(self, mine, village, wang):
        dispute = gated(village, wang, timezone.localdate(), A_QUARREL)
        url = reverse("disputes:mediation_plan", args=[dispute.pk])
        now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        plan = {
            "held_at": now,
            "place_kind": "station",
            "officers": [wang.pk],
            "version": dispute.version,
        }
        assert mine.get(url).status_code == 200
        answer = mine.post(url, plan)
        assert answer.status_code == 302, answer.context["form"].errors
        sitting = Mediation.objects.get()

        hold = reverse("disputes:mediation_hold", args=[sitting.pk])
        assert mine.get(hold).status_code == 200
        said = {
            "outcome": "not_agreed",
            "record": "双方各执一词",
            "held_at": now,
            "told_on": timezone.localdate().isoformat(),
            "version": sitting.version,
        }
        answer = mine.post(hold, said)

        assert answer.status_code == 302, answer.context["form"].errors
        dispute.refresh_from_db()
        assert dispute.status == Status.FAILED

    def test_the_record_is_shown_for_a_purpose_only(self, mine, village, wang):
        dispute = gated(village, wang, TODAY, A_QUARREL)
        sitting = held(planned(dispute, wang, TODAY), wang)
        page = mine.get(sitting.get_absolute_url()).content.decode()
        assert "双方各执一词" not in page

        url = reverse(
            "station:reveal", args=["disputes.mediation", sitting.pk, "record"]
        )
        shown = mine.post(url, {"purpose": "case"})

        assert "双方各执一词" in shown.content.decode()
        assert AccessRecord.objects.filter(act="reveal", fields="record").exists()

    def test_called_off_says_why(self, mine, village, wang):
        sitting = planned(gated(village, wang, TODAY, A_QUARREL), wang, TODAY)
        url = reverse("disputes:mediation_call_off", args=[sitting.pk])

        mine.post(url, {"reason": "一方出差", "version": sitting.version})

        sitting.refresh_from_db()
        assert (sitting.outcome, sitting.reason) == ("cancelled", "一方出差")
        page = mine.get(sitting.get_absolute_url())
        assert page.context["warnings"] == []
        assert page.context["next"].url.startswith(sitting.dispute.get_absolute_url())

    def test_called_off_does_not_count_among_the_sittings(self, village, wang):
        dispute = gated(village, wang, TODAY, A_QUARREL)
        for _time in range(2):
            sitting = planned(dispute, wang, TODAY)
            mediations.call_off(
                mediation=sitting, reason="一方出差", by=wang, at=timezone.now()
            )

        assert planned(dispute, wang, TODAY).ordinal == 1

    def test_once_held_the_page_leads_on(self, mine, village, wang):
        dispute = gated(village, wang, TODAY, A_QUARREL)
        sitting = planned(dispute, wang, TODAY)
        assert mine.get(sitting.get_absolute_url()).context["next"] is None
        held(sitting, wang)

        page = mine.get(sitting.get_absolute_url())

        assert page.context["next"].url in page.content.decode()

    def test_a_stranger_finds_nothing(self, client, village, wang):
        sitting = planned(gated(village, wang, TODAY, A_QUARREL), wang, TODAY)
        client.force_login(officer())

        assert client.get(sitting.get_absolute_url()).status_code == 404

    def test_the_page_of_a_dispute_costs_the_same_for_many_sittings(
        self, mine, village, wang
    ):
        dispute = gated(village, wang, TODAY, A_QUARREL)
        counts = []
        for day in (2, 3, 4, 5):
            held(planned(dispute, wang, date(2026, 3, day)), wang)
            with CaptureQueriesContext(connection) as queries:
                mine.get(dispute.get_absolute_url())
            counts.append(len(queries))

        assert counts[-1] <= counts[0] + 1


class TestMyDay:
    def test_brings_the_sitting_to_whoever_is_to_hold_it(self, village, wang):
        dispute = gated(village, wang, TODAY, A_FIGHT)
        sitting = planned(dispute, wang, TODAY)
        beside = sitting.officers.exclude(pk=wang.pk).get()
        stranger = officer(village)
        now = sitting.held_at

        for person_there in (wang, beside):
            (item,) = sittings.owed(person_there, now)
            assert (item.url, item.due_at) == (sitting.get_absolute_url(), now)
        assert not list(sittings.owed(stranger, now))
        assert not list(sittings.owed(wang, now - sittings.AHEAD))

        held(sitting, wang)
        assert not list(sittings.owed(wang, now))


class TestRest:
    def test_gate_plan_and_hold(self, mine, village, wang):
        dispute = gated(village, wang, TODAY, A_QUARREL)
        url = f"/api/v1/disputes/{dispute.pk}/assess-track/"
        said = {
            "act": "damage",
            "easier": ["fault"],
            "reason": "核实",
            "version": dispute.version,
        }
        answer = mine.post(url, said, content_type="application/json")
        assert (answer.status_code, answer.json()["track"]) == (200, "public_security")

        plan = {
            "dispute": dispute.pk,
            "version": answer.json()["version"],
            "held_at": "2026-03-03T10:00:00+08:00",
            "place_kind": "standard_room",
            "officers": [wang.pk],
            "facts": "损坏电动车后视镜",
            "is_impartial": True,
        }
        refused = mine.post(
            "/api/v1/mediations/", plan, content_type="application/json"
        )
        assert (refused.status_code, refused.json()["code"]) == (409, "one_officer")
        plan["is_fully_recorded"] = True
        made = mine.post("/api/v1/mediations/", plan, content_type="application/json")
        assert made.status_code == 201, made.content

        url = f"/api/v1/mediations/{made.json()['id']}/hold/"
        said = {"outcome": "agreed", "record": "达成一致", "recording": "YJ-1"}
        said["version"] = made.json()["version"]
        answer = mine.post(url, said, content_type="application/json")
        assert (answer.status_code, answer.json()["outcome"]) == (200, "agreed")

    def test_clocks_over_rest(self, mine, village, wang):
        dispute = gated(village, wang, TODAY)
        clock = Clock.objects.get(dispute=dispute, code="ps.start")
        url = f"/api/v1/legal-clocks/{clock.pk}/"
        said = {
            "reason": "appraisal",
            "from_on": "2026-03-03",
            "version": clock.version,
        }

        held_still = mine.post(f"{url}pause/", said, content_type="application/json")
        said = {"until_on": "2026-03-10", "version": held_still.json()["version"]}
        going = mine.post(f"{url}resume/", said, content_type="application/json").json()

        assert (going["state"], going["due_on"]) == ("running", "2026-03-12")
        assert mine.get(url).json()["pauses"][0]["reason"] == "appraisal"

    def test_who_may_not_is_refused(self, client, village, wang):
        dispute = gated(village, wang, TODAY)
        client.force_login(person(Role.AUXILIARY_OFFICER, village))
        url = f"/api/v1/disputes/{dispute.pk}/assess-track/"

        answer = client.post(
            url, {"act": "none", "version": 1}, content_type="application/json"
        )

        assert answer.status_code == 403


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_sittings_at_once_are_one(self, village, wang):
        dispute = gated(village, wang, TODAY, A_QUARREL)
        barrier, refused = threading.Barrier(2), []

        def plan():
            barrier.wait()
            try:
                mediations.plan(
                    dispute=dispute,
                    plan=mediations.Plan(held_at=moment(TODAY)),
                    by=wang,
                    at=moment(TODAY),
                )
            except RuleError as error:
                refused.append(error.code)
            finally:
                close_old_connections()
                connection.close()

        threads = [threading.Thread(target=plan) for _n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (Mediation.objects.count(), refused) == (1, ["planned"])
