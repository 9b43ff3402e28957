"""Major disputes that wait for the chief's word."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.metrics.law import rules
from disputes.models import ClosingRequest
from disputes.notices.closing import APPROVE
from station import working_days
from station.metrics.declared import Counted, Direction, Metric, now
from station.metrics.moment import Moment

DAY = timedelta(days=1)
WAITS = Q(decided_at__isnull=True)
UNIT = pgettext_lazy("unit", "requests")


def in_time_since(moment: Moment) -> datetime:
    """What was asked from then on can still be answered in time."""
    book = moment.once(rules)
    day = moment.today
    while book.calendar.add_days(day - DAY, book.figure(APPROVE)) >= moment.today:
        day -= DAY
    return working_days.at_clock(day, time.min)


def late(moment: Moment) -> Q:
    """The chief's working days are over."""
    return WAITS & Q(asked_at__lt=in_time_since(moment))


def waiting(moment: Moment) -> Q:
    """They are not over."""
    return WAITS & Q(asked_at__gte=in_time_since(moment))


def _asked(key: str, live) -> Counted:
    return Counted(
        key, ClosingRequest, live=live, area="dispute__area",
        listed="dispute_id", list_key="disputes.dispute",
    )  # fmt: skip


METRICS = (
    Metric(
        key="closings.late",
        label=_("Closings overdue"),
        definition=_(
            "Requests to close a major dispute that the chief has not answered within "
            "the working days set by the office."
        ),
        group="disputes",
        part=now(_asked("closings.late", late)),
        unit=UNIT,
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=160,
    ),
    Metric(
        key="closings.soon",
        label=_("Closings waiting"),
        definition=_(
            "Requests to close a major dispute that wait for the chief's answer and "
            "whose time is not over."
        ),
        group="disputes",
        part=now(_asked("closings.soon", waiting)),
        unit=UNIT,
        board=frozenset({"soon"}),
        order=170,
    ),
)
