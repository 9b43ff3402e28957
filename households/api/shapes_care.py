"""The row shapes of care, liaison, alliances and key points."""

from django.utils import timezone

from households.actions.care_plans import has_consent
from households.api.shapes import BIRTH_YEAR, CARE_KINDS, household, unit
from households.models import (
    Alliance,
    CareCategory,
    CarePlan,
    Equipment,
    EquipmentKind,
    GuardianConsent,
    JointAction,
    KeyPoint,
    Liaison,
    LiaisonContact,
)
from households.models.guardian_consent import CONSENT_AGE
from station.api.parts import (
    Children,
    Column,
    Overdue,
    Part,
    Sealed,
    Told,
)
from station.api.shape import Shape
from station.api.shapes import AREA, person
from station.api.worded import Worded

# Why somebody is cared for is for those who decide about it.
WHY = "care_plan.edit"
TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date"
CHILD = f"r.birth_date + interval '{CONSENT_AGE} years' > {TODAY}"
AGREED = (
    f"(NOT (SELECT {CHILD} FROM households_resident r WHERE r.id = {{t}}.resident_id)"  # noqa: S608  words of our own
    " OR EXISTS (SELECT FROM households_guardianconsent c"
    " WHERE c.resident_id = {t}.resident_id AND c.withdrawn_on IS NULL))"
)
HELPERS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "role": {"type": "string"},
            "role_display": {"type": "string"},
            "name": {"type": "string"},
            "phone_masked": {"type": "string"},
        },
    },
}
CONTACTS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "at": {"type": "string", "format": "date-time"},
            "way": {"type": "string"},
            "found": {"type": "string"},
            "note": {"type": "string"},
        },
    },
}
HOLIDAYS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "holiday": {"type": "string"},
            "on": {"type": "string", "format": "date"},
            "due_at": {"type": "string", "format": "date-time"},
            "done_at": {"type": ["string", "null"], "format": "date-time"},
        },
    },
}


def _agreed(plan) -> bool:
    return has_consent(plan.resident, on=timezone.localdate())


def _watch_for(plan, _user) -> str | None:
    """Closed while the guardian of a child has not agreed."""
    return plan.watch_for if _agreed(plan) else None


def _helpers(plan, _user) -> list[dict]:
    if not _agreed(plan):
        return []
    return [
        {
            "id": row.pk,
            "role": row.role,
            "role_display": row.get_role_display(),
            "name": row.name,
            "phone_masked": row.phone_masked,
        }
        for row in plan.helpers.all()
    ]


def _contacts(plan, _user) -> list[dict]:
    agreed = _agreed(plan)
    return [
        {
            "id": row.pk,
            "at": row.at.isoformat(),
            "way": row.way,
            "found": row.found,
            "note": row.note if agreed else "",
        }
        for row in plan.contacts.all()[:50]
    ]


def _holidays(plan, _user) -> list[dict]:
    return [
        {
            "holiday": row.holiday,
            "on": row.on.isoformat(),
            "due_at": row.due_at.isoformat(),
            "done_at": row.done_at.isoformat() if row.done_at else None,
        }
        for row in plan.holiday_visits.order_by("-on")[:20]
    ]


class WhileAgreed:
    """Null for a child under 14 whose guardian has not agreed, or no longer."""

    def expressions(self, alias, writing):
        agreed = AGREED.replace("{t}", alias)
        for name, sql in super().expressions(alias, writing):
            yield name, f"CASE WHEN {agreed} THEN {sql} END"


class PlanKinds(WhileAgreed, Worded):
    """Why somebody is cared for."""


class PlanWords(WhileAgreed, Column):
    """What was written about the plan."""


