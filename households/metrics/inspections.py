"""Inspections of venues and the hazards they find, until each is put right."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Hazard, Inspection, Unit, VenueKind
from households.workflow.inspections import WITH_US, HazardStatus, Severity
from station.metrics.declared import (
    DAY,
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    before_today,
    during,
    now,
    over,
    soon,
)

WEEK = timedelta(days=SOON_DAYS)


def _venue_kinds():
    return {str(kind.pk): kind.title for kind in VenueKind.objects.all()}


BY_VENUE = Split("venue_kind", "venue_kind_id", _("Kind of venue"), _venue_kinds)
BY_SEVERITY = Split(
    "severity", "severity", _("Severity"), lambda: dict(Severity.choices)
)
BY_STATUS = Split("status", "status", _("State"), lambda: dict(HazardStatus.choices))

VENUE = Q(closed_on__isnull=True, venue_kind__isnull=False)
OURS = Q(status__in=WITH_US)
# Seen as gone at the re-inspection on the day after, or reported as gone before.
PUT_RIGHT = Q(status=HazardStatus.CLOSED, transfer_from_on__isnull=True) & (
    Q(closed_at__date__lte=F("deadline_on") + DAY)
    | Q(reported_at__date__lte=F("deadline_on"))
)

DUE = Counted(
    "venues.due", Unit, when=VENUE, at="inspection_due_on", splits=(BY_VENUE,)
)
NEVER = Counted(
    "venues.never", Unit,
    when=VENUE & Q(inspection_due_on__isnull=True), splits=(BY_VENUE,),
)  # fmt: skip
MADE = Counted("inspections.made", Inspection, at="finished_at")
WITH_FAULTS = Counted(
    "inspections.with_faults", Inspection, when=Q(outcome="faults"), at="finished_at"
)
LATE = Counted(
    "hazards.late", Hazard,
    live=lambda moment: OURS & Q(next_due_on__lt=moment.today),
    splits=(BY_SEVERITY, BY_STATUS), person="assigned_to_id",
)  # fmt: skip
DUE_SOON = Counted(
    "hazards.soon", Hazard,
    live=lambda moment: OURS & Q(next_due_on__range=(moment.today, moment.today + WEEK)),
    splits=(BY_SEVERITY, BY_STATUS), person="assigned_to_id",
)  # fmt: skip
FOUND = Counted("hazards.found", Hazard, at="found_at", splits=(BY_SEVERITY,))
OPEN = Counted(
    "hazards.open", Hazard,
    when=Q(status__in=[*WITH_US, HazardStatus.TRANSFERRED]),
    splits=(BY_SEVERITY, BY_STATUS),
)  # fmt: skip
TO_RECTIFY = Counted(
    "hazards.to_rectify", Hazard, at="deadline_on", splits=(BY_SEVERITY,)
)
RECTIFIED = Counted(
    "hazards.rectified", Hazard,
    when=PUT_RIGHT, at="deadline_on", splits=(BY_SEVERITY,),
)  # fmt: skip

METRICS = (
    Metric(
        key="venues.late",
        label=_("Late inspections"),
        definition=_(
            "Venues in business whose next inspection is past its day. The kind of the "
            "venue and its risk say how often it is inspected."
        ),
        group="inspections",
        part=before_today(DUE),
        unit=pgettext_lazy("unit", "venues"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        tasks=frozenset({"prevent"}),
        order=10,
    ),
    Metric(
        key="venues.soon",
        label=_("Inspections due soon"),
        definition=_("Venues to be inspected within the next seven days."),
        group="inspections",
        part=soon(DUE),
        unit=pgettext_lazy("unit", "venues"),
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="venues.never",
        label=_("Never inspected"),
        definition=_("Venues in business that have never been inspected."),
        group="inspections",
        part=now(NEVER),
        unit=pgettext_lazy("unit", "venues"),
        direction=Direction.FEWER,
        order=30,
    ),
    Metric(
        key="inspections.made",
        label=_("Inspections made"),
        definition=_(
            "Daily inspections of venues on these days (Fire Protection Law, "
            "article 53); never of homes."
        ),
        group="inspections",
        part=during(MADE),
        unit=pgettext_lazy("unit", "inspections"),
        tasks=frozenset({"risks", "prevent"}),
        order=40,
    ),
    Metric(
        key="inspections.with_faults",
        label=_("With faults"),
        definition=_(
            "Of the inspections made on these days, those that found a fault."
        ),
        group="inspections",
        part=during(WITH_FAULTS),
        whole=during(MADE),
        part_label=_("with faults"),
        whole_label=_("inspections made"),
        order=50,
    ),
    Metric(
        key="hazards.late",
        label=_("Late hazards"),
        definition=_(
            "Hazards on which the station owes the next step, the re-inspection or the "
            "transfer to the competent department (Order 120 of the Ministry of Public "
            "Security), and whose day is past."
        ),
        group="inspections",
        part=now(LATE),
        unit=pgettext_lazy("unit", "hazards"),
        direction=Direction.FEWER,
        board=frozenset({"late", "wall"}),
        tasks=frozenset({"risks", "prevent"}),
        order=60,
    ),
    Metric(
        key="hazards.soon",
        label=_("Hazards due soon"),
        definition=_(
            "Hazards whose re-inspection or transfer is due within the next seven days."
        ),
        group="inspections",
        part=now(DUE_SOON),
        unit=pgettext_lazy("unit", "hazards"),
        board=frozenset({"soon"}),
        order=70,
    ),
    Metric(
        key="hazards.found",
        label=_("Hazards found"),
        definition=_("Hazards that were found on these days."),
        group="inspections",
        part=during(FOUND),
        unit=pgettext_lazy("unit", "hazards"),
        tasks=frozenset({"risks"}),
        order=80,
    ),
    Metric(
        key="hazards.open",
        label=_("Open hazards"),
        definition=_(
            "Hazards that are neither put right nor answered by the office they were "
            "transferred to."
        ),
        group="inspections",
        part=now(OPEN),
        unit=pgettext_lazy("unit", "hazards"),
        direction=Direction.FEWER,
        order=90,
        drawn=("severity",),
    ),
    Metric(
        key="hazards.rectified",
        label=_("Put right in time"),
        definition=_(
            "Of the hazards whose deadline fell on these days, those reported as put "
            "right by then, or found put right on the day after at the latest. Where "
            "more time was given, the later deadline counts; days that are not over do "
            "not count yet."
        ),
        group="inspections",
        part=over(RECTIFIED),
        whole=over(TO_RECTIFY),
        part_label=_("put right in time"),
        whole_label=_("hazards to put right"),
        direction=Direction.MORE,
        tasks=frozenset({"risks"}),
        order=100,
        board=frozenset({"places"}),
    ),
)
