"""People, areas and calls in the search."""

from django.utils.translation import gettext_lazy as _

from station import phrasing
from station.models import Area, CallRecord, User
from station.searching.source import SearchSource
from station.searching.ways import THING, Named, Numbered, Phone, Worded

PEOPLE = SearchSource(
    key="people",
    label=_("Colleague"),
    icon="user-circle",
    model=User,
    ways=(Named(spoken="name_sort"), Numbered("badge_number", _("badge number"))),
    detail=lambda row: row.badge_number,
    narrow=lambda rows: rows.filter(is_service=False),
    order=("-is_active", "name_sort", "pk"),
    list_key="station.user",
    place=60,
)
AREAS = SearchSource(
    key="areas",
    label=_("Area"),
    icon="map-2",
    model=Area,
    ways=(
        Worded(label=THING, columns=("name", "short_name")),
        Numbered("code", _("statistical code")),
    ),
    title=lambda row: row.name,
    detail=lambda row: (
        f"{row.get_kind_display()} · {row.parent.short_name}"
        if row.parent
        else row.get_kind_display()
    ),
    prepare=lambda rows: rows.select_related("parent"),
    order=("-is_active", "path"),
    place=50,
)
CALLS = SearchSource(
    key="call_records",
    label=_("Call record"),
    icon="phone",
    model=CallRecord,
    ways=(
        Numbered(),
        Worded(
            label=_("caller or place"), columns=("caller_name", "place"), indexed=True
        ),
        Phone(index_of=CallRecord.index_of_phone),
    ),
    title=lambda row: " · ".join(filter(None, (row.category, row.place))) or row.number,
    detail=lambda row: " · ".join(
        filter(None, (row.number, row.caller_name, phrasing.in_full(row.called_at)))
    ),
    prepare=lambda rows: rows.for_list(),
    order=("-called_at", "-pk"),
    list_key="station.callrecord",
    place=80,
)
KINDS = (PEOPLE, AREAS, CALLS)
