"""The lists of mediators and committees."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.filters.mediators import CommitteeListFilterSet, MediatorListFilterSet
from disputes.models import Committee, Mediator
from disputes.words import of_field
from disputes.workflow import OPEN
from station.lists import ListColumn, ListKind


def _with_load(rows):
    in_hand = Count("disputes", filter=Q(disputes__status__in=OPEN), distinct=True)
    return rows.for_list().annotate(load=in_hand)


def _fields(row: Mediator) -> str:
    return "、".join(of_field(code) for code in row.fields)


MEDIATORS = ListKind(
    key="disputes.mediator",
    label=_("Mediators"),
    icon="users-group",
    model=Mediator,
    permission="mediator.view",
    url_name="disputes:mediator_list",
    filterset=MediatorListFilterSet,
    defaults={"state": "serving"},
    only_bare=True,
    prepare=_with_load,
    orders={
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
        "since": ("from_on", "pk"),
        "-since": ("-from_on", "-pk"),
    },
    columns=(
        ListColumn("name", _("Full name"), lambda row: row.name, is_fixed=True),
        ListColumn("type", _("Type"), lambda row: row.get_type_display()),
        ListColumn("fields", _("Knows"), _fields),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("load", _("Open disputes"), lambda row: row.load),
        ListColumn("until", _("Term ends on"), lambda row: row.until_on),
        ListColumn(
            "background",
            _("Background"),
            lambda row: row.get_background_display(),
            is_default=False,
        ),
        ListColumn(
            "dialects",
            _("Languages and dialects"),
            lambda row: "、".join(row.dialects),
            is_default=False,
        ),
        ListColumn(
            "volunteer",
            _("Volunteer"),
            lambda row: _("yes") if row.is_volunteer else "",
            is_default=False,
        ),
        ListColumn("since", _("Since"), lambda row: row.from_on, is_default=False),
    ),
    export_permission="mediator.export",
    export_name="disputes:mediator_export",
    file_name="mediators",
)
COMMITTEES = ListKind(
    key="disputes.committee",
    label=_("Mediation committees"),
    icon="sitemap",
    model=Committee,
    permission="committee.view",
    url_name="disputes:committee_list",
    filterset=CommitteeListFilterSet,
    defaults={"state": "serving"},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
        "until": ("until_on", "pk"),
        "-until": ("-until_on", "-pk"),
    },
    columns=(
        ListColumn("name", _("Committee"), lambda row: row.name, is_fixed=True),
        ListColumn("kind", _("Kind"), lambda row: row.get_kind_display()),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "members",
            pgettext_lazy("committee", "Members"),
            lambda row: sum(m.until_on is None for m in row.members.all()),
        ),
        ListColumn("from", _("Term begins"), lambda row: row.from_on),
        ListColumn("until", _("Term ends"), lambda row: row.until_on),
    ),
    export_permission="committee.export",
    export_name="disputes:committee_export",
    file_name="committees",
)
