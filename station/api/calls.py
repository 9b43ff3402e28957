"""Call records and the words of their screening over REST."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station.actions import calls, screening
from station.actions import screening_terms as terms
from station.api.parts import Column, Sealed
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.shape import Shape, Single
from station.api.shapes import AREA, person
from station.api.viewsets import ShapeViewSet
from station.call_filters import CallFilterSet, TermFilterSet
from station.models import Area, CallRecord, ScreeningTerm
from station.screening.codes import CallKind, Quarrel, Scam, Sign, Target
from station.screening.loading import judge_of

WORDS = {"required": False, "allow_blank": True}
AT_ONCE = 200
REVEAL = "call_record.reveal"

CALLS = Shape(
    "CallRecord",
    CallRecord,
    "id",
    "number",
    AREA,
    "called_at",
    Column("caller_name"),
    Column("phone_masked"),
    "category",
    Column("place"),
    "handling",
    "proposed_kind",
    "proposed_field",
    "proposed_scam",
    "proposed_dangers",
    "confidence",
    "caller_calls",
    "place_calls",
    "status",
    "kind",
    "field",
    "scam",
    "dangers",
    "decided_at",
    person("decided_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"called_at": "called_at", "updated_at": "updated_at", "id": "id"},
    order="-id",
    by_area=["id"],
    detail=[
        Sealed("summary", needs=REVEAL),
        "marks",
    ],
)
TERMS = Shape(
    "ScreeningTerm",
    ScreeningTerm,
    "id",
    AREA,
    "target",
    "code",
    "pattern",
    "weight",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
)


class CallInput(Input):
    """One call as the desk wrote it; ``place`` is looked up among the villages."""

    area = Visible(
        Area,
        permission="call_record.create",
        help_text="The station, or a place in it.",
    )
    number = Text(40)
    called_at = serializers.DateTimeField()
    summary = Text(4000)
    caller_name = Text(60, **WORDS)
    phone = Text(40, **WORDS)
    category = Text(40, **WORDS)
    place = Text(120, **WORDS)
    handling = Text(60, **WORDS)


class CallsRowInput(CallInput):
    area = None


class CallsInput(Input):
    """Up to two hundred calls; those on file are left as they are."""

    area = CallInput._declared_fields["area"]
    calls = CallsRowInput(many=True, max_length=AT_ONCE, allow_empty=False)


class CallsOutput(serializers.Serializer):
    taken_in = serializers.ListField(child=serializers.IntegerField())
    on_file = serializers.ListField(child=serializers.CharField())


class VerdictInput(Input):
    """What it is: a dispute has its ``field``, a fraud its ``scam``."""

    kind = serializers.ChoiceField(choices=CallKind.choices)
    field = serializers.ChoiceField(choices=Quarrel.choices, required=False)
    scam = serializers.ChoiceField(choices=Scam.choices, required=False)
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Sign.choices),
        required=False,
        max_length=len(Sign),
    )


class CallRecordViewSet(ShapeViewSet):
    """The calls of the 110 desk, and what officers say they are."""

    shape = CALLS
    list_key = "station.callrecord"
    filterset_class = CallFilterSet
    required_permissions = {
        "list": "call_record.view",
        "retrieve": "call_record.view",
        "create": "call_record.create",
        "take_in": "call_record.create",
        "confirm": "call_record.decide",
        "correct": "call_record.decide",
        "reject": "call_record.decide",
        "undo": "call_record.decide",
    }
    inputs = {
        "create": CallInput,
        "take_in": CallsInput,
        "confirm": Nothing,
        "correct": VerdictInput,
        "reject": Nothing,
        "undo": Nothing,
    }
    answers = {
        "create": {200: Single(CALLS), 201: Single(CALLS)},
        "take_in": {200: CallsOutput},
    }
    access_fields = "caller_name, place, summary"

    def create(self, request):
        """Take one call in; one on file is shown as it stands."""
        data = self.asked()
        station = _station_of(data.pop("area"))
        made = self._taken(station, [data])[0]
        if made is not None:
            return self.show(made, status=201)
        known = CallRecord.objects.get(station=station, number=data["number"])
        return self.show(known)

    @action(detail=False, methods=["post"], url_path="take-in")
    def take_in(self, request):
        """Take many calls in at once."""
        data = self.asked()
        rows = data["calls"]
        made = self._taken(_station_of(data["area"]), rows)
        return Response(
            {
                "taken_in": [call.pk for call in made if call],
                "on_file": [
                    row["number"]
                    for row, call in zip(rows, made, strict=True)
                    if call is None
                ],
            }
        )

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk=None):
        """It is what was proposed; a dispute is made of one at once."""
        return self.act(screening.confirm, on="call")

    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """It is something else."""
        call, data = self.target(), self.asked()
        data["dangers"] = tuple(data.get("dangers", ()))
        self.do(screening.correct, call=call, verdict=screening.Verdict(**data))
        return self.show(call)

    @action(detail=True, methods=["post"])
    def reject(self, request, pk=None):
        """Nothing for anybody here."""
        return self.act(screening.reject, on="call")

    @action(detail=True, methods=["post"])
    def undo(self, request, pk=None):
        """As if nobody had decided, within ten minutes."""
        return self.act(screening.undo, on="call")

    def _taken(self, station: Area, rows: list[dict]) -> list[CallRecord | None]:
        now = timezone.now()
        by = self.request.user
        return calls.take_in_all(
            station=station,
            rows=[calls.CallFacts(**row) for row in rows],
            judge=judge_of(station),
            by=by,
            at=now,
        )


def _station_of(area: Area) -> Area:
    above = Area.objects.above(area).filter(kind=Area.Kind.STATION).first()
    if above is None:
        raise serializers.ValidationError({"area": [_("This is no station.")]})
    return above


class TermInput(Input):
    """Words, what they vote for, and how much; ``…`` stands for a short gap."""

    area = Visible(Area, permission="screening_term.create")
    target = serializers.ChoiceField(choices=Target.choices)
    code = Text(24)
    pattern = Text(1000)
    weight = serializers.DecimalField(
        max_digits=4, decimal_places=1, min_value=-10, max_value=10
    )


class TermEditInput(VersionedInput):
    pattern = Text(1000, required=False)
    weight = serializers.DecimalField(
        max_digits=4, decimal_places=1, min_value=-10, max_value=10, required=False
    )
    is_active = serializers.BooleanField(required=False)


class TermSwitchInput(Input):
    """Left out, or used again, in a station or county of one's own."""

    area = Visible(Area, permission="screening_term.edit")
    is_on = serializers.BooleanField()


