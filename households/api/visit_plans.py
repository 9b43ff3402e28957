"""Visit rules, campaigns, crop seasons, questions and coverage over REST."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households import visit_coverage, visit_thresholds
from households.actions import campaigns, rules, visit_questions
from households.actions import visit_thresholds as threshold_actions
from households.api import shapes_visit_plan as shapes
from households.filters.visit_plans import (
    CampaignFilterSet,
    CropSeasonFilterSet,
    VisitRuleFilterSet,
)
from households.filters.visit_questions import VisitQuestionFilterSet
from households.models import Advice, Campaign, HouseholdKind, VisitRule
from households.models.visit import MONTH_DAY
from households.models.visit_threshold import BOUNDS
from households.workflow.rounds import QuestionState
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import PolicyViewSet, ShapeViewSet
from station.models import Area

WORDS = {"required": False, "allow_blank": True}


def day_of_year(**options) -> serializers.CharField:
    """Month and day: 03-15."""
    return serializers.CharField(max_length=5, validators=[MONTH_DAY], **options)


def many(choices, **options) -> serializers.ListField:
    child = serializers.ChoiceField(choices=choices)
    return serializers.ListField(child=child, max_length=len(choices), **options)


class RuleFields(serializers.Serializer):
    kind = serializers.ChoiceField(choices=HouseholdKind.choices)
    every_days = serializers.IntegerField(min_value=1, max_value=1100)
    from_on = serializers.DateField()
    until_on = serializers.DateField(required=False, allow_null=True)
    season_from = day_of_year(**WORDS)
    season_until = day_of_year(**WORDS)
    who = serializers.ChoiceField(choices=VisitRule.Who.choices, required=False)
    source = Text(200, **WORDS)


class RuleInput(RuleFields, Input):
    area = Visible(Area, permission="visit_rule.create")


class RuleEditInput(RuleFields, VersionedInput):
    """The whole rule as it should stand."""


class RuleEndInput(VersionedInput):
    on = serializers.DateField()


class VisitRuleViewSet(BulkMixin, ShapeViewSet):
    """How often which kind of household is visited."""

    shape = shapes.VISIT_RULES
    list_key = "households.visitrule"
    filterset_class = VisitRuleFilterSet
    required_permissions = {
        "list": "visit_rule.view",
        "retrieve": "visit_rule.view",
        "create": "visit_rule.create",
        "partial_update": "visit_rule.edit",
        "end": "visit_rule.edit",
    }
    inputs = {
        "create": RuleInput,
        "partial_update": RuleEditInput,
        "end": RuleEndInput,
    }

    def create(self, request):
        """A rule that holds in an area and everything below it."""
        data = self.asked()
        area = data.pop("area")
        return self.make(rules.create, area=area, terms=rules.Terms(**data))

    def partial_update(self, request, pk=None):
        """Change a rule; send it whole."""
        rule, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(rules.edit, rule=rule, terms=rules.Terms(**data), version=version)
        return self.show(rule)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """The rule holds until a day."""
        rule = self.target()
        self.do(rules.end, rule=rule, **self.asked())
        return self.show(rule)


def _figure(name: str) -> serializers.IntegerField:
    """A threshold within its bounds; left out, what ships."""
    least, most = BOUNDS[name]
    return serializers.IntegerField(
        min_value=least, max_value=most, default=getattr(visit_thresholds.SHIPPED, name)
    )


class ThresholdInput(Input):
    area = Visible(Area, permission="visit_threshold.edit")
    burst = _figure("burst")
    apart = _figure("apart")
    far = _figure("far")
    spot_doors = _figure("spot_doors")
    same_texts = _figure("same_texts")
    night_from = _figure("night_from")
    night_until = _figure("night_until")
    look_bits = _figure("look_bits")
    kept_days = _figure("kept_days")
    goal = _figure("goal")


class VisitThresholdViewSet(ShapeViewSet):
    """From which figures on visits are asked about; elsewhere what ships holds."""

    shape = shapes.THRESHOLDS
    required_permissions = {
        "list": "visit_threshold.view",
        "retrieve": "visit_threshold.view",
        "create": "visit_threshold.edit",
    }
    inputs = {"create": ThresholdInput}

    def create(self, request):
        """Set the figures of a county or station, or set them anew; send them whole."""
        figures = self.asked()
        area = figures.pop("area")
        thresholds = visit_thresholds.Thresholds(**figures)
        return self.make(threshold_actions.set_for, area=area, thresholds=thresholds)


class CampaignFields(serializers.Serializer):
    name = Text(80)
    theme = serializers.ChoiceField(choices=Campaign.Theme.choices)
    from_on = serializers.DateField()
    until_on = serializers.DateField()
    kinds = many(HouseholdKind.choices, min_length=1)
    goal_percent = serializers.IntegerField(min_value=1, max_value=100)
    topics = Text(2000, **WORDS)
    advice = many(Advice.choices, required=False)


class CampaignInput(CampaignFields, Input):
    area = Visible(Area, permission="campaign.create")


class CampaignEditInput(CampaignFields, VersionedInput):
    """The whole campaign as it should stand."""


class TallyOutput(serializers.Serializer):
    """Households of a place: how many reached, late, never seen."""

    total = serializers.IntegerField()
    reached = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    overdue = serializers.IntegerField()
    never = serializers.IntegerField()
    soon = serializers.IntegerField()


class VisitedPlaceOutput(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class LineOutput(serializers.Serializer):
    area = VisitedPlaceOutput(allow_null=True)
    officer = VisitedPlaceOutput(allow_null=True)
    is_behind = serializers.BooleanField()
    tally = TallyOutput()


class CoverageOutput(serializers.Serializer):
    """Shares of households, never a mere count of visits."""

    goal = serializers.IntegerField()
    results = LineOutput(many=True)


class CoverageQuery(Input):
    by = serializers.ChoiceField(choices=["place", "officer"], required=False)
    kind = serializers.ChoiceField(choices=HouseholdKind.choices, required=False)
    campaign = Visible(Campaign, required=False)
    goal = serializers.IntegerField(min_value=1, max_value=100, required=False)


class CampaignViewSet(ShapeViewSet):
    """For some weeks a share of the households of some kinds is to be visited."""

    shape = shapes.CAMPAIGNS
    list_key = "households.campaign"
    filterset_class = CampaignFilterSet
    required_permissions = {
        "list": "campaign.view",
        "retrieve": "campaign.view",
        "create": "campaign.create",
        "partial_update": "campaign.edit",
        "end": "campaign.edit",
    }
    inputs = {
        "create": CampaignInput,
        "partial_update": CampaignEditInput,
        "end": VersionedInput,
    }

    def create(self, request):
        """Begin a campaign."""
        data = self.asked()
        area = data.pop("area")
        return self.make(campaigns.create, area=area, brief=campaigns.Brief(**data))

    def partial_update(self, request, pk=None):
        """Change a campaign; send it whole."""
        row, data = self.target(), self.asked()
        version = data.pop("version")
        brief = campaigns.Brief(**data)
        self.do(campaigns.edit, campaign=row, brief=brief, version=version)
        return self.show(row)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Over before its day."""
        return self.act(campaigns.end, on="campaign")


