"""Outreach events held and written up, and the material for them."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.metrics.parts import EVENT_KIND, PEOPLE, TOPIC
from antifraud.models import Material, OutreachEvent
from antifraud.workflow.outreach import OutreachStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    during,
    now,
)

IS_HELD = Q(status=OutreachStatus.DONE)
PLANNED = Q(status=OutreachStatus.PLANNED)
WEEK = timedelta(days=SOON_DAYS)
EVENTS = pgettext_lazy("unit", "events")
BY = (EVENT_KIND, TOPIC)

HELD = Counted("outreach.held", OutreachEvent, when=IS_HELD, at="starts_at", splits=BY)
REACHED = Counted(
    "outreach.reached", OutreachEvent,
    when=IS_HELD, at="starts_at", value="reached", splits=BY,
)  # fmt: skip
UNWRITTEN = Counted(
    "outreach.late", OutreachEvent,
    live=lambda moment: PLANNED & Q(ends_at__lt=moment.at), person="led_by_id",
)  # fmt: skip
AHEAD = Counted(
    "outreach.soon", OutreachEvent,
    live=lambda moment: PLANNED & Q(ends_at__gte=moment.at, ends_at__lt=moment.at + WEEK),
    person="led_by_id",
)  # fmt: skip
LOW = Counted(
    "materials.low", Material,
    when=Q(is_active=True, low_at__gt=0, stock__lte=F("low_at")),
)  # fmt: skip

METRICS = (
    Metric(
        key="outreach.held",
        label=_("Outreach events held"),
        definition=_(
            "Talks, stalls, rounds and other events that were held and written up, by "
            "the day they began."
        ),
        group="education",
        part=during(HELD),
        unit=EVENTS,
        direction=Direction.MORE,
        is_of_people=False,
        drawn=("kind",),
        tasks=frozenset({"education"}),
        order=200,
    ),
    Metric(
        key="outreach.reached",
        label=_("People at outreach events"),
        definition=_(
            "How many people were reached at events, as written up, by the day they "
            "began. Who came to two events counts twice; the page of reach counts each "
            "person once."
        ),
        group="education",
        part=during(REACHED),
        unit=PEOPLE,
        direction=Direction.MORE,
        board=frozenset({"wall"}),
        tasks=frozenset({"education"}),
        order=210,
    ),
    Metric(
        key="outreach.late",
        label=_("Events not written up"),
        definition=_(
            "Outreach events that are over and of which nobody has said how they went."
        ),
        group="education",
        part=now(UNWRITTEN),
        unit=EVENTS,
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"late"}),
        order=220,
    ),
    Metric(
        key="outreach.soon",
        label=_("Events this week"),
        definition=_("Outreach events planned to end within the next seven days."),
        group="education",
        part=now(AHEAD),
        unit=EVENTS,
        is_of_people=False,
        board=frozenset({"soon"}),
        order=230,
    ),
    Metric(
        key="materials.low",
        label=_("Material running out"),
        definition=_(
            "Leaflets, stickers and the like of which no more is left than the number "
            "at which the keeper is told."
        ),
        group="education",
        part=now(LOW),
        unit=pgettext_lazy("unit", "kinds of material"),
        direction=Direction.FEWER,
        is_of_people=False,
        order=240,
    ),
)
