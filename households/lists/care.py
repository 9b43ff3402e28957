"""The lists of care, liaison, alliances and key points."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.actions import care_plans, liaisons
from households.filters.care import (
    AllianceFilterSet,
    CarePlanFilterSet,
    KeyPointFilterSet,
    LiaisonContactFilterSet,
    LiaisonFilterSet,
)
from households.forms.care import CarerBulkForm, ResponsibleBulkForm
from households.models import (
    Alliance,
    CareCategory,
    CarePlan,
    KeyPoint,
    Liaison,
    LiaisonContact,
)
from households.workflow.care import Holiday
from station import policy
from station.bulk import BulkAction
from station.lists import ListColumn, ListKind

PLACE_NAME = pgettext_lazy("place", "Name")


def _words(codes, words: dict) -> str:
    return "、".join(str(words.get(code, code)) for code in codes)


def no_kinds_for_others(filterset, user) -> None:
    """Auxiliaries do not learn why somebody is cared for."""
    if not policy.can(user, "care_plan.edit"):
        del filterset.form.fields["kind"]


def _kind_words() -> dict[str, str]:
    return CareCategory.objects.labels()


def _plan_kinds(plan: CarePlan, words: dict[str, str]) -> str:
    """Closed for a child whose guardian has not agreed, or no longer."""
    is_child = care_plans.needs_consent(plan.resident, on=timezone.localdate())
    if is_child and not plan.guardian_agreed:
        return ""
    return _words(plan.kinds, words)


CARE = ListKind(
    key="households.careplan",
    label=_("Care"),
    icon="heart-handshake",
    model=CarePlan,
    permission="care_plan.view",
    url_name="households:care_list",
    filterset=CarePlanFilterSet,
    columns=(
        ListColumn("name", _("Name"), lambda r: r.resident.name, is_fixed=True),
        ListColumn("due", _("Next contact due"), lambda r: r.due_at),
        ListColumn("last", _("Last contact"), lambda r: r.last_contact_at),
        ListColumn("carer", _("Who cares"), lambda r: r.carer.name),
        ListColumn("cycle", _("Every … days"), lambda r: r.cycle_days),
        ListColumn("status", _("State"), lambda r: str(r.get_status_display())),
        ListColumn("area", _("Area"), lambda r: r.area.name),
        ListColumn(
            "address",
            _("Address"),
            lambda r: r.resident.household.address.text,
            is_default=False,
        ),
        ListColumn("kinds", _("Cared for as"), _plan_kinds, _kind_words, on_page=False),
        ListColumn(
            "holidays",
            _("Holidays"),
            lambda r: _words(r.holidays, dict(Holiday.choices)),
            is_default=False,
        ),
        ListColumn("since", _("Since"), lambda r: r.started_on, is_default=False),
    ),
    orders={
        "due": ("due_at", "id"),
        "-due": ("-due_at", "-id"),
        "name": ("resident__name_sort", "id"),
        "-name": ("-resident__name_sort", "-id"),
    },
    defaults={"state": "active"},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    shape=no_kinds_for_others,
    export_permission="care_plan.export",
    export_name="households:care_export",
    bulk_name="households:care_bulk",
    file_name="care",
)
LIAISON = ListKind(
    key="households.liaisoncontact",
    label=_("Liaison"),
    icon="messages",
    model=LiaisonContact,
    permission="liaison.view",
    url_name="households:liaison_list",
    filterset=LiaisonContactFilterSet,
    columns=(
        ListColumn("name", _("Name"), lambda r: r.name, is_fixed=True),
        ListColumn("role", _("Role"), lambda r: str(r.get_role_display())),
        ListColumn("organisation", _("Organisation"), lambda r: r.organisation),
        ListColumn("rhythm", _("How often"), lambda r: str(r.get_rhythm_display())),
        ListColumn("due", _("Next contact due"), lambda r: r.due_at),
        ListColumn("last", _("Last contact"), lambda r: r.last_at),
        ListColumn(
            "responsible", _("Who keeps in touch"), lambda r: r.responsible.name
        ),
        ListColumn("area", _("Area"), lambda r: r.area.name),
        ListColumn(
            "phone",
            _("Phone"),
            lambda r: r.phone_masked,
            is_default=False,
            whole="phone",
        ),
    ),
    orders={
        "due": ("due_at", "id"),
        "-due": ("-due_at", "-id"),
        "name": ("name_sort", "id"),
        "-name": ("-name_sort", "-id"),
    },
    defaults={"state": "kept"},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    export_permission="liaison.export",
    export_name="households:liaison_export",
    bulk_name="households:liaison_bulk",
    file_name="liaison",
)
LEDGER = ListKind(
    key="households.liaison",
    label=_("Liaison ledger"),
    icon="notes",
    model=Liaison,
    permission="liaison.view",
    url_name="households:liaison_ledger",
    filterset=LiaisonFilterSet,
    columns=(
        ListColumn("contact", _("With whom"), lambda r: r.contact.name, is_fixed=True),
        ListColumn("at", _("When"), lambda r: r.at),
        ListColumn("way", _("How"), lambda r: str(r.get_way_display())),
        ListColumn("by", _("By"), lambda r: r.by.name),
        ListColumn("area", _("Area"), lambda r: r.area.name),
        ListColumn("about", _("What about"), lambda r: r.about),
        ListColumn(
            "others", _("Who else took part"), lambda r: r.others, is_default=False
        ),
    ),
    orders={"-at": ("-at", "-id"), "at": ("at", "id")},
    prepare=lambda rows: rows.for_list(),
    export_permission="liaison.export",
    export_name="households:liaison_ledger_export",
    file_name="liaison-ledger",
)
ALLIANCES = ListKind(
    key="households.alliance",
    label=_("Alliances"),
    icon="hierarchy",
    model=Alliance,
    permission="alliance.view",
    url_name="households:alliance_list",
    filterset=AllianceFilterSet,
    columns=(
        ListColumn("name", PLACE_NAME, lambda r: r.name, is_fixed=True),
        ListColumn("kind", _("Kind"), lambda r: str(r.get_kind_display())),
        ListColumn("members", _("Members"), lambda r: r.member_count),
        ListColumn("done", _("Joint actions done"), lambda r: r.action_count),
        ListColumn("lead", _("Who leads it"), lambda r: r.lead.name),
        ListColumn("since", _("Since"), lambda r: r.since_on),
        ListColumn("area", _("Area"), lambda r: r.area.name),
    ),
    orders={"name": ("name_sort", "id"), "-name": ("-name_sort", "-id")},
    defaults={"state": "kept"},
    only_bare=True,
    prepare=lambda rows: rows.with_counts().for_list(),
    export_permission="alliance.export",
    export_name="households:alliance_export",
    file_name="alliances",
)
KEY_POINTS = ListKind(
    key="households.keypoint",
    label=_("Key points"),
    icon="shield-check",
    model=KeyPoint,
    permission="key_point.view",
    url_name="households:key_point_list",
    filterset=KeyPointFilterSet,
    columns=(
        ListColumn("name", PLACE_NAME, lambda r: r.name, is_fixed=True),
        ListColumn("kind", _("Kind"), lambda r: str(r.get_kind_display())),
        ListColumn("equipment", _("Equipment"), lambda r: r.equipment_count),
        ListColumn("failed", _("Failed the test"), lambda r: r.failed_count),
        ListColumn("cameras", _("Cameras"), lambda r: r.camera_total),
        ListColumn("due", _("Next test due"), lambda r: r.next_due),
        ListColumn("area", _("Area"), lambda r: r.area.name),
    ),
    orders={
        "due": ("due_on", "id"),
        "-due": ("-due_on", "-id"),
        "name": ("name_sort", "id"),
        "-name": ("-name_sort", "-id"),
    },
    prepare=lambda rows: rows.with_counts().for_list(),
    export_permission="key_point.export",
    export_name="households:key_point_export",
    file_name="key-points",
)
LISTS = (CARE, LIAISON, LEDGER, ALLIANCES, KEY_POINTS)


def _assign_care(row, *, data, by, at):
    care_plans.assign(plan=row, carer=data["person"], by=by, at=at)


def _assign_liaison(row, *, data, by, at):
    liaisons.assign(contact=row, responsible=data["person"], by=by, at=at)


BULK = {
    CARE.key: BulkAction(
        key="assign",
        label=_("Hand to somebody else"),
        icon="users",
        permission="care_plan.assign",
        run=_assign_care,
        form_class=CarerBulkForm,
    ),
    LIAISON.key: BulkAction(
        key="assign",
        label=_("Hand to somebody else"),
        icon="users",
        permission="liaison.assign",
        run=_assign_liaison,
        form_class=ResponsibleBulkForm,
    ),
}
