"""Reports of a place: drafts with kept figures, signed ones."""

from datetime import date, timedelta

import factory

from station import models as station
from station.actions import report_counting
from station.reports import frozen
from tests.factories.clock import NOW, TODAY
from tests.factories.territory import StationFactory, UserFactory

WEEK = date(2026, 11, 9)  # the last one that is over
OCTOBER = date(2026, 10, 1)


class ReportFactory(factory.django.DjangoModelFactory):
    """A draft of last week; ``is_signed=True`` is signed by somebody.

    Of its figures only the follow-ups are counted, ``is_whole=True`` counts all.
    """

    class Meta:
        model = station.Report

    class Params:
        is_signed = factory.Trait(
            status="signed",
            signed_by=factory.SubFactory(UserFactory),
            signed_at=NOW,
        )
        is_whole = factory.Trait(figures=factory.LazyAttribute(lambda o: whole(o)))

    kind = "weekly"
    area = factory.SubFactory(StationFactory)
    starts_on = WEEK
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=6))
    status = "draft"
    figures_at = NOW
    due_on = TODAY + timedelta(days=4)
    suggested = factory.LazyFunction(
        lambda: {
            "overview": "全周走访12户。",
            "stood_out": "无逾期事项。",
            "next": "继续走访。",
        }
    )
    figures = factory.LazyAttribute(lambda o: kept(o))


def _row(made) -> station.Report:
    names = ("kind", "area", "starts_on", "ends_on")
    return station.Report(**{name: getattr(made, name) for name in names})


def kept(made, at=NOW, groups=("follow_ups",)) -> dict:
    """Some figures of such a report, counted now."""
    reading = frozen.Reading.of(_row(made), at=at)
    found = frozen.head(reading)
    found["groups"] = [
        frozen.group(reading, key, metrics)
        for key, metrics in frozen.groups()
        if key in groups
    ]
    return found


def whole(made, at=NOW) -> dict:
    """All figures, as the worker counts them."""
    return report_counting.count(_row(made), lambda *_counted: None, at=at)
