"""Agreements, what is owed by them, and their confirmation."""

import factory

from tests.factories.clock import NOW
from tests.factories.disputes import DisputeFactory, PartyFactory
from tests.factories.territory import UserFactory


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Agreement"

    dispute = factory.SubFactory(DisputeFactory)
    number = factory.Sequence(lambda n: f"（2026）平川人调字第{n}号")
    form = "people"
    facts = "院墙滴水"
    responsibility = "滴水槽年久失修"
    terms = "三日内修好滴水槽"
    performance = "自行修好，村委会验看"
    reached_on = NOW.date()
    written_by = factory.SubFactory(UserFactory)


class ObligationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Obligation"

    agreement = factory.SubFactory(
        AgreementFactory, status="effective", effective_on=NOW.date()
    )
    party = factory.SubFactory(
        PartyFactory, dispute=factory.SelfAttribute("..agreement.dispute")
    )
    area = factory.SelfAttribute("agreement.dispute.area")
    kind = "repair"
    what = "修好滴水槽"
    due_on = NOW.date()


class ReconciliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Reconciliation"

    dispute = factory.SubFactory(DisputeFactory)
    how = "themselves"
    terms = "赔礼道歉，当场付清"
    reached_on = NOW.date()
    performed_on = NOW.date()
    applied_on = NOW.date()
    article = "程序规定第一百八十六条"
    written_by = factory.SubFactory(UserFactory)


class ConfirmationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.JudicialConfirmation"

    agreement = factory.SubFactory(
        AgreementFactory, status="effective", effective_on=NOW.date()
    )
    court = "临泽县人民法院"
    applied_on = NOW.date()
    due_on = NOW.date()
    asked = factory.List([])
    written_by = factory.SubFactory(UserFactory)
