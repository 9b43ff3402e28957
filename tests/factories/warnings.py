"""Early warnings and criminal turns."""

from datetime import date

import factory

from tests.factories.clock import NOW
from tests.factories.disputes import DisputeFactory
from tests.factories.territory import UserFactory


class DisputeWarningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.DisputeWarning"

    dispute = factory.SubFactory(DisputeFactory)
    area = factory.SelfAttribute("dispute.area")
    raised_at = NOW
    line = 50
    score = 60
    peak = 60


class WarningSignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.WarningSign"
        django_get_or_create = ("area", "code")

    area = None
    code = "threat"
    title_zh = "扬言报复"
    title_en = "Threat"
    why_zh = "有人扬言报复、威胁他人。"
    weight = 20


class WarningActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.WarningAction"

    dispute = factory.SubFactory(DisputeFactory)
    kind = "visit"
    done_at = NOW
    done_by = factory.SubFactory(UserFactory)
    score = 60


class CriminalTurnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.CriminalTurn"

    dispute = factory.SubFactory(DisputeFactory)
    turned_on = date(2026, 11, 20)
    case_number = "平公（刑）立字〔2026〕001号"
    kind = "injury"
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)
