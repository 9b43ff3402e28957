"""Waves, and how they are judged."""

from datetime import timedelta

import factory

from tests.factories.antifraud import ScamTypeFactory
from tests.factories.clock import NOW, TODAY
from tests.factories.territory import CommunityFactory


class WaveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.Wave"

    scam_type = factory.SubFactory(ScamTypeFactory)
    group = "student"
    area = factory.SubFactory(CommunityFactory)
    from_on = TODAY - timedelta(days=14)
    until_on = TODAY - timedelta(days=1)
    seen_on = TODAY - timedelta(days=1)
    observed = 9
    cases = 9
    expected = 2
    a_week = 1
    chance = 0.0004
    raised_at = NOW


class WaveSettingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "antifraud.WaveSetting"

    area = factory.SubFactory(CommunityFactory)