class ScreeningTermViewSet(ShapeViewSet):
    """The words screening goes by: what ships, and what offices added."""

    shape = TERMS
    filterset_class = TermFilterSet
    required_permissions = {
        "list": "screening_term.view",
        "retrieve": "screening_term.view",
        "create": "screening_term.create",
        "partial_update": "screening_term.edit",
        "switch": "screening_term.edit",
    }
    inputs = {
        "create": TermInput,
        "partial_update": TermEditInput,
        "switch": TermSwitchInput,
    }

    def create(self, request):
        """Words of one's own station or county."""
        data = self.asked()
        area = data.pop("area")
        return self.make(terms.add, area=area, facts=terms.TermFacts(**data))

    def partial_update(self, request, pk=None):
        """Other words, another weight, or out of use."""
        term, data = self.target(), self.asked()
        facts = terms.TermFacts(
            target=term.target,
            code=term.code,
            pattern=data.get("pattern", term.pattern),
            weight=data.get("weight", term.weight),
        )
        self.do(
            terms.edit,
            term=term,
            facts=facts,
            is_active=data.get("is_active", term.is_active),
            version=data["version"],
        )
        return self.show(term)

    @action(detail=True, methods=["post"])
    def switch(self, request, pk=None):
        """Leave a term out in one's station or county, or use it again."""
        rows = ScreeningTerm.objects.visible_to(request.user)
        term = get_object_or_404(rows, pk=pk)
        self.do(terms.switch, term=term, **self.asked())
        return self.show(term)
