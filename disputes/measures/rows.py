"""The rows behind the figures: pages, lists and REST narrow by the same conditions."""

from datetime import date, datetime, time, timedelta

from django.db.models import (
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models import DateTimeField as Moment
from django.db.models.functions import Coalesce, Greatest

from disputes.models import (
    Dispute,
    DisputeParty,
    WarningReading,
)
from disputes.workflow import Outcome, Status
from disputes.workflow.mediation import AgreementStatus
from station import working_days

AGREED = Q(status=Status.SETTLED) | Q(status=Status.ENDED, outcome=Outcome.SETTLED)
FINISHED = Q(mediated_at__isnull=False)


def between(name: str, from_on: date | None, until_on: date | None) -> Q:
    """A moment on one of these days, both included, by the clock of the station."""
    found = Q()
    if from_on is not None:
        found &= Q(**{f"{name}__gte": midnight(from_on)})
    if until_on is not None:
        found &= Q(**{f"{name}__lt": midnight(until_on + timedelta(days=1))})
    return found


def midnight(day: date) -> datetime:
    return working_days.at_clock(day, time.min)


def open_at_end(until_on: date) -> Q:
    """Not yet ended when the last day was over."""
    end = midnight(until_on + timedelta(days=1))
    return Q(reported_at__lt=end) & (Q(ended_at__isnull=True) | Q(ended_at__gte=end))


def with_agreement(rows: QuerySet) -> QuerySet:
    """The newest agreement that took effect, and the last day it had to be kept."""
    return rows.annotate(
        agreement_due_on=F("aftermath__agreement_due_on"),
        agreement_status=F("aftermath__agreement_status"),
    )


def due(from_on: date | None, until_on: date | None, *, today: date) -> Q:
    """Kept or not is asked of what had to be kept by now."""
    found = Q(agreement_due_on__lte=today)
    if from_on is not None:
        found &= Q(agreement_due_on__gte=from_on)
    if until_on is not None:
        found &= Q(agreement_due_on__lte=until_on)
    return found


KEPT = Q(agreement_status=AgreementStatus.KEPT)


def with_follow_up(rows: QuerySet) -> QuerySet:
    """The newest next-day follow-up: by which day at first, and when somebody went."""
    return rows.annotate(
        follow_due_on=F("aftermath__follow_due_on"),
        gone_back_on=F("aftermath__gone_back_on"),
    )


def follow_up_due(from_on: date | None, until_on: date | None, *, today: date) -> Q:
    """On time or not is asked once somebody went, or the day is past."""
    found = Q(follow_due_on__lt=today) | Q(gone_back_on__isnull=False)
    if from_on is not None:
        found &= Q(follow_due_on__gte=from_on)
    if until_on is not None:
        found &= Q(follow_due_on__lte=until_on)
    return found & Q(follow_due_on__isnull=False)


ON_TIME = Q(gone_back_on__isnull=False, gone_back_on__lte=F("follow_due_on"))


def with_return(rows: QuerySet, days: int) -> QuerySet:
    """Did the same people or the same address quarrel again within so many days?"""
    until = ExpressionWrapper(
        OuterRef("mediated_at") + timedelta(days=days), output_field=Moment()
    )
    later = Q(reported_at__gt=OuterRef("mediated_at"), reported_at__lte=until)
    home = Dispute.objects.filter(later, household=OuterRef("household"))
    people = DisputeParty.objects.filter(
        resident__disputes__dispute=OuterRef("pk"),
        dispute__reported_at__gt=OuterRef("mediated_at"),
        dispute__reported_at__lte=until,
    )
    return rows.annotate(
        came_back=Exists(home.exclude(pk=OuterRef("pk")))
        | Exists(people.exclude(dispute=OuterRef("pk")))
    )


def old_enough(days: int, *, at: datetime) -> Q:
    """Settled so long ago that they could have come back."""
    return AGREED & Q(mediated_at__lte=at - timedelta(days=days))


def with_peak(rows: QuerySet, *, days: int) -> QuerySet:
    """The highest score before it turned, and whether it turned soon after that."""
    readings = WarningReading.objects.filter(dispute=OuterRef("pk")).filter(
        Q(dispute__criminal_turn__isnull=True)
        | Q(at__date__lte=F("dispute__criminal_turn__turned_on"))
    )
    first = readings.order_by("-score", "at", "pk")
    rows = rows.annotate(
        peak=Coalesce(Subquery(first.values("score")[:1]), 0),
        peak_at=Coalesce(Subquery(first.values("at")[:1]), "reported_at"),
    )
    return rows.annotate(
        watched_until=ExpressionWrapper(
            Greatest("peak_at", "reported_at") + timedelta(days=days),
            output_field=Moment(),
        )
    )


TURNED = Q(
    criminal_turn__isnull=False,
    criminal_turn__turned_on__lte=F("watched_until__date"),
)


def counted(condition: Q) -> Count:
    return Count("pk", filter=condition)
