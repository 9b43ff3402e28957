"""Care over REST."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import care_categories, care_plans, guardian_consents
from households.api import shapes_care as shapes
from households.api.facts import WORDS, photos
from households.filters.care import CarePlanFilterSet, ConsentFilterSet
from households.models import CareContact, Relation, Resident
from households.workflow.care import ConsentWay, ContactWay, HelperRole, Holiday
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Origin, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import User


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
    }
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


class ConsentInput(Input):
    """As multipart form data: photos of the signed paper, or the signature itself."""

    resident = Visible(Resident, permission="guardian_consent.create")
    guardian_name = Text(60)
    relation = serializers.ChoiceField(choices=Relation.choices)
    way = serializers.ChoiceField(choices=ConsentWay.choices)
    given_on = serializers.DateField(required=False, allow_null=True)
    photos = photos(required=False)
    signature = serializers.ImageField(required=False)

    def validate(self, attrs):
        """A signature where it was given on the screen, else photos."""
        is_drawn = attrs["way"] == ConsentWay.SCREEN
        other = "photos" if is_drawn else "signature"
        if attrs.pop(other, None):
            message = _("This does not belong to how it was given.")
            raise serializers.ValidationError({other: [message]})
        signature = attrs.pop("signature", None)
        attrs["files"] = [signature] if signature else attrs.pop("photos", [])
        return attrs


class ConsentWithdrawInput(VersionedInput):
    note = Text(200, **WORDS)


class ConsentViewSet(ShapeViewSet):
    """Consents of guardians of children under 14."""

    shape = shapes.CONSENTS
    filterset_class = ConsentFilterSet
    required_permissions = {
        "list": "guardian_consent.view",
        "retrieve": "guardian_consent.view",
        "create": "guardian_consent.create",
        "withdraw": "guardian_consent.revoke",
    }
    inputs = {"create": ConsentInput, "withdraw": ConsentWithdrawInput}
    takes_files = frozenset({"create"})
    access_fields = "guardian_name"

    def create(self, request):
        """The guardian agrees; send the signed paper or the signature along."""
        data = self.asked()
        with attachments.stored_pictures(data.pop("files")) as stored:
            made = self.do(guardian_consents.give, files=stored, **data)
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """The guardian takes it back: what it allowed is erased."""
        return self.act(guardian_consents.withdraw, on="consent")


class CategoryFields(serializers.Serializer):
    name = Text(40)
    name_en = serializers.CharField(max_length=60, allow_blank=True)
    cycle_days = serializers.IntegerField(min_value=1, max_value=366)
    holidays = serializers.ListField(
        child=serializers.ChoiceField(choices=Holiday.choices), max_length=len(Holiday)
    )
    is_active = serializers.BooleanField()


class CategoryInput(CategoryFields, Input):
    code = serializers.SlugField(max_length=20)


class CategoryEditInput(CategoryFields, VersionedInput):
    """The whole kind as it should stand."""


class CareCategoryViewSet(ShapeViewSet):
    """The office's kinds of cared-for people."""

    shape = shapes.CARE_CATEGORIES
    required_permissions = {
        "list": "care_category.view",
        "retrieve": "care_category.view",
        "create": "care_category.edit",
        "partial_update": "care_category.edit",
    }
    inputs = {"create": CategoryInput, "partial_update": CategoryEditInput}

    def create(self, request):
        """A kind the office adds."""
        return self.make(care_categories.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Set right, or out of use."""
        return self.act(care_categories.edit, on="category")
