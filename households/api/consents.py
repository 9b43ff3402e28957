"""Guardians' consents and the kinds of cared-for people, over REST."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import care_categories, guardian_consents
from households.api import shapes_care as shapes
from households.api.facts import WORDS, photos
from households.filters.care import ConsentFilterSet
from households.models import Relation, Resident
from households.workflow.care import ConsentWay, Holiday
from station.actions import attachments
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet


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
