"""Services at the counter, at the door and outside hours; documents taken home."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import Delivery, ServiceRating, ServiceRequest
from households.workflow.services import (
    OPEN_DELIVERIES,
    OPEN_SERVICES,
    DeliveryStatus,
    ServiceKind,
    ServiceStatus,
)
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
OPEN, OUT = Q(status__in=OPEN_SERVICES), Q(status__in=OPEN_DELIVERIES)
SERVED = Q(status=ServiceStatus.SERVED)
HANDED_OVER = Q(status=DeliveryStatus.HANDED_OVER)
BY_KIND = Split("kind", "kind", _("How"), lambda: dict(ServiceKind.choices))
RATED = ~Q(rating="")


def _service(key: str, when: Q, at: str) -> Counted:
    return Counted(
        f"services.{key}", ServiceRequest, when=when, at=at, splits=(BY_KIND,)
    )


LATE = Counted(
    "services.late", ServiceRequest, live=lambda moment: OPEN & Q(due_at__lt=moment.at),
    splits=(BY_KIND,), person="assigned_to_id",
)  # fmt: skip
DUE_SOON = Counted(
    "services.soon", ServiceRequest,
    live=lambda moment: OPEN & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK),
    splits=(BY_KIND,), person="assigned_to_id",
)  # fmt: skip
ASKED = _service("asked", Q(), "booked_at")
DONE = _service("done", SERVED, "settled_at")
OUTSIDE = _service(
    "outside",
    SERVED & Q(kind__in=[ServiceKind.HOME_VISIT, ServiceKind.OFF_HOURS]),
    "settled_at",
)
DUE = _service(
    "due",
    ~Q(status__in=[ServiceStatus.CANCELLED, ServiceStatus.NO_SHOW]),
    "due_at",
)
ON_TIME = _service("on_time", SERVED & Q(settled_at__lte=F("due_at")), "due_at")
SAID = _service("said", RATED, "rated_at")
CONTENT = _service("content", Q(rating=ServiceRating.PLEASED), "rated_at")
TAKEN_LATE = Counted(
    "deliveries.late", Delivery, live=lambda moment: OUT & Q(due_at__lt=moment.at),
    person="assigned_to_id",
)  # fmt: skip
TAKEN_SOON = Counted(
    "deliveries.soon", Delivery,
    live=lambda moment: OUT & Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK),
    person="assigned_to_id",
)  # fmt: skip
TAKEN = Counted("deliveries.done", Delivery, when=HANDED_OVER, at="settled_at")
TO_TAKE = Counted(
    "deliveries.due", Delivery,
    when=~Q(status=DeliveryStatus.WITHDRAWN), at="due_at",
)  # fmt: skip
TAKEN_ON_TIME = Counted(
    "deliveries.on_time", Delivery,
    when=HANDED_OVER & Q(settled_at__lte=F("due_at")), at="due_at",
)  # fmt: skip

METRICS = (
    Metric(
        key="services.late",
        label=_("Late services"),
        definition=_("Services that are still open and whose time is past."),
        group="services",
        part=now(LATE),
        unit=pgettext_lazy("unit", "services"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        tasks=frozenset({"serve"}),
        order=10,
    ),
    Metric(
        key="services.soon",
        label=_("Services due soon"),
        definition=_("Open services due within the next seven days."),
        group="services",
        part=now(DUE_SOON),
        unit=pgettext_lazy("unit", "services"),
        board=frozenset({"soon"}),
        order=20,
    ),
    Metric(
        key="services.asked",
        label=_("Services asked for"),
        definition=_("Services that were booked on these days."),
        group="services",
        part=during(ASKED),
        unit=pgettext_lazy("unit", "services"),
        order=30,
    ),
    Metric(
        key="services.done",
        label=_("Services done"),
        definition=_("Services that were done on these days."),
        group="services",
        part=during(DONE),
        unit=pgettext_lazy("unit", "services"),
        direction=Direction.MORE,
        tasks=frozenset({"serve"}),
        order=40,
    ),
    Metric(
        key="services.on_time",
        label=_("Services on time"),
        definition=_(
            "Of the services due on these days, those done by their time. Days that "
            "are not over do not count yet; what was called off, or to which nobody "
            "came, does not count."
        ),
        group="services",
        part=over(ON_TIME),
        whole=over(DUE),
        part_label=_("done by their time"),
        whole_label=_("services due"),
        direction=Direction.MORE,
        order=50,
    ),
    Metric(
        key="services.outside",
        label=_("At the door, outside hours"),
        definition=_(
            "Of the services done on these days, those at people's doors or outside "
            "office hours."
        ),
        group="services",
        part=during(OUTSIDE),
        whole=during(DONE),
        part_label=_("at the door or outside hours"),
        whole_label=_("services done"),
        direction=Direction.MORE,
        tasks=frozenset({"serve"}),
        order=60,
    ),
    Metric(
        key="services.content",
        label=_("Content with the service"),
        definition=_(
            "Of the people who said on these days how it went, those who were content."
        ),
        group="services",
        part=during(CONTENT),
        whole=during(SAID),
        part_label=_("content"),
        whole_label=_("said how it went"),
        direction=Direction.MORE,
        order=70,
    ),
    Metric(
        key="deliveries.late",
        label=_("Late documents"),
        definition=_("Documents to be taken home whose day is past."),
        group="services",
        part=now(TAKEN_LATE),
        unit=pgettext_lazy("unit", "documents"),
        direction=Direction.FEWER,
        board=frozenset({"late"}),
        order=80,
    ),
    Metric(
        key="deliveries.soon",
        label=_("Documents due soon"),
        definition=_("Documents to be taken home within the next seven days."),
        group="services",
        part=now(TAKEN_SOON),
        unit=pgettext_lazy("unit", "documents"),
        board=frozenset({"soon"}),
        order=90,
    ),
    Metric(
        key="deliveries.done",
        label=_("Documents handed over"),
        definition=_("Documents handed over at the door on these days."),
        group="services",
        part=during(TAKEN),
        unit=pgettext_lazy("unit", "documents"),
        direction=Direction.MORE,
        order=100,
    ),
    Metric(
        key="deliveries.on_time",
        label=_("Documents on time"),
        definition=_(
            "Of the documents due on these days, those handed over by then. Days that "
            "are not over do not count yet; what was sent back does not count."
        ),
        group="services",
        part=over(TAKEN_ON_TIME),
        whole=over(TO_TAKE),
        part_label=_("handed over by their day"),
        whole_label=_("documents due"),
        direction=Direction.MORE,
        order=110,
    ),
)
