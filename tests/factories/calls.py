"""Call records and the words of their screening."""

import factory

from tests.factories.clock import NOW
from tests.factories.territory import CommunityFactory, StationFactory, UserFactory


class CallBatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "station.CallBatch"

    area = factory.SubFactory(StationFactory)
    name = "接警.csv"
    day = NOW.date()
    sent_by = factory.SubFactory(UserFactory)


class CallFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "station.CallRecord"

    area = factory.SubFactory(CommunityFactory)
    station = factory.LazyAttribute(lambda o: o.area.parent.parent)
    batch = factory.SubFactory(
        CallBatchFactory, area=factory.SelfAttribute("..station")
    )
    number = factory.Sequence(lambda n: f"62072420260901{n:04d}")
    called_at = NOW
    caller_name = "吴秀英"
    category = "纠纷"
    place = "罗城镇花墙子村二社"
    summary = "报警人称楼上邻居每天半夜拖桌椅"
    proposed_kind = "dispute"
    proposed_field = "neighbour"
    confidence = 90


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "station.ScreeningTerm"

    area = factory.SubFactory(StationFactory)
    target = "field"
    code = "neighbour"
    pattern = factory.Sequence(lambda n: f"隔墙{n}")
    weight = 3
