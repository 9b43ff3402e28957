"""The list of shifts: declared once for page, workbook and saved filters."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols.filters.shifts import TO_COME, ShiftListFilterSet
from patrols.models import Shift
from patrols.workflow.rosters import HOLDING, SignUpStatus
from station import phrasing
from station.lists import ListColumn, ListKind

BACK = {"over", "cancelled"}


def with_counts(rows):
    """Each with how many are on it and how many wait."""
    held = Q(sign_ups__status__in=HOLDING)
    return rows.for_list().annotate(
        held=Count("sign_ups", filter=held),
        confirmed=Count("sign_ups", filter=Q(sign_ups__status=SignUpStatus.CONFIRMED)),
        waiting=Count("sign_ups", filter=Q(sign_ups__status=SignUpStatus.WAITING)),
    )


def hours_of(shift) -> str:
    """From when until when, as people say it."""
    now = timezone.now()
    start = phrasing.moment(shift.starts_at, now=now)
    return f"{start}–{timezone.localtime(shift.ends_at):%H:%M}"


def people_of(shift) -> str:
    """Two of three, and who waits."""
    words = _("%(held)d of %(needed)d") % {"held": shift.held, "needed": shift.needed}
    if shift.waiting:
        words += " · " + _("%(n)d waiting") % {"n": shift.waiting}
    return words


def _order(params) -> tuple[str, ...]:
    if params.get("state") in BACK:
        return ("-starts_at", "-pk")
    return ("starts_at", "pk")


SHIFTS = ListKind(
    key="patrols.shift",
    label=gettext_lazy("Shifts"),
    icon="calendar-event",
    model=Shift,
    permission="shift.view",
    url_name="patrols:shift_list",
    filterset=ShiftListFilterSet,
    defaults={"state": TO_COME},
    only_bare=True,
    prepare=with_counts,
    orders={"when": ("starts_at", "pk"), "-when": ("-starts_at", "-pk")},
    order_for=_order,
    columns=(
        ListColumn("when", gettext_lazy("When"), hours_of, is_fixed=True),
        ListColumn("place", gettext_lazy("Place"), lambda row: row.place_name),
        ListColumn("team", gettext_lazy("Patrol team"), lambda row: row.team.name),
        ListColumn("kind", gettext_lazy("Kind"), lambda row: row.kind.title),
        ListColumn("people", gettext_lazy("People"), people_of),
        ListColumn(
            "status", gettext_lazy("State"), lambda row: row.get_status_display()
        ),
        ListColumn(
            "starts",
            gettext_lazy("begins"),
            lambda row: row.starts_at,
            on_page=False,
        ),
        ListColumn(
            "ends", gettext_lazy("ends"), lambda row: row.ends_at, on_page=False
        ),
        ListColumn(
            "area",
            gettext_lazy("Area"),
            lambda row: row.area.name,
            is_default=False,
        ),
    ),
    export_permission="shift.export",
    export_name="patrols:shift_export",
    file_name="shifts",
)
