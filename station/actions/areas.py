"""Drawing the territory: areas are made, edited and retired, never deleted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from station import policy
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User
from station.models.area import STEP

# What may lie directly below what.
BELOW = {
    Area.Kind.PROVINCE: {Area.Kind.PREFECTURE},
    Area.Kind.PREFECTURE: {Area.Kind.COUNTY},
    Area.Kind.COUNTY: {Area.Kind.STATION},
    Area.Kind.STATION: {Area.Kind.TOWNSHIP, Area.Kind.COMMUNITY},
    Area.Kind.TOWNSHIP: {Area.Kind.COMMUNITY},
    Area.Kind.COMMUNITY: {Area.Kind.GRID},
    Area.Kind.GRID: set(),
}
EDITABLE = ("name", "short_name", "profile")


@transaction.atomic
def create(
    *,
    parent: Area | None,
    kind: str,
    name: str,
    short_name: str = "",
    code: str | None = None,
    profile: dict | None = None,
    by: User | None,
    at: datetime,
) -> Area:
    """Add an area below another; officers add grids, the county adds stations.

    Raises RuleError when the kind does not belong there or the name is taken.
    """
    if parent is not None:
        parent = lock(parent)
        if Area.Kind(kind) not in BELOW[Area.Kind(parent.kind)]:
            raise RuleError(
                _("A %(kind)s cannot lie directly below a %(parent)s.")
                % {
                    "kind": Area.Kind(kind).label,
                    "parent": parent.get_kind_display(),
                }
            )
        if parent.children.filter(name=name).exists():
            raise RuleError(_("There is already an area of this name here."))
    area = Area.objects.create(
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_name or name,
        code=code,
        profile=profile or {},
        path=_next_path(parent),
    )
    record(kind="area.created", subject=area, by=by, at=at, area=area)
    return area


def _next_path(parent: Area | None) -> str:
    """The path of the next child; the parent's lock makes it unique."""
    prefix = parent.path if parent else ""
    last = (
        Area.objects.filter(parent=parent)
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )
    step = int(last[-STEP:]) + 1 if last else 1
    return f"{prefix}{step:0{STEP}d}"


@transaction.atomic
def edit(*, area: Area, version: int, by: User, at: datetime, **changes) -> Area:
    """Correct the name or the profile of an area.

    Raises StaleVersion when somebody saved meanwhile, RuleError on a taken name.
    """
    before = lock(area, version=version)
    after = Area.objects.get(pk=area.pk)
    for name in EDITABLE:
        if name in changes:
            setattr(after, name, changes[name])
    siblings = Area.objects.filter(parent_id=after.parent_id, name=after.name)
    if siblings.exclude(pk=after.pk).exists():
        raise RuleError(_("There is already an area of this name here."))
    after.version = before.version + 1
    after.save()
    moved = differences(before, after, EDITABLE)
    record(kind="area.edited", subject=after, by=by, at=at, area=after, changes=moved)
    return after


@transaction.atomic
def retire(*, area: Area, by: User, at: datetime, reason: str) -> Area:
    """Take a grid out of use; what happened in it stays readable.

    Raises RuleError while somebody serves or lives there.
    """
    area = lock(area)
    if area.kind != Area.Kind.GRID:
        raise RuleError(_("Only grids can be taken out of use."))
    if not policy.covers(by, "area.edit", area):
        raise RuleError(_("This grid is not yours to change."))
    if area.households.filter(left_on__isnull=True).exists():
        raise RuleError(_("Households still belong to this grid. Move them first."))
    if area.posts.valid(on=at.date()).exists():
        raise RuleError(_("Somebody still serves in this grid. End the posts first."))
    area.is_active = False
    area.version += 1
    area.save(update_fields=["is_active", "version", "updated_at"])
    record(kind="area.retired", subject=area, by=by, at=at, area=area, note=reason)
    return area
