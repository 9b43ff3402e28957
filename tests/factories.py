"""Factories with plain fixed values; nothing random that a test could lean on."""

from datetime import UTC, date, datetime, time

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
        django_get_or_create = ("station", "kind")

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


class DisputeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Dispute"

    number = factory.Sequence(lambda n: f"JF-620724108-2026-{n:06d}")
    household = factory.SubFactory(HouseholdFactory)
    area = factory.SelfAttribute("household.area")
    source = "walk_in"
    field = "neighbour"
    summary = "院墙滴水"
    party_names = "蔡涛、丁刚"
    reported_at = NOW
    reported_by = factory.SubFactory(UserFactory)
    due_at = NOW


class VenueKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.VenueKind

    code = factory.Sequence(lambda n: f"shop-{n}")
    title_zh = "小商店"
    title_en = "Shop"


class ChecklistFactory(factory.django.DjangoModelFactory):
    """A published list of three items; it serves every unit."""

    class Meta:
        model = households.Checklist
        skip_postgeneration_save = True

    kind = None
    version = factory.Sequence(lambda n: n + 1)

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        for order, (code, section, title, days) in enumerate(CHECKED, start=1):
            households.ChecklistItem.objects.create(
                checklist=self,
                code=code,
                order=order,
                section=section,
                title_zh=title,
                fault_zh=f"{title}（不合格）",
                legal_basis="《消防法》第16条",
                deadline_days=days,
            )
        self.published_at = NOW
        self.published_by = UserFactory()
        self.save()


CHECKED = (
    ("video", "video", "视频监控正常运行", 7),
    ("extinguishers", "equipment", "灭火器在有效期内", 7),
    ("exits", "escape", "安全出口畅通", 3),
)


class InspectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Inspection

    unit = factory.SubFactory(UnitFactory)
    area = factory.SelfAttribute("unit.area")
    checklist = factory.LazyFunction(
        lambda: households.Checklist.objects.current().first() or ChecklistFactory()
    )
    number = factory.Sequence(lambda n: f"JC-620724108-2026-{n:06d}")
    lead = factory.SubFactory(UserFactory)
    started_at = NOW
    finished_at = NOW
    id_shown = True
    unsigned = "absent"
    outcome = "passed"


class InspectionRoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.InspectionRound

    area = factory.SubFactory(CommunityFactory)
    officer = factory.SubFactory(UserFactory)
    started_at = NOW


class InspectionStopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.InspectionStop

    round = factory.SubFactory(InspectionRoundFactory)
    unit = factory.SubFactory(UnitFactory)
    order = 1


class HazardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Hazard

    unit = factory.SubFactory(UnitFactory)
    area = factory.SelfAttribute("unit.area")
    number = factory.Sequence(lambda n: f"YH-620724108-2026-{n:06d}")
    what = "灭火器过期"
    severity = "serious"
    found_at = NOW
    found_by = factory.SubFactory(UserFactory)
    assigned_to = factory.SelfAttribute("found_by")
    deadline_on = date(2026, 11, 27)
    next_due_on = date(2026, 11, 28)


class HazardNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.HazardNotice

    area = factory.SubFactory(CommunityFactory)
    number = factory.Sequence(lambda n: f"XG-620724108-2026-{n:06d}")
    issued_by = factory.SubFactory(UserFactory)
    served_at = NOW
    received_by = "秦大妈"


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputeParty"

    dispute = factory.SubFactory(DisputeFactory)
    side = "one"
    name = "蔡涛"


class CarePlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CarePlan

    resident = factory.SubFactory(ResidentFactory)
    area = factory.SelfAttribute("resident.area")
    kinds = ["elderly_alone"]
    carer = factory.SubFactory(UserFactory)
    cycle_days = 15
    watch_for = "冬季用煤炉取暖"
    started_on = TODAY
    due_at = NOW


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.GuardianConsent

    resident = factory.SubFactory(ResidentFactory, birth_date=date(2018, 5, 1))
    area = factory.SelfAttribute("resident.area")
    guardian_name = "张奶奶"
    relation = "grandparent"
    way = "paper"
    given_on = TODAY
    taken_by = factory.SubFactory(UserFactory)


class CareHelperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CareHelper

    plan = factory.SubFactory(CarePlanFactory)
    area = factory.SelfAttribute("plan.area")
    role = "neighbour"
    name = "邻居老李"


class LiaisonContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.LiaisonContact

    area = factory.SubFactory(CommunityFactory)
    name = "赵书记"
    name_sort = "zhao shu ji"
    role = "secretary"
    rhythm = "daily"
    responsible = factory.SubFactory(UserFactory)
    since_on = TODAY
    due_at = NOW


class LiaisonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Liaison

    contact = factory.SubFactory(LiaisonContactFactory)
    area = factory.SelfAttribute("contact.area")
    at = NOW
    by = factory.SubFactory(UserFactory)
    way = "in_person"
    about = "年前矛盾纠纷排查"


class LiaisonItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.LiaisonItem

    liaison = factory.SubFactory(LiaisonFactory)
    area = factory.SelfAttribute("liaison.area")
    what = "报修监控"
    responsible = factory.SubFactory(UserFactory)
    until_on = TODAY


class AllianceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Alliance

    area = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"站所联盟{n}")
    name_sort = "zhan suo lian meng"
    kind = "transport"
    lead = factory.SubFactory(UserFactory)
    since_on = TODAY


class AllianceMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.AllianceMember

    alliance = factory.SubFactory(AllianceFactory)
    area = factory.SelfAttribute("alliance.area")
    organisation = "新宁路客运站"
    joined_on = TODAY


class JointActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.JointAction
        skip_postgeneration_save = True

    alliance = factory.SubFactory(AllianceFactory)
    area = factory.SelfAttribute("alliance.area")
    title = "联合清查"
    planned_at = NOW
    lead = factory.SubFactory(UserFactory)


class EquipmentKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.EquipmentKind
        django_get_or_create = ("code",)

    code = "one_key_alarm"
    name = "一键报警装置"
    cycle_days = 30
    retest_days = 3


class KeyPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.KeyPoint

    area = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"平川中心小学{n}")
    name_sort = "ping chuan zhong xin xiao xue"
    kind = "school"


class EquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Equipment

    key_point = factory.SubFactory(KeyPointFactory)
    area = factory.SelfAttribute("key_point.area")
    kind = factory.SubFactory(EquipmentKindFactory)
    since_on = TODAY
    due_on = TODAY


class CareCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CareCategory
        django_get_or_create = ("code",)

    code = "elderly_alone"
    name = "独居老人"
    name_sort = "du ju lao ren"
    cycle_days = 15


class HoursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceHours

    area = factory.SubFactory(StationFactory)
    weekday = 0
    opens = time(9)
    closes = time(12)


class ServiceDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceDay

    area = factory.SubFactory(StationFactory)
    day = TODAY
    reason = "培训"


class VisitRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.VisitRule

    area = factory.SubFactory(CommunityFactory)
    kind = "ordinary"
    every_days = 180
    from_on = date(2026, 1, 1)


class CampaignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Campaign

    name = "百万警进千万家"
    theme = "million"
    area = factory.SubFactory(CommunityFactory)
    from_on = date(2026, 11, 1)
    until_on = date(2026, 12, 31)
    kinds = ["ordinary"]
    goal_percent = 80
    made_by = factory.SubFactory(UserFactory)


class CropSeasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.CropSeason

    area = factory.SubFactory(CommunityFactory)
    crop = factory.Sequence(lambda n: f"制种玉米冬灌{n}")
    from_day = "10-20"
    until_day = "11-30"
    advice = ["farming"]
    advice_zh = "轮灌按次序，不抢水。"


class VisitQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.VisitQuestion

    officer = factory.SubFactory(UserFactory)
    area = factory.SubFactory(CommunityFactory)
    kind = "burst"
    visit_count = 12
    happened_at = NOW
    figures = factory.LazyFunction(lambda: {"value": 12})
    dedupe_key = factory.Sequence(lambda n: f"burst:{n}")


class SheetImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.SheetImport

    kind = "households.unit"
    area = factory.SubFactory(StationFactory)
    owner = factory.SubFactory(UserFactory)
    original_name = "单位.xlsx"


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
