"""What outreach brings to the shared pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud import calendars, search_outreach
from antifraud.demo import outreach as demo
from antifraud.lists import outreach_bulk  # noqa: F401
from antifraud.lists.outreach import MATERIALS, MOVES, OUTREACH
from antifraud.models import OutreachEvent
from antifraud.notices import outreach as notices
from antifraud.outreach_days import entries
from antifraud.sheets import outreach as sheets  # noqa: F401
from antifraud.workflow.alerts import AlertStatus
from station.registry import Conversion, NavItem, OriginFacts, Subject, registry


def describe(event) -> OriginFacts:
    """What it was and where, for what is made of it."""
    return OriginFacts(
        area=event.area, text=event.result, what=event.title, place=event.place
    )


registry.add_list(OUTREACH, MATERIALS, MOVES)
registry.add_demo("outreach", demo.make, order=68)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("outreach", notices.owed)
registry.add_worklist("materials", notices.low)
registry.add_search(search_outreach.EVENTS, search_outreach.MATERIALS)
registry.add_subject(
    "antifraud.outreachevent", Subject(_("Outreach event"), "speakerphone", describe)
)
registry.add_conversions(
    Conversion(
        key="outreach",
        label=_("Outreach event"),
        icon="speakerphone",
        url_name="antifraud:outreach_create",
        permission="outreach.create",
        origins=frozenset(),
        order=85,
    )
)
registry.add_origin("outreach", "patrols.finding", lambda row: row.kind == "talk")
registry.add_origin(
    "outreach",
    "antifraud.alert",
    lambda row: row.status in {AlertStatus.APPROVED, AlertStatus.DONE},
)
registry.add_photos(
    "antifraud.outreachevent", lambda user: OutreachEvent.objects.visible_to(user)
)
calendars.add("outreach", entries)
registry.add_nav(
    NavItem(
        key="outreach",
        label=_("Outreach events"),
        icon="speakerphone",
        url_name="antifraud:outreach_list",
        permission="outreach.view",
        order=60,
        section="antifraud",
    ),
    NavItem(
        key="materials",
        label=_("Outreach material"),
        icon="package",
        url_name="antifraud:material_list",
        permission="material.view",
        order=65,
        section="antifraud",
    ),
    NavItem(
        key="outreach_new",
        label=_("Plan an outreach event"),
        icon="speakerphone",
        url_name="antifraud:outreach_create",
        permission="outreach.create",
        order=60,
        place="add",
    ),
)
registry.add_event_labels(
    outreach__planned=_("Outreach event planned"),
    outreach__edited=_("Outreach event changed"),
    outreach__handed_over=_("Outreach event handed to somebody else"),
    outreach__cancelled=_("Outreach event called off"),
    outreach__resumed=_("Outreach event takes place after all"),
    outreach__held=_("Outreach event written up"),
    outreach__corrected=_("Figures of the outreach event set right"),
    material__created=_("Material taken into the register"),
    material__edited=_("Material changed"),
    material__moved=pgettext_lazy("event", "Stock of material moved"),
)
