"""Care, liaison, alliances, key points."""

from datetime import date

import factory

from households import models as households
from tests.factories.clock import NOW, TODAY
from tests.factories.register import ResidentFactory
from tests.factories.territory import CommunityFactory, UserFactory


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
