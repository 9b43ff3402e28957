"""What the writes of the register and the visits take, field by field."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from households.actions import residents, units, visit_conflicts, visits
from households.models import (
    Address,
    Advice,
    ContactCard,
    FollowUp,
    Household,
    Outcome,
    Purpose,
    Relation,
    ResidenceKind,
    Resident,
    Tenure,
    Unit,
    UnitKind,
    VenueKind,
    Visit,
)
from households.workflow.inspections import Risk
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.models import AccessRecord, Area, User

WORDS = {"required": False, "allow_blank": True}


class RevealInput(Input):
    """Why somebody wants to see the whole number."""

    field = serializers.ChoiceField(choices=["id_number", "phone"])
    purpose = serializers.ChoiceField(choices=AccessRecord.Purpose.choices)
    reason = Text(200, **WORDS)


class VersionedReasonInput(VersionedInput):
    reason = Text(300)


# -- the register ----------------------------------------------------------------


class AddressInput(Input):
    area = Visible(Area, permission="address.create")
    group_name = Text(40, **WORDS)
    door = Text(60)
    latitude = serializers.DecimalField(
        max_digits=9,
        decimal_places=6,
        min_value=-90,
        max_value=90,
        required=False,
        allow_null=True,
    )
    longitude = serializers.DecimalField(
        max_digits=9,
        decimal_places=6,
        min_value=-180,
        max_value=180,
        required=False,
        allow_null=True,
    )


class AddressEditInput(VersionedInput, AddressInput):
    area = Visible(Area, permission="address.edit", required=False)
    door = Text(60, required=False)


class HouseholdInput(Input):
    address = Visible(Address, permission="household.create")
    number = Text(30, **WORDS)
    head_name = Text(60, **WORDS)
    note = Text(300, **WORDS)


class HouseholdEditInput(VersionedInput):
    address = Visible(Address, permission="household.edit", required=False)
    number = Text(30, required=False)
    note = Text(300, **WORDS)


class LeaveInput(VersionedInput):
    left_on = serializers.DateField()
    reason = Text(300, **WORDS)


class PersonFields(serializers.Serializer):
    """What the register keeps of a resident."""

    name = Text(60)
    relation = serializers.ChoiceField(choices=Relation.choices)
    sex = serializers.ChoiceField(choices=Resident.Sex.choices, **WORDS)
    birth_date = serializers.DateField(required=False, allow_null=True)
    ethnicity = Text(20, **WORDS)
    id_number = Text(24, **WORDS)
    phone = Text(24, **WORDS)
    residence_kind = serializers.ChoiceField(
        choices=ResidenceKind.choices, required=False
    )
    employer = Text(120, **WORDS)
    care_kinds = serializers.ListField(
        child=serializers.SlugField(max_length=20),
        required=False,
        max_length=20,
        help_text="Codes of care-kinds.",
    )
    note = Text(2000, **WORDS)


class ResidentInput(PersonFields, Input):
    household = Visible(Household, permission="resident.create")

    def person(self) -> residents.Person:
        facts = dict(self.validated_data)
        facts.pop("household")
        return residents.Person(**facts)


class ResidentEditInput(PersonFields, VersionedInput):
    """Only what is named changes."""

    name = Text(60, required=False)
    relation = serializers.ChoiceField(choices=Relation.choices, required=False)


class ResidentMoveInput(VersionedInput):
    household = Visible(Household, permission="resident.edit")
    relation = serializers.ChoiceField(choices=Relation.choices)
    moved_on = serializers.DateField()
    reason = Text(300, **WORDS)


class MakeHeadInput(VersionedInput):
    former_relation = serializers.ChoiceField(
        choices=[c for c in Relation.choices if c[0] != Relation.HEAD],
        help_text="What the former head is to the new one.",
    )


class UnitFields(serializers.Serializer):
    name = Text(120)
    kind = serializers.ChoiceField(choices=UnitKind.choices)
    credit_code = Text(18, **WORDS)
    contact_name = Text(60, **WORDS)
    contact_phone = Text(24, **WORDS)
    staff_count = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, allow_null=True
    )
    note = Text(300, **WORDS)


class UnitInput(UnitFields, Input):
    address = Visible(Address, permission="unit.create")

    def facts(self) -> units.Facts:
        facts = dict(self.validated_data)
        facts.pop("address")
        return units.Facts(**facts)


class UnitEditInput(UnitFields, VersionedInput):
    """Only what is named changes."""

    address = Visible(Address, permission="unit.edit", required=False)
    name = Text(120, required=False)
    kind = serializers.ChoiceField(choices=UnitKind.choices, required=False)


class UnitCloseInput(VersionedInput):
    closed_on = serializers.DateField()


class VenueInput(VersionedInput):
    """A unit as a venue; sizes by measure: floor_area, seats, beds …"""

    kind = Visible(VenueKind, allow_null=True)
    risk = serializers.ChoiceField(choices=Risk.choices)
    risk_reason = Text(200, **WORDS)
    figures = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1_000_000),
        required=False,
    )


class HousingInput(Input):
    """Says how a house is used; with version 0 where nothing was known of it."""

    address = Visible(Address, permission="housing.edit")
    tenure = serializers.ChoiceField(choices=Tenure.choices)
    owner_name = Text(60, **WORDS)
    rooms = serializers.IntegerField(
        min_value=0, max_value=32767, required=False, allow_null=True
    )
    note = Text(300, **WORDS)
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


# -- visits and follow-ups ---------------------------------------------------------


class ReportFields(serializers.Serializer):
    """What a visit says. There are no fields for a search, and never will be."""

    purpose = serializers.ChoiceField(choices=Purpose.choices)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    visited_at = serializers.DateTimeField()
    people_met = VisibleMany(Resident, required=False, max_length=50)
    others_met = Text(120, **WORDS)
    learned = Text(4000, **WORDS)
    asked_for = Text(4000, **WORDS)
    advice = serializers.ListField(
        child=serializers.ChoiceField(choices=Advice.choices),
        required=False,
        max_length=len(Advice),
    )
    next_visit_on = serializers.DateField(required=False, allow_null=True)
    place = Text(120, help_text="Of a field visit.", **WORDS)
    latitude = serializers.DecimalField(
        max_digits=9,
        decimal_places=6,
        min_value=-90,
        max_value=90,
        required=False,
        allow_null=True,
        help_text="Where the visit was written, if the phone told.",
    )
    longitude = serializers.DecimalField(
        max_digits=9,
        decimal_places=6,
        min_value=-180,
        max_value=180,
        required=False,
        allow_null=True,
    )

    def validate(self, attrs):
        """Half a position is none."""
        attrs = super().validate(attrs)
        if attrs.get("latitude") is None or attrs.get("longitude") is None:
            attrs.pop("latitude", None)
            attrs.pop("longitude", None)
        return attrs


REPORT = list(ReportFields().fields)


def report_of(data: dict) -> visits.Report:
    """The part of the input that is the report itself."""
    return visits.Report(**{name: data[name] for name in REPORT if name in data})


class FieldVisitInput(ReportFields, Input):
    """A visit in the fields: a place instead of a household, people by name."""

    area = Visible(Area, permission="visit.create")
    place = Text(120)
    purpose = None
    outcome = None
    people_met = None
    next_visit_on = None
    others_met = Text(120)
    reason = Text(300, help_text="Why a visit is entered late.", **WORDS)
    origin = Origin()


class PromiseInput(Input):
    """What was promised at the door."""

    matter = Text(1000)
    due_at = serializers.DateTimeField()
    assigned_to = Visible(User, required=False)


class CardGivenInput(Input):
    """The card that was left."""

    card = Visible(ContactCard, permission="contact_card.hand_over")
    received_by = Text(60, **WORDS)


MAY_BE_GONE = {"people_met", "settles", "card"}


class VisitInput(ReportFields, Input):
    household = Visible(Household, permission="visit.create")
    reason = Text(300, help_text="Why a visit is entered late.", **WORDS)
    promise = PromiseInput(required=False)
    card = CardGivenInput(required=False)
    settles = Visible(FollowUp, permission="follow_up.edit", required=False)
    household_version = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text=(
            "The household's version that was seen at the door; 412 with `current` "
            "when what the visit relies on has changed since."
        ),
    )

    def to_internal_value(self, data):
        """Who was met may be out of sight by now: a conflict, not a wrong id."""
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError as error:
            seen = data.get("household_version") if isinstance(data, dict) else None
            if seen is None or not set(error.detail) <= MAY_BE_GONE:
                raise
            household = self.fields["household"].run_validation(data["household"])
            by = self.context["request"].user
            raise visit_conflicts.refusal(household=household, by=by) from None


class VisitEditInput(ReportFields, VersionedInput):
    """The whole report as it should stand."""


class VisitCorrectInput(VisitEditInput):
    reason = Text(300)


class VisitReturnInput(Input):
    note = Text(300)


class PhotosInput(Input):
    photos = serializers.ListField(
        child=serializers.ImageField(), min_length=1, max_length=9
    )


class FollowUpInput(Input):
    """Names the household or the unit to come back to, one of both."""

    household = Visible(Household, permission="follow_up.create", required=False)
    unit = Visible(Unit, permission="follow_up.create", required=False)
    matter = Text(1000)
    due_at = serializers.DateTimeField()
    assigned_to = Visible(User, required=False)
    visit = Visible(Visit, required=False)
    origin = Origin()

    def validate(self, attrs):
        if ("household" in attrs) == ("unit" in attrs):
            raise serializers.ValidationError(_("Choose a household or a unit."))
        return attrs


class FollowUpMoveInput(VersionedInput):
    due_at = serializers.DateTimeField()
    reason = Text(300)


class FollowUpDoneInput(VersionedInput):
    result = Text(1000, **WORDS)
    visit = Visible(Visit, required=False)


class FollowUpReassignInput(VersionedInput):
    to = Visible(User)
    due_at = serializers.DateTimeField(required=False, allow_null=True)
    reason = Text(300, **WORDS)


# -- cards and messages ---------------------------------------------------------------


class CardInput(Input):
    area = Visible(Area, permission="contact_card.create")


class HandOverInput(Input):
    household = Visible(Household, permission="contact_card.hand_over")
    received_by = Text(60, **WORDS)
    visit = Visible(Visit, required=False)


# -- imports ------------------------------------------------------------------------


class ImportInput(Input):
    area = Visible(
        Area,
        permission="area.view",
        help_text="The station whose register it is.",
    )
    file = serializers.FileField(max_length=200)


class DecisionInput(Input):
    note = Text(200, **WORDS)
