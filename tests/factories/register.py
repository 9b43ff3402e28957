"""Addresses, households, residents, units."""

from datetime import date

import factory

from households import models as households
from station import models as station
from tests.factories.territory import CommunityFactory, StationFactory, UserFactory


class AddressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Address

    community = factory.SubFactory(CommunityFactory)
    area = factory.SelfAttribute("community")
    group_name = "二社"
    door = factory.Sequence(lambda n: f"{n + 1}号")
    text = factory.LazyAttribute(lambda o: f"{o.community.name}{o.group_name}{o.door}")


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Household
        skip_postgeneration_save = True

    class Params:
        community = factory.SubFactory(CommunityFactory)

    address = factory.SubFactory(
        AddressFactory, community=factory.SelfAttribute("..community")
    )
    area = factory.LazyAttribute(lambda o: o.address.area)
    station = factory.LazyAttribute(
        lambda o: station.Area.objects.above(o.address.area).get(kind="station")
    )
    number = factory.Sequence(lambda n: f"108{n:06d}")
    head_name = "张大爷"
    head_sort = "zhang da ye"
    standing = factory.RelatedFactory(
        "tests.factories.StandingFactory", factory_related_name="household"
    )


class StandingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.HouseholdStanding

    household = factory.SubFactory(HouseholdFactory)


class ResidentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Resident

    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    station = factory.SelfAttribute("household.station")
    relation = "other"
    name = "张大爷"
    name_sort = "zhang da ye"
    sex = "male"
    birth_date = date(1950, 8, 13)
    ethnicity = "汉族"


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Unit

    address = factory.SubFactory(AddressFactory)
    area = factory.SelfAttribute("address.area")
    name = "天城小卖部"
    name_sort = "tian cheng xiao mai bu"
    kind = "shop"


class HousingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Housing

    address = factory.SubFactory(AddressFactory)
    area = factory.SelfAttribute("address.area")


class RegisterImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.RegisterImport

    area = factory.SubFactory(StationFactory)
    owner = factory.SubFactory(UserFactory)
    original_name = "罗城户籍.xlsx"


class MatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.MatchSuggestion

    kind = "move"
    resident = factory.SubFactory(ResidentFactory)
    area = factory.SelfAttribute("resident.area")
    household = factory.SubFactory(HouseholdFactory)
