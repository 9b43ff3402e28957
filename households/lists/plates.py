"""The lists of door plates and of their batches, and what is done with many."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from households.actions import door_plates, plate_batches
from households.filters.door_plates import (
    DoorPlateListFilterSet,
    PlateBatchFilterSet,
)
from households.forms.door_plates import SizeField
from households.models import Address, DoorPlate, PlateBatch, PlateEnd
from station.bulk import BulkAction
from station.errors import RuleError
from station.forms.bulk import BulkForm
from station.forms.once import date_input
from station.lists import ListColumn, ListKind
from station.registry import registry
from station.tasks import ring_job

PLATES = ListKind(
    key="households.doorplate",
    label=gettext_lazy("Door plates"),
    icon="qrcode",
    model=DoorPlate,
    permission="door_plate.view",
    url_name="households:plate_list",
    filterset=DoorPlateListFilterSet,
    defaults={"status": "active"},
    prepare=lambda rows: rows.for_list().defer("token"),
    orders={
        "number": ("number", "pk"),
        "-number": ("-number", "-pk"),
        "address": ("address__text", "pk"),
        "-address": ("-address__text", "-pk"),
        "issued": ("issued_at", "pk"),
        "-issued": ("-issued_at", "-pk"),
    },
    columns=(
        ListColumn(
            "address",
            gettext_lazy("Address"),
            lambda row: row.address.text,
            is_fixed=True,
        ),
        ListColumn(
            "number",
            gettext_lazy("Plate number"),
            lambda row: row.number,
            is_fixed=True,
        ),
        ListColumn("area", gettext_lazy("Area"), lambda row: row.area.name),
        ListColumn("state", gettext_lazy("State"), lambda r: r.get_status_display()),
        ListColumn("issued", gettext_lazy("Issued"), lambda row: row.issued_at),
        ListColumn(
            "printed",
            pgettext_lazy("plate", "Printed"),
            lambda row: row.printed_at,
            is_default=False,
        ),
        ListColumn("mounted", gettext_lazy("Put up on"), lambda row: row.mounted_on),
        ListColumn(
            "ended",
            gettext_lazy("Why it ended"),
            lambda row: row.get_end_kind_display(),
            is_default=False,
        ),
    ),
    export_permission="door_plate.export",
    export_name="households:plate_export",
    bulk_name="households:plate_bulk",
    file_name="door-plates",
)
BATCHES = ListKind(
    key="households.platebatch",
    label=gettext_lazy("Batches of plates"),
    icon="printer",
    model=PlateBatch,
    permission="door_plate.view",
    url_name="households:plate_batch_list",
    filterset=PlateBatchFilterSet,
    prepare=lambda rows: rows.select_related("area", "size", "made_by", "job"),
    orders={"-made": ("-pk",), "made": ("pk",)},
    columns=(
        ListColumn(
            "number", gettext_lazy("Batch"), lambda row: row.number, is_fixed=True
        ),
        ListColumn("area", gettext_lazy("Area"), lambda row: row.area.name),
        ListColumn("size", gettext_lazy("Size"), lambda row: str(row.size)),
        ListColumn("total", gettext_lazy("Plates"), lambda row: row.total),
        ListColumn("state", gettext_lazy("State")),
        ListColumn("made", gettext_lazy("Ordered"), lambda row: row.made_at),
        ListColumn(
            "who",
            gettext_lazy("Ordered by"),
            lambda row: row.made_by.name,
            on_page=False,
        ),
        ListColumn(
            "printed",
            pgettext_lazy("plate", "Printed"),
            lambda row: row.printed_at,
            on_page=False,
        ),
    ),
    export_permission="door_plate.export",
    export_name="households:plate_batch_export",
    bulk_name="households:plate_batch_bulk",
    file_name="plate-batches",
)
registry.add_list(PLATES, BATCHES)


class EndManyForm(BulkForm):
    """One reason for all of them."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=PlateEnd, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Remark"), max_length=200, required=False
    )


class PrintManyForm(BulkForm):
    size = SizeField()


class MountManyForm(BulkForm):
    on = forms.DateField(
        label=gettext_lazy("Put up on"),
        widget=date_input(),
        initial=timezone.localdate,
    )


def _revoke(row, *, data, by, at):
    door_plates.revoke(
        plate=row, kind=data["kind"], reason=data["reason"], by=by, at=at
    )


def _mount(row, *, data, by, at):
    door_plates.note_mounted(plate=row, on=data["on"], by=by, at=at)


def _print(rows, *, data, by, at) -> str:
    """The codes stay as they are: a batch draws them once more."""
    doors = Address.objects.filter(plates__in=rows.valid()).distinct()
    found = list(doors.select_related("area")[: plate_batches.MOST])
    if not found:
        raise RuleError(_("None of these plates is valid any more."), code="ended")
    batch = plate_batches.order_for(addresses=found, size=data["size"], by=by, at=at)
    ring_job(batch.job_id)
    return batch.get_absolute_url()


def _printed(row, *, data, by, at):
    plate_batches.note_printed(batch=row, by=by, at=at)


registry.add_bulk(
    "households.doorplate",
    BulkAction(
        key="print",
        label=gettext_lazy("Print again"),
        icon="printer",
        permission="door_plate.print",
        form_class=PrintManyForm,
        together=_print,
        consequence=gettext_lazy("The codes stay the same; a batch is made of them."),
    ),
    BulkAction(
        key="mounted",
        label=gettext_lazy("At the door"),
        icon="map-pin",
        permission="door_plate.edit",
        form_class=MountManyForm,
        run=_mount,
    ),
    BulkAction(
        key="revoke",
        label=gettext_lazy("Revoke"),
        icon="ban",
        permission="door_plate.revoke",
        form_class=EndManyForm,
        run=_revoke,
        consequence=gettext_lazy("Whoever scans them is told that they are invalid."),
        danger=True,
    ),
)
registry.add_bulk(
    "households.platebatch",
    BulkAction(
        key="printed",
        label=gettext_lazy("The printer delivered"),
        icon="printer",
        permission="door_plate.print",
        run=_printed,
    ),
)
