"""Over REST: a dispute written down, one settled on the spot, those it resembles."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes import alike
from disputes.actions import disputes as actions
from disputes.actions import on_the_spot, parties
from disputes.api.intake import FactsInput, FieldCode, PartyInput, party_facts
from disputes.models import Dispute
from disputes.workflow.intake import Grade, Source
from disputes.workflow.law import MEDIATED, Act, Easier
from households.models import Household
from station.api.serializers import Input, Origin, Text, Visible
from station.models import Area, User

WORDS = {"required": False, "allow_blank": True}
ACTS = [pair for pair in Act.choices if pair[0] == Act.NONE or pair[0] in MEDIATED]
WHERE = ("area", "household", "origin")


class DisputeInput(FactsInput, Input):
    area = Visible(Area, permission="dispute.create")
    household = Visible(
        Household, permission="dispute.create", required=False, allow_null=True
    )
    source = serializers.ChoiceField(choices=Source.choices)
    field = FieldCode()
    grade = serializers.ChoiceField(choices=Grade.choices, required=False)
    summary = Text(4000)
    place = Text(120, **WORDS)
    call_number = Text(40, **WORDS)
    parties = PartyInput(many=True, required=False, max_length=parties.MOST_PARTIES)
    origin = Origin()


class SpotInput(DisputeInput):
    """With what was agreed, and that the conditions of the article were met."""

    parties = PartyInput(many=True, min_length=2, max_length=parties.MOST_PARTIES)
    agreed = Text(4000)
    act = serializers.ChoiceField(choices=ACTS, default=Act.NONE)
    easier = serializers.ListField(
        child=serializers.ChoiceField(choices=Easier.choices),
        required=False,
        allow_empty=False,
        max_length=len(Easier),
        help_text="Why a violation may be mediated.",
    )
    colleague = Visible(User, required=False, allow_null=True)
    recording = Text(80, **WORDS)
    is_clear = serializers.BooleanField(default=False)
    no_compensation_disputed = serializers.BooleanField(default=False)
    both_agree = serializers.BooleanField(default=False)
    is_performed = serializers.BooleanField(default=False)
    is_impartial = serializers.BooleanField(default=False)


class AlikePartyInput(Input):
    name = Text(60, **WORDS)
    phone = Text(30, **WORDS)


class AlikeInput(Input):
    """What was typed of a dispute so far."""

    area = Visible(Area, permission="dispute.create")
    household = Visible(
        Household, permission="dispute.create", required=False, allow_null=True
    )
    place = Text(120, **WORDS)
    parties = AlikePartyInput(
        many=True, required=False, max_length=parties.MOST_PARTIES
    )


class AlikeDisputeOutput(serializers.Serializer):
    """One that resembles; ``is_sure``: by more than a name others may bear."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    party_names = serializers.CharField()
    status = serializers.CharField()
    reported_at = serializers.DateTimeField()
    why = serializers.ListField(child=serializers.CharField())
    is_sure = serializers.BooleanField()


class AlikeOutput(serializers.Serializer):
    """``times``: the how-manieth time in twelve months this would be."""

    times = serializers.IntegerField()
    count = serializers.IntegerField()
    results = AlikeDisputeOutput(many=True)


class ReportVerbs:
    """How a dispute comes on file."""

    report_permissions = dict.fromkeys(
        ("create", "settle_on_the_spot", "alike"), "dispute.create"
    )
    report_inputs = {
        "create": DisputeInput,
        "settle_on_the_spot": SpotInput,
        "alike": AlikeInput,
    }
    report_answers = {"alike": {200: AlikeOutput}}
    makes = frozenset({"settle_on_the_spot"})

    def create(self, request):
        """Write a dispute down; whoever serves there answers for it."""
        data = self.asked()
        where = {name: data.pop(name, None) for name in WHERE}
        return self.make(actions.report, intake=_intake(data), **where)

    @action(detail=False, methods=["post"], url_path="on-the-spot")
    def settle_on_the_spot(self, request):
        """Heard, mediated and kept there and then; written down in one go."""
        data = self.asked()
        where = {name: data.pop(name, None) for name in WHERE}
        names = set(on_the_spot.Spot.__annotations__) & set(data)
        said = {name: data.pop(name) for name in sorted(names)}
        if "easier" in said:
            said["easier"] = tuple(said["easier"])
        spot = on_the_spot.Spot(**said)
        return self.make(on_the_spot.settle, intake=_intake(data), spot=spot, **where)

    @action(detail=False, methods=["post"])
    def alike(self, request):
        """Disputes of the year with the same people or place; nothing is written."""
        data = self.asked()
        clues = alike.clues(
            data["area"],
            [(p.get("name", ""), p.get("phone", "")) for p in data.get("parties", ())],
            place=data.get("place", ""),
            household=data.get("household"),
        )
        rows = Dispute.objects.visible_to(request.user)
        found = alike.found(clues, rows, since=timezone.now() - alike.YEAR)
        answer = {
            "times": 1 + sum(1 for row in found if row.is_sure),
            "count": len(found),
            "results": [_shown(row) for row in found[: alike.MOST]],
        }
        return Response(AlikeOutput(answer).data)


def _intake(data: dict) -> actions.Intake:
    said = tuple(party_facts(row) for row in data.pop("parties", ()))
    return actions.Intake(**data, parties=said)


def _shown(row: alike.Alike) -> dict:
    names = ("id", "number", "party_names", "status", "reported_at")
    known = {name: getattr(row.dispute, name) for name in names}
    why = [str(word) for word in row.why]
    return {**known, "why": why, "is_sure": row.is_sure}
