"""Findings of patrols: late, due soon, handled, settled in time, and deeds."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models import Finding
from patrols.workflow.findings import COUNTED, TO_SETTLE, FindingKind, FindingStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    during,
    now,
    over,
)

WEEK = timedelta(days=SOON_DAYS)
UNIT = pgettext_lazy("unit", "findings")
UNSETTLED = ~Q(status=FindingStatus.CLOSED)
FOLLOWED = Q(kind__in=sorted(TO_SETTLE))
SETTLED = FOLLOWED & Q(status=FindingStatus.CLOSED)
RESCUES = (FindingKind.LOST_PERSON, FindingKind.HELP)


def kinds() -> dict[str, str]:
    """All that patrols find and do."""
    return dict(FindingKind.choices)


KIND = Split("kind", "kind", _("Kind"), kinds)

FOUND = Counted("findings.found", Finding, at="found_at", splits=(KIND,))
TO_PUT_RIGHT = Counted(
    "findings.due", Finding, when=FOLLOWED, at="due_at", splits=(KIND,)
)  # fmt: skip
HANDLED = Counted(
    "findings.settled", Finding, when=SETTLED, at="due_at", splits=(KIND,)
)  # fmt: skip
IN_TIME = Counted(
    "findings.in_time", Finding,
    when=SETTLED & Q(closed_at__lte=F("due_at")), at="due_at", splits=(KIND,),
)  # fmt: skip
TALKS = Counted(
    "findings.talks", Finding, when=Q(kind=FindingKind.TALK), at="found_at"
)  # fmt: skip
RESCUED = Counted(
    "findings.rescues", Finding, when=Q(kind__in=RESCUES), at="found_at", splits=(KIND,)
)  # fmt: skip
REACHED = Counted(
    "findings.people", Finding,
    when=Q(kind__in=sorted(COUNTED), people__gt=0), at="found_at",
    value="people", splits=(KIND,),
)  # fmt: skip
LATE = Counted(
    "findings.late", Finding,
    live=lambda moment: UNSETTLED & Q(due_at__lt=moment.at), splits=(KIND,), person="owner_id",
)  # fmt: skip
SOON = Counted(
    "findings.soon", Finding,
    live=lambda moment: UNSETTLED & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK),
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
        drawn=("kind",),
    ),
    Metric(
        key="findings.settled",
        label=_("Findings settled"),
        definition=_(
            "Of what patrols found and had to be put right by these days, what is "
            "settled, be it late. Days that are not over do not count yet. “Matters "
            "handled” counts the same by the day of the finding."
        ),
        group="patrols",
        part=over(HANDLED),
        whole=over(TO_PUT_RIGHT),
        part_label=pgettext_lazy("findings", "settled"),
        whole_label=pgettext_lazy("findings", "due"),
        direction=Direction.MORE,
        tasks=frozenset({"risks"}),
        order=40,
    ),
    Metric(
        key="findings.in_time",
        label=_("Findings on time"),
        definition=_(
            "Of what patrols found and had to be put right by these days, what was "
            "settled by its deadline. Days that are not over do not count yet."
        ),
        group="patrols",
        part=over(IN_TIME),
        whole=over(TO_PUT_RIGHT),
        part_label=_("settled by the deadline"),
        whole_label=pgettext_lazy("findings", "due"),
        direction=Direction.MORE,
        order=50,
    ),
    Metric(
        key="findings.talks",
        label=_("Prevention talks"),
        definition=_("Talks that patrols held on these days."),
        group="patrols",
        part=during(TALKS),
        unit=pgettext_lazy("unit", "talks"),
        direction=Direction.MORE,
        tasks=frozenset({"education", "remind"}),
        order=60,
    ),
    Metric(
        key="findings.rescues",
        label=_("Helped and found"),
        definition=_(
            "How often patrols helped people or came upon a lost person on these days."
        ),
        group="patrols",
        part=during(RESCUED),
        unit=pgettext_lazy("unit", "deeds"),
        direction=Direction.MORE,
        tasks=frozenset({"serve"}),
        order=70,
    ),
    Metric(
        key="findings.people",
        label=_("People reached by patrols"),
        definition=_(
            "People reached by talks, led across at school and helped on these days, "
            "as the patrols noted them; who was met twice counts twice."
        ),
        group="patrols",
        part=during(REACHED),
        unit=pgettext_lazy("unit", "people"),
        direction=Direction.MORE,
        order=80,
    ),
)
