"""The alliance by workbook: a member is known by name and phone, else by the place."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.actions import allies
from antifraud.models import Ally, Audience
from antifraud.sheets.audiences import places
from antifraud.workflow.people import Group
from station import names, phones, policy
from station.models import Area
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetColumn,
    SheetContext,
    SheetKind,
)

CREATE = "ally.create"
SEPARATORS = re.compile(r"[、，,；;]+")
SHOWN = ("kind", "organisation", "area")

COLUMNS = (
    SheetColumn(
        "name",
        gettext_lazy("Full name"),
        aliases=("姓名", "成员姓名", "name"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "kind",
        gettext_lazy("Who it is"),
        aliases=("身份", "人群类别", "类别", "kind"),
        kind="choice",
        required=True,
        choices=Group.choices,
    ),
    SheetColumn(
        "area",
        gettext_lazy("Area"),
        aliases=("所属辖区", "辖区", "村(社区)", "村社区", "村", "社区", "area"),
        kind="choice",
        required=True,
        choices=places(CREATE),
    ),
    SheetColumn(
        "phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "电话", "手机号", "手机号码"),
        kind="phone",
    ),
    SheetColumn(
        "organisation",
        gettext_lazy("School, shop or unit"),
        aliases=("单位", "学校", "所在单位", "店铺"),
        longest=80,
    ),
    SheetColumn(
        "groups",
        gettext_lazy("Groups"),
        aliases=("所在群组", "所在群", "群组"),
        longest=400,
        help=gettext_lazy("Names of groups in the register, with a comma between."),
    ),
    SheetColumn(
        "joined_on",
        gettext_lazy("Member since"),
        aliases=("加入日期", "入盟日期"),
        kind="date",
    ),
)
HEADS = {column.key: column.header for column in COLUMNS}


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """Somebody new, set right, or as they are; an empty cell leaves what is known."""
    known = _known(values, context)
    facts = _facts(known, values, context)
    if facts.joined_on > context.today:
        raise RowRefused(_("This day has not come yet."), column="joined_on")
    number = phones.normalise(facts.phone)
    key = f"{facts.name}/{number or facts.area.pk}"
    if known is None:
        return RowPlan("new", facts.name, key=key)
    changes = tuple(_changes(known, facts, values, context))
    return RowPlan("changed" if changes else "unchanged", known.name, changes, key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Take somebody in, or set the register right."""
    plan = check_row(values, context)
    if plan.state == "unchanged":
        return plan.state
    known = _known(values, context)
    facts = _facts(known, values, context)
    if known is None:
        allies.take_in(facts=facts, by=by, at=at)
    else:
        allies.edit(ally=known, facts=facts, version=known.version, by=by, at=at)
    return plan.state


def _known(values: dict, context: SheetContext) -> Ally | None:
    """A member of this name, with this phone or, without one, at this place."""
    rows = Ally.objects.visible_to(context.owner, "edit").active()
    rows = rows.filter(name=names.normalise(values["name"]))
    number = phones.normalise(values["phone"])
    if number:
        rows = rows.filter(phone_index=Ally.index_of_phone(number))
    else:
        rows = rows.filter(area=values["area"])
    return rows.select_related("area").order_by("pk").first()


def _facts(known, values: dict, context: SheetContext) -> allies.AllyFacts:
    """What the workbook says, and where it says nothing what is known."""
    phone, unit = values["phone"], values["organisation"]
    joined_on, groups, resident = values["joined_on"], (), None
    if known is not None:
        phone, unit = phone or known.phone, unit or known.organisation
        joined_on, resident = joined_on or known.joined_on, known.resident
        mine = known.audiences.visible_to(context.owner).defer("address")
        groups = tuple(mine.order_by("pk"))
    return allies.AllyFacts(
        name=names.normalise(values["name"]),
        kind=values["kind"],
        area=_area(values, context),
        joined_on=joined_on or context.today,
        organisation=unit,
        phone=phone,
        resident=resident,
        audiences=_groups(values["groups"], context) or groups,
    )


def _area(values: dict, context: SheetContext) -> Area:
    """One of the places of the list, where the sender may take somebody in."""
    areas = context.memory.setdefault("areas", {})
    if values["area"] not in areas:
        areas[values["area"]] = Area.objects.get(pk=values["area"])
    area = areas[values["area"]]
    if not policy.covers(context.owner, CREATE, area):
        raise RowRefused(_("You take nobody in there."), column="area")
    return area


def _groups(text: str, context: SheetContext) -> tuple[Audience, ...]:
    """The groups of these names in the sender's charge."""
    if "groups" not in context.memory:
        rows = Audience.objects.visible_to(context.owner).active().defer("address")
        context.memory["groups"] = {row.name: row for row in rows}
    known = context.memory["groups"]
    said = [names.normalise(word) for word in SEPARATORS.split(text) if word.strip()]
    strange = [word for word in said if word not in known]
    if strange:
        raise RowRefused(_("No such group: %s") % strange[0], column="groups")
    return tuple(sorted({known[word] for word in said}, key=lambda row: row.pk))


def _changes(known: Ally, facts: allies.AllyFacts, values: dict, context):
    for name in SHOWN:
        before, after = getattr(known, name), getattr(facts, name)
        if before != after:
            yield str(HEADS[name]), _told(name, before), _told(name, after)
    if known.joined_on != facts.joined_on:
        yield str(HEADS["joined_on"]), str(known.joined_on), str(facts.joined_on)
    if known.phone != phones.normalise(facts.phone):
        yield str(HEADS["phone"]), known.phone_masked, phones.masked(facts.phone)
    if not values["groups"]:
        return
    seen = known.audiences.visible_to(context.owner)
    before = sorted(seen.values_list("name", flat=True))
    after = sorted(row.name for row in facts.audiences)
    if before != after:
        yield str(HEADS["groups"]), "、".join(before), "、".join(after)


def _told(name: str, value) -> str:
    """A value as the preview shows it."""
    return str(Group(value).label) if name == "kind" else str(value)


registry.add_sheet(
    SheetKind(
        key="antifraud.ally",
        label=gettext_lazy("Members of the alliance"),
        icon="heart-handshake",
        permission=CREATE,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="antifraud.ally",
        url_name="antifraud:ally_list",
        hints=(
            gettext_lazy("A member is known by the name and the phone."),
            gettext_lazy("An empty cell leaves what is known."),
        ),
        takes_text=True,
    )
)
