"""What services, guides and deliveries bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households.lists import service_bulk  # noqa: F401
from households.lists import services as service_lists  # noqa: F401
from households.models import Delivery, ServiceRequest
from households.notices import services as service_notices
from households.sheets import deliveries as _delivery_sheet  # noqa: F401
from households.workflow.services import DeliveryStatus
from station.registry import (
    Conversion,
    NavItem,
    OriginFacts,
    Panel,
    Subject,
    registry,
)


def of_service(service) -> OriginFacts:
    """The place, whom it is for, and what was said."""
    return OriginFacts(
        area=service.area,
        household=service.household,
        residents=(service.resident,) if service.resident else (),
        text=service.note,
    )


def of_batch(batch) -> OriginFacts:
    return OriginFacts(area=batch.area)


def of_delivery(delivery) -> OriginFacts:
    return OriginFacts(area=delivery.area, household=delivery.household)


def of_household(request, household) -> dict | None:
    """What is open here: services agreed, documents to bring."""
    services = ServiceRequest.objects.visible_to(request.user).open().for_list()
    documents = Delivery.objects.visible_to(request.user).open().for_list()
    found = {
        "household": household,
        "services": list(services.filter(household=household).order_by("due_at")[:5]),
        "documents": list(documents.filter(household=household).order_by("due_at")[:5]),
        "out": DeliveryStatus.OUT,
    }
    return found if found["services"] or found["documents"] else None


registry.add_reminder_kinds(*service_notices.KINDS)
registry.add_worklist("services", service_notices.owed)
registry.add_worklist("deliveries", service_notices.deliveries_owed)
registry.add_subject(
    "households.servicerequest", Subject(_("Service"), "calendar-event", of_service)
)
registry.add_subject(
    "households.deliverybatch", Subject(_("List of documents"), "files", of_batch)
)
registry.add_subject(
    "households.delivery", Subject(_("Document delivery"), "id", of_delivery)
)
registry.add_conversions(
    Conversion(
        key="service",
        label=_("Book a service"),
        icon="calendar-event",
        url_name="households:service_create",
        permission="service.create",
        origins=frozenset(
            {
                "households.visit",
                "households.message",
                "households.followup",
                "households.inspection",
                "households.careplan",
            }
        ),
        order=30,
    ),
    Conversion(
        key="delivery",
        label=_("Take a document home"),
        icon="id",
        url_name="households:delivery_create",
        permission="delivery_batch.create",
        origins=frozenset(
            {"households.visit", "households.message", "households.servicerequest"}
        ),
        order=35,
    ),
)
registry.add_panel(
    "household",
    Panel(
        key="services",
        template="households/_service_panel.html",
        context=of_household,
        order=35,
    ),
)
registry.add_nav(
    NavItem(
        key="services",
        label=_("Services"),
        icon="calendar-check",
        url_name="households:service_list",
        permission="service.view",
        order=42,
        section="services",
    ),
    NavItem(
        key="deliveries",
        label=_("Documents"),
        icon="files",
        url_name="households:delivery_list",
        permission="delivery.view",
        order=44,
        section="services",
    ),
    NavItem(
        key="guides",
        label=_("Guides"),
        icon="checklist",
        url_name="households:guide_list",
        permission="service_guide.view",
        order=46,
        section="services",
    ),
    NavItem(
        key="service_hours",
        label=_("Service hours"),
        icon="clock",
        url_name="households:service_hours",
        permission="service_hours.view",
        order=70,
        place="manage",
    ),
    NavItem(
        key="document_kinds",
        label=_("Kinds of documents"),
        icon="files",
        url_name="households:document_kind_list",
        permission="document_kind.view",
        order=75,
        place="manage",
    ),
    NavItem(
        key="service_new",
        label=_("Book a service"),
        icon="calendar-plus",
        url_name="households:service_create",
        permission="service.create",
        order=30,
        place="add",
    ),
    NavItem(
        key="delivery_new",
        label=_("A document to deliver"),
        icon="id",
        url_name="households:delivery_create",
        permission="delivery_batch.create",
        order=35,
        place="add",
    ),
)
registry.add_event_labels(
    service__booked=_("Service booked"),
    service__confirmed=_("Service confirmed"),
    service__moved=_("Service moved to another time"),
    service__assigned=_("Service given to somebody else"),
    service__set_out=_("Set out for the service"),
    service__served=_("Service done"),
    service__cannot=_("Service could not be done"),
    service__cancelled=_("Service called off"),
    service__no_show=_("Nobody came to the service"),
    service__rated=_("The resident said how it went"),
    service__reopened=_("The resident opened it again"),
    guide__added=_("Matter added"),
    guide__adopted=_("Common guides taken over"),
    document_kind__created=_("Kind of document added"),
    document_kind__edited=_("Kind of document changed"),
    guide__rules=_("How it can be done was changed"),
    guide__begun=_("New edition begun"),
    guide__written=_("Draft of the guide saved"),
    guide__published=_("Guide published"),
    service_hours__added=_("Service hours added"),
    service_hours__changed=_("Service hours changed"),
    service_hours__dropped=_("Service hours dropped"),
    service_hours__day_set=_("A day that differs noted"),
    service_hours__day_cleared=_("A day as usual again"),
    delivery_batch__added=_("Document put on the list"),
    delivery_batch__listed=_("Documents listed"),
    delivery__given_out=_("Document given out"),
    delivery__handed_over=_("Document handed over"),
    delivery__also_handed_over=_("A second hand-over told"),
    delivery__returned=_("Document not handed over"),
    delivery__back=_("Document back at the counter"),
    delivery__withdrawn=_("Document sent back"),
)
