"""Finding disputes, agreements and who mediates by what an officer remembers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models import Agreement, Committee, Dispute, DisputeParty, Mediator
from households.models import Resident
from station.searching.source import SearchSource
from station.searching.ways import (
    THING,
    Named,
    Numbered,
    PartyPhone,
    SealedWords,
    Spoken,
    Worded,
)


def with_phone(index: bytes) -> Q:
    """Disputes with a party of this number."""
    return Q(pk__in=DisputeParty.objects.filter(phone_index=index).values("dispute"))


DISPUTES = SearchSource(
    key="disputes",
    label=_("Dispute"),
    icon="scale",
    model=Dispute,
    ways=(
        Numbered(series=("JF",)),
        Worded(
            label=_("party or place"), columns=("party_names", "place"), indexed=True
        ),
        Spoken("party_names", _("party"), tokens="tokens"),
        PartyPhone(
            label=_("phone of a party"),
            index_of=Resident.index_of_phone,
            rows=with_phone,
        ),
        SealedWords(
            "summary",
            _("what it is about"),
            action="reveal",
            field=Dispute._meta.get_field("summary_words"),
        ),
    ),
    title=lambda row: row.title,
    detail=lambda row: " · ".join(
        filter(None, (row.number, row.place, row.get_status_display()))
    ),
    prepare=lambda rows: rows.defer("summary", "result"),
    order=("-reported_at", "-pk"),
    list_key="disputes.dispute",
    place=35,
)
AGREEMENTS = SearchSource(
    key="agreements",
    label=_("Agreement"),
    icon="writing",
    model=Agreement,
    ways=(Worded(label=_("number"), columns=("number",), indexed=True),),
    title=lambda row: row.number,
    detail=lambda row: f"{row.dispute.party_names} · {row.get_status_display()}",
    prepare=lambda rows: rows.for_list().defer("dispute__summary", "dispute__result"),
    list_key="disputes.agreement",
    place=73,
)
MEDIATORS = SearchSource(
    key="mediators",
    label=_("Mediator"),
    icon="users-group",
    model=Mediator,
    ways=(
        Named(spoken="name_sort"),
        Worded(label=_("skills"), columns=("skills", "occupation")),
    ),
    title=lambda row: row.name,
    detail=lambda row: f"{row.area.short_name} · {row.get_type_display()}",
    prepare=lambda rows: rows.select_related("area").defer("phone"),
    order=("until_on", "name_sort", "pk"),
    list_key="disputes.mediator",
    place=43,
)
COMMITTEES = SearchSource(
    key="committees",
    label=_("Mediation committee"),
    icon="sitemap",
    model=Committee,
    ways=(Named(label=THING, spoken="name_sort"),),
    title=lambda row: row.name,
    detail=lambda row: row.area.short_name,
    prepare=lambda rows: rows.select_related("area"),
    order=("-until_on", "name_sort", "pk"),
    list_key="disputes.committee",
    place=44,
)
KINDS = (DISPUTES, AGREEMENTS, MEDIATORS, COMMITTEES)
