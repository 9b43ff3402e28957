"""The list of teams."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.filters.teams import TeamListFilterSet
from patrols.models import Team
from station.lists import ListColumn, ListKind
from station.places import name_of


def prepared(rows):
    """With the number of members."""
    members = Count("memberships", filter=Q(memberships__until_on__isnull=True))
    return rows.for_list().annotate(members=members)


TEAMS = ListKind(
    key="patrols.team",
    label=_("Patrol teams"),
    icon="users-group",
    model=Team,
    permission="team.view",
    url_name="patrols:team_list",
    filterset=TeamListFilterSet,
    defaults={"state": "standing"},
    only_bare=True,
    prepare=prepared,
    orders={
        "area": ("area__path", "name_sort", "pk"),
        "-area": ("-area__path", "-name_sort", "-pk"),
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
    },
    columns=(
        ListColumn("name", _("Name of the team"), lambda row: row.name, is_fixed=True),
        ListColumn("level", _("Level"), lambda row: row.get_level_display()),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
        ListColumn(
            "parent",
            _("Belongs to"),
            lambda row: row.parent.name if row.parent else "",
        ),
        ListColumn(
            "members", pgettext_lazy("team", "Members"), lambda row: row.members
        ),
        ListColumn(
            "founded", _("Founded on"), lambda row: row.founded_on, is_default=False
        ),
    ),
    export_permission="team.export",
    export_name="patrols:team_export",
    file_name="patrol-teams",
)
