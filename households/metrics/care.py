"""Care and liaison: contacts owed and late, visits before holidays, what was agreed."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import (
    CarePlan,
    HolidayVisit,
    Liaison,
    LiaisonContact,
    LiaisonItem,
)
from households.workflow.care import LIVE, CareStatus, Holiday
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
from station.metrics.moment import Moment

WEEK = timedelta(days=SOON_DAYS)
ACTIVE, KEPT = Q(status=CareStatus.ACTIVE), Q(ended_on__isnull=True)
OWED = Q(done_at__isnull=True)
HOLIDAY_OPEN = OWED & Q(plan__status=CareStatus.ACTIVE)
PLANS = {"listed": "plan_id", "list_key": "households.careplan"}
ENTRIES = {"listed": "liaison_id", "list_key": "households.liaison"}
BY_HOLIDAY = Split("holiday", "holiday", _("Holiday"), lambda: dict(Holiday.choices))


def _within_a_week(moment: Moment):
    return Q(due_at__gte=moment.at, due_at__lt=moment.at + WEEK)


def _days_of_a_week(moment: Moment):
    return (moment.today, moment.today + WEEK)


PLANNED = Counted("care.active", CarePlan, when=ACTIVE)
LATE = Counted(
    "care.late",
    CarePlan,
    live=lambda moment: ACTIVE & Q(due_at__lt=moment.at),
    person="carer_id",
)
DUE_SOON = Counted(
    "care.soon", CarePlan, live=lambda moment: ACTIVE & _within_a_week(moment),
    person="carer_id",
)  # fmt: skip
TO_REVIEW = Counted(
    "care.review_late", CarePlan,
    live=lambda moment: Q(status__in=LIVE, review_on__lt=moment.today),
    person="carer_id",
)  # fmt: skip
REVIEW_SOON = Counted(
    "care.review_soon", CarePlan,
    live=lambda moment: Q(status__in=LIVE, review_on__range=_days_of_a_week(moment)),
    person="carer_id",
)  # fmt: skip
HOLIDAY_LATE = Counted(
    "care.holiday_late", HolidayVisit,
    live=lambda moment: HOLIDAY_OPEN & Q(due_at__lt=moment.at),
    splits=(BY_HOLIDAY,), person="plan__carer_id", **PLANS,
)  # fmt: skip
HOLIDAY_SOON = Counted(
    "care.holiday_soon", HolidayVisit,
    live=lambda moment: HOLIDAY_OPEN & _within_a_week(moment),
    splits=(BY_HOLIDAY,), person="plan__carer_id", **PLANS,
)  # fmt: skip
HOLIDAY_DUE = Counted(
    "care.holiday_due", HolidayVisit, at="due_at", splits=(BY_HOLIDAY,), **PLANS
)
HOLIDAY_MADE = Counted(
    "care.holiday_made", HolidayVisit,
    when=Q(done_at__lte=F("due_at")), at="due_at", splits=(BY_HOLIDAY,), **PLANS,
)  # fmt: skip
TALK_LATE = Counted(
    "liaison.late", LiaisonContact,
    live=lambda moment: KEPT & Q(due_at__lt=moment.at), person="responsible_id",
)  # fmt: skip
TALK_SOON = Counted(
    "liaison.soon", LiaisonContact,
    live=lambda moment: KEPT & _within_a_week(moment), person="responsible_id",
)  # fmt: skip
TALKS = Counted("liaison.made", Liaison, at="at")
AGREED_LATE = Counted(
    "liaison.items_late", LiaisonItem,
    live=lambda moment: OWED & Q(until_on__lt=moment.today),
    person="responsible_id", **ENTRIES,
)  # fmt: skip
AGREED_SOON = Counted(
    "liaison.items_soon", LiaisonItem,
    live=lambda moment: OWED & Q(until_on__range=_days_of_a_week(moment)),
    person="responsible_id", **ENTRIES,
)  # fmt: skip


def _late(key: str, counted: Counted, label, definition, unit, order: int, **options):
    return Metric(
        key=key, label=label, definition=definition, group="care", part=now(counted),
        unit=unit, direction=Direction.FEWER, board=frozenset({"late"}), order=order,
        **options,
    )  # fmt: skip


def _soon(key: str, counted: Counted, label, definition, unit, order: int):
    return Metric(
        key=key, label=label, definition=definition, group="care", part=now(counted),
        unit=unit, board=frozenset({"soon"}), order=order,
    )  # fmt: skip


IN_PLANS = pgettext_lazy("unit", "care plans")
IN_VISITS = pgettext_lazy("unit", "visits")
IN_CONTACTS = pgettext_lazy("unit", "contacts")
IN_ITEMS = pgettext_lazy("unit", "agreed items")

METRICS = (
    _late(
        "care.late", LATE, _("Late care contacts"),
        _("Care plans under way whose next contact is past its time."),
        IN_PLANS, 10, tasks=frozenset({"population", "manage"}),
    ),
    _soon(
        "care.soon", DUE_SOON, _("Care contacts due soon"),
        _("Care plans whose next contact is due within the next seven days."),
        IN_PLANS, 20,
    ),
    Metric(
        key="care.active",
        label=_("Care plans"),
        definition=_("Care plans under way, without those paused or ended."),
        group="care",
        part=now(PLANNED),
        unit=IN_PLANS,
        tasks=frozenset({"serve"}),
        order=30,
    ),
    _late(
        "care.review_late", TO_REVIEW, _("Late care reviews"),
        _("Care plans, also paused ones, whose review is past its day."),
        IN_PLANS, 40,
    ),
    _soon(
        "care.review_soon", REVIEW_SOON, _("Care reviews due soon"),
        _("Care plans to be reviewed within the next seven days."),
        IN_PLANS, 50,
    ),
    _late(
        "care.holiday_late", HOLIDAY_LATE, _("Late holiday visits"),
        _("Visits before a holiday that were not made and whose time is past."),
        IN_VISITS, 60,
    ),
    _soon(
        "care.holiday_soon", HOLIDAY_SOON, _("Holiday visits due soon"),
        _("Visits before a holiday that are due within the next seven days."),
        IN_VISITS, 70,
    ),
    Metric(
        key="care.holiday_on_time",
        label=_("Holiday visits on time"),
        definition=_(
            "Of the visits before a holiday that were due on these days, those made "
            "by then. Days that are not over do not count yet."
        ),
        group="care",
        part=over(HOLIDAY_MADE),
        whole=over(HOLIDAY_DUE),
        part_label=_("made by their time"),
        whole_label=_("holiday visits due"),
        direction=Direction.MORE,
        order=80,
    ),
    _late(
        "liaison.late", TALK_LATE, _("Late liaison"),
        _("People one keeps in touch with whose next contact is past its time."),
        IN_CONTACTS, 90, tasks=frozenset({"manage"}),
    ),
    _soon(
        "liaison.soon", TALK_SOON, _("Liaison due soon"),
        _("Liaison contacts due within the next seven days."),
        IN_CONTACTS, 100,
    ),
    Metric(
        key="liaison.made",
        label=_("Liaison talks"),
        definition=_("Talks with liaison contacts on these days, however held."),
        group="care",
        part=during(TALKS),
        unit=pgettext_lazy("unit", "talks"),
        tasks=frozenset({"manage"}),
        order=110,
    ),
    _late(
        "liaison.items_late", AGREED_LATE, _("Agreed, but late"),
        _("What was agreed in liaison, is not done, and is past its day."),
        IN_ITEMS, 120,
    ),
    _soon(
        "liaison.items_soon", AGREED_SOON, _("Agreed, due soon"),
        _("What was agreed in liaison and is due within the next seven days."),
        IN_ITEMS, 130,
    ),
)  # fmt: skip
