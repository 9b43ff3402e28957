"""Key points, and the tests of their equipment."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import KeyPoint
from station.metrics.declared import (
    SOON_DAYS,
    Counted,
    Direction,
    Metric,
    Split,
    now,
)

KEPT = Q(closed_on__isnull=True)
WEEK = timedelta(days=SOON_DAYS)
BY_KIND = Split("kind", "kind", _("Kind"), lambda: dict(KeyPoint.Kind.choices))

ALL = Counted("key_points.kept", KeyPoint, when=KEPT, splits=(BY_KIND,))
LATE = Counted(
    "key_points.late", KeyPoint,
    live=lambda moment: KEPT & Q(due_on__lt=moment.today), splits=(BY_KIND,),
)  # fmt: skip
DUE_SOON = Counted(
    "key_points.soon", KeyPoint,
    live=lambda moment: KEPT & Q(due_on__range=(moment.today, moment.today + WEEK)),
    splits=(BY_KIND,),
)  # fmt: skip

METRICS = (
    Metric(
        key="key_points.late",
        label=_("Late equipment tests"),
        definition=_(
            "Key points with a one-key alarm, cameras or other equipment whose test is "
            "past its day."
        ),
        group="inspections",
        part=now(LATE),
        unit=pgettext_lazy("unit", "key points"),
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"late"}),
        tasks=frozenset({"prevent"}),
        order=110,
    ),
    Metric(
        key="key_points.soon",
        label=_("Equipment tests due soon"),
        definition=_(
            "Key points with equipment to be tested within the next seven days."
        ),
        group="inspections",
        part=now(DUE_SOON),
        unit=pgettext_lazy("unit", "key points"),
        is_of_people=False,
        board=frozenset({"soon"}),
        order=120,
    ),
    Metric(
        key="key_points.kept",
        label=_("Key points"),
        definition=_("Schools, hospitals, banks and other places kept as key points."),
        group="inspections",
        part=now(ALL),
        unit=pgettext_lazy("unit", "key points"),
        is_of_people=False,
        order=130,
    ),
)
