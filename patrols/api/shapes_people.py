"""The row shapes of teams and volunteers."""

from patrols.models import Team, Volunteer
from station.api.parts import Children, Column, Expression, Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, TODAY, person

MEMBER = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "volunteer": {
            "type": "object",
            "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
            "required": ["id", "name"],
        },
        "role": {"type": "string"},
        "role_display": {"type": "string"},
        "from_on": {"type": "string", "format": "date"},
    },
    "required": ["id", "volunteer", "role", "role_display", "from_on"],
}


def members(team: Team, user) -> list[dict]:
    """Those the reader may see: officers and whoever leads the team all of them."""
    seen = Volunteer.objects.visible_to(user).values("pk")
    rows = team.memberships.current().filter(volunteer__in=seen)
    rows = rows.select_related("volunteer").order_by("role", "pk")
    return [
        {
            "id": row.pk,
            "volunteer": {"id": row.volunteer_id, "name": row.volunteer.name},
            "role": row.role,
            "role_display": row.get_role_display(),
            "from_on": row.from_on.isoformat(),
        }
        for row in rows.defer(
            "volunteer__phone", "volunteer__vetting_note", "volunteer__guardian_phone"
        )
    ]


TEAMS = Shape(
    "Team",
    Team,
    "id",
    "name",
    "level",
    AREA,
    Part("parent", "id", "name"),
    "founded_on",
    "dissolved_on",
    "needs_approval",
    Expression(
        "member_count",
        "(SELECT count(*) FROM patrols_membership m"
        " WHERE m.team_id = {t}.id AND m.until_on IS NULL)",
        {"type": "integer"},
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name_sort", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
    detail=[Told("members", {"type": "array", "items": MEMBER}, members)],
)
INSURED_UNTIL = (
    "(SELECT max(i.until_on) FROM patrols_insurance i"  # noqa: S608
    " WHERE i.volunteer_id = {t}.id AND i.from_on <= " + TODAY + ")"
)
VOLUNTEERS = Shape(
    "Volunteer",
    Volunteer,
    "id",
    "name",
    AREA,
    person("user"),
    "trade",
    "employer",
    "skills",
    "status",
    "applied_at",
    "is_own_application",
    "vetted_at",
    "is_fit",
    "resting_until_on",
    "left_on",
    "hours_a_week",
    "may_be_tracked",
    "may_be_published",
    "phone_masked",
    Expression(
        "insured_until",
        INSURED_UNTIL,
        {"type": ["string", "null"], "format": "date"},
    ),
    Children(
        "memberships",
        "id",
        Part("team", "id", "name", "level"),
        "role",
        "from_on",
        where="{t}.until_on IS NULL",
        order="{t}.role, {t}.id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={
        "name": "name_sort",
        "applied_at": "applied_at",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="name",
    by_area=["name"],
    detail=[
        Column("born_on", needs="volunteer.edit"),
        Column("motive", needs="volunteer.edit"),
        Column("end_reason", needs="volunteer.edit"),
        person("vetted_by", needs="volunteer.edit"),
        Column("guardian_name", needs="volunteer.edit"),
        Column("guardian_phone_masked", needs="volunteer.edit"),
        Column("guardian_agreed_on", needs="volunteer.edit"),
        Part("resident", "id", "name", within="resident.view"),
        Children(
            "trainings",
            "id",
            "topic",
            "title",
            "held_on",
            "hours",
            "expires_on",
            order="{t}.held_on DESC, {t}.id DESC",
        ),
        Children(
            "insurances",
            "id",
            "insurer",
            Column("policy_number", needs="volunteer.edit"),
            "from_on",
            "until_on",
            order="{t}.until_on DESC, {t}.id DESC",
        ),
        Children(
            "equipment",
            "id",
            "item",
            "mark",
            "issued_on",
            "returned_on",
            "condition",
            order="{t}.issued_on DESC, {t}.id DESC",
        ),
        Children(
            "wishes",
            "id",
            "weekday",
            "from_time",
            "until_time",
            "is_possible",
            order="{t}.weekday, {t}.from_time, {t}.id",
        ),
    ],
)
