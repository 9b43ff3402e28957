"""Anti-fraud outreach."""

import factory

from tests.factories.clock import NOW
from tests.factories.register import HouseholdFactory
from tests.factories.territory import UserFactory


class ScamTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.ScamType"

    code = factory.Sequence(lambda n: f"scam-{n}")
    name_zh = "刷单返利"
    name_en = "Fake-order rebates"


class BriefingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Briefing"

    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    person_name = "蔡涛"
    briefed_by = factory.SubFactory(UserFactory)
    briefed_at = NOW
