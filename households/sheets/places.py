"""Where a row of a workbook lies: a village, a group, a door; shared by the kinds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.actions import addresses
from households.models import Address
from households.places import areas_in
from station.models import Area
from station.sheet_kinds import RowRefused, SheetColumn, SheetContext


def place_columns(permission: str) -> tuple[SheetColumn, ...]:
    """Village, group and door; the villages are those of the right."""

    def villages(owner):
        return [(str(area.pk), area.short_name) for area in areas_in(owner, permission)]

    return (
        SheetColumn(
            "area",
            gettext_lazy("Village or community"),
            aliases=("村(社区)", "村", "社区", "村社区", "所属村", "village"),
            kind="choice",
            required=True,
            choices=villages,
        ),
        SheetColumn(
            "group_name",
            gettext_lazy("Group or building"),
            aliases=("社", "组", "村民小组", "楼栋", "group"),
            longest=40,
        ),
        SheetColumn(
            "door",
            gettext_lazy("Door"),
            aliases=("门牌号", "门牌", "号", "door"),
            required=True,
            longest=40,
        ),
    )


def address_of(values: dict, context: SheetContext) -> Address | None:
    """The door in the register, where it is there already."""
    area = _area(values, context)
    return addresses.find(
        area=area, group_name=values["group_name"], door=values["door"]
    )


def address_for(values: dict, context: SheetContext, *, by, at) -> Address:
    """The door, put into the register where it was not there."""
    found = address_of(values, context)
    if found is not None:
        return found
    return addresses.create(
        area=_area(values, context),
        group_name=values["group_name"],
        door=values["door"],
        by=by,
        at=at,
    )


def _area(values: dict, context: SheetContext) -> Area:
    known = context.memory.setdefault("areas", {})
    pk = int(values["area"])
    if pk not in known:
        known[pk] = Area.objects.select_related("parent").filter(pk=pk).first()
    if known[pk] is None:
        raise RowRefused(_("There is no such village."), column="area")
    return known[pk]
