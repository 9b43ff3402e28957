"""Anti-fraud outreach."""

import factory

from tests.factories.clock import NOW
from tests.factories.register import HouseholdFactory
from tests.factories.territory import CommunityFactory, UserFactory


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


class AudienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Audience"

    name = factory.Sequence(lambda n: f"校园反诈{n}群")
    kind = "student"
    area = factory.SubFactory(CommunityFactory)
    size = 300
    owner = factory.SubFactory(UserFactory)
    channel = "wechat"


class AllyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Ally"

    name = "陈晓"
    name_sort = "chen xiao"
    kind = "student"
    area = factory.SubFactory(CommunityFactory)
    joined_on = factory.LazyFunction(lambda: NOW.date())


class AlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Alert"

    number = factory.Sequence(lambda n: f"YJ-620724108-2026-{n:06d}")
    area = factory.SubFactory(CommunityFactory)
    kind = "warning"
    form = "text"
    title = "刷单返利就是诈骗"
    body = "先给小额返利,再要求垫付大额本金。凡是要先垫钱的一律不做,拿不准就拨打96110。"
    link = factory.Sequence(lambda n: f"alert-{n}")
    written_by = factory.SubFactory(UserFactory)

    class Params:
        approved = factory.Trait(
            status="approved",
            submitted_at=NOW,
            submitted_by=factory.SelfAttribute("written_by"),
            approved_at=NOW,
            approved_by=factory.SubFactory(UserFactory),
        )


class SendingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.AlertSending"

    alert = factory.SubFactory(AlertFactory, approved=True)
    audience = factory.SubFactory(
        AudienceFactory, area=factory.SelfAttribute("..alert.area")
    )
    link = factory.Sequence(lambda n: f"sending-{n}")
    due_at = NOW


class FraudCaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.FraudCase"

    number = factory.Sequence(lambda n: f"ZA-620724108-2026-{n:06d}")
    area = factory.SubFactory(CommunityFactory)
    scam_type = factory.SubFactory(ScamTypeFactory)
    channel = "chat"
    outcome = "lost"
    loss = 6000
    group = "student"
    happened_at = NOW
    reported_at = NOW
    source = "hand"
