"""Alerts written and let out, and where they wait on their way."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.metrics.parts import FORM, NOTICE, TYPE
from antifraud.models import Alert, AlertSending
from antifraud.workflow.alerts import AlertStatus
from antifraud.workflow.sendings import BY_HAND, SendingStatus
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    during,
    now,
)

ALERTS = pgettext_lazy("unit", "alerts")
SENDINGS = pgettext_lazy("unit", "sendings")
WEEK = timedelta(days=SOON_DAYS)
MONTH = timedelta(days=30)
BY = (NOTICE, FORM, TYPE)
PLACE = {"area": "audience__area", "person": "audience__owner_id"}

WRITTEN = Counted("alerts.written", Alert, at="created_at", splits=BY)
APPROVED = Counted("alerts.approved", Alert, at="approved_at", splits=BY)
WAITING = Counted(
    "alerts.waiting", Alert, when=Q(status=AlertStatus.SUBMITTED), splits=(NOTICE,)
)
TO_HAND = Counted(
    "sendings.late", AlertSending,
    live=lambda moment: Q(status=SendingStatus.TO_HAND, due_at__lt=moment.at), **PLACE,
)  # fmt: skip
SOON = Counted(
    "sendings.soon", AlertSending,
    live=lambda moment: Q(
        status__in=[SendingStatus.PLANNED, SendingStatus.TO_HAND],
        audience__channel__in=sorted(BY_HAND),
        due_at__gte=moment.at, due_at__lt=moment.at + WEEK,
    ), **PLACE,
)  # fmt: skip
TROUBLE = Counted(
    "sendings.failed", AlertSending,
    live=lambda _moment: Q(status__in=[SendingStatus.FAILED, SendingStatus.UNSURE]),
    **PLACE,
)  # fmt: skip
HELD = Counted(
    "sendings.held", AlertSending,
    live=lambda moment: Q(status=SendingStatus.HELD, due_at__gte=moment.at - MONTH), **PLACE,
)  # fmt: skip

METRICS = (
    Metric(
        key="alerts.written",
        label=_("Alerts written"),
        definition=_(
            "Warnings, bulletins and advice written on these days, whether or not they "
            "went out."
        ),
        group="education",
        part=during(WRITTEN),
        unit=ALERTS,
        is_of_people=False,
        order=10,
    ),
    Metric(
        key="alerts.approved",
        label=_("Alerts let out"),
        definition=_(
            "Alerts that a second officer let go out on these days, also those taken "
            "back later."
        ),
        group="education",
        part=during(APPROVED),
        unit=ALERTS,
        direction=Direction.MORE,
        is_of_people=False,
        drawn=("kind",),
        tasks=frozenset({"remind"}),
        order=20,
    ),
    Metric(
        key="alerts.waiting",
        label=_("Alerts to approve"),
        definition=_("Alerts that wait for a second pair of eyes."),
        group="education",
        part=now(WAITING),
        unit=ALERTS,
        is_of_people=False,
        order=30,
    ),
    Metric(
        key="sendings.late",
        label=_("Texts not handed over"),
        definition=_(
            "Alerts to groups without an interface whose hour has come and whose text "
            "nobody has handed over yet."
        ),
        group="education",
        part=now(TO_HAND),
        unit=SENDINGS,
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"late"}),
        order=40,
    ),
    Metric(
        key="sendings.soon",
        label=_("Texts soon to hand over"),
        definition=_(
            "Alerts to groups without an interface whose text is to be handed over "
            "within the next seven days."
        ),
        group="education",
        part=now(SOON),
        unit=SENDINGS,
        is_of_people=False,
        board=frozenset({"soon"}),
        order=50,
    ),
    Metric(
        key="sendings.failed",
        label=_("Sendings in trouble"),
        definition=_(
            "Sendings the other side did not take, or of which nobody knows whether "
            "they arrived."
        ),
        group="education",
        part=now(TROUBLE),
        unit=SENDINGS,
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"late"}),
        order=60,
    ),
    Metric(
        key="sendings.held",
        label=_("Sendings held back"),
        definition=_(
            "Sendings of the last thirty days that were held back because the group or "
            "its people had had enough."
        ),
        group="education",
        part=now(HELD),
        unit=SENDINGS,
        is_of_people=False,
        order=70,
    ),
)
