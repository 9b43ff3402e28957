"""Finding fraud cases and dissuasions; a victim only for who may open it."""

from django.utils.translation import gettext_lazy as _

from antifraud.models import Dissuasion, FraudCase
from station.searching.source import SearchSource
from station.searching.ways import Numbered, Phone, Worded

CASES = SearchSource(
    key="fraud_cases",
    label=_("Fraud case"),
    icon="alert-triangle",
    model=FraudCase,
    ways=(
        Numbered(series=("SZ",)),
        Numbered("source_number", _("number of the case")),
        Worded(label=_("where"), columns=("place",), latin=False),
        Phone(action="reveal", index_of=FraudCase.index_of_phone),
    ),
    title=lambda row: str(row.scam_type),
    detail=lambda row: " · ".join(
        filter(None, (row.number, row.area.short_name, row.place))
    ),
    prepare=lambda rows: rows.for_list(),
    order=("-happened_at", "-pk"),
    list_key="antifraud.fraudcase",
    place=71,
)
DISSUASIONS = SearchSource(
    key="dissuasions",
    label=_("Dissuasion"),
    icon="phone-call",
    model=Dissuasion,
    ways=(
        Numbered(series=("QZ",)),
        Worded(label=_("name or place"), columns=("person_name", "place")),
        Phone(action="reveal", index_of=Dissuasion.index_of_phone),
    ),
    title=lambda row: row.person_name or row.phone_masked or row.place,
    detail=lambda row: f"{row.number} · {row.area.short_name}",
    prepare=lambda rows: rows.for_list(),
    list_key="antifraud.dissuasion",
    place=72,
)
KINDS = (CASES, DISSUASIONS)
