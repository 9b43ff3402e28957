"""After the mediation: going back, the review, and who closes what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from antifraud.models import Briefing, ScamType
from disputes.actions import closing, disputes, follow_ups, parties, reviews
from disputes.models import ClosingRequest, Dispute, DisputeStep
from disputes.notices import closing as closing_notices
from disputes.workflow import Outcome, Status, Step
from disputes.workflow.closing import Channel, Occasion, Performance, Satisfaction
from disputes.workflow.intake import Side
from households.actions import follow_ups as promises
from households.models import FollowUp
from station import working_days
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery
from tests.factories import NOW, DisputeFactory, ResidentFactory

pytestmark = pytest.mark.django_db

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def dispute(village, wang, household) -> Dispute:
    """Taken up, between two who live here."""
    intake = disputes.Intake(
        source="visit",
        field="land_boundary",
        summary="地埂被移",
        parties=(
            parties.PartyFacts(
                side=Side.ONE,
                resident=ResidentFactory(household=household, name="陈大妈"),
            ),
            parties.PartyFacts(side=Side.OTHER, name="孙大姐"),
        ),
    )
    made = disputes.report(
        area=village, household=household, intake=intake, by=wang, at=NOW
    )
    return disputes.take_up(
        dispute=made, assigned_to=wang, version=made.version, by=wang, at=NOW
    )


@pytest.fixture
def settled(dispute, wang) -> Dispute:
    return disputes.settle(dispute=dispute, version=dispute.version, by=wang, at=NOW)


def found(dispute, **said) -> follow_ups.Found:
    facts = {
        "performance": Performance.KEPT,
        "satisfaction": Satisfaction.SATISFIED,
        "met": tuple(dispute.parties.all()),
        "no_briefing_reason": "上周已宣传",
    }
    return follow_ups.Found(**{**facts, **said})


def go_back(dispute, by, *, at=TOMORROW, **said):
    row = dispute.follow_ups.get(recorded_at=None)
    row = follow_ups.record(
        row=row, found=found(dispute, **said), version=row.version, by=by, at=at
    )
    dispute.refresh_from_db()
    return row


def end(dispute, by, *, outcome=Outcome.SETTLED):
    return disputes.end(
        dispute=dispute,
        outcome=outcome,
        result="握手言和",
        version=dispute.version,
        by=by,
        at=TOMORROW,
    )


class TestGoingBack:
    def test_is_promised_for_the_next_day_at_once(self, settled, wang, household):
        promise = settled.follow_ups.get().follow_up

        assert f"{timezone.localtime(promise.due_at):%m-%d %H:%M}" == "11-21 18:00"
        assert (promise.household, promise.assigned_to) == (household, wang)
        assert promise.record_kind == "dispute"

    def test_leads_to_the_place_where_no_household_is_known(self, village, wang):
        intake = disputes.Intake(
            source="call", field="parking", summary="车位", place="凤凰小区东门"
        )
        made = disputes.report(area=village, intake=intake, by=wang, at=NOW)
        made = disputes.take_up(
            dispute=made, assigned_to=wang, version=1, by=wang, at=NOW
        )

        disputes.settle(dispute=made, version=made.version, by=wang, at=NOW)

        assert made.follow_ups.get().follow_up.elsewhere == "凤凰小区东门"

    def test_is_not_ticked_off_without_its_record(self, settled, wang):
        promise = settled.follow_ups.get().follow_up

        with pytest.raises(RuleError) as refusal:
            promises.mark_done(follow_up=promise, by=wang, at=TOMORROW)

        assert refusal.value.code == "needs_record"

    def test_keeps_what_was_found_and_signs_the_last_step(self, settled, wang):
        row = go_back(settled, wang, dangers=("threat",), words="还在赌气")

        assert row.follow_up.__class__.objects.get(pk=row.follow_up_id).status == "done"
        assert (row.recorded_by, row.words) == (wang, "还在赌气")
        assert settled.dangers == ["threat"]
        assert DisputeStep.objects.filter(step=Step.FOLLOW_UP, signed_by=wang).exists()

    def test_briefs_each_who_was_met(self, settled, wang):
        code = ScamType.objects.active().first().code

        row = go_back(
            settled,
            wang,
            scam_types=(code,),
            handed_over=("leaflet",),
            no_briefing_reason="",
        )

        assert row.is_briefed
        assert set(Briefing.objects.values_list("person_name", flat=True)) == {
            "陈大妈",
            "孙大姐",
        }
        assert all(row.handed_over == ["leaflet"] for row in Briefing.objects.all())

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"met": ()}, "nobody_met"),
            ({"no_briefing_reason": " "}, "no_briefing"),
            ({"performance": "well"}, "unknown_choice"),
            ({"dangers": ("rain",)}, "unknown_choice"),
        ],
    )
    def test_refuses_half_a_record(self, settled, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            go_back(settled, wang, **said)

        assert refusal.value.code == code
        assert FollowUp.objects.open().exists()

    def test_may_promise_to_come_again(self, settled, wang):
        again_on = (TOMORROW + timedelta(days=30)).date()

        go_back(settled, wang, again_on=again_on)

        later = settled.follow_ups.get(occasion=Occasion.LATER)
        assert timezone.localtime(later.follow_up.due_at).date() == again_on


class TestEnd:
    def test_waits_for_somebody_to_go_back(self, settled, wang):
        with pytest.raises(RuleError) as refusal:
            end(settled, wang)

        assert refusal.value.code == "owed"

    def test_comes_when_nothing_is_owed(self, settled, wang):
        go_back(settled, wang)

        assert end(settled, wang).outcome == Outcome.SETTLED

    def test_is_not_settled_without_an_agreement(self, dispute, wang):
        with pytest.raises(RuleError) as refusal:
            end(dispute, wang)

        assert refusal.value.code == "state"

    def test_calls_off_what_was_promised_when_it_ends_otherwise(self, dispute, wang):
        dispute = disputes.fail(
            dispute=dispute,
            told_on=NOW.date(),
            version=dispute.version,
            by=wang,
            at=NOW,
        )

        ended = end(dispute, wang, outcome=Outcome.WITHDRAWN)

        assert ended.status == Status.ENDED
        assert not FollowUp.objects.open().exists()


class TestMajor:
    @pytest.fixture
    def major(self, settled, wang) -> Dispute:
        go_back(settled, wang)
        Dispute.objects.filter(pk=settled.pk).update(tier="major")
        return Dispute.objects.get(pk=settled.pk)

    def ask(self, major, wang) -> ClosingRequest:
        return closing.ask(
            dispute=major,
            outcome=Outcome.SETTLED,
            result="各方履行",
            version=major.version,
            by=wang,
            at=TOMORROW,
        )

    def test_is_closed_by_the_chief_alone(self, major, wang):
        with pytest.raises(RuleError) as refusal:
            end(major, wang)

        assert refusal.value.code == "needs_chief"

    def test_the_chief_is_asked_told_and_closes(self, major, wang, chief):
        request = self.ask(major, wang)
        reminders.fire(at=TOMORROW)

        told = Delivery.objects.for_bell(chief).values_list("reminder__kind", flat=True)
        assert "dispute.closing_asked" in told
        closing.approve(request=request, version=1, by=chief, at=TOMORROW)
        major.refresh_from_db()
        assert (major.status, major.ended_by) == (Status.ENDED, chief)

    def test_waits_on_the_chiefs_day_until_the_next_working_day(
        self, major, wang, chief
    ):
        asked = self.ask(major, wang).asked_at

        (item,) = closing_notices.owed(chief, asked)

        after = working_days.calendar().add_days(working_days.local_date(asked), 1)
        assert working_days.local_date(item.due_at) == after
        assert not list(closing_notices.owed(wang, asked))

    def test_is_asked_once(self, major, wang):
        self.ask(major, wang)
        major.refresh_from_db()

        with pytest.raises(RuleError) as refusal:
            self.ask(major, wang)

        assert refusal.value.code == "asked"

    def test_comes_back_with_a_reason(self, major, wang, chief):
        request = self.ask(major, wang)

        closing.send_back(
            request=request, reason="缺履行凭证", version=1, by=chief, at=TOMORROW
        )
        reminders.fire(at=TOMORROW)

        major.refresh_from_db()
        told = Delivery.objects.for_bell(wang).values_list("reminder__kind", flat=True)
        assert major.status == Status.SETTLED
        assert "dispute.closing_refused" in told
        assert self.ask(major, wang).pk != request.pk


class TestReview:
    def review(self, dispute, wang, **said):
        facts = {"words": "早介入", "channel": Channel.BOARD, "published": "邻里互让"}
        return reviews.review(
            dispute=dispute,
            version=dispute.version,
            by=wang,
            at=TOMORROW,
            **{**facts, **said},
        )

    def test_signs_the_fourth_step(self, settled, wang):
        row = self.review(settled, wang)

        assert row.published == "邻里互让"
        assert settled.steps.get(step=Step.REVIEW).signed_by == wang

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"published": "陈大妈主动让地"}, "names_somebody"),
            ({"published": ""}, "no_text"),
            ({"words": ""}, "no_words"),
        ],
    )
    def test_names_nobody(self, settled, wang, said, code):
        with pytest.raises(RuleError) as refusal:
            self.review(settled, wang, **said)

        assert refusal.value.code == code

    def test_comes_after_the_mediation(self, dispute, wang):
        with pytest.raises(RuleError) as refusal:
            self.review(dispute, wang)

        assert refusal.value.code == "too_early"


class TestPages:
    @pytest.fixture
    def desk(self, client, wang):
        client.force_login(wang)
        return client

    def test_the_record_is_written_in_the_browser(self, desk, settled, wang):
        row = settled.follow_ups.get()
        url = reverse("disputes:follow_up_record", args=[row.follow_up_id])
        assert url in desk.get(settled.get_absolute_url()).content.decode()

        answer = desk.post(
            url,
            {
                "version": row.version,
                "met": [party.pk for party in settled.parties.all()],
                "performance": "kept",
                "satisfaction": "satisfied",
                "no_briefing_reason": "已宣传",
            },
        )

        assert answer.url == settled.get_absolute_url()
        row.refresh_from_db()
        assert row.recorded_by == wang

    def test_what_lacks_is_said_at_its_field(self, desk, settled):
        row = settled.follow_ups.get()
        url = reverse("disputes:follow_up_record", args=[row.follow_up_id])
        said = {"met": [settled.parties.first().pk], "performance": "kept"}
        said |= {"satisfaction": "satisfied", "version": row.version}

        answer = desk.post(url, said)

        assert "no_briefing_reason" in answer.context["form"].errors

    def test_a_promise_for_a_day_gone_by_is_refused_at_its_field(self, desk, settled):
        sent = {"occasion": "later", "due_on": "2020-01-01", "version": settled.version}

        answer = desk.post(reverse("disputes:follow_up_plan", args=[settled.pk]), sent)

        assert list(answer.context["form"].errors) == ["due_on"]

    def test_my_day_leads_to_the_record(self, desk, settled):
        promise = settled.follow_ups.get().follow_up
        page = desk.get(promise.get_absolute_url()).content.decode()

        assert reverse("disputes:follow_up_record", args=[promise.pk]) in page

    def test_the_page_tells_the_chief_while_it_is_still_mediated(
        self, client, desk, household, chief
    ):
        dispute = DisputeFactory(household=household, tier="major")
        said = {"outcome": "withdrawn", "result": "双方撤回", "version": 1}
        desk.post(reverse("disputes:end", args=[dispute.pk]), said)
        url = reverse(
            "disputes:closing_approve", args=[ClosingRequest.objects.get().pk]
        )
        waiting = desk.get(dispute.get_absolute_url()).content.decode()
        client.force_login(chief)

        page = client.get(dispute.get_absolute_url())

        assert url not in waiting
        assert reverse("disputes:end", args=[dispute.pk]) not in waiting
        assert page.context["next"].url == url
        assert "双方撤回" in client.get(url).content.decode()

    def test_an_officer_asks_and_the_chief_decides(
        self, client, desk, settled, wang, chief
    ):
        go_back(settled, wang)
        Dispute.objects.filter(pk=settled.pk).update(tier="major")
        settled.refresh_from_db()
        said = {"outcome": "settled", "result": "握手言和", "version": settled.version}

        desk.post(reverse("disputes:end", args=[settled.pk]), said)
        request = ClosingRequest.objects.get()
        client.force_login(chief)
        url = reverse("disputes:closing_approve", args=[request.pk])
        client.post(url, {"version": request.version})

        settled.refresh_from_db()
        assert settled.status == Status.ENDED
