"""The register of audiences by workbook: a group is known by its area and name."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from antifraud.actions import audiences
from antifraud.keepers import keepers
from antifraud.models import Audience
from antifraud.workflow.people import Group
from antifraud.workflow.sendings import BY_MACHINE, Channel
from station import names, policy
from station.errors import RuleError
from station.models import Area
from station.places import areas_of
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetColumn,
    SheetContext,
    SheetKind,
)

CREATE = "audience.create"
SHOWN = ("kind", "size", "channel", "owner", "led_by", "note")


def places(permission: str):
    """From the station to the villages; a grid's name says not where it lies."""

    def choices(owner) -> list[tuple[str, str]]:
        rows = areas_of(owner, permission).exclude(kind=Area.Kind.GRID)
        return [(str(area.pk), area.short_name) for area in rows]

    return choices


COLUMNS = (
    SheetColumn(
        "name",
        gettext_lazy("Name of the group"),
        aliases=("群组名称", "群名称", "群名", "受众名称", "名称", "name"),
        required=True,
        longest=80,
    ),
    SheetColumn(
        "kind",
        gettext_lazy("Kind of people"),
        aliases=("人群类别", "人群", "类别", "kind"),
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
        "size",
        pgettext_lazy("audience", "People"),
        aliases=("人数", "群人数", "成员数", "size"),
        kind="number",
        required=True,
    ),
    SheetColumn(
        "channel",
        gettext_lazy("Channel"),
        aliases=("渠道", "发送渠道", "channel"),
        kind="choice",
        required=True,
        choices=Channel.choices,
    ),
    SheetColumn(
        "address",
        gettext_lazy("Address of the channel"),
        aliases=("渠道地址", "机器人地址", "邮箱", "address"),
        longest=400,
        help=gettext_lazy("Only for work-chat, mail and SMS."),
    ),
    SheetColumn(
        "owner",
        gettext_lazy("Kept by"),
        aliases=("责任民警", "负责民警", "警号", "owner"),
        longest=40,
        help=gettext_lazy("Badge number or name; empty: yourself."),
    ),
    SheetColumn(
        "led_by",
        gettext_lazy("Leader of the group"),
        aliases=("群主", "群负责人", "辅导员"),
        longest=60,
    ),
    SheetColumn("note", gettext_lazy("Remark"), aliases=("备注", "note"), longest=300),
)
HEADS = {column.key: column.header for column in COLUMNS}


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """A new group, one set right, or as it is; an empty cell leaves what is known."""
    known = _known(values, context)
    facts = _facts(known, values, context)
    key = f"{facts.area.pk}/{facts.name}"
    if known is None:
        _try(facts)
        return RowPlan("new", facts.name, key=key)
    changes = tuple(_changes(known, facts))
    return RowPlan("changed" if changes else "unchanged", known.name, changes, key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Enter a group, or set the register right."""
    plan = check_row(values, context)
    if plan.state == "unchanged":
        return plan.state
    known = _known(values, context)
    facts = _facts(known, values, context)
    if known is None:
        audiences.create(facts=facts, by=by, at=at)
    else:
        audiences.edit(audience=known, facts=facts, version=known.version, by=by, at=at)
    return plan.state


def _try(facts: audiences.AudienceFacts) -> None:
    """What the action would refuse is said before anything is written."""
    try:
        audiences.check(facts)
    except RuleError as error:
        column = error.code if error.code in HEADS else ""
        raise RowRefused(str(error), column=column) from None


def _known(values: dict, context: SheetContext) -> Audience | None:
    """The group of this name at this place, in the sender's charge."""
    rows = Audience.objects.visible_to(context.owner, "edit")
    rows = rows.filter(area=values["area"], name=names.normalise(values["name"]))
    return rows.select_related("area", "owner").first()


def _facts(known, values: dict, context: SheetContext) -> audiences.AudienceFacts:
    """What the workbook says, and where it says nothing what is known."""
    kept = {"address": "", "led_by": "", "note": "", "owner": context.owner}
    if known is not None:
        kept = {name: getattr(known, name) for name in kept}
    for name in ("address", "led_by", "note"):
        kept[name] = values[name] or kept[name]
    if values["owner"]:
        kept["owner"] = _owner(values["owner"], context)
    return audiences.AudienceFacts(
        **kept,
        name=names.normalise(values["name"]),
        kind=values["kind"],
        area=_area(values, context),
        size=values["size"],
        channel=values["channel"],
    )


def _area(values: dict, context: SheetContext) -> Area:
    """One of the places of the list, where the sender may enter a group."""
    areas = context.memory.setdefault("areas", {})
    if values["area"] not in areas:
        areas[values["area"]] = Area.objects.get(pk=values["area"])
    area = areas[values["area"]]
    if not policy.covers(context.owner, CREATE, area):
        raise RowRefused(_("You enter no groups there."), column="area")
    return area


def _owner(text: str, context: SheetContext):
    """An officer by badge number or name; two of one name by badge number only."""
    known = context.memory.get("owners")
    if known is None:
        known = context.memory["owners"] = {}
        for person in keepers(context.owner):
            known.setdefault(person.badge_number, []).append(person)
            known.setdefault(person.name, []).append(person)
    found = known.get(names.normalise(text), [])
    if len(found) != 1:
        raise RowRefused(
            _("No officer, or more than one: give the badge number."), column="owner"
        )
    return found[0]


def _changes(known: Audience, facts: audiences.AudienceFacts):
    for name in SHOWN:
        before, after = getattr(known, name), getattr(facts, name)
        if before != after:
            yield str(HEADS[name]), _told(name, before), _told(name, after)
    if facts.channel in BY_MACHINE and known.address != facts.address:
        yield str(HEADS["address"]), "******", "******"


def _told(name: str, value) -> str:
    """A value as the preview shows it."""
    words = {"kind": Group, "channel": Channel}
    return str(words[name](value).label) if name in words else str(value)


registry.add_sheet(
    SheetKind(
        key="antifraud.audience",
        label=gettext_lazy("Audiences"),
        icon="users-group",
        permission=CREATE,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="antifraud.audience",
        url_name="antifraud:audience_list",
        hints=(
            gettext_lazy("A group is known by its area and its name."),
            gettext_lazy("An empty cell leaves what is known."),
        ),
        takes_text=True,
    )
)
