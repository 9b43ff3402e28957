"""Told and then: cases of each type before, while people were told, and after."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from antifraud.models import FraudCase, ScamType
from antifraud.reach import ways
from antifraud.reach.asking import Asked, morning_of
from antifraud.reach.chance import within_chance
from antifraud.reach.ways import TYPED
from households.models import Resident

CAUTIONS = (
    _(
        "Fewer cases after people were told do not prove that the telling did it: cases"
        " also rise and fall with the season, with what fraudsters turn to, and by"
        " chance. The same days of the year before stand beside them."
    ),
    _(
        "Where fraud is frequent more people are told, so a place that is told much may"
        " still have more cases than one that is told little."
    ),
    _(
        "Small figures swing: “within chance” says that so great a difference comes"
        " about by itself at least once in twenty times."
    ),
    _(
        "Of an alert only the members of a group who are known by name are counted, and"
        " nobody knows who of them read it. Cases nobody reported are missing."
    ),
)
YEAR = timedelta(days=364)  # the same weekdays


@dataclass(frozen=True)
class Span:
    """From the first moment to that after the last."""

    first: date
    days: int

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return morning_of(self.first), morning_of(
            self.first + timedelta(days=self.days)
        )

    @property
    def last(self) -> date:
        return self.first + timedelta(days=max(self.days, 1) - 1)

    def where(self) -> Q:
        since, until = self.moments
        return Q(happened_at__gte=since, happened_at__lt=until)


@dataclass(frozen=True)
class Spans:
    """The days before, the days of telling, those after, and these a year before."""

    before: Span
    during: Span
    after: Span
    last_year: Span


@dataclass(frozen=True)
class Line:
    """A type: how many were told of it, and its cases."""

    scam_type: ScamType
    told: int
    residents: int
    before: int
    during: int
    after: int
    last_year: int
    is_within_chance: bool

    @property
    def percent(self) -> int | None:
        return 100 * self.told // self.residents if self.residents else None


@dataclass(frozen=True)
class Victims:
    """Victims of the days after who are in the register, and who of them was told."""

    known: int
    told: int


def spans(asked: Asked) -> Spans:
    """After it as long as people were told, or as far as it has passed; as long before.

    Where nothing has passed yet, only what was before is shown.
    """
    start = asked.until + timedelta(days=1)
    passed = max(0, min(asked.days, (asked.today - asked.until).days))
    compared = passed or asked.days
    return Spans(
        Span(asked.since - timedelta(days=compared), compared),
        Span(asked.since, asked.days),
        Span(start, passed),
        Span(start - YEAR, passed),
    )


def by_type(asked: Asked) -> list[Line]:
    """Three queries, however many people and cases there are."""
    types = ScamType.objects.in_order()
    if asked.scam_type is not None:
        types = types.filter(pk=asked.scam_type.pk)
    types = list(types)
    told, cases = _told(asked, types), _cases(asked)
    lines = []
    for row in types:
        count = cases.get(row.pk, {"before": 0, "during": 0, "after": 0, "last": 0})
        if not (row.is_active or told[f"t{row.pk}"] or any(count.values())):
            continue
        chance = within_chance(count["before"], count["after"])
        lines.append(
            Line(
                row,
                told[f"t{row.pk}"],
                told["everybody"],
                count["before"],
                count["during"],
                count["after"],
                count["last"],
                chance,
            )
        )
    return lines


def _told(asked: Asked, types: list[ScamType]) -> dict[str, int]:
    """Residents told of each type, each once a type, in one statement."""
    counted = {}
    for row in types:
        any_way = Q()
        for way in TYPED:
            any_way |= Q(pk__in=ways.residents(way, asked.told, row))
        counted[f"t{row.pk}"] = Count("pk", filter=any_way)
    rows = Resident.objects.present().filter(asked.here())
    return rows.aggregate(everybody=Count("pk"), **counted)


def _cases(asked: Asked) -> dict[int, dict]:
    found = spans(asked)
    rows = FraudCase.objects.counted().filter(asked.here(), _any_of(found)).order_by()
    counted = rows.values("scam_type_id").annotate(
        before=Count("pk", filter=found.before.where()),
        during=Count("pk", filter=found.during.where()),
        after=Count("pk", filter=found.after.where()),
        last=Count("pk", filter=found.last_year.where()),
    )
    return {row.pop("scam_type_id"): row for row in counted}


def _any_of(found: Spans) -> Q:
    return (
        found.before.where()
        | found.during.where()
        | found.after.where()
        | found.last_year.where()
    )


def victims(asked: Asked) -> Victims:
    """Were those who lost money later among those who had been told?"""
    rows = FraudCase.objects.counted().filter(
        asked.here(), spans(asked).after.where(), victim__isnull=False
    )
    if asked.scam_type is not None:
        rows = rows.filter(scam_type=asked.scam_type)
    told = ways.reached(asked.told, asked.scam_type, lookup="victim")
    found = rows.aggregate(
        known=Count("victim", distinct=True),
        told=Count("victim", filter=told, distinct=True),
    )
    return Victims(**found)
