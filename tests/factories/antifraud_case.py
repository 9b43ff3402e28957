"""Fraud cases that ended, and contacts with their victims."""

from datetime import timedelta

import factory

from tests.factories.antifraud import FraudCaseFactory
from tests.factories.clock import NOW
from tests.factories.territory import UserFactory


class EndedCaseFactory(FraudCaseFactory):
    status = "closed"
    ended_at = NOW
    ended_by = factory.SubFactory(UserFactory)


class VictimContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.VictimContact"

    case = factory.SubFactory(FraudCaseFactory)
    area = factory.SelfAttribute("case.area")
    planned_at = NOW + timedelta(days=2)
    means = "phone"
    owner = factory.SubFactory(UserFactory)
