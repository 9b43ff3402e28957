"""Mediators, what they bring along, and committees."""

from datetime import date, timedelta
from decimal import Decimal

import factory

from tests.factories.clock import NOW, TODAY
from tests.factories.disputes import DisputeFactory
from tests.factories.territory import CommunityFactory, UserFactory


class MediatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Mediator"
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"调解员{n}")
    name_sort = factory.Sequence(lambda n: f"tiao jie yuan {n:04d}")
    area = factory.SubFactory(CommunityFactory)
    type = "tin"
    from_on = date(2025, 1, 1)


class TrainingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.MediatorTraining"

    mediator = factory.SubFactory(MediatorFactory)
    held_on = date(2026, 9, 1)
    topic = "人民调解法"
    hours = Decimal(4)


class AbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.MediatorAbsence"

    mediator = factory.SubFactory(MediatorFactory)
    from_on = TODAY
    until_on = factory.LazyAttribute(lambda row: row.from_on + timedelta(days=3))


class TieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.MediatorTie"

    mediator = factory.SubFactory(MediatorFactory)
    kind = "kin"
    name = "蔡涛"


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Assignment"

    dispute = factory.SubFactory(DisputeFactory)
    mediator = factory.SubFactory(
        MediatorFactory, area=factory.SelfAttribute("..dispute.area")
    )
    from_at = NOW
    chosen_how = "proposed"
    rank = 1
    assigned_by = factory.SubFactory(UserFactory)


class CommitteeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Committee"

    name = factory.Sequence(lambda n: f"第{n}人民调解委员会")
    name_sort = factory.Sequence(lambda n: f"di {n:04d}")
    kind = "people"
    area = factory.SubFactory(CommunityFactory)
    seal_name = "人民调解委员会"
    from_on = date(2025, 1, 1)
    until_on = date(2027, 12, 31)


class CommitteeMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.CommitteeMember"

    committee = factory.SubFactory(CommitteeFactory)
    name = factory.Sequence(lambda n: f"委员{n}")
    seat = "mediator"
    sex = "male"
    from_on = date(2025, 1, 1)
