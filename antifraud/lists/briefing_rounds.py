"""The list of rounds of briefings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.briefing_rounds import BriefingRoundListFilterSet
from antifraud.models import BriefingRound
from station.lists import ListColumn, ListKind

BRIEFING_ROUNDS = ListKind(
    key="antifraud.briefinground",
    label=_("Rounds of briefings"),
    icon="route",
    model=BriefingRound,
    permission="briefing_round.view",
    url_name="antifraud:briefing_round_list",
    filterset=BriefingRoundListFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={"-first": ("-first_on", "-pk"), "first": ("first_on", "pk")},
    columns=(
        ListColumn("area", _("Area"), lambda row: row.area.name, is_fixed=True),
        ListColumn(
            "whom",
            pgettext_lazy("briefing round", "Whom"),
            lambda row: row.whom or _("Everybody never told"),
        ),
        ListColumn("first", _("First day"), lambda row: row.first_on),
        ListColumn("last", _("Last day"), lambda row: row.last_on),
        ListColumn("officer", _("Who goes"), lambda row: row.officer.name),
        ListColumn(
            "told",
            pgettext_lazy("briefing round", "Told"),
            lambda row: f"{row.told} / {row.doors}",
        ),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
    ),
)
