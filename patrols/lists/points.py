"""The lists of patrol points and routes."""

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from patrols.filters.points import PatrolPointListFilterSet, RouteListFilterSet
from patrols.models import CheckIn, PatrolPoint, Route
from station.lists import ListColumn, ListKind


def _points(rows):
    newest = (
        CheckIn.objects.filter(point=OuterRef("pk"), struck_at__isnull=True)
        .order_by()
        .values("point")
        .annotate(at=Max("at"))
    )
    rows = rows.for_list().defer("token", "screen_seed")
    return rows.annotate(last_at=Subquery(newest.values("at")))


def _routes(rows):
    return rows.for_list().annotate(stop_count=Count("stops"))


def _yes(is_so: bool):
    return _("yes") if is_so else ""


POINTS = ListKind(
    key="patrols.patrolpoint",
    label=_("Patrol points"),
    icon="map-pin",
    model=PatrolPoint,
    permission="patrol_point.view",
    url_name="patrols:point_list",
    filterset=PatrolPointListFilterSet,
    defaults={"state": "yes"},
    only_bare=True,
    prepare=_points,
    orders={
        "name": ("name", "pk"),
        "-name": ("-name", "-pk"),
        "area": ("area__path", "name", "pk"),
        "-area": ("-area__path", "-name", "-pk"),
    },
    columns=(
        ListColumn("name", _("Name of the point"), lambda r: r.name, is_fixed=True),
        ListColumn("kind", _("Kind of place"), lambda r: r.get_kind_display()),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("place", _("Where the code hangs"), lambda row: row.place),
        ListColumn("last", _("Last check-in"), lambda row: row.last_at),
        ListColumn("printed", _("Code printed"), lambda row: row.printed_at),
        ListColumn(
            "latitude",
            _("Latitude"),
            lambda row: str(row.latitude or ""),
            is_default=False,
        ),
        ListColumn(
            "longitude",
            _("Longitude"),
            lambda row: str(row.longitude or ""),
            is_default=False,
        ),
        ListColumn(
            "reach", _("Reach in metres"), lambda r: r.radius_m, is_default=False
        ),
        ListColumn(
            "in_use", _("In use"), lambda r: _yes(r.is_active), is_default=False
        ),
    ),
    export_permission="patrol_point.export",
    export_name="patrols:point_export",
    file_name="patrol-points",
)
ROUTES = ListKind(
    key="patrols.route",
    label=_("Patrol routes"),
    icon="route",
    model=Route,
    permission="patrol_point.view",
    url_name="patrols:route_list",
    filterset=RouteListFilterSet,
    defaults={"state": "yes"},
    only_bare=True,
    prepare=_routes,
    orders={
        "name": ("name", "pk"),
        "-name": ("-name", "-pk"),
        "area": ("area__path", "name", "pk"),
        "-area": ("-area__path", "-name", "-pk"),
    },
    columns=(
        ListColumn("name", _("Name of the route"), lambda r: r.name, is_fixed=True),
        ListColumn("kind", _("Kind of patrol"), lambda row: row.kind.title),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("stops", _("Points"), lambda row: row.stop_count),
        ListColumn("minutes", _("Takes minutes"), lambda row: row.minutes),
        ListColumn(
            "in_use", _("In use"), lambda r: _yes(r.is_active), is_default=False
        ),
    ),
    export_permission="patrol_point.export",
    export_name="patrols:route_export",
    file_name="patrol-routes",
)
