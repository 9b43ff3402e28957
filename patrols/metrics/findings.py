"""Findings of patrols: late, due soon, settled, settled in time, and what was done."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models import Finding
from patrols.workflow.findings import FindingKind, FindingStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    during,
    now,
)

WEEK = timedelta(days=SOON_DAYS)
UNIT = pgettext_lazy("unit", "findings")
UNSETTLED = ~Q(status=FindingStatus.CLOSED)
KIND = Split("kind", "kind", _("Kind"), lambda: dict(FindingKind.choices))

FOUND = Counted("findings.found", Finding, at="found_at", splits=(KIND,))
LATE = Counted(
    "findings.late", Finding,
    live=lambda at: UNSETTLED & Q(due_at__lt=at), splits=(KIND,), person="owner_id",
)  # fmt: skip
SOON = Counted(
    "findings.soon", Finding,
    live=lambda at: UNSETTLED & Q(due_at__gte=at, due_at__lt=at + WEEK),
    splits=(KIND,), person="owner_id",
)  # fmt: skip

METRICS = (
    Metric(
        key="findings.late",
        label=_("Late findings"),
        definition=_(
            "What patrols found, has to be put right and is not settled by its deadline."
        ),
        group="patrols",
        part=now(LATE),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=10,
    ),
    Metric(
        key="findings.soon",
        label=_("Findings due soon"),
        definition=_(
            "What patrols found and has to be put right within the next seven days."
        ),
        group="patrols",
        part=now(SOON),
        unit=UNIT,
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="findings.found",
        label=_("Findings of patrols"),
        definition=_(
            "All that patrols found and did on these days, by kind: hazards, quarrels, "
            "talks, people helped."
        ),
        group="patrols",
        part=during(FOUND),
        unit=UNIT,
        tasks=frozenset({"risks", "patrols"}),
        order=30,
    ),
)
