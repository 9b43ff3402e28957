"""Services, guides, documents taken home."""

import factory

from households import models as households
from station import models as station
from tests.factories.clock import NOW, TODAY
from tests.factories.territory import CommunityFactory, StationFactory, UserFactory


class MatterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceMatter

    area = factory.SubFactory(StationFactory)
    slug = factory.Sequence(lambda n: f"hukou-transfer-{n}")
    title = "户口迁移"
    offers = ["appointment", "proxy", "home_visit", "off_hours"]


class GuideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceGuide

    matter = factory.SubFactory(MatterFactory)
    area = factory.SelfAttribute("matter.area")
    edition = 1
    status = "published"
    title = "户口迁移"
    title_en = "Moving a hukou"
    papers = "居民身份证\n户口簿\n迁移理由的证明"
    published_at = NOW
    published_by = factory.SubFactory(UserFactory)


class ServiceRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceRequest

    area = factory.SubFactory(CommunityFactory)
    guide = factory.SubFactory(
        GuideFactory,
        matter__area=factory.LazyAttribute(
            lambda o: station.Area.objects.above(
                o.factory_parent.factory_parent.area
            ).get(kind="station")
        ),
    )
    matter = factory.SelfAttribute("guide.matter")
    number = factory.Sequence(lambda n: f"FW-620724108-2026-{n:06d}")
    kind = "proxy"
    resident_name = "张大爷"
    booked_at = NOW
    due_at = NOW
    assigned_to = factory.SubFactory(UserFactory)


class DeliveryBatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.DeliveryBatch

    area = factory.SubFactory(StationFactory)
    number = factory.Sequence(lambda n: f"SZ-620724108-2025-{n:06d}")
    listed_at = NOW
    listed_by = factory.SubFactory(UserFactory)


class DocumentKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.DocumentKind
        django_get_or_create = ("code",)

    code = "id_card"
    name = "居民身份证"
    working_days = 10


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Delivery

    area = factory.SubFactory(CommunityFactory)
    batch = factory.SubFactory(
        DeliveryBatchFactory,
        area=factory.LazyAttribute(
            lambda o: station.Area.objects.above(o.factory_parent.area).get(
                kind="station"
            )
        ),
    )
    kind = factory.SubFactory(DocumentKindFactory)
    holder_name = "张大爷"
    place = "天城村二社3号"
    due_at = NOW


class ServiceDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceDay

    area = factory.SubFactory(StationFactory)
    day = TODAY
    reason = "培训"
