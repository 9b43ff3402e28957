"""The list of scam types: declared once for page, workbook and saved filters."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.scam_types import NOW, ScamTypeListFilterSet
from antifraud.models import ScamType
from antifraud.workflow.people import Group, Scene
from station.lists import ListColumn, ListKind


def named(codes, choices) -> str:
    """The codes in words."""
    words = dict(choices)
    return "、".join(str(words[code]) for code in codes)


SCAM_TYPES = ListKind(
    key="antifraud.scamtype",
    label=_("Scam types"),
    icon="shield",
    model=ScamType,
    permission="scam_type.view",
    url_name="antifraud:scam_type_list",
    filterset=ScamTypeListFilterSet,
    defaults={"told": NOW},
    only_bare=True,
    orders={"order": ("order", "pk"), "-order": ("-order", "-pk")},
    columns=(
        ListColumn("name", _("Name"), lambda row: str(row), is_fixed=True),
        ListColumn("code", _("code"), lambda row: row.code, on_page=False),
        ListColumn("signs", _("Warning signs"), lambda row: row.signs, on_page=False),
        ListColumn(
            "phrases", _("What they say"), lambda row: row.phrases, on_page=False
        ),
        ListColumn("advice", _("Advice"), lambda row: row.advice, on_page=False),
        ListColumn(
            "groups", _("Whom it meets"), lambda row: named(row.groups, Group.choices)
        ),
        ListColumn("scenes", _("Scenes"), lambda row: named(row.scenes, Scene.choices)),
        ListColumn("hotline", _("Hotline"), lambda row: row.hotline, is_default=False),
        ListColumn("source", _("Source"), lambda row: row.source, on_page=False),
        ListColumn("mark", _("Certainty"), lambda row: str(row.get_mark_display())),
        ListColumn("since", _("Spoken of since"), lambda row: row.valid_from),
        ListColumn(
            "until", _("Spoken of until"), lambda row: row.valid_until, is_default=False
        ),
        ListColumn(
            "told",
            pgettext_lazy("scam type", "Told of"),
            lambda row: _("yes") if row.is_active else _("no"),
            is_default=False,
        ),
    ),
    export_permission="scam_type.export",
    export_name="antifraud:scam_type_export",
    file_name="scam-types",
)
