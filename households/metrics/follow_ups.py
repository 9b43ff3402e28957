"""Follow-up visits: late now, due soon, gone on time."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import FollowUp
from households.workflow import FollowUpStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    during,
    now,
    over,
)

OPEN = Q(status=FollowUpStatus.OPEN)
WEEK = timedelta(days=SOON_DAYS)

LATE = Counted(
    "follow_ups.late", FollowUp,
    live=lambda moment: OPEN & Q(due_at__lt=moment.at), person="assigned_to_id",
)  # fmt: skip
DUE_SOON = Counted(
    "follow_ups.soon", FollowUp,
    live=lambda moment: OPEN & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK),
    person="assigned_to_id",
)  # fmt: skip
DUE = Counted(
    "follow_ups.due", FollowUp,
    when=~Q(status=FollowUpStatus.CANCELLED), at="owed_at",
)  # fmt: skip
ON_TIME = Counted(
    "follow_ups.on_time", FollowUp,
    when=Q(status=FollowUpStatus.DONE, settled_at__lte=F("owed_at")), at="owed_at",
)  # fmt: skip
DONE = Counted(
    "follow_ups.done", FollowUp, when=Q(status=FollowUpStatus.DONE), at="settled_at"
)

METRICS = (
    Metric(
        key="follow_ups.late",
        label=_("Late follow-ups"),
        definition=_("Follow-up visits that are not made and whose time is past."),
        group="follow_ups",
        part=now(LATE),
        unit=pgettext_lazy("unit", "follow-ups"),
        direction=Direction.FEWER,
        board=frozenset({"late", "wall"}),
        order=10,
    ),
    Metric(
        key="follow_ups.soon",
        label=_("Follow-ups due soon"),
        definition=_("Follow-up visits due within the next seven days."),
        group="follow_ups",
        part=now(DUE_SOON),
        unit=pgettext_lazy("unit", "follow-ups"),
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="follow_ups.on_time",
        label=_("Follow-ups on time"),
        definition=_(
            "Of the follow-up visits due on these days, those that were made by their "
            "time. What was put off counts by the day first set. Days that are not over "
            "do not count yet; what was called off does not count."
        ),
        group="follow_ups",
        part=over(ON_TIME),
        whole=over(DUE),
        part_label=_("made by their time"),
        whole_label=_("follow-ups due"),
        direction=Direction.MORE,
        board=frozenset({"wall", "places"}),
        tasks=frozenset({"disputes"}),
        order=30,
    ),
    Metric(
        key="follow_ups.done",
        label=_("Follow-ups made"),
        definition=_("Follow-up visits made on these days."),
        group="follow_ups",
        part=during(DONE),
        unit=pgettext_lazy("unit", "follow-ups"),
        direction=Direction.MORE,
        order=40,
    ),
)
