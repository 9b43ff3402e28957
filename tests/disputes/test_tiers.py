"""Tiers: by rules at the report, afterwards only by people who say why."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from disputes import tiers as book
from disputes.actions import disputes, facts, tier_rules
from disputes.actions import tiers as actions
from disputes.models import Dispute, DisputeGrade, TierChange, TierRule
from disputes.models.mediator import Mediator
from disputes.notices import tiers as notices
from disputes.workflow.intake import Danger, Tier
from station.actions import reminders
from station.errors import RuleError, StaleVersion
from station.models import Delivery, Event, Reminder, reference
from station.models.base import AppendOnlyError
from station.roles import Role
from tests.factories import (
    NOW,
    DisputeFactory,
    TierRuleFactory,
    UserFactory,
    officer,
    person,
)


def report(village, by, **said) -> Dispute:
    known = {"source": "walk_in", "field": "neighbour", "summary": "院墙滴水起争执"}
    intake = disputes.Intake(**{**known, **said})
    return disputes.report(area=village, intake=intake, by=by, at=NOW)


def raise_it(dispute, by, **said) -> Dispute:
    step = {"tier": Tier.MAJOR, "reason": "双方聚集亲友", "version": dispute.version}
    return actions.escalate(dispute=dispute, by=by, at=NOW, **{**step, **said})


def told(dispute) -> set[str]:
    rows = Reminder.objects.about(reference(dispute)).pending()
    return set(
        rows.filter(kind__startswith="dispute.tier").values_list("kind", flat=True)
    )


@pytest.mark.django_db
class TestAtTheReport:
    @pytest.mark.parametrize(
        ("said", "tier"),
        [
            ({}, Tier.SIMPLE),
            ({"grade": 2}, Tier.SIMPLE),
            ({"grade": 3}, Tier.GENERAL),
            ({"grade": 5}, Tier.MAJOR),
            ({"dangers": (Danger.THREAT,)}, Tier.GENERAL),
            ({"dangers": (Danger.WEAPON,)}, Tier.MAJOR),
            ({"people_count": 4}, Tier.SIMPLE),
            ({"people_count": 5}, Tier.GENERAL),
            ({"people_count": 10}, Tier.MAJOR),
            ({"amount": 49_999}, Tier.SIMPLE),
            ({"amount": 50_000}, Tier.GENERAL),
            ({"is_domestic_violence": True}, Tier.GENERAL),
        ],
    )
    def test_follows_from_the_facts(self, village, wang, said, tier):
        assert report(village, wang, **said).tier == tier

    def test_says_why_and_who(self, village, wang):
        dispute = report(village, wang, dangers=(Danger.WEAPON,), people_count=12)

        change = dispute.tier_changes.get()
        assert (change.from_tier, change.to_tier) == ("", Tier.MAJOR)
        assert change.changed_by == wang
        assert change.reason == book.assess(dispute).because
        assert len(book.assess(dispute).reasons) == 2

    def test_county_says_what_a_grade_begins_with(self, village, wang):
        DisputeGrade.objects.update_or_create(
            level=1,
            defaults={
                "title_zh": "一级",
                "meaning_zh": "口角琐事",
                "mediator_type": "tin",
                "tier": Tier.GENERAL,
            },
        )

        assert report(village, wang).tier == Tier.GENERAL

    def test_changes_are_only_ever_added_to(self, village, wang):
        change = report(village, wang).tier_changes.get()

        with pytest.raises(AppendOnlyError):
            change.save()
        with pytest.raises(AppendOnlyError):
            TierChange.objects.all().delete()


@pytest.mark.django_db
class TestRaise:
    def test_has_a_reason_and_an_author(self, village, wang):
        dispute = raise_it(report(village, wang), wang)

        change = dispute.tier_changes.order_by("-pk").first()
        assert (change.from_tier, change.to_tier) == (Tier.SIMPLE, Tier.MAJOR)
        assert (change.reason, change.changed_by) == ("双方聚集亲友", wang)
        event = Event.objects.about(dispute).filter(kind="dispute.escalated").get()
        assert event.changes == {"tier": [Tier.SIMPLE, Tier.MAJOR]}

    def test_without_a_reason_is_refused(self, village, wang):
        with pytest.raises(RuleError) as refused:
            raise_it(report(village, wang), wang, reason=" ")

        assert refused.value.code == "no_reason"

    def test_downwards_is_refused(self, village, wang):
        dispute = report(village, wang, grade=5)

        with pytest.raises(RuleError) as refused:
            raise_it(dispute, wang, tier=Tier.SIMPLE)

        assert refused.value.code == "raised_already"

    def test_stale_version_is_told(self, village, wang):
        dispute = report(village, wang)

        with pytest.raises(StaleVersion):
            raise_it(dispute, wang, version=dispute.version + 1)

    def test_ended_dispute_is_refused(self, wang, household):
        dispute = DisputeFactory(
            household=household,
            status="ended",
            outcome="withdrawn",
            ended_at=NOW,
            ended_by=wang,
        )

        with pytest.raises(RuleError) as refused:
            raise_it(dispute, wang)

        assert refused.value.code == "ended"

    def test_lowered_with_a_reason(self, village, wang):
        dispute = report(village, wang, grade=5)

        dispute = actions.lower(
            dispute=dispute, tier=Tier.GENERAL, reason="人已散去", by=wang, at=NOW
        )

        assert dispute.tier == Tier.GENERAL
        with pytest.raises(RuleError) as refused:
            actions.lower(dispute=dispute, tier=Tier.MAJOR, reason="x", by=wang, at=NOW)
        assert refused.value.code == "lowered_already"


@pytest.mark.django_db
class TestTold:
    def test_chief_of_a_major_one(self, village, wang, chief):
        dispute = report(village, wang, grade=5)

        reminders.fire(at=NOW)

        assert Delivery.objects.filter(
            recipient=chief, reminder__subject=reference(dispute)
        ).exists()

    def test_officer_of_a_general_one_that_somebody_else_wrote(
        self, village, wang, chief
    ):
        assert told(report(village, wang, grade=3)) == set()
        assert told(report(village, chief, grade=3)) == {"dispute.tier_general"}

    def test_full_time_mediator_of_a_simple_one_without_names(
        self, village, wang, chief
    ):
        yang = person(Role.MEDIATOR, village)
        Mediator.objects.create(
            name="老杨",
            user=yang,
            area=village,
            type="gold",
            is_full_time=True,
            from_on=NOW.date(),
        )
        dispute = report(village, wang)

        rows = list(Reminder.objects.filter(kind="dispute.tier_simple"))
        assert notices.recipients(rows, NOW) == {rows[0].pk: [yang.pk]}
        notice = notices.words(rows, yang)[rows[0].pk]
        assert dispute.party_names not in notice.title or not dispute.party_names
        assert notice.url == reverse("disputes:list")

    def test_nobody_of_what_has_ended(self, village, wang, chief):
        dispute = report(village, wang, grade=5)
        rows = list(Reminder.objects.filter(kind="dispute.tier_major"))
        Dispute.objects.filter(pk=dispute.pk).update(
            status="ended", outcome="withdrawn", ended_at=NOW, ended_by=wang
        )

        assert notices.recipients(rows, NOW) == {}

    def test_lowering_silences_what_was_told(self, village, wang, chief):
        dispute = report(village, wang, grade=5)

        actions.lower(dispute=dispute, tier=Tier.SIMPLE, reason="误报", by=wang, at=NOW)

        assert told(dispute) == {"dispute.tier_simple"}

    def test_taking_it_up_does_not_silence_the_chief(self, village, wang, chief):
        dispute = report(village, wang, grade=5)

        disputes.take_up(
            dispute=dispute, assigned_to=wang, version=dispute.version, by=wang, at=NOW
        )

        assert "dispute.tier_major" in told(dispute)


@pytest.mark.django_db
class TestProposal:
    def edited(self, dispute, by, **said) -> Dispute:
        return facts.edit(
            dispute=dispute, version=dispute.version, by=by, at=NOW, **said
        )

    def test_other_facts_propose_and_never_move(self, village, wang):
        dispute = self.edited(report(village, wang), wang, people_count=11)

        assert (dispute.tier, dispute.proposed_tier) == (Tier.SIMPLE, Tier.MAJOR)
        assert dispute.tier_changes.count() == 1

    def test_is_gone_once_followed(self, village, wang):
        dispute = self.edited(report(village, wang), wang, people_count=11)

        dispute = raise_it(dispute, wang)

        assert (dispute.tier, dispute.proposed_tier) == (Tier.MAJOR, "")

    def test_kept_with_a_reason_is_not_asked_again(self, village, wang):
        dispute = self.edited(report(village, wang), wang, people_count=11)

        dispute = actions.keep(
            dispute=dispute,
            reason="多为围观",
            version=dispute.version,
            by=wang,
            at=NOW,
        )
        dispute = self.edited(dispute, wang, summary="又补充了一句")

        assert dispute.proposed_tier == ""
        dispute = self.edited(dispute, wang, people_count=20)
        assert dispute.proposed_tier == Tier.MAJOR

    def test_nothing_to_keep_is_refused(self, village, wang):
        dispute = report(village, wang)

        with pytest.raises(RuleError) as refused:
            actions.keep(
                dispute=dispute, reason="x", version=dispute.version, by=wang, at=NOW
            )

        assert refused.value.code == "nothing_proposed"

    def test_another_grade_at_taking_up_is_proposed(self, village, wang):
        dispute = report(village, wang)

        dispute = disputes.take_up(
            dispute=dispute,
            assigned_to=wang,
            grade=5,
            version=dispute.version,
            by=wang,
            at=NOW,
        )

        assert (dispute.tier, dispute.proposed_tier) == (Tier.SIMPLE, Tier.MAJOR)


@pytest.mark.django_db
class TestRules:
    def test_station_sets_its_own(self, village, wang, chief):
        station = village.parent.parent
        tier_rules.create(
            area=station, tier=Tier.MAJOR, fields=["parking"], by=chief, at=NOW
        )

        assert report(village, wang, field="parking").tier == Tier.MAJOR
        assert report(village, wang, people_count=10).tier == Tier.MAJOR

    def test_nearest_above_holds_whole(self, village, wang):
        station = village.parent.parent
        TierRuleFactory(area=station.parent, tier=Tier.MAJOR, people_from=3)
        assert report(village, wang, people_count=3).tier == Tier.MAJOR

        TierRuleFactory(area=station, tier=Tier.GENERAL, people_from=9)
        assert report(village, wang, people_count=3).tier == Tier.SIMPLE

    def test_everything_set_must_hold(self, village, wang):
        station = village.parent.parent
        TierRuleFactory(area=station, fields=["debt"], people_from=3)

        assert report(village, wang, field="debt", people_count=2).tier == Tier.SIMPLE
        assert report(village, wang, field="debt", people_count=3).tier == Tier.MAJOR

    def test_taken_over_and_dropped(self, village, chief):
        station = village.parent.parent

        tier_rules.adopt(area=station, by=chief, at=NOW)
        assert book.book_at(village).area == station
        assert set(book.book_at(village).rules) == set(book.SHIPPED)

        tier_rules.drop(area=station, by=chief, at=NOW)
        assert book.book_at(village).area is None
        assert TierRule.objects.count() == len(book.SHIPPED)

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({}, "no_condition"),
            ({"grade_from": 6}, "bad_figure"),
            ({"times_from": 1}, "bad_figure"),
            ({"fields": ["football"]}, "unknown_choice"),
            ({"dangers": ["dragon"]}, "unknown_choice"),
        ],
    )
    def test_nonsense_is_refused(self, village, chief, said, code):
        with pytest.raises(RuleError) as refused:
            tier_rules.create(
                area=village.parent.parent, tier=Tier.MAJOR, by=chief, at=NOW, **said
            )

        assert refused.value.code == code

    def test_chief_of_another_station_is_refused(self, village, db):
        other = person(Role.STATION_CHIEF, TierRuleFactory().area)

        with pytest.raises(RuleError) as refused:
            tier_rules.adopt(area=village.parent.parent, by=other, at=NOW)

        assert refused.value.code == "not_your_area"

    def test_edited_rule_keeps_those_on_file(self, village, wang, chief):
        rule = TierRuleFactory(area=village.parent.parent, people_from=3)
        dispute = report(village, wang, people_count=3)

        tier_rules.edit(rule=rule, people_from=8, by=chief, at=NOW)

        dispute.refresh_from_db()
        assert (dispute.tier, dispute.proposed_tier) == (Tier.MAJOR, "")
        assert report(village, wang, people_count=3).tier == Tier.SIMPLE


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_many_officers_raise_it_at_once_and_it_is_raised_once(self, village):
        wang = officer(village)
        dispute = report(village, wang)
        gate = Barrier(8)
        people = [wang, *(UserFactory() for _one in range(7))]

        def raised(by) -> str:
            gate.wait()
            try:
                raise_it(dispute, by)
            except RuleError as refused:
                return refused.code
            finally:
                connection.close()
            return "raised"

        with ThreadPoolExecutor(8) as pool:
            found = sorted(pool.map(raised, people))

        assert found == ["raised", *["raised_already"] * 7]
        assert dispute.tier_changes.count() == 2
        assert (
            Event.objects.about(dispute).filter(kind="dispute.escalated").count() == 1
        )


@pytest.mark.django_db
class TestPages:
    def url(self, name, dispute) -> str:
        return reverse(f"disputes:{name}", args=[dispute.pk])

    def test_raises_by_the_form(self, signed_in, village, wang):
        dispute = report(village, wang)
        said = {"tier": "major", "reason": "扬言报复", "version": dispute.version}

        answer = signed_in.post(self.url("escalate", dispute), said)

        assert answer.status_code == 302
        page = signed_in.get(dispute.get_absolute_url()).content.decode()
        assert "扬言报复" in page

    def test_second_is_told_and_keeps_what_was_typed(self, signed_in, village, wang):
        dispute = report(village, wang)
        raise_it(dispute, wang)
        said = {"tier": "major", "reason": "扬言报复", "version": dispute.version}

        answer = signed_in.post(self.url("escalate", dispute), said)

        assert answer.status_code in {200, 409}
        assert "扬言报复" in answer.content.decode()

    def test_proposal_stands_on_the_page(self, signed_in, village, wang):
        dispute = report(village, wang)
        facts.edit(
            dispute=dispute, version=dispute.version, people_count=11, by=wang, at=NOW
        )

        page = signed_in.get(dispute.get_absolute_url()).content.decode()

        assert self.url("tier_keep", dispute) in page

    def test_chief_sets_a_rule(self, client, village, chief):
        station = village.parent.parent
        client.force_login(chief)
        url = reverse("disputes:tier_rule_create", args=[station.pk])

        answer = client.post(
            url,
            {
                "tier": "major",
                "people_from": 6,
                "order": 5,
                "is_active": "on",
                "version": 0,
            },
        )

        assert answer.status_code == 302
        assert TierRule.objects.filter(area=station, people_from=6).exists()
        assert client.get(reverse("disputes:tier_rules")).status_code == 200

    def test_officer_reads_the_rules(self, signed_in):
        page = signed_in.get(reverse("disputes:tier_rules"))

        assert page.status_code == 200
        assert "tier-rules/of/" not in page.content.decode()
