"""Dissuasions over REST: raised by the centre's system, gone to by officers."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import dissuasions as actions
from antifraud.actions.dissuasions import Danger, End
from antifraud.filters.dissuasions import DissuasionFilterSet
from antifraud.models import Dissuasion, DissuasionTry, ScamType
from antifraud.workflow.dissuasions import Ending, Origin, Risk, Way
from households.api.reveal import LookInput, RevealOutput, revealed
from households.api.shapes import resident
from households.models import Resident
from station.api.parts import Column, Part, Sealed, Told
from station.api.serializers import (
    Input,
    Nothing,
    Text,
    VersionedInput,
    Visible,
)
from station.api.serializers import Origin as OriginField
from station.api.shape import Shape
from station.api.shapes import AREA, person
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models import Area, User

WORDS = {"required": False, "allow_blank": True}
MONEY = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False}
TRY_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "way": {"type": "string", "enum": list(Way.values)},
            "has_reached": {"type": "boolean"},
            "by": {"type": "string"},
            "at": {"type": "string", "format": "date-time"},
        },
        "required": ["way", "has_reached", "by", "at"],
    },
}


def _tries(row: Dissuasion, _user) -> list[dict]:
    rows = DissuasionTry.objects.filter(dissuasion=row).select_related("by")
    return [
        {
            "way": found.way,
            "has_reached": found.has_reached,
            "by": found.by.name,
            "at": found.at.isoformat(),
        }
        for found in rows.order_by("at", "pk")
    ]


DISSUASIONS = Shape(
    "Dissuasion",
    Dissuasion,
    "id",
    "number",
    AREA,
    "noticed_by",
    "risk",
    Part("scam_type", "id", "code"),
    resident("resident"),
    Column("person_name"),
    Column("phone_masked"),
    "place",
    person("raised_by"),
    "raised_at",
    "level",
    person("answered_by"),
    "answered_at",
    "ending",
    "saved",
    "lost",
    "closed_at",
    person("closed_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"raised_at": "raised_at", "updated_at": "updated_at", "id": "id"},
    order="-raised_at",
    detail=[
        Sealed("told", needs="dissuasion.reveal"),
        Sealed("result", needs="dissuasion.reveal"),
        Told("tries", TRY_SCHEMA, _tries),
    ],
)


class DangerInput(serializers.Serializer):
    noticed_by = serializers.ChoiceField(choices=Origin.choices)
    risk = serializers.ChoiceField(choices=Risk.choices)
    person_name = Text(60, **WORDS)
    phone = Text(30, **WORDS)
    place = Text(120, **WORDS)
    told = Text(2000, **WORDS)
    resident = Visible(Resident, required=False, allow_null=True)
    scam_type = Visible(ScamType, required=False, allow_null=True)


class DissuasionInput(DangerInput, Input):
    area = Visible(Area, permission="dissuasion.create")
    origin = OriginField()


class DissuasionCorrectInput(DangerInput, VersionedInput):
    pass


class DissuasionTryInput(Input):
    way = serializers.ChoiceField(choices=Way.choices)
    has_reached = serializers.BooleanField()
    note = Text(500, **WORDS)


class DissuasionHandOverInput(VersionedInput):
    to = Visible(User)


class DissuasionSettleInput(VersionedInput):
    ending = serializers.ChoiceField(choices=Ending.choices)
    result = Text(2000)
    saved = serializers.DecimalField(**MONEY)
    lost = serializers.DecimalField(**MONEY)


class DissuasionViewSet(ShapeViewSet):
    """Likely victims of this moment, until somebody has reached them."""

    shape = DISSUASIONS
    list_key = "antifraud.dissuasion"
    filterset_class = DissuasionFilterSet
    required_permissions = {
        "list": "dissuasion.view",
        "retrieve": "dissuasion.view",
        "create": "dissuasion.create",
        "answer": "dissuasion.answer",
        "attempt": "dissuasion.answer",
        "hand_over": "dissuasion.answer",
        "correct": "dissuasion.answer",
        "settle": "dissuasion.answer",
        "reveal": "dissuasion.reveal",
    }
    inputs = {
        "create": DissuasionInput,
        "answer": Nothing,
        "attempt": DissuasionTryInput,
        "hand_over": DissuasionHandOverInput,
        "correct": DissuasionCorrectInput,
        "settle": DissuasionSettleInput,
        "reveal": LookInput,
    }
    answers = {"reveal": {200: RevealOutput}}
    access_fields = "person_name, phone_masked, place, told, result"

    def create(self, request):
        """Somebody is being defrauded now; the same phone twice is one matter."""
        data = self.asked()
        place = {name: data.pop(name, None) for name in ("area", "origin")}
        return self.make(actions.raise_, danger=Danger(**data), **place)

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """I go; 409 where somebody does already."""
        return self.act(actions.answer, on="dissuasion")

    @action(detail=True, methods=["post"])
    def attempt(self, request, pk=None):
        """One try to reach the person."""
        return self.act(actions.try_, on="dissuasion")

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """Somebody who is nearer goes."""
        return self.act(actions.hand_over, on="dissuasion")

    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """What was told in haste."""
        row, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(actions.correct, dissuasion=row, danger=Danger(**data), version=version)
        return self.show(row)

    @action(detail=True, methods=["post"])
    def settle(self, request, pk=None):
        """How it ended, and what was kept or lost."""
        row, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(actions.settle, dissuasion=row, end=End(**data), version=version)
        return self.show(row)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, for a purpose that is written down."""
        look = {"by": request.user, "field": "phone"}
        return revealed(self.target(), **look, **self.asked())


RESOURCES = {"dissuasions": DissuasionViewSet}
FOLLOWED = (Followed("dissuasions", DISSUASIONS),)
