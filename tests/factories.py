"""Factories with plain fixed values; nothing random that a test could lean on."""

from datetime import UTC, date, datetime

import factory

from households import models as households
from station import models as station
from station.crypto import fingerprint
from station.roles import Role

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # Friday 10:00 in Shanghai
TODAY = date(2026, 11, 20)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Area

    class Params:
        step = factory.Sequence(lambda n: n + 1)

    kind = "community"
    name = factory.Sequence(lambda n: f"天城村{n}")
    short_name = factory.SelfAttribute("name")
    parent = None
    path = factory.LazyAttribute(
        lambda o: (o.parent.path if o.parent else "") + f"{o.step:08d}"
    )


class ProvinceFactory(AreaFactory):
    kind = "province"
    name = factory.Sequence(lambda n: f"甘肃省{n}")


class CountyFactory(AreaFactory):
    kind = "county"
    name = factory.Sequence(lambda n: f"高台县{n}")
    parent = factory.SubFactory(ProvinceFactory)


class StationFactory(AreaFactory):
    kind = "station"
    name = factory.Sequence(lambda n: f"罗城派出所{n}")
    parent = factory.SubFactory(CountyFactory)


class TownshipFactory(AreaFactory):
    kind = "township"
    name = factory.Sequence(lambda n: f"罗城镇{n}")
    code = factory.Sequence(lambda n: f"62{n:07d}")
    parent = factory.SubFactory(StationFactory)


class CommunityFactory(AreaFactory):
    kind = "community"
    parent = factory.SubFactory(TownshipFactory)


class GridFactory(AreaFactory):
    kind = "grid"
    name = factory.Sequence(lambda n: f"第{n}网格")
    parent = factory.SubFactory(CommunityFactory)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.User
        skip_postgeneration_save = True

    badge_number = factory.Sequence(lambda n: f"{n:06d}")
    name = "王建国"
    phone = "13900000001"
    password = "!"


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Post

    user = factory.SubFactory(UserFactory)
    role = Role.COMMUNITY_OFFICER
    area = factory.SubFactory(CommunityFactory)
    from_on = date(2020, 1, 1)


def person(role: str, area=None) -> station.User:
    """A person with one post."""
    post = PostFactory(role=role, **({"area": area} if area else {}))
    return post.user


def officer(area=None) -> station.User:
    """The community officer of an area."""
    return person(Role.COMMUNITY_OFFICER, area)


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

    station = factory.SubFactory(StationFactory)
    kind = "message"
    amount = 3
    unit = "days"
    chief_after = 1
    reopen_days = 7
    reopen_times = 2


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


class JobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Job

    kind = "test.count"
    owner = factory.SubFactory(UserFactory)


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
    number = factory.Sequence(lambda n: f"SZ-620724108-2026-{n:06d}")
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


class SavedFilterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.SavedFilter
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"独居老人{n}")
    slug = factory.Sequence(lambda n: f"du-ju-{n}")
    list_key = "households.household"
    query = "state=present"
    owner = factory.SubFactory(UserFactory)
