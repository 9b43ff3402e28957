"""The row shapes of waves and of how they are judged."""

from antifraud.models import Wave, WaveSetting
from antifraud.waves import picture
from antifraud.waves.proposal import groups_of
from station.api.parts import Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

WEEKS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "monday": {"type": "string", "format": "date"},
            "cases": {"type": "integer"},
            "is_wave": {"type": "boolean"},
        },
    },
}
GROUPS = {"type": "array", "items": {"type": "string"}}


def weeks_of(wave: Wave, _user) -> list[dict]:
    """Half a year, week by week."""
    return [
        {"monday": bar.monday, "cases": bar.cases, "is_wave": bar.is_wave}
        for bar in picture.of(wave).bars
    ]


WAVES = Shape(
    "Wave",
    Wave,
    "id",
    Part("scam_type", "id", "code", "name_zh", "name_en"),
    "group",
    AREA,
    "from_on",
    "until_on",
    "observed",
    "expected",
    "a_week",
    "chance",
    "cases",
    "seen_on",
    "status",
    "raised_at",
    "over_on",
    "verdict",
    "reason",
    "decided_at",
    person("decided_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"raised_at": "raised_at", "id": "id", "updated_at": "updated_at"},
    order="-raised_at",
    detail=[
        Told("weeks", WEEKS, weeks_of),
        Told("proposed_groups", GROUPS, lambda wave, _user: groups_of(wave)),
    ],
)

SETTINGS = Shape(
    "WaveSetting",
    WaveSetting,
    "id",
    AREA,
    "a_year",
    "least",
    "quiet_days",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
)
