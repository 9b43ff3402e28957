"""Messages of residents and where they go."""

import factory

from households import models as households
from station import models as station
from station.crypto import fingerprint
from tests.factories.cards import CardFactory
from tests.factories.clock import NOW
from tests.factories.territory import StationFactory, UserFactory


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Message

    card = factory.SubFactory(CardFactory)
    area = factory.SelfAttribute("card.area")
    number = factory.Sequence(lambda n: f"LY-620724108-2026-{n:06d}")
    kind = "message"
    text = "路灯坏了"
    receipt_hash = factory.LazyAttribute(lambda o: fingerprint(o.number))
    received_at = NOW
    due_at = NOW


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Office

    station = factory.SubFactory(StationFactory)
    kind = "hotline"
    title = factory.Sequence(lambda n: f"12345热线{n}")
    line = "12345"


class ReferralFactory(factory.django.DjangoModelFactory):
    """Lies with another office; the message with it."""

    class Meta:
        model = households.Referral

    message = factory.SubFactory(MessageFactory, status="referred", stopped_at=NOW)
    area = factory.SelfAttribute("message.area")
    office = factory.LazyAttribute(
        lambda o: OfficeFactory(
            station=station.Area.objects.above(o.area).get(kind="station")
        )
    )
    asked = "请核实路灯"
    handed_at = NOW
    handed_by = factory.SubFactory(UserFactory)
    due_at = NOW


class MessageLimitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.MessageLimit
        django_get_or_create = ("station", "kind")

    station = factory.SubFactory(StationFactory)
    kind = "message"
    amount = 3
    unit = "days"
    chief_after = 1
    reopen_days = 7
    reopen_times = 2
