"""Visits, follow-ups, rounds and what plans them."""

from datetime import date

import factory

from households import models as households
from tests.factories.clock import NOW, TODAY
from tests.factories.register import HouseholdFactory
from tests.factories.territory import CommunityFactory, UserFactory


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Visit

    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    visited_at = NOW
    visited_by = factory.SubFactory(UserFactory)
    confirmed_by = factory.SelfAttribute("visited_by")
    confirmed_at = NOW
    purpose = "routine"
    outcome = "met"


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.FollowUp

    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    assigned_to = factory.SubFactory(UserFactory)
    matter = "回访户口迁移材料是否备齐"
    due_at = NOW


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Round

    officer = factory.SubFactory(UserFactory)
    on = TODAY
    area = factory.SubFactory(CommunityFactory)
    made_by = factory.SelfAttribute("officer")


class RoundStopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.RoundStop

    round = factory.SubFactory(RoundFactory)
    household = factory.SubFactory(HouseholdFactory)
    order = factory.Sequence(lambda n: n + 1)
    reasons = ["overdue"]


class VisitRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.VisitRule

    area = factory.SubFactory(CommunityFactory)
    kind = "ordinary"
    every_days = 180
    from_on = date(2026, 1, 1)


class VisitThresholdFactory(factory.django.DjangoModelFactory):
    """What ships, set at one place."""

    class Meta:
        model = households.VisitThreshold

    area = factory.SubFactory(CommunityFactory)
    burst = 10
    apart = 500
    far = 3000
    spot_doors = 3
    same_texts = 4
    night_from = 22
    night_until = 6
    look_bits = 4
    kept_days = 60
    goal = 90


class CampaignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Campaign

    name = "百万警进千万家"
    theme = "million"
    area = factory.SubFactory(CommunityFactory)
    from_on = date(2026, 11, 1)
    until_on = date(2026, 12, 31)
    kinds = ["ordinary"]
    goal_percent = 80
    made_by = factory.SubFactory(UserFactory)


class CropSeasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CropSeason

    area = factory.SubFactory(CommunityFactory)
    crop = factory.Sequence(lambda n: f"制种玉米冬灌{n}")
    from_day = "10-20"
    until_day = "11-30"
    advice = ["farming"]
    advice_zh = "轮灌按次序，不抢水。"


class VisitQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.VisitQuestion

    officer = factory.SubFactory(UserFactory)
    area = factory.SubFactory(CommunityFactory)
    kind = "burst"
    visit_count = 12
    happened_at = NOW
    figures = factory.LazyFunction(lambda: {"value": 12})
    dedupe_key = factory.Sequence(lambda n: f"burst:{n}")
