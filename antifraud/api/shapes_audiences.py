"""The row shapes of audiences and of the alliance."""

from antifraud import overlaps
from antifraud.models import Ally, Audience
from households.api.shapes import resident
from station.api.parts import Column, Expression, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

NAMED = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
OVERLAP = {
    "type": "object",
    "properties": {
        "audience": NAMED,
        "people": {"type": "integer"},
        "known": {"type": "integer"},
        "estimated": {"type": "integer"},
    },
    "required": ["audience", "people", "known", "estimated"],
}


def shared_with(audience: Audience, user) -> list[dict]:
    """Other groups in use that the reader sees, and how many people are in both."""
    beside = overlaps.beside(audience.pk)
    rows = Audience.objects.visible_to(user).active().filter(pk__in=beside)
    return [
        {
            "audience": {"id": key, "name": name},
            "people": beside[key].people,
            "known": beside[key].known,
            "estimated": beside[key].estimated,
        }
        for key, name in rows.order_by("pk").values_list("pk", "name")
    ]


def groups_of(ally: Ally, user) -> list[dict]:
    """The groups the reader sees."""
    rows = Audience.objects.visible_to(user).filter(allies=ally)
    return [
        {"id": key, "name": name}
        for key, name in rows.order_by("name", "pk").values_list("pk", "name")
    ]


def allies_of(audience: Audience, user) -> list[dict]:
    """The members of the alliance in it that the reader sees."""
    rows = Ally.objects.visible_to(user).active().filter(audiences=audience)
    return [
        {"id": key, "name": name}
        for key, name in rows.order_by("name_sort", "pk").values_list("pk", "name")
    ]


AUDIENCES = Shape(
    "Audience",
    Audience,
    "id",
    "name",
    "kind",
    AREA,
    "size",
    Expression(
        "known_members",
        "(SELECT count(*) FROM antifraud_audiencemember m"
        " WHERE m.audience_id = {t}.id)",
        {"type": "integer"},
    ),
    person("owner"),
    "channel",
    Expression(
        "sent_last_at",
        "(SELECT max(s.sent_at) FROM antifraud_alertsending s"
        " WHERE s.audience_id = {t}.id)",
        {"type": ["string", "null"], "format": "date-time"},
    ),
    "note",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name", "size": "size", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
    detail=[
        Column("led_by", needs="audience.edit"),
        Told("overlaps", {"type": "array", "items": OVERLAP}, shared_with),
        Told("allies", {"type": "array", "items": NAMED}, allies_of),
    ],
)
ALLIES = Shape(
    "Ally",
    Ally,
    "id",
    "name",
    "kind",
    "organisation",
    AREA,
    resident("resident"),
    "phone_masked",
    "joined_on",
    "left_on",
    "version",
    "created_at",
    "updated_at",
    orders={
        "name": "name_sort",
        "joined_on": "joined_on",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="name",
    by_area=["name"],
    detail=[Told("audiences", {"type": "array", "items": NAMED}, groups_of)],
)
