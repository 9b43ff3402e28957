"""Finding groups and members of the alliance by what an officer remembers."""

from django.utils.translation import gettext_lazy as _

from antifraud.models import Ally, Audience
from station.places import name_of
from station.searching.source import SearchSource
from station.searching.ways import THING, Named, Phone, Worded

AUDIENCES = SearchSource(
    key="audiences",
    label=_("Audience"),
    icon="users-group",
    model=Audience,
    ways=(Named(label=THING, tokens="tokens"),),
    title=lambda row: row.name,
    detail=lambda row: f"{name_of(row.area)} · {row.get_kind_display()}",
    prepare=lambda rows: rows.for_list(),
    order=("-is_active", "name", "pk"),
    list_key="antifraud.audience",
    place=64,
)
ALLIES = SearchSource(
    key="allies",
    label=_("Member of the alliance"),
    icon="heart-handshake",
    model=Ally,
    ways=(
        Named(tokens="tokens", spoken="name_sort"),
        Phone(index_of=Ally.index_of_phone),
        Worded(label=_("organisation"), columns=("organisation",)),
    ),
    title=lambda row: row.name,
    detail=lambda row: f"{name_of(row.area)} · {row.get_kind_display()}",
    prepare=lambda rows: rows.for_list(),
    order=("left_on", "name_sort", "pk"),
    list_key="antifraud.ally",
    place=65,
)
