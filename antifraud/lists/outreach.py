"""The lists of outreach events, of material and of what came in and went out."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.outreach import (
    AHEAD,
    IN_USE,
    UNWRITTEN,
    MaterialListFilterSet,
    MoveListFilterSet,
    OutreachListFilterSet,
)
from antifraud.models import Material, MaterialMove, OutreachEvent
from antifraud.workflow.people import Group
from station.lists import ListColumn, ListKind


def _soonest_first(params) -> tuple[str, ...]:
    """What is ahead or owed by its day, the rest newest first."""
    if params.get("state") in {AHEAD, UNWRITTEN}:
        return ("starts_at", "pk")
    return ("-starts_at", "-pk")


def _groups(row) -> str:
    words = dict(Group.choices)
    return "、".join(str(words[code]) for code in row.groups)


OUTREACH = ListKind(
    key="antifraud.outreachevent",
    label=_("Outreach events"),
    icon="speakerphone",
    model=OutreachEvent,
    permission="outreach.view",
    url_name="antifraud:outreach_list",
    filterset=OutreachListFilterSet,
    defaults={"state": AHEAD},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={
        "-when": ("-starts_at", "-pk"),
        "when": ("starts_at", "pk"),
        "reached": ("reached", "pk"),
        "-reached": ("-reached", "-pk"),
    },
    order_for=_soonest_first,
    columns=(
        ListColumn("title", _("Title"), lambda row: row.title, is_fixed=True),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn("kind", _("Kind"), lambda row: str(row.get_kind_display())),
        ListColumn(
            "topic",
            pgettext_lazy("outreach", "Topic"),
            lambda row: str(row.get_topic_display()),
        ),
        ListColumn("when", _("Begins"), lambda row: row.starts_at),
        ListColumn("until", _("Ends"), lambda row: row.ends_at, is_default=False),
        ListColumn("place", _("Place"), lambda row: row.place),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("led_by", _("Led by"), lambda row: row.led_by.name),
        ListColumn("groups", _("Whom it concerns"), _groups, is_default=False),
        ListColumn(
            "expected",
            _("People expected"),
            lambda row: row.expected,
            is_default=False,
        ),
        ListColumn("reached", _("People reached"), lambda row: row.reached),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
        ListColumn(
            "why",
            _("Why it was called off"),
            lambda row: row.cancel_reason,
            on_page=False,
        ),
    ),
    export_permission="outreach.export",
    export_name="antifraud:outreach_export",
    bulk_name="antifraud:outreach_bulk",
    file_name="outreach",
)

MATERIALS = ListKind(
    key="antifraud.material",
    label=_("Outreach material"),
    icon="package",
    model=Material,
    permission="material.view",
    url_name="antifraud:material_list",
    filterset=MaterialListFilterSet,
    defaults={"state": IN_USE},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={
        "name": ("name", "pk"),
        "-name": ("-name", "-pk"),
        "stock": ("stock", "pk"),
        "-stock": ("-stock", "-pk"),
    },
    columns=(
        ListColumn(
            "name",
            pgettext_lazy("material", "Name"),
            lambda row: row.name,
            is_fixed=True,
        ),
        ListColumn("kind", _("Kind"), lambda row: str(row.get_kind_display())),
        ListColumn("stock", _("In stock"), lambda row: row.stock),
        ListColumn(
            "unit",
            pgettext_lazy("material", "Counted in"),
            lambda row: row.unit,
            is_default=False,
        ),
        ListColumn("low_at", _("Tell at"), lambda row: row.low_at),
        ListColumn("storage", _("Where it lies"), lambda row: row.storage),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "keeper", pgettext_lazy("material", "Kept by"), lambda row: row.keeper.name
        ),
        ListColumn(
            "type",
            _("Scam type"),
            lambda row: str(row.scam_type or ""),
            is_default=False,
        ),
    ),
    export_permission="material.export",
    export_name="antifraud:material_export",
    file_name="materials",
)

MOVES = ListKind(
    key="antifraud.materialmove",
    label=_("Material in and out"),
    icon="arrows-exchange",
    model=MaterialMove,
    permission="material.view",
    url_name="antifraud:material_moves",
    filterset=MoveListFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "-when": ("-moved_at", "-pk"),
        "when": ("moved_at", "pk"),
    },
    columns=(
        ListColumn(
            "material", _("Material"), lambda row: row.material.name, is_fixed=True
        ),
        ListColumn(
            "kind",
            pgettext_lazy("material", "What happened"),
            lambda row: str(row.get_kind_display()),
        ),
        ListColumn("quantity", _("How many"), lambda row: row.quantity),
        ListColumn("left", pgettext_lazy("material", "Left"), lambda row: row.left),
        ListColumn(
            "for",
            _("For what"),
            lambda row: row.event.title if row.event else row.reason,
        ),
        ListColumn("by", _("By"), lambda row: row.moved_by.name),
        ListColumn("when", _("When"), lambda row: row.moved_at),
    ),
    export_permission="material.export",
    export_name="antifraud:material_moves_export",
    file_name="material-moves",
)
