"""The list of briefings: declared once for page, workbook and saved filters."""

from django.utils.translation import gettext_lazy as _

from antifraud.filters.briefings import BriefingListFilterSet
from antifraud.models import Briefing, HandedOver
from station.lists import ListColumn, ListKind


def _handed(row) -> str:
    words = dict(HandedOver.choices)
    return "、".join(str(words[code]) for code in row.handed_over)


def _types(row) -> str:
    return "、".join(str(found) for found in row.scam_types.all())


def _of_briefings(rows):
    return rows.standing().for_list().defer("note")


BRIEFINGS = ListKind(
    key="antifraud.briefing",
    label=_("Briefings"),
    icon="speakerphone",
    model=Briefing,
    permission="briefing.view",
    url_name="antifraud:briefing_list",
    filterset=BriefingListFilterSet,
    prepare=_of_briefings,
    orders={
        "-when": ("-briefed_at", "-pk"),
        "when": ("briefed_at", "pk"),
    },
    columns=(
        ListColumn(
            "name", _("Who was briefed"), lambda row: row.person_name, is_fixed=True
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("types", _("What was explained"), _types),
        ListColumn("handed", _("Given along"), _handed),
        ListColumn("by", _("By"), lambda row: row.briefed_by.name),
        ListColumn("when", _("When"), lambda row: row.briefed_at),
    ),
    export_permission="briefing.export",
    export_name="antifraud:briefing_export",
    file_name="briefings",
)
