"""Care over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import (
    care_plans,
    care_rounds,
)
from households.api import shapes_care as shapes
from households.api.facts import WORDS
from households.api.reveal import LookInput, RevealOutput, revealed
from households.filters.care import CarePlanFilterSet
from households.models import CareContact, CareHelper, CarePlan, Resident
from households.workflow.care import ContactWay, HelperRole, Holiday
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Origin, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area, User


class PlanFields(serializers.Serializer):
    """What a plan says."""

    kinds = serializers.ListField(
        child=serializers.SlugField(max_length=20), min_length=1, max_length=20
    )
    carer = Visible(User)
    cycle_days = serializers.IntegerField(min_value=1, max_value=366)
    holidays = serializers.ListField(
        child=serializers.ChoiceField(choices=Holiday.choices),
        required=False,
        max_length=len(Holiday),
    )
    watch_for = Text(1000, **WORDS)
    review_on = serializers.DateField(required=False, allow_null=True)


FACTS = list(PlanFields().fields)


def facts_of(data: dict) -> care_plans.Facts:
    """The part of the input that is the plan itself."""
    return care_plans.Facts(**{name: data[name] for name in FACTS if name in data})


class PlanInput(PlanFields, Input):
    resident = Visible(Resident, permission="care_plan.create")
    origin = Origin()


class PlanEditInput(PlanFields, VersionedInput):
    """The whole plan as it should stand."""


class CareReasonInput(VersionedInput):
    reason = Text(200)


class PauseInput(CareReasonInput):
    resume_on = serializers.DateField(required=False, allow_null=True)


class ReviewInput(VersionedInput):
    review_on = serializers.DateField()
    note = Text(300, **WORDS)


class CareAssignInput(VersionedInput):
    carer = Visible(User)


class CareContactInput(Input):
    way = serializers.ChoiceField(choices=ContactWay.choices)
    found = serializers.ChoiceField(choices=CareContact.Found.choices)
    note = Text(1000, **WORDS)
    made_at = serializers.DateTimeField(required=False, allow_null=True)


class HelperInput(Input):
    role = serializers.ChoiceField(choices=HelperRole.choices)
    name = Text(60)
    phone = Text(30, **WORDS)


class HelperRemoveInput(Input):
    helper = Visible(CareHelper, permission="care_plan.edit")


class HelperLookInput(LookInput):
    helper = Visible(CareHelper, permission="care_plan.reveal")


class HolidayInput(Input):
    """For which holiday, and where; without an area wherever one has charge."""

    holiday = serializers.ChoiceField(choices=Holiday.choices)
    area = Visible(Area, permission="care_plan.create", required=False)


class HolidayOutput(serializers.Serializer):
    """How many visits were planned just now."""

    planned = serializers.IntegerField()


class CarePlanViewSet(BulkMixin, ShapeViewSet):
    """Care plans: who is looked after, by whom, how often."""

    shape = shapes.CARE_PLANS
    list_key = "households.careplan"
    filterset_class = CarePlanFilterSet
    required_permissions = {
        "list": "care_plan.view",
        "retrieve": "care_plan.view",
        "create": "care_plan.create",
        "partial_update": "care_plan.edit",
        "pause": "care_plan.edit",
        "resume": "care_plan.edit",
        "end": "care_plan.edit",
        "review": "care_plan.edit",
        "assign": "care_plan.assign",
        "contact": "care_plan.contact",
        "helpers": "care_plan.edit",
        "helper_remove": "care_plan.edit",
        "reveal": "care_plan.reveal",
        "holiday": "care_plan.create",
    }
    inputs = {
        "create": PlanInput,
        "partial_update": PlanEditInput,
        "pause": PauseInput,
        "resume": VersionedInput,
        "end": CareReasonInput,
        "review": ReviewInput,
        "assign": CareAssignInput,
        "contact": CareContactInput,
        "helpers": HelperInput,
        "helper_remove": HelperRemoveInput,
        "reveal": HelperLookInput,
        "holiday": HolidayInput,
    }
    answers = {"reveal": {200: RevealOutput}, "holiday": {200: HolidayOutput}}
    access_fields = "watch_for, kinds, helpers"

    def create(self, request):
        """Look after somebody; a child under 14 needs the guardian's consent."""
        data = self.asked()
        return self.make(
            care_plans.create,
            resident=data["resident"],
            facts=facts_of(data),
            origin=data.get("origin"),
        )

    def partial_update(self, request, pk=None):
        """Set the plan right; send the whole plan."""
        plan, data = self.target(), self.asked()
        version = data["version"]
        self.do(care_plans.edit, plan=plan, facts=facts_of(data), version=version)
        return self.show(plan)

    @action(detail=True, methods=["post"])
    def pause(self, request, pk=None):
        """No visits until then."""
        return self.act(care_plans.pause, on="plan")

    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """The visits go on."""
        return self.act(care_plans.resume, on="plan")

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Nobody needs to go any more."""
        return self.act(care_plans.end, on="plan")

    @action(detail=True, methods=["post"])
    def review(self, request, pk=None):
        """It still holds."""
        return self.act(care_plans.review, on="plan")

    @action(detail=True, methods=["post"])
    def assign(self, request, pk=None):
        """Somebody else cares from now on."""
        return self.act(care_plans.assign, on="plan")

    @action(detail=True, methods=["post"])
    def contact(self, request, pk=None):
        """One rang, or asked a neighbour."""
        return self.act(care_plans.contact, on="plan")

    @action(detail=True, methods=["post"])
    def helpers(self, request, pk=None):
        """Somebody who can be called."""
        return self.act(care_plans.add_helper, on="plan")

    @action(detail=True, methods=["post"], url_path="helper-remove")
    def helper_remove(self, request, pk=None):
        """Not to be called any more."""
        plan, data = self.target(), self.asked()
        self.do(care_plans.remove_helper, helper=self._helper(plan, data))
        return self.show(plan)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """A helper's whole phone number, for a purpose that is written down."""
        plan, look = self.target(), self.asked()
        helper = self._helper(plan, look)
        return revealed(helper, by=request.user, field="phone", **look)

    def _helper(self, plan, data: dict) -> CareHelper:
        """One of this plan."""
        helper = data.pop("helper")
        if helper.plan_id != plan.pk:
            message = {"helper": ["This belongs to another plan."]}
            raise serializers.ValidationError(message)
        return helper

    @action(detail=False, methods=["post"])
    def holiday(self, request):
        """Plan the visits before a holiday; asked twice nothing is planned twice."""
        data = self.asked()
        area, plans = (
            data.get("area"),
            CarePlan.objects.visible_to(request.user, "create"),
        )
        if area is not None:
            plans = plans.filter(area__path__startswith=area.path)
        made = self.do(
            care_rounds.plan_holiday,
            area=area or request.user.home_area,
            holiday=data["holiday"],
            plans=plans,
        )
        return Response({"planned": made})
