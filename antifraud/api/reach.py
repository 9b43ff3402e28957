"""Reach and effect over REST, those never told, and rounds of briefings."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud.actions import briefing_rounds as actions
from antifraud.actions.briefing_rounds import Plan
from antifraud.api.shapes_reach import BRIEFING_ROUNDS
from antifraud.filters.briefing_rounds import BriefingRoundFilterSet
from antifraud.models import BriefingStop, ScamType
from antifraud.reach import asking, effect, figures, untold
from antifraud.reach.untold import Risk, Whom, sees_care
from antifraud.workflow.people import AgeBand
from households.models import ResidenceKind
from station.api.serializers import (
    Input,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import PolicyViewSet, ShapeViewSet
from station.feed import Followed
from station.models import Area, User

OPTIONAL = {"required": False, "allow_null": True}
MOST_UNTOLD = 500


class ReachQuery(Input):
    area = Visible(Area, permission="reach.view", required=False)
    scam_type = Visible(ScamType, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class ShareOutput(serializers.Serializer):
    """Each person once; ``ways`` overlap."""

    total = serializers.IntegerField()
    reached = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    ways = serializers.DictField(child=serializers.IntegerField())


class ReachGroupOutput(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()
    people = ShareOutput()


class ReachAreaOutput(ReachGroupOutput):
    homes = ShareOutput()


class ReachTypeOutput(serializers.Serializer):
    """Who was told of a type, and its cases; ``after`` is null until it began."""

    scam_type = serializers.IntegerField()
    label = serializers.CharField()
    told = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    before = serializers.IntegerField()
    during = serializers.IntegerField()
    after = serializers.IntegerField(allow_null=True)
    after_a_year_before = serializers.IntegerField(allow_null=True)
    is_within_chance = serializers.BooleanField(allow_null=True)


class SpanOutput(serializers.Serializer):
    first = serializers.DateField()
    days = serializers.IntegerField()


class VictimsOutput(serializers.Serializer):
    """Victims afterwards who are in the register, and who of them had been told."""

    known = serializers.IntegerField()
    told = serializers.IntegerField()


class ReachOutput(serializers.Serializer):
    """Reach beside the cases, with the caution that belongs to them."""

    since = serializers.DateField()
    until = serializers.DateField()
    spans = serializers.DictField(child=SpanOutput())
    people = ShareOutput()
    homes = ShareOutput()
    groups = ReachGroupOutput(many=True)
    areas = ReachAreaOutput(many=True)
    types = ReachTypeOutput(many=True)
    victims = VictimsOutput()
    cautions = serializers.ListField(child=serializers.CharField())


class ReachViewSet(PolicyViewSet):
    """Residents and households told of fraud, each once, beside the cases."""

    required_permissions = {"list": "reach.view"}
    answers = {"list": {200: ReachOutput}}
    query = {"list": ReachQuery}

    def list(self, request):
        today = timezone.localdate()
        asked = asking.usual(request.user, today=today, **self.asked_query())
        found, spans = figures.reach(asked), effect.spans(asked)
        body = {
            "since": asked.since,
            "until": asked.until,
            "spans": {
                "before": spans.before,
                "during": spans.during,
                "after": spans.after,
                "after_a_year_before": spans.last_year,
            },
            "people": found.people,
            "homes": found.homes,
            "groups": found.groups,
            "areas": found.areas,
            "types": [_of_type(line, spans) for line in effect.by_type(asked)],
            "victims": effect.victims(asked),
            "cautions": [str(text) for text in effect.CAUTIONS],
        }
        return Response(ReachOutput(body).data)


def _of_type(line: effect.Line, spans: effect.Spans) -> dict:
    has_begun = bool(spans.after.days)
    return {
        "scam_type": line.scam_type.pk,
        "label": str(line.scam_type),
        "told": line.told,
        "percent": line.percent,
        "before": line.before,
        "during": line.during,
        "after": line.after if has_begun else None,
        "after_a_year_before": line.last_year if has_begun else None,
        "is_within_chance": line.is_within_chance if has_begun else None,
    }


class UntoldQuery(Input):
    area = Visible(Area, permission="briefing.view", required=False)
    band = serializers.ChoiceField(choices=AgeBand.choices, required=False)
    care = Text(20, required=False)
    residence = serializers.ChoiceField(choices=ResidenceKind.choices, required=False)
    limit = serializers.IntegerField(
        min_value=1, max_value=MOST_UNTOLD, required=False, default=50
    )


class UntoldOutput(serializers.Serializer):
    household = serializers.IntegerField()
    number = serializers.CharField()
    address = serializers.CharField()
    risk = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=Risk.choices))


class UntoldListOutput(serializers.Serializer):
    """Those most at risk first; ``count`` is of all of them."""

    count = serializers.IntegerField()
    results = UntoldOutput(many=True)


class UntoldViewSet(PolicyViewSet):
    """Households nobody ever spoke to about fraud, most at risk first."""

    required_permissions = {"list": "briefing.view"}
    answers = {"list": {200: UntoldListOutput}}
    query = {"list": UntoldQuery}

    def list(self, request):
        user, now, said = request.user, timezone.now(), self.asked_query()
        limit = said.pop("limit")
        if not sees_care(user):
            said.pop("care", None)
        rows = untold.never_briefed(user, Whom(**said))
        ranked = untold.by_risk(rows, user, at=now).select_related("address")
        homes = list(ranked.order_by("-risk", "pk")[:limit])
        why = untold.reasons(homes, user, at=now)
        body = {"count": rows.count(), "results": [_home(h, why) for h in homes]}
        return Response(UntoldListOutput(body).data)


def _home(home, why) -> dict:
    return {
        "household": home.pk,
        "number": home.number,
        "address": home.address.text,
        "risk": home.risk,
        "reasons": why[home.pk],
    }


class BriefingRoundInput(Input):
    """Those never told, most at risk first, onto the officer's next days."""

    area = Visible(Area, permission="briefing_round.create")
    officer = Visible(User, required=False)
    first_on = serializers.DateField()
    days = serializers.IntegerField(min_value=1, max_value=actions.MOST_DAYS)
    a_day = serializers.IntegerField(min_value=1, max_value=actions.MOST_A_DAY)
    scam_types = VisibleMany(ScamType, required=False, max_length=20)
    band = serializers.ChoiceField(choices=AgeBand.choices, required=False)
    care = Text(20, required=False)
    residence = serializers.ChoiceField(choices=ResidenceKind.choices, required=False)


