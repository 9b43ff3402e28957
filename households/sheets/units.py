"""Units and venues by workbook: known by their door and name, else new."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from households.actions import units, venues
from households.models import Unit, UnitKind
from households.sheets import venues as venue_sheets
from households.sheets.places import address_for, address_of, place_columns
from station import policy
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetColumn,
    SheetContext,
    SheetKind,
)

FACTS = ("kind", "credit_code", "contact_name", "contact_phone", "staff_count", "note")
COLUMNS = (
    SheetColumn(
        "name",
        pgettext_lazy("place", "Name"),
        aliases=("单位名称", "名称", "场所名称", "name"),
        required=True,
        longest=120,
    ),
    SheetColumn(
        "kind",
        gettext_lazy("Kind"),
        aliases=("单位类别", "类别", "类型", "kind"),
        kind="choice",
        required=True,
        choices=UnitKind.choices,
    ),
    *place_columns("unit.create"),
    SheetColumn(
        "contact_name",
        gettext_lazy("Person in charge"),
        aliases=("负责人", "法定代表人", "联系人"),
        longest=60,
    ),
    SheetColumn(
        "contact_phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "电话", "手机号"),
        kind="phone",
    ),
    SheetColumn(
        "credit_code",
        gettext_lazy("Social credit code"),
        aliases=("统一社会信用代码", "信用代码"),
        longest=18,
    ),
    SheetColumn(
        "staff_count",
        gettext_lazy("Staff"),
        aliases=("从业人数", "从业人员数", "人数"),
        kind="number",
    ),
    SheetColumn("note", gettext_lazy("Remark"), aliases=("备注",), longest=300),
    *venue_sheets.COLUMNS,
)


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """New, changed or as it is; an empty cell leaves what is known."""
    address = address_of(values, context)
    if address is not None and not policy.can(
        context.owner, "unit.create", Unit(area=address.area)
    ):
        raise RowRefused(_("This door belongs to another grid."), column="door")
    unit = _known(values, address)
    key = f"{values['area']}/{values['group_name']}/{values['door']}/{values['name']}"
    if unit is not None and unit.closed_on is not None:
        raise RowRefused(_("This unit is closed already."), column="name")
    venue, _is_other = venue_sheets.venue_of(unit, values, context)
    if unit is None:
        return RowPlan("new", values["name"], key=key)
    changes = (*_changes(unit, values), *venue_sheets.changes(unit, venue))
    return RowPlan("changed" if changes else "unchanged", unit.name, changes, key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Add the unit, or set its data right."""
    plan = check_row(values, context)
    if plan.state == "unchanged":
        return plan.state
    address = address_for(values, context, by=by, at=at)
    unit = _known(values, address)
    venue, is_other = venue_sheets.venue_of(unit, values, context)
    facts = units.Facts(name=values["name"], **_facts(unit, values))
    if unit is None:
        unit = units.create(address=address, facts=facts, by=by, at=at)
    elif any(_changes(unit, values)):
        unit = units.edit(
            unit=unit, address=address, facts=facts, version=unit.version, by=by, at=at
        )
    if is_other:
        venues.describe(unit=unit, venue=venue, version=unit.version, by=by, at=at)
    return plan.state


def _known(values: dict, address) -> Unit | None:
    if address is None:
        return None
    rows = Unit.objects.filter(address=address, name=values["name"])
    rows = rows.select_related("venue_kind")
    return rows.order_by("closed_on", "pk").first()


def _facts(unit: Unit | None, values: dict) -> dict:
    """What the workbook says, and where it says nothing what is known."""
    return {
        name: values[name]
        if values.get(name) not in (None, "")
        else getattr(unit, name, None if name == "staff_count" else "")
        for name in FACTS
    }


def _changes(unit: Unit, values: dict):
    for name in FACTS:
        before, after = getattr(unit, name), values.get(name)
        if after in (None, "") or after == before:
            continue
        label = str(next(c.header for c in COLUMNS if c.key == name))
        if name == "contact_phone":
            yield label, "", _("changed")
        else:
            words = dict(UnitKind.choices) if name == "kind" else {}
            yield (
                label,
                str(words.get(before, before or "")),
                str(words.get(after, after)),
            )


registry.add_sheet(
    SheetKind(
        key="households.unit",
        label=gettext_lazy("Units"),
        icon="building-store",
        permission="unit.create",
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="households.unit",
        url_name="households:unit_list",
        hints=(
            gettext_lazy("A unit is known by its door and its name."),
            gettext_lazy("An empty cell leaves what is known."),
        ),
    )
)
