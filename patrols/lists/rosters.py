"""The lists of rosters and of weekly shifts."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols.filters.rosters import PeriodListFilterSet, TemplateListFilterSet
from patrols.models import RosterPeriod, RosterTemplate, SignUp
from patrols.workflow.rosters import HOLDING, WEEKDAYS, ShiftStatus
from station import phrasing
from station.lists import ListColumn, ListKind

DAYS = dict(WEEKDAYS)


def with_figures(rows):
    """Each with its shifts and the places on them; who holds some is counted apart."""
    standing = ~Q(shifts__status=ShiftStatus.CANCELLED)
    return rows.select_related("team__area").annotate(
        shift_count=Count("shifts", filter=standing),
        places=Sum("shifts__needed", filter=standing, default=0),
    )


def held_in(periods) -> dict[int, int]:
    """How many places of these rosters somebody holds."""
    rows = SignUp.objects.filter(shift__period__in=periods, status__in=HOLDING)
    rows = rows.exclude(shift__status=ShiftStatus.CANCELLED).values("shift__period")
    return dict(
        rows.annotate(n=Count("pk")).values_list("shift__period", "n").order_by()
    )


def days_of(period) -> str:
    """From when until when."""
    since = phrasing.date_in_full(period.from_on)
    return f"{since} – {phrasing.date_in_full(period.until_on)}"


def hours_of(template) -> str:
    """Wednesday 19:00, 120 minutes."""
    words = {"n": template.minutes}
    minutes = _("%(n)d minutes") % words
    return f"{DAYS[template.weekday]} {template.starts:%H:%M} · {minutes}"


PERIODS = ListKind(
    key="patrols.rosterperiod",
    label=gettext_lazy("Rosters"),
    icon="calendar-time",
    model=RosterPeriod,
    permission="roster.view",
    url_name="patrols:period_list",
    filterset=PeriodListFilterSet,
    prepare=with_figures,
    orders={"-from": ("-from_on", "-pk"), "from": ("from_on", "pk")},
    columns=(
        ListColumn("from", gettext_lazy("Days"), days_of, is_fixed=True),
        ListColumn("team", gettext_lazy("Patrol team"), lambda row: row.team.name),
        ListColumn("shifts", gettext_lazy("Shifts"), lambda row: row.shift_count),
        ListColumn("places", gettext_lazy("Places"), lambda row: row.places),
        ListColumn(
            "status", gettext_lazy("State"), lambda row: row.get_status_display()
        ),
    ),
    export_permission="roster.export",
    export_name="patrols:period_export",
    file_name="rosters",
)
TEMPLATES = ListKind(
    key="patrols.rostertemplate",
    label=gettext_lazy("Weekly shifts"),
    icon="calendar",
    model=RosterTemplate,
    permission="roster.view",
    url_name="patrols:template_list",
    filterset=TemplateListFilterSet,
    prepare=lambda rows: rows.select_related("team", "kind", "route"),
    orders={
        "when": ("weekday", "starts", "pk"),
        "-when": ("-weekday", "-starts", "-pk"),
    },
    columns=(
        ListColumn("when", gettext_lazy("When"), hours_of, is_fixed=True),
        ListColumn("team", gettext_lazy("Patrol team"), lambda row: row.team.name),
        ListColumn("kind", gettext_lazy("Kind"), lambda row: row.kind.title),
        ListColumn("place", gettext_lazy("Place"), lambda row: row.place),
        ListColumn("needed", gettext_lazy("People needed"), lambda row: row.needed),
        ListColumn(
            "active",
            gettext_lazy("in use"),
            lambda row: _("yes") if row.is_active else _("no"),
        ),
    ),
    export_permission="roster.export",
    export_name="patrols:template_export",
    file_name="weekly-shifts",
)
