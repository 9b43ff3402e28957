"""Kinds of patrol over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.models.visit import MONTH_DAY
from patrols.actions import kinds
from patrols.api import shapes_points as shapes
from patrols.workflow.people import Skill
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet

WORDS = {"required": False, "allow_blank": True}


def _day() -> serializers.CharField:
    """A month and a day, or nothing."""
    return serializers.CharField(validators=[MONTH_DAY], max_length=5, **WORDS)


class PatrolKindFields(serializers.Serializer):
    title_en = Text(60, **WORDS)
    icon = serializers.ChoiceField(choices=sorted(kinds.ICONS), required=False)
    is_risky = serializers.BooleanField(required=False)
    from_day = _day()
    until_day = _day()
    skills = serializers.ListField(
        child=serializers.ChoiceField(choices=Skill.choices),
        required=False,
        max_length=len(Skill.values),
    )
    position = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class PatrolKindInput(PatrolKindFields, Input):
    code = serializers.RegexField(r"^[a-z][a-z0-9_-]{1,19}$")
    title_zh = Text(40)


class PatrolKindEditInput(PatrolKindFields, VersionedInput):
    """Only what is other than it stands."""

    title_zh = Text(40, required=False)


class PatrolKindLineInput(Input):
    """A new line of the checklist, or with ``line`` another wording of it."""

    line = serializers.IntegerField(min_value=1, required=False)
    title_zh = Text(80)
    title_en = Text(120, **WORDS)
    position = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class PatrolKindViewSet(ShapeViewSet):
    """What is patrolled for, with seasons and checklists; kept by the county."""

    shape = shapes.PATROL_KINDS
    required_permissions = {
        "list": "patrol_kind.view",
        "retrieve": "patrol_kind.view",
        "create": "patrol_kind.create",
        "partial_update": "patrol_kind.edit",
        "line": "patrol_kind.edit",
    }
    inputs = {
        "create": PatrolKindInput,
        "partial_update": PatrolKindEditInput,
        "line": PatrolKindLineInput,
    }

    def create(self, request):
        """A kind the county adds; its code never changes afterwards."""
        return self.make(kinds.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Other words, another season, or out of use."""
        return self.act(kinds.edit, on="kind")

    @action(detail=True, methods=["post"])
    def line(self, request, pk=None):
        """A line of the checklist, new or said anew."""
        kind, data = self.target(), self.asked()
        if "line" not in data:
            self.do(kinds.add_line, kind=kind, **data)
            return self.show(kind)
        line = kind.checks.filter(pk=data.pop("line")).first()
        if line is None:
            message = Visible.default_error_messages["does_not_exist"]
            raise serializers.ValidationError({"line": [message]})
        self.do(kinds.edit_line, line=line, **data)
        return self.show(kind)
