"""Waves over REST."""

from decimal import Decimal

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud.actions import wave_settings
from antifraud.actions import waves as actions
from antifraud.api import shapes_waves as shapes
from antifraud.filters.waves import WaveFilterSet
from antifraud.waves.rules import NAMES, Rules
from antifraud.workflow.waves import Verdict
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models import Area


class WaveDecideInput(VersionedInput):
    """What it is; of none a reason too."""

    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reason = Text(300, required=False, allow_blank=True)


class WaveViewSet(ShapeViewSet):
    """Rises in the fraud cases beyond chance."""

    shape = shapes.WAVES
    list_key = "antifraud.wave"
    filterset_class = WaveFilterSet
    required_permissions = {
        "list": "wave.view",
        "retrieve": "wave.view",
        "decide": "wave.decide",
    }
    inputs = {"decide": WaveDecideInput}

    @action(detail=True, methods=["post"])
    def decide(self, request, pk=None):
        """It is a wave, or none and why."""
        return self.act(actions.decide, on="wave")


class WaveSettingFields(serializers.Serializer):
    """How often the figures may cry wolf."""

    a_year = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=Decimal("0.05"), max_value=2
    )
    least = serializers.IntegerField(min_value=2, max_value=20)
    quiet_days = serializers.IntegerField(min_value=21, max_value=90)


class WaveSettingInput(WaveSettingFields, Input):
    area = Visible(Area, permission="wave_setting.edit")


class WaveSettingEditInput(WaveSettingFields, VersionedInput):
    """All of it as it should stand."""


class WaveSettingDropInput(VersionedInput):
    """What holds above holds here again."""


def _rules(data: dict) -> Rules:
    return Rules(**{name: data[name] for name in NAMES})


class WaveSettingViewSet(ShapeViewSet):
    """How waves are judged, where areas have set it; the nearest area's holds."""

    shape = shapes.SETTINGS
    required_permissions = {
        "list": "wave_setting.view",
        "retrieve": "wave_setting.view",
        "create": "wave_setting.edit",
        "partial_update": "wave_setting.edit",
        "drop": "wave_setting.edit",
    }
    inputs = {
        "create": WaveSettingInput,
        "partial_update": WaveSettingEditInput,
        "drop": WaveSettingDropInput,
    }
    answers = {"drop": {204: None}}
    may_be_stale = frozenset({"create"})

    def create(self, request):
        """From tomorrow on the area is judged so."""
        data = self.asked()
        return self.make(
            wave_settings.set_, area=data["area"], rules=_rules(data), version=0
        )

    def partial_update(self, request, pk=None):
        """Other figures from tomorrow on."""
        row, data = self.target(), self.asked()
        self.do(
            wave_settings.set_,
            area=row.area,
            rules=_rules(data),
            version=data["version"],
        )
        return self.show(row)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """What holds above holds here again."""
        row, data = self.target(), self.asked()
        self.do(wave_settings.drop, setting=row, **data)
        return Response(status=204)


RESOURCES = {"waves": WaveViewSet, "wave-settings": WaveSettingViewSet}
FOLLOWED = (
    Followed("waves", shapes.WAVES),
    Followed("wave-settings", shapes.SETTINGS),
)
