"""Who serves where: villages and grids without police, and 3+N teams that are whole.

The same truth as ``station.staffing`` shows on the page of an area: officers and
auxiliaries of a village also serve in its grids, partners only where they are posted.
"""

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.metrics.declared import Counted, Direction, Metric, Split, now
from station.metrics.moment import Moment
from station.models import Area, Post
from station.models.area import STEP
from station.roles import Duty, Role

DEEPEST = Area._meta.get_field("path").max_length
STEPS = ", ".join(f"({end})" for end in range(STEP, DEEPEST + STEP, STEP))
SERVED = (  # nothing in it comes from outside
    f"SELECT a.id FROM station_area a CROSS JOIN (VALUES {STEPS}) AS step (e) "  # noqa: S608
    "WHERE step.e <= length(a.path) AND left(a.path, step.e) IN ({})"
)
GRID = Q(kind=Area.Kind.GRID, is_active=True)
VILLAGE = Q(kind=Area.Kind.COMMUNITY, is_active=True)
POLICE = (Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER)


BY_KIND = Split(
    "kind", "kind", _("Kind"),
    lambda: {kind: Area.Kind(kind).label for kind in ("community", "grid")},
)  # fmt: skip


def _held(moment: Moment, **posts):
    """Posts held today by somebody whose account is in use."""
    held = Post.objects.order_by().valid(on=moment.today)
    return held.filter(user__is_active=True, **posts)


def _served(moment: Moment, *roles: str) -> Q:
    """Is one of these posted here or in an area it lies in?

    One look at the posts for all areas: asked area by area it costs the more the
    larger the county is.
    """
    held = _held(moment, role__in=roles).values("area__path")
    sql, params = held.query.sql_with_params()
    return Q(pk__in=RawSQL(SERVED.format(sql), params))  # noqa: S611


def _posted(moment: Moment, **posts) -> Q:
    return Q(pk__in=_held(moment, **posts).values("area_id").distinct())


def _whole_team(moment: Moment) -> Q:
    of_village, of_grid = (
        _posted(moment, role=Role.PARTNER, duty=duty)
        for duty in (Duty.COMMUNITY_WORKER, Duty.GRID_WORKER)
    )
    return GRID & _served(moment, *POLICE) & of_village & of_grid


def _areas(key: str, live) -> Counted:
    return Counted(key, Area, area="", live=live, splits=(BY_KIND,))


UNSTAFFED = _areas(
    "territory.unstaffed",
    lambda moment: (VILLAGE | GRID) & ~_served(moment, *POLICE),
)
VILLAGES = _areas("territory.villages", lambda _moment: VILLAGE)
GRIDS = _areas("territory.grids", lambda _moment: GRID)
NO_OFFICER = _areas(
    "territory.no_officer",
    lambda moment: VILLAGE & ~_served(moment, Role.COMMUNITY_OFFICER),
)
WITH_AUXILIARY = _areas(
    "territory.with_auxiliary",
    lambda moment: VILLAGE & _served(moment, Role.AUXILIARY_OFFICER),
)
COMPLETE = _areas("territory.complete", _whole_team)
ACTING = _areas(
    "territory.acting",
    lambda moment: (VILLAGE | GRID) & _posted(moment, is_acting=True),
)

METRICS = (
    Metric(
        key="territory.unstaffed",
        label=_("Without police"),
        definition=_(
            "Villages and grids in which neither a community officer nor an auxiliary "
            "serves today."
        ),
        group="territory",
        part=now(UNSTAFFED),
        unit=pgettext_lazy("unit", "areas"),
        direction=Direction.FEWER,
        is_of_people=False,
        board=frozenset({"wall"}),
        tasks=frozenset({"manage"}),
        order=10,
    ),
    Metric(
        key="territory.no_officer",
        label=_("Villages without officer"),
        definition=_("Villages and communities without a community officer today."),
        group="territory",
        part=now(NO_OFFICER),
        unit=pgettext_lazy("unit", "villages"),
        direction=Direction.FEWER,
        is_of_people=False,
        order=20,
    ),
    Metric(
        key="territory.with_auxiliary",
        label=_("One village, one auxiliary"),
        definition=_(
            "Of the villages and communities, those in which an auxiliary officer "
            "serves today."
        ),
        group="territory",
        part=now(WITH_AUXILIARY),
        whole=now(VILLAGES),
        part_label=_("with an auxiliary"),
        whole_label=_("villages"),
        direction=Direction.MORE,
        is_of_people=False,
        tasks=frozenset({"manage"}),
        order=30,
    ),
    Metric(
        key="territory.complete",
        label=_("3+N teams complete"),
        definition=_(
            "Of the grids, those with an officer or auxiliary, a community worker and "
            "a grid worker today."
        ),
        group="territory",
        part=now(COMPLETE),
        whole=now(GRIDS),
        part_label=_("with a whole team"),
        whole_label=_("grids"),
        direction=Direction.MORE,
        is_of_people=False,
        tasks=frozenset({"manage"}),
        order=40,
    ),
    Metric(
        key="territory.acting",
        label=_("Acting posts"),
        definition=_("Villages and grids in which somebody only acts today."),
        group="territory",
        part=now(ACTING),
        unit=pgettext_lazy("unit", "areas"),
        direction=Direction.FEWER,
        is_of_people=False,
        order=50,
    ),
)
