"""Cards, plates, boards."""

import factory

from households import models as households
from station.crypto import fingerprint
from tests.factories.clock import NOW, TODAY
from tests.factories.register import AddressFactory, HouseholdFactory
from tests.factories.territory import CommunityFactory, StationFactory, UserFactory


class CardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ContactCard

    area = factory.SubFactory(CommunityFactory)
    number = factory.Sequence(lambda n: f"LX-620724108204-{n:04d}")
    token = factory.Sequence(lambda n: f"token-of-card-{n}")
    token_hash = factory.LazyAttribute(lambda o: fingerprint(o.token))
    issued_at = NOW
    issued_by = factory.SubFactory(UserFactory)


class HandoverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CardHandover

    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    card = factory.SubFactory(CardFactory, area=factory.SelfAttribute("..area"))
    handed_by = factory.SubFactory(UserFactory)
    handed_at = NOW


class PlateSizeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.PlateSize
        django_get_or_create = ("name",)

    name = "测试户门牌"
    width_mm = 150
    height_mm = 90


class PlateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.DoorPlate

    address = factory.SubFactory(AddressFactory)
    area = factory.SelfAttribute("address.area")
    number = factory.Sequence(lambda n: f"MP-620724108204-{n:05d}")
    token = factory.Sequence(lambda n: f"token-of-plate-{n}")
    token_hash = factory.LazyAttribute(lambda o: fingerprint(o.token))
    issued_at = NOW
    issued_by = factory.SubFactory(UserFactory)


class PlateBatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.PlateBatch

    area = factory.SubFactory(CommunityFactory)
    size = factory.SubFactory(PlateSizeFactory)
    number = factory.Sequence(lambda n: f"MPP-620724108204-{n:04d}")
    choice = "missing"
    made_at = NOW
    made_by = factory.SubFactory(UserFactory)


class CardPrintFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CardPrint

    card = factory.SubFactory(CardFactory)
    area = factory.SelfAttribute("card.area")
    kind = "cards"
    printed_at = NOW
    printed_by = factory.SubFactory(UserFactory)


class BoardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Board

    card = factory.SubFactory(CardFactory)
    area = factory.SelfAttribute("card.area")
    kind = "wall"
    place = factory.Sequence(lambda n: f"村委会{n}号墙")
    put_up_on = TODAY
    put_up_by = factory.SubFactory(UserFactory)
    checked_on = TODAY
    checked_by = factory.SubFactory(UserFactory)


class OnlineServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.OnlineService

    area = factory.SubFactory(StationFactory)
    title_zh = factory.Sequence(lambda n: f"犬证办理{n}")
    title_en = "Dog licence"
    purpose_zh = "养犬登记、年审"
    purpose_en = "Register a dog"
    hint = "微信小程序“高台公安”"
