"""The row shapes of findings and of calls for help."""

from patrols.models import Alarm, Finding
from station.api.parts import Column, Part, Sealed, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

TEAM = Part("team", "id", "name")

FINDINGS = Shape(
    "Finding",
    Finding,
    "id",
    "number",
    "kind",
    "what",
    AREA,
    Part("point", "id", "name"),
    "place",
    "latitude",
    "longitude",
    Column("patrol"),
    TEAM,
    person("reported_by"),
    "found_at",
    "people",
    "status",
    person("owner"),
    "due_at",
    "passed_to",
    "closed_at",
    person("closed_by"),
    "version",
    "created_at",
    "updated_at",
    orders={
        "found_at": "found_at",
        "due_at": "due_at",
        "id": "id",
        "updated_at": "updated_at",
    },
    order="-found_at",
    detail=[
        Sealed("details", needs="finding.reveal"),
        Sealed("result", needs="finding.reveal"),
    ],
)

LOOKOUTS = Shape(
    "Lookout",
    Finding,
    "id",
    "kind",
    "what",
    AREA,
    Part("point", "id", "name"),
    "place",
    "latitude",
    "longitude",
    "found_at",
    "updated_at",
    orders={"found_at": "found_at", "id": "id", "updated_at": "updated_at"},
    order="-found_at",
    # The rows are for those who look out already.
    detail=[Told("details", {"type": "string"}, lambda row, _user: row.details)],
)

ALARMS = Shape(
    "Alarm",
    Alarm,
    "id",
    Part("volunteer", "id", "name"),
    AREA,
    Column("patrol"),
    "pressed_at",
    "received_at",
    "accuracy_m",
    "level",
    "acknowledged_at",
    person("acknowledged_by"),
    "is_false",
    "closed_at",
    person("closed_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"pressed_at": "pressed_at", "id": "id", "updated_at": "updated_at"},
    order="-pressed_at",
    detail=[
        Sealed("position", needs="alarm.reveal"),
        Sealed("result", needs="alarm.reveal"),
    ],
)
