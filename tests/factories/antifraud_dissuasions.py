"""Dissuasions."""

import factory

from antifraud.models import Dissuasion
from tests.factories.clock import NOW
from tests.factories.territory import CommunityFactory, UserFactory


class DissuasionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dissuasion

    number = factory.Sequence(lambda n: f"QZ-620724108-2026-{n:06d}")
    area = factory.SubFactory(CommunityFactory)
    noticed_by = "centre"
    risk = "high"
    person_name = "蔡涛"
    phone = ""
    raised_by = factory.SubFactory(UserFactory)
    raised_at = NOW

    @classmethod
    def _create(cls, model_class, *args, phone="", **kwargs):
        row = model_class(**kwargs)
        row.write_phone(phone)
        row.save()
        return row
