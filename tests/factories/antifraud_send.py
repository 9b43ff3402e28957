"""The limits of alerts."""

import factory

from tests.factories.territory import CommunityFactory


class AlertLimitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.AlertLimit"

    area = factory.SubFactory(CommunityFactory)
