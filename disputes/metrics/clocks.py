"""Limits of the law: running, standing still, missed, ending within three days."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.models import Clock
from disputes.workflow.law import ClockState
from station.metrics.declared import Counted, Direction, Metric, Split, now
from station.metrics.moment import Moment
from station.registry import registry

CLOSE = 3  # working days
RUNS = Q(state=ClockState.RUNNING)
PERSON = "dispute__assigned_to_id"
UNIT = pgettext_lazy("unit", "limits")


def limits() -> dict[str, str]:
    """What each limit of the law is called."""
    return {code: texts[-1].title for code, texts in registry.legal.items()}


def late(moment: Moment) -> Q:
    """The last day is over and it still runs."""
    return RUNS & Q(due_on__lt=moment.today)


def ends_soon(moment: Moment) -> Q:
    """Today is the last day, or one of the next three working days is."""
    today = moment.today
    return RUNS & Q(due_on__range=(today, moment.calendar.add_days(today, CLOSE)))


LIMIT = Split("limit", "code", _("Limit"), limits)


def _of_dispute(key: str, live, *splits: Split) -> Counted:
    """Clocks lead to the disputes they belong to."""
    return Counted(
        key, Clock, live=live, area="dispute__area", splits=splits, person=PERSON,
        listed="dispute_id", list_key="disputes.dispute",
    )  # fmt: skip


LATE = _of_dispute("clocks.late", late, LIMIT)
SOON = _of_dispute("clocks.soon", ends_soon, LIMIT)
RUNNING = _of_dispute("clocks.running", lambda moment: RUNS, LIMIT)
PAUSED = _of_dispute("clocks.paused", lambda moment: Q(state=ClockState.PAUSED), LIMIT)

METRICS = (
    Metric(
        key="clocks.late",
        label=_("Legal limits missed"),
        definition=_(
            "Limits of the law that still run although their last day is over. What "
            "stands still or was kept does not count."
        ),
        group="clocks",
        part=now(LATE),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late", "wall"}),
        order=10,
    ),
    Metric(
        key="clocks.soon",
        label=_("Legal limits ending soon"),
        definition=_(
            "Limits of the law that run and whose last day is today or one of the "
            "next three working days. Where the last day is a day off, the first day "
            "after the holiday counts (Provisions on procedure, article 35)."
        ),
        group="clocks",
        part=now(SOON),
        unit=UNIT,
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="clocks.running",
        label=_("Legal limits running"),
        definition=_("Limits of the law that run at this moment, by what they limit."),
        group="clocks",
        part=now(RUNNING),
        unit=UNIT,
        order=30,
        drawn=("limit",),
    ),
    Metric(
        key="clocks.paused",
        label=_("Legal limits standing still"),
        definition=_(
            "Limits of the law that stand still, as during an appraisal or a hearing "
            "(Public Security Administration Punishments Law, article 118)."
        ),
        group="clocks",
        part=now(PAUSED),
        unit=UNIT,
        order=40,
    ),
)
