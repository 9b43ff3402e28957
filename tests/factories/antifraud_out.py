"""Outreach events and material."""

from datetime import timedelta

import factory

from tests.factories.clock import NOW
from tests.factories.territory import CommunityFactory, UserFactory


class OutreachFactory(factory.django.DjangoModelFactory):
    """Planned for tomorrow."""

    class Meta:
        model = "antifraud.OutreachEvent"

    number = factory.Sequence(lambda n: f"XJ-620724108-2026-{n:06d}")
    kind = "talk"
    topic = "fraud"
    title = "校园反诈宣讲"
    area = factory.SubFactory(CommunityFactory)
    place = "大礼堂"
    starts_at = NOW + timedelta(days=1)
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=1))
    led_by = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("led_by")
    link = factory.Sequence(lambda n: f"event-{n}")

    class Params:
        over = factory.Trait(starts_at=NOW - timedelta(days=1))
        held = factory.Trait(
            starts_at=NOW - timedelta(days=1),
            status="done",
            reached=120,
            done_at=NOW,
            done_by=factory.SelfAttribute("led_by"),
        )
        called_off = factory.Trait(
            status="cancelled",
            cancel_reason="大风",
            cancelled_at=NOW,
            cancelled_by=factory.SelfAttribute("led_by"),
        )


class MaterialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Material"

    name = factory.Sequence(lambda n: f"反诈折页{n}")
    kind = "leaflet"
    unit = "张"
    area = factory.SubFactory(CommunityFactory)
    keeper = factory.SubFactory(UserFactory)
    stock = 100
    low_at = 20


class MaterialMoveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.MaterialMove"

    material = factory.SubFactory(MaterialFactory)
    kind = "in"
    quantity = 100
    left = 100
    moved_at = NOW
    moved_by = factory.SubFactory(UserFactory)