CARE_PLANS = Shape(
    "CarePlan",
    CarePlan,
    "id",
    Part("resident", "id", "name", "sex", BIRTH_YEAR, household()),
    AREA,
    PlanKinds("kinds", CARE_KINDS, needs=WHY),
    person("carer"),
    "cycle_days",
    "holidays",
    "started_on",
    "review_on",
    "status",
    "resume_on",
    "ended_on",
    "last_contact_at",
    "due_at",
    Overdue("{t}.status = 'active'"),
    "version",
    "created_at",
    "updated_at",
    orders={"due_at": "due_at", "updated_at": "updated_at", "id": "id"},
    order="due_at",
    by_area=["due_at"],
    detail=[
        Told("watch_for", {"type": ["string", "null"]}, _watch_for, needs=WHY),
        Told("helpers", HELPERS, _helpers),
        Told("contacts", CONTACTS, _contacts, needs=WHY),
        Told("holiday_visits", HOLIDAYS, _holidays),
        PlanWords("reason", needs=WHY),
    ],
)
CONSENTS = Shape(
    "GuardianConsent",
    GuardianConsent,
    "id",
    Part("resident", "id", "name", BIRTH_YEAR),
    AREA,
    "guardian_name",
    "relation",
    "way",
    "given_on",
    person("taken_by"),
    "withdrawn_on",
    "version",
    "created_at",
    "updated_at",
    orders={"given_on": "given_on", "updated_at": "updated_at", "id": "id"},
    order="-given_on",
    by_area=["given_on"],
)
CARE_CATEGORIES = Shape(
    "CareCategory",
    CareCategory,
    "id",
    "code",
    "name",
    "name_en",
    "cycle_days",
    "holidays",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
)
LIAISON_CONTACTS = Shape(
    "LiaisonContact",
    LiaisonContact,
    "id",
    "name",
    "role",
    "organisation",
    AREA,
    "phone_masked",
    "rhythm",
    person("responsible"),
    "since_on",
    "ended_on",
    "last_at",
    "due_at",
    Overdue("{t}.ended_on IS NULL"),
    "version",
    "created_at",
    "updated_at",
    orders={
        "due_at": "due_at",
        "name": "name_sort",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="due_at",
    by_area=["due_at", "name"],
)
LIAISONS = Shape(
    "Liaison",
    Liaison,
    "id",
    Part("contact", "id", "name", "role", "organisation"),
    AREA,
    "at",
    person("by"),
    "way",
    "others",
    Children(
        "items",
        "id",
        "what",
        "who",
        person("responsible"),
        "until_on",
        "done_at",
        "result",
        order="{t}.until_on, {t}.id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"at": "at", "updated_at": "updated_at", "id": "id"},
    order="-at",
    by_area=["at"],
    detail=[Sealed("about", needs="liaison.edit")],
)
ALLIANCES = Shape(
    "Alliance",
    Alliance,
    "id",
    "name",
    "kind",
    AREA,
    person("lead"),
    "purpose",
    "since_on",
    "ended_on",
    "end_reason",
    Children(
        "members",
        "id",
        "organisation",
        unit(within="unit.view"),
        Column("contact_name", needs="alliance.edit"),
        Column("phone_masked", needs="alliance.edit"),
        "joined_on",
        where="{t}.left_on IS NULL",
        order="{t}.joined_on, {t}.id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name_sort", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
)
JOINT_ACTIONS = Shape(
    "JointAction",
    JointAction,
    "id",
    Part("alliance", "id", "name"),
    AREA,
    "title",
    "planned_at",
    person("lead"),
    "status",
    "done_on",
    "result",
    "people_count",
    "found_count",
    "reached_count",
    Children("members", "id", "organisation", order="{t}.id"),
    "version",
    "created_at",
    "updated_at",
    orders={"planned_at": "planned_at", "updated_at": "updated_at", "id": "id"},
    order="-planned_at",
    by_area=["planned_at"],
)
KIND = Part("kind", "id", "code", "name", "name_en")
KEY_POINTS = Shape(
    "KeyPoint",
    KeyPoint,
    "id",
    "name",
    "kind",
    AREA,
    unit(within="unit.view"),
    "remark",
    "closed_on",
    "due_on",
    Children(
        "equipment",
        "id",
        KIND,
        "state",
        "camera_count",
        "covers",
        "since_on",
        "tested_on",
        "due_on",
        "version",
        where="{t}.removed_on IS NULL",
        order="{t}.kind_id, {t}.id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={
        "due_on": "due_on",
        "name": "name_sort",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="due_on",
    by_area=["due_on", "name"],
)
EQUIPMENT = Shape(
    "Equipment",
    Equipment,
    "id",
    Part("key_point", "id", "name", "kind"),
    KIND,
    AREA,
    "state",
    "camera_count",
    "covers",
    "since_on",
    "removed_on",
    "tested_on",
    "due_on",
    Children(
        "tests",
        "id",
        "tested_on",
        person("tested_by"),
        "works",
        "note",
        order="{t}.tested_on DESC, {t}.id DESC",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"due_on": "due_on", "updated_at": "updated_at", "id": "id"},
    order="due_on",
    by_area=["due_on"],
)
EQUIPMENT_KINDS = Shape(
    "EquipmentKind",
    EquipmentKind,
    "id",
    "code",
    "name",
    "name_en",
    "cycle_days",
    "retest_days",
    "has_cameras",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
)
