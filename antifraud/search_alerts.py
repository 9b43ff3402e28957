"""Finding alerts and kinds of fraud by what an officer remembers of them."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from antifraud.models import Alert, ScamType
from station.searching.source import SearchSource
from station.searching.ways import THING, Numbered, Worded

ALERTS = SearchSource(
    key="alerts",
    label=pgettext_lazy("fraud", "Alert"),
    icon="speakerphone",
    model=Alert,
    ways=(
        Numbered(series=("YJ",)),
        Worded(label=_("heading"), columns=("title",)),
        Worded(label=_("text"), columns=("body",)),
    ),
    title=lambda row: row.title,
    detail=lambda row: f"{row.number} · {row.get_status_display()}",
    prepare=lambda rows: rows.for_list(),
    order=("-created_at", "-pk"),
    list_key="antifraud.alert",
    place=61,
)
SCAM_TYPES = SearchSource(
    key="scam_types",
    label=_("Scam type"),
    icon="alert-circle",
    model=ScamType,
    ways=(
        Worded(label=THING, columns=("name_zh", "name_en")),
        Worded(label=_("what they say"), columns=("phrases",)),
        Worded(label=_("warning signs"), columns=("signs",)),
    ),
    title=lambda row: str(row),
    detail=lambda row: _other_name(row),
    order=("order", "pk"),
    list_key="antifraud.scamtype",
    place=62,
)


def _other_name(row: ScamType) -> str:
    """In the language that the heading is not in."""
    return row.name_en if (get_language() or "").startswith("zh") else row.name_zh
