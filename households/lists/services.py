"""The lists of services and documents: declared once for page, workbook and bulk."""

from django.utils.translation import gettext_lazy as _

from households.filters.services import (
    OPEN,
    OVERDUE,
    DeliveryFilterSet,
    ServiceFilterSet,
)
from households.models import Delivery, ServiceRequest
from households.workflow.services import OPEN_SERVICES
from station.lists import ListColumn, ListKind
from station.registry import registry

OWED = {OPEN, OVERDUE}


def _of_services(params) -> tuple[str, str]:
    """What is owed first; what is done, newest first."""
    is_owed = params.get("state", "") in OWED | {str(s) for s in OPEN_SERVICES}
    return ("due_at", "pk") if is_owed else ("-booked_at", "-pk")


def _of_deliveries(params) -> tuple[str, ...]:
    return ("due_at", "pk") if params.get("state", "") in OWED else ("-pk",)


def _name(person) -> str:
    return person.name if person else ""


SERVICES = ListKind(
    key="households.servicerequest",
    label=_("Services"),
    icon="calendar-check",
    model=ServiceRequest,
    permission="service.view",
    url_name="households:service_list",
    filterset=ServiceFilterSet,
    defaults={"state": OPEN},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={"due": ("due_at", "pk")},
    order_for=_of_services,
    columns=(
        ListColumn("what", _("What and for whom"), lambda row: str(row), is_fixed=True),
        ListColumn(
            "matter", _("Kind of matter"), lambda row: str(row.guide), on_page=False
        ),
        ListColumn(
            "name", _("Who it is for"), lambda row: row.resident_name, on_page=False
        ),
        ListColumn(
            "phone",
            _("Phone"),
            lambda row: row.contact_phone_masked,
            on_page=False,
            whole="contact_phone",
        ),
        ListColumn("place", _("Address"), lambda row: row.place, on_page=False),
        ListColumn("area", _("Area"), lambda row: row.area.name, on_page=False),
        ListColumn("how", _("How"), lambda row: row.get_kind_display()),
        ListColumn("time", _("Time"), lambda row: row.begins_at),
        ListColumn("due", _("Due"), lambda row: row.due_at),
        ListColumn("who", _("Who serves"), lambda row: _name(row.assigned_to)),
        ListColumn("state", _("State"), lambda row: row.get_status_display()),
    ),
    export_permission="service.export",
    export_name="households:service_export",
    bulk_name="households:service_bulk",
    file_name="services",
)

DELIVERIES = ListKind(
    key="households.delivery",
    label=_("Documents to deliver"),
    icon="files",
    model=Delivery,
    permission="delivery.view",
    url_name="households:delivery_list",
    filterset=DeliveryFilterSet,
    defaults={"state": OPEN},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={"due": ("due_at", "pk")},
    order_for=_of_deliveries,
    columns=(
        ListColumn(
            "what", _("Document and holder"), lambda row: str(row.kind), is_fixed=True
        ),
        ListColumn("holder", _("Holder"), lambda row: row.holder_name, on_page=False),
        ListColumn(
            "number",
            _("Document number"),
            lambda row: row.document_number_masked,
            on_page=False,
            whole="document_number",
        ),
        ListColumn("place", _("Address"), lambda row: row.place, on_page=False),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("due", _("Due"), lambda row: row.due_at),
        ListColumn("who", _("Who delivers"), lambda row: _name(row.assigned_to)),
        ListColumn("tries", _("Tries"), lambda row: row.tries),
        ListColumn("state", _("State"), lambda row: row.get_status_display()),
        ListColumn("taker", _("Who took it"), lambda r: r.received_by, on_page=False),
        ListColumn(
            "handed",
            _("Delivered"),
            lambda row: row.settled_at if row.received_by else None,
            on_page=False,
        ),
    ),
    export_permission="delivery.export",
    export_name="households:delivery_export",
    bulk_name="households:delivery_bulk",
    file_name="documents",
)
registry.add_list(SERVICES)
registry.add_list(DELIVERIES)