class SeasonFields(serializers.Serializer):
    crop = Text(60)
    from_day = day_of_year()
    until_day = day_of_year()
    advice_zh = Text(1000)
    advice_en = Text(1000, **WORDS)
    advice = many(Advice.choices, required=False)


class SeasonInput(SeasonFields, Input):
    area = Visible(Area, permission="crop_season.create")


class SeasonEditInput(SeasonFields, VersionedInput):
    """The whole season as it should stand."""


class CropSeasonViewSet(ShapeViewSet):
    """What to talk about in the fields at which time of the year."""

    shape = shapes.CROP_SEASONS
    list_key = "households.cropseason"
    filterset_class = CropSeasonFilterSet
    required_permissions = {
        "list": "crop_season.view",
        "retrieve": "crop_season.view",
        "create": "crop_season.create",
        "partial_update": "crop_season.edit",
        "destroy": "crop_season.edit",
    }
    inputs = {"create": SeasonInput, "partial_update": SeasonEditInput}
    answers = {"destroy": {204: None}}

    def create(self, request):
        """Describe a season."""
        data = self.asked()
        area = data.pop("area")
        season = campaigns.Season(**data)
        return self.make(campaigns.create_season, area=area, season=season)

    def partial_update(self, request, pk=None):
        """Change a season; send it whole."""
        row, data = self.target(), self.asked()
        version = data.pop("version")
        season = campaigns.Season(**data)
        self.do(campaigns.edit_season, crop_season=row, season=season, version=version)
        return self.show(row)

    def destroy(self, request, pk=None):
        """It is not grown here any more."""
        self.do(campaigns.remove_season, crop_season=self.target())
        return Response(status=204)


class QuestionAnswerInput(VersionedInput):
    text = Text(1000)


class DecideInput(VersionedInput):
    state = serializers.ChoiceField(
        choices=[QuestionState.EXPLAINED, QuestionState.WRONG]
    )
    words = Text(1000, **WORDS)


class VisitQuestionViewSet(BulkMixin, ShapeViewSet):
    """What looked odd among the visits: asked, answered, settled."""

    shape = shapes.VISIT_QUESTIONS
    list_key = "households.visitquestion"
    filterset_class = VisitQuestionFilterSet
    required_permissions = {
        "list": "visit_question.view",
        "retrieve": "visit_question.view",
        "answer": "visit_question.answer",
        "decide": "visit_question.decide",
    }
    inputs = {"answer": QuestionAnswerInput, "decide": DecideInput}
    access_fields = "answer, decision"

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """The officer says how it came about."""
        return self.act(visit_questions.answer, on="question")

    @action(detail=True, methods=["post"])
    def decide(self, request, pk=None):
        """The chief settles it."""
        row, data = self.target(), self.asked()
        data.setdefault("words", "")
        self.do(visit_questions.decide, question=row, **data)
        return self.show(row)


class CoverageViewSet(PolicyViewSet):
    """How far visits reach, by place or by officer."""

    required_permissions = {"list": "coverage.view"}
    answers = {"list": {200: CoverageOutput}}
    query = {"list": CoverageQuery}

    def list(self, request):
        asked = self.asked_query()
        campaign = asked.get("campaign")
        goal = asked.get("goal") or (campaign and campaign.goal_percent)
        is_by_officer = asked.get("by") == "officer"
        found = visit_coverage.by_officer if is_by_officer else visit_coverage.by_place
        lines = found(
            request.user,
            on=timezone.localdate(),
            kind=asked.get("kind", ""),
            campaign=campaign,
            goal=goal,
        )
        shown = goal or visit_thresholds.goal_of(request.user)
        return Response(CoverageOutput({"goal": shown, "results": lines}).data)
