"""Each volunteer settles a dispute a month (每名志愿者每月化解一起矛盾)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from disputes.mediator_results import AGREED
from disputes.models import Dispute
from station import legal, months, working_days

EVENING = time(18)
GOAL = "mediator.month_goal"


@dataclass(frozen=True)
class Goal:
    """How many were settled this month, and how many it should be."""

    settled: int
    wanted: int
    ends_at: datetime

    @property
    def is_reached(self) -> bool:
        return self.settled >= self.wanted

    @property
    def text(self) -> str:
        return _("settled this month: %(settled)d of %(wanted)d") % {
            "settled": self.settled,
            "wanted": self.wanted,
        }


def of(mediators: Iterable[int], *, at: datetime) -> dict[int, Goal]:
    """The goal of each, in one query."""
    today = working_days.local_date(at)
    first = today.replace(day=1)
    last = months.later(first, 1) - timedelta(days=1)
    wanted = legal.rule(GOAL, on=today).value
    begins = working_days.at_clock(first, time(0))
    rows = Dispute.objects.filter(
        AGREED, mediator__in=list(mediators), mediated_at__gte=begins
    ).order_by()
    counted = dict(rows.values_list("mediator").annotate(n=Count("pk")))
    ends_at = working_days.at_clock(last, EVENING)
    return {pk: Goal(counted.get(pk, 0), wanted, ends_at) for pk in mediators}
