"""What the tools of every page keep: jobs, saved filters, workbooks, hours."""

from datetime import time, timedelta

import factory

from households import models as households
from station import models as station
from tests.factories.clock import NOW
from tests.factories.territory import (
    CommunityFactory,
    StationFactory,
    UserFactory,
)


class JobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.Job

    kind = "test.count"
    owner = factory.SubFactory(UserFactory)


class ExportRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.ExportRequest

    list_key = "households.resident"
    query = "state=present"
    columns = ["name", "phone"]
    whole = ["phone"]
    rows = 1
    purpose = "service"
    reason = "核对走访名册"
    area = factory.SubFactory(CommunityFactory)
    requested_by = factory.SubFactory(UserFactory)
    requested_at = NOW
    expires_at = factory.LazyAttribute(
        lambda made: made.requested_at + timedelta(days=3)
    )


class SavedFilterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.SavedFilter
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"独居老人{n}")
    slug = factory.Sequence(lambda n: f"du-ju-{n}")
    list_key = "households.household"
    query = "state=present"
    owner = factory.SubFactory(UserFactory)


class SavedSearchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.SavedSearch

    name = factory.Sequence(lambda n: f"宅基地{n}")
    words = "宅基地"
    owner = factory.SubFactory(UserFactory)


class HoursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.ServiceHours

    area = factory.SubFactory(StationFactory)
    weekday = 0
    opens = time(9)
    closes = time(12)


class SheetImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = station.SheetImport

    kind = "households.unit"
    area = factory.SubFactory(StationFactory)
    owner = factory.SubFactory(UserFactory)
    original_name = "单位.xlsx"
