"""The lists of the register and of what is owed: declared once for page and workbook."""

from datetime import UTC, date, datetime

from django.db.models import Prefetch, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.follow_ups import FollowUpFilterSet
from households.filters.households import HouseholdListFilterSet
from households.filters.residents import ResidentListFilterSet
from households.filters.units import UnitListFilterSet
from households.filters.visits import VisitFilterSet
from households.models import FollowUp, Household, Resident, Unit, Visit
from households.workflow import FollowUpStatus
from station import policy
from station.lists import ListColumn, ListKind
from station.registry import registry
from station.roles import Role

NEVER = datetime(1900, 1, 1, tzinfo=UTC)
NO_DAY = date(9999, 12, 31)
SEALED = ("id_number", "phone", "note")
SETTLED = (FollowUpStatus.DONE, FollowUpStatus.CANCELLED)


def _standing(name: str):
    """A figure of the household's standing, where it has one yet."""

    def value(row):
        return getattr(getattr(row, "standing", None), name, None)

    return value


def _with_standing(rows):
    return rows.for_list().annotate(
        seen_at=Coalesce("standing__last_visited_at", Value(NEVER)),
        due_on=Coalesce("standing__next_due_on", Value(NO_DAY)),
    )


def _hide_care(filterset, user) -> None:
    """Who is cared for as what is only for those who may see whole records."""
    if not policy.can(user, "resident.reveal"):
        del filterset.form.fields["care_kind"]


