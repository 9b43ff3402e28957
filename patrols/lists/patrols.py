"""The lists of patrols and check-ins."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from patrols.filters.patrols import CheckInListFilterSet, PatrolListFilterSet
from patrols.models import CheckIn, Patrol
from patrols.workflow.patrols import Doubt
from station.lists import ListColumn, ListKind

WHO = pgettext_lazy("patrol", "Volunteer")


def _patrols(rows):
    """With how often somebody checked in; counted for the rows of the page."""
    made = CheckIn.objects.filter(patrol=OuterRef("pk"), struck_at__isnull=True)
    made = made.order_by().values("patrol").annotate(n=Count("pk")).values("n")
    count = Coalesce(Subquery(made, output_field=IntegerField()), 0)
    rows = rows.for_list().defer("volunteer__phone", "volunteer__vetting_note")
    return rows.annotate(check_in_count=count)


def _check_ins(rows):
    return rows.for_list().defer(
        "point__token",
        "point__screen_seed",
        "patrol__volunteer__phone",
        "patrol__volunteer__vetting_note",
        "patrol__volunteer__guardian_phone",
    )


def doubts_of(row: CheckIn) -> str:
    """What looks odd about it, in words."""
    words = dict(Doubt.choices)
    return gettext(", ").join(str(words[code]) for code in row.doubts)


def _state(row: CheckIn):
    return _("Struck out") if row.struck_at else _("Counts")


PATROLS = ListKind(
    key="patrols.patrol",
    label=_("Patrols"),
    icon="walk",
    model=Patrol,
    permission="patrol.view",
    url_name="patrols:patrol_list",
    filterset=PatrolListFilterSet,
    prepare=_patrols,
    orders={
        "-started": ("-started_at", "-pk"),
        "started": ("started_at", "pk"),
    },
    columns=(
        ListColumn("who", WHO, lambda row: row.volunteer.name, is_fixed=True),
        ListColumn("kind", _("Kind of patrol"), lambda row: row.kind.title),
        ListColumn("team", _("Patrol team"), lambda row: row.team.name),
        ListColumn("started", _("On duty since"), lambda row: row.started_at),
        ListColumn("ended", _("Off duty at"), lambda row: row.ended_at),
        ListColumn("minutes", _("Minutes that count"), lambda row: row.minutes),
        ListColumn("check_ins", _("Check-ins"), lambda row: row.check_in_count),
        ListColumn("area", _("Area"), lambda row: row.area.name, is_default=False),
        ListColumn(
            "end",
            _("How it ended"),
            lambda row: row.get_end_display(),
            is_default=False,
        ),
        ListColumn(
            "metres",
            _("Metres walked"),
            lambda row: row.distance_m,
            is_default=False,
        ),
    ),
    export_permission="patrol.export",
    export_name="patrols:patrol_export",
    file_name="patrols",
)
CHECK_INS = ListKind(
    key="patrols.checkin",
    label=_("Check-ins"),
    icon="circle-check",
    model=CheckIn,
    permission="check_in.view",
    url_name="patrols:check_in_list",
    filterset=CheckInListFilterSet,
    prepare=_check_ins,
    orders={"-at": ("-at", "-pk"), "at": ("at", "pk")},
    columns=(
        ListColumn("point", _("Patrol point"), lambda r: r.point.name, is_fixed=True),
        ListColumn("who", WHO, lambda row: row.patrol.volunteer.name),
        ListColumn("team", _("Patrol team"), lambda row: row.patrol.team.name),
        ListColumn("at", pgettext_lazy("check-in", "When"), lambda row: row.at),
        ListColumn(
            "way", pgettext_lazy("check-in", "How"), lambda r: r.get_way_display()
        ),
        ListColumn("distance", _("Metres from the point"), lambda row: row.distance_m),
        ListColumn("doubts", _("What looks odd"), doubts_of),
        ListColumn("state", _("State"), _state),
        ListColumn(
            "received",
            pgettext_lazy("check-in", "Received"),
            lambda row: row.received_at,
            is_default=False,
        ),
        ListColumn(
            "reason",
            _("Why struck out"),
            lambda row: row.strike_reason,
            is_default=False,
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name, is_default=False),
    ),
    export_permission="check_in.export",
    export_name="patrols:check_in_export",
    file_name="check-ins",
)
