"""Published lists of scam types, and rounds of briefings."""

from datetime import date

import factory

from tests.factories.clock import NOW
from tests.factories.register import HouseholdFactory
from tests.factories.territory import CommunityFactory, UserFactory


class ScamListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.ScamList"

    code = factory.Sequence(lambda n: f"list-{n}")
    title_zh = "高发电信网络诈骗类型"
    title_en = "Frequent types of fraud"
    published_on = date(2024, 6, 25)
    publisher = "公安部"
    source = "公安部公布,据转载"
    mark = "S"
    is_whole = False


class BriefingRoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.BriefingRound"

    area = factory.SubFactory(CommunityFactory)
    officer = factory.SubFactory(UserFactory)
    planned_by = factory.SelfAttribute("officer")
    planned_at = NOW
    first_on = NOW.date()
    last_on = NOW.date()


class BriefingStopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.BriefingStop"

    of_round = factory.SubFactory(BriefingRoundFactory)
    household = factory.SubFactory(
        HouseholdFactory, address__community=factory.SelfAttribute("...of_round.area")
    )
    on = factory.SelfAttribute("of_round.first_on")
    order = 1
