"""The ledger of outreach by workbook: what was held goes in with its figures.

An event is known by its title, its place and when it began.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from antifraud.actions import outreach as actions
from antifraud.actions import outreach_results as results
from antifraud.forms.outreach import areas_for
from antifraud.models import OutreachEvent
from antifraud.workflow.outreach import OutreachKind, Topic
from station.errors import RuleError
from station.models import Area
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    RowRefused,
    SheetColumn,
    SheetContext,
    SheetKind,
)

CREATE = "outreach.create"
USUAL = timedelta(hours=1)
FIELD_OF = {
    "no_title": "title",
    "no_place": "place",
    "starts_at": "starts_at",
    "ends_at": "ends_at",
    "people": "expected",
    "not_serving": "area",
    "not_begun": "reached",
}


def _places(owner) -> list[tuple[str, str]]:
    """From the station to the villages; a grid's name says not where it lies."""
    rows = areas_for(owner, CREATE).exclude(kind=Area.Kind.GRID)
    return [(str(area.pk), area.short_name) for area in rows]


COLUMNS = (
    SheetColumn(
        "title",
        gettext_lazy("Title"),
        aliases=("活动名称", "活动主题", "名称", "主题名称"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "kind",
        gettext_lazy("Kind"),
        aliases=("活动形式", "宣传形式", "形式"),
        kind="choice",
        required=True,
        choices=OutreachKind.choices,
    ),
    SheetColumn(
        "topic",
        pgettext_lazy("outreach", "Topic"),
        aliases=("宣传内容", "内容"),
        kind="choice",
        choices=Topic.choices,
    ),
    SheetColumn(
        "area",
        gettext_lazy("Area"),
        aliases=("所属村", "村(社区)", "村社区", "村", "社区"),
        kind="choice",
        required=True,
        choices=_places,
    ),
    SheetColumn(
        "place",
        gettext_lazy("Place"),
        aliases=("活动地点",),
        required=True,
        longest=120,
    ),
    SheetColumn(
        "starts_at",
        gettext_lazy("Begins"),
        aliases=("活动时间", "时间", "日期"),
        kind="moment",
        required=True,
    ),
    SheetColumn(
        "ends_at",
        gettext_lazy("Ends"),
        kind="moment",
        help=gettext_lazy("An hour after it began, where nothing stands here."),
    ),
    SheetColumn("expected", gettext_lazy("People expected"), kind="number"),
    SheetColumn(
        "reached",
        gettext_lazy("People reached"),
        aliases=("参加人数", "受教育人数", "覆盖人数"),
        kind="number",
        help=gettext_lazy("Where it was held; else it is only planned."),
    ),
    SheetColumn(
        "helpers",
        gettext_lazy("Helpers"),
        aliases=("参与人员",),
        longest=200,
    ),
    SheetColumn(
        "result",
        pgettext_lazy("outreach", "How it went"),
        aliases=("活动简况", "备注"),
        longest=2000,
    ),
)


def prepare(rows: Iterable[dict], context: SheetContext) -> None:
    """What stands there already of all these titles, in one query."""
    titles = {(row.get("title") or "").strip() for row in rows}
    known = OutreachEvent.objects.filter(title__in=titles - {""})
    context.memory["known"] = set(
        known.values_list("title", "place", "starts_at", "area_id")
    )


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """Something new, or what stands there already: nothing is changed by a list."""
    facts = _facts(values, context)
    key = f"{facts.title}/{facts.place}/{facts.starts_at:%Y%m%d%H%M}"
    if _known(facts, context):
        return RowPlan("unchanged", facts.title, key=key)
    if values["reached"] is not None and facts.starts_at.date() > context.today:
        raise RowRefused(_("It has not been held yet."), column="reached")
    return RowPlan("new", facts.title, key=key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Put it into the calendar, and write it up where people were reached."""
    context.memory.pop("known", None)  # asked anew: a repeat changes nothing
    plan = check_row(values, context)
    if plan.state == "unchanged":
        return plan.state
    try:
        _write(values, context, by=by, at=at)
    except RuleError as error:
        column = FIELD_OF.get(error.code, "")
        raise RowRefused(str(error), column=column) from None
    return plan.state


def _write(values: dict, context: SheetContext, *, by, at) -> None:
    event = actions.plan(facts=_facts(values, context), by=by, at=at)
    if values["reached"] is not None:
        results.write_up(
            event=event,
            reached=values["reached"],
            result=values["result"],
            version=event.version,
            by=by,
            at=at,
        )


def _known(facts: actions.OutreachFacts, context: SheetContext) -> bool:
    """As it was looked up for all rows, else now."""
    if "known" in context.memory:
        key = (facts.title, facts.place, facts.starts_at, facts.area.pk)
        return key in context.memory["known"]
    rows = OutreachEvent.objects.filter(title=facts.title, place=facts.place)
    return rows.filter(starts_at=facts.starts_at, area=facts.area).exists()


def _facts(values: dict, context: SheetContext) -> actions.OutreachFacts:
    begins = values["starts_at"]
    return actions.OutreachFacts(
        kind=values["kind"],
        topic=values["topic"] or Topic.FRAUD,
        title=values["title"].strip(),
        area=_area(values, context),
        place=values["place"].strip(),
        starts_at=begins,
        ends_at=values["ends_at"] or begins + USUAL,
        led_by=context.owner,
        expected=values["expected"],
        helpers=values["helpers"],
    )


def _area(values: dict, context: SheetContext) -> Area:
    """One of the places of the list, looked up once."""
    places = context.memory.setdefault("areas", {})
    if values["area"] not in places:
        places[values["area"]] = Area.objects.get(pk=values["area"])
    return places[values["area"]]


registry.add_sheet(
    SheetKind(
        key="antifraud.outreachevent",
        label=gettext_lazy("Ledger of outreach"),
        icon="speakerphone",
        permission=CREATE,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        prepare=prepare,
        list_key="antifraud.outreachevent",
        url_name="antifraud:outreach_list",
        hints=(
            gettext_lazy("You lead what comes in this way; hand it over afterwards."),
            gettext_lazy("What stands there already is left as it is."),
        ),
    )
)
