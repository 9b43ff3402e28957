"""The rules by which figures of disputes are judged, looked up once for a reading."""

from disputes.actions.confirmation_clock import APPLY
from disputes.notices.closing import APPROVE
from station import legal
from station.metrics.moment import Moment


def rules(moment: Moment) -> legal.Book:
    """As they stand today, with the calendar; ask by ``moment.once(rules)``."""
    return legal.book([APPLY, APPROVE], on=moment.today, calendar=moment.calendar)
