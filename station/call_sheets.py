"""Call records by workbook or CSV, as the 110 desk exports them."""

from django.utils.translation import gettext_lazy

from station.actions import calls
from station.registry import registry
from station.screening.loading import judge_of
from station.sheet_kinds import (
    RowPlan,
    SheetColumn,
    SheetContext,
    SheetKind,
)

COLUMNS = (
    SheetColumn(
        "number",
        gettext_lazy("Number of the call"),
        aliases=("接警编号", "警情编号", "接警单号", "接处警编号", "编号", "警情号"),
        required=True,
        longest=40,
    ),
    SheetColumn(
        "called_at",
        gettext_lazy("Called"),
        aliases=("报警时间", "接警时间", "来电时间", "时间", "报警日期"),
        kind="moment",
        required=True,
    ),
    SheetColumn(
        "caller_name",
        gettext_lazy("Caller"),
        aliases=("报警人", "报警人姓名", "来电人", "姓名"),
        longest=60,
    ),
    SheetColumn(
        "phone",
        gettext_lazy("Phone"),
        aliases=("报警电话", "联系电话", "来电号码", "报警人电话", "电话", "主叫号码"),
        longest=40,
    ),
    SheetColumn(
        "category",
        gettext_lazy("Category at the desk"),
        aliases=("警情类别", "警情类型", "报警类别", "类别", "案件类别"),
        longest=40,
    ),
    SheetColumn(
        "place",
        gettext_lazy("Where"),
        aliases=("发生地点", "案发地点", "事发地点", "地点", "地址", "警情地址"),
        longest=120,
    ),
    SheetColumn(
        "summary",
        gettext_lazy("What was told"),
        aliases=("简要案情", "报警内容", "警情内容", "案情", "警情描述", "内容"),
        required=True,
        longest=4000,
    ),
    SheetColumn(
        "handling",
        gettext_lazy("Handled at the desk"),
        aliases=("处警结果", "处理结果", "处置结果", "处警情况", "结果"),
        longest=60,
    ),
)


def prepare(rows, context: SheetContext) -> None:
    """The villages, the terms, and which calls are on file, once for all rows."""
    memory = context.memory
    if "judge" not in memory:
        memory["judge"] = judge_of(context.area)
        memory["places"] = calls.Gazetteer(context.area)
    memory["known"] = calls.known_numbers(context.area, [r["number"] for r in rows])


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """New, or on file and left as it is."""
    calls.check(facts_of(values), on=context.today)
    is_known = values["number"] in context.memory["known"]
    title = f"{values['number']} · {values['place']}"
    return RowPlan("unchanged" if is_known else "new", title, key=values["number"])


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Take the call in, unless it is on file."""
    if values["number"] in context.memory["known"]:
        return "unchanged"
    batch = calls.open_batch(
        station=context.area,
        name=context.source.original_name,
        by=by,
        at=at,
        sheet_import=context.source,
    )
    made = calls.take_in(
        batch=batch,
        facts=facts_of(values),
        judge=context.memory["judge"],
        gazetteer=context.memory["places"],
        by=by,
        at=at,
    )
    return "new" if made else "unchanged"


def facts_of(values: dict) -> calls.CallFacts:
    """A row as the action takes it."""
    return calls.CallFacts(**{c.key: values[c.key] for c in COLUMNS})


registry.add_sheet(
    SheetKind(
        key="station.callrecord",
        label=gettext_lazy("Call records"),
        icon="phone",
        permission="call_record.create",
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="station.callrecord",
        url_name="station:call_list",
        prepare=prepare,
        hints=(
            gettext_lazy("A call is known by its number and taken in once."),
            gettext_lazy("The columns of the desk's export are understood."),
        ),
        takes_text=True,
    )
)