HOUSEHOLDS = ListKind(
    key="households.household",
    label=_("Households"),
    icon="home",
    model=Household,
    permission="household.view",
    url_name="households:list",
    filterset=HouseholdListFilterSet,
    defaults={"state": "present"},
    prepare=_with_standing,
    shape=_hide_care,
    orders={
        "name": ("head_sort", "pk"),
        "-name": ("-head_sort", "-pk"),
        "visited": ("seen_at", "pk"),
        "-visited": ("-seen_at", "-pk"),
        "due": ("due_on", "pk"),
        "-due": ("-due_on", "-pk"),
    },
    columns=(
        ListColumn(
            "number",
            _("Household number"),
            lambda row: row.number,
            on_page=False,
            is_fixed=True,
        ),
        ListColumn(
            "head", _("Head of household"), lambda row: row.head_name, is_fixed=True
        ),
        ListColumn(
            "address",
            _("Address"),
            lambda row: row.address.text,
            on_page=False,
            is_fixed=True,
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("residents", _("Residents"), _standing("resident_count")),
        ListColumn("visited", _("Last visited"), _standing("last_visited_at")),
        ListColumn("due", _("Next visit"), _standing("next_due_on")),
        ListColumn("card", _("Contact card"), _standing("card_handed_at")),
    ),
    export_permission="household.export",
    export_name="households:export",
    bulk_name="households:bulk",
    file_name="households",
)


def _of_residents(rows):
    rows = rows.filter(merged_into__isnull=True)
    return rows.for_list().defer(*SEALED)


RESIDENTS = ListKind(
    key="households.resident",
    label=_("Residents"),
    icon="users",
    model=Resident,
    permission="resident.view",
    url_name="households:resident_list",
    filterset=ResidentListFilterSet,
    defaults={"state": "present"},
    prepare=_of_residents,
    shape=_hide_care,
    orders={
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
        "age": ("-birth_date", "-pk"),
        "-age": ("birth_date", "pk"),
    },
    columns=(
        ListColumn("name", _("Name"), lambda row: row.name, is_fixed=True),
        ListColumn("sex", _("Sex"), lambda row: row.get_sex_display(), on_page=False),
        ListColumn(
            "birth_date", _("Date of birth"), lambda row: row.birth_date, on_page=False
        ),
        ListColumn("age", _("Age")),
        ListColumn(
            "id_number",
            _("ID number"),
            lambda row: row.id_number_masked,
            whole="id_number",
        ),
        ListColumn("phone", _("Phone"), lambda row: row.phone_masked, whole="phone"),
        ListColumn(
            "relation",
            _("Relation to the head"),
            lambda row: row.get_relation_display(),
        ),
        ListColumn(
            "residence_kind",
            _("Kind of residence"),
            lambda row: row.get_residence_kind_display(),
            on_page=False,
        ),
        ListColumn("address", _("Address"), lambda row: row.household.address.text),
        ListColumn("area", _("Area"), lambda row: row.area.name, on_page=False),
    ),
    role_columns={
        Role.AUXILIARY_OFFICER: ("age", "phone", "relation", "address"),
    },
    export_permission="resident.export",
    export_name="households:resident_export",
    file_name="residents",
)


def _people_met():
    return Prefetch("people_met", queryset=Resident.objects.only("name").order_by("pk"))


VISITS = ListKind(
    key="households.visit",
    label=_("Visit records"),
    icon="clipboard-list",
    model=Visit,
    permission="visit.view",
    url_name="households:visit_list",
    filterset=VisitFilterSet,
    prepare=lambda rows: (
        rows.for_list()
        .select_related("area")
        .defer("learned", "asked_for")
        .prefetch_related(_people_met())
    ),
    orders={"-visited": ("-visited_at", "-pk")},
    columns=(
        ListColumn(
            "household",
            _("Household"),
            lambda row: row.where,
            is_fixed=True,
        ),
        ListColumn(
            "address",
            _("Address"),
            lambda row: row.address_text,
            on_page=False,
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name, on_page=False),
        ListColumn("when", _("When"), lambda row: row.visited_at),
        ListColumn("purpose", _("Purpose"), lambda row: row.get_purpose_display()),
        ListColumn("outcome", _("Outcome"), lambda row: row.get_outcome_display()),
        ListColumn(
            "met",
            _("Who was met"),
            lambda row: str(_(", ")).join(
                person.name for person in row.people_met.all()
            ),
        ),
        ListColumn("who", _("Who went"), lambda row: row.visited_by.name),
        ListColumn(
            "state", _("State"), lambda row: row.get_state_display(), on_page=False
        ),
    ),
    export_permission="visit.export",
    export_name="households:visit_export",
    file_name="visits",
)
UNITS = ListKind(
    key="households.unit",
    label=_("Units"),
    icon="building-store",
    model=Unit,
    permission="unit.view",
    url_name="households:unit_list",
    filterset=UnitListFilterSet,
    defaults={"is_closed": "false"},
    prepare=lambda rows: rows.select_related("address", "area", "venue_kind").defer(
        "contact_phone"
    ),
    orders={"name": ("name_sort", "pk"), "-name": ("-name_sort", "-pk")},
    columns=(
        ListColumn(
            "name", pgettext_lazy("place", "Name"), lambda row: row.name, is_fixed=True
        ),
        ListColumn("kind", _("Kind"), lambda row: row.get_kind_display()),
        ListColumn("contact", _("Person in charge"), lambda row: row.contact_name),
        ListColumn(
            "phone",
            _("Phone"),
            lambda row: row.contact_phone_masked,
            whole="contact_phone",
        ),
        ListColumn("address", _("Address"), lambda row: row.address.text),
        ListColumn(
            "venue",
            _("Kind of venue"),
            lambda row: row.venue_kind.title if row.venue_kind else "",
        ),
        ListColumn("risk", _("Risk"), lambda row: row.get_risk_display()),
        ListColumn(
            "inspected",
            _("Last inspected"),
            lambda row: row.last_inspected_at,
            on_page=False,
        ),
        ListColumn("due", _("Next inspection"), lambda row: row.inspection_due_on),
        ListColumn("area", _("Area"), lambda row: row.area.name, on_page=False),
        ListColumn(
            "credit_code",
            _("Credit code"),
            lambda row: row.credit_code,
            on_page=False,
        ),
        ListColumn(
            "closed_on", _("Closed on"), lambda row: row.closed_on, on_page=False
        ),
    ),
    export_permission="unit.export",
    export_name="households:unit_export",
    bulk_name="households:unit_bulk",
    file_name="units",
)


def _order_of_follow_ups(params):
    """What is owed soonest first; what is settled newest first."""
    is_done = params.get("state") in ("", None, *SETTLED)
    return ("-due_at", "-id") if is_done else ("due_at", "id")


FOLLOW_UPS = ListKind(
    key="households.followup",
    label=_("Follow-ups"),
    icon="calendar-event",
    model=FollowUp,
    permission="follow_up.view",
    url_name="households:follow_up_list",
    filterset=FollowUpFilterSet,
    defaults={"state": FollowUpStatus.OPEN},
    only_bare=True,
    prepare=lambda rows: rows.for_list().defer("matter", "result"),
    orders={"due": ("due_at", "id"), "-due": ("-due_at", "-id")},
    order_for=_order_of_follow_ups,
    columns=(
        ListColumn("where", _("Where"), lambda row: row.place_name, is_fixed=True),
        ListColumn(
            "address",
            _("Address"),
            lambda row: row.address_text,
            on_page=False,
        ),
        ListColumn("due", _("Due"), lambda row: row.due_at),
        ListColumn("who", _("Who goes"), lambda row: row.assigned_to.name),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("state", _("State"), lambda row: row.get_status_display()),
    ),
    export_permission="follow_up.export",
    export_name="households:follow_up_export",
    bulk_name="households:follow_up_bulk",
    file_name="follow-ups",
)


registry.add_list(HOUSEHOLDS, RESIDENTS, VISITS, UNITS, FOLLOW_UPS)
