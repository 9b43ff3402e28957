"""Who serves where: villages and grids without police, and 3+N teams that are whole.

The same truth as ``station.staffing`` shows on the page of an area: officers and
auxiliaries of a village also serve in its grids, partners only where they are posted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Case, Lookup, Q, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import prepared
from station.metrics.declared import Counted, Direction, Metric, Split, now
from station.metrics.moment import Moment
from station.models import Area, Post
from station.models.area import STEP
from station.prepared import Given
from station.roles import Duty, Role

DEEPEST = Area._meta.get_field("path").max_length
STEPS = ", ".join(f"({up})" for up in range(0, DEEPEST, STEP))
MARK = date(4000, 1, 1)  # where the day of a reading goes
GRID = Q(kind=Area.Kind.GRID, is_active=True)
VILLAGE = Q(kind=Area.Kind.COMMUNITY, is_active=True)
LOWEST = (Area.Kind.COMMUNITY, Area.Kind.GRID)
POLICE = (Role.COMMUNITY_OFFICER, Role.AUXILIARY_OFFICER)


BY_KIND = Split(
    "kind", "kind", _("Kind"),
    lambda: {kind: Area.Kind(kind).label for kind in ("community", "grid")},
)  # fmt: skip


@Area._meta.get_field("path").register_lookup
class Under(Lookup):
    """Does it lie in one of these areas, or is it one? Looked for from below upwards.

    ``IS TRUE`` keeps the areas a set that is looked up in: joined with each step they
    would cost the more the larger the county is.
    """

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        path, path_params = self.process_lhs(compiler, connection)
        among, among_params = self.process_rhs(compiler, connection)
        sql = (
            f"EXISTS (SELECT FROM (VALUES {STEPS}) AS step (up) "
            f"WHERE step.up < length({path}) "
            f"AND (left({path}, length({path}) - step.up) IN {among}) IS TRUE)"
        )
        return sql, [*path_params, *path_params, *path_params, *among_params]


@dataclass(frozen=True)
class Held:
    """Where people of one kind are posted today, as arrays of ids and of paths.

    Paths only of areas that others lie in by more than one step.
    """

    role: str
    duty: str
    is_acting: bool
    ids: str
    paths: str


@cache
def _statement() -> tuple[str, tuple]:
    posts = Post.objects.order_by().valid(on=MARK).filter(user__is_active=True)
    path = Case(When(~Q(area__kind__in=LOWEST), then="area__path"))
    posts = posts.values("role", "duty", "is_acting", "area_id", path=path)
    sql, params = posts.query.sql_with_params()
    text = (
        "SELECT role, duty, is_acting, array_agg(area_id)::text, "  # noqa: S608
        "coalesce(array_agg(path) FILTER (WHERE path IS NOT NULL), '{}')::text "
        f"FROM ({sql}) held GROUP BY 1, 2, 3"
    )
    return text, params


def held(moment: Moment) -> list[Held]:
    """Posts held today by somebody whose account is in use; ask by ``moment.once``."""
    sql, params = _statement()
    days = [moment.today if param == MARK else param for param in params]
    return [Held(*row) for row in prepared.fetched(sql, days)]


def _areas_of(moment: Moment, fits: Callable[[Held], bool]) -> RawSQL:
    ids = Given.joined(posts.ids for posts in moment.once(held) if fits(posts))
    return RawSQL("SELECT unnest(%s::bigint[])", (ids,))


def _paths_of(moment: Moment, fits: Callable[[Held], bool]) -> RawSQL:
    paths = Given.joined(posts.paths for posts in moment.once(held) if fits(posts))
    return RawSQL("SELECT unnest(%s::text[])", (paths,))


def _served(moment: Moment, *roles: str) -> Q:
    """Is one of these posted here or in an area it lies in?

    One look at the posts for all areas and figures: asked area by area it costs the
    more the larger the county is. Nearly always somebody is posted here or one step
    up; only for the others the steps further up are taken.
    """

    def theirs(posts: Held) -> bool:
        return posts.role in roles

    here = _areas_of(moment, theirs)
    further_up = _paths_of(moment, theirs)
    return Q(pk__in=here) | Q(parent_id__in=here) | Q(path__under=further_up)


def _posted(moment: Moment, fits: Callable[[Held], bool]) -> Q:
    return Q(pk__in=_areas_of(moment, fits))


def _whole_team(moment: Moment) -> Q:
    of_village, of_grid = (
        _posted(moment, lambda p, duty=duty: (p.role, p.duty) == (Role.PARTNER, duty))
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
    lambda moment: (VILLAGE | GRID) & _posted(moment, lambda p: p.is_acting),
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
