"""Documents to deliver by the counter's workbook."""

from django.utils.translation import gettext_lazy

from households.actions import delivery_sheets
from households.actions.deliveries import Item
from households.models import DocumentKind
from households.places import areas_in
from station.models import Area
from station.registry import registry
from station.sheet_kinds import (
    RowPlan,
    SheetColumn,
    SheetContext,
    SheetKind,
)

PERMISSION = "delivery_batch.create"


def _kinds(_owner) -> list[tuple[str, str]]:
    rows = DocumentKind.objects.filter(is_active=True)
    return [(row.code, row.name) for row in rows]


def _places(owner) -> list[tuple[str, str]]:
    rows = areas_in(owner, PERMISSION).exclude(kind=Area.Kind.GRID)
    return [(str(row.pk), row.short_name) for row in rows]


COLUMNS = (
    SheetColumn(
        "holder_name",
        gettext_lazy("Holder"),
        aliases=("持证人", "姓名", "领证人"),
        required=True,
        longest=60,
    ),
    SheetColumn(
        "kind",
        gettext_lazy("Document"),
        aliases=("证件", "证件种类", "证件类型"),
        kind="choice",
        required=True,
        choices=_kinds,
    ),
    SheetColumn(
        "area",
        gettext_lazy("Village"),
        aliases=("村", "村(社区)", "村（社区）", "社区"),
        kind="choice",
        required=True,
        choices=_places,
    ),
    SheetColumn(
        "place",
        gettext_lazy("Address"),
        aliases=("地址", "住址", "送达地址"),
        required=True,
    ),
    SheetColumn(
        "document_number",
        gettext_lazy("Document number"),
        aliases=("证件号码", "证号", "公民身份号码"),
        longest=40,
    ),
    SheetColumn(
        "phone",
        gettext_lazy("Phone"),
        aliases=("联系电话", "电话", "手机号"),
        kind="phone",
    ),
)


def _villages(context: SheetContext) -> dict:
    """The villages one may list for, by their ids; asked once a workbook."""
    if "villages" not in context.memory:
        rows = areas_in(context.owner, PERMISSION)
        context.memory["villages"] = {str(row.pk): row for row in rows}
    return context.memory["villages"]


def _document_kinds(context: SheetContext) -> dict:
    if "kinds" not in context.memory:
        rows = DocumentKind.objects.filter(is_active=True)
        context.memory["kinds"] = {row.code: row for row in rows}
    return context.memory["kinds"]


def _item(values: dict, context: SheetContext) -> Item:
    return Item(
        kind=_document_kinds(context)[values["kind"]],
        holder_name=values["holder_name"],
        area=_villages(context)[values["area"]],
        place=values["place"],
        document_number=values.get("document_number") or "",
        phone=values.get("phone") or "",
    )


def check_row(values: dict, context: SheetContext) -> RowPlan:
    """New, or already on its way."""
    item = _item(values, context)
    key = "/".join(
        (values["kind"], item.area.name, item.holder_name, item.document_number)
    )
    state = "unchanged" if delivery_sheets.known(item) else "new"
    return RowPlan(state, f"{item.kind} · {item.holder_name}", key=key)


def commit_row(values: dict, context: SheetContext, *, by, at) -> str:
    """Put it on the list of the day."""
    item = _item(values, context)
    if delivery_sheets.known(item):
        return "unchanged"
    delivery_sheets.add(area=context.area, item=item, by=by, at=at)
    return "new"


registry.add_sheet(
    SheetKind(
        key="households.delivery",
        label=gettext_lazy("Documents to deliver"),
        icon="files",
        permission=PERMISSION,
        columns=COLUMNS,
        check_row=check_row,
        commit_row=commit_row,
        list_key="households.delivery",
        url_name="households:delivery_list",
        hints=(
            gettext_lazy("A document that is on its way already is not listed again."),
        ),
    )
)
