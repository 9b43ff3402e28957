"""The list of volunteers."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    DateField,
    Max,
    OuterRef,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from patrols import hours
from patrols.filters.volunteers import VolunteerListFilterSet
from patrols.models import Insurance, Membership, Volunteer
from patrols.workflow.people import Skill
from station.lists import ListColumn, ListKind
from station.places import name_of


def prepared(rows):
    """With the teams, the end of the insurance, and the minutes of this year."""
    teams = Membership.objects.current().filter(volunteer=OuterRef("pk"))
    named = teams.order_by().values("volunteer")
    named = named.annotate(
        found=StringAgg("team__name", Value("、"), order_by="team__name_sort")
    )
    policies = Insurance.objects.filter(volunteer=OuterRef("pk")).order_by()
    until = policies.values("volunteer").annotate(found=Max("until_on"))
    today = timezone.localdate()
    walked = hours.walked(from_on=today.replace(month=1, day=1), until_on=today)
    walked = walked.filter(volunteer=OuterRef("pk")).order_by().values("volunteer")
    served = walked.annotate(found=Sum("minutes")).values("found")
    return rows.for_list().annotate(
        served=Subquery(served),
        teams_named=Subquery(named.values("found"), output_field=TextField()),
        insured_until=Subquery(until.values("found"), output_field=DateField()),
    )


def skills_of(row: Volunteer) -> str:
    """What somebody can do, in words."""
    return gettext(", ").join(str(Skill(code).label) for code in row.skills)


VOLUNTEERS = ListKind(
    key="patrols.volunteer",
    label=_("Volunteers"),
    icon="walk",
    model=Volunteer,
    permission="volunteer.view",
    url_name="patrols:volunteer_list",
    filterset=VolunteerListFilterSet,
    defaults={"state": "serving"},
    only_bare=True,
    prepare=prepared,
    orders={
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
        "-applied": ("-applied_at", "-pk"),
        "applied": ("applied_at", "pk"),
    },
    columns=(
        ListColumn("name", _("Full name"), lambda row: row.name, is_fixed=True),
        ListColumn("team", _("Patrol team"), lambda row: row.teams_named),
        ListColumn("trade", _("Trade"), lambda row: row.get_trade_display()),
        ListColumn("skills", _("Skills"), skills_of),
        ListColumn("insured", _("Insured until"), lambda row: row.insured_until),
        ListColumn("state", _("State"), lambda row: row.get_status_display()),
        ListColumn("area", _("Area"), lambda row: name_of(row.area), is_default=False),
        ListColumn(
            "phone",
            _("Phone"),
            lambda row: row.phone_masked,
            is_default=False,
            whole="phone",
        ),
        ListColumn(
            "employer", _("Place of work"), lambda row: row.employer, is_default=False
        ),
        ListColumn(
            "account",
            _("Account"),
            lambda row: row.user.badge_number if row.user else "",
            is_default=False,
        ),
        ListColumn(
            "hours",
            pgettext_lazy("volunteer", "Hours a week at most"),
            lambda row: row.hours_a_week,
            is_default=False,
        ),
        ListColumn(
            "served",
            _("Hours served this year"),
            lambda row: hours.in_hours(row.served or 0),
            is_default=False,
        ),
        ListColumn(
            "applied", _("Applied on"), lambda row: row.applied_at, is_default=False
        ),
    ),
    export_permission="volunteer.export",
    export_name="patrols:volunteer_export",
    bulk_name="patrols:volunteer_bulk",
    file_name="volunteers",
)