class BriefingRoundEndInput(VersionedInput):
    note = Text(300, required=False, allow_blank=True, default="")


class BriefingRoundCallOffInput(VersionedInput):
    reason = Text(300)


class BriefingRoundTakeOffInput(VersionedInput):
    household = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class BriefingRoundViewSet(ShapeViewSet):
    """Rounds of briefings: planned, ended, called off."""

    shape = BRIEFING_ROUNDS
    list_key = "antifraud.briefinground"
    filterset_class = BriefingRoundFilterSet
    required_permissions = {
        "list": "briefing_round.view",
        "retrieve": "briefing_round.view",
        "create": "briefing_round.create",
        "take_off": "briefing_round.edit",
        "end": "briefing_round.edit",
        "call_off": "briefing_round.edit",
    }
    inputs = {
        "create": BriefingRoundInput,
        "take_off": BriefingRoundTakeOffInput,
        "end": BriefingRoundEndInput,
        "call_off": BriefingRoundCallOffInput,
    }
    access_fields = "households"

    def create(self, request):
        """Plan a round of briefings."""
        data = self.asked()
        kinds = {name: data.pop(name, "") for name in ("band", "care", "residence")}
        if not sees_care(request.user):
            kinds["care"] = ""
        data.setdefault("officer", request.user)
        data["scam_types"] = tuple(data.get("scam_types", ()))
        words = " · ".join(_in_words(kinds))
        found = Plan(whom=Whom(**kinds), in_words=words, **data)
        return self.make(actions.plan, found=found)

    @action(detail=True, methods=["post"], url_path="take-off")
    def take_off(self, request, pk=None):
        """This household is left in peace for now."""
        row, data = self.target(), self.asked()
        rows = BriefingStop.objects.filter(of_round=row)
        stop = rows.filter(household=data["household"]).first() or BriefingStop()
        self.do(
            actions.take_off, briefing_round=row, stop=stop, version=data["version"]
        )
        return self.show(row)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Done; who was not told comes up again."""
        return self.act(actions.end, on="briefing_round")

    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request, pk=None):
        """It does not take place."""
        return self.act(actions.call_off, on="briefing_round")


def _in_words(kinds: dict) -> list[str]:
    labels = {**dict(AgeBand.choices), **dict(ResidenceKind.choices)}
    return [str(labels.get(code, code)) for code in kinds.values() if code]


RESOURCES = {
    "reach": ReachViewSet,
    "never-told": UntoldViewSet,
    "briefing-rounds": BriefingRoundViewSet,
}
FOLLOWED = (Followed("briefing-rounds", BRIEFING_ROUNDS),)
