"""Finding what is written down about households, units and their area by its number."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import (
    Alliance,
    Board,
    ContactCard,
    Delivery,
    DoorPlate,
    Hazard,
    Inspection,
    KeyPoint,
    LiaisonContact,
    Message,
    ServiceRequest,
    Unit,
)
from households.search import at_address
from station import crypto, names
from station.searching.asked import Asked
from station.searching.source import SearchSource
from station.searching.ways import THING, Elsewhere, Named, Numbered, Phone, Worded


def _at_unit(asked: Asked) -> Q | None:
    """About a unit of this name."""
    tokens = names.query_tokens(asked.words)
    if not tokens:
        return None
    return Q(unit__in=Unit.objects.filter(tokens__contains=tokens).values("pk"))


def index_of_sender(number: str) -> bytes:
    """A tip's number is not made findable, so this finds no tip."""
    return crypto.blind_index(number, purpose="message.phone")


MESSAGES = SearchSource(
    key="messages",
    label=pgettext_lazy("inbox", "Message"),
    icon="inbox",
    model=Message,
    permission="inbox.view",
    ways=(
        Numbered(series=("LY", "ZX", "QZ", "FF", "XS")),
        Phone(
            "sender_phone_index", action="answer", masked="", index_of=index_of_sender
        ),
    ),
    title=lambda row: f"{row.get_kind_display()} · {row.number}",
    detail=lambda row: f"{row.area.short_name} · {row.get_status_display()}",
    prepare=lambda rows: rows.select_related("area").defer(
        "text", "place", "sender_name", "sender_phone"
    ),
    order=("-received_at", "-pk"),
    place=70,
)
SERVICES = SearchSource(
    key="services",
    label=pgettext_lazy("search", "Service"),
    icon="calendar-check",
    model=ServiceRequest,
    ways=(
        Numbered(series=("FW",)),
        Worded(
            label=_("name or address"),
            columns=("resident_name", "place"),
            indexed=True,
        ),
    ),
    title=lambda row: f"{row.resident_name} · {row.guide}",
    detail=lambda row: " · ".join(
        filter(None, (row.number, row.place, row.get_status_display()))
    ),
    prepare=lambda rows: rows.for_list(),
    list_key="households.servicerequest",
    place=75,
)
DELIVERIES = SearchSource(
    key="deliveries",
    label=_("Document to deliver"),
    icon="files",
    model=Delivery,
    ways=(
        Worded(
            label=_("name or address"), columns=("holder_name", "place"), indexed=True
        ),
    ),
    title=lambda row: f"{row.holder_name} · {row.kind}",
    detail=lambda row: f"{row.place} · {row.get_status_display()}",
    prepare=lambda rows: rows.for_list(),
    list_key="households.delivery",
    place=76,
)
CARDS = SearchSource(
    key="contact_cards",
    label=_("Contact card"),
    icon="id",
    model=ContactCard,
    ways=(Numbered(),),
    title=lambda row: row.number,
    detail=lambda row: f"{row.area.short_name} · {row.get_status_display()}",
    prepare=lambda rows: rows.select_related("area").defer("token"),
    list_key="households.contactcard",
    place=90,
)
PLATES = SearchSource(
    key="door_plates",
    label=_("Door plate"),
    icon="qrcode",
    model=DoorPlate,
    ways=(Numbered(), Elsewhere("address__text", _("address"), rows=at_address)),
    title=lambda row: row.number,
    detail=lambda row: f"{row.address.text} · {row.get_status_display()}",
    prepare=lambda rows: rows.select_related("address").defer("token"),
    list_key="households.doorplate",
    place=91,
)
HAZARDS = SearchSource(
    key="hazards",
    label=_("Hazard"),
    icon="alert-triangle",
    model=Hazard,
    ways=(
        Numbered(series=("YH",)),
        Worded(label=_("what or where"), columns=("what", "place"), indexed=True),
    ),
    title=lambda row: row.what,
    detail=lambda row: " · ".join(
        filter(None, (row.number, row.place, row.get_status_display()))
    ),
    prepare=lambda rows: rows.defer("description", "answer"),
    list_key="households.hazard",
    place=82,
)
INSPECTIONS = SearchSource(
    key="inspections",
    label=_("Inspection"),
    icon="clipboard-check",
    model=Inspection,
    ways=(
        Numbered(series=("JC",)),
        Elsewhere("unit__name", _("unit"), rows=_at_unit),
    ),
    title=lambda row: row.unit.name,
    detail=lambda row: f"{row.number} · {row.area.short_name}",
    prepare=lambda rows: rows.select_related("unit", "area").defer(
        "unit__contact_phone"
    ),
    list_key="households.inspection",
    place=83,
)
KEY_POINTS = SearchSource(
    key="key_points",
    label=_("Key point"),
    icon="shield-check",
    model=KeyPoint,
    ways=(
        Named(label=THING, spoken="name_sort"),
        Worded(label=_("remark"), columns=("remark",)),
    ),
    title=lambda row: row.name,
    detail=lambda row: f"{row.get_kind_display()} · {row.area.short_name}",
    prepare=lambda rows: rows.for_list(),
    order=("closed_on", "name_sort", "pk"),
    list_key="households.keypoint",
    place=84,
)
ALLIANCES = SearchSource(
    key="alliances",
    label=_("Alliance"),
    icon="hierarchy",
    model=Alliance,
    ways=(Named(label=THING, spoken="name_sort"),),
    title=lambda row: row.name,
    detail=lambda row: row.area.short_name,
    prepare=lambda rows: rows.for_list(),
    order=("ended_on", "name_sort", "pk"),
    list_key="households.alliance",
    place=92,
)
LIAISON = SearchSource(
    key="liaison_contacts",
    label=_("Liaison contact"),
    icon="messages",
    model=LiaisonContact,
    ways=(
        Named(spoken="name_sort"),
        Worded(label=_("organisation"), columns=("organisation",)),
    ),
    title=lambda row: row.name,
    detail=lambda row: row.organisation or row.get_role_display(),
    prepare=lambda rows: rows.for_list(),
    order=("ended_on", "name_sort", "pk"),
    list_key="households.liaisoncontact",
    place=85,
)
BOARDS = SearchSource(
    key="boards",
    label=_("Board"),
    icon="photo",
    model=Board,
    ways=(Worded(label=_("where it hangs"), columns=("place",)),),
    title=lambda row: row.place,
    detail=lambda row: f"{row.get_kind_display()} · {row.area.short_name}",
    prepare=lambda rows: rows.select_related("area"),
    list_key="households.board",
    place=93,
)
KINDS = (
    MESSAGES, SERVICES, DELIVERIES, HAZARDS, INSPECTIONS, KEY_POINTS, LIAISON, CARDS,
    PLATES, ALLIANCES, BOARDS,
)  # fmt: skip
