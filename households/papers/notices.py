"""The rectification notice (限时整改通知书) in the official layout."""

from django.conf import settings
from django.utils import translation

from households.models import Hazard, HazardNotice
from station import working_days
from station.documents import compile_document
from station.models import Area
from station.phrasing import date_in_full


def render(notice: HazardNotice) -> bytes:
    """The paper as PDF/A; it speaks Chinese whatever the screen does."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document("hazard_notice", _data(notice))


def _data(notice: HazardNotice) -> dict:
    hazards = list(
        Hazard.objects.filter(notice=notice)
        .select_related("unit__address", "household__address")
        .order_by("pk")
    )
    above = {area.kind: area for area in Area.objects.above(notice.area)}
    first, station = hazards[0], above.get("station")
    return {
        "number": notice.number,
        "station": station.name if station else "",
        "bureau": above["county"].name if "county" in above else "",
        "to": first.place_name,
        "address": first.place_address,
        "found_on": date_in_full(working_days.local_date(first.found_at)),
        "served_on": date_in_full(working_days.local_date(notice.served_at)),
        "officer": notice.issued_by.name,
        "badge": notice.issued_by.badge_number,
        "received_by": "" if notice.is_refused else notice.received_by,
        "is_refused": notice.is_refused,
        "items": [_item(hazard) for hazard in hazards],
    }


def _item(hazard: Hazard) -> dict:
    return {
        "what": hazard.what,
        "more": hazard.description,
        "basis": hazard.legal_basis,
        "deadline": date_in_full(hazard.deadline_on),
    }
