"""Disputes."""

from datetime import timedelta

import factory

from tests.factories.clock import NOW, TODAY
from tests.factories.register import HouseholdFactory
from tests.factories.territory import StationFactory, UserFactory
from tests.factories.visits import FollowUpFactory


class DisputeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Dispute"

    # Far from those that a station gives out itself.
    number = factory.Sequence(lambda n: f"JF-620724108-2026-{900_000 + n}")
    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    source = "walk_in"
    field = "neighbour"
    summary = "院墙滴水"
    party_names = "蔡涛、丁刚"
    reported_at = NOW
    event_on = NOW.date()
    reported_by = factory.SubFactory(UserFactory)
    due_at = NOW


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputeParty"

    dispute = factory.SubFactory(DisputeFactory)
    side = "one"
    name = "蔡涛"


class DisputeFollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputeFollowUp"

    dispute = factory.SubFactory(DisputeFactory)
    follow_up = factory.SubFactory(
        FollowUpFactory,
        household=factory.SelfAttribute("..dispute.household"),
        record_kind="dispute",
    )
    occasion = "next_day"


class ClosingRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.ClosingRequest"

    dispute = factory.SubFactory(DisputeFactory, tier="major")
    outcome = "withdrawn"
    result = "双方撤回"
    asked_by = factory.SubFactory(UserFactory)
    asked_at = NOW


class TierRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.TierRule"

    area = factory.SubFactory(StationFactory)
    tier = "major"
    people_from = 6


class DisputeFieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputeField"

    code = factory.Sequence(lambda n: f"kind_{n}")
    title_zh = factory.Sequence(lambda n: f"某类纠纷{n}")
    title_en = factory.Sequence(lambda n: f"Kind {n}")


class SittingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Mediation"

    dispute = factory.SubFactory(DisputeFactory)
    ordinal = 1
    kind = "ordinary"
    track = "people"
    held_at = NOW
    place_kind = "station"
    written_by = factory.SubFactory(UserFactory)


class ClockFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Clock"

    dispute = factory.SubFactory(DisputeFactory)
    code = "case.limit"
    reason = "filed"
    started_on = TODAY
    due_on = factory.LazyAttribute(lambda o: o.started_on + timedelta(days=30))


class TrackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.TrackAssessment"

    dispute = factory.SubFactory(DisputeFactory)
    law = "2025"
    answers = factory.LazyFunction(lambda: {"act": "none", "appraisal": "none"})
    track = "people"
    article = "人民调解法第十七条"
    by = factory.SubFactory(UserFactory)
    at = NOW


class DisputeGradeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputeGrade"
        django_get_or_create = ("level",)

    level = 3
    title_zh = "三级"
    meaning_zh = "积怨或涉及财物"
    mediator_type = "copper"
    tier = "general"


class PartyAgentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.PartyAgent"

    party = factory.SubFactory(PartyFactory)
    name = "吕明"
    power = "代为参加调解、签署协议"
    granted_on = NOW.date()
