"""Finding events and material by what an officer remembers."""

from django.utils.translation import gettext_lazy as _

from antifraud.models import Material, OutreachEvent
from antifraud.workflow.outreach import ICONS
from station import phrasing
from station.searching.source import SearchSource
from station.searching.ways import THING, Numbered, Worded

EVENTS = SearchSource(
    key="outreach",
    label=_("Outreach event"),
    icon="speakerphone",
    icon_of=lambda row: ICONS[row.kind],
    model=OutreachEvent,
    ways=(
        Numbered(series=("XJ",)),
        Worded(label=_("title or place"), columns=("title", "place")),
    ),
    title=lambda row: row.title,
    detail=lambda row: f"{phrasing.in_full(row.starts_at)} · {row.place}",
    prepare=lambda rows: rows.for_list(),
    order=("-starts_at", "-pk"),
    list_key="antifraud.outreachevent",
    place=66,
)
MATERIALS = SearchSource(
    key="materials",
    label=_("Material"),
    icon="package",
    model=Material,
    ways=(Worded(label=THING, columns=("name",)),),
    title=lambda row: row.name,
    detail=lambda row: row.area.short_name,
    prepare=lambda rows: rows.select_related("area"),
    order=("-is_active", "name", "pk"),
    list_key="antifraud.material",
    place=95,
)
