"""Early warning over REST: warnings, their signs, what was done, criminal turns."""

from dataclasses import asdict

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes.actions import criminal_turns, warning_signs, warnings
from disputes.api import shapes_warning as shapes
from disputes.filters.closing import CriminalTurnFilterSet
from disputes.filters.warnings import (
    DisputeWarningFilterSet,
    WarningActionFilterSet,
    WarningSignFilterSet,
)
from disputes.models import Dispute
from disputes.models.warning import MOST_WEIGHT
from disputes.warnings.book import Book
from disputes.workflow.warning import CriminalKind, Deed, Sign
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area

WORDS = {"required": False, "allow_blank": True}


class WarningViewSet(ShapeViewSet):
    """Disputes above the line: since when, how high, and whether somebody answered."""

    shape = shapes.WARNINGS
    list_key = "disputes.disputewarning"
    filterset_class = DisputeWarningFilterSet
    required_permissions = {"list": "warning.view", "retrieve": "warning.view"}


class WarningActionInput(Input):
    dispute = Visible(Dispute, permission="dispute.edit")
    kind = serializers.ChoiceField(choices=Deed.choices)
    words = Text(1000, **WORDS)
    next_look_on = serializers.DateField(required=False, allow_null=True)


class WarningActionViewSet(ShapeViewSet):
    """What was done so that a dispute does not turn criminal."""

    shape = shapes.ACTIONS
    filterset_class = WarningActionFilterSet
    required_permissions = {
        "list": "warning.view",
        "retrieve": "warning.view",
        "create": "warning.answer",
    }
    inputs = {"create": WarningActionInput}
    access_fields = "words"

    def create(self, request):
        """Write down what was done, and when somebody looks again."""
        data = self.asked()
        dispute = data.pop("dispute")
        answer = warnings.Answer(**data)
        return self.make(warnings.answer, dispute=dispute, answer=answer)


class CriminalTurnInput(VersionedInput):
    dispute = Visible(Dispute, permission="dispute.edit")
    on = serializers.DateField()
    case_number = Text(60)
    kind = serializers.ChoiceField(choices=CriminalKind.choices)
    note = Text(1000, **WORDS)
    is_end = serializers.BooleanField(default=False)


class CriminalTurnViewSet(ShapeViewSet):
    """Disputes that turned criminal after all; the score is judged by them."""

    shape = shapes.TURNS
    filterset_class = CriminalTurnFilterSet
    required_permissions = {
        "list": "warning.view",
        "retrieve": "warning.view",
        "create": "warning.turn",
    }
    inputs = {"create": CriminalTurnInput}
    access_fields = "case_number, note"

    def create(self, request):
        """Link a criminal case back to the dispute it came from."""
        data = self.asked()
        own = {name: data.pop(name) for name in ("dispute", "version", "is_end")}
        turn = criminal_turns.Turn(**data)
        return self.make(criminal_turns.turned_criminal, turn=turn, **own)


class WarningSignInput(Input):
    area = Visible(Area, permission="warning_sign.edit")
    code = serializers.ChoiceField(choices=Sign.choices)
    weight = serializers.IntegerField(min_value=-MOST_WEIGHT, max_value=MOST_WEIGHT)
    half_life_days = serializers.IntegerField(
        min_value=1, max_value=730, required=False, allow_null=True
    )
    figure = serializers.IntegerField(
        min_value=0, max_value=100_000_000, required=False, allow_null=True
    )
    most = serializers.IntegerField(min_value=1, max_value=9, default=1)
    is_active = serializers.BooleanField(default=True)


class WarningLineInput(Input):
    """``version`` of the line that stands there; left out where none is set yet."""

    area = Visible(Area, permission="warning_sign.edit")
    line = serializers.IntegerField(min_value=5, max_value=300)
    turn_days = serializers.IntegerField(min_value=7, max_value=730)
    back_days = serializers.IntegerField(min_value=7, max_value=730)
    few = serializers.IntegerField(min_value=1, max_value=200)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class WarningLineQuery(Input):
    """Without an area the line where one serves."""

    area = Visible(Area, permission="warning_sign.view", required=False)


class WarningLineOutput(serializers.Serializer):
    """The line that holds at a place; without a version nothing was set for it."""

    area = serializers.IntegerField(source="area_id", allow_null=True)
    line = serializers.IntegerField()
    turn_days = serializers.IntegerField()
    back_days = serializers.IntegerField()
    few = serializers.IntegerField()
    version = serializers.IntegerField(allow_null=True)
    set_for = serializers.IntegerField(
        source="set_for_id",
        allow_null=True,
        help_text="The area whose office set it; null where the shipped line holds.",
    )


class WarningSignViewSet(ShapeViewSet):
    """The named signs and their weights, as shipped and as offices set them."""

    shape = shapes.SIGNS
    filterset_class = WarningSignFilterSet
    required_permissions = {
        "list": "warning_sign.view",
        "retrieve": "warning_sign.view",
        "create": "warning_sign.edit",
        "line": "warning_sign.view",
        "set_line": "warning_sign.edit",
    }
    inputs = {"create": WarningSignInput, "set_line": WarningLineInput}
    query = {"line": WarningLineQuery}
    answers = {
        "line": {200: WarningLineOutput},
        "set_line": {200: WarningLineOutput},
    }

    def create(self, request):
        """Set what a sign weighs in a county or at a station; send it whole."""
        data = self.asked()
        area, code = data.pop("area"), data.pop("code")
        weighing = warning_signs.Weighing(**data)
        return self.make(
            warning_signs.set_sign, area=area, code=code, weighing=weighing
        )

    @action(detail=False)
    def line(self, request):
        """From which score one is warned at a place, and who set it."""
        area = self.asked_query().get("area") or request.user.home_area
        return Response(WarningLineOutput(_line_at(area)).data)

    @line.mapping.post
    def set_line(self, request):
        """From which score one is to be warned in a county or at a station."""
        data = self.asked()
        area, version = data.pop("area"), data.pop("version", None)
        row = self.do(
            warning_signs.set_line,
            area=area,
            line=warning_signs.Line(**data),
            version=version,
        )
        return Response(WarningLineOutput(_line_at(row.area)).data)


def _line_at(area: Area | None) -> dict:
    """The figures that hold there, with the version of what was set for it."""
    book, path = Book(), area.path if area else ""
    row = book.line_row(path)
    is_own = row is not None and row.area_id == area.pk
    return {
        "area_id": area and area.pk,
        "set_for_id": row and row.area_id,
        "version": row.version if is_own else None,
        **asdict(book.line(path)),
    }
