"""Patrols as they were walked: how many, how long, where, and what looks odd."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models import AreaHour, CheckIn, Patrol
from patrols.workflow.coverage import HOURS
from patrols.workflow.patrols import Way
from station.metrics.declared import Counted, Direction, Metric, Split, during, now

ENDED = Q(ended_at__isnull=False)
COUNTS = Q(struck_at__isnull=True)
MINUTES = pgettext_lazy("unit", "minutes")


def hours() -> dict[str, str]:
    """The hours of the day, by the clock."""
    return {str(hour): f"{hour:02d}:00" for hour in range(HOURS)}


WAY = Split("way", "way", pgettext_lazy("check-in", "How"), lambda: dict(Way.choices))
HOUR = Split("hour", "hour", _("Hour of the day"), hours)

MADE = Counted("patrols.made", Patrol, when=ENDED, at="started_at")
SERVED = Counted(
    "patrols.minutes", Patrol,
    when=ENDED & Q(minutes__gt=0), at="started_at", value="minutes",
)  # fmt: skip
OUT = Counted("patrols.out", Patrol, live=lambda moment: Q(ended_at__isnull=True))
PLANNED = Counted("patrols.planned", AreaHour, at="day", value="planned")
PRESENT = Counted(
    "patrols.present", AreaHour, at="day", value="minutes", splits=(HOUR,)
)
SEEN = Counted("check_ins.made", CheckIn, when=COUNTS, at="at", splits=(WAY,))
ODD = Counted("check_ins.odd", CheckIn, when=COUNTS & ~Q(doubts=[]), at="at")

METRICS = (
    Metric(
        key="patrols.made",
        label=_("Patrols made"),
        definition=_(
            "Patrols that began on these days and are over: each volunteer who went "
            "counts once."
        ),
        group="patrols",
        part=during(MADE),
        unit=pgettext_lazy("unit", "patrols"),
        direction=Direction.MORE,
        board=frozenset({"wall"}),
        tasks=frozenset({"patrols", "prevent"}),
        order=110,
    ),
    Metric(
        key="patrols.minutes",
        label=_("Minutes of service"),
        definition=_(
            "Minutes that count as service of the patrols that began on these days: "
            "the part within the shift."
        ),
        group="patrols",
        part=during(SERVED),
        unit=MINUTES,
        direction=Direction.MORE,
        is_of_people=False,
        order=120,
    ),
    Metric(
        key="patrols.out",
        label=_("On patrol now"),
        definition=_("Volunteers who are out on patrol at this moment."),
        group="patrols",
        part=now(OUT),
        unit=pgettext_lazy("unit", "volunteers"),
        order=130,
    ),
    Metric(
        key="patrols.planned",
        label=_("Minutes planned"),
        definition=_(
            "Minutes that the shifts of these days ask for: their length times the "
            "people needed, shift by shift. Cancelled shifts do not count."
        ),
        group="patrols",
        part=during(PLANNED),
        unit=MINUTES,
        is_of_people=False,
        order=140,
    ),
    Metric(
        key="patrols.present",
        label=_("Minutes on the spot"),
        definition=_(
            "Minutes of patrol on these days in the area where the volunteers had "
            "last checked in, hour by hour; of patrols that are over."
        ),
        group="patrols",
        part=during(PRESENT),
        unit=MINUTES,
        direction=Direction.MORE,
        is_of_people=False,
        tasks=frozenset({"patrols"}),
        order=150,
    ),
    Metric(
        key="check_ins.made",
        label=_("Check-ins"),
        definition=_(
            "Check-ins of patrols at points on these days. What was struck out does "
            "not count."
        ),
        group="patrols",
        part=during(SEEN),
        unit=pgettext_lazy("unit", "check-ins"),
        direction=Direction.MORE,
        is_of_people=False,
        order=160,
    ),
    Metric(
        key="check_ins.odd",
        label=_("Odd check-ins"),
        definition=_(
            "Of the check-ins on these days, those at which something looks odd, such "
            "as a position far from the point. It is a question, not a verdict."
        ),
        group="patrols",
        part=during(ODD),
        whole=during(SEEN),
        part_label=_("look odd"),
        whole_label=_("check-ins"),
        direction=Direction.FEWER,
        order=170,
    ),
)
