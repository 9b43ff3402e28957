"""The row shapes of shifts, the places on them, and the limits of duty."""

from patrols.models import (
    DutyLimits,
    RosterPeriod,
    RosterProposal,
    RosterTemplate,
    Shift,
    SignUp,
    Swap,
)
from patrols.shift_pages import may_on
from patrols.workflow.rosters import HOLDING, SignUpStatus
from station.api.parts import Column, Expression, Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

TEAM = Part("team", "id", "name", "level")
KIND = Part("kind", "id", "code", "title_zh", "title_en")
ROUTE = Part("route", "id", "name")
COUNT = {"type": "integer"}
PLACES = "(SELECT count(*) FROM patrols_signup s WHERE s.shift_id = {t}.id AND s.status"
HELD = ", ".join(f"'{status}'" for status in HOLDING)
PLACE = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "volunteer": {"type": "integer"},
        "name": {"type": "string"},
        "status": {"type": "string"},
        "source": {"type": "string"},
        "attendance": {"type": "string"},
    },
}


def places_of(shift: Shift, user) -> list[dict] | None:
    """Who is on it, for those who lead the team or serve there; else nothing."""
    if not may_on(user, "sign_up.view", shift):
        return None
    rows = (
        shift.sign_ups.running()
        .order_by("asked_at", "pk")
        .values("id", "volunteer", "volunteer__name", "status", "source", "attendance")
    )
    return [{**row, "name": row.pop("volunteer__name")} for row in rows]


SHIFTS = Shape(
    "Shift",
    Shift,
    "id",
    TEAM,
    AREA,
    KIND,
    ROUTE,
    "place",
    "starts_at",
    "ends_at",
    "needed",
    Expression("held", f"{PLACES} IN ({HELD}))", COUNT),
    Expression("waiting", f"{PLACES} = '{SignUpStatus.WAITING}')", COUNT),
    "skills",
    "is_risky",
    "note",
    "status",
    Part("period", "id", "from_on", "until_on", "status"),
    "cancelled_at",
    "cancel_reason",
    "version",
    "created_at",
    "updated_at",
    orders={"starts_at": "starts_at", "updated_at": "updated_at", "id": "id"},
    order="starts_at",
    by_area=["starts_at"],
    detail=[
        Told("places", {"type": ["array", "null"], "items": PLACE}, places_of),
    ],
)
SIGN_UPS = Shape(
    "SignUp",
    SignUp,
    "id",
    Part("shift", "id", "starts_at", "ends_at", "place", "status", TEAM),
    Part("volunteer", "id", "name"),
    "status",
    "source",
    "asked_at",
    "answered_at",
    person("answered_by"),
    "reason",
    "is_short_notice",
    "attendance",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
)
DUTY_LIMITS = Shape(
    "DutyLimits",
    DutyLimits,
    "id",
    AREA,
    "hours_a_day",
    "hours_a_week",
    "rest_hours",
    "night_from",
    "night_until",
    "youngest",
    "notice_hours",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="id",
)
OF_PERIOD = "(SELECT {what} FROM patrols_shift s WHERE s.period_id = {{t}}.id AND s.status <> 'cancelled')"
ROSTERS = Shape(
    "Roster",
    RosterPeriod,
    "id",
    TEAM,
    "from_on",
    "until_on",
    "status",
    Expression("shifts", OF_PERIOD.format(what="count(*)"), COUNT),
    Expression("places", OF_PERIOD.format(what="coalesce(sum(s.needed), 0)"), COUNT),
    "published_at",
    person("published_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"from_on": "from_on", "updated_at": "updated_at", "id": "id"},
    order="-from_on",
)
ROSTER_TEMPLATES = Shape(
    "RosterTemplate",
    RosterTemplate,
    "id",
    TEAM,
    KIND,
    ROUTE,
    "place",
    "weekday",
    "starts",
    "minutes",
    "needed",
    "skills",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="id",
)
RESULT = {
    "type": "object",
    "description": "Ids and codes: for each shift who is taken and why, and who is not "
    "and why; for each person the minutes before and those proposed.",
}
ROSTER_PROPOSALS = Shape(
    "RosterProposal",
    RosterProposal,
    "id",
    Part("period", "id", "from_on", "until_on", TEAM),
    "status",
    Column("job"),
    "needed",
    "covered",
    "bound",
    "is_optimal",
    "seconds",
    "asked_at",
    person("asked_by"),
    "ready_at",
    "settled_at",
    person("settled_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[Told("result", RESULT, lambda row, _user: row.result)],
)
SWAPS = Shape(
    "Swap",
    Swap,
    "id",
    Part(
        "sign_up",
        "id",
        Part("shift", "id", "starts_at", "ends_at", "place", TEAM),
        Part("volunteer", "id", "name", within="volunteer.view"),
    ),
    Part("taken_by", "id", "name", within="volunteer.view"),
    Part("in_return", "id", Part("shift", "id", "starts_at", "ends_at", "place")),
    "status",
    "note",
    "offered_at",
    "taken_at",
    "settled_at",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
)
