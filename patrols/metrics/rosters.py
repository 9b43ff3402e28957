"""Shifts with their places, alarms and their answer, volunteers who serve."""

from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models import Alarm, Shift, SignUp, Volunteer
from patrols.workflow.people import Trade, VolunteerStatus
from patrols.workflow.rosters import HOLDING, ShiftStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    during,
    now,
)
from station.metrics.moment import Moment

WEEK = timedelta(days=SOON_DAYS)
ANSWER = timedelta(minutes=5)
STANDS = Q(status=ShiftStatus.OPEN)
IN_EARNEST = Q(is_false=False)
SHIFTS = pgettext_lazy("unit", "shifts")


def of_week(moment: Moment) -> Q:
    """Published, and begins within the next seven days."""
    return STANDS & Q(starts_at__gte=moment.at, starts_at__lt=moment.at + WEEK)


def with_held(rows: QuerySet) -> QuerySet:
    """Each with how many hold a place on it."""
    places = SignUp.objects.filter(shift=OuterRef("pk"), status__in=HOLDING)
    places = places.order_by().values("shift").annotate(n=Count("pk")).values("n")
    return rows.annotate(held=Coalesce(Subquery(places), 0))


TRADE = Split("trade", "trade", _("Trade"), lambda: dict(Trade.choices))

PLANNED = Counted("shifts.planned", Shift, when=STANDS, at="starts_at")
COMING = Counted("shifts.coming", Shift, live=of_week)
FULL = Counted(
    "shifts.filled", Shift,
    live=lambda moment: of_week(moment) & Q(held__gte=F("needed")), prepare=with_held,
)  # fmt: skip
EMPTY = Counted(
    "shifts.unfilled", Shift,
    live=lambda moment: of_week(moment) & Q(held__lt=F("needed")), prepare=with_held,
)  # fmt: skip
PRESSED = Counted("alarms.pressed", Alarm, when=IN_EARNEST, at="pressed_at")
ANSWERED = Counted(
    "alarms.answered", Alarm,
    when=IN_EARNEST & Q(acknowledged_at__lte=F("received_at") + ANSWER),
    at="pressed_at",
)  # fmt: skip
RINGING = Counted(
    "alarms.ringing", Alarm,
    live=lambda moment: Q(acknowledged_at__isnull=True, closed_at__isnull=True),
)  # fmt: skip
SERVING = Counted(
    "volunteers.active", Volunteer,
    when=Q(status=VolunteerStatus.ACTIVE), splits=(TRADE,),
)  # fmt: skip
WAITING = Counted(
    "volunteers.applied", Volunteer, when=Q(status=VolunteerStatus.APPLIED)
)

METRICS = (
    Metric(
        key="shifts.unfilled",
        label=_("Shifts with empty places"),
        definition=_(
            "Published shifts of the next seven days on which fewer volunteers hold a "
            "place than are needed."
        ),
        group="patrols",
        part=now(EMPTY),
        unit=SHIFTS,
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"soon"}),
        order=210,
    ),
    Metric(
        key="shifts.filled",
        label=_("Shifts filled"),
        definition=_(
            "Of the published shifts of the next seven days, those on which every "
            "place is taken."
        ),
        group="patrols",
        part=now(FULL),
        whole=now(COMING),
        part_label=_("every place taken"),
        whole_label=_("shifts to come"),
        direction=Direction.MORE,
        is_of_people=False,
        order=220,
    ),
    Metric(
        key="shifts.planned",
        label=_("Shifts published"),
        definition=_("Published shifts that begin on these days and stand."),
        group="patrols",
        part=during(PLANNED),
        unit=SHIFTS,
        is_of_people=False,
        order=230,
    ),
    Metric(
        key="alarms.ringing",
        label=_("Calls for help ringing"),
        definition=_("Volunteers' calls for help that nobody has answered."),
        group="patrols",
        part=now(RINGING),
        unit=pgettext_lazy("unit", "calls for help"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=240,
    ),
    Metric(
        key="alarms.answered",
        label=_("Calls for help answered"),
        definition=_(
            "Of the calls for help pressed on these days, those an officer answered "
            "within five minutes of their arrival. What was pressed by mistake does "
            "not count."
        ),
        group="patrols",
        part=during(ANSWERED),
        whole=during(PRESSED),
        part_label=_("answered within five minutes"),
        whole_label=_("calls for help"),
        direction=Direction.MORE,
        order=250,
    ),
    Metric(
        key="volunteers.active",
        label=_("Volunteers active"),
        definition=_("Volunteers who were accepted and serve; who rests or left not."),
        group="patrols",
        part=now(SERVING),
        unit=pgettext_lazy("unit", "volunteers"),
        direction=Direction.MORE,
        tasks=frozenset({"patrols", "serve"}),
        order=260,
    ),
    Metric(
        key="volunteers.applied",
        label=_("Applications to join"),
        definition=_("People who asked to patrol and wait for an answer."),
        group="patrols",
        part=now(WAITING),
        unit=pgettext_lazy("unit", "applications"),
        order=270,
    ),
)
